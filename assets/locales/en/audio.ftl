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
audio-hardly-any-sound-can-decoded = hardly any of the sound can be decoded ({ $n_damaged } damaged packets)
audio-damaged-header-sample-rate-rate = damaged header (a sample rate of { $rate_hz } Hz)
audio-damaged-header-n-channels-channels = damaged header ({ $n_channels } channels)
audio-no-part-sound-can-decoded = no part of the sound can be decoded
audio-headers-but-no-sound-behind = headers, but no sound behind them
audio-decoder-crashed-file = the decoder crashed on this file
audio-silent-throughout = silent throughout
audio-too-short-analyse-ms-ms = too short to analyse ({ $ms } ms)
audio-features-no-finite-numbers = features that are no finite numbers
audio-silent-where-was-looked = silent where it was looked at
audio-empty-file = empty file
audio-only-tags-no-sound = only tags, no sound
audio-name-not-supported = { $name } is not supported
audio-damaged-cut-off-what = damaged or cut off ({ $what })
audio-not-supported-what = not supported ({ $what })
audio-not-known-audio-format-damaged = not a known audio format, or damaged beyond recognition
audio-damaged-header-cut-off-before = damaged header, or cut off before any sound
audio-cannot-read-e = cannot be read: { $e }
audio-damaged-header-what = damaged header ({ $what })
audio-cannot-opened-other = cannot be opened: { $other }
audio-codec = its codec
audio-kind-aac-not-supported = this kind of AAC is not supported
audio-dsd-audio-dsf = DSD audio (dsf)
audio-dsd-audio-dff = DSD audio (dff)
audio-aac-adif-header = AAC in an ADIF header
audio-amr-speech = AMR speech
audio-midi-which-holds-notes-no = MIDI, which holds notes and no sound,
audio-flash-video = Flash video
audio-mpeg-stream = MPEG transport or program stream
audio-no-audio-track = no audio track
audio-damaged-header-no-stream-info = damaged header (no stream info)
audio-nothing-but-zeros-where-sound = nothing but zeros where sound should begin
audio-damaged-header-opus = damaged header (Opus)
audio-opus-mapping-family-3-ambisonics = Opus with mapping family 3 (ambisonics with a matrix) is not supported
audio-damaged-header-sound-before-format = damaged header (sound before its format)
audio-au-codec-n-not-supported = AU with codec { $n } is not supported
audio-damaged-header-format-too-short = damaged header (format too short)
audio-damaged-header-blocks-too-small = damaged header (blocks too small)
audio-wav-bits-bits-sample-not = WAV with { $bits } bits a sample is not supported
audio-wav-codec-tag-not-supported = WAV with codec { $tag } is not supported
audio-caf-bits-bits-sample-not = CAF with { $bits } bits a sample is not supported
audio-aiff-bits-bits-sample-not = AIFF with { $bits } bits a sample is not supported
audio-aiff-codec-codec-not-supported = AIFF with codec { $codec } is not supported
audio-damaged-header-no-rate-no = damaged header (no rate, or no channels)
audio-name-in-wav-not-supported = { $name } in WAV is not supported
audio-windows-media-wma = Windows Media audio (wma)
audio-windows-media = Windows Media audio
audio-damaged-header-adts = damaged header (AAC in ADTS)
