#!/usr/bin/env python3
"""Files made to do harm: sizes that lie, pipes and devices behind links, words that multiply, headers without rows.

    python3 tests/trials/hostile.py target/release/latentune [NAME]

Each is read by the program alone, with a good song beside it where it needs one. What it may take is BASE + a factor of the
input's size (`bounded.py`); it must end with 0 or 2, by itself, without a panic. Needs Linux. With NAME only that one runs.
"""

import os
import struct
import sys
import zlib

import bounded
from bounded import MB, QUICK, wav

CASES = {}
# Sound that unfolds: 4 KiB for each byte, and a resampled copy of it beside (SECURITY.md).
BYTES_PER_BYTE = {"flac_that_unfolds_a_thousandfold": 2 * 4096, "wav_of_1000_hz_and_five_hours": 200}


def case(write):
    CASES[write.__name__] = write
    return write


def put(folder, name, data):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    return path


def songs(folder, n=6):
    for i in range(n):
        put(folder, f"good{i}.wav", wav(1.5, seed=i + 1))


def synchsafe(n):
    return bytes([n >> 21 & 127, n >> 14 & 127, n >> 7 & 127, n & 127])


def compressed_frame(name, n):
    body = zlib.compress(b"\x03" + b"a" * n, 9)
    data = struct.pack(">I", n + 1)[:4] + body
    return name + struct.pack(">I", len(data)) + b"\0\x80" + data


def id3(frames):
    return b"ID3\x03\0\0" + synchsafe(len(frames)) + frames


# Recordings whose headers lie.
def of_rate(rate, data=None, **more):
    def write(folder):
        songs(folder)
        put(folder, "bad.wav", wav(rate=rate, data=data if data is not None else bytes(600), **more))
    return write


for rate in (0, 1, 2, 999, 1000, 768001, 0xFFFFFFFF):
    CASES[f"wav_of_{rate}_hz"] = of_rate(rate)
CASES["wav_of_1000_hz_and_five_hours"] = of_rate(1000, bytes((i * 37) & 255 for i in range(256)) * (18_000_000 // 256), bits=8)
CASES["wav_without_channels"] = of_rate(8000, channels=0)
CASES["wav_of_65535_channels"] = of_rate(8000, channels=65535)
CASES["wav_of_no_bits"] = of_rate(8000, bits=0)


@case
def wav_that_promises_4_gb(folder):
    songs(folder)
    data = bytearray(wav(1.0))
    data[40:44] = b"\xFF\xFF\xFF\xFF"
    put(folder, "bad.wav", bytes(data))


def crc8(data):
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ 7) & 255 if crc & 128 else crc << 1
    return crc


def crc16(data):
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x8005) & 0xFFFF if crc & 0x8000 else crc << 1
    return crc


@case
def flac_that_unfolds_a_thousandfold(folder):
    """Frames of 65,535 equal samples in 8 channels, a few bytes each (RFC 9639)."""
    songs(folder)
    info = struct.pack(">HH", 65535, 65535) + bytes(6)
    info += (44100 << 44 | 7 << 41 | 15 << 36).to_bytes(8, "big") + bytes(16)
    out = b"fLaC" + b"\x80" + len(info).to_bytes(3, "big") + info
    frames = []
    for n in range(4000):
        number = bytes([n]) if n < 128 else chr(n).encode("utf-8")
        head = b"\xFF\xF8" + bytes([0x79, 0x78]) + number + struct.pack(">H", 65534)
        head += bytes([crc8(head)])
        body = head + b"\x00\x10\x00" * 8
        frames.append(body + struct.pack(">H", crc16(body)))
    put(folder, "bad.flac", out + b"".join(frames))


@case
def id3_frame_of_300_mb(folder):
    songs(folder)
    put(folder, "bad.mp3", id3(compressed_frame(b"USLT", 300 * MB)) + b"\xFF\xFB\x90\x00" + bytes(413))


@case
def id3_of_two_thousand_compressed_frames(folder):
    songs(folder)
    put(folder, "bad.mp3", id3(compressed_frame(b"TXXX", 4 * MB - 8) * 2000))


@case
def wav_of_a_thousand_tags(folder):
    songs(folder)
    tag = id3(compressed_frame(b"TIT2", 4 * MB - 8))
    chunk = b"id3 " + struct.pack("<I", len(tag)) + tag + b"\0" * (len(tag) % 2)
    put(folder, "bad.wav", wav(1.0) + chunk * 1000)


def atom(name, body):
    return struct.pack(">I", 8 + len(body)) + name + body


