# Several labels a song: how well each is told.
multi-labels-told = { $column }: { $n } of { $all } labels are told one by one, those that at least { $least } songs have and { $least } have not, of songs { $songs }. ROC AUC of a linear probe, mean over labels: { $auc } (shuffled { $mean }, 95 % of it { $low } to { $high }). Beyond chance, corrected for their number (Holm, p ≤ .05): { $told } of { $n }.
multi-best = Best: { $labels }.
multi-trivial = Told by script, spelling or a feature by itself, so no finding: { $n } of them.
multi-first-ami = AMI of the clusters with the first label of each song: { $ami } (shuffled { $chance }).
multi-probe = { $column }, each label told, mean ROC AUC
multi-chance-and-told = chance { $chance } ({ $low } to { $high }); { $told } of { $n } labels beyond it (Holm)
multi-labels-of = { $column }, label by label
multi-auc = ROC AUC
multi-p = p (Holm)
multi-chance = Shuffled, 95 %
multi-told = Told
multi-beyond = beyond chance
multi-trivially = by itself: no finding
multi-no = no more than chance
multi-n-more = { $n } more stand in label_auc.csv.
multi-table = { $column }: each label told by a linear probe, the best first; a label is tried that at least { $least } songs have and { $least } have not
multi-name = Labels told one by one
multi-says = Where songs have several labels, each is a question of its own: how often a song that has it stands before one that has not, where a linear probe orders songs of other artists (ROC AUC; .5 is chance for rare and frequent labels alike, 1 is never wrong). Many labels are tried at once, so only those count that remain after Holm's correction.
multi-formula = AUC = share of pairs (with, without) in the right order, within folds
