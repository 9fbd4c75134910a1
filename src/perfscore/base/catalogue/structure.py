"""Messages about keys and kinds of value in a file: S101-S199."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {
    "S101": Entry(
        "error",
        "“{name}”里没有叫“{key}”的键",
        "“{name}” has no key “{key}”",
        ("是不是“{near}”？", "冒号后面要有一个空格，改为：{fix}", "可用的键：{known}"),
        ("did you mean “{near}”?", "the colon needs a blank after it: {fix}", "known keys: {known}"),
    ),
    "S102": Entry(
        "error",
        "“{name}”缺少“{key}”",
        "“{name}” lacks “{key}”",
        ("补上：{key}: …", "这里填：{doc}"),
        ("add {key}: …", "what it holds: {doc}"),
    ),
    "S103": Entry(
        "error",
        "“{key}”应当是{wanted}，这里却是{given}",
        "“{key}” should be a {wanted_en}, but is a {given_en}",
        (
            "每项另起一行，以“- ”开头：{as_list}:，下一行缩进后写 - …",
            "改为：{joined}",
            "另起一行，缩进后逐项写“键: 值”：{as_mapping}:，下一行缩进后写 键: 值",
            "如果是文字，加引号：{quoted}",
        ),
        (
            "one item a line, beginning with “- ”, under {as_list}:",
            "write {joined}",
            "write “key: value” lines, indented, under {as_mapping}:",
            "a text needs quotes: {quoted}",
        ),
    ),
    "S104": Entry(
        "error",
        "这里应当是“{name}”的各项（每项写“键: 值”），却写着“{text}”",
        "the keys of “{name}” should stand here, not “{text}”",
        ("冒号用英文冒号，后面加一个空格：{fix}",),
        ("use an ASCII colon with a blank after it: {fix}",),
    ),
    "S105": Entry(
        "error",
        "“{key}”与“{first}”是同一项的两种写法，只能保留一个",
        "“{key}” and “{first}” are two spellings of one key; keep one",
        ("删去其中一个",),
        ("drop one of them",),
    ),
    "S106": Entry(
        "error",
        "“{key}”不能是“{text}”，可选：{known}",
        "“{key}” cannot be “{text}”; choose one of {known}",
        ("是不是“{near}”？改为：{key}: {near}",),
        ("did you mean {key}: {near}?",),
    ),
    "S107": Entry(
        "error",
        "“{name}”的“{key}”没有填",
        "“{key}” of “{name}” is empty",
        ("填上内容：{key}: …", "这里填：{doc}"),
        ("fill it in: {key}: …", "what it holds: {doc}"),
    ),
    "S108": Entry(
        "error",
        "这里应当是“{name}”的各项（每项写“键: 值”），却是空的",
        "the keys of “{name}” should stand here, but nothing does",
        ("在下一行缩进后逐项写“键: 值”，或删去这一行",),
        ("write indented “key: value” lines below, or drop this line",),
    ),
    "S109": Entry(
        "error",
        "这里应当是“{name}”的各项（每项写“键: 值”），却是列表",
        "the keys of “{name}” should stand here, but this is a list",
        ("去掉行首的“- ”，逐项写“键: 值”",),
        ("drop the “- ” and write “key: value” lines",),
    ),
    "S110": Entry(
        "error",
        "“{key}”写了两次",
        "“{key}” stands twice",
        ("删去其中一个；如果是两条记录，各以“- ”开头写成列表",),
        ("drop one of them; two records are two list items that begin with “- ”",),
    ),
}
