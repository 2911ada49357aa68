//! The XML layout: one CHILD element for each child, with its HEADER, the tables inside that, and its episodes behind it.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{WrittenRow, written_rows};
use crate::rows::YearReturn;
use crate::table::Table;

/// The tables that stand inside HEADER with an element of their own, in the order in which they are written.
const INSIDE_HEADER: [Table; 7] = [
    Table::Reviews,
    Table::PreviousPermanence,
    Table::Oc2,
    Table::Missing,
    Table::PlacedForAdoption,
    Table::SocialWorkerEpisodes,
    Table::DeprivationOfLiberty,
];

/// The tables whose fields stand among those of HEADER.
const AMONG_HEADER: [Table; 3] = [Table::Uasc, Table::Oc3, Table::Ad1];

/// The columns that every element takes from HEADER unless it has them itself.
const SHARED: [&str; 3] = ["CHILD", "DOB", "SEX"];

/// The return as one XML file in UTF-8.
///
/// The layout has one HEADER for each child: whoever stands in other tables only gets one that names the child and says nothing
/// else. The element names of SWEpisodes and DoLo are our choice; see [`Table::element`].
pub fn write_xml(year: &YearReturn) -> Vec<u8> {
    let children = children(year);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EXPSSDA903>\n");
    for child in &children {
        child.write(&mut xml);
    }
    xml.push_str("</EXPSSDA903>\n");
    xml.into_bytes()
}

/// All rows of one child.
#[derive(Default)]
struct Child<'a> {
    id: String,
    headers: Vec<Header<'a>>,
    /// In the order of [`Table::ALL`].
    tables: [Vec<WrittenRow<'a>>; 12],
}

/// A row of Header with the one field that only XML has.
struct Header<'a> {
    row: WrittenRow<'a>,
    asylum_flag: Cow<'a, str>,
}

/// The children in the order in which they first stand in a table.
fn children(year: &YearReturn) -> Vec<Child<'_>> {
    let mut children: Vec<Child<'_>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for table in Table::ALL {
        let mut flags = year
            .header
            .iter()
            .map(|row| row.value.asylum_flag.as_written());
        for row in written_rows(year, table) {
            let id = row.child().to_owned();
            let place = *places.entry(id.clone()).or_insert_with(|| {
                children.push(Child {
                    id,
                    ..Child::default()
                });
                children.len() - 1
            });
            let Some(child) = children.get_mut(place) else {
                continue;
            };
            if table == Table::Header {
                let asylum_flag = flags.next().unwrap_or_default();
                child.headers.push(Header { row, asylum_flag });
            } else if let Some(rows) = child.tables.get_mut(table as usize) {
                rows.push(row);
            }
        }
    }
    children
}

impl<'a> Child<'a> {
    fn rows(&self, table: Table) -> &[WrittenRow<'a>] {
        self.tables.get(table as usize).map_or(&[], Vec::as_slice)
    }

    fn write(&self, xml: &mut String) {
        let none = Header {
            row: WrittenRow {
                file: "",
                line: 0,
                state: crate::rows::RowState::Usable,
                cells: vec![Cow::Borrowed(self.id.as_str())],
            },
            asylum_flag: Cow::Borrowed(""),
        };
        let first = self.headers.first().unwrap_or(&none);
        xml.push_str("<CHILD>\n<HEADER>\n");
        self.write_header(first, xml);
        for table in INSIDE_HEADER {
            for row in self.rows(table) {
                push_element(xml, table, row, &first.row);
            }
        }
        xml.push_str("</HEADER>\n");
        for row in self.rows(Table::Episodes) {
            push_element(xml, Table::Episodes, row, &first.row);
        }
        xml.push_str("</CHILD>\n");
        // Reading takes one HEADER of a child, so that a second one needs a CHILD of its own.
        for further in self.headers.iter().skip(1) {
            xml.push_str("<CHILD>\n<HEADER>\n");
            push_header_fields(xml, &further.row, &further.asylum_flag);
            xml.push_str("</HEADER>\n</CHILD>\n");
        }
    }

