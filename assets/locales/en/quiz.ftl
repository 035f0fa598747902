# The quiz: guess by ear what most songs of a cluster are
quiz-tab = Quiz
quiz-title = Guess by ear
quiz-needs-labels = Once songs with a label of two to twelve classes are analysed, such as their language, clusters can be guessed by ear.
quiz-what-it-is = You hear songs of one cluster and guess what most of them are. Names of clusters and songs are hidden until you have.
quiz-label = What is guessed
quiz-begin = Begin
quiz-which = Cluster { $n }: which { $label } are most of its songs?
quiz-another-song = Another song of it
quiz-n-heard = { $n ->
    [one] One song was begun
   *[other] { $n } songs were begun
}
quiz-right = Right: { $share } % of its songs are “{ $class }”.
quiz-wrong = It is “{ $class }”, { $share } % of its songs are.
quiz-next = Next cluster
quiz-score = { $right } of { $n } are right; guessing blindly { $chance } would be.
quiz-end = End the quiz
quiz-hidden = A song of the quiz
