// What was found: a summary, and the findings by rule, by child or by table, with the ledger of all rules.

const YEARS = { this: "This year", last: "Last year", before: "The year before last" };
const OUTCOMES = { ran: "Ran", not_applicable: "Does not apply", could_not_run: "Could not run" };
const SEVERITIES = { error: "Not read", warning: "Doubtful", note: "Note" };

/** The answer that is shown, and each finding of it with its rule. */
let shown = { answer: undefined, findings: [], view: "rule" };

const VIEWS = {
  rule: { label: "By rule", draw: findings => groups(findings, ({ rule }) => rule.code, ruleGroup, "rules") },
  child: { label: "By child", draw: findings => groups(findings, ({ finding }) => finding.child, childGroup, "children") },
  table: { label: "By table", draw: findings => groups(findings, tableName, tableGroup, "tables") },
  ledger: { label: "All rules", draw: () => ledger() },
};

for (const [view, { label }] of Object.entries(VIEWS)) {
  const button = make("button", { type: "button", "aria-pressed": String(view === shown.view) }, label);
  button.addEventListener("click", () => {
    shown.view = view;
    for (const other of byId("views").children) other.setAttribute("aria-pressed", String(other === button));
    drawList();
  });
  byId("views").append(button);
}

let waiting;
byId("filter").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(drawList, 150);
});

byId("order").addEventListener("change", drawList);

function showResults(answer) {
  const findings = answer.rules.flatMap(rule => rule.findings.map(finding => ({ rule, finding })));
  shown = { ...shown, answer, findings };
  byId("filter").value = "";
  byId("summary").replaceChildren(...summary(answer, findings));
  drawList();
  byId("results").hidden = false;
  byId("results").focus();
}

function summary(answer, findings) {
  const count = outcome => answer.rules.filter(rule => rule.outcome === outcome).length;
  const distinct = key => new Set(findings.map(key)).size;
  const card = (figure, label) => make("li", {}, make("strong", {}, figure.toLocaleString("en-GB")), label);
  const cards = make("ul", { class: "cards" },
    card(findings.length, findings.length === 1 ? "finding" : "findings"),
    card(distinct(({ finding }) => finding.child), "children with findings"),
    card(distinct(({ rule }) => rule.code), "rules with findings"),
    card(count("ran"), `of ${answer.rules.length} rules ran`));
  return [whatWasChecked(answer), cards, couldNotRun(answer), notRead(answer), whatWasRead(answer)].filter(Boolean);
}

/** So that a printed page says whose return it is and with what it was checked. */
function whatWasChecked({ collection, authority, reference }) {
  const lookedUp = [reference.authorities, reference.postcodes, reference.providers].filter(Boolean).join("; ");
  return make("p", { class: "count" }, `${authority}, collection of ${collection}, rules of Throughcare ${reference.rules}. Looked up in: ${lookedUp || "nothing"}.`);
}

/** A rule that could not run says nothing about the return: that must not be overlooked. */
function couldNotRun(answer) {
  const byReason = new Map();
  for (const rule of answer.rules.filter(rule => rule.outcome === "could_not_run")) {
    byReason.set(rule.why, [...(byReason.get(rule.why) ?? []), rule.code]);
  }
  if (byReason.size === 0) return undefined;
  const number = [...byReason.values()].flat().length;
  return make("div", { class: "notice" },
    make("h3", {}, `${counted(number, "rule", "rules")} could not run`),
    make("p", {}, "They say nothing about this return, good or bad, until they have what they need."),
    make("ul", {}, [...byReason].map(([reason, codes]) => make("li", {}, `${reason} ${codes.length === 1 ? "Rule" : "Rules"} ${codes.join(", ")}.`))));
}

function notRead(answer) {
  if (answer.reading.length === 0) return undefined;
  const columns = ["What", "File", "Line", "Cell", "Why", "What to do"];
  const row = found => [SEVERITIES[found.severity] ?? found.severity, found.file, found.row ? String(found.row) : "",
    found.column ? cell(found.column, found.value) : found.value, found.reason, found.remedy];
  return opening(`${counted(answer.reading.length, "remark", "remarks")} on reading the files`, answer.reading.some(found => found.severity === "error"), () =>
    inSteps(answer.reading, 100, "remarks", part => scrolling("Remarks on reading the files", columns, part.map(row))));
}

function whatWasRead(answer) {
  const row = file => [YEARS[file.year] ?? file.year, file.name, file.table ?? "not recognised", file.rows.toLocaleString("en-GB"), file.encoding];
  return opening(`What was read: ${counted(answer.files.length, "table", "tables")}`, false, () =>
    scrolling("What was read", ["Year", "File", "Table", "Rows", "Characters"], answer.files.map(row)));
}

function drawList() {
  const wanted = byId("filter").value.trim().toLowerCase();
  const findings = wanted === "" ? shown.findings : shown.findings.filter(found => words(found).includes(wanted));
  byId("count").textContent = shown.view === "ledger" ? "" : `${counted(findings.length, "finding", "findings")}${wanted === "" ? "" : ` of ${shown.findings.length.toLocaleString("en-GB")}`}`;
  byId("list").replaceChildren(VIEWS[shown.view].draw(findings));
}

