if history.empty:
    print("This model is not trained by epochs.")
else:
    figure, axes = plt.subplots(1, 3, figsize=(13, 3.5), layout="constrained")
    for one, part in zip(axes, ["total", "reconstruction", "kl"]):
        for of in ["train", "validation"]:
            curve = history[f"{of}_{part}"].astype(float)
            if curve.notna().any():
                one.plot(history["epoch"], curve, label=of)
        one.set_xlabel("epoch")
        one.set_ylabel(f"{part} (nats per song)")
        one.legend()
    plt.show()