@case
def mp4_that_promises_four_thousand_million_samples(folder):
    songs(folder)
    stsz = atom(b"stsz", struct.pack(">III", 0, 0, 0xFFFFFFFF))
    stts = atom(b"stts", struct.pack(">II", 0, 0xFFFFFFFF))
    stbl = atom(b"stbl", atom(b"stsd", struct.pack(">II", 0, 0)) + stts + stsz)
    moov = atom(b"moov", atom(b"trak", atom(b"mdia", atom(b"minf", stbl))))
    put(folder, "bad.m4a", atom(b"ftyp", b"M4A \0\0\0\0") + moov)


@case
def mp4_of_ten_thousand_nested_boxes(folder):
    songs(folder)
    body = b""
    for _ in range(10_000):
        body = atom(b"moov", body)
    put(folder, "bad.m4a", atom(b"ftyp", b"M4A \0\0\0\0") + body)


@case
def aiff_of_a_rate_that_is_no_number(folder):
    songs(folder)
    comm = struct.pack(">hIh", 1, 100, 16) + b"\x7F\xFF\xC0" + bytes(7)
    form = b"AIFFCOMM" + struct.pack(">I", 18) + comm + b"SSND" + struct.pack(">I", 208) + bytes(208)
    put(folder, "bad.aiff", b"FORM" + struct.pack(">I", len(form)) + form)


@case
def au_of_a_header_beyond_its_end(folder):
    songs(folder)
    put(folder, "bad.au", b".snd" + struct.pack(">IIIII", 0xFFFFFFF0, 0xFFFFFFFF, 3, 44100, 2) + bytes(64))


# What is no file.
def link(target, name):
    def write(folder):
        songs(folder)
        os.symlink(target, os.path.join(folder, name))
    return write


for target, name in (
    ("/dev/zero", "zero.wav"), ("/dev/urandom", "words.lrc"), ("/proc/kcore", "core.flac"), ("/proc/self/mem", "mem.mp3"),
    ("/proc/self/pagemap", "pages.ogg"), ("/proc/kmsg", "messages.txt"), ("/dev/tty", "terminal.mp3"),
):
    CASES["link_to_" + target.strip("/").replace("/", "_")] = link(target, name)


@case
def folders_that_are_links_to_proc_and_to_themselves(folder):
    songs(folder)
    os.symlink("/proc", os.path.join(folder, "processes"))
    os.symlink("/sys", os.path.join(folder, "system"))
    os.symlink(".", os.path.join(folder, "again"))


@case
def pipes_as_songs_words_and_table(folder):
    songs(folder)
    for name in ("pipe.mp3", "good0.lrc", "table.csv"):
        os.mkfifo(os.path.join(folder, name))


@case
def table_that_leads_to_devices(folder):
    songs(folder)
    put(folder, "songs.csv", "audio,lyrics\ngood0.wav,/dev/zero\n/dev/zero,/proc/kmsg\ngood1.wav,../../../../etc/passwd\ngood2.wav,\n")


# Folders.
@case
def folders_forty_deep(folder):
    songs(folder)
    put(folder, "d/" * 40 + "deep.wav", wav(1.0))


@case
def names_that_break_lines(folder):
    songs(folder)
    for name in ("two\nlines.wav", "carriage\rreturn.wav", "=1+1.wav", "tab\tbed.wav", "bell\x07.wav"):
        put(folder, name, wav(1.0, seed=len(name)))
    put(folder, "no\nsong.wav", b"")


@case
def a_name_that_is_no_text(folder):
    songs(folder)
    with open(os.path.join(os.fsencode(folder), b"\xFF\xFE.wav"), "wb") as file:
        file.write(wav(1.0))


@case
def twenty_thousand_empty_songs(folder):
    songs(folder)
    for i in range(20_000):
        put(folder, f"{i}.mp3", b"")


# Words.
def words(text):
    def write(folder):
        songs(folder)
        put(folder, "good0.lrc", text)
    return write


