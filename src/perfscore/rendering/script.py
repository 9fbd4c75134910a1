"""The page's only script: the filter. Without it the page shows everything and the filter stays hidden.

First- and second-level indicators span the rows that are in sight: their cells are taken out and put back into the
first visible row of theirs.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

__all__ = ["SCRIPT", "script_source"]

SCRIPT = """
(function(){
"use strict";
var form=document.getElementById("filter"),table=document.getElementById("rows");
if(!form||!table)return;
var basis=form.elements.basis,found=form.elements.found,says=document.getElementById("shown");
var rows=[],cats=[];
Array.prototype.forEach.call(table.tBodies,function(body){
var own=Array.prototype.slice.call(body.rows);
own.forEach(function(row,i){
rows.push(row);
Array.prototype.forEach.call(row.querySelectorAll(".cat"),function(cell,j){
cats.push({cell:cell,rows:own.slice(i,i+cell.rowSpan),block:cell.classList.contains("block")});
});
});
});
function fits(row){
var codes=(row.dataset.codes||"").split(" ").filter(Boolean),f=found.value,b=basis.value;
if(b&&row.dataset.basis!==b)return false;
if(!f)return true;
if(f==="any")return codes.length>0;
if(f==="none")return codes.length===0;
return codes.indexOf(f)>=0;
}
function apply(){
var count=0;
rows.forEach(function(row){row.hidden=!fits(row);if(!row.hidden)count++;});
cats.forEach(function(c){if(c.cell.parentNode)c.cell.parentNode.removeChild(c.cell);});
cats.slice().sort(function(a,b){return a.block-b.block;}).forEach(function(c){
var seen=c.rows.filter(function(row){return !row.hidden;});
if(!seen.length)return;
c.cell.rowSpan=seen.length;
seen[0].insertBefore(c.cell,seen[0].firstChild);
});
says.textContent=form.dataset.shown.replace("{shown}",count).replace("{all}",rows.length);
}
function clear(){basis.value="";found.value="";apply();}
function follow(){
var at=location.hash.length>1?document.getElementById(location.hash.slice(1)):null;
if(at&&at.hidden){clear();at.scrollIntoView();}
}
form.addEventListener("change",apply);
form.addEventListener("reset",function(event){event.preventDefault();clear();});
form.addEventListener("submit",function(event){event.preventDefault();});
window.addEventListener("hashchange",follow);
form.hidden=false;
apply();
})();
""".strip()


@cache
def script_source() -> str:
    """Return what a content security policy calls the script by."""
    digest = hashlib.sha256(f"\n{SCRIPT}\n".encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
