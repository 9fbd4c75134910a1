"""Days, months, quarters and years: deadlines (``11月底前``) and periods (``2021年1月-12月``)."""

from __future__ import annotations

import re
from calendar import monthrange

from ..base.values import frozen
from .readings import Deadline, Period, Words
from .scan import Core, Scan

__all__ = ["Moment", "moment", "recurring", "time"]

_CN = {c: i for i, c in enumerate("零一二三四五六七八九")}
_YEAR = r"(?P<y>(?:19|20)[0-9]{2}|[二一][零九][零一二三四五六七八九]{2})"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?P<d>[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_OF_YEAR = r"(?P<rel>当年度?|本年度?|今年|年度|全年)?"
_DAYS = re.compile(rf"(?:{_YEAR}年|{_OF_YEAR})(?:{_MONTH})月份?(?:{_DAY})[日号](?:[0-9]{{1,2}}[时点](?:整)?)?")
_DOTTED = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})(?P<sep>[-./])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})[日号]?(?![0-9.])"
)
_MONTHS = re.compile(rf"(?:{_YEAR}年度?|{_OF_YEAR})(?:{_MONTH})月(?:份)?(?![均度])")
_DOT_MONTH = re.compile(r"(?P<y>(?:19|20)[0-9]{2})[-./](?P<m>0?[1-9]|1[0-2])(?:月份?)?(?![0-9./%])")
_QUARTER = re.compile(
    rf"(?:{_YEAR}年度?|{_OF_YEAR})第?(?P<q>[一二三四1-4])季度?(?:内)?(?=[末底前]|之前|以前|完成|内|初|$|[,;。])"
)
_HALF = re.compile(rf"(?:{_YEAR}年度?|{_OF_YEAR})(?P<h>[上下])半年")
_YEARS = re.compile(rf"(?:{_YEAR}年度?|(?P<rel>当年度?|本年度?|今年))")
_YEAR_END = re.compile(
    rf"(?:{_YEAR}年?|(?P<rel>当年度?|本年度?|今年|本))?(?:年底|年末|岁末|年终|(?<=年)底|(?<=年)末|(?<=年度)末|(?<=年度)底)"
)
_SPAN_YEARS = re.compile(
    r"(?P<a>(?:19|20)[0-9]{2})年?度?(?:[-~]{1,3}|至|到)(?P<b>(?:19|20)[0-9]{2})年度?(?!初|末|底|[0-9]|前)"
)
_SPAN_MONTHS = re.compile(
    r"(?:(?P<y>(?:19|20)[0-9]{2})年度?|(?:当年度?|本年度?|今年|全年|年度))?(?P<a>1[0-2]|0?[1-9])月?份?(?:[-~]{1,3}|至|到)(?P<b>1[0-2]|0?[1-9])月份?(?![0-9])(?![初中末底前上下内])"
)
_BARE_DAY = re.compile(r"([0-9]{1,2})[日号]")
_BARE_MONTH = re.compile(r"([0-9]{1,2})月?(?![0-9])")
_LINK = re.compile(r"[-~]{1,3}|至|到")
_BEFORE = ("之前", "以前", "前", "日前")
_DONE = (
    "完成",
    "完工",
    "竣工",
    "办结",
    "建成",
    "到位",
    "拨付",
    "发放",
    "下达",
    "验收",
    "上报",
    "报送",
    "开工",
    "交付",
    "结束",
    "投入使用",
)
_BY = re.compile(
    r"(?P<word>不晚于|不迟于|不得晚于|不得迟于|不能晚于|最晚|最迟|至迟|不早于|不得早于|最早|晚于)(?:为|在|于)?|≤|≥|不超过"
)
_RELATIVE = re.compile(r"(?:次年度?|翌年|下一?年度?|隔年)")
_RECUR = re.compile(
    r"(?:每(?:年|月|季度|季|周|学期|半年)度?|次月|当月|下月|按月|按季|月)(?:的|第)?(?:[0-9]{1,2}月(?:份)?)?(?:[0-9]{1,2}[日号]|底|末|初|上旬|中旬|下旬)(?:之?前|以前|内)?"
    r"|每(?:年|季度?|月)(?:度)?[0-9]{1,2}月(?:份)?(?:[0-9]{1,2}[日号]|底|末|初)?(?:之?前|以前)?"
    r"|每周[一二三四五六日](?:之?前)?"
)


@frozen
class Moment:
    """A written date: the days it covers, ``point`` where it is one day (or 底, 末), ``fine`` ``day``, ``month`` … ``year``.

    ``year`` None where none is written. ``start`` and ``end`` are (year, month, day).
    """

    year: int | None
    start: tuple[int, int]
    last: tuple[int, int]
    fine: str
    end: int
    vague: bool = False

    def text(self, day: tuple[int, int], *, months: bool = False) -> str:
        """Print one of its days, or its month."""
        head = "-" if self.year is None else f"{self.year:04d}"
        return f"{head}-{day[0]:02d}" + ("" if months else f"-{day[1]:02d}")


