# What a person makes of songs
own-add = Add
own-analyse-without-hidden = Analyse without the hidden songs
own-anothers-labels = Another person's labels
own-anothers-what = Choose another person's session file: songs are matched by their ids, and columns of one name are held against each other.
own-cannot-read = cannot read the labels of this library
own-cannot-write = cannot keep the labels of this library
own-choose-songs-first = Choose a song, or select several on the map: what you click here is given to them.
own-clusters-edited = clusters by hand
own-colour-by-column = Colour the map by it
own-column = Column of your own labels
own-column-hint = A label of your own. No model was shown it; it is scored as any label is.
own-columns-only-theirs = Only they have: { $names }
own-columns-only-yours = Only you have: { $names }
own-comparing = the comparison of two people's labels
own-damaged-file = damaged file of labels: { $cause }
own-delete-column = Delete the column
own-disagreement = { $title }: { $a } – { $b }
own-edit-clusters = Edit clusters by hand
own-edited-in-table = { $name }: { $n } moved
own-edited-n-moved = { $n ->
    [0] Edited by hand: no song moved yet. The method's own clusters stay as they are.
    [one] Edited by hand: one song moved. The method's own clusters stay as they are.
   *[other] Edited by hand: { $n } songs moved. The method's own clusters stay as they are.
}
own-give = Give
own-hidden-hint = You hid these songs. They are in no list and not on the map; the model has still learnt from them. A click shows them again.
own-hide-songs = Hide these songs
own-join-with = Join with { $other }
own-kappa-line = κ { $kappa } · the same in { $same } of { $n } songs ({ $percent } %)
own-label-as = Label as { $value }
own-label-by-keys = Give the selected songs, or the chosen one, a value of your own labels
own-labelled-by-one = Labelled by you alone: { $yours }; by them alone: { $theirs }
own-let-go = Let go
own-more-of = More for { $name }
own-n-hidden-show = { $n } hidden · show
own-n-hidden-stay-in-model = { $n ->
    [one] One song is hidden. The model has learnt from it, and the scores count it.
   *[other] { $n } songs are hidden. The model has learnt from them, and the scores count them.
}
own-n-selected-songs = { $n ->
    [one] One selected song
   *[other] { $n } selected songs
}
own-name-marked = { $name } (own)
own-name-of-column = Name of the column
own-name-of-new-column = New column, such as mood
own-name-of-value = Name of the value
own-new-column = New…
own-no-column-in-common = There is no column that both have.
own-not-read = { $cause }. What you label now is kept in the session file only.
own-note = Note on this song
own-note-hint = What you noted of the song
own-nothing-to-split = there are no two songs apart to split
own-of-newer-program = made by a newer Latentune
own-of-session-shown = The labels are those of the session file. This library's own differ: Ctrl+Z brings them back.
own-path-of-session = Path of a session file
own-put-back = Put these songs back
own-rename = Rename…
own-score-edited-beside-method = { $score }: { $edited } (the method's own { $method })
own-scoring = the scores of your own labels
own-show-hidden = Show the hidden songs
own-split-how = k-means with two clusters among its songs, in the latent space of this run. The smaller part gets a new name.
own-split-in-two = Split in two
own-splitting = the split of a cluster
own-still-reading = the labels of this library are still being read
own-tab = Own labels
own-too-many-columns = there are as many columns as there can be
own-type-value = Type a value
own-under-way = Working…
