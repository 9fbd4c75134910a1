"""``docs/写法手册.md``: the human page of the target and actual languages, made from the tables the reader itself uses.

    python -m perfscore.language.handbook docs/写法手册.md

The examples are read while the page is made, the productions are taken from the docstrings of the functions that
read them, words and units come from the data files. A test holds the page against this module.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from ..quantities import default_units
from . import actuals as actual_values
from . import amounts, bounds, changes, names, numerals, ranks, references, segments, targets, times
from .comparing import compare
from .describing import describe
from .language import Language, default_language
from .vocabulary import Meaning

__all__ = ["handbook"]

FORMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("界限", "符号或界限词写在数前面、后面都可以；两边都写、意思相同的按一个处理。", (
        "≥7%", "＞＝９０％", "不低于95%", "大于等于 95%", "95%以上", "90%（含）以上", "80%（不含）以下", "≥95%以上", "≤44万元", "不超过300元", "超13万元/年", "不满5人", "=42个",
    )),
    ("没有符号的数", "方向由指标或评分办法的默认方向决定。", ("100家", "100%", "375万平方米", "1,234.5", "二十家", "百分之九十五", "一百二十三点五万元", "0", "零事故")),
    ("区间", "两个数用 - ~ 至 连接；写两个界限也可以。", ("5-10个", "1000—1200万元", "-3%~3%", "80%（含）-90%（不含）", "100±5", "不少于3次且不超过5次", "80%≤合格率<90%")),
    ("每……多少", "对象写在“/”后面，或用“每”写在前面。", ("3次/年", "780元/生/年", "每季度1次", "每年不少于2次", "每生每年3300元", "≤620万/月", "每村1名")),
    ("增减", "写明与什么比；“降至”“提高到”后面的是水平，不是增减。", ("较上年增长5%", "同比提高2个百分点", "同比下降3%以上", "增长不低于6%", "较上年前移2位", "降至5%以下", "由80%提高到90%")),
    ("与别处的数比", "需要在填报数据里给出参照值。", ("高于全省平均增速", "不低于上年水平", "高于全国平均2个百分点", "增速高于GDP增速", "不低于全国平均水平的90%", "不超过预算")),
    ("期限和时段", "“前”“内”“底”表示期限；没有年份的按评价年度。", ("2024年12月31日前", "11月底之前", "2024.9.30前完成", "第三季度末前", "2024年内完成", "年底前", "2020年1月--2020年11月", "1-12月", "2024年")),
    ("办理时限", "“……后几个工作日内”是天数的上限。", ("收到申请后5个工作日内", "24小时内", "30天以内")),
    ("名次", "名次越小越好；“不低于第3位”就是第3位或更靠前。", ("前5名", "全省前三", "位列全市前10位", "全省第1名", "排名不低于第3位", "排名≤5")),
    ("几个目标", "用“，”“；”“且”分开的要同时满足，用“或”分开的满足其一。", ("培训2期，每期50人", "90%以上且不低于上年", "温度14-24℃、湿度45%-60%", "11月底完成100%", "≥5个或≥90%")),
    ("文字", "没有数、符号和近似符号的文字。", ("合规", "按年度计划完成", "一次性通过验收", "达到Ⅲ类及以上", "≥良好", "通过ISO9001认证", "每月15日前发放")),
    ("名称里的数字", "不当作量。", ("12345热线办结率100%", "PM2.5平均浓度≤35微克/立方米", "“三同时”执行率100%", "5G基站956个", "第一、二批项目完成")),
    ("句子里的数", "能读，同时提示。", ("至少全年完成2次宣传", "优良率90%以上", "累计不少于2000小时")),
)  # fmt: skip
REFUSED = (
    "290%", "二100%", "之90%", "-0%", "≤28.40/株", "=", "≥**%", "XX万元", "≥9O%", "1:2", "投入产出比≥1:3", "≥95%以下", "10-5个", "不抵于50个", "2月30日前", "1.2.3", "三分之一以上", "前10%",
    "几十人", "#DIV/0!", "",
)  # fmt: skip
ASKED = (
    "100人左右",
    "3000余万元",
    "当年10月前",
    "达到90%",
    "大于90%以上",
    "1，200户",
    "20挂",
    "2024年12月31日",
    "无重大事故",
    "提高效率5%",
    "建立三个平台",
)
COLUMNS = (
    ("≥", "90", "百分比"), ("＝", "42", "个"), ("≧", "735", "人次"), ("正向指标", "5", "万元/亩"), ("定性", "合规", ""), ("≥", "≥90%", "%"), ("≤", "≥90%", ""), ("定量", "28.8万元", "%"),
)  # fmt: skip
ACTUALS = (
    "43.41万元", "15.7%（排名全省第5位）", "43.41万元（预算44万元）", "工业对全市经济增长贡献率50.2%", "已完成85%", "同比增长6.5%", "位列全国前10", "2024.12.5", "11月25日", "≥95%", "95%以上", "约100人",
    "已完成", "达成预期指标", "部分完成", "未达成预期指标", "基本达到", "1000件达成预期指标", "新增就业1.2万人，完成年度目标的109%", "合规", "", "-", "未统计", "9O%",
)  # fmt: skip
PAIRS = (
    ("≤44万元", "434100元"), ("≤44万元", "43.41"), ("≥97%", "0.96"), ("≤44万元", "434100"), ("≥2000人", "2100人次"), ("≥2%", "2个百分点"), ("≥95%", "≥95%"), ("≥95%", "已完成"), ("较上年增长5%", "同比下降3%"),
    ("全省前三", "全省第2名"), ("11月底前", "2024年11月25日"), ("≥42个", "43人"), ("≤44万元", "43人"), ("≥1万人", "新增就业1.2万人，完成年度目标的109%"), ("≥12次/年", "每月1次"),
)  # fmt: skip
PRODUCTIONS: tuple[Callable[..., object], ...] = (
    targets.read_scan, segments.pieces, bounds.prefixes, bounds.quantity, bounds.posts, amounts.amount, amounts.each, numerals.number, times.time, times.moment, times.recurring, times.relative, ranks.rank,
    changes.change, changes.from_to, references.reference, names.name, names.grade, names.zero, names.enumerator, actual_values.read_scan,
)  # fmt: skip
LISTED = (
    ("约数前", "约数（数前）"), ("约数后", "约数（数后）"), ("约数余", "约数（数和单位之间）"), ("增", "增"), ("减", "减"), ("且", "同时满足"), ("或", "满足其一"), ("名次词", "名次"), ("范围", "名次的范围"), ("等级", "等级"),
    ("零词", "“零……”"), ("参照词", "参照（别处的数）"), ("可略", "数前可略"), ("后略", "数后可略"), ("旁词", "遇到时提示核对"), ("缺填", "没有填写"), ("占位", "不是指标值"), ("名称", "带数字的名称"),
)  # fmt: skip


def handbook(language: Language | None = None) -> str:
    """Return the page."""
    language = language or default_language()
    parts = (
        _head(),
        _forms(language),
        _refused(language),
        _asked(language),
        _columns(language),
        _actuals(language),
        _pairs(language),
        _grammar(),
        _words(language),
        _units(),
    )
    return "\n".join("\n".join(part) for part in parts) + "\n"


def _head() -> Iterator[str]:
    yield "# 写法手册：指标值和实际完成值"
    yield ""
    yield "本页由程序自己的语法表、用词表和单位表生成（`python -m perfscore.language.handbook docs/写法手册.md`），请勿手改。"
    yield ""
    yield "读法只有三种结果：读准了；读出来了，同时提示可疑之处；读不准，说明位置和改法。不猜。"
    yield "试读一段文字：`perfscore read '不低于95%'`；实际完成值加 `--as actual`。"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ") or "（空）"


def _row(*cells: str) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _forms(language: Language) -> Iterator[str]:
    yield "## 一、能读的写法"
    for title, says, examples in FORMS:
        yield ""
        yield f"### {title}"
        yield ""
        yield says
        yield ""
        yield _row("写法", "标准写法", "读法")
        yield "| --- | --- | --- |"
        for text in examples:
            reading = language.read_target(text)
            asked = "".join(f"（提示 {p.code}）" for p in reading.problems)
            yield _row(text, str(reading), describe(reading) + asked)
    yield ""


def _refused(language: Language) -> Iterator[str]:
    yield "## 二、读不准的写法"
    yield ""
    yield _row("写法", "说明", "改法")
    yield "| --- | --- | --- |"
    for text in REFUSED:
        item = language.read_target(text).problems[0]
        yield _row(text, f"{item.code}：{item.message}", "；".join(item.hints()))
    yield ""


def _asked(language: Language) -> Iterator[str]:
    yield "## 三、能读、但会提示的写法"
    yield ""
    yield _row("写法", "读成", "提示")
    yield "| --- | --- | --- |"
    for text in ASKED:
        reading = language.read_target(text)
        yield _row(text, str(reading), "；".join(f"{p.code}：{p.message}" for p in reading.problems))
    yield ""


def _columns(language: Language) -> Iterator[str]:
    yield "## 四、分列填写"
    yield ""
    yield "指标性质、指标值、度量单位分三列时合起来读；重复的按一个处理，矛盾的指出来。"
    yield ""
    yield _row("指标性质", "指标值", "度量单位", "读成", "说明")
    yield "| --- | --- | --- | --- | --- |"
    for nature, value, unit in COLUMNS:
        reading = language.read_target(value, nature=nature, unit=unit)
        notes = [*reading.remarks, *(f"{p.code}：{p.message}" for p in reading.problems)]
        yield _row(nature, value, unit, str(reading), "；".join(notes) or "—")
    yield ""


def _actuals(language: Language) -> Iterator[str]:
    yield "## 五、实际完成值"
    yield ""
    yield "带符号的（`≥95%`）是表述，不是确定的数；有几个数的不取任何一个；没有填写不等于 0。"
    yield ""
    yield _row("写法", "读法", "提示")
    yield "| --- | --- | --- |"
    for text in ACTUALS:
        reading = language.read_actual(text)
        yield _row(text, describe(reading), "；".join(f"{p.code}：{p.message}" for p in reading.problems) or "—")
    yield ""


def _pairs(language: Language) -> Iterator[str]:
    yield "## 六、目标与实际完成值比较"
    yield ""
    yield "`figure` 能比；`rank` 名次；`date` 逾期天数；`claim`、`words` 是表述；`several` 有几个数；`question` 要先核对。"
    yield ""
    yield _row("目标", "实际完成值", "结果", "按目标单位的数", "说明")
    yield "| --- | --- | --- | --- | --- |"
    for target, actual in PAIRS:
        found = compare(language.read_target(target), language.read_actual(actual), language=language)
        notes = [*found.remarks, *(f"{p.code}：{p.message}" for p in found.problems)]
        yield _row(
            target, actual, found.state, "—" if found.value is None else str(found.value), "；".join(notes) or "—"
        )
    yield ""


def _grammar() -> Iterator[str]:
    yield "## 七、语法"
    yield ""
    yield "每个产生式对应程序里的一个函数，写在它的说明里；花括号表示可以重复，方括号表示可有可无。"
    yield ""
    yield "```"
    for production in PRODUCTIONS:
        yield (production.__doc__ or "").split("\n\n")[0].strip().replace("\n    ", "\n  ")
    yield "```"
    yield ""


def _by_meaning(words: dict[str, Meaning]) -> Iterator[tuple[str, str, str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for word, meaning in words.items():
        groups.setdefault((meaning.op, meaning.source), []).append(word)
    for (op, source), found in groups.items():
        yield op, "、".join(found), source


def _words(language: Language) -> Iterator[str]:
    words = language.vocabulary
    yield "## 八、用词"
    yield ""
    yield "评分办法可以在“用词”里改一个界限词的读法，例如 `以下: 不含本数`；这样读出的目标会写明。"
    yield ""
    yield _row("位置", "读法", "词", "依据")
    yield "| --- | --- | --- | --- |"
    by_op: dict[str, list[str]] = {}
    for sign, sign_op in words.signs.items():
        by_op.setdefault(sign_op, []).append(sign)
    for op, signs in by_op.items():
        yield _row("符号", op, " ".join(signs), "字面")
    for place, table in (("数前", words.ops), ("紧接数前", words.tight), ("数后", words.post)):
        for op, found, source in _by_meaning(dict(table)):
            yield _row(place, op, found, source)
    yield ""
    yield _row("用处", "词")
    yield "| --- | --- |"
    for name, says in LISTED:
        yield _row(says, "、".join(words[name].words))
    by_claim: dict[str, list[str]] = {}
    for word, claim in words.claims.items():
        by_claim.setdefault(claim, []).append(word)
    for claim, says in (("achieved", "表述为达成"), ("partial", "表述为部分达成"), ("missed", "表述为未达成")):
        yield _row(says, "、".join(by_claim[claim]))
    yield ""


def _units() -> Iterator[str]:
    units = default_units()
    yield "## 九、单位"
    yield ""
    yield (
        "同一量类之内精确换算，跨量类不换算（人与人次、% 与个百分点、月与天）。单位前可以加 "
        + "、".join(units.scales)
        + "。"
    )
    yield ""
    yield _row("量类", "单位", "依据")
    yield "| --- | --- | --- |"
    for family, source in units.families.items():
        yield _row(family, "、".join(u.name for u in units.known.values() if u.family == family), source)
    counted = [u.name for u in units.known.values() if u.family not in units.families]
    yield _row("量词（各自成类）", "、".join(counted), "字面")
    yield _row("只写在“/”后面的对象", "、".join(sorted(units.pers)), "字面")
    yield _row("同一单位的不同写法", "、".join(f"{a}→{b}" for a, b in units.spellings.items()), "字面")
    yield ""


def main(arguments: list[str]) -> int:
    """Write the page to the file given, or to standard output."""
    text = handbook()
    if arguments:
        Path(arguments[0]).write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
