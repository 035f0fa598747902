### The notebook that a report brings along.

notebook-intro = This notebook reads the tables of this folder, draws the figures anew and computes the scores again with scikit-learn. It needs numpy, pandas, pyarrow, matplotlib and scikit-learn, and runs from top to bottom: Run, then Run All.
notebook-read = Read the tables
notebook-read-lead = A row is a song in every table. The latent space has a column for each dimension; a missing value means that the label is not known.
notebook-map-lead = Left as the program shows it, right the first two principal components. Distances between groups mean little on a t-SNE or UMAP map; all scores below are taken in the latent space.
notebook-training-lead = Losses by epoch. Where the curve of the validation songs turns upwards, the model learns its training songs by heart.
notebook-latent = The latent space
notebook-latent-lead = Dimensions with next to no variance are not used. In the picture of distances a cluster is a dark square.
notebook-internal = Scores without labels
notebook-internal-lead = Computed again from the latent space. Songs of noise are left out; with very many songs the program takes a sample for the silhouette.
notebook-silhouettes = Silhouettes
notebook-silhouettes-lead = A bar is a song. Below zero it lies nearer to another cluster than to its own.
notebook-external-lead = Computed again over the songs whose label is known. Read every value beside its chance line, the mean over shuffled labels.
notebook-beside = Beside plain features and PCA
notebook-beside-lead = The same clustering on what the model was given. One run alone decides nothing: compare over several seeds.
notebook-composition = What the clusters hold
notebook-composition-lead = The share of each class in each cluster.
notebook-neighbours = Songs near a song
notebook-neighbours-lead = Give the id of any song.
