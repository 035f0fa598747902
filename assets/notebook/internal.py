here = z[in_cluster].astype(np.float64)
of_song = cluster[in_cluster]
first = scores.iloc[0]
rows = []
if 2 <= n_clusters < len(here):
    for name, function in [
        ("silhouette", metrics.silhouette_score),
        ("calinski_harabasz", metrics.calinski_harabasz_score),
        ("davies_bouldin", metrics.davies_bouldin_score),
    ]:
        rows.append({"score": name, "Latentune": float(first[name]), "scikit-learn": function(here, of_song)})
check = pd.DataFrame(rows, columns=["score", "Latentune", "scikit-learn"])
check["difference"] = check["Latentune"] - check["scikit-learn"]
check
