//! Cases for the rules: a few made-up rows written as a text, with a star behind each row that must be flagged.
//!
//! ```text
//! Episodes: CHILD, LS, DECOM
//! 101, L1, 01/05/2026 *
//! 102, V3, 01/05/2026
//! Header_last: CHILD, SEX
//! 101, F
//! ```
//!
//! The rows go through the real readers, as CSV and as XML. Columns that are not named are blank. Tables that the rule needs and that
//! are not written are handed in without rows. `_last` is last year's table, `_before` that of the year before. Episodes may have the
//! columns PL_LA, PL_LOCATION (IN or OUT) and PL_DISTANCE, Header the column UASC, which hands in the UASC table too. Two tables are
//! no tables of the return: `Providers: URN, PLACE_CODES, PROVIDER_CODES, REG_END, POSTCODE, AUTHORITY` (codes apart by +) and
//! `Postcodes: POSTCODE`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::collection::Collection;
use crate::derived::{Derived, Location};
use crate::ledger::{Outcome, check_with};
use crate::read::{Format, InputFile, YearReading, read_year};
use crate::reference::{PostcodePlace, Postcodes, Provider, Providers};
use crate::rows::TableRow;
use crate::rule::{Need, Rule};
use crate::submission::{ReferenceUsed, Submission};
use crate::table::{Table, with_row_type};

/// The authority of all cases.
pub const AUTHORITY: &str = "E09000027";

/// Runs the case in the year ending 2027, as CSV and as XML.
pub fn case(rule: &'static Rule, text: &str) {
    case_in(2027, rule, text);
}

/// Runs the case in another year, as CSV and as XML.
pub fn case_in(year_ending: i16, rule: &'static Rule, text: &str) {
    let case = Case::read(text);
    case.run(rule, year_ending, Format::Separated);
    case.run(rule, year_ending, Format::Xml);
}

/// Runs a case that XML cannot say, as CSV alone: rows without a child, another date of birth than Header's.
pub fn case_as_csv(rule: &'static Rule, text: &str) {
    Case::read(text).run(rule, 2027, Format::Separated);
}

/// Runs a case that only XML can say.
pub fn case_as_xml(rule: &'static Rule, text: &str) {
    Case::read(text).run(rule, 2027, Format::Xml);
}

struct Case {
    /// By years ago and table.
    tables: BTreeMap<(u8, Table), Rows>,
    providers: Option<Rows>,
    postcodes: Option<Rows>,
}

#[derive(Default)]
struct Rows {
    columns: Vec<String>,
    /// The cells, and whether the row must be flagged.
    rows: Vec<(Vec<String>, bool)>,
}

impl Rows {
    fn cell(&self, row: usize, column: &str) -> &str {
        let place = self.columns.iter().position(|name| name == column);
        place
            .and_then(|place| self.rows[row].0.get(place))
            .map_or("", |cell| cell)
    }
}

