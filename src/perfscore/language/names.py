"""Figures that are no amounts: names (12345热线, PM2.5, “三同时”), batches (第一、二批), grades (Ⅲ类及以上), zero words."""

from __future__ import annotations

import re
from decimal import Decimal

from .readings import Bound, Words
from .scan import Core, Scan

__all__ = ["damage_before", "enumerator", "grade", "name", "placeholder", "zero"]

_LETTERS = re.compile(r"[A-Za-z]+[-.]?[0-9]+(?:\.[0-9]+)*(?:[A-Za-z]+[0-9]+)*(?![0-9%‰])(?:[A-Za-z]+)?")
_GENERATION = re.compile(
    r"[2-6]G(?=[^0-9]|$)|[34]D(?![A-Za-z])|[1-9]A级?(?=[^0-9]|$)|[2348]K(?=[一-鿿])|[0-9]+(?:\.[0-9]+)?版"
)
_NUMBERED = re.compile(
    r"第(?:[0-9]+|[一二三四五六七八九十百零]+)(?:[、,和及至到~-]+第?(?:[0-9]+|[一二三四五六七八九十百零]+))*"
)
_CODE = re.compile(r"[〔(〈《][0-9]{4}[〕)〉》][0-9]+号|[0-9]{4}[〕)][0-9]+号")
_HOTLINE = re.compile(
    r"[0-9]{3,6}(?=(?:热线|平台|专线|急救|报警|服务热线|便民|政务|投诉|指挥|电话|工程|计划|行动|工作法|网格|模式|机制))"
)
_ROUND = re.compile(
    r"7[×xX*]24(?:小时)?|(?:24小时|365天|7[×xX*]24(?:小时)?|7天24小时|全天候|全天24小时)(?=不间断|值班|值守|在线|运行|服务|响应|连续|待命|开放|应急|畅通|监控|电话|保障|全天|无间断|轮)"
)
_AGE = re.compile(
    r"[0-9]{1,3}(?:[-~至][0-9]{1,3})?(?:周岁|岁|月龄)(?:及?以上|及?以下|以内)?的?(?=[一-鿿])(?!左右|以|之|或|及|且|为|内)"
)
"""65岁及以上老年人: an age before a noun says whom the figure is about."""
_QUOTES = {"“": "”", '"': '"', "《": "》", "「": "」", "‘": "’", "『": "』", "〈": "〉", "'": "'"}
_GRADE = re.compile(
    r"(?:国标|国家)?(?:[一二三四五六ⅠⅡⅢⅣⅤⅥⅦ]{1,2}|I{1,3}|IV|V|劣[ⅤV五]|[甲乙丙丁特])(?:级|类|等|星级?|档|类水|级标准)(?:甲等|乙等|水质|水|标准)?|[1-5]?A{1,5}级|[1-5A-D]{1}级(?:标准)?|A{1,5}级|[1-5一二三四五]星级?"
)
_AND_UP = re.compile(r"(?:及其?|或|和)?(?:以上|以下|之上|之下|以内)(?:标准|水平|等级|等次|要求|级别|档次)?")
_TEMPLATE = re.compile(r"\*+|[XxＸ×]{2,}|_{2,}|\.{3,}|…+|□+|\?{2,}|■+|○{2,}|N(?=[%个次家人项万])|\((?:\s*)\)")
_SHEET = re.compile(
    r"#(?:DIV/0!?|REF!?|N/A|VALUE!?|NAME\??|NUM!?|NULL!?)|#{3,}|(?i:nan|null|none|undefined)\Z|(?i:inf(?:inity)?)\Z"
)
_STRAY = re.compile(r"(?P<c>[之二乏乙三工土士上ZzWwVvMN么>己2]|2e)(?P<n>[0-9]{1,3}(?:\.[0-9]+)?)(?=%|百分)")
_LOOKALIKE = re.compile(r"(?<![A-Za-z])[OolI]\.?(?=[0-9])|(?<=[0-9])[OolI](?=[0-9])")
_ENUM = re.compile(
    r"(?:[①-⑳]|\([0-9]{1,2}\)|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[、.](?![0-9])|[0-9]{1,2}\)|[一二三四五六七八九十]{1,2}[、.]|[一二三四五六七]是|(?:指标|目标)[0-9]{1,2}[:.、])(?=.)"
)
_CALLED = re.compile(r"(?:拨打|拨|热线|电话|急救|报警|平台|专线|投诉|号码|接入|接通)[(“\"':]?\Z")
_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_VULGAR = frozenset("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅟↉")
_NO = re.compile(r"(?:无|零|0)$")


