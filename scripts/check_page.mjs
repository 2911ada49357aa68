// Puts page, style, scripts and engine together into one file: node scripts/check_page.mjs ENGINE.wasm OUT.html
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [enginePath, outPath] = process.argv.slice(2);
const page = name => readFileSync(`crates/check_page/page/${name}`, "utf8");
const hash = text => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// What imports nothing can reach nothing: no clock, no network, no page, only the memory that it is handed.
const engine = readFileSync(enginePath);
const imports = WebAssembly.Module.imports(new WebAssembly.Module(engine));
if (imports.length > 0) throw new Error(`the engine asks for ${imports.map(wanted => wanted.name).join(", ")}; it must ask for nothing`);

const style = page("check.css");
const script = ["parts.js", "form.js", "results.js", "download.js"].map(page).join("\n");
// The worker is started from the page's own text, so that there is nothing to fetch.
const worker = page("worker.js");
if (`${script}${worker}`.includes("</script")) throw new Error("a script holds its own end tag");

// After loading, the browser itself refuses every connection, also one that a fault in the page would ask for.
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)}`,
  "worker-src blob:",
  "connect-src 'none'",
  "img-src data:",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

const escaped = text => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
const version = readFileSync("Cargo.toml", "utf8").match(/^version = "(.*)"$/m)[1];
const parts = {
  policy,
  version,
  authorities: authorities().map(([code, name]) => `<option value="${code}">${escaped(name)}</option>`).join("\n"),
  style: `<style>${style}</style>`,
  worker: `<script type="text/plain" id="worker">${worker}</script>`,
  engine: `<script type="text/plain" id="engine">${gzipSync(engine, { level: 9 }).toString("base64")}</script>`,
  script: `<script>${script}</script>`,
};
const whole = page("check.html").replace(/\{\{ (\w+) \}\}/g, (_, name) => parts[name]);

// The file keeps its date when nothing changed: the program that serves it is built again only when it must be.
if (!existsSync(outPath) || readFileSync(outPath, "utf8") !== whole) writeFileSync(outPath, whole);
console.log(`${outPath}: ${Math.round(whole.length / 1000)} kB, of which the engine ${Math.round(parts.engine.length / 1000)} kB (unpacked ${Math.round(engine.length / 1000)} kB)`);

/** Code and name of every authority of England that has made the return since 2021: old codes too, for the years before. */
function authorities() {
  const rows = readFileSync("crates/ssda903/data/authorities.csv", "utf8").split(/\r?\n/).slice(1);
  const found = new Map();
  for (const row of rows) {
    const cells = [...row.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(match => match[1] ?? match[2]);
    if (/^E\d{8}$/.test(cells[2] ?? "")) found.set(cells[2], cells[3]);
  }
  return [...found].sort((one, other) => one[1].localeCompare(other[1], "en-GB"));
}
