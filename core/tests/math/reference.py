"""Write the tables of correctly rounded values that `core/tests/math_accuracy.rs` reads.

Each line holds the arguments and, for each function of the table, the correctly rounded value
(bit patterns of doubles, hexadecimal) and what rounding took away, in thousandths of a unit in
the last place: exact = value + residue / 1000 ulp.

Run: python core/tests/math/reference.py      (needs mpmath; always writes the same bytes)
"""

import math
import random
import struct
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 50
MAX = math.ldexp(2 - 2**-52, 1023)
TINY = math.ldexp(1, -1074)
NORMAL = math.ldexp(1, -1022)
OUT = Path(__file__).parent


def bits(x):
    return f"{struct.unpack('<Q', struct.pack('<d', x))[0]:016x}"


def step(x, n):
    """The double n places further from zero."""
    return struct.unpack("<d", struct.pack("<q", struct.unpack("<q", struct.pack("<d", x))[0] + n))[0]


def rounded(v):
    """Nearest double (ties to even) and the residue; None if it overflows."""
    if v == 0:
        return 0.0, 0
    exponent = int(mp.floor(mp.log(abs(v), 2)))
    while abs(v) >= mpf(2) ** (exponent + 1):
        exponent += 1
    while abs(v) < mpf(2) ** exponent:
        exponent -= 1
    unit = max(exponent - 52, -1074)
    q = mp.ldexp(v, -unit)
    n = mp.nint(q)
    if abs(mp.ldexp(n, unit)) > MAX:
        return None
    return math.ldexp(int(n), unit), int(mp.nint((q - n) * 1000))


def table(name, functions, arguments):
    lines, seen = [], set()
    for argument in arguments:
        argument = argument if isinstance(argument, tuple) else (argument,)
        key = tuple(map(bits, argument))
        if key in seen:
            continue
        seen.add(key)
        exact = [mpf(a) for a in argument]
        fields, complete = list(key), True
        for f in functions:
            r = rounded(f(*exact))
            if r is None:
                complete = False
                break
            fields += [bits(r[0]), str(r[1])]
        if complete:
            lines.append(",".join(fields))
    (OUT / f"{name}.csv").write_text("\n".join(lines) + "\n")
    print(name, len(lines))


class Draw(random.Random):
    def span(self, low, high):
        return low + (high - low) * self.random()

    def log(self, low, high):
        """Magnitude 2^low .. 2^high, evenly in the exponent."""
        e = self.span(low, high)
        return math.ldexp(1 + self.random(), int(math.floor(e)))

    def sign(self, x):
        return -x if self.random() < 0.5 else x

    def positive(self):
        """Any positive finite double, evenly in its bits."""
        while True:
            x = struct.unpack("<d", struct.pack("<Q", self.getrandbits(63)))[0]
            if math.isfinite(x) and x > 0:
                return x


def around(points, width=2):
    return [step(p, k) for p in points for k in range(-width, width + 1)]


SMALL = [TINY, 3 * TINY, 1e-310, step(NORMAL, -1), NORMAL, 1e-300, 1e-100, 1e-20, 2.0**-54,
         2.0**-53, 2.0**-27, 2.0**-26, 1e-5]


def trig():
    d = Draw(1)
    half_pi = mp.pi / 2
    near = [float(half_pi * n) for n in [*range(1, 41), *(d.randrange(41, 63662) for _ in range(160))]]
    boundary = [float(half_pi * (n + mpf(1) / 2)) for n in (d.randrange(63662) for _ in range(150))]
    xs = SMALL + [-x for x in SMALL] + around(near, 1) + around(boundary, 0)
    xs += around([1e5, 22.0, 103993.0, 1647099.0, math.ldexp(6381956970095103, 797), MAX * 0.999])
    xs += [2.0**k for k in range(-30, 1024, 12)] + [10.0**k for k in range(1, 309, 9)] + [MAX, -MAX]
    xs += [d.span(-4, 4) for _ in range(350)] + [d.span(-1e5, 1e5) for _ in range(400)]
    xs += [d.sign(d.log(-60, 16.6)) for _ in range(250)] + [d.sign(d.log(16.7, 1023)) for _ in range(250)]
    table("trig", [mp.sin, mp.cos, mp.tan], xs)


