"""Times functions by the CPU time of the process and prints `bench,host,median_ns,low_ns,high_ns`: the median and the quartiles."""

from collections.abc import Callable, Mapping
from time import process_time_ns
from typing import Any

SAMPLES = 41
SAMPLE_NS = 20_000_000


def measure(bench: str, host: str, function: Callable[[], object]) -> None:
    """Of 41 samples."""
    count, took = 1, 0
    while took < SAMPLE_NS:  # this warms up, too
        count = count * 2 if took < SAMPLE_NS // 4 else count * SAMPLE_NS // took + 1
        took = _time(function, count)
    times = sorted(_time(function, count) / count for _ in range(SAMPLES))
    low, median, high = (times[(SAMPLES - 1) * quarter // 4] for quarter in (1, 2, 3))
    print(f"{bench},{host},{median:.1f},{low:.1f},{high:.1f}", flush=True)


def _time(function: Callable[[], object], count: int) -> int:
    start = process_time_ns()
    for _ in range(count):
        function()
    return process_time_ns() - start


def race(bench: str, hosts: Mapping[str, tuple[Callable[[], Any], Callable[[Any], object], float]], runs: int = 9) -> None:
    """The hosts in turn. A host makes a value, which is not timed, runs with it, and has a factor for its time."""
    times: dict[str, list[float]] = {host: [] for host in hosts}
    for turn in range(runs + 1):  # the first one warms up
        for host, (make, run, factor) in hosts.items():
            value = make()
            start = process_time_ns()
            run(value)
            if turn:
                times[host].append((process_time_ns() - start) * factor)
    for host, taken in times.items():
        taken.sort()
        low, median, high = (taken[(runs - 1) * quarter // 4] for quarter in (1, 2, 3))
        print(f"{bench},{host},{median:.1f},{low:.1f},{high:.1f}", flush=True)
