//! Reads the XML layout of the return: one element for each child, with its header, episodes and the other tables inside.
//!
//! A child whose XML is broken is left out and named; reading goes on at the next child. Entities are never expanded,
//! and a document type is refused: both can be made to fill the memory or to read other files.

use std::collections::BTreeSet;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::xml_child::{Broken, Element, read_child, read_tables};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::YearReturn;
use crate::table::Table;

const ROOT: &str = "EXPSSDA903";

/// After so many broken children the file is given up: looking for the next whole one could take very long.
const MOST_BROKEN: usize = 200;

/// More names of unknown elements than this are not collected.
pub(super) const MOST_UNKNOWN: usize = 1_000;

/// Reads all tables into `year` and says how many rows each has, of those that have any. `None` when the file is no return.
pub(super) fn read_xml(
    file: &Arc<str>,
    text: &str,
    year: &mut YearReturn,
    report: &mut Report,
) -> Option<Vec<(Table, u64)>> {
    let start = match find_root(text) {
        Ok(start) => start,
        Err((reason, remedy)) => {
            report.add(Finding::new(Severity::Error, reason, remedy).at_file(&**file));
            return None;
        }
    };
    let mut document = Document {
        file,
        text,
        places: Places::new(text),
        unknown: BTreeSet::new(),
        counts: [0; 12],
        broken: 0,
    };
    document.read(start, year, report);
    document.note_unknown(report);
    let counted = Table::ALL.into_iter().zip(document.counts);
    Some(counted.filter(|(_, count)| *count > 0).collect())
}

type Refusal = (&'static str, &'static str);

/// Where the children begin.
fn find_root(text: &str) -> Result<usize, Refusal> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if is_root(tag.local_name().as_ref()) => {
                return Ok(position(&reader));
            }
            Ok(Event::Start(_) | Event::Empty(_)) => {
                return Err((
                    "This XML is not an SSDA903 return: it does not begin with EXPSSDA903.",
                    "Hand in the XML of the return (EXPSSDA903).",
                ));
            }
            Ok(Event::DocType(_)) => {
                return Err((
                    "The file has a document type, which returns do not have and which can be dangerous; it was not read.",
                    "Take the DOCTYPE out.",
                ));
            }
            Ok(Event::Eof) | Err(_) => {
                return Err((
                    "The file begins like XML, but it is not whole; nothing was read.",
                    "Export the XML of the return again.",
                ));
            }
            Ok(_) => {}
        }
    }
}

pub(super) fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

struct Document<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    places: Places<'a>,
    /// Elements that are no column of any table.
    unknown: BTreeSet<String>,
    counts: [u64; 12],
    broken: usize,
}