def arc_sine():
    d = Draw(2)
    xs = SMALL + [-x for x in SMALL] + around([0.5, -0.5, 0.25, 0.975, 0.8414709848078965])
    xs += [1.0, -1.0, 0.0] + [s * step(1.0, -k) for s in (1, -1) for k in range(1, 40)]
    xs += [s * (1 - 2.0**-k) for s in (1, -1) for k in range(1, 53)]
    xs += [d.span(-1, 1) for _ in range(900)] + [d.sign(d.span(0.49, 0.62)) for _ in range(400)]
    xs += [d.sign(d.log(-60, -1)) for _ in range(250)]
    xs += [d.sign(1 - d.log(-50, -1.1)) for _ in range(250)]
    table("arc_sine", [mp.asin, mp.acos], xs)


def arc_tangent():
    d = Draw(3)
    xs = SMALL + [-x for x in SMALL] + around([0.5, 1.0, 2.0, -0.5, -2.0, 0.4375, 2.4375])
    xs += [MAX, -MAX] + [2.0**k for k in range(-60, 1024, 16)]
    xs += [d.span(-3, 3) for _ in range(700)] + [d.sign(d.span(0.49, 0.6)) for _ in range(500)]
    xs += [d.sign(d.log(-60, 60)) for _ in range(700)]
    table("arc_tangent", [mp.atan], xs)


def angle():
    d = Draw(4)
    values = [0.0, TINY, NORMAL, 0.5, 1.0, 2.0, 1e10, math.ldexp(1, 1000), MAX]
    pairs = [(s * y, t * x) for y in values for x in values for s in (1, -1) for t in (1, -1)
             if not (y == 0 or x == 0)]
    pairs += [(s * y, 0.0) for y in values[1:] for s in (1, -1)]
    for _ in range(500):
        x = d.sign(d.log(-3, 3))
        pairs.append((d.sign(step(abs(x) * d.choice([0.5, 1.0, 2.0]), d.randrange(-2, 3))), x))
    pairs += [(d.sign(d.span(0, 1)), d.sign(d.span(0, 1))) for _ in range(800)]
    pairs += [(d.sign(d.log(-3, 3)), d.sign(d.log(-3, 3))) for _ in range(400)]
    pairs += [(d.sign(d.positive()), d.sign(d.positive())) for _ in range(300)]

    def atan2(y, x):
        # mpmath's atan2 adds pi in fixed precision; tiny quotients need none of it
        return mp.atan(y / x) if x > 0 else mp.atan2(y, x)

    table("angle", [atan2], pairs)


def exponential():
    d = Draw(5)
    ln2 = mp.ln(2)
    xs = [0.0] + SMALL + [-x for x in SMALL]
    xs += around([float(ln2 * n / 2) for n in range(-40, 41) if n], 1)
    xs += around([709.782712893384, -708.3964185322641, -744.4400719213812, -745.1332191019411])
    xs += [float(n) for n in range(-745, 710, 15)]
    xs += [d.span(-745, 709.7) for _ in range(600)] + [d.span(-1, 1) for _ in range(500)]
    xs += [d.span(-745.1, -708) for _ in range(300)] + [d.sign(d.log(-60, 9)) for _ in range(300)]
    table("exponential", [mp.exp, mp.expm1], xs)


def logarithm():
    d = Draw(6)
    xs = SMALL + around([1.0, 2.0, 0.5, 2**0.5, 0.5**0.5, math.e, 10.0], 4) + [MAX]
    xs += [10.0**k for k in range(-307, 309, 5)] + [10.0**k for k in range(0, 23)]
    xs += [2.0**k for k in range(-1074, 1024, 24)]
    xs += [d.positive() for _ in range(500)] + [d.span(0.5, 2) for _ in range(600)]
    xs += [1 + d.sign(d.log(-50, -3)) for _ in range(400)] + [d.log(-1073, -1022) for _ in range(200)]
    xs += [d.span(0, 1000) for _ in range(250)]
    table("logarithm", [mp.log, lambda x: mp.log(x) / mp.log(10)], xs)


