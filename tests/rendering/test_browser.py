"""The filter in a real browser: Chromium without a window, its document read back.

Needs ``chromium`` on the path (Debian: ``apt-get install -y chromium``); nothing else, and no network.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from perfscore.evaluation.values import Evaluation
from perfscore.rendering import render

from .clauses import shapes, without_curve
from .tables import seed

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER = next((path for path in map(shutil.which, NAMES) if path), None)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on the path: apt-get install -y chromium")

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n')


def opened(page: str, folder: Path, *flags: str) -> str:
    """Return the document as it is after its scripts have run."""
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    call = [
        str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=3000", *flags, "--dump-dom",
        file.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(call, capture_output=True, timeout=120, check=False)
    if done.returncode != 0:
        pytest.skip(f"Chromium does not run here: {done.stderr.decode('utf-8', 'replace')[-200:]}")
    return done.stdout.decode("utf-8")


def chosen(of: Evaluation, folder: Path, steps: str) -> str:
    """Open the page, do ``steps`` (JavaScript with ``pick(field, value)``), return the document.

    Steps need a script of their own, which the page's policy would refuse: it is taken out for them.
    """
    page = str(render(of, "html"))
    helper = (
        "function pick(f,v){var e=document.forms.filter.elements[f];e.value=v;"
        "e.dispatchEvent(new Event('change',{bubbles:true}));}"
    )
    return opened(POLICY.sub("", page).replace("</body>", f"<script>{helper}{steps}</script></body>"), folder)


def visible(document: str) -> list[str]:
    """Return the rows in sight: the row's id, and the first- and second-level cells that stand in it with their spans."""
    out = []
    for attributes, cells in re.findall(r"<tr( id=\"r[^>]*)>(.*?)</tr>", document, re.S):
        if " hidden" in attributes:
            assert 'class="cat' not in cells
            continue
        cats = re.findall(r'<t[hd][^>]*class="cat[^"]*"[^>]*>[^<]*', cells)
        spans = [(re.findall(r'rowspan="(\d+)"', cell) or ["1"])[0] for cell in cats]
        told = [f"{cell.rpartition('>')[2]}×{span}" for cell, span in zip(cats, spans, strict=True)]
        out.append(" ".join([re.findall(r'id="(r\d+)"', attributes)[0], *told]))
    return out


def says(document: str) -> str:
    return re.findall(r'<output id="shown"[^>]*>([^<]*)</output>', document)[0]


def test_the_page_runs_its_own_script_under_its_policy(tmp_path: Path) -> None:
    document = opened(str(render(seed(), "html")), tmp_path)
    assert says(document) == "显示 20 / 20 行"
    assert re.findall(r'<form id="filter"[^>]*>', document) == [
        '<form id="filter" class="filter" data-shown="显示 {shown} / {all} 行">'
    ]
    assert visible(document)[:3] == ["r1 预算执行×1", "r2 产出指标×9 数量指标×5", "r3"]


def test_a_script_that_is_not_the_page_s_is_refused(tmp_path: Path) -> None:
    page = str(render(seed(), "html")).replace("</body>", "<script>document.title='x'</script></body>")
    assert "<title>2024年度部门整体支出绩效自评表</title>" in opened(page, tmp_path)


def test_by_basis(tmp_path: Path) -> None:
    document = chosen(seed(), tmp_path, "pick('basis','self_reported')")
    assert says(document) == "显示 10 / 20 行"
    assert visible(document) == [
        "r7 产出指标×4 质量指标×2", "r8", "r9 时效指标×2", "r10", "r11 效益指标×6 经济效益指标×1", "r12 社会效益指标×1",
        "r13 生态效益指标×1", "r14 可持续影响指标×3", "r15", "r16",
    ]  # fmt: skip


def test_by_finding_and_by_both(tmp_path: Path) -> None:
    document = chosen(seed(), tmp_path, "pick('found','any')")
    assert visible(document) == ["r4 产出指标×1 数量指标×1", "r19 成本指标×1 经济成本指标×1"]
    document = chosen(seed(), tmp_path, "pick('found','K802')")
    assert visible(document) == ["r19 成本指标×1 经济成本指标×1"]
    document = chosen(seed(), tmp_path, "pick('found','K802');pick('basis','self_reported')")
    assert (visible(document), says(document)) == ([], "显示 0 / 20 行")


def test_everything_comes_back_as_it_was(tmp_path: Path) -> None:
    before = visible(opened(str(render(seed(), "html")), tmp_path))
    undo = "pick('basis','recomputed');pick('found','K801');document.querySelector('#filter button').click()"
    document = chosen(seed(), tmp_path, undo)
    assert says(document) == "显示 20 / 20 行"
    assert visible(document) == before


def test_a_link_to_a_hidden_row_shows_it(tmp_path: Path) -> None:
    document = chosen(seed(), tmp_path, "pick('basis','recomputed');location.hash='r4'")
    assert says(document) == "显示 20 / 20 行"


# --- pictures, measured as the browser draws them -----------------------------------------------------------------------

