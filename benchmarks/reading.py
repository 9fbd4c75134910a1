"""What a reading costs, as a ratio to ``Decimal("43.41")`` measured in the same run.

    python benchmarks/reading.py

``cold``: a text never read before (the cache is passed by); ``cached``: the same text again. Goals: a common target at
most 25 times, a plain actual value at most 8 times. Each figure is the best of several runs.
"""

from __future__ import annotations

import time
import timeit
from collections.abc import Callable
from decimal import Decimal

from perfscore.language import Language, compare, default_language

COMMON = ("≥7%", "100家", "≤44万元", "≥90%", "100%", "不低于95%", "=300天", "≥20座", "<=475元/亩")
WIDER = (
    "95%以上",
    "5-10个",
    "高于全省平均增速",
    "11月底之前",
    "全省前三",
    "较上年增长5%",
    "每季度1次",
    "合规",
    "培训2期，每期50人",
)
PLAIN = ("43.41万元", "7.7%", "114家", "96%", "301.5万元")
WORDY = ("15.7%（排名全省第5位）", "工业对全市经济增长贡献率50.2%", "同比增长6.5%", "已完成", "成效明显")
RUNS, TIMES = 7, 3000


def cost(work: Callable[[], object]) -> float:
    """Return microseconds of one call: the best of several runs."""
    return min(timeit.repeat(work, number=TIMES, repeat=RUNS)) / TIMES * 1e6


def unseen(texts: list[str], fresh: Callable[[], Callable[[str], object]]) -> float:
    """Return microseconds of one call over texts that are all different, with an empty cache each time."""
    best = float("inf")
    for _ in range(RUNS):
        work = fresh()
        begun = time.perf_counter()
        for text in texts:
            work(text)
        best = min(best, time.perf_counter() - begun)
    return best / len(texts) * 1e6


def main() -> None:
    """Print the table."""
    language = default_language()
    floor = cost(lambda: Decimal("43.41"))
    print(f'Decimal("43.41"): {floor:.3f} µs')
    target = lambda text: language._target(text, None, None)  # noqa: E731
    actual = language._actual
    for name, texts, cold, warm in (
        ("common target", COMMON, target, language.read_target),
        ("wider target", WIDER, target, language.read_target),
        ("plain actual", PLAIN, actual, language.read_actual),
        ("wordy actual", WORDY, actual, language.read_actual),
    ):
        print(f"{name}:")
        for text in texts:
            first = cost(lambda cold=cold, text=text: cold(text))
            again = cost(lambda warm=warm, text=text: warm(text))
            print(f"  {first / floor:7.1f} × cold  {again / floor:5.1f} × cached  {first:8.2f} µs  {text}")
    print("texts never seen before, through the public door and into the cache:")
    figures = list(dict.fromkeys(f"{n // 100}.{n % 100:02d}" for n in range(1000, 4000)))
    base = unseen(figures, lambda: Decimal)
    for name, texts, method in (
        ("≥…%", [f"≥{f}%" for f in figures], "read_target"),
        ("…万元", [f"{f}万元" for f in figures], "read_actual"),
    ):
        each = unseen(texts, lambda method=method: getattr(Language(), method))
        print(f"  {each / base:7.1f} × {each:8.2f} µs  {name}")
    one, two = language.read_target("≤44万元"), language.read_actual("434100元")
    print(f"compare: {cost(lambda: compare(one, two, language=language)) / floor:.1f} ×")


if __name__ == "__main__":
    main()
