"""Holding a mapping against a shape: everything wrong in it at once."""

from __future__ import annotations

import pytest

from perfscore.base.frames import frames
from perfscore.source import Key, Mapping, Scalar, Shape, Taken, parse, source_from_text, take

ROW = Shape(
    "三级指标",
    (
        Key("三级指标", required=True, aliases=("指标名称",)),
        Key("年度指标值", aliases=("目标值",)),
        Key("分值", required=True, doc="满分是多少分"),
        Key("方向", choices=("正向", "反向")),
        Key("依据", "list"),
        Key("资金", "mapping"),
        Key("说明", "any"),
    ),
)
OPEN = Shape("一级指标", (Key("分值"),), open=True)


def taking(text: str, shape: Shape = ROW) -> tuple[Taken | None, str]:
    node, found = parse(source_from_text(text, "表.yaml"))
    assert node is not None
    problems = list(found)
    return take(node, shape, problems), frames(problems)


def test_what_is_taken() -> None:
    taken, said = taking('指标名称: " 甲 "\n目标值: ≥7%\n分值: 05\n资金（万元）: {合计: 1}\n依据:\n说明: [一]\n')
    assert said == ""
    assert taken is not None
    assert taken.text("三级指标") == "甲"
    assert taken.scalar("三级指标") == Scalar(" 甲 ", '"', taken.place())
    assert (taken.text("年度指标值"), taken.text("分值"), taken.text("方向")) == ("≥7%", "05", None)
    assert taken.heading_unit("资金") == "万元"
    assert taken.heading_unit("分值") is None
    assert isinstance(taken.node("资金"), Mapping)
    assert taken.node("依据") is None
    assert str(taken.place("分值")) == "表.yaml:3:5"
    assert str(taken.place("依据")) == "表.yaml:5:1"
    assert str(taken.place("方向")) == str(taken.place()) == "表.yaml:1:1"
    assert taken.rest == ()


@pytest.mark.parametrize("heading", ["资金（万元）", "资金(万元)", "资金 （ 万元 ）", "资金"])
def test_headings_carry_a_unit(heading: str) -> None:
    taken, said = taking(f"三级指标: 甲\n分值: 1\n{heading}: {{a: 1}}\n")
    assert said == ""
    assert taken is not None
    assert taken.heading_unit("资金") == ("万元" if "元" in heading else None)


def test_an_open_shape_hands_out_the_rest() -> None:
    taken, said = taking("分值: 40\n数量指标: [1]\n质量指标: 2\n", OPEN)
    assert said == ""
    assert taken is not None
    assert [k.text for k, _ in taken.rest] == ["数量指标", "质量指标"]


WRONG = {
    "不认识的键": (
        "三级指标: 甲\n分值: 5\n年度目标值: ≥7%\n风马牛不相及: 1\n",
        """错误 S101：“三级指标”里没有叫“年度目标值”的键
 --> 表.yaml:3:1
  |
3 | 年度目标值: ≥7%
  | ＾＾＾＾＾
  = 是不是“年度指标值”？

错误 S101：“三级指标”里没有叫“风马牛不相及”的键
 --> 表.yaml:4:1
  |
4 | 风马牛不相及: 1
  | ＾＾＾＾＾＾
  = 可用的键：三级指标、年度指标值、分值、方向、依据、资金、说明""",
    ),
    "键里的空格": (
        "三级指标: 甲\n分 值: 5\n分值: 5\n",
        """错误 S101：“三级指标”里没有叫“分 值”的键
 --> 表.yaml:2:1
  |
2 | 分 值: 5
  | ＾^＾
  = 是不是“分值”？""",
    ),
    "缺键": (
        "三级指标: 甲\n",
        """错误 S102：“三级指标”缺少“分值”
 --> 表.yaml:1:1
  |
1 | 三级指标: 甲
  | ＾＾＾＾
  = 补上：分值: …
  = 这里填：满分是多少分""",
    ),
    "没有填": (
        "三级指标: 甲\n分值:\n",
        """错误 S107：“三级指标”的“分值”没有填
 --> 表.yaml:2:1
  |
2 | 分值:
  | ＾＾
  = 填上内容：分值: …
  = 这里填：满分是多少分""",
    ),
    "一项两种写法": (
        "三级指标: 甲\n指标名称: 乙\n分值: 5\n",
        """错误 S105：“指标名称”与“三级指标”是同一项的两种写法，只能保留一个
 --> 表.yaml:2:1
  |
2 | 指标名称: 乙
  | ＾＾＾＾
 --> 表.yaml:1:1
  |
1 | 三级指标: 甲
  | ＾＾＾＾
  = 删去其中一个""",
    ),
    "重复的键": (
        "三级指标: 甲\n分值: 5\n分值: 6\n",
        """错误 S110：“分值”写了两次
 --> 表.yaml:3:1
  |
3 | 分值: 6
  | ＾＾
 --> 表.yaml:2:1
  |
2 | 分值: 5
  | ＾＾
  = 删去其中一个；如果是两条记录，各以“- ”开头写成列表""",
    ),
    "不在可选之列": (
        "三级指标: 甲\n分值: 5\n方向: 正面\n",
        """错误 S106：“方向”不能是“正面”，可选：正向、反向
 --> 表.yaml:3:5
  |
3 | 方向: 正面
  | 　　  ＾＾
  = 是不是“正向”？改为：方向: 正向""",
    ),
    "应当是一个值": (
        "三级指标: 甲\n分值: [5, 6]\n",
        """错误 S103：“分值”应当是一个值，这里却是列表
 --> 表.yaml:2:5
  |
2 | 分值: [5, 6]
  | 　　  ^^^^^^
  = 如果是文字，加引号：分值: "[5, 6]\"""",
    ),
    "应当是列表": (
        "三级指标: 甲\n分值: 5\n依据: 某文件\n",
        """错误 S103：“依据”应当是列表，这里却是一个值
 --> 表.yaml:3:5
  |
3 | 依据: 某文件
  | 　　  ＾＾＾
  = 每项另起一行，以“- ”开头：依据:，下一行缩进后写 - …""",
    ),
    "应当是键和值": (
        "三级指标: 甲\n分值: 5\n资金:\n  合计：5\n",
        """错误 S103：“资金”应当是若干“键: 值”，这里却是一个值
 --> 表.yaml:4:3
  |
4 |   合计：5
  |   ＾＾＾^
  = 改为：合计: 5""",
    ),
    "应当是键和值，却是列表": (
        "三级指标: 甲\n分值: 5\n资金:\n  - 5\n",
        """错误 S103：“资金”应当是若干“键: 值”，这里却是列表
 --> 表.yaml:4:3
  |
4 |   - 5
  |   ^
  = 另起一行，缩进后逐项写“键: 值”：资金:，下一行缩进后写 键: 值""",
    ),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG.keys())
