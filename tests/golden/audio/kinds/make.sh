#!/bin/sh
# The small files of this folder, made with ffmpeg 5.1 (libmp3lame 3.100, libvorbis 1.3.7, libopus 1.3.1): a tone that swells
# and fades, so that no second of it is like another.
set -eu
cd "$(dirname "$0")"
make() { # SECONDS RATE OPTIONS… FILE
    secs=$1 rate=$2
    shift 2
    ffmpeg -v error -y -bitexact -f lavfi \
        -i "aevalsrc=0.4*sin(2*PI*440*t)*(0.2+0.8*sin(PI*t/$secs)):s=$rate:d=$secs" -map_metadata -1 -fflags +bitexact "$@"
}
make 2 32000 -c:a libmp3lame -b:a 32k -write_xing 1 mono-32000.mp3
make 1 44100 -c:a libmp3lame -b:a 32k -ac 2 stereo-44100.mp3
make 0.5 16000 -c:a flac mono-16000.flac
make 0.5 16000 -c:a flac -ac 2 stereo-16000.flac
make 1 16000 -c:a libvorbis -q:a 0 mono-16000.ogg
make 1 22050 -c:a libvorbis -q:a 0 -ac 2 stereo-22050.ogg
make 2 16000 -c:a aac -b:a 16k -movflags +faststart mono-16000.m4a
make 0.5 16000 -c:a alac -movflags +faststart alac-16000.m4a
make 1 48000 -c:a libopus -b:a 12k mono.opus
make 1 48000 -c:a libopus -b:a 24k -ac 4 -mapping_family 255 four.opus
make 1 16000 -c:a aac -b:a 48k -ac 6 six.m4a
make 1 16000 -c:a aac -b:a 16k -f adts mono-16000.aac
make 1 24000 -c:a aac -b:a 24k -ac 2 -f adts stereo-24000.aac
# he.aac is the tone of one second at 44.1 kHz by fdk-aac 2.0.2 (through the crate fdk-aac-sys 0.5.0): object type 5 (HE-AAC), mono,
# 24 kbit/s, in ADTS. ffprobe calls it HE-AAC at 44100 Hz; its own header says AAC-LC at 22050 Hz. In MP4 it says no more.
ffmpeg -v error -y -bitexact -fflags +bitexact -i he.aac -c copy -movflags +faststart he.m4a

# HE-AAC by the same encoder, of sawteeth, as replication needs more than a tone: stereo at 32 kbit/s, HE-AAC v2 at 24 kbit/s, and six
# channels at 96 kbit/s, whose input is made here. Beside each stands how ffmpeg begins to decode it.
saw() { printf '0.3*(mod(%s*t\\,1)-0.5)' "$1"; }
swell='(0.3+0.7*sin(PI*t))' fade='(0.3+0.7*cos(PI*t))'
six="$(saw 110)|$(saw 151)|$(saw 197)|$(saw 31)|$(saw 263)|$(saw 307)"
saws() { # CHANNELS EXPRESSION OPTIONS… FILE
    layout=$1 expression=$2
    shift 2
    ffmpeg -v error -y -bitexact -fflags +bitexact -f lavfi -i "aevalsrc=$expression:s=44100:d=1:c=$layout" -map_metadata -1 "$@"
}
inputs=$(mktemp -d)
saws stereo "$(saw 220)*$swell|$(saw 331)*$fade" -f s16le "$inputs/stereo.s16"
saws 5.1 "$six" -f s16le "$inputs/six.s16"
echo "for the encoder: $inputs"
# Without noise, which every decoder makes up by itself.
saws 5.1 "$six" -c:a aac -b:a 160k -aac_pns 0 -movflags +faststart saws-six.m4a
for name in saws-he.aac:0.3 saws-he2.aac:0.3 saws-six-he.aac:0.2 saws-six.m4a:0.1; do
    file=${name%:*}
    ffmpeg -v error -y -bitexact -fflags +bitexact -i "$file" -t "${name#*:}" -c:a flac -sample_fmt s16 -map_metadata -1 "${file%.*}.flac"
done