    /// The fields of Header, and among them those of UASC, OC3 and AD1 where they belong to the same child and birthday.
    fn write_header(&self, header: &Header<'_>, xml: &mut String) {
        let fits = |table: Table| {
            self.rows(table)
                .first()
                .filter(|row| stands_among(table, row, header))
        };
        let flag = match fits(Table::Uasc) {
            Some(_) if header.asylum_flag.trim().is_empty() => "1",
            _ => &header.asylum_flag,
        };
        push_header_fields(xml, &header.row, flag);
        for table in AMONG_HEADER {
            let among = fits(table);
            if let Some(row) = among {
                for (column, cell) in own_columns(table, row) {
                    push_field(xml, column, cell);
                }
                xml.push('\n');
            }
            for row in self.rows(table).iter().skip(usize::from(among.is_some())) {
                push_element(xml, table, row, &header.row);
            }
        }
    }
}

fn push_header_fields(xml: &mut String, row: &WrittenRow<'_>, asylum_flag: &str) {
    for column in Table::Header.columns() {
        push_field(xml, column, cell_of(Table::Header, row, column));
    }
    push_field(xml, "UASC", asylum_flag);
    xml.push('\n');
}

/// Whether a row can stand among the fields of HEADER: it says something, and nothing else than HEADER about who it is.
fn stands_among(table: Table, row: &WrittenRow<'_>, header: &Header<'_>) -> bool {
    let says_the_same = SHARED
        .iter()
        .filter(|column| table.columns().contains(column))
        .all(|column| cell_of(table, row, column) == cell_of(Table::Header, &header.row, column));
    let says_something = own_columns(table, row).any(|(_, cell)| !cell.trim().is_empty());
    // The flag of the header stands for a row of UASC whose only own column is blank.
    let flag_says_it = table == Table::Uasc && ["", "1"].contains(&header.asylum_flag.trim());
    says_the_same && (says_something || flag_says_it)
}

fn own_columns<'a>(
    table: Table,
    row: &'a WrittenRow<'_>,
) -> impl Iterator<Item = (&'static str, &'a str)> {
    table
        .columns()
        .iter()
        .zip(&row.cells)
        .filter(|(column, _)| !SHARED.contains(column))
        .map(|(column, cell)| (*column, &**cell))
}

fn cell_of<'a>(table: Table, row: &'a WrittenRow<'_>, column: &str) -> &'a str {
    let place = table.columns().iter().position(|known| *known == column);
    place
        .and_then(|place| row.cells.get(place))
        .map_or("", |cell| cell)
}

/// A row as an element. Who it is about is said only where that differs from HEADER.
fn push_element(xml: &mut String, table: Table, row: &WrittenRow<'_>, header: &WrittenRow<'_>) {
    // A row that does not fit among the fields of HEADER: reading knows it by its fields.
    let element = table.element().unwrap_or(table.name());
    xml.push('<');
    xml.push_str(element);
    xml.push('>');
    for (column, cell) in table.columns().iter().zip(&row.cells) {
        if !SHARED.contains(column) || **cell != *cell_of(Table::Header, header, column) {
            push_field(xml, column, cell);
        }
    }
    xml.push_str("</");
    xml.push_str(element);
    xml.push_str(">\n");
}

fn push_field(xml: &mut String, column: &str, cell: &str) {
    let name = match column {
        "CHILD" => "CHILDID",
        "PLACE" => "PL",
        other => other,
    };
    xml.push('<');
    xml.push_str(name);
    if cell.is_empty() {
        xml.push_str("/>");
        return;
    }
    xml.push('>');
    for character in cell.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            // As it is, a carriage return would be read as a line feed.
            character if character.is_control() && character != '\n' && character != '\t' => {
                xml.push_str("&#");
                xml.push_str(&u32::from(character).to_string());
                xml.push(';');
            }
            character => xml.push(character),
        }
    }
    xml.push_str("</");
    xml.push_str(name);
    xml.push('>');
}
