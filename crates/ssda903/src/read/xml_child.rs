//! One child of the XML layout: its elements read into a small tree, and the rows of all tables taken from that.

use std::collections::BTreeSet;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::LONGEST_LINE;
use super::csv::column_name;
use super::fields::read_row;
use super::xml::{MOST_UNKNOWN, position};
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rows::{RowState, YearReturn};
use crate::table::{Table, with_row_type};

/// The layout has four levels; a few more do no harm, thousands would.
const DEEPEST: usize = 8;

/// A child in care for eighteen years has a few thousand. Each takes ten times the memory that it has in the file.
const MOST_ELEMENTS: usize = 100_000;

pub(super) struct Element {
    /// As a column is called in CSV.
    name: String,
    /// Where it begins.
    at: usize,
    text: String,
    inside: Vec<Element>,
}

/// Why a child could not be read.
pub(super) enum Broken {
    Syntax(String),
    CutShort,
    ChildInChild,
    TooDeep,
    TooMany,
    TooLong,
    DocumentType,
}

impl Broken {
    pub(super) fn reason(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "The XML of this child is broken; the child was left out.",
            Self::CutShort => "The file ends in the middle of this child; the child was left out.",
            Self::ChildInChild => {
                "Another child begins before this one has ended; this one was left out."
            }
            Self::TooDeep => {
                "The elements of this child are nested too deeply; the child was left out."
            }
            Self::TooMany => {
                "This child has more than a hundred thousand elements; the child was left out."
            }
            Self::TooLong => {
                "A value of this child is longer than a megabyte; the child was left out."
            }
            Self::DocumentType => {
                "A document type stands inside this child; the child was left out."
            }
        }
    }

    pub(super) fn detail(&self) -> String {
        match self {
            Self::Syntax(detail) => detail.clone(),
            _ => String::new(),
        }
    }
}

impl Element {
    fn new(tag: &BytesStart<'_>, at: usize) -> Self {
        Self {
            name: column_name(tag.local_name().as_ref()),
            at,
            text: String::new(),
            inside: Vec::new(),
        }
    }

    /// Text that stands between the elements inside is only there for the eye.
    fn is_field(&self) -> bool {
        self.inside.is_empty()
    }

    fn field(&self, column: &str) -> Option<&str> {
        self.inside
            .iter()
            .find(|field| field.is_field() && field.name == column)
            .map(|field| field.text.as_str())
    }
}

/// Reads on from behind `<CHILD>`, which began at byte `at`, to its end. `base` is where the reader began.
pub(super) fn read_child(
    reader: &mut Reader<&[u8]>,
    base: usize,
    at: usize,
) -> Result<Element, Broken> {
    let child = Element {
        name: "CHILD".into(),
        at,
        text: String::new(),
        inside: Vec::new(),
    };
    let mut open = vec![child];
    let mut elements = 0;
    loop {
        let at = base + position(reader);
        let event = reader
            .read_event()
            .map_err(|error| Broken::Syntax(error.to_string()))?;
        let depth = open.len();
        let Some(current) = open.last_mut() else {
            return Err(Broken::CutShort);
        };
        elements += usize::from(matches!(event, Event::Start(_) | Event::Empty(_)));
        match event {
            Event::Start(_) | Event::Empty(_) if elements > MOST_ELEMENTS => {
                return Err(Broken::TooMany);
            }
            Event::Start(tag) if tag.local_name().as_ref() == "CHILD" => {
                return Err(Broken::ChildInChild);
            }
            Event::Start(_) if depth >= DEEPEST => return Err(Broken::TooDeep),
            Event::Start(tag) => open.push(Element::new(&tag, at)),
            Event::Empty(tag) => current.inside.push(Element::new(&tag, at)),
            Event::Text(text) => current.text.push_str(&text.xml10_content()),
            Event::CData(text) => current.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => push_reference(&mut current.text, &reference),
            Event::DocType(_) => return Err(Broken::DocumentType),
            Event::Eof => return Err(Broken::CutShort),
            Event::End(_) => {
                let Some(done) = open.pop() else {
                    return Err(Broken::CutShort);
                };
                if done.text.len() > LONGEST_LINE {
                    return Err(Broken::TooLong);
                }
                match open.last_mut() {
                    Some(parent) => parent.inside.push(done),
                    None => return Ok(done),
                }
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
        }
    }
}

/// The five entities of XML and numbered characters are themselves; any other stays as it is written, never expanded.
fn push_reference(text: &mut String, reference: &BytesRef<'_>) {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        text.push(character);
        return;
    }
    let name = reference.xml10_content();
    if let Some(meaning) = resolve_predefined_entity(&name) {
        text.push_str(meaning);
    } else {
        text.push('&');
        text.push_str(&name);
        text.push(';');
    }
}