def name(scan: Scan, i: int) -> int | None:
    """name = a listed name | letters digits | digits "G" | "第" numeral noun | digits 热线 … | “quoted” | 〔year〕n号

    Gives where the name ends; the figures in it are explained.
    """
    s = scan.s
    char = s[i]
    if char in _QUOTES:
        close = s.find(_QUOTES[char], i + 1, i + 80)
        if close > 0:
            return close + 1
    word = scan.words["名称"].at(s, i)
    if word:
        end = i + len(word)
        if word.isdigit() and not _CALLED.search(s, max(i - 6, 0), i):
            end = 0  # 120 is a number unless it is dialled; 120急救 is taken below
        if end and not (
            word[-1].isdigit()
            and (
                scan.char(end).isdigit()
                or (word[0] not in _LATIN and scan.units.match(s, end))
                or scan.char(end) in tuple("%.,-~")
            )
        ):
            return end
    for pattern in (_AGE, _ROUND, _HOTLINE, _LETTERS, _GENERATION, _CODE):
        found = pattern.match(s, i)
        if found and not (pattern is _LETTERS and _letter_number(scan, i, found.end())):
            return found.end()
    if char == "第":
        found = _NUMBERED.match(s, i)
        return found.end() if found else None
    return None


def _letter_number(scan: Scan, i: int, end: int) -> bool:
    """Tell a damaged number (O5%, l00), and a figure glued to letters (SCI10篇), from a name (PM10)."""
    before = scan.char(i - 1)
    if before and before.isascii() and before.isalpha():
        return True
    if not scan.s[i + 1 : i + 2].isdigit():
        if scan.s[i + 1 : i + 2].isalpha() and (
            _unit_behind(scan, _digits_end(scan, i)) or scan.char(end) in ("-", "~")
        ):
            return True
        if scan.char(i + 1) == "." and scan.char(i + 2).isdigit():
            raise scan.stop("T231", i, end, letter=scan.s[i], better="")
        return False
    return scan.s[i] in "OoIlZz" or (_unit_behind(scan, _digits_end(scan, i)) and scan.s[i] not in "GAHBCSXYKk")


def _digits_end(scan: Scan, i: int) -> int:
    """Return where the digits behind the letters at ``i`` end."""
    found = re.compile(r"[A-Za-z]+[-.]?[0-9.]+").match(scan.s, i)
    return found.end() if found else i


def _unit_behind(scan: Scan, end: int) -> bool:
    """Tell whether a unit stands behind letters and digits (SCI10篇): then the digits count something."""
    return scan.units.match(scan.s, end) is not None and scan.char(end) not in ("级", "号", "线", "路")


def grade(scan: Scan, i: int) -> int | None:
    """grade = [sign] grade-word ["及"] "以上" | sign grade-word: a level on a scale of words; gives where it ends."""
    s = scan.s
    sign = scan.words["前置"].at(s, i) or scan.words["紧接"].at(s, i)
    j = i + len(sign)
    found = _GRADE.match(s, j)
    listed = scan.words["等级"].at(s, j)
    end = max(found.end() if found else j, j + len(listed))
    if end == j:
        return None
    up = _AND_UP.match(s, end)
    if up:
        return up.end()
    if sign and scan.char(end) in ("", ",", ";", "。", "、", "\n", ")"):
        return end
    return found.end() if found and end == found.end() and not sign and s[i] not in "123456789" else None


def zero(scan: Scan, i: int) -> Core | None:
    """zero = "零" noun: 零事故 is none of them."""
    if scan.char(i) != "零":
        return None
    word = scan.words["零词"].at(scan.s, i + 1)
    if not word or scan.char(i + 1 + len(word)) not in ("", ",", ";", "。", "、", "\n", "(", "的"):
        return None
    return Core(Bound(None, Decimal(0), None), i, i + 1 + len(word), "zero")


def placeholder(scan: Scan) -> None:
    """Refuse template leftovers (``≥**%``, ``XX万元``) and spreadsheet errors."""
    found = _SHEET.search(scan.s)
    if found:
        raise scan.stop("T222", found.start(), found.end())
    for i, char in enumerate(scan.s):
        if char in _VULGAR or (char > "\x7f" and char.isdecimal()):
            raise scan.stop("T248" if char in _VULGAR else "T220", i, i + 1, sign=char)
    letter = _LOOKALIKE.search(scan.s)
    if letter:
        char = letter[0][0]
        raise scan.stop("T231", letter.start(), letter.end(), letter=char, better="0" if char in "Oo" else "1")
    for found in _TEMPLATE.finditer(scan.s):
        if found[0][0] in ".…" and found.start() > 0 and found.end() == scan.n and not re.search(r"[0-9≥≤><=]", scan.s):
            continue
        if found[0] == "*" and found.start() > 0 and scan.s[found.start() - 1].isdigit():
            continue
        raise scan.stop("T221", found.start(), found.end())


def damage_before(scan: Scan, i: int) -> None:
    """Refuse a stray character before a number that looks like a misread sign (之90%, Z90%) or digit (l00%)."""
    found = _STRAY.match(scan.s, i)
    if found and scan.s[i] not in "0123456789>":
        lower = found["c"] in "WwVvMN"
        raise scan.stop(
            "T229", i, found.end(), sign="≤" if lower else "≥", better=f"{'≤' if lower else '≥'}{found['n']}%"
        )


def enumerator(scan: Scan, i: int) -> int:
    """enumerator = "1、" | "①" | "(一)" | "一是" …: the number of an item; gives where it ends."""
    found = _ENUM.match(scan.s, i)
    return found.end() if found else i


def worded(scan: Scan) -> Words:
    """Return the whole text as words."""
    return Words(scan.line.written.strip())