MEASURE = """
var out=[];
function box(e){return e.getBoundingClientRect();}
document.querySelectorAll('svg.curve').forEach(function(svg,i){
  var frame=box(svg),texts=Array.from(svg.querySelectorAll('text'));
  texts.forEach(function(a,j){
    var r=box(a);
    if(r.left<frame.left-1||r.right>frame.right+1||r.top<frame.top-1||r.bottom>frame.bottom+1)
      out.push(i+' outside: '+a.textContent);
    texts.slice(j+1).forEach(function(b){
      var s=box(b),w=Math.min(r.right,s.right)-Math.max(r.left,s.left),h=Math.min(r.bottom,s.bottom)-Math.max(r.top,s.top);
      if(w>1&&h>5) out.push(i+' overlap: '+a.textContent+' / '+b.textContent);
    });
  });
});
var cells=document.querySelectorAll('td.cv');
cells.forEach(function(c,i){if(c.scrollWidth>c.clientWidth+1) out.push('cell '+i+' is too narrow');});
"""
CONTRAST = """
function rgb(t){return t.match(/[0-9.]+/g).slice(0,3).map(Number);}
function light(c){return c.map(function(v){v/=255;return v<=0.04045?v/12.92:Math.pow((v+0.055)/1.055,2.4);})
  .reduce(function(s,v,i){return s+v*[0.2126,0.7152,0.0722][i];},0);}
function ratio(a,b){var x=light(rgb(a)),y=light(rgb(b));return (Math.max(x,y)+0.05)/(Math.min(x,y)+0.05);}
var ground=getComputedStyle(document.body).backgroundColor;
[['.cv-yes','stroke',3],['.cv-no','stroke',3],['.cv-unknown','stroke',3],['.cv-line','stroke',3],['.cv-point','fill',3],
 ['.cv-text','fill',4.5],['.cv .note','color',4.5]].forEach(function(x){
  var e=document.querySelector(x[0]);
  if(!e) out.push('no '+x[0]);
  else if(ratio(getComputedStyle(e)[x[1]],ground)<x[2]) out.push('low contrast '+x[0]);
});
"""


def measured(of: Evaluation, folder: Path, script: str, *flags: str) -> str:
    """Open the page, run ``script`` on it, return what it noted; ``-`` where nothing."""
    page = POLICY.sub("", str(render(of, "html")))
    note = "document.body.dataset.found=out.join(' | ')||'-';"
    document = opened(page.replace("</body>", f"<script>{script}{note}</script></body>"), folder, *flags)
    return unescape(re.findall(r'<body data-found="([^"]*)"', document)[0])


@pytest.mark.parametrize("width", [1280, 1501])
def test_no_text_of_a_picture_is_cut_or_runs_into_another(width: int, tmp_path: Path) -> None:
    assert measured(without_curve(tmp_path), tmp_path, MEASURE, f"--window-size={width},1000") == "-"
    assert measured(shapes(), tmp_path, MEASURE, f"--window-size={width},1000") == "-"


@pytest.mark.parametrize("width", [1280, 1366, 1500, 1920])
def test_a_usual_screen_shows_all_columns(width: int, tmp_path: Path) -> None:
    """The explanation is the last column: nobody should have to scroll sideways for it."""
    script = """var out=[];document.querySelectorAll('.scroll').forEach(function(e){
      if(e.scrollWidth>e.clientWidth+1) out.push(e.scrollWidth+' in '+e.clientWidth);});"""
    assert measured(seed(), tmp_path, script, f"--window-size={width},1000") == "-"


@pytest.mark.parametrize("scheme", ["0", "1"], ids=["dark", "light"])
def test_pictures_can_be_seen_in_light_and_dark(scheme: str, tmp_path: Path) -> None:
    flag = f"--blink-settings=preferredColorScheme={scheme}"
    ground = "out.push(getComputedStyle(document.body).backgroundColor);"
    want = {"0": "rgb(20, 24, 29)", "1": "rgb(255, 255, 255)"}[scheme]
    assert measured(without_curve(tmp_path), tmp_path, "var out=[];" + CONTRAST + ground, flag) == want


def test_paper_keeps_pictures_whole(tmp_path: Path) -> None:
    """Printed, every row's picture is on the page: the PDF holds the points of each checklist and span as text."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on the path: apt-get install -y poppler-utils")
    file, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    file.write_text(str(render(without_curve(tmp_path), "html")), encoding="utf-8")
    call = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={pdf}", "--no-pdf-header-footer", file.as_uri()]  # fmt: skip
    done = subprocess.run(call, capture_output=True, timeout=120, check=False)
    if done.returncode != 0 or not pdf.exists():
        pytest.skip(f"Chromium does not print here: {done.stderr.decode('utf-8', 'replace')[-200:]}")
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, timeout=60, check=True
    ).stdout.decode()
    bare = "".join(text.split())
    for said in ("4/4", "0/3", "7/10分", "1/14分", "—/4", "8/10分", "采用8分"):
        assert said in bare