def _numeral(text: str) -> int:
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_CN[tens] if tens else 1) * 10 + (_CN[ones] if ones else 0)
    value = 0
    for char in text:
        value = value * 10 + _CN[char]
    return value


def _year(found: re.Match[str]) -> int | None:
    text = found.groupdict().get("y")
    return None if text is None else _numeral(text)


def _last_day(year: int | None, month: int) -> int:
    return monthrange(year if year is not None else 2023, month)[1]


def moment(scan: Scan, i: int, *, linked: bool = False) -> Moment | None:
    """moment = [year] month day | year "-" month "-" day | [year] month [旬 | 初 | 底] | [year] quarter | [year] half | year [底]

    Raises a stop for a day that no calendar has.
    """
    s = scan.s
    for pattern in (_DAYS, _DOTTED):
        found = pattern.match(s, i)
        if found:
            year, month, day = _year(found), _numeral(found["m"]), _numeral(found["d"])
            if not 1 <= month <= 12 or not 1 <= day <= (_last_day(year, month) if year else monthrange(2024, month)[1]):
                raise scan.stop("T261", i, found.end())
            return Moment(year, (month, day), (month, day), "day", found.end())
    found = _QUARTER.match(s, i)
    if found:
        quarter = _numeral(found["q"])
        return _ended(scan, _year(found), (quarter * 3 - 2, quarter * 3), "quarter", found.end())
    found = _HALF.match(s, i)
    if found:
        months = (1, 6) if found["h"] == "上" else (7, 12)
        return _ended(scan, _year(found), months, "half", found.end())
    found = _MONTHS.match(s, i)
    if found:
        month = _numeral(found["m"])
        return _ended(scan, _year(found), (month, month), "month", found.end())
    found = _YEAR_END.match(s, i)
    if found and found[0]:
        return Moment(_year(found), (12, 31), (12, 31), "end", found.end())
    found = _DOT_MONTH.match(s, i)
    if found and (
        linked
        or _LINK.match(s, found.end())
        or s.startswith(("月", "前", "底", "之前", "以前"), found.end())
        or "月" in found[0]
    ):
        month = int(found["m"])
        return _ended(scan, _year(found), (month, month), "month", found.end())
    found = _YEARS.match(s, i)
    if found:
        return _ended(scan, _year(found), (1, 12), "year", found.end())
    return None


def _ended(scan: Scan, year: int | None, months: tuple[int, int], fine: str, end: int) -> Moment:
    """Take 底, 末, 上旬 … behind a month, a quarter or a year."""
    first, last = months
    for word, days in (
        ("上旬", (1, 10)),
        ("中旬", (11, 20)),
        ("下旬", (21, 0)),
        ("底", (0, 0)),
        ("末", (0, 0)),
        ("初", (-1, -1)),
    ):
        if scan.s.startswith(word, end):
            close = days[1] or _last_day(year, last)
            if word == "初":
                return Moment(year, (first, 1), (first, 1), "start", end + 1, vague=True)
            fine = "end" if word in "底末" else "ten"
            opened = close if fine == "end" else days[0]
            return Moment(year, (last, opened), (last, close), fine, end + len(word))
    return Moment(year, (first, 1), (last, _last_day(year, last)), fine, end)


def recurring(scan: Scan, i: int) -> int | None:
    """recurring = "每月" day "前" | "每年" month "底前" | …: no single day; gives where it ends."""
    found = _RECUR.match(scan.s, i)
    return found.end() if found and found.end() > i + 1 else None


def time(scan: Scan, i: int) -> Core | None:
    """time = ("不晚于" | "不早于" | …) moment | moment dash moment | month dash month | year dash year | moment ("前" | "内" | "后" | done word | )"""
    s = scan.s
    found = _SPAN_YEARS.match(s, i)
    if found:
        if found["a"] > found["b"]:
            raise scan.stop("T262", i, found.end())
        return Core(Period(f"{found['a']}-01", f"{found['b']}-12"), i, found.end(), "period")
    found = _SPAN_MONTHS.match(s, i)
    if found and "月" in found[0]:
        head = found["y"] or "-"
        a, b = int(found["a"]), int(found["b"])
        if a > b:
            raise scan.stop("T262", i, found.end())
        return Core(Period(f"{head}-{a:02d}", f"{head}-{b:02d}"), i, found.end(), "period")
    by = _BY.match(s, i)
    if by:
        return _by(scan, i, by)
    at = moment(scan, i)
    if at is None:
        return None
    link = _LINK.match(s, at.end)
    if link:
        to = moment(scan, link.end(), linked=True) or _day_only(scan, at, link.end())
        if to is not None:
            return _period(scan, i, at, to)
    return _deadline(scan, i, at)


