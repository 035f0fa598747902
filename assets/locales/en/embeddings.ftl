# Files of vectors that other programs made.
embeddings-broken-member = a part of it is not what was packed; the file is damaged
embeddings-columns-left = columns that are no vectors were left out: { $columns }
embeddings-damaged = the file of vectors is damaged: { $cause }
embeddings-empty = there is no vector in it
embeddings-ends-early = it ends before its numbers do; the file is incomplete
embeddings-items = its items are of the type { $kind }, where numbers are needed; save the array with .astype("float32")
embeddings-nameless = it names no songs. It has { $rows } rows, and there are as many songs: if its rows are theirs, in the order { $ids }, say so by { $by_row } (in the window: By row)
embeddings-nameless-and-uneven = it names no songs, and its { $rows } rows cannot be those of { $songs } songs ({ $ids }). Save it with a name for each row: as .npz with a second array of ids or file names, or as a table
embeddings-no-archive = it is no .npz archive, or one of a kind that numpy does not write
embeddings-no-array = it is no array that numpy has saved
embeddings-no-number-in-cell = `{ $cell }` in line { $line }, column { $column } is no number, but the column's first cell is one
embeddings-no-numbers = no column of it holds vectors: lists of decimal numbers, or one column of them a dimension
embeddings-none-matched = none of its { $n } rows is known as a song. Its names are { $names }; looked for were ids, paths and file names of songs such as { $ids }. If its rows are those of the songs in their order, say so by { $by_row }
embeddings-not-finite = songs whose vector has something that is no finite number, and counts as missing: { $n }
embeddings-of-what-kind = ready vectors are read from .npy, .npz, .safetensors, .parquet, .csv and .tsv
embeddings-other-count = rows were to be taken in the order of the songs, but there are { $rows } rows and { $songs } songs
embeddings-packed = it is packed in a way that is not read here ({ $what }); save it with compression="snappy"
embeddings-pickled = its array is of Python objects, which are never unpickled, for that would run what the file says. Save numbers: np.save(file, np.stack(list_of_vectors).astype("float32")), and names by np.array(names).astype("str")
embeddings-pooled = several frames a song were taken together by their mean, for so many songs: { $n }
embeddings-rows-left = rows of no song were left out: { $n } ({ $names })
embeddings-several = it holds { $n } arrays that are neither one table nor one vector a song ({ $arrays }); save the one that is meant by itself, with the names of its rows
embeddings-several-lists = { $n } of its columns hold vectors ({ $columns }); save it with the one that is meant
embeddings-shape = its shape is { $shape }, where one row a song and one column a dimension are needed
embeddings-songs-without = { $n } of { $all } songs have no vector in it ({ $ids }); they stand at the mean of these vectors
embeddings-too-large = { $n } vectors of { $d } numbers are more than is read: at most { $most_rows } songs, { $most_dims } numbers a song, { $most } in all
embeddings-twice = rows of songs that had a vector already were left out: { $n }
embeddings-uneven = the vector in row { $row } has { $n } numbers, where those before it have { $wanted }
