audio-cut = the file ends in the middle of its sound
audio-damaged-packets = { $n ->
    [one] { $n } damaged packet skipped
   *[other] { $n } damaged packets skipped
    }
audio-damaged-samples = { $n ->
    [one] { $n } damaged sample silenced
   *[other] { $n } damaged samples silenced
    }
audio-other-channels = the number of channels changes midway, so all was brought to that of the beginning
audio-other-length = its header says { $declared } s, but there are { $secs } s of sound
audio-other-rate = the sample rate changes midway, so all was brought to { $rate } Hz
audio-too-long = too long to be held whole, so the end was left out
audio-channels-cancel-each-other-out = its channels cancel each other out, so channel { $n } is taken for all
audio-decodes-noise-far-above-full = decodes to noise far above full scale (rms { $rms })
audio-part-looked-at-silent-so = the part looked at is silent, so the whole recording was taken
audio-samples-reach-peak-instead-1 = its samples reach { $peak } instead of 1, so they were divided by { $scale }