def logarithm_of_sum():
    d = Draw(7)
    xs = SMALL + [-x for x in SMALL] + [step(-1.0, -k) for k in range(1, 20)] + [MAX, 1.0, 1e16]
    xs += [d.span(-1, 1) for _ in range(700)] + [d.sign(d.log(-60, -1)) for _ in range(700)]
    xs += [d.log(-2, 1023) for _ in range(350)] + [d.log(-3, 8) for _ in range(350)]
    table("logarithm_of_sum", [mp.log1p], xs)


def power():
    d = Draw(8)
    pairs = [(float(b), float(n)) for b in (2, 3, 5, 7, 10, -3, 0.5, 0.1) for n in range(-8, 9)]
    pairs += [(float(n * n), 0.5) for n in range(2, 40)] + [(float(n**3), 1 / 3) for n in range(2, 20)]
    pairs += [(2.0, float(k)) for k in range(-1074, 1024, 37)] + [(10.0, float(k)) for k in range(-323, 309, 13)]
    pairs += [(step(1.0, k), y) for k in (1, -1, 3) for y in (1e15, -1e15, 2.5e18, -2.5e18, 1e17)]
    pairs += [(x, y) for x in (TINY, 1e-310, NORMAL, MAX) for y in (1.0, 0.5, 0.25, 0.99, -0.5, 0.3)]
    pairs += [(-x, y) for x in (1.5, 0.3, 1e3) for y in (-7.0, 5.0, 12.0, 33.0, -101.0)]
    pairs += [(1.2, -1.6364 + k) for k in range(20)]

    def reach(x):
        """An exponent for which the result is a normal or subnormal double."""
        l = math.log(x)
        return d.span(-744, 709) / l if abs(l) > 1e-300 else d.span(-1e6, 1e6)

    for _ in range(600):
        pairs.append((d.log(-4, 4), d.span(-12, 12)))
    for draw, count in ((d.positive, 350), (lambda: d.span(0.7, 1.42), 600),
                        (lambda: 1 + d.sign(d.log(-40, -2)), 350)):
        for _ in range(count):
            x = draw()
            pairs.append((x, reach(x)))
    pairs += [(d.span(90, 180), -1.6364) for _ in range(60)]
    table("power", [lambda x, y: x ** int(y) if y == mp.floor(y) and abs(y) < 2000 else mp.exp(y * mp.log(x))],
          pairs)


def error_function():
    d = Draw(9)
    xs = SMALL + [-x for x in SMALL] + around([0.84375, 1.25, 1 / 0.35, 5.9, 6.0, 1.0])
    xs += [d.span(-6, 6) for _ in range(1000)] + [d.sign(d.log(-60, 2.6)) for _ in range(900)]
    table("error_function", [mp.erf], xs)


def cube_root():
    d = Draw(10)
    xs = SMALL + [MAX, -MAX] + [float(n**3) for n in range(1, 60)] + [2.0**k for k in range(-1074, 1024, 21)]
    xs += [d.sign(d.positive()) for _ in range(1000)] + [d.sign(d.span(0, 100)) for _ in range(900)]
    table("cube_root", [lambda x: mp.cbrt(x) if x >= 0 else -mp.cbrt(-x)], xs)


def hypotenuse():
    d = Draw(11)
    pairs = [(3.0, 4.0), (5.0, -12.0), (TINY, TINY), (TINY, 1.0), (1e-310, 2e-310), (1e308, 1e308)]
    pairs += [(d.sign(d.span(0, 1)), d.sign(d.span(0, 1))) for _ in range(700)]
    pairs += [(d.sign(d.log(-3, 3)), d.sign(d.log(-3, 3))) for _ in range(700)]
    for _ in range(600):
        x = d.log(-1040, 1020)
        pairs.append((x, x * d.log(-27, 2)))
    table("hypotenuse", [lambda x, y: mp.sqrt(x * x + y * y)], [p for p in pairs if p[1] <= MAX])


for write in (trig, arc_sine, arc_tangent, angle, exponential, logarithm, logarithm_of_sum, power,
              error_function, cube_root, hypotenuse):
    write()
