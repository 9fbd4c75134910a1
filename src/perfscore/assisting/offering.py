"""What else is offered: the packs as resources to read, and a prompt for going through a filled table."""

from __future__ import annotations

from collections.abc import Mapping

from ..base.problem import PerfscoreError, problem
from ..rules.packs import pack_ids, read_pack

__all__ = ["PREFIX", "PROMPT", "PROMPT_ARGUMENTS", "PROMPT_SAYS", "pack_text", "prompt_text", "uri_of"]

PREFIX = "perfscore://packs/"
PROMPT = "review_table"
PROMPT_SAYS = "核对一张填好的自评表：计分，列出要请单位说明或核实的事项"
PROMPT_ARGUMENTS: tuple[tuple[str, str, bool], ...] = (
    ("rules", "自评表：YAML 全文、内置编号或文件名", True),
    ("facts", "填报数据：YAML 全文或文件名", True),
)
_PROMPT = """请核对下面这张绩效自评表，用 perfscore 的工具，不要自己计算分数。

1. 用 check 分别检查自评表和填报数据；有错误的，先列出错误和改法，到此为止。
2. 用 score 计分，说明总分、等级和区间；区间的两端不同的，说明还有哪些分没有依据。
3. 列出待人工认定的行，各写一句要向单位核实什么。
4. 按“错误、疑点、待说明”列出核对发现的问题，只写数字和位置，不下结论。
5. 对得分与自评不一致的行，用 explain 说明差在哪里。

行文中性，不评价单位和个人。没有依据的不要补充。

自评表：
{rules}

填报数据：
{facts}
"""


def uri_of(pack_id: str) -> str:
    """Return the address of a pack."""
    return PREFIX + pack_id


def pack_text(uri: str) -> str:
    """Return the YAML of a pack by its address. Raises :class:`PerfscoreError` where there is none."""
    pack_id = uri.removeprefix(PREFIX)
    source = read_pack(pack_id) if uri.startswith(PREFIX) and pack_id in pack_ids() else None
    if source is None:
        raise PerfscoreError([problem("M021", name=uri[:100])])
    return source.text


def prompt_text(name: str, given: Mapping[str, str]) -> str:
    """Return the prompt with its arguments put in. Raises :class:`PerfscoreError` for another prompt or argument."""
    if name != PROMPT:
        raise PerfscoreError([problem("M022", name=name[:60])])
    known = [key for key, _, _ in PROMPT_ARGUMENTS]
    problems = [problem("M011", name=key[:60], near="", known="、".join(known)) for key in given if key not in known]
    problems += [
        problem("M012", name=key, doc=doc) for key, doc, needed in PROMPT_ARGUMENTS if needed and not given.get(key)
    ]
    if problems:
        raise PerfscoreError(problems)
    return _PROMPT.format_map(given)
