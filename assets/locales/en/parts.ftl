# A part of the songs, analysed alone
parts-analyse-selection = Analyse the selection alone
parts-leave = Back to the songs this part was taken from
parts-among-all = Among all songs
parts-among-all-hint = Where these songs lie on the map that they were taken from. Compare: what is near there need not be near once they are alone.
parts-all-n-songs = All { $n } songs
parts-n-of-them = { $n } of them
parts-select-first = Select some songs first.
