"""Messages of the HTTP service: H001-H099."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {
    "H001": Entry(
        "error",
        "请求体不是 JSON：第 {line} 行第 {column} 列附近{reason}",
        "the body is no JSON, near line {line}, column {column}: {reason_en}",
    ),
    "H002": Entry(
        "error",
        "请求体不是 UTF-8：第 {at} 个字节读不了",
        "the body is not UTF-8: byte {at} cannot be read",
    ),
    "H003": Entry("error", "缺少“{key}”", "“{key}” is missing"),
    "H004": Entry(
        "error",
        "“{key}”应当是{wanted}，而不是{got}",
        "“{key}” should be {wanted_en}, not {got_en}",
    ),
    "H005": Entry(
        "error",
        "不认识“{key}”，这里可以写：{known}",
        "unknown “{key}”; known here: {known}",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "H006": Entry("error", "“{key}”在同一层写了不止一次", "“{key}” stands more than once in one object"),
    "H007": Entry("error", "{text} 不是数", "{text} is no number"),
    "H008": Entry(
        "error",
        "数“{text}”太长，最多 {limit} 位",
        "the number “{text}” is too long, at most {limit} digits",
    ),
    "H009": Entry("error", "嵌套太深，最多 {limit} 层", "nested too deep, at most {limit} levels"),
    "H010": Entry(
        "error",
        "“{key}”里有半个代理对（\\u{hex}），不是完整的字符",
        "“{key}” holds half a surrogate pair (\\u{hex}), which is no character",
    ),
    "H011": Entry(
        "error",
        "“{key}”里 pack、name、text 要写一个，也只能写一个",
        "“{key}” takes exactly one of pack, name and text",
    ),
    "H012": Entry(
        "error",
        "“{key}”可以写 {known}，而不是“{text}”",
        "“{key}” may be {known}, not “{text}”",
    ),
    "H013": Entry(
        "error",
        "“{key}”应当在 {low} 到 {high} 之间，而不是 {got}",
        "“{key}” should lie between {low} and {high}, not {got}",
    ),
    "H014": Entry(
        "error",
        "Content-Type 应当是 application/json（UTF-8），而不是“{text}”",
        "Content-Type should be application/json (UTF-8), not “{text}”",
    ),
    "H015": Entry(
        "error",
        "不接受压缩的请求体（Content-Encoding: {text}）",
        "compressed bodies are not taken (Content-Encoding: {text})",
    ),
    "H016": Entry(
        "error",
        "请求体超过 {limit} 字节，没有接收",
        "the body is larger than {limit} bytes and was not taken",
    ),
    "H017": Entry(
        "error",
        "请求体在 {limit} 秒内没有发完",
        "the body was not sent within {limit} seconds",
    ),
    "H018": Entry(
        "error",
        "同时处理的请求已到上限 {limit} 个，请稍后再试",
        "{limit} requests are under way, which is the limit; please try again later",
    ),
    "H019": Entry(
        "error",
        "等了 {limit} 秒还没有轮到，请稍后再试",
        "no worker became free within {limit} seconds; please try again later",
    ),
    "H020": Entry(
        "error",
        "在每次请求的时间限制 {limit} 秒内没有算完，已中止",
        "not finished within the {limit} seconds a request may take, and stopped",
    ),
    "H021": Entry(
        "error",
        "所需内存超过每个进程的限制 {limit} MB，已中止",
        "more than the {limit} MB of memory a worker may use were needed, and it was stopped",
    ),
    "H022": Entry(
        "error",
        "没有载入叫“{name}”的规则文件",
        "no rule file called “{name}” is loaded",
        ("是不是“{near}”？", "已载入的见 GET /v1/rules"),
        ("did you mean “{near}”?", "GET /v1/rules lists what is loaded"),
    ),
    "H023": Entry(
        "error",
        "“{name}”在规则文件夹之外，服务不读文件夹之外的文件",
        "“{name}” lies outside the folder of rules; the service reads nothing outside it",
    ),
    "H024": Entry(
        "error",
        "服务里不能用“取自结果”，它要读别的文件",
        "“取自结果” cannot be used in the service: it reads other files",
        ("先给那张表计分，把得到的数写进这一行的实际完成值",),
        ("score that table first and state the figure as this row's actual value",),
    ),
    "H025": Entry(
        "error",
        "规则“{name}”现在的摘要是 {got}，与所要的 {wanted} 不同：规则已经变了",
        "the digest of “{name}” is now {got}, not {wanted} as asked for: the rules have changed",
    ),
    "H026": Entry("error", "没有这个地址", "there is no such address", ("用法见 /docs",), ("see /docs",)),
    "H027": Entry("error", "这个地址不接受 {method}", "this address does not take {method}"),
    "H028": Entry(
        "error",
        "规则文件夹“{name}”打不开：{reason}",
        "the folder of rules “{name}” cannot be opened: {reason_en}",
    ),
    "H029": Entry(
        "error",
        "规则文件太多或太大：最多 {files} 个，共 {size} MB",
        "too many or too large rule files: at most {files}, of {size} MB in all",
    ),
    "H030": Entry(
        "error",
        "读规则文件夹时，“{name}”正在被改写，请稍后再载入",
        "“{name}” was being changed while the folder was read; please reload later",
    ),
    "H031": Entry(
        "error",
        "在 {limit} 秒内没有载入完规则，已中止",
        "the rules were not loaded within {limit} seconds, and loading was stopped",
    ),
    "H032": Entry(
        "error",
        "计分进程意外结束（状态 {status}）",
        "a scoring process ended unexpectedly (status {status})",
    ),
    "H033": Entry(
        "error",
        "程序内部出错（{kind}），请把请求编号 {request} 反馈给维护者",
        "internal error ({kind}); please report the request id {request}",
    ),
    "H034": Entry(
        "error",
        "不能在 {host}:{port} 上监听：{reason}",
        "cannot listen on {host}:{port}: {reason_en}",
    ),
    "H035": Entry(
        "error",
        "HTTP 服务需要附加包 server，现在没有安装",
        "the HTTP service needs the extra server, which is not installed",
        ('安装：pip install "perfscore[server]"',),
        ('install it: pip install "perfscore[server]"',),
    ),
    "H036": Entry("error", "服务正在启动或停止", "the service is starting or stopping"),
    "H037": Entry(
        "error",
        "“{name}”里没有指标，只有评分办法，不能单独计分",
        "“{name}” holds a scheme only, no indicators, and cannot be scored by itself",
        ("给各行计分用 /v1/score-rows",),
        ("rows are scored by /v1/score-rows",),
    ),
}
