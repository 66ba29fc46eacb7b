"""How much is measured: all of it, a tenth of it with `--quick`, or next to nothing in the tests of the benchmark."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """`old` is how many finished tasks an old case has, against `young`."""

    samples: int = 60
    young: int = 10
    stock: tuple[int, int] = (50, 500)
    old: int = 5_000
    cases: int = 100_000
    due: int = 2_000
    pages: int = 100


WHOLE = Sizes()
QUICK = Sizes(samples=30, old=500, cases=10_000, due=500, pages=40)
TINY = Sizes(samples=2, young=2, stock=(4, 6), old=8, cases=20, due=6, pages=3)
