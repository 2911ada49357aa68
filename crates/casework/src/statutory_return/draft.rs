//! The tables of a return while they are filled: who somebody is, row by row, and what is missing, with its place.

use std::collections::{BTreeMap, BTreeSet};

use leaving_care::{Finding, Severity, calendar::ReportingYear};
use ssda903::{
    FieldValue, InputFile, Table,
    write::{FIRST_YEAR_OF_DOLO, write_table},
};

use super::records::Case;

/// From the year ending 2025 SEX is M, F and U; before, 1 and 2 (rule 101).
const FIRST_YEAR_OF_LETTERS: i16 = 2025;

pub(super) struct Draft {
    pub year: ReportingYear,
    /// Whether SEX is written in letters.
    letters: bool,
    /// Whether a return for the year was imported, so that it says who was in OC3.
    pub has_imported_oc3: bool,
    tables: BTreeMap<Table, Vec<Vec<String>>>,
    findings: Vec<Finding>,
    /// People who belong into the return and cannot be named in it.
    without_identifier: usize,
    /// Of so many people tables other than Header and OC3 are asked.
    looked_after: usize,
}

impl Draft {
    /// `collection` is the year of the return: earlier ones that it is checked against are written in its codes.
    pub fn new(year: ReportingYear, collection: ReportingYear, has_imported_oc3: bool) -> Self {
        Self {
            year,
            letters: collection.year() >= FIRST_YEAR_OF_LETTERS,
            has_imported_oc3,
            tables: BTreeMap::new(),
            findings: Vec::new(),
            without_identifier: 0,
            looked_after: 0,
        }
    }

    /// Adds a row; who it is about is filled in. Nothing happens for somebody without an identifier.
    pub fn add(&mut self, table: Table, case: &Case, cells: &BTreeMap<&str, String>) {
        if case.child.is_empty() {
            return;
        }
        let sex = self.sex(case);
        let cell = |column: &str| match column {
            "CHILD" => case.child.clone(),
            "DOB" => case.born().write().into_owned(),
            "SEX" => sex.clone(),
            _ => cells.get(column).cloned().unwrap_or_default(),
        };
        let row = table.columns().iter().map(|column| cell(column)).collect();
        self.tables.entry(table).or_default().push(row);
    }

    /// Says what is doubtful about a cell of the row that was added last.
    pub fn say(
        &mut self,
        severity: Severity,
        table: Table,
        column: &str,
        reason: &str,
        remedy: &str,
    ) {
        let rows = self.tables.get(&table).map_or(&[][..], Vec::as_slice);
        let place = table.columns().iter().position(|known| *known == column);
        let written = rows
            .last()
            .and_then(|row| row.get(place?))
            .map_or("", String::as_str);
        self.findings.push(
            Finding::new(severity, reason, remedy)
                .at_file(table.file_name())
                .at_table(table.name())
                .at_row(rows.len() as u64 + 1)
                .at_cell(column, written),
        );
    }

    /// Says something of somebody of whom no row was written.
    pub fn say_of(&mut self, severity: Severity, case: &Case, table: Table, words: [&str; 2]) {
        let [reason, remedy] = words;
        self.findings.push(
            Finding::new(severity, reason, remedy)
                .at_table(table.name())
                .at_cell("CHILD", &case.child),
        );
    }

    fn sex(&self, case: &Case) -> String {
        match case.details.sex.as_str() {
            "1" if self.letters => "M".to_owned(),
            "2" if self.letters => "F".to_owned(),
            "" => latest(self.year, case, Table::Header, "SEX").to_owned(),
            other => other.to_owned(),
        }
    }