impl Document<'_> {
    fn read(&mut self, mut from: usize, year: &mut YearReturn, report: &mut Report) {
        let mut ended = false;
        while let Some(rest) = self.text.get(from..) {
            let mut reader = Reader::from_str(rest);
            // Reading may begin in the middle, so that the root can close without having been opened.
            reader.config_mut().allow_unmatched_ends = true;
            reader.config_mut().allow_dangling_amp = true;
            let next = loop {
                let at = from + position(&reader);
                let trouble = match reader.read_event() {
                    Ok(Event::Start(tag)) if is_child(tag.local_name().as_ref()) => {
                        match read_child(&mut reader, from, at) {
                            Ok(child) => {
                                self.take(&child, year, report);
                                continue;
                            }
                            Err(trouble) => trouble,
                        }
                    }
                    Ok(Event::Start(tag) | Event::Empty(tag)) => {
                        if self.unknown.len() < MOST_UNKNOWN {
                            self.unknown.insert(tag.local_name().as_ref().to_owned());
                        }
                        continue;
                    }
                    Ok(Event::End(tag)) if is_root(tag.local_name().as_ref()) => {
                        ended = true;
                        break self.child_behind_the_end(at, report);
                    }
                    Ok(Event::Eof) => break None,
                    Ok(_) => continue,
                    Err(error) => Broken::Syntax(error.to_string()),
                };
                self.say_broken(at, &trouble, report);
                let next = self
                    .next_child(at + 1)
                    .filter(|_| self.broken < MOST_BROKEN);
                ended |= next.is_none() && self.text.trim_end().ends_with(&format!("</{ROOT}>"));
                break next;
            };
            match next {
                Some(next) => from = next,
                None => break,
            }
        }
        if !ended {
            let reason = "The file ends before the return does (</EXPSSDA903> is missing); it may have been cut short.";
            let finding = Finding::new(
                Severity::Error,
                reason,
                "Export the XML again and compare the number of children.",
            );
            report.add(finding.at_file(&**self.file));
        }
    }

    /// Two returns in one file, or an end that stands in the wrong place: no child is lost for that.
    fn child_behind_the_end(&self, end: usize, report: &mut Report) -> Option<usize> {
        let next = self.next_child(end + 1)?;
        let reason = "Children stand behind the end of the return; they were read too.";
        report.add(
            Finding::new(
                Severity::Warning,
                reason,
                "Check that the file holds one return only.",
            )
            .at_file(&**self.file),
        );
        Some(next)
    }

    fn take(&mut self, child: &Element, year: &mut YearReturn, report: &mut Report) {
        self.places.child();
        let places = &mut self.places;
        let counted = read_tables(
            child,
            self.file,
            &mut |at| places.row(at),
            &mut self.unknown,
            year,
            report,
        );
        for (total, count) in self.counts.iter_mut().zip(counted) {
            *total += count;
        }
    }

    fn say_broken(&mut self, at: usize, trouble: &Broken, report: &mut Report) {
        self.broken += 1;
        self.places.child();
        let row = self.places.row(at);
        let finding = Finding::new(
            Severity::Error,
            trouble.reason(),
            "Export the XML again, or mend this child in it.",
        );
        report.add(
            finding
                .at_file(&**self.file)
                .at_row(row)
                .at_cell("", &trouble.detail()),
        );
        if self.broken == MOST_BROKEN {
            let reason = "Too many children of this file are broken; the rest was not read.";
            report.add(
                Finding::new(Severity::Error, reason, "Export the XML again.")
                    .at_file(&**self.file)
                    .at_row(row),
            );
        }
    }

    /// Where the next child begins at or behind `from`.
    fn next_child(&self, from: usize) -> Option<usize> {
        let mut from = (from..self.text.len()).find(|place| self.text.is_char_boundary(*place))?;
        loop {
            let found = from + self.text.get(from..)?.find("<CHILD")?;
            let after = self.text.get(found + "<CHILD".len()..)?;
            if after.starts_with(|character: char| {
                character == '>' || character == '/' || character.is_whitespace()
            }) {
                return Some(found);
            }
            from = found + 1;
        }
    }

    fn note_unknown(&self, report: &mut Report) {
        if !self.unknown.is_empty() {
            let names: Vec<&str> = self.unknown.iter().map(String::as_str).take(50).collect();
            let reason =
                "The file has elements that the collection does not know; they were not read.";
            report.add(
                Finding::new(Severity::Note, reason, "Nothing has to be done.")
                    .at_file(&**self.file)
                    .at_cell("", &names.join(", ")),
            );
        }
    }
}

fn is_root(name: &str) -> bool {
    name.eq_ignore_ascii_case(ROOT)
}

fn is_child(name: &str) -> bool {
    name.eq_ignore_ascii_case("CHILD")
}

/// Tells rows apart: by line where the file has lines, else by child.
struct Places<'a> {
    text: &'a str,
    by_line: bool,
    counted_to: usize,
    line: u64,
    child: u64,
}

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Self {
        // Many programs write the whole return as one line, whose number helps nobody.
        let by_line = text.matches('\n').count() >= text.matches("<CHILD>").count();
        Self {
            text,
            by_line,
            counted_to: 0,
            line: 1,
            child: 0,
        }
    }

    fn child(&mut self) {
        self.child += 1;
    }

    /// The row of what begins at byte `at`; lines are counted once, so ask in the order of the file.
    fn row(&mut self, at: usize) -> u64 {
        if !self.by_line {
            return self.child + 1;
        }
        if let Some(between) = self.text.as_bytes().get(self.counted_to..at) {
            self.line += between
                .iter()
                .map(|byte| u64::from(*byte == b'\n'))
                .sum::<u64>();
            self.counted_to = at;
        }
        self.line
    }
}
