shards-give-shard = give it as I/N, the first is 1: 17/400
shards-no-plan = this is no plan; `latentune plan` makes one
shards-no-part = this is no part of a plan
shards-no-parts = there are no parts in this folder; `latentune extract` makes them
shards-other-setting = { $planned } in the plan and { $made } in { $part }; remove the parts of before, or put those of this plan into another folder
shards-other-songs = this part is of another list of songs; remove the parts of before, or put those of this plan into another folder
shards-other-version = made by version { $made }, and this is { $own }; plan, extract and merge with one version
shards-settings-unreadable = the settings in it cannot be read
shards-no-folder-of-songs = the folder of the songs is not there; --root says where it is on this machine
shards-other-blocks = the parts differ in how their blocks were made: a sentence model of one name is not the same on all machines
shards-song-in-two-parts = the song `{ $id }` is in this part and in { $other }; remove one of them
shards-missing = { $n ->
        [one] { $n } song is
       *[other] { $n } songs are
    } missing. To be run again: { $parts ->
        [one] { $parts } part
       *[other] { $parts } parts
    } of { $of }, number { $numbers }{ $damaged }{ $commands }
