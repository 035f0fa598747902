def near(song_id, n=10):
    """The songs that lie nearest in the latent space."""
    i = latents.index[latents["id"] == song_id][0]
    distance = np.linalg.norm(z - z[i], axis=1)
    order = np.argsort(distance, kind="stable")[: n + 1]
    shown = latents.loc[order, ["id", "title", "artist", *labels, "cluster"]]
    return shown.assign(distance=distance[order])


near(latents["id"].iloc[0])
