# New songs on a finished map
placing-analyse-first = Analyse some songs first; then others can be placed on their map.
placing-clear = Take off the map
placing-file = A file…
placing-folder = A folder…
placing-how = Seen by the model as it was trained, which learns nothing from them. The cluster is that of most of the five nearest songs.
placing-in-no-cluster = in no cluster: most of the nearest songs are noise
placing-n-placed = { $n ->
    [one] One new song is on the map.
   *[other] { $n } new songs are on the map.
} { $outside ->
    [0] { "" }
    [one] One is like none that the model has seen.
   *[other] { $outside } are like none that the model has seen.
}
placing-near = near to
placing-new-songs = New songs
placing-outside = Like none of the songs the model has learnt from: it lies farther from them than 99 of 100 of them lie from each other. Its place means little.
placing-path = Path of a recording, lyrics or a folder
placing-save = Save as a table…
placing-show-on-map = Show { $title } on the map
placing-under-way = Reading and placing…
placing-warned = { $n ->
    [one] New songs: { $first }
   *[other] New songs: { $first } (and { $n } warnings in all)
}
placing-what-it-does = Drop recordings, lyrics or both on the window, or choose them here: they are placed on the finished map, which does not move, and you see which cluster they fall into.
placing-written = The new songs are written to { $path }