CASES["stamps_times_words"] = words("".join(f"[{i // 60:02}:{i % 60:02}.00]" for i in range(20_000)) + "<00:01.00>a " * 20_000)
CASES["stamps_times_words_on_many_lines"] = words(("".join(f"[00:{i:02}.00]" for i in range(60)) + "word " * 4000 + "\n") * 180)
CASES["a_line_of_4_mb"] = words("[00:01.00]" + "a" * (4 * MB - 100))
CASES["4_mb_of_brackets"] = words("[00:01.00]a\n" + "[<" * (2 * MB - 100))
CASES["4_mb_of_nested_markup"] = words("[00:01.00]a\n" + "<i>&amp;" * (MB // 2))


# Tables.
def table(text, *more):
    def write(folder):
        put(folder, "t.csv", text() if callable(text) else text)
        return [os.path.join(folder, "t.csv"), *more]
    return write


ROWS = "".join(f"{i},{i * i % 17},{i % 5}\n" for i in range(60))
CASES["columns_of_one_name"] = table("x," * 60_000 + "x\n" + ("1," * 60_000 + "1\n") * 4)
CASES["a_long_header_over_short_rows"] = table("c," * 100_000 + "c\n" + "1,2,3\n" * 200_000)
CASES["a_zero_byte_in_a_row"] = table("id,a,b\n" + ROWS[:100] + "\0" + ROWS[100:])
CASES["quotes_that_never_close"] = table('id,a,b\n' + '"x,1,2\n' * 60_000)
CASES["a_cell_of_20_mb"] = table("id,a,b\n" + ROWS + '"' + "y" * (20 * MB) + '",1,2\n')
CASES["a_column_of_a_million_rows"] = table("a\n" + "1\n" * 1_000_000)
CASES["separators_of_lines_in_cells"] = table("id,a\u2028b,c\u0085\n" + ROWS)
CASES["a_table_of_noise"] = table(lambda: bytes((i * 2654435761 >> 13) & 255 for i in range(1 << 20)))


# Files of the program's own kinds, that somebody else made.
def settings(text, option="--config"):
    def write(folder):
        put(folder, "t.csv", "id,a,b\n" + ROWS)
        return [os.path.join(folder, "t.csv"), option, put(folder, "s.toml", text)]
    return write


CASES["settings_of_nested_brackets"] = settings("a=" + "[" * 100_000)
CASES["settings_of_100_mb"] = settings("# " + "x" * (100 * MB))
CASES["settings_beyond_any_machine"] = settings("[audio]\nn_windows = 4294967296\n")


@case
def a_model_that_claims_more_than_it_has(folder):
    data = put(folder, "t.csv", "id,a,b\n" + ROWS)
    put(folder, "model/model.safetensors", b"\x02\0\0\0\0\0\0\0{}")
    put(folder, "model/model.toml", "format = 2\n" + "n_songs = 9223372036854775807\n" * 1)
    return [data, "--model-from", folder]


@case
def vectors_that_claim_more_than_they_have(folder):
    data = put(folder, "t.csv", "id,lyrics\n" + "".join(f"{i},rain on the river {'ab'[i % 2]}\n" for i in range(40)))
    vectors = put(folder, "v.txt", "9223372036854775807 10000\nrain 1 2 3\n")
    return [data, "--set", "text.vectors.on=true", "--set", f"text.vectors.file={vectors}"]


def tried(program, name, write):
    folder = bounded.scratch("hostile")
    try:
        source = os.path.join(folder, "in")
        os.makedirs(source)
        arguments = write(source) or [source]
        size = bounded.size_of(source)
        out = os.path.join(folder, "out")
        options = QUICK if "--model-from" not in arguments else QUICK[2:]
        ended = bounded.run(program, ["analyze", *arguments, "--out", out, *options, "--set", "audio.window=whole"], folder)
        faults = ended.faults(size, bytes_per_byte=BYTES_PER_BYTE.get(name, bounded.BYTES_PER_BYTE))
        if ended.code == 0:
            faults += torn_lines(out)
        last = ended.said.strip().splitlines()[-1:] or [""]
        print(f"{name:50} {size / MB:8.2f} MB in, {ended.peak:6.0f} MB, {ended.cpu:6.1f} s, exit {ended.code}: {last[0][:110]}", flush=True)
        return faults
    finally:
        bounded.remove(folder)


def torn_lines(out):
    """A name with a line break, written as it is, would make a line of its own."""
    found = []
    for name in ("warnings.txt", "pairing_report.txt"):
        with open(os.path.join(out, name), encoding="utf-8", errors="replace", newline="") as file:
            text = file.read()
        if any(line.startswith(("lines.wav", "song.wav")) for line in text.split("\n")) or "\r" in text:
            found.append(f"a line of {name} is torn by a name")
    return found


if __name__ == "__main__":
    program = os.path.abspath(sys.argv[1])
    chosen = {name: CASES[name] for name in sys.argv[2:]} or CASES
    bounded.told("hostile files", [(name, tried(program, name, write)) for name, write in chosen.items()])
