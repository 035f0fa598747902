charts-as-at-first = As at first
charts-bar-from-to = { $column } from { $from } to { $to }: { $n } of { $all ->
        [one] { $all } song
       *[other] { $all } songs
    }
charts-bar-of-class = { $column }, { $class }: { $n } of { $all ->
        [one] { $all } song
       *[other] { $all } songs
    }
charts-being-made = The charts are being made
charts-choose-columns = Choose under Columns what has a chart
charts-click-bars = Click to show these songs alone, with Ctrl to add or take away. Click again to show all.
charts-click-takes-filter-away = A click takes the filter away. So does Esc, and Ctrl+Z brings it back.
charts-column-contains-text = { $column } contains “{ $text }”
charts-column-n-classes = { $column }: { $n } classes
charts-column-n-unknown = { $column } ({ $n } unknown)
charts-drag-over-bars = Drag over the bars to show those songs alone. A click takes one bar, Shift reaches further.
charts-fewer = Fewer
charts-nothing-to-chart = No charts
charts-once-songs-are-read = Once songs are read, their numbers and labels are drawn here
charts-select-them = Select them
charts-select-what-is-shown = Select all songs that are on show
charts-tab = Charts
charts-take-filter-away = Take away the filter { $filter }
charts-which-columns-have-chart = Choose which columns have a chart.
session-charts = the charts
song-table-tempo = Tempo
song-table-tempo-beats-minute = Tempo in beats a minute, as the recording suggests it. Half or double of what one taps is a usual error.
contents-being-found = Finding clusters within clusters
contents-fly-to = Fly to these songs on the map
contents-fly-to-name = Fly to { $name }
contents-no-clusters = The run found no clusters
contents-nothing = Nothing to list
contents-select = Select { $name }
contents-tab = Contents
map-bar-contours = Density contours
map-bar-contours-around-half = Lines around where half, and nine tenths, of the songs of each class lie densest on the map. They show the picture, not the latent space.
map-bar-finer-names = Names of parts when zoomed in
map-bar-finer-names-where-one-zooms = Where one zooms in, parts of clusters are named by what sets them apart from the rest of their cluster.
session-contents-of-map = the contents of the map
session-contours = the contours