impl Case {
    fn read(text: &str) -> Self {
        let mut case = Self {
            tables: BTreeMap::new(),
            providers: None,
            postcodes: None,
        };
        let mut current: Option<&mut Rows> = None;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let cells = |text: &str| {
                text.split(',')
                    .map(|cell| cell.trim().to_owned())
                    .collect::<Vec<_>>()
            };
            if let Some((name, columns)) = line.split_once(':') {
                let rows = match name {
                    "Providers" => case.providers.insert(Rows::default()),
                    "Postcodes" => case.postcodes.insert(Rows::default()),
                    name => {
                        let (table, years_ago) = match name.split_once('_') {
                            Some((table, "last")) => (table, 1),
                            Some((table, "before")) => (table, 2),
                            _ => (name, 0),
                        };
                        let table = Table::ALL.into_iter().find(|known| known.name() == table);
                        let table = table.unwrap_or_else(|| panic!("there is no table {name:?}"));
                        case.tables.entry((years_ago, table)).or_default()
                    }
                };
                rows.columns = cells(columns)
                    .into_iter()
                    .filter(|column| !column.is_empty())
                    .collect();
                current = Some(rows);
            } else {
                let (row, flagged) = match line.strip_suffix('*') {
                    Some(row) => (row, true),
                    None => (line, false),
                };
                let rows = current.as_mut().expect("a row stands under a table");
                let cells = cells(row);
                assert!(
                    cells.len() <= rows.columns.len(),
                    "more cells than columns: {line:?}"
                );
                rows.rows.push((cells, flagged));
            }
        }
        case
    }

    fn run(&self, rule: &'static Rule, year_ending: i16, format: Format) {
        let mut needed = BTreeSet::new();
        rule.needs
            .iter()
            .for_each(|need| tables_of(*need, &mut needed));
        let years_ago = self.tables.keys().map(|(years_ago, _)| *years_ago);
        let earliest = years_ago
            .chain(needed.iter().map(|(years_ago, _)| *years_ago))
            .max()
            .unwrap_or(0);
        let years: Vec<YearReading> = (0..=earliest)
            .map(|years_ago| {
                let files = match format {
                    Format::Separated => self.as_csv(years_ago, &needed),
                    Format::Xml => self.as_xml(years_ago),
                };
                let year_ending = year_ending - i16::from(years_ago);
                let mut reading = read_year(&files, year_ending, usize::MAX);
                let says_who_is_uasc =
                    |header: &crate::Row<crate::rows::Header>| !header.value.asylum_flag.is_blank();
                if reading.year.header.iter().any(says_who_is_uasc) {
                    reading.tables.insert(Table::Uasc);
                }
                reading
            })
            .collect();
        let providers: Providers = self.providers.iter().flat_map(providers).collect();
        let postcodes: Postcodes = self.postcodes.iter().flat_map(postcodes).collect();
        let derived = (0..=earliest)
            .map(|years_ago| self.derived(years_ago, &years, format))
            .collect();
        let submission = Submission {
            collection: Collection::new(year_ending, AUTHORITY),
            years,
            providers: Some(Arc::new(providers)),
            postcodes: Some(Arc::new(postcodes)),
            derived,
            reference: ReferenceUsed::default(),
        };

        let ledger = check_with(&submission, std::iter::once(rule));
        let entry = &ledger.entries[0];
        assert_eq!(
            entry.outcome,
            Outcome::Ran,
            "rule {} as {format:?}",
            rule.code
        );
        let mut found: Vec<String> = entry
            .flagged
            .iter()
            .map(|flagged| {
                assert!(
                    rule.tables().any(|table| table == flagged.table),
                    "rule {} flags {}, which its fields do not name",
                    rule.code,
                    flagged.table
                );
                let year = &submission.years[usize::from(flagged.years_ago)].year;
                let texts = with_row_type!(flagged.table, RowType => joined(&RowType::rows_of(year)[flagged.number as usize].value));
                format!("{} {} years ago: {texts}", flagged.table, flagged.years_ago)
            })
            .collect();
        let mut expected: Vec<String> = Vec::new();
        for ((years_ago, table), rows) in &self.tables {
            for row in (0..rows.rows.len()).filter(|row| rows.rows[*row].1) {
                let texts: Vec<&str> = table
                    .columns()
                    .iter()
                    .map(|column| self.text(*years_ago, *table, row, column, format))
                    .collect();
                expected.push(format!(
                    "{table} {years_ago} years ago: {}",
                    texts.join("|")
                ));
            }
        }
        found.sort();
        expected.sort();
        assert_eq!(
            found, expected,
            "rule {} as {format:?} (left: what it found)",
            rule.code
        );
    }

    /// What the reader will find in a cell: XML has the date of birth, the sex and so on only once.
    fn text<'c>(
        &'c self,
        years_ago: u8,
        table: Table,
        row: usize,
        column: &str,
        format: Format,
    ) -> &'c str {
        let rows = &self.tables[&(years_ago, table)];
        let written = rows.cell(row, column);
        if format == Format::Separated
            || table == Table::Header
            || !["DOB", "SEX"].contains(&column)
        {
            return written;
        }
        let stands_in_header = [Table::Uasc, Table::Oc3, Table::Ad1].contains(&table);
        if !stands_in_header && !written.is_empty() {
            return written;
        }
        self.of_child(years_ago, rows.cell(row, "CHILD"), column)
    }

    /// What the year says about a child that XML says in the header: Header's word, or that of any table.
    fn of_child(&self, years_ago: u8, child: &str, column: &str) -> &str {
        let header = self.tables.get(&(years_ago, Table::Header));
        let others = self
            .tables
            .iter()
            .filter(|((year, _), _)| *year == years_ago)
            .map(|(_, rows)| rows);
        let mut tables = header.into_iter().chain(others);
        tables
            .find_map(|rows| {
                (0..rows.rows.len())
                    .find(|row| {
                        rows.cell(*row, "CHILD") == child
                            && rows.columns.iter().any(|name| name == column)
                    })
                    .map(|row| rows.cell(row, column))
            })
            .unwrap_or("")
    }

    fn as_csv(&self, years_ago: u8, needed: &BTreeSet<(u8, Table)>) -> Vec<InputFile> {
        let written = self.tables.keys().copied();
        let tables: BTreeSet<(u8, Table)> = written.chain(needed.iter().copied()).collect();
        let tables = tables.into_iter().filter(|(year, _)| *year == years_ago);
        tables
            .map(|(_, table)| {
                let empty = Rows::default();
                let rows = self.tables.get(&(years_ago, table)).unwrap_or(&empty);
                let mut columns = table.columns().to_vec();
                if table == Table::Header && rows.columns.iter().any(|column| column == "UASC") {
                    columns.push("UASC");
                }
                let known = |column: &String| {
                    columns.contains(&column.as_str()) || column.starts_with("PL_")
                };
                assert!(
                    rows.columns.iter().all(known),
                    "an unknown column among {:?}",
                    rows.columns
                );
                let mut text = columns.join(",");
                for row in 0..rows.rows.len() {
                    let cells: Vec<String> = columns
                        .iter()
                        .map(|column| format!("\"{}\"", rows.cell(row, column)))
                        .collect();
                    text.push('\n');
                    text.push_str(&cells.join(","));
                }
                InputFile {
                    name: format!("{}.csv", table.name()),
                    bytes: text.into_bytes(),
                }
            })
            .collect()
    }

    /// One element for each child, in the order in which the children first appear. Tables that stand in the header, one row a child,
    /// make a second element for the same child where they have a second row.
    fn as_xml(&self, years_ago: u8) -> Vec<InputFile> {
        let of_year = || {
            self.tables
                .iter()
                .filter(|((year, _), _)| *year == years_ago)
                .map(|((_, table), rows)| (*table, rows))
        };
        let mut children: Vec<&str> = Vec::new();
        for (_, rows) in of_year() {
            for row in 0..rows.rows.len() {
                let child = rows.cell(row, "CHILD");
                if !children.contains(&child) {
                    children.push(child);
                }
            }
        }
        let has_header = self.tables.contains_key(&(years_ago, Table::Header));
        let mut text = String::from("<EXPSSDA903>\n");
        for child in children {
            let own = |table: Table| -> Vec<(&Rows, usize)> {
                of_year()
                    .filter(|(of, _)| *of == table)
                    .flat_map(|(_, rows)| (0..rows.rows.len()).map(move |row| (rows, row)))
                    .filter(|(rows, row)| rows.cell(*row, "CHILD") == child)
                    .collect()
            };
            let in_header = [Table::Header, Table::Uasc, Table::Oc3, Table::Ad1];
            let elements = in_header
                .iter()
                .map(|table| own(*table).len())
                .max()
                .unwrap_or(0)
                .max(1);
            assert!(
                !has_header || own(Table::Header).len() == elements,
                "XML has a header for every child: give {child:?} as many rows in Header as in UASC, OC3 and AD1, or use case_as_csv"
            );
            for element in 0..elements {
                text.push_str("<CHILD>\n<HEADER>\n");
                push(&mut text, "CHILDID", child);
                for column in ["SEX", "DOB"] {
                    let header = own(Table::Header)
                        .get(element)
                        .map(|(rows, row)| rows.cell(*row, column));
                    push(
                        &mut text,
                        column,
                        header.unwrap_or_else(|| self.of_child(years_ago, child, column)),
                    );
                }
                for table in in_header {
                    let rows = own(table);
                    let Some((rows, row)) = rows.get(element) else {
                        continue;
                    };
                    let own_columns = rows
                        .columns
                        .iter()
                        .filter(|column| !["CHILD", "SEX", "DOB"].contains(&column.as_str()));
                    let mut said = false;
                    for column in own_columns {
                        push(&mut text, column, rows.cell(*row, column));
                        said |= !rows.cell(*row, column).is_empty();
                    }
                    if table == Table::Uasc && !said {
                        push(&mut text, "UASC", "1");
                        said = true;
                    }
                    assert!(
                        said || table == Table::Header,
                        "XML has no {table} row without a value; use case_as_csv"
                    );
                }
                text.push_str("</HEADER>\n");
                for table in Table::ALL
                    .into_iter()
                    .filter(|table| element == 0 && !in_header.contains(table))
                {
                    let name = table.element().expect("the table has an element");
                    for (rows, row) in own(table) {
                        text.extend(["<", name, ">\n"]);
                        let columns = rows.columns.iter().filter(|column| {
                            table.columns().contains(&column.as_str()) && *column != "CHILD"
                        });
                        for column in columns {
                            push(&mut text, column, rows.cell(row, column));
                        }
                        text.extend(["</", name, ">\n"]);
                    }
                }
                text.push_str("</CHILD>\n");
            }
        }
        text.push_str("</EXPSSDA903>\n");
        vec![InputFile {
            name: "return.xml".into(),
            bytes: text.into_bytes(),
        }]
    }

    /// The derived columns of the case, in the order in which the reader has the rows.
    fn derived(&self, years_ago: u8, years: &[YearReading], format: Format) -> Vec<Derived> {
        let Some(rows) = self.tables.get(&(years_ago, Table::Episodes)) else {
            return Vec::new();
        };
        let mut left: Vec<usize> = (0..rows.rows.len()).collect();
        let year = &years[usize::from(years_ago)].year;
        year.episodes
            .iter()
            .map(|read| {
                let texts = joined(&read.value);
                let same = |row: &usize| {
                    let columns = Table::Episodes.columns().iter();
                    columns
                        .map(|column| self.text(years_ago, Table::Episodes, *row, column, format))
                        .collect::<Vec<_>>()
                        .join("|")
                        == texts
                };
                let place = left.iter().position(same).expect("every row was read");
                let row = left.remove(place);
                let cell = |column| Some(rows.cell(row, column)).filter(|text| !text.is_empty());
                Derived {
                    authority: cell("PL_LA").map(Into::into),
                    location: cell("PL_LOCATION").map(|text| {
                        if text == "IN" {
                            Location::Inside
                        } else {
                            Location::Outside
                        }
                    }),
                    distance_tenths: cell("PL_DISTANCE").map(tenths),
                }
            })
            .collect()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "distances of cases are small"
)]
fn tenths(text: &str) -> i32 {
    (text.parse::<f64>().expect("a distance is a number") * 10.0).round() as i32
}

