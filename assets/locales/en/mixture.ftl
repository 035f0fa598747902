mixture-one-takes-all = One of { $all } components of the mixture holds { $largest } % of the weight: it is a single Gaussian, and its clusters are the edge of one cloud.
mixture-n-dead = { $n } of { $all } components of the mixture { $n ->
        [one] is
       *[other] are
    } dead, with less than a tenth of an even share of the weight: there are fewer groups here than were asked for.
mixture-blurred = Songs are in several components of the mixture at once: the entropy of their responsibilities is { $entropy } % of the greatest, so a cluster is a song's likeliest place and no more.
mixture-sound = Each of the { $all } components of the mixture is in use, the largest with { $largest } % of the weight; the entropy of the responsibilities is { $entropy } % of the greatest.
mixture-dead = Dead components
mixture-largest = Largest component
mixture-entropy = Entropy of responsibilities
mixture-occupancy = Occupancy
mixture-occupancy-says = What each component of a mixture holds, as the mean over songs of how far they belong to it. Even bars are groups of one size; one that holds all makes the others mean nothing.
mixture-dead-says = Components with less than a tenth of an even share of the weight. Where there are some, fewer groups were found than were asked for.
mixture-entropy-says = How far songs are in several components at once, from 0, each is in one, to 1, all are everywhere alike. A high one says that clusters are drawn through the middle of what belongs together.
mixture-over-seeds = Over { $n } seeds: { $low } to { $high } dead; entropy { $mean }{ $sd }
mixture-plus-minus = { " " }± { $sd }
mixture-in-short = { $dead } of { $all } dead; the largest holds { $largest } %; entropy { $entropy } %
mixture-component-n = Component { $n }
mixture-by-epoch = Mixture
mixture-by-epoch-says = The weight of each component and, dashed, the entropy of responsibilities, at the epochs that were looked at while it learnt.
mixture-share-songs = Share of songs
mixture-share-weight = Share of weight
mixture-table = Components of the mixture; entropy of responsibilities { $entropy }
mixture-component = Component
mixture-dead-one = dead
mixture-in-use = in use