    /// Adds the row of Header, which everybody needs of whom anything else was added.
    pub fn finish(&mut self, case: &Case, is_looked_after: bool, is_care_leaver: bool) {
        if !is_looked_after && !is_care_leaver {
            return;
        }
        self.looked_after += usize::from(is_looked_after);
        if case.child.is_empty() {
            self.without_identifier += 1;
            return;
        }
        let number = if case.unique_pupil_number.is_empty() {
            latest(self.year, case, Table::Header, "UPN").to_owned()
        } else {
            case.unique_pupil_number.clone()
        };
        let mut cells =
            BTreeMap::from([("ETHNIC", case.details.ethnicity.clone()), ("UPN", number)]);
        // Not asked of care leavers who were not looked after in the year (rule 628).
        if is_looked_after {
            cells.extend(motherhood(self.year, case));
        }
        self.add(Table::Header, case, &cells);
        let is_blank = |column: &str| cells.get(column).is_none_or(String::is_empty);
        let missing = [
            ("SEX", self.sex(case).is_empty(), "the sex"),
            ("ETHNIC", is_blank("ETHNIC"), "the ethnicity"),
            (
                "UPN",
                is_blank("UPN"),
                "the unique pupil number or why there is none",
            ),
            (
                "MOTHER",
                is_looked_after && case.details.sex == "2" && is_blank("MOTHER"),
                "whether she is a mother",
            ),
        ];
        for (column, is_missing, what) in missing {
            if is_missing {
                self.say(
                    Severity::Warning,
                    Table::Header,
                    column,
                    &format!("The records do not say {what}; the cell is blank."),
                    "Record it, and produce the return again.",
                );
            }
        }
        if case.is_local_id {
            self.say(
                Severity::Warning,
                Table::Header,
                "CHILD",
                "No identifier of an earlier return is recorded; the council's own number stands here.",
                "Check that it is the one that the return has always used, and record it as the SSDA903 child id.",
            );
        }
    }

    /// How many rows each table has.
    pub fn counts(&self) -> Vec<(Table, usize)> {
        let rows = |table: &Table| self.tables.get(table).map_or(0, Vec::len);
        self.expected()
            .into_iter()
            .map(|table| (table, rows(&table)))
            .collect()
    }

    /// The tables of the year's collection, and any other that has rows.
    fn expected(&self) -> Vec<Table> {
        let is_expected = |table: &Table| {
            *table != Table::DeprivationOfLiberty
                || self.year.year() >= FIRST_YEAR_OF_DOLO
                || self.tables.contains_key(table)
        };
        Table::ALL.into_iter().filter(is_expected).collect()
    }

    pub fn into_files(mut self) -> (Vec<InputFile>, Vec<Finding>) {
        self.say_what_is_missing();
        let files = self
            .expected()
            .into_iter()
            .map(|table| {
                let rows = self.tables.get(&table).map_or(&[][..], Vec::as_slice);
                InputFile {
                    name: table.file_name().to_owned(),
                    bytes: write_table(table, rows.iter()),
                }
            })
            .collect();
        (files, self.findings)
    }

    fn say_what_is_missing(&mut self) {
        if self.without_identifier > 0 {
            self.findings.push(
                Finding::new(
                    Severity::Error,
                    format!("{} people belong into the return but have no identifier that it could use; they were left out.", self.without_identifier),
                    "Give each of them an SSDA903 child id, and produce the return again.",
                )
                .at_table(Table::Header.name()),
            );
        }
        if self.looked_after == 0 {
            return;
        }
        let have_rows: BTreeSet<Table> = self.tables.keys().copied().collect();
        for table in [
            Table::Reviews,
            Table::Oc2,
            Table::PreviousPermanence,
            Table::SocialWorkerEpisodes,
        ] {
            if !have_rows.contains(&table) {
                self.findings.push(
                    Finding::new(
                        Severity::Warning,
                        format!("The records hold nothing for {} in this year, though {} people were looked after; the table has no rows.", table.name(), self.looked_after),
                        "Add the rows from the system that holds them.",
                    )
                    .at_file(table.file_name())
                    .at_table(table.name()),
                );
            }
        }
    }
}

/// What the newest row of a table up to the year says in a column, of what was kept from returns.
fn latest<'a>(year: ReportingYear, case: &'a Case, table: Table, column: &str) -> &'a str {
    case.return_rows(table)
        .filter(|(record, _)| record.starts_on <= year.last_day())
        .map(|(_, details)| details.cell(column))
        .rfind(|cell| !cell.is_empty())
        .unwrap_or_default()
}

/// What this year's return said. Without one: somebody who was a mother is one still, and of others nobody can tell.
fn motherhood(year: ReportingYear, case: &Case) -> BTreeMap<&'static str, String> {
    let of_the_year = case.return_rows(Table::Header).find(|(record, details)| {
        year.contains(record.starts_on) && !details.cell("MOTHER").is_empty()
    });
    let earlier = || {
        case.return_rows(Table::Header).rfind(|(record, details)| {
            record.starts_on < year.first_day() && details.cell("MOTHER").trim() == "1"
        })
    };
    of_the_year
        .or_else(earlier)
        .map_or_else(BTreeMap::new, |(_, details)| {
            ["MOTHER", "MC_DOB"]
                .into_iter()
                .map(|column| (column, details.cell(column).to_owned()))
                .collect()
        })
}
