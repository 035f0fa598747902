"""Values of mathematical functions, rounded once: python tests/golden/numeric/make.py

Each argument is a number of 64 or 32 bits; its value is computed with 200 bits and rounded to the nearest number of that size.
All numbers are written as their bits.
"""

import json
import random
import struct
from pathlib import Path

import mpmath
from mpmath import mp, mpf

mp.prec = 200
N = 24
FUNCTIONS = {
    "exp": (mpmath.exp, [(-30, 30)]),
    "exp2": (lambda x: mpf(2) ** x, [(-40, 40)]),
    "exp_m1": (mpmath.expm1, [(-3, 3)]),
    "ln": (mpmath.log, [(1e-6, 40)]),
    "log2": (lambda x: mpmath.log(x, 2), [(1e-6, 40)]),
    "log10": (lambda x: mpmath.log(x, 10), [(1e-6, 40)]),
    "ln_1p": (mpmath.log1p, [(-0.9, 5)]),
    "cbrt": (lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), [(-50, 50)]),
    "sin": (mpmath.sin, [(-100, 100)]),
    "cos": (mpmath.cos, [(-100, 100)]),
    "tan": (mpmath.tan, [(-10, 10)]),
    "asin": (mpmath.asin, [(-1, 1)]),
    "acos": (mpmath.acos, [(-1, 1)]),
    "atan": (mpmath.atan, [(-20, 20)]),
    "sinh": (mpmath.sinh, [(-10, 10)]),
    "cosh": (mpmath.cosh, [(-10, 10)]),
    "tanh": (mpmath.tanh, [(-5, 5)]),
    "powf": (mpmath.power, [(0.01, 20), (-6, 6)]),
    "atan2": (mpmath.atan2, [(-9, 9), (-9, 9)]),
    "hypot": (mpmath.hypot, [(-9, 9), (-9, 9)]),
}
SIZES = {"f64": ("<d", "<Q", 53), "f32": ("<f", "<I", 24)}


def rounded(value, precision):
    """To so many bits, ties to even; all values here are within the normal range."""
    with mpmath.workprec(precision):
        return float(+value)


def main():
    draw = random.Random(1)
    golden = {}
    for size, (floating, whole, precision) in SIZES.items():
        def bits(x):
            return struct.unpack(whole, struct.pack(floating, x))[0]

        for name, (function, ranges) in FUNCTIONS.items():
            rows = []
            for _ in range(N):
                arguments = [struct.unpack(floating, struct.pack(floating, draw.uniform(*r)))[0] for r in ranges]
                value = rounded(function(*map(mpf, arguments)), precision)
                rows.append([bits(x) for x in [*arguments, value]])
            golden[f"{name} {size}"] = rows
    lines = [f" {json.dumps(name)}: {json.dumps(rows)}" for name, rows in golden.items()]
    Path(__file__).with_name("mathematics.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