/// Takes the rows of all tables from a child and counts them, in the order of [`Table::ALL`].
///
/// A field is looked for in its own element alone, so that nothing leaks from one episode or child into the next;
/// only CHILD, DOB and SEX come from the header, because every table of the CSV layout repeats them.
pub(super) fn read_tables(
    child: &Element,
    file: &Arc<str>,
    row_of: &mut dyn FnMut(usize) -> u64,
    unknown: &mut BTreeSet<String>,
    year: &mut YearReturn,
    report: &mut Report,
) -> [u64; 12] {
    let nothing = Element {
        name: String::new(),
        at: child.at,
        text: String::new(),
        inside: Vec::new(),
    };
    let mut headers = child
        .inside
        .iter()
        .filter(|element| element.name == "HEADER");
    let header = headers.next().unwrap_or(&nothing);
    let mut counts = [0; 12];
    let mut take = |table: Table, element: &Element, report: &mut Report| {
        let row = row_of(element.at);
        note_fields(table, element, file, row, unknown, report);
        let mut texts = [""; Table::MOST_COLUMNS];
        for (text, column) in texts.iter_mut().zip(table.fields()) {
            let shared = || {
                header
                    .field(column)
                    .filter(|_| ["CHILD", "DOB", "SEX"].contains(column))
            };
            *text = element.field(column).or_else(shared).unwrap_or("");
        }
        with_row_type!(table, RowType => read_row::<RowType>(&texts, file, row, RowState::Usable, year, report));
        if let Some(count) = counts.get_mut(table as usize) {
            *count += 1;
        }
    };
    take(Table::Header, header, report);
    for table in [Table::Uasc, Table::Oc3, Table::Ad1] {
        if stands_in_header(table, header) {
            take(table, header, report);
        }
    }
    for element in header
        .inside
        .iter()
        .chain(&child.inside)
        .filter(|element| !element.is_field() && element.name != "HEADER")
    {
        match table_of(element) {
            Some(table) => take(table, element, report),
            None => report.add(not_a_table(element, file)),
        }
    }
    if headers.next().is_some() {
        let reason = "A child has more than one HEADER; the first was read.";
        report.add(
            Finding::new(Severity::Warning, reason, "Keep one HEADER for each child.")
                .at_file(&**file)
                .at_row(row_of(header.at)),
        );
    }
    counts
}

/// UASC, OC3 and AD1 have no element of their own: their fields stand among those of the header, blank for most children.
fn stands_in_header(table: Table, header: &Element) -> bool {
    let filled = |column: &str| {
        header
            .field(column)
            .is_some_and(|text| !text.trim().is_empty())
    };
    let own = |table: Table| {
        table
            .columns()
            .iter()
            .filter(|column| !["CHILD", "DOB", "SEX"].contains(column))
            .any(|column| filled(column))
    };
    own(table)
        || (table == Table::Uasc && header.field("UASC").is_some_and(|text| text.trim() == "1"))
}

/// The layout's names for the elements that repeat; any other is recognised by what stands inside.
fn table_of(element: &Element) -> Option<Table> {
    let named = Table::ALL
        .into_iter()
        .find(|table| table.element() == Some(element.name.as_str()));
    named.or_else(|| {
        let columns: Vec<String> = element
            .inside
            .iter()
            .map(|field| field.name.clone())
            .collect();
        Table::recognise(&columns, "")
    })
}

fn not_a_table(element: &Element, file: &Arc<str>) -> Finding {
    let reason = "An element holds fields of none of the twelve tables; it was not read.";
    Finding::new(Severity::Note, reason, "Nothing has to be done.")
        .at_file(&**file)
        .at_cell(element.name.as_str(), "")
}

/// Fields that no table has are collected, and fields that stand twice are named.
fn note_fields(
    table: Table,
    element: &Element,
    file: &Arc<str>,
    row: u64,
    unknown: &mut BTreeSet<String>,
    report: &mut Report,
) {
    // UASC, OC3 and AD1 are read from the header, whose fields were looked at once already.
    if matches!(table, Table::Uasc | Table::Oc3 | Table::Ad1) {
        return;
    }
    let mut seen: Vec<&str> = Vec::new();
    for field in element.inside.iter().filter(|field| field.is_field()) {
        let name = field.name.as_str();
        // An element that holds a table, and is empty.
        if Table::ALL.iter().any(|table| table.element() == Some(name)) {
            continue;
        }
        if seen.contains(&name) {
            let reason = "This field stands twice in one element; the first was read.";
            let finding = Finding::new(Severity::Warning, reason, "Keep the right one.")
                .at_file(&**file)
                .at_table(table.name());
            report.add(finding.at_row(row).at_cell(name, &field.text));
        }
        seen.push(name);
        let known = Table::ALL
            .iter()
            .any(|table| table.fields().contains(&name));
        if !known && unknown.len() < MOST_UNKNOWN {
            unknown.insert(name.to_owned());
        }
    }
}
