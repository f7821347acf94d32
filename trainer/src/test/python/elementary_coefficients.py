"""Prints the polynomials of io.rappel.trainer.math.GaussianTail and of Elementary.log1p with their largest relative errors.

    pip install mpmath
    python elementary_coefficients.py

Each interpolates its function at Chebyshev's points, in 60 digits, which is nearly the best polynomial of its degree.
"""

from mpmath import atanh, cos, erfc, exp, linspace, mp, mpf, nstr, pi, sqrt

mp.dps = 60
SHIFT = 4


def interpolate(function, low, high, degree):
    """Coefficients of x^0, x^1, … of u = (2 x − low − high) / (high − low)."""
    n = degree + 1
    points = [pi * (k + mpf(1) / 2) / n for k in range(n)]
    values = [function((high - low) / 2 * cos(t) + (low + high) / 2) for t in points]
    chebyshev = [2 * sum(v * cos(j * t) for v, t in zip(values, points)) / n for j in range(n)]
    chebyshev[0] /= 2
    coefficients = [mpf(0)] * n
    before, current = [mpf(0), mpf(1)], [mpf(1)]  # T_(−1) = T_1
    for c in chebyshev:
        for i, t in enumerate(current):
            coefficients[i] += c * t
        following = [mpf(0)] + [2 * t for t in current]
        for i, t in enumerate(before):
            following[i] -= t
        before, current = current, following
    return coefficients


def value(coefficients, x):
    result = mpf(0)
    for c in reversed(coefficients):
        result = result * x + c
    return result


def in_x(coefficients, high):
    """Of u = 2 x / high − 1 to x."""
    result = [mpf(0)]
    for c in reversed(coefficients):
        shifted = [mpf(0)] + [2 / high * r for r in result]
        for i, r in enumerate(result):
            shifted[i] -= r
        shifted[0] += c
        result = shifted
    return result[: len(coefficients)]


def tail(q):
    """(t + 4) e^(t² / 2) Φ(−t) where q = (t − 4) / (t + 4)."""
    t = SHIFT * (1 + q) / (1 - q)
    return (t + SHIFT) * exp(t * t / 2) * erfc(t / sqrt(2)) / 2


def area(v):
    """artanh(s) / s where v = s²."""
    return atanh(sqrt(v)) / sqrt(v) if v > 0 else mpf(1)


def show(name, function, coefficients, low, high):
    worst = max(abs(value(coefficients, x) / function(x) - 1) for x in linspace(low, high, 1000))
    print(name, "relative error", nstr(worst, 2))
    for power, c in reversed(list(enumerate(coefficients))):
        print("  ", power, nstr(c, 20))


NINTH = mpf(1) / 9
for degree in (10, 22):
    show(f"tail, degree {degree}", tail, interpolate(tail, mpf(-1), mpf(1), degree), -1, mpf("0.9"))
for degree in (4, 9):
    show(f"area, degree {degree}", area, in_x(interpolate(area, mpf(0), NINTH, degree), NINTH), 0, NINTH)
