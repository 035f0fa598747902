from sklearn.metrics import cluster as agreement

FUNCTIONS = {
    "ari": metrics.adjusted_rand_score,
    "nmi": metrics.normalized_mutual_info_score,
    "ami": metrics.adjusted_mutual_info_score,
    "homogeneity": metrics.homogeneity_score,
    "completeness": metrics.completeness_score,
    "v_measure": metrics.v_measure_score,
    "fowlkes_mallows": metrics.fowlkes_mallows_score,
    "purity": lambda true, found: agreement.contingency_matrix(true, found).max(axis=0).sum() / len(true),
}
rows = []
of_model = scores[(scores["space"] == model) & scores["label"].notna()]
for _, row in of_model.iterrows():
    known = latents[row["label"]].notna()
    for name, function in FUNCTIONS.items():
        if name in row and pd.notna(row[name]):
            ours, theirs = float(row[name]), function(latents.loc[known, row["label"]].astype(str), cluster[known])
            chance = float(row[f"{name}_chance"])
            rows.append({"label": row["label"], "score": name, "chance": chance, "Latentune": ours, "scikit-learn": theirs})
check = pd.DataFrame(rows, columns=["label", "score", "chance", "Latentune", "scikit-learn"])
check["difference"] = check["Latentune"] - check["scikit-learn"]
check