def _by(scan: Scan, i: int, by: re.Match[str]) -> Core | None:
    """by = ("不晚于" | "最迟" | "≤" …) moment ["前"] | ("不早于" | "≥" …) moment ["后"]: the day itself counts."""
    at = moment(scan, by.end())
    if at is None or at.vague or (by["word"] is None and at.fine not in ("day", "end")):
        return None
    if by["word"] == "晚于":
        raise scan.stop("T264", i, at.end)
    late = by[0].startswith(("不早", "不得早", "最早", "≥"))
    end = at.end + len(
        next((w for w in (("后", "之后", "以后") if late else _BEFORE) if scan.s.startswith(w, at.end)), "")
    )
    if late:
        return Core(Deadline(">=", at.text(at.start)), i, end, "deadline")
    return Core(Deadline("<=", at.text(at.last)), i, end, "deadline")


def _day_only(scan: Scan, at: Moment, i: int) -> Moment | None:
    found = _BARE_MONTH.match(scan.s, i)
    if found and at.fine == "month" and at.year is not None and 1 <= int(found[1]) <= 12:
        return _ended(scan, at.year, (int(found[1]), int(found[1])), "month", found.end())
    found = _BARE_DAY.match(scan.s, i)
    if at.fine != "day" or not found:
        return None
    day = int(found[1])
    if not 1 <= day <= _last_day(at.year, at.start[0]):
        raise scan.stop("T261", i, found.end())
    return Moment(at.year, (at.start[0], day), (at.start[0], day), "day", found.end())


def _period(scan: Scan, i: int, at: Moment, to: Moment) -> Core:
    year = to.year if to.year is not None else at.year
    to = Moment(year, to.start, to.last, to.fine, to.end)
    days = at.fine == "day" or to.fine == "day"
    start, end = at.text(at.start, months=not days), to.text(to.last, months=not days)
    if at.year is None and to.year is not None:
        raise scan.stop("T262", i, to.end)
    if start > end:
        raise scan.stop("T262", i, to.end)
    if at.vague or to.vague:
        scan.flag("T263", i, to.end)
    return Core(Period(start, end), i, to.end, "period")


def _deadline(scan: Scan, i: int, at: Moment) -> Core | None:
    s = scan.s
    end = at.end
    if at.vague:
        raise scan.stop("T263", i, end)
    before = next((w for w in _BEFORE if s.startswith(w, end)), "")
    if before:
        return _before(scan, i, at, end + len(before))
    inside = next((w for w in ("以内", "之内", "内") if s.startswith(w, end)), "")
    if inside and at.fine != "day":
        return Core(Deadline("<=", at.text(at.last)), i, end + len(inside), "deadline")
    after = next((w for w in ("以后", "之后", "后", "起") if s.startswith(w, end)), "")
    if after:
        if at.fine not in ("day", "end"):
            raise scan.stop("T264", i, end + len(after))
        scan.flag("T265", i, end + len(after))
        return Core(Deadline(">=", at.text(at.last)), i, end + len(after), "deadline")
    if at.fine == "end":
        return Core(Deadline("<=", at.text(at.last)), i, end, "deadline")
    if at.fine == "day":
        if not s.startswith(_DONE, end):
            scan.flag("T266", i, end)
        return Core(Deadline("<=", at.text(at.last)), i, end, "deadline")
    if s.startswith(_DONE, end) and at.fine != "year":
        scan.flag("T266", i, end)
        return Core(Deadline("<=", at.text(at.last)), i, end, "deadline")
    if at.fine == "year" and at.year is None:
        return None
    if at.fine == "year":
        return Core(Period(f"{at.year}-01", f"{at.year}-12"), i, end, "period")
    scan.flag("T266", i, end)
    if at.fine in ("quarter", "half", "ten"):
        return Core(Deadline("<=", at.text(at.last)), i, end, "deadline")
    return Core(Period(at.text(at.start, months=True), at.text(at.last, months=True)), i, end, "period")


def _before(scan: Scan, i: int, at: Moment, end: int) -> Core:
    if at.fine in ("day", "end"):
        if at.year is None and at.last[0] == 2 and at.fine == "end":
            scan.flag("T268", i, end)
        return Core(Deadline("<=", at.text(at.last)), i, end, "deadline")
    if at.fine == "ten":
        scan.flag("T267", i, end, day=f"{at.last[0]}月{at.last[1]}日")
        return Core(Deadline("<=", at.text(at.last)), i, end, "deadline")
    month, year = at.start[0], at.year
    if month == 1:
        year, month = (None if year is None else year - 1), 12
    else:
        month -= 1
    day = _last_day(year, month)
    to = Moment(year, (month, day), (month, day), "day", end)
    scan.flag("T267", i, end, day=f"{'' if year is None else f'{year}年'}{month}月{day}日")
    return Core(Deadline("<=", to.text(to.last)), i, end, "deadline")


def relative(scan: Scan, i: int) -> int | None:
    """relative = "次年" …: a day of the year after, which year is not said; gives where the word ends."""
    found = _RELATIVE.match(scan.s, i)
    return found.end() if found else None


def words_core(scan: Scan, start: int, end: int) -> Core:
    """A stretch that is read as words although it holds figures (每月15日前发放)."""
    return Core(Words(scan.line.source(start, end)), start, end, "words")
