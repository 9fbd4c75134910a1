"""Messages about plug-ins: G001-G049."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {
    "G001": Entry(
        "error",
        "没有安装叫“{name}”的扩展",
        "no plug-in called “{name}” is installed",
        ("是不是“{near}”？", "安装它所在的包：pip install {package}", "已安装的扩展：{known}"),
        ("did you mean “{near}”?", "install its package: pip install {package}", "installed plug-ins: {known}"),
    ),
    "G002": Entry(
        "error",
        "扩展写作“{text}”，应当写成“包名/名称”",
        "the plug-in is written “{text}”; it should be “package/name”",
        ("例如：扩展: [perfscore-sample/five-bands]",),
        ("for example: 扩展: [perfscore-sample/five-bands]",),
    ),
    "G003": Entry(
        "error",
        "扩展“{name}”装不上（{kind}：{text}），请告诉它的作者",
        "the plug-in “{name}” cannot be loaded ({kind}: {text}); please tell its author",
    ),
    "G004": Entry(
        "error",
        "扩展“{name}”给出的是 {got}，{group} 一组应当给出 {want}",
        "the plug-in “{name}” gives {got}; the group {group} takes {want}",
    ),
    "G005": Entry(
        "error",
        "扩展“{name}”按第 {got} 版接口编写，这一版 perfscore 用的是第 {want} 版接口",
        "the plug-in “{name}” was written for version {got} of the contract; this perfscore has version {want}",
        ("请安装相配的版本",),
        ("install a version that fits",),
    ),
    "G006": Entry(
        "error",
        "扩展“{name}”安装的是 {got} 版，评分办法写明要用 {want} 版",
        "version {got} of the plug-in “{name}” is installed; the scheme asks for {want}",
    ),
    "G007": Entry(
        "error",
        "叫“{name}”的扩展不止一个，不能确定用哪一个",
        "more than one plug-in is called “{name}”",
        ("写明包名：{known}",),
        ("name the package: {known}",),
    ),
    "G008": Entry(
        "error",
        "扩展“{name}”运行时出错（{kind}：{text}），请告诉它的作者",
        "the plug-in “{name}” failed ({kind}: {text}); please tell its author",
    ),
    "G009": Entry(
        "error",
        "扩展“{name}”把这段评分标准读作“{given}”，这个读法不能采用：{why}",
        "the plug-in “{name}” reads this clause as “{given}”, which cannot be used: {why_en}",
    ),
    "G010": Entry(
        "error",
        "几个扩展对这段评分标准的读法不同：{readings}",
        "plug-ins differ in how they read this clause: {readings}",
        ("在评分办法的“扩展”里只留一个，或把评分标准改写清楚",),
        ("keep one of them under 扩展, or word the clause plainly",),
    ),
    "G011": Entry(
        "error",
        "扩展“{name}”的单位表不能用：{why}",
        "the unit table of the plug-in “{name}” cannot be used: {why}",
    ),
    "G012": Entry(
        "error",
        "扩展“{name}”的单位“{unit}”与{owner}的重复，不能重新定义",
        "the unit “{unit}” of the plug-in “{name}” is already defined by {owner}; it cannot be redefined",
    ),
    "G013": Entry(
        "error",
        "扩展“{name}”与内置的同名，不能使用；内置的有：{known}",
        "the plug-in “{name}” bears a name of the library's own and cannot be used; these are: {known}",
    ),
    "G014": Entry(
        "error",
        "扩展“{name}”输出的是 {got}，应当是 {want}",
        "the plug-in “{name}” wrote {got}; it should be {want}",
    ),
    "G015": Entry(
        "warning",
        "扩展“{name}”写了两次",
        "the plug-in “{name}” is named twice",
    ),
    "G016": Entry(
        "error",
        "“{name}”不是评分办法用的扩展，输出时用 {option} 写明",
        "“{name}” is no plug-in of a scheme; it is named with {option} when writing",
    ),
}
