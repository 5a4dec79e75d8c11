import statistics
import time
from typing import NamedTuple


class Mittaus(NamedTuple):
    measured: str
    compared_with: str
    amount: float
    baseline: float
    bar: float
    unit: str = "s"

    @property
    def ratio(self):
        return self.amount / self.baseline

    @property
    def amounts(self):
        """Both, for people."""
        if self.unit == "s":
            return [f"{amount * 1000:.1f} ms" for amount in (self.amount, self.baseline)]
        return [f"{amount:.0f} {self.unit}" for amount in (self.amount, self.baseline)]


def compare(function, baseline, rounds=15):
    """Median seconds of both, warm, run in turns so that a busy moment of the machine hits them alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for taken, run in zip(times, (function, baseline), strict=True):
            start = time.perf_counter()
            run()
            taken.append(time.perf_counter() - start)
    return tuple(statistics.median(taken[1:]) for taken in times)
