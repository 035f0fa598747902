labels-map = মানচিত্র
labels-block-audio = অডিও
labels-block-lyrics = গানের কথা
labels-block-numbers = সংখ্যা
labels-block-characters = কথার অক্ষর
labels-block-sentences = কথার বাক্য
labels-block-vectors = কথার ভেক্টর
labels-block-words = কথার শব্দ
