def draw_map(axes, x, y, of_song, colour_of):
    for name, colour in colour_of.items():
        here = (of_song == name).to_numpy()
        if here.any():
            axes.scatter(x[here], y[here], s=14, color=colour, label=f"{name} ({here.sum()})")
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.legend(fontsize="x-small", markerscale=1.5, loc="center left", bbox_to_anchor=(1, 0.5))


# First the map of the program, then the plane of the first two principal components.
pictures = [name[:-2] for name in places.columns if name.endswith("_x") and name[:-2] + "_y" in places.columns][-2:]
coloured = [("cluster", cluster, colours), *((label, *classes(label)) for label in labels)]
for title, of_song, colour_of in coloured:
    figure, axes = plt.subplots(1, len(pictures), figsize=(6 * len(pictures), 4.5), layout="constrained")
    for picture, one in zip(pictures, np.atleast_1d(axes)):
        draw_map(one, places[f"{picture}_x"], places[f"{picture}_y"], of_song, colour_of)
        one.set_title(f"{picture}, by {title}")
    plt.show()
