// The findings as files that the reader keeps. They are made here and handed to the browser: nothing is fetched or sent.

byId("save-csv").addEventListener("click", () => save("findings.csv", "text/csv", findingsAsCsv(shown.findings)));
byId("save-json").addEventListener("click", () => save("findings.json", "application/json", JSON.stringify(shown.answer, undefined, 1)));

/** One line a finding, as spreadsheets read it: with a byte order mark, so that accents come right. */
function findingsAsCsv(findings) {
  const rows = findings.map(({ rule, finding }) => [
    rule.code, rule.message, YEARS[finding.year] ?? finding.year, finding.table, finding.line, finding.child,
    finding.fields.join(", "), finding.fields.map(field => `${field}: ${finding.values[field] || "blank"}`).join("; "), wordsOf(rule).why, wordsOf(rule).fix,
  ]);
  const columns = ["Rule", "What is wrong", "Year", "Table", "Line", "Child", "Fields", "Cells", "Why", "How to mend it"];
  return `\ufeff${[columns, ...rows].map(row => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

function csvCell(value) {
  const text = couldAct(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Whether a spreadsheet could take a text for a formula, also behind spaces, quotes and marks that are not seen. */
function couldAct(text) {
  if (/^[\t\r\n]/.test(text)) return true;
  const start = text.replace(/^[\s\p{Cc}"'`\ufeff\u200b-\u200f\u2018-\u201f\u2060\uff02\uff07]+/u, "");
  return /^[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]/.test(start) && !/^-?\d+(\.\d+)?$/.test(text);
}

function save(name, type, text) {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
