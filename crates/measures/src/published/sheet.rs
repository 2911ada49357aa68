//! A CSV file read by the names of its columns; what cannot be read becomes a finding with its line.

use std::collections::HashMap;

use serde::Serialize;

/// A row or a file of published data that could not be read. Every other row still was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReferenceFinding {
    pub file: String,
    /// As a spreadsheet counts: the header is line 1. `None` when the finding is about the whole file.
    pub line: Option<u64>,
    pub reason: String,
}

pub(super) struct Sheet<'a> {
    pub file: &'a str,
    headers: HashMap<String, usize>,
    pub header_names: Vec<String>,
    reader: csv::Reader<&'a [u8]>,
}

pub(super) struct Row<'a> {
    headers: &'a HashMap<String, usize>,
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    /// The cell in the named column, trimmed; empty when the row is too short or the column is missing.
    pub fn cell(&self, column: &str) -> &str {
        self.headers
            .get(column)
            .and_then(|index| self.record.get(*index))
            .unwrap_or_default()
            .trim()
    }

    /// The cell at a position, trimmed; `None` when the row is too short.
    pub fn cell_at(&self, index: usize) -> Option<&str> {
        self.record.get(index).map(str::trim)
    }
}

impl<'a> Sheet<'a> {
    /// Opens the file. `Err` when it has no header that can be read.
    pub fn open(file: &'a str, bytes: &'a [u8]) -> Result<Self, ReferenceFinding> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let names = match reader.headers() {
            Ok(names) if !names.is_empty() => names
                .iter()
                .map(|name| name.trim().to_owned())
                .collect::<Vec<_>>(),
            Ok(_) => {
                return Err(ReferenceFinding {
                    file: file.to_owned(),
                    line: None,
                    reason: "The file is empty.".to_owned(),
                });
            }
            Err(error) => {
                return Err(ReferenceFinding {
                    file: file.to_owned(),
                    line: Some(1),
                    reason: unreadable(&error),
                });
            }
        };
        let mut headers = HashMap::new();
        for (index, name) in names.iter().enumerate() {
            headers.entry(name.clone()).or_insert(index);
        }
        Ok(Self {
            file,
            headers,
            header_names: names,
            reader,
        })
    }

    pub fn has(&self, column: &str) -> bool {
        self.headers.contains_key(column)
    }

    /// The first of these names that is a column of the file.
    pub fn first_of(&self, names: &[&'static str]) -> Option<&'static str> {
        names.iter().copied().find(|name| self.has(name))
    }

    pub fn finding(&self, line: Option<u64>, reason: impl Into<String>) -> ReferenceFinding {
        ReferenceFinding {
            file: self.file.to_owned(),
            line,
            reason: reason.into(),
        }
    }

    /// Hands every row to `read`; a reason that it returns becomes a finding with the row's line.
    pub fn read_rows(
        mut self,
        findings: &mut Vec<ReferenceFinding>,
        mut read: impl FnMut(&Row) -> Result<(), String>,
    ) {
        let mut record = csv::StringRecord::new();
        loop {
            let line = self.reader.position().line();
            let problem = match self.reader.read_record(&mut record) {
                Ok(false) => return,
                Ok(true) => {
                    let line = record.position().map_or(line, csv::Position::line);
                    read(&Row {
                        headers: &self.headers,
                        record: &record,
                    })
                    .err()
                    .map(|reason| (line, reason))
                }
                Err(error) => {
                    let is_end = !matches!(
                        error.kind(),
                        csv::ErrorKind::Utf8 { .. } | csv::ErrorKind::UnequalLengths { .. }
                    );
                    let reason = unreadable(&error);
                    findings.push(self.finding(Some(line), reason));
                    if is_end {
                        return;
                    }
                    None
                }
            };
            if let Some((line, reason)) = problem {
                findings.push(self.finding(Some(line), reason));
            }
        }
    }
}

fn unreadable(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "This row is not UTF-8 text.".to_owned(),
        _ => format!("This row could not be read: {error}."),
    }
}
