"""Productions for steps: 每低于5%扣2分, 每发现一例扣1分, 每延迟1天（不足1天按1天计）扣0.5分, and what belongs to them."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve

from .awards import GAIN_WORDS, OFF_WORDS, deduction
from .cursor import Cursor
from .lexicon import (
    COUNT_UNITS,
    DOWN_WORDS,
    LATE_WORDS,
    RANK_WORDS,
    TIME_UNITS,
    UP_WORDS,
)
from .lexicon import OFF_WORDS as APART_WORDS
from .numbers import amount
from .scanner import Token
from .values import Amount, PartStep, Steps, Way

__all__ = ["direction_of", "part_step", "steps"]

_PART = re.compile(
    r"\(?,?(?:[,;]|其中|若|如)?(?:不足|不满|未满|不到|(?:未达到|未达)(?=\d|一))(?:整)?(?P<what>[^,;。()扣计按]{0,14}?)(?:的部分|部分|的)?(?:,)?"
    r"(?:"
    r"(?P<up>(?:也|均|都)?(?:按|以|视为|视同|算作|算)(?:照|满)?(?P<as>[^,;。()扣计按比例]{1,10}?)(?:(?:计算|计扣|扣分|扣减|计|扣|算|处理|对待|执行)|(?=[,;。()]|$)))"
    r"|(?P<linear>(?:按|以|同)(?:照)?(?:相应|同等|等|同|实际)?比例(?:折算|计算|扣分|扣减|计扣|扣除|计分|计|扣|递减)?(?:相应)?(?:分值|得分|扣分)?)"
    r"|(?P<down>(?:则)?(?:不予扣分|不扣分|不扣减|不扣|不予计算|不计算|不计|忽略不计|不予扣减|舍去))"
    r")\)?"
)


def part_step(c: Cursor) -> PartStep | None:
    """Take what becomes of a part of a step: 不足1%的按比例扣, （不足1天按1天计）, 不足5%不扣分."""
    if c.over():
        return None
    match = _PART.match(c.line.text, c.peek().start)
    if match is None:
        return None
    if match.group("up") is not None and not _whole(match.group("what"), match.group("as")):
        return None
    if not c.upto(match.end()):
        return None
    if match.group("linear"):
        return "按比例"
    return "不足一档不扣" if match.group("down") else "不足一档按一档扣"


def _whole(what: str, said: str) -> bool:
    """Say whether 按…计 names one whole step: 一天, 1个百分点, 一档, the step itself."""
    if re.match(r"(?:一|1)(?![\d.])", said) or said in ("一档", "整数", "上一档"):
        return True
    digits = re.findall(r"\d+(?:\.\d+)?", said)
    return len(digits) == 1 and digits == re.findall(r"\d+(?:\.\d+)?", what)


def direction_of(words: tuple[str, ...]) -> Way | None:
    """Return the way a step goes by its verbs; both 低于 and 高于 means off."""
    down = any(w in DOWN_WORDS for w in words)
    up = any(w in UP_WORDS for w in words)
    if any(w in LATE_WORDS for w in words):
        return "late"
    if any(w in APART_WORDS for w in words) or (down and up):
        return "off"
    return "down" if down else "up" if up else None


def steps(c: Cursor, context: tuple[str, ...] = ()) -> Steps | None:
    """Take one step rule, or None. ``context`` holds the verbs said before it (逾期的，每天扣1分)."""
    before = c.i
    got = _steps(c, context)
    if got is None:
        c.i = before
    return got


def _steps(c: Cursor, context: tuple[str, ...]) -> Steps | None:
    each = c.take("EACH")
    if each is None and not _bare_start(c):
        return None
    if each is not None and c.sees("UNIT") and c.peek().text in _CLASSIFIERS and not _number_ahead(c):
        _count_one(c)
    said = _described(c)
    end = c.i
    verb = c.take("SCORE")
    if said is None or verb is None or (each is None and verb.text not in OFF_WORDS):
        return None
    taken = deduction(c)
    if taken is None:
        return None
    c.skip(("值",))
    name = said.name(c, end)
    made = _made(c, said, context, verb.text not in OFF_WORDS, taken, name)
    if made is None:
        return None
    if verb.text in _GIVES:
        made = evolve(made, from_zero=True)
    counts = said.worded and said.size is not None and said.size.unit in COUNT_UNITS
    return evolve(made, way="each", name=name) if counts and made.way in ("down", "up", "off") else made


class _Said:
    """What stands between 每 and the verb of scoring; places are indices of tokens.

    ``of_target`` and ``of_rate`` say what a size in % is a share of, ``worded`` that a state of affairs is told.
    """

    def __init__(self, begin: int) -> None:
        self.begin = begin
        self.verbs: list[str] = []
        self.size: Amount | None = None
        self.size_at = (begin, begin)
        self.part: PartStep | None = None
        self.of_target = self.of_rate = self.worded = False
        self.quoted = ""
        self.commas = 0

    def name(self, c: Cursor, end: int) -> str:
        """Return what a fault is called: what is quoted, else all the words but the size."""
        if self.quoted:
            return self.quoted
        if self.size is None:
            return _bare(c.slice(self.begin, end))
        return _bare(c.slice(self.begin, self.size_at[0])) + _bare(c.slice(self.size_at[1], end))


def _described(c: Cursor) -> _Said | None:
    """Take all that stands before the verb of scoring; None where a part of it belongs to no step."""
    said = _Said(c.i)
    while not c.over() and c.i - said.begin < 28 and not _scores(c.peek()):
        if not (_take_size(c, said) or _take_word(c, said)):
            return None
    return said


def _scores(token: Token) -> bool:
    return token.a("SCORE") and (token.text in OFF_WORDS or token.text in GAIN_WORDS or token.text in _GIVES)


def _take_size(c: Cursor, said: _Said) -> bool:
    """Take a fault in quotation marks, the size of a step, or what becomes of a part of one."""
    if c.peek().text == "“" and (quoted := _quoted(c)) is not None:
        said.quoted, said.worded = quoted, True
        return True
    if said.size is not None:
        part = part_step(c)
        said.part = part or said.part
        return part is not None
    first = c.i
    said.size = amount(c) if c.sees("NUM") else None
    said.size_at = (first, c.i)
    return said.size is not None


def _take_word(c: Cursor, said: _Said) -> bool:
    """Take one more word of what is said; False where it cannot stand in a step."""
    token = c.peek()
    said.commas += token.text == "," and token.a("SEP")
    if said.commas > 1 or token.a("NUM", "SIGN", "TIMES", "DIV", "EACH", "ENUM"):
        return False
    if token.a("SEP") and token.text != ",":
        return False
    if token.a("VERB", "HAP", "BOUND", "TRAIL"):
        said.verbs.append(token.text)
    said.worded = said.worded or token.a("TEXT", "HAP", "NOISE")
    if said.size is None:
        said.of_target = said.of_target or token.a("TARGET")
        said.of_rate = said.of_rate or token.a("RATE", "OVERRATE", "OFFRATE")
        if token.a("PP"):
            said.size, said.size_at = Amount(Fraction(1), "个百分点"), (c.i, c.i + 1)
        elif token.a("UNIT") and c.sees("SCORE", "SEP", ahead=1):
            _count_one(c)
            return True
    c.i += 1
    return True


_GIVES = ("得", "计", "得分", "计分", "记", "给", "赋", "赋分", "给分", "记分", "得分值")


def _quoted(c: Cursor) -> str | None:
    before = c.i
    c.i += 1
    first = c.i
    while not c.over() and c.peek().text != "”" and c.i - first < 60:
        c.i += 1
    if c.peek().text != "”" or c.i == first:
        c.i = before
        return None
    text = c.line.text[c.tokens[first].start : c.peek().start]
    c.i += 1
    return text


_CLASSIFIERS = frozenset((*COUNT_UNITS, *TIME_UNITS)) - {"个"}


def _number_ahead(c: Cursor) -> bool:
    """Say whether a number stands before the next verb of scoring (每季度开展1次得1分)."""
    for ahead in range(1, 20):
        token = c.peek(ahead)
        if token.a("NUM"):
            return True
        if token.a("SCORE", "SEP", "END", "EACH"):
            return False
    return False


def _bare_start(c: Cursor) -> bool:
    """Say whether a step without 每 begins here: 发现1例扣3.6分, 少一项扣1分, 逾期1天扣1分, 一处不符扣1分."""
    i = 0
    if c.sees("HAP", "VERB") and not c.sees("SIGN"):
        i = 1
        while c.sees("HAP", "VERB", "GLUE", ahead=i) and i < 3:
            i += 1
    token = c.peek(i)
    if not token.a("NUM") or token.value != 1:
        return False
    after = c.peek(i + 1)
    units = (*COUNT_UNITS, *TIME_UNITS) if i else COUNT_UNITS
    return after.a("UNIT") and after.text in units


def _count_one(c: Cursor) -> None:
    """Put ``1`` in front of a bare classifier (每天扣1分): the tokens are given a number to read."""
    at = c.peek().start
    c.tokens = (*c.tokens[: c.i], Token(frozenset(("NUM",)), "", at, at, Fraction(1)), *c.tokens[c.i :])


def _made(
    c: Cursor, said: _Said, context: tuple[str, ...], gain: bool, taken: tuple[Fraction, bool], name: str
) -> Steps | None:
    size = said.size or Amount(Fraction(1), None)
    part = said.part or part_step(c)
    way = _way(tuple(said.verbs), context, size)
    if way is None:
        return None
    if "满" in said.verbs and part is None:
        part = "不足一档不扣"
    points, share = taken
    return Steps(
        way=way,
        amount=size.value,
        unit=size.unit,
        points=points,
        share=share,
        gain=gain,
        relative=said.of_target and size.unit == "%" and not said.of_rate,
        part=part,
        name=name if way == "each" else "",
    )


def _way(verbs: tuple[str, ...], context: tuple[str, ...], got: Amount) -> Way | None:
    unit = got.unit
    way = direction_of(verbs)
    if unit == "名" and (way in ("down", "up") or any(w in RANK_WORDS for w in verbs)):
        return (
            "rank"
            if any(w in ("退后", "后退", "下降", "靠后", "降低", "后移", "退", "降", "落后", "低") for w in verbs)
            else way
        )
    if way == "late" and unit not in _TIMES:
        return "each"
    if way is not None:
        if way == "up" and unit in _TIMES and any(w in LATE_WORDS for w in context):
            return "late"
        return way
    said = direction_of(context)
    if unit in ("%", "‰", "个百分点"):
        return said
    if unit in _TIMES and said in ("late", "up"):
        return said
    if unit is not None and unit not in COUNT_UNITS and unit not in _TIMES and said is not None:
        return said
    return "each"


_TIMES = frozenset(TIME_UNITS)
_STRIP = re.compile(r"^(?:有|发现|出现|发生|存在|查出|查实|满足|[,、])+|(?:[,、的则者]|(?<![及按准])时)+$")


def _bare(name: str) -> str:
    before = None
    while before != name:
        before = name
        name = _STRIP.sub("", name)
    return name.replace("“", "").replace("”", "")