/// An element with a text; none when the cell is blank, because what is missing is blank.
fn push(text: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let value = value.replace('&', "&amp;").replace('<', "&lt;");
        text.extend(["<", name, ">", &value, "</", name, ">\n"]);
    }
}

fn joined<T: TableRow>(row: &T) -> String {
    // Without the fields that only XML has: a case may leave them to the harness.
    row.texts()[..T::COLUMNS.len()].join("|")
}

fn tables_of(need: Need, tables: &mut BTreeSet<(u8, Table)>) {
    match need {
        Need::Table(table) | Need::Rows(table) => drop(tables.insert((0, table))),
        Need::LastYear(table) | Need::LastYearRows(table) => drop(tables.insert((1, table))),
        Need::AllOf(needs) => needs.iter().for_each(|need| tables_of(*need, tables)),
        // A case says itself which of them it hands in.
        Need::AnyOf(_) | Need::Providers | Need::Postcodes | Need::Xml => {}
    }
}

fn providers(rows: &Rows) -> impl Iterator<Item = Provider> {
    (0..rows.rows.len()).map(|row| {
        let cell = |column| rows.cell(row, column);
        let codes = |text: &str| {
            text.split('+')
                .filter(|code| !code.is_empty())
                .map(Into::into)
                .collect()
        };
        let given = |text: &str| (!text.is_empty()).then(|| text.into());
        Provider {
            urn: cell("URN").into(),
            placement_codes: codes(cell("PLACE_CODES")),
            provider_codes: codes(cell("PROVIDER_CODES")),
            closed_on: crate::date::parse_date(cell("REG_END")),
            postcode: given(cell("POSTCODE")),
            postcode_authority: given(cell("AUTHORITY")),
        }
    })
}

fn postcodes(rows: &Rows) -> impl Iterator<Item = (String, PostcodePlace)> {
    (0..rows.rows.len()).map(|row| {
        let place = PostcodePlace {
            authority: AUTHORITY.into(),
            grid: None,
        };
        (rows.cell(row, "POSTCODE").to_owned(), place)
    })
}
