if 2 <= n_clusters < len(here):
    of_each = metrics.silhouette_samples(here, of_song)
    figure, axes = plt.subplots(figsize=(7, 5), layout="constrained")
    start = 0
    for name in [name for name in names if name != "noise"]:
        bars = np.sort(of_each[(of_song == name).to_numpy()])[::-1]
        axes.barh(np.arange(start, start + len(bars)), bars, height=1.0, color=colours[name], label=f"cluster {name}")
        start += len(bars) + max(1, len(here) // 100)
    axes.axvline(of_each.mean(), color="black", linestyle="--", label="mean")
    axes.set_xlabel("silhouette of a song")
    axes.set_yticks([])
    axes.legend(fontsize="x-small", loc="center left", bbox_to_anchor=(1, 0.5))
    plt.show()
