"""Print the polynomial coefficients of `core/src/math/`.

Each polynomial is a minimax fit (Remez exchange, 80 digits). The coefficients are rounded to
doubles one after the other, the lowest first, and the rest is fitted again after each rounding,
so that the printed polynomial is about as good as the one with real coefficients.

Run: python core/tests/math/minimax.py      (needs mpmath)
"""

from mpmath import mp, mpf

mp.dps = 80
GRID = 1500


def solve(points, f, w, n):
    """Coefficients whose weighted error alternates with equal size on `points` (n + 1 of them)."""
    a = mp.matrix(n + 1, n + 1)
    b = mp.matrix(n + 1, 1)
    for i, x in enumerate(points):
        for k in range(n):
            a[i, k] = w(x) * x**k
        a[i, n] = (-1) ** i
        b[i] = w(x) * f(x)
    s = mp.lu_solve(a, b)
    return [s[k] for k in range(n)]


def horner(c, x):
    v = mpf(0)
    for ck in reversed(c):
        v = v * x + ck
    return v


def remez(f, w, lo, hi, n):
    """Best polynomial with n coefficients for the weight w on [lo, hi], and its largest error."""
    cache = {}

    def fc(x):
        if x not in cache:
            cache[x] = f(x)
        return cache[x]

    mid, half = (lo + hi) / 2, (hi - lo) / 2
    grid = [mid - half * mp.cos(mp.pi * i / GRID) for i in range(GRID + 1)]
    grid = [x for x in grid if abs(x) > half * mpf(10) ** -20]
    # inside the interval: the weight may vanish at an end or in the middle
    points = [mid - half * mp.cos(mp.pi * (i + mpf(0.49)) / (n + 1)) for i in range(n + 1)]
    for _ in range(30):
        c = solve(points, fc, w, n)
        e = [(fc(x) - horner(c, x)) * w(x) for x in grid]
        best = max(abs(v) for v in e)
        # one extremum for each run of equal sign
        runs, start = [], 0
        for i in range(1, len(grid) + 1):
            if i == len(grid) or (e[i] > 0) != (e[start] > 0):
                runs.append(max(range(start, i), key=lambda j: abs(e[j])))
                start = i
        while len(runs) > n + 1:
            runs.pop(0 if abs(e[runs[0]]) < abs(e[runs[-1]]) else -1)
        if len(runs) < n + 1:
            break
        points = [grid[i] for i in runs]
        if best / min(abs(e[i]) for i in runs) < 1 + mpf(10) ** -3:
            break
    return c, best


def fit(name, f, w, lo, hi, n):
    """Round coefficient by coefficient; print them and the error of the rounded polynomial."""
    lo, hi = mpf(lo), mpf(hi)
    mid, half = (lo + hi) / 2, (hi - lo) / 2
    c, _ = remez(f, w, lo, hi, n)
    nodes = [mid - half * mp.cos(mp.pi * (i + mpf(0.5)) / (4 * n)) for i in range(4 * n)]
    for k in range(n):
        error = c[k] - mpf(float(c[k]))
        c[k] -= error
        if k + 1 < n:
            # the higher coefficients take over error * x^k as well as they can
            a = mp.matrix(len(nodes), n - k - 1)
            b = mp.matrix(len(nodes), 1)
            for i, x in enumerate(nodes):
                b[i] = w(x) * error * x**k
                for j in range(k + 1, n):
                    a[i, j - k - 1] = w(x) * x**j
            d, _ = mp.qr_solve(a, b)
            for j in range(k + 1, n):
                c[j] += d[j - k - 1]
    worst = max(
        abs((f(x) - horner(c, x)) * w(x))
        for x in (lo + (hi - lo) * i / 2001 for i in range(2002))
    )
    print(f"// {name}: weighted error 2^{float(mp.log(worst, 2)):.2f}")
    for v in c:
        print(f"    {float(v)!r},")


def main():
    tiny = mpf(10) ** -18
    quarter = (mp.pi / 4 * (1 + mpf(2) ** -30)) ** 2
    ln2h = mp.ln(2) / 2 * (1 + mpf(2) ** -30)
    s2 = (3 - 2 * mp.sqrt(2)) ** 2 * (1 + mpf(2) ** -30)
    root = mp.sqrt

    # sin r = r + r z S(z), cos r = 1 - z/2 + z^2 C(z), z = r^2; errors relative to the function
    fit("SIN", lambda z: (mp.sin(root(z)) / root(z) - 1) / z,
        lambda z: z * root(z) / mp.sin(root(z)), tiny, quarter, 6)
    fit("COS", lambda z: (mp.cos(root(z)) - 1 + z / 2) / z**2,
        lambda z: z**2 / mp.cos(root(z)), tiny, quarter, 6)
    # e^r = 1 + r + r^2 E(r)
    fit("EXP", lambda r: (mp.expm1(r) - r) / r**2 if r else mpf(1) / 2,
        lambda r: r**2 / mp.exp(r) if r else tiny, -ln2h, ln2h, 10)
    # ln m = 2 s + s z L(z), s = (m - 1) / (m + 1), z = s^2
    fit("LN", lambda z: (2 * mp.atanh(root(z)) / root(z) - 2) / z,
        lambda z: z * root(z) / (2 * mp.atanh(root(z))), tiny, s2, 7)
    # ln m = (2/3) s (3 + z + z^2 P(z))
    fit("POW_LN", lambda z: (3 * mp.atanh(root(z)) / root(z) - 3 - z) / z**2,
        lambda z: z**2 * root(z) / (3 * mp.atanh(root(z))), tiny, s2, 8)
    # asin x = x + x z A(z), atan u = u - u z T(z), |x|, |u| <= 1/2
    fit("ASIN", lambda z: (mp.asin(root(z)) / root(z) - 1) / z,
        lambda z: z * root(z) / mp.asin(root(z)), tiny, mpf(1) / 4, 13)
    fit("ATAN", lambda z: (1 - mp.atan(root(z)) / root(z)) / z,
        lambda z: z * root(z) / mp.atan(root(z)), tiny, mpf(1) / 4, 12)


if __name__ == "__main__":
    main()
