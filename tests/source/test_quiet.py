"""Valid YAML passes without a word, even where it looks like a trap."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfscore.source import parse, read_source, source_from_text
from perfscore.source.traps import scan

from .telling import YAML_FILES, said

FINE = {
    "块文本": '说明: |\n  年度：2024\n  >=7%\n  - 甲\n  {甲\n  a: b: c\n\n  "甲\n年度: 2024\n',
    "折行文本": "说明: >-\n  甲 #1\n  乙:5\n\n  丙\n",
    "块文本带缩进数": "说明: |2\n    甲\n   乙\n",
    "列表里的块文本": "说明:\n  - |\n    甲：1\n    乙\n  - >\n    丙\n",
    "块文本里的注释样": "说明: |\n  # 甲\n  #乙\n",
    "多行双引号": '说明: "甲\n  乙: 丙 #1\n\n  - 丁"\n年度: 2024\n',
    "多行单引号": "说明: '甲\n  {乙''\n  丙'\n",
    "注释": "# 甲：乙\n甲: 1 # 注\n  # 缩进的注释\n乙: 2    ## 注\n",
    "键后面的注释": "批复指标值:            # the approved target\n指标: #注释\n  甲: 1\n",
    "引号里的井号": "甲: \"a #b\"\n乙: 'c #d'\n丙: {丁: \"e #f\", 戊: 'g, h'}\n",
    "时间和网址": "甲: 12:30\n乙: http://www.example.com/a:b\n丙: [12:30, http://x.cn/a]\n丁:\n  - 9:00-17:00\n  - https://x.cn\n",
    "正文里的全角冒号": "说明: 注意：本表各项\n列:\n  - 注意：甲\n  - 其中：乙\n备注: {说明: 注意：甲}\n",
    "没有空格的冒号": "说明: 其中:甲\n列:\n  - 其中:甲\n",
    "多行花括号": "甲: {乙: 1,\n  丙: [1,\n    2], # 注 [1]\n  丁: 3\n}\n戊: 1\n",
    "列表与键同列": "依据:\n- 文件: 甲\n  文号: 1\n- 文件: 乙\n年度: 2024\n",
    "列表套列表": "甲:\n  - - 1\n    - 2\n  -\n    乙: 3\n    丙: 4\n",
    "空值": "甲:\n乙: {丙: , 丁: }\n戊:\n  -\n  - 1\n",
    "中文引号": "项目: “三公”经费\n等级: “优”\n说明: 发挥“压舱石”作用\n",
    "负数和短横": "增速: -3%\n范围: 5-10个\n无: ——\n列: [-1, -, 2]\n",
    "引号里的反斜杠": '甲: "a\\tb\\u4e2d\\"c"\n乙: \'D:\\数据\'\n',
    "单引号的重复": "甲: 'it''s'\n乙: ''\n丙: \"\"\n",
    "一份文档": "---\n甲: 1\n...\n",
    "带引号的键": "\"甲: 乙\": 1\n'丙' : 2\n",
    "词里的符号": "甲: a&b*c!d|e>f%g@h`i\n乙: C#\n丙: a?b\n丁: {戊: 完成?, 己: a?b}\n",
    "键里的括号": "资金（万元）: 1\n资金(元): 2\n",
    "大于号在后": "甲: 1>2\n乙: ≥7%\n丙: ＞7\n丁: <5\n",
    "续行": "说明: 第一行\n  第二行，接着写\n  第三行\n年度: 2024\n",
    "段首全角空格": "说明: |\n  　　第一段\n  　　第二段\n列:\n  - 　　甲\n",
    "回车换行": "甲: 1\r\n乙: |\r\n  丙\r\n丁: 2\r\n",
    "行尾空白": "甲: 1  \n乙:   \n  丙: 2 \n   \n",
    "双引号续行": '甲: "一\\\n  二"\n',
    "问号键": "? 甲\n: 1\n? 乙\n: 2\n",
    "长花括号": "甲: {" + ", ".join(f"键{n}: 值{n}" for n in range(200)) + "}\n",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE.keys())
def test_valid_yaml_passes_without_a_word(text: str) -> None:
    assert said(text) == ""
    assert [str(p) for p in scan(source_from_text(text), structural=True).problems] == []


@pytest.mark.parametrize("path", YAML_FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_the_files_at_hand_pass_without_a_word(path: Path) -> None:
    source = read_source(path)
    assert parse(source)[1] == ()
    for structural in (False, True):
        notes = scan(source, structural=structural)
        assert notes.problems == []
        assert notes.repaired().text == source.text


@pytest.mark.parametrize("text", FINE.values(), ids=FINE.keys())
def test_a_mistake_elsewhere_does_not_stir_them(text: str) -> None:
    if text.startswith("---"):
        return
    problems = parse(source_from_text(text + "错: >=7%\n"))[1]
    assert [p.code for p in problems] == ["Y021"]
