for label, of_label in scores[scores["label"].notna() & scores["ari"].notna()].groupby("label", sort=False):
    figure, axes = plt.subplots(1, 3, figsize=(13, 1.2 + 0.35 * len(of_label)), layout="constrained", sharey=True)
    for one, name in zip(axes, ["ari", "nmi", "purity"]):
        row = range(len(of_label))
        one.barh(row, of_label[name].astype(float), color="tab:blue")
        low, high = of_label[f"{name}_chance_low"].astype(float), of_label[f"{name}_chance_high"].astype(float)
        one.barh(row, high - low, left=low, color="black", alpha=0.35, height=0.95, label="95 % of chance")
        one.set_yticks(row, of_label["space"])
        one.set_xlabel(name)
        one.invert_yaxis() if one is axes[0] else None
    axes[0].set_title(f"agreement with {label}", loc="left")
    axes[-1].legend(fontsize="x-small")
    plt.show()
