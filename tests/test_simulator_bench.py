"""The simulator must not be the bottleneck of anybody's load test."""

import asyncio

from simulator.bench import Measured, measure


def test_the_bench_answers_eight_hundred_replies_for_each_second_of_its_core():
    """Counted in the simulator's own CPU seconds, so a busy machine does not fail it."""
    measured = asyncio.run(measure(1500))
    assert measured.calls == 1500
    assert measured.a_core_second >= 800, str(measured)


def test_the_bench_tells_both_figures():
    words = str(Measured(calls=1000, seconds=2.0, cpu_seconds=0.5))
    assert words == "1000 replies in 2.00 s: 500 a second; 2000 for each second of the simulator's own CPU"
