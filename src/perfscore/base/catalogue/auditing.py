"""Messages about results that were written: V001-V049."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {
    "V001": Entry(
        "error",
        "不是完整的 JSON：{reason}",
        "not complete JSON: {reason_en}",
        ("结果由 perfscore score --format json 写出；请重新取一份，不要手工修改",),
        ("results are written by perfscore score --format json; get a fresh copy instead of editing it",),
    ),
    "V002": Entry("error", "嵌套超过 {limit} 层，不是计分结果", "nested more than {limit} levels deep; not a result"),
    "V003": Entry("error", "键“{key}”出现了不止一次", "the key “{key}” stands there more than once"),
    "V004": Entry(
        "error",
        "{value} 不是 JSON 的数，也不是分数",
        "{value} is no number of JSON, and no score",
    ),
    "V005": Entry("error", "应当是{want}，而不是 {found}", "should be {want_en}, not {found}"),
    "V006": Entry(
        "error",
        "{value} 带小数点或指数，会被当作浮点数，存不准；结果里的分数都写成文字",
        "{value} would be taken for a binary float, which is not exact; scores stand in a result as texts",
        ("改为：{fix}",),
        ("write: {fix}",),
    ),
    "V007": Entry("error", "缺少“{key}”", "“{key}” is missing"),
    "V008": Entry(
        "error",
        "“{value}”不是分数：应当是十进制数，没有多余的零、单位和指数",
        "“{value}” is no score: it should be a decimal without needless zeros, unit or exponent",
        ("改为：{fix}",),
        ("write: {fix}",),
    ),
    "V009": Entry(
        "error",
        "“{value}”不是 SHA-256：应当是 64 位小写十六进制数字",
        "“{value}” is no SHA-256: it should be 64 lower-case hexadecimal digits",
    ),
    "V010": Entry(
        "error",
        "不认识“{value}”",
        "unknown word “{value}”",
        ("可以是：{known}",),
        ("it can be: {known}",),
    ),
    "V011": Entry("error", "这一行是 scored，却没有 score", "the row is scored but has no score"),
    "V012": Entry(
        "error",
        "这一行是 {outcome}，score 应当是 null，而不是 {value}",
        "the row is {outcome}, so its score should be null, not {value}",
    ),
    "V013": Entry(
        "error",
        "“{value}”不是相对的文件名：不能是绝对路径，不能含“..”",
        "“{value}” is no relative file name: no absolute path and no “..”",
    ),
    "V014": Entry(
        "error",
        "格式是“{value}”，这个版本（perfscore {version}）只认识“{known}”",
        "the format is “{value}”; this version (perfscore {version}) knows only “{known}”",
        ("较新的版本写的结果，用较新的版本读；较旧的版本可用 pip install -U perfscore 更新",),
        ("read results of a newer version with a newer version: pip install -U perfscore",),
    ),
    "V015": Entry(
        "error",
        "“{name}”不是计分结果：没有 schema",
        "“{name}” is no result: it has no schema",
        ("计分结果由 perfscore score --format json 写出",),
        ("results are written by perfscore score --format json",),
    ),
    "V016": Entry(
        "error", "问题太多，只列出前 {count} 处", "there are too many problems; the first {count} are listed"
    ),
    "V017": Entry(
        "error",
        "需要结果文件的路径、JSON 文本、映射或 read_result() 的返回值，而不是 {kind}",
        "a path, JSON text, a mapping or what read_result() returned is needed, not {kind}",
    ),
    "V018": Entry(
        "error",
        "没有给出{what}，结果里也没有写明用的是哪个文件",
        "no {what_en} given, and the result does not say which file it was made of",
        ("用 {option} 写明，例如：perfscore verify {result} {option} {example}",),
        ("name it with {option}, for example: perfscore verify {result} {option} {example}",),
    ),
    "V019": Entry(
        "error",
        "结果写明{what}是“{name}”，在结果所在的文件夹和当前文件夹都没有找到",
        "the result says that the {what_en} are “{name}”, which is neither beside it nor in the working folder",
        ("用 {option} 写明它在哪里",),
        ("say with {option} where it is",),
    ),
    "V020": Entry("error", "下限 {low} 大于上限 {high}", "the lower bound {low} exceeds the upper bound {high}"),
    "V021": Entry(
        "error",
        "{value} 是数，不是文字；结果里的分数都写成文字",
        "{value} is a number; scores stand in a result as texts",
        ('改为："{value}"',),
        ('write: "{value}"',),
    ),
    "V031": Entry(
        "ask",
        "结果文件写出之后改动过：现有内容的摘要与文件里记载的不符",
        "the result was changed after it was written: its hash is not the one it carries",
    ),
    "V032": Entry(
        "ask",
        "规则不同：现在解析出的规则与计分时的摘要不符",
        "the rules differ: what they resolve to now has another digest than then",
        ("有旧的规则文件时，用 perfscore diff 旧 新 逐项比较",),
        ("where the old file is at hand, compare with perfscore diff OLD NEW",),
    ),
    "V033": Entry(
        "ask",
        "填报数据不同：现在的数据与计分时的摘要不符",
        "the facts differ: they have another digest than then",
    ),
    "V034": Entry(
        "ask",
        "软件版本不同：计分时是 {old}，现在是 {new}",
        "the version differs: {old} then, {new} now",
        ("用 pip install perfscore=={pin} 装回原来的版本，可以分清是不是版本引起的",),
        ("pip install perfscore=={pin} tells whether the version is the cause",),
    ),
    "V035": Entry(
        "ask",
        "不同的只是文字（说明、依据、名称等），分数和判断都相同；规则摘要不含出处和名称",
        "only texts differ (explanations, citations, names), no score and no judgement; digests leave citations out",
    ),
    "V036": Entry(
        "ask",
        "规则、填报数据和版本都没有变，结果却不同；文件可能连同摘要一起改过，或者不是用发布的版本计算的",
        "rules, facts and version are the same, yet the result differs; it may have been changed together with its "
        "hash, or was not made by a released version",
    ),
    "V037": Entry(
        "ask",
        "较早的版本写的结果没有记载摘要，不能判断写出之后是否改动过",
        "results of earlier versions carry no hash, so whether this one was changed since cannot be told",
    ),
}
