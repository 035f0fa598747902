#!/usr/bin/env python3
"""Draws the icon: points of a map in three colours, one of which is playing.

    python3 assets/icon/draw.py      writes the files of every system beside itself

Needs nothing but Python 3.9 or newer. The same drawing gives the same bytes.
"""

import struct
import zlib
from pathlib import Path

HERE = Path(__file__).parent
# Units of a square of 64. The colours are those of the map on a dark ground (src/export/palette.rs).
GROUND, CORNER = (0x1B, 0x1E, 0x25), 14
SKY, ORANGE, TEAL = (0x35, 0xB7, 0xF5), (0xFF, 0xC3, 0x06), (0x23, 0xFD, 0xD0)
POINTS = [
    (16.5, 18, 7.5, SKY), (34, 12, 5.5, SKY), (12, 34, 5, SKY),
    (48.5, 24, 7.5, ORANGE), (54, 40, 5, ORANGE),
    (30, 43, 6.5, TEAL), (13, 52, 5, TEAL), (47.5, 54, 5, TEAL),
]
RING = (30, 43, 10.25, 2.5, (0xFF, 0xFF, 0xFF))
PNG_SIDES = [16, 24, 32, 48, 64, 128, 256, 512]
ICO_SIDES = [16, 24, 32, 48, 64, 256]
# Apple's names of PNG pictures by their sides in pixels.
ICNS = [(b"icp4", 16), (b"icp5", 32), (b"icp6", 64), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512)]


def svg():
    def hexed(colour):
        return "#%02X%02X%02X" % colour

    lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">']
    lines.append(f'  <rect width="64" height="64" rx="{CORNER}" fill="{hexed(GROUND)}"/>')
    lines += [f'  <circle cx="{x}" cy="{y}" r="{r}" fill="{hexed(c)}"/>' for x, y, r, c in POINTS]
    x, y, r, width, colour = RING
    lines.append(f'  <circle cx="{x}" cy="{y}" r="{r}" fill="none" stroke="{hexed(colour)}" stroke-width="{width}"/>')
    return "\n".join(lines + ["</svg>", ""])


def colour_at(x, y):
    """The colour at a place, or None outside the rounded square."""
    inward_x, inward_y = min(x, 64 - x), min(y, 64 - y)
    if inward_x < CORNER and inward_y < CORNER and (CORNER - inward_x) ** 2 + (CORNER - inward_y) ** 2 > CORNER**2:
        return None
    rx, ry, r, width, colour = RING
    if (r - width / 2) ** 2 <= (x - rx) ** 2 + (y - ry) ** 2 <= (r + width / 2) ** 2:
        return colour
    for px, py, pr, colour in POINTS:
        if (x - px) ** 2 + (y - py) ** 2 <= pr * pr:
            return colour
    return GROUND


def pixels(side):
    """Rows of red, green, blue, alpha; each pixel the mean of places on a grid."""
    rows, step = [], 64 / side
    n_places = 8 if side <= 64 else 3
    for row in range(side):
        out = bytearray()
        for column in range(side):
            red = green = blue = n = 0
            for j in range(n_places):
                for i in range(n_places):
                    colour = colour_at((column + (i + 0.5) / n_places) * step, (row + (j + 0.5) / n_places) * step)
                    if colour:
                        red, green, blue, n = red + colour[0], green + colour[1], blue + colour[2], n + 1
            seen = max(n, 1)
            mean = [(value + seen // 2) // seen for value in (red, green, blue)]
            out += bytes([*mean, (255 * n + n_places**2 // 2) // n_places**2])
        rows.append(bytes(out))
    return rows


def png(rows):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", len(rows), len(rows), 8, 6, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def bitmap(rows):
    """As older Windows reads it: BGRA from the lowest row up, and a mask."""
    side = len(rows)
    header = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, 0, 0, 0, 0, 0)
    body = b"".join(bytes(row[4 * i + k] for i in range(side) for k in (2, 1, 0, 3)) for row in reversed(rows))
    mask = bytes((side + 31) // 32 * 4 * side)
    return header + body + mask


def ico(drawn):
    pictures = [(side, png(drawn[side]) if side == 256 else bitmap(drawn[side])) for side in ICO_SIDES]
    out, offset = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    for side, picture in pictures:
        out += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return out + b"".join(picture for _, picture in pictures)


def icns(drawn):
    body = b"".join(name + struct.pack(">I", 8 + len(data)) + data for name, side in ICNS for data in [png(drawn[side])])
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def main():
    drawn = {side: pixels(side) for side in PNG_SIDES}
    (HERE / "latentune.svg").write_text(svg(), newline="\n")
    for side in (48, 128, 256, 512):
        (HERE / f"latentune-{side}.png").write_bytes(png(drawn[side]))
    (HERE / "latentune.ico").write_bytes(ico(drawn))
    (HERE / "latentune.icns").write_bytes(icns(drawn))


if __name__ == "__main__":
    main()
