"""Coverage-guided fuzzing of the readers, outside CI.

    nice python benchmarks/fuzz_reading.py [seconds] [seed]

Texts are made by changing, joining and cutting texts that reached lines nobody had reached before; the lines are seen
through :func:`sys.settrace`. Of every text must hold: no exception; every span inside the text; the canonical form
reads as the same reading; plain JSON types. What breaks one of these is printed, and the script ends with status 1.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import perfscore.language
from perfscore.language import compare, default_language, describe

ROOT = str(Path(perfscore.language.__file__).parent)
CORPUS = Path(__file__).parents[1] / "tests" / "language" / "corpus"
PIECES = (
    "≥", "≤", ">", "<", "=", "±", "%", "‰", "个", "次", "万元", "元/亩", "个百分点", "每", "每年", "每季度", "不低于", "不超过", "高于", "以上", "以下", "以内", "（含）", "（不含）", "约", "左右", "余", "增长", "下降", "到",
    "较上年", "同比", "全省", "平均", "第", "前", "名", "排名", "年", "月", "日", "底", "前", "2024年", "12月", "31日", "第三季度", "-", "~", "至", "，", "；", "、", "且", "或", "(", ")", "“", "”", "一", "十", "百", "万",
    "点", "零", "半", "0", "1", "2", "9", "90", "100", ".", ",", " ", "\n", "XX", "O", "达到", "控制在", "合格", "良好", "Ⅲ类", "PM2.5", "分之", "无", "完成", "已", "未", "由", "提高", "达成预期指标", "\u3000", "：", ":", "/",
)  # fmt: skip


class Coverage:
    """Remembers which lines of the room have been reached."""

    def __init__(self) -> None:
        self.seen: set[tuple[int, int]] = set()
        self.fresh = 0

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        """Take part in :func:`sys.settrace`; only frames of the room are followed."""
        if event == "call" and not frame.f_code.co_filename.startswith(ROOT):
            return None
        place = (id(frame.f_code), frame.f_lineno)
        if place not in self.seen:
            self.seen.add(place)
            self.fresh += 1
        return self.trace

    def run(self, work: Callable[[], None]) -> bool:
        """Run and say whether a line was reached for the first time."""
        self.fresh = 0
        sys.settrace(self.trace)
        try:
            work()
        finally:
            sys.settrace(None)
        return self.fresh > 0


def check(text: str) -> None:
    """Raise :class:`AssertionError` where one of the laws is broken for ``text``."""
    language = default_language()
    target, actual = language._target(text, None, None), language._actual(text)
    for reading in (target, actual):
        json.dumps(reading.to_dict(), ensure_ascii=False)
        assert describe(reading)
        for item in reading.problems:
            assert item.span is None or 0 <= item.span[0] <= item.span[1] <= len(text), (item.code, item.span)
            assert item.message
            item.hints()
    again = language._target(str(target), None, None)
    assert again == target, f"{target!r} printed {str(target)!r} read {again!r}"
    actual_again = language._actual(str(actual))
    assert actual_again == actual, f"{actual!r} printed {str(actual)!r} read {actual_again!r}"
    compare(target, actual, language=language)


def changed(text: str, other: str, rng: random.Random) -> str:
    """Return ``text`` changed a little."""
    for _ in range(rng.randint(1, 3)):
        i, j = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
        match rng.randint(0, 5):
            case 0:
                text = text[:i] + rng.choice(PIECES) + text[i:]
            case 1:
                text = text[:i] + text[j:]
            case 2:
                text = text[:i] + rng.choice(PIECES) + text[i + 1 :]
            case 3:
                text = text[:i] + other[rng.randint(0, len(other)) :]
            case 4:
                text = text[:i] + text[i:j] * 2 + text[j:]
            case _:
                text = (
                    text[:i]
                    + chr(
                        rng.choice(
                            (
                                rng.randint(32, 126),
                                rng.randint(0x4E00, 0x9FA5),
                                rng.randint(0xFF01, 0xFF5E),
                                rng.randint(0x2000, 0x27FF),
                            )
                        )
                    )
                    + text[i:]
                )
    return text[:160]


def main(arguments: list[str]) -> int:
    """Fuzz for some seconds; return 1 if a law was broken."""
    seconds = float(arguments[0]) if arguments else 60.0
    rng = random.Random(int(arguments[1]) if len(arguments) > 1 else 1)
    pool = [
        json.loads(line).get("target", json.loads(line).get("actual"))
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    coverage, broken, count = Coverage(), 0, 0
    kinds: set[str] = set()
    end = time.monotonic() + seconds
    start_pool = len(pool)
    while time.monotonic() < end:
        text = changed(rng.choice(pool), rng.choice(pool), rng) if count >= start_pool else pool[count]
        count += 1
        try:
            if coverage.run(lambda text=text: check(text)):
                pool.append(text)
        except Exception as fault:
            kind = f"{type(fault).__name__}: {str(fault)[:60]}"
            broken += 1
            if kind not in kinds and len(kinds) < 40:
                kinds.add(kind)
                print(f"{text!r}: {type(fault).__name__}: {str(fault)[:300]}", flush=True)
    print(f"{count} texts, {len(coverage.seen)} lines reached, {len(pool) - start_pool} texts kept, {broken} broken")
    return int(broken > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