/** Why a rule matters, how to mend what it finds, and what is doubted about it. */
const wordsOf = rule => shown.answer.words[rule.code];

/** What a filter looks in. */
function words({ rule, finding }) {
  return [rule.code, rule.message, finding.child, finding.table, ...finding.fields, ...Object.values(finding.values)].join("\n").toLowerCase();
}

/** 2 before 10, and 197a before 197B. */
const byName = ([one], [other]) => one.localeCompare(other, "en-GB", { numeric: true });
const ORDERS = { name: byName, count: (one, other) => other[1].length - one[1].length || byName(one, other) };

function groups(findings, key, draw, noun) {
  if (findings.length === 0) return nothingFound();
  const found = new Map();
  for (const each of findings) {
    const group = found.get(key(each));
    if (group) group.push(each);
    else found.set(key(each), [each]);
  }
  const all = [...found].sort(ORDERS[byId("order").value]);
  return inSteps(all, 50, noun, part => make("div", {}, part.map(([name, group]) => draw(name, group, all.length === 1))));
}

function nothingFound() {
  const text = shown.findings.length > 0
    ? "No finding has these words. Take some of them away."
    : "The rules that ran found nothing. See above whether some could not run.";
  return make("p", { class: "empty" }, text);
}

const cell = (field, value) => make("span", { class: "cell" }, make("b", {}, field), " ", value ? make("mark", {}, value) : make("i", {}, "blank"));
const cells = ({ fields, values }) => make("span", { class: "cells" }, fields.map(field => cell(field, values[field])));
const place = finding => `${finding.table}, line ${finding.line}${finding.year === "this" ? "" : ` (${(YEARS[finding.year] ?? finding.year).toLowerCase()})`}`;
const tableName = ({ finding }) => `${finding.table}${finding.year === "this" ? "" : `, ${(YEARS[finding.year] ?? finding.year).toLowerCase()}`}`;
const scrolling = (caption, columns, rows) => make("div", { class: "scroll", role: "region", "aria-label": caption, tabindex: "0" }, table(caption, columns, rows));
const title = (name, text, group) => [make("b", {}, name), " ", make("span", {}, text), " ", make("span", { class: "number" }, counted(group.length, "finding", "findings"))];

function ruleGroup(code, group, isOpen) {
  const { rule } = group[0];
  return opening(title(code, rule.message, group), isOpen, () => make("div", {},
    ruleWords(rule),
    inSteps(group, 100, "findings", part => scrolling(`Findings of rule ${code}`, ["Child", "Where", "Cells"],
      part.map(({ finding }) => [finding.child, place(finding), cells(finding)])))));
}

function childGroup(child, group, isOpen) {
  return opening(title(child === "" ? "No child is named" : `Child ${child}`, "", group), isOpen, () =>
    inSteps(group, 100, "findings", part => scrolling(`Findings of child ${child}`, ["Rule", "Where", "Cells", "What is wrong", "How to mend it"],
      part.map(({ rule, finding }) => [rule.code, place(finding), cells(finding), rule.message, wordsOf(rule).fix]))));
}

function tableGroup(name, group, isOpen) {
  const sorted = [...group].sort((one, other) => one.finding.row - other.finding.row);
  return opening(title(name, "", group), isOpen, () =>
    inSteps(sorted, 100, "findings", part => scrolling(`Findings in ${name}`, ["Line", "Child", "Cells", "Rule", "What is wrong"],
      part.map(({ rule, finding }) => [String(finding.line), finding.child, cells(finding), rule.code, rule.message]))));
}

function ruleWords(rule) {
  const about = wordsOf(rule);
  const said = [["Why", about.why], ["How to mend it", about.fix], ["What is doubted", about.doubt]].filter(([, text]) => text);
  return make("dl", {}, said.map(([name, text]) => make("div", {}, make("dt", {}, name), make("dd", {}, text))));
}

/** Every rule and what became of it. */
function ledger() {
  const wanted = byId("filter").value.trim().toLowerCase();
  const inOrder = [...shown.answer.rules].sort((one, other) => ORDERS[byId("order").value]([one.code, one.findings], [other.code, other.findings]));
  const rules = inOrder.filter(rule => `${rule.code}\n${rule.message}\n${OUTCOMES[rule.outcome]}\n${rule.why ?? ""}`.toLowerCase().includes(wanted));
  const row = rule => [rule.code, rule.message, OUTCOMES[rule.outcome], rule.outcome === "ran" ? counted(rule.findings.length, "finding", "findings") : rule.why];
  if (rules.length === 0) return make("p", { class: "empty" }, "No rule has these words. Take some of them away.");
  return inSteps(rules, 500, "rules", part => scrolling(`${counted(rules.length, "rule", "rules")} and what became of them`, ["Rule", "What it says", "Outcome", "Result"], part.map(row)));
}
