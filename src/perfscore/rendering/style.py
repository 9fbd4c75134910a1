"""The look of the HTML page: light and dark on a screen, A4 landscape on paper. No fonts or images are fetched."""

from __future__ import annotations

__all__ = ["STYLE"]

STYLE = """
:root{--ink:#1c2530;--soft:#55606e;--line:#c3cad3;--bg:#fff;--head:#eef2f6;--card:#f7f9fb;--link:#0b57a4;
--recomputed:#17683a;--benchmarked:#0b6e6e;--reference_missing:#9a5500;--self_reported:#5a4a9c;--assessed:#0b57a4;
--pending:#a3271f;--not_applicable:#5f6771;--error:#a3271f;--warning:#9a5500;--ask:#0b57a4;--lost:#d5dae0;--none:#5f6771;--named:#0b57a4;--verified:#17683a;
--curve:#0b57a4;--point:#a3271f;color-scheme:light}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e4e8ed;--soft:#a9b3bf;--line:#46505c;--bg:#14181d;
--head:#232a32;--card:#1b2127;--link:#8fc1ff;--recomputed:#74d69c;--benchmarked:#6fd3d3;--reference_missing:#f2b35e;
--self_reported:#bdb0f5;--assessed:#8fc1ff;--pending:#ff9d94;--not_applicable:#aab2bc;--error:#ff9d94;
--warning:#f2b35e;--ask:#8fc1ff;--lost:#3a434d;--none:#aab2bc;--named:#8fc1ff;--verified:#74d69c;--curve:#8fc1ff;
--point:#ff9d94;color-scheme:dark}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1600px;padding:24px;background:var(--bg);color:var(--ink);
font:15px/1.6 "Microsoft YaHei","PingFang SC","Hiragino Sans GB","Noto Sans CJK SC","Source Han Sans SC",
"WenQuanYi Zen Hei",sans-serif}
h1{font-size:24px;line-height:1.35;margin:0 0 8px}
h2{font-size:18px;margin:28px 0 10px;padding-bottom:4px;border-bottom:1px solid var(--line)}
h1,p,li,td,th,dd{overflow-wrap:anywhere}
a{color:var(--link)}
.meta{display:flex;flex-wrap:wrap;gap:2px 28px;margin:0;color:var(--soft)}
.meta div,.cards div{margin:0}
.meta dt,.meta dd{display:inline;margin:0}
.meta dd{color:var(--ink)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:12px;margin:18px 0}
.cards div{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:10px 16px}
.cards dt{color:var(--soft);font-size:14px}
.cards dd{margin:0;font-size:24px;font-weight:600;line-height:1.4}
.cards dd.words{font-size:17px;line-height:2}
.bar{display:flex;height:16px;border:1px solid var(--line);border-radius:4px;overflow:hidden;background:var(--card)}
.bar i{display:block;min-width:2px;background:var(--c)}
.legend{display:flex;flex-wrap:wrap;gap:4px 22px;list-style:none;margin:8px 0 0;padding:0}
.legend li::before{content:"";display:inline-block;width:11px;height:11px;border-radius:2px;background:var(--c);
margin-right:7px}
.skip{position:absolute;left:-9999px}.skip:focus{position:static}
.span{display:block;position:relative;height:8px;margin:6px 0 4px;border:1px solid var(--line);border-radius:4px;
background:var(--bg)}
.span i,.span b{position:absolute;top:0;bottom:0}.span i{background:var(--ask);opacity:.35}
.span b{width:3px;margin-left:-1px;top:-4px;bottom:-4px;background:var(--ink)}
.filter{display:flex;flex-wrap:wrap;align-items:center;gap:8px 18px;margin:0 0 10px}
.filter[hidden]{display:none}
.filter select,.filter button{font:inherit;padding:3px 8px;max-width:26em;color:var(--ink);background:var(--card);
border:1px solid var(--soft);border-radius:4px}
.filter output{color:var(--soft)}
.key{margin:0 0 8px;color:var(--soft);font-size:13px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{border:1px solid var(--line);padding:6px 9px;text-align:left;vertical-align:top}
thead th{background:var(--head);white-space:nowrap;vertical-align:middle}
tbody th{font-weight:500}
.rows{min-width:1200px;font-size:14px}
.rows .cat{min-width:5em;background:var(--card);vertical-align:middle;text-align:center}
.rows .cat.block{font-weight:600}
.cat small{display:block;color:var(--soft);font-weight:400;white-space:nowrap}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.sums th:first-child{width:14em}.sums td:last-child{width:56%}.sums .n{width:6em}.sums .bar{height:13px}
.sums small,thead small{display:block;color:var(--soft);font-weight:400}
.rows thead .n{white-space:normal;min-width:3.9em}.rows thead th,.rows td,.rows tbody th{padding:6px 7px}
.differs{font-weight:700;color:var(--warning)}
.sums tfoot th,.sums tfoot td{font-weight:600;background:var(--head)}
.mark{display:inline-block;overflow-wrap:normal;color:var(--c);border:1px solid currentColor;border-left-width:5px;
border-radius:3px;padding:0 7px;font-size:13px;line-height:1.6}
html:lang(zh) .rows .mark{white-space:nowrap}
.rows thead th:nth-child(n+3):nth-child(-n+5){min-width:7em}
.rows thead th:last-child{min-width:19em}
.why{width:24%}.why p{margin:0}
.why .note{color:var(--soft);font-size:13px;clear:none}
.steps{margin:0;padding-left:1.7em}.steps b{color:var(--soft);font-weight:500}
.steps small{display:block;color:var(--soft)}
.support{font-size:12px;border-left-width:1px}
.flags{display:block;margin-top:3px}
.flag{display:inline-block;margin-right:5px;padding:0 4px;color:var(--c);font-size:12px;line-height:1.5;
border-bottom:2px solid var(--c);text-decoration:none;white-space:nowrap}
.rows td.cv{width:270px;min-width:250px;padding:4px}
.curve{display:block;max-width:100%;height:auto}
.cv .note{margin:2px 4px 0;color:var(--soft);font-size:12px;line-height:1.4}
.cv-yes,.cv-no{fill:none;stroke-width:2;stroke-linecap:round}.cv-yes{stroke:var(--verified)}.cv-no{stroke:var(--point)}
.cv-unknown{stroke:var(--soft)}
.cv-text{font-size:10.5px;fill:var(--soft)}
.cv-axis,.cv-grid,.cv-line,.cv-drop,.cv-arrow{fill:none;stroke:var(--soft);stroke-width:1}
.cv-grid{stroke:var(--line);stroke-width:.6}
.cv-line{stroke:var(--curve);stroke-width:2.2;stroke-linejoin:round}
.cv-other{stroke-dasharray:4 3;stroke-width:1.6}
.cv-area{fill:var(--curve);fill-opacity:.16;stroke:var(--curve);stroke-width:1}
.cv-end{fill:var(--curve);stroke:var(--curve)}.cv-open{fill:var(--bg)}
.cv-drop{stroke:var(--point);stroke-dasharray:3 2}
.cv-point{fill:var(--point);stroke:var(--bg);stroke-width:1.2}.cv-arrow{stroke:var(--point);stroke-width:1.6}
tr.pending td{background:color-mix(in srgb,var(--pending) 8%,transparent)}
tr:target td,tr:target th,li:target{outline:2px solid var(--link);outline-offset:-2px}
.finds{list-style:none;margin:0;padding:0}
.finds>li{border:1px solid var(--line);border-left:5px solid var(--c);border-radius:4px;padding:8px 14px;margin:0 0 8px;
break-inside:avoid}
.finds p{margin:0}
.finds .note{color:var(--soft);font-size:14px}
footer{margin-top:28px;padding-top:8px;border-top:1px solid var(--line);color:var(--soft);font-size:13px;
overflow-wrap:anywhere}
footer p{margin:0}
code{font-family:Consolas,"Noto Sans Mono",monospace;font-size:12px}
.recomputed{--c:var(--recomputed)}.benchmarked{--c:var(--benchmarked)}
.reference_missing{--c:var(--reference_missing)}.self_reported{--c:var(--self_reported)}
.assessed{--c:var(--assessed)}.pending{--c:var(--pending)}.not_applicable{--c:var(--not_applicable)}
.none{--c:var(--none)}.named{--c:var(--named)}.verified{--c:var(--verified)}.lost{--c:var(--lost)}
.error{--c:var(--error)}.warning{--c:var(--warning)}.ask{--c:var(--ask)}
@page{size:A4 landscape;margin:12mm}
.rows td:nth-last-child(3){min-width:5.6em}
@media screen and (max-width:1500px){body{padding:16px}.rows{min-width:1080px;font-size:13px}
.rows .cat{min-width:4.4em}.rows thead th:nth-child(n+3):nth-child(-n+5){min-width:5.8em}
.rows thead .n{min-width:2.9em}.rows thead th,.rows td,.rows tbody th{padding:5px}
.rows td.cv{width:215px;min-width:205px}.rows thead th:last-child{min-width:17em}}
@media print{body{max-width:none;padding:0;font-size:9.5pt;line-height:1.45}
h1{font-size:15pt}h2{font-size:12pt;margin:14pt 0 5pt;break-after:avoid}#each{break-before:page}
.cards{margin:8pt 0;gap:8pt}.cards div{padding:3pt 9pt}.cards dd{font-size:14pt}.cards dd.words{font-size:11pt}
.scroll{overflow:visible;padding-right:1px}.rows{min-width:0;font-size:8pt}th,td{padding:2.5pt 4pt}
thead{display:table-header-group}tfoot{display:table-row-group}td,tbody th:not(.cat){break-inside:avoid}
.rows .cat{min-width:4.6em;padding:2.5pt 1pt;background:none;vertical-align:top}.rows .cat.block{min-width:6.4em}
.filter,.skip{display:none}
.mark,.support,.flag{font-size:7.5pt;padding:0 2pt}html:lang(zh) .rows .mark{white-space:normal}.rows td.cv{width:50mm;min-width:48mm;padding:1pt}
.rows thead th{white-space:normal}.rows thead th:nth-child(n+3):nth-child(-n+5){min-width:5.4em}
.rows thead th:last-child{min-width:66mm}.rows thead .n{min-width:3.2em}.rows thead th,.rows td,.rows tbody th{padding:2.5pt 3pt}.flag{border-bottom-width:1px}
.why .note,.cv .note{font-size:8pt}.sums{break-inside:avoid}
.finds .note{font-size:8.5pt}.finds>li{padding:3pt 9pt;margin:0 0 4pt}.legend,.meta{font-size:9pt}
a{color:inherit;text-decoration:none}
.bar,.bar i,.span i,.span b,.legend li::before,.finds>li,thead th,.cat,.cards div{print-color-adjust:exact;
-webkit-print-color-adjust:exact}}
""".strip()
