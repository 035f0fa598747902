labels-map = map
labels-block-audio = audio
labels-block-lyrics = lyrics
labels-block-numbers = numbers
labels-block-characters = lyric characters
labels-block-sentences = lyric sentences
labels-block-vectors = lyric vectors
labels-block-words = lyric words