def test_wrong_mappings(text: str, expected: str) -> None:
    assert taking(text)[1] == expected


def test_a_wrong_kind_is_not_handed_out() -> None:
    taken, _ = taking("三级指标: 甲\n分值: [5]\n资金: 5\n")
    assert taken is not None
    assert (taken.text("分值"), taken.node("分值"), taken.scalar("分值"), taken.node("资金")) == (None,) * 4
    assert str(taken.place("资金")) == "表.yaml:3:1"


NO_MAPPING = {
    "列: 分值：5": """错误 S104：这里应当是“三级指标”的各项（每项写“键: 值”），却写着“分值：5”
 --> 表.yaml:1:4
  |
1 | 列: 分值：5
  | 　  ＾＾＾^
  = 冒号用英文冒号，后面加一个空格：分值: 5""",
    "列: 甲": """错误 S104：这里应当是“三级指标”的各项（每项写“键: 值”），却写着“甲”
 --> 表.yaml:1:4
  |
1 | 列: 甲
  | 　  ＾""",
    "列:": """错误 S108：这里应当是“三级指标”的各项（每项写“键: 值”），却是空的
 --> 表.yaml:1:3
  |
1 | 列:
  | 　 ^
  = 在下一行缩进后逐项写“键: 值”，或删去这一行""",
    "列: [1]": """错误 S109：这里应当是“三级指标”的各项（每项写“键: 值”），却是列表
 --> 表.yaml:1:4
  |
1 | 列: [1]
  | 　  ^^^
  = 去掉行首的“- ”，逐项写“键: 值”""",
}


@pytest.mark.parametrize(("text", "expected"), NO_MAPPING.items())
def test_what_is_no_mapping(text: str, expected: str) -> None:
    node, _ = parse(source_from_text(text, "表.yaml"))
    assert isinstance(node, Mapping)
    problems: list[object] = []
    assert take(node.entries[0][1], ROW, problems) is None  # type: ignore[arg-type]
    assert frames(problems) == expected  # type: ignore[arg-type]


def test_all_of_them_at_once() -> None:
    _, said = taking("指标名称: 甲\n三级指标: 乙\n分植: 5\n方向: 左\n依据: 1\n依据: 2\n资金: [1]\n")
    assert [line[3:7] for line in said.splitlines() if line.startswith("错误")] == [
        "S110", "S105", "S101", "S106", "S103", "S103", "S102",
    ]  # fmt: skip


def test_many_unknown_keys_take_no_time() -> None:
    taken, said = taking("三级指标: 甲\n分值: 5\n" + "".join(f"生造的键{n}: 1\n" for n in range(5_000)))
    assert taken is not None
    assert said.count("S101") == 5_000
