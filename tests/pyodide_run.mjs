// Score the seed's table inside Pyodide: the core as it runs in a browser. Arguments: repository, site-packages, package folder.
import { pathToFileURL } from "node:url";
const [repo, site, packageFolder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${packageFolder}/pyodide.mjs`));
const py = await loadPyodide();
for (const [at, root] of [["/repo", repo], ["/site", site]]) {
  py.FS.mkdirTree(at);
  py.FS.mount(py.FS.filesystems.NODEFS, { root }, at);
}
const out = await py.runPythonAsync(`
import json, sys
sys.path[:0] = ["/repo/src", "/site"]
import perfscore, yaml
case = "/repo/examples/yiyang-2024/"
result = perfscore.evaluate(perfscore.load(case + "indicators.yaml"), perfscore.read_facts(case + "facts.yaml"))
written = perfscore.render(result, "json")
stored = perfscore.read_result(written)
found = perfscore.verify("/repo/tests/auditing/stored/seed-7132c42.json", case + "indicators.yaml", case + "facts.yaml")
json.dumps({"written": written, "intact": stored.intact, "verified": found.to_dict(), "libyaml": yaml.__with_libyaml__, "result": result.to_dict(), "text": perfscore.render(result, "text")})
`);
console.log(out);
