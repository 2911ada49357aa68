//! Ofsted's Annex A, List 9 (care leavers) as proposals.

use jiff::civil::Date;
use leaving_care::{Finding, Severity, person::IdentifierKind};
use ssda903::{FileSummary, InputFile};

use super::{
    care_leaver_row::{CareLeaverRow, Place, claims, day, plain},
    proposal::Proposal,
    spreadsheet::{Sheet, sheets},
};

/// The columns of List 9, each by the beginnings under which templates have named it.
const COLUMNS: &[(&str, &[&str])] = &[
    ("child", &["child unique id", "childuniqueid"]),
    ("gender", &["gender", "sex"]),
    ("ethnicity", &["ethnicity"]),
    ("born", &["date of birth", "dateofbirth"]),
    ("uasc", &["unaccompanied asylum", "uasc"]),
    ("team", &["allocated team", "allocatedteam"]),
    ("worker", &["allocated worker", "allocatedworker"]),
    (
        "adviser",
        &["allocated personal advis", "allocatedpersonaladvis"],
    ),
    (
        "eligibility",
        &["eligibility category", "eligibilitycategory"],
    ),
    ("plan", &["latest pathway plan", "latestpathwayplan"]),
    ("in_touch", &["la in touch", "laintouch"]),
    (
        "contact",
        &["latest date of contact", "latestcontact", "latest contact"],
    ),
    (
        "accommodation",
        &["type of accommodation", "typeofaccommodation"],
    ),
    (
        "suitability",
        &["suitability of accommodation", "suitabilityofaccommodation"],
    ),
    ("activity", &["activity status", "activitystatus"]),
];

/// Reads every List 9 in the workbooks.
pub(super) fn read(files: &[InputFile], made_on: Date) -> Proposal {
    let mut proposal = Proposal::default();
    for file in files {
        match sheets(&file.name, &file.bytes) {
            Err(finding) => proposal.findings.push(*finding),
            Ok(sheets) => {
                // The columns say which list it is: templates number and name their sheets in different ways.
                let lists: Vec<(&Sheet, usize, Vec<Option<usize>>)> = sheets
                    .iter()
                    .filter_map(|sheet| list_nine(sheet).map(|(at, columns)| (sheet, at, columns)))
                    .collect();
                if lists.is_empty() {
                    proposal.findings.push(
                        Finding::new(
                            Severity::Error,
                            "No sheet has the columns of List 9 (care leavers).",
                            "Import the Annex A workbook that holds List 9, with its headings.",
                        )
                        .at_file(&file.name),
                    );
                }
                for (sheet, header_at, columns) in lists {
                    read_list(&mut proposal, file, sheet, header_at, &columns, made_on);
                }
            }
        }
    }
    proposal
}

/// Where the headings stand, and which column is which; `None` for other lists.
fn list_nine(sheet: &Sheet) -> Option<(usize, Vec<Option<usize>>)> {
    sheet
        .rows
        .iter()
        .take(20)
        .enumerate()
        .find_map(|(at, (_, row))| {
            let headings: Vec<String> = row
                .iter()
                .map(|heading| {
                    heading
                        .to_lowercase()
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .collect();
            let columns: Vec<Option<usize>> = COLUMNS
                .iter()
                .map(|(_, beginnings)| {
                    headings.iter().position(|heading| {
                        beginnings.iter().any(|begins| heading.starts_with(begins))
                    })
                })
                .collect();
            let has = |name: &str| {
                COLUMNS
                    .iter()
                    .position(|(column, _)| *column == name)
                    .and_then(|index| columns[index])
                    .is_some()
            };
            (has("child") && has("born") && has("eligibility") && has("activity"))
                .then_some((at, columns))
        })
}

fn read_list(
    proposal: &mut Proposal,
    file: &InputFile,
    sheet: &Sheet,
    header_at: usize,
    columns: &[Option<usize>],
    made_on: Date,
) {
    for ((name, _), column) in COLUMNS.iter().zip(columns) {
        if column.is_none() {
            proposal.findings.push(
                Finding::new(
                    Severity::Warning,
                    format!("List 9 has no column for \"{name}\", so nothing about it was taken."),
                    "Add the column if the system that the file came from has it.",
                )
                .at_file(&file.name)
                .at_table(&sheet.name),
            );
        }
    }
    let mut rows = 0;
    for (line, cells) in sheet.rows.iter().skip(header_at + 1) {
        rows += 1;
        let cell = |name: &str| {
            let index = COLUMNS
                .iter()
                .position(|(column, _)| *column == name)
                .and_then(|index| columns[index]);
            index
                .and_then(|index| cells.get(index))
                .map_or("", |cell| cell.trim())
        };
        read_row(proposal, &file.name, &sheet.name, *line, &cell, made_on);
    }
    proposal.rows_read += rows;
    proposal.files.push(FileSummary {
        name: file.name.clone(),
        table: None,
        year_ending: None,
        rows,
        encoding: "XLSX",
    });
}

fn read_row<'a>(
    proposal: &mut Proposal,
    file: &str,
    table: &str,
    row: u64,
    cell: &impl Fn(&str) -> &'a str,
    made_on: Date,
) {
    let place = Place { file, table, row };
    let mut findings = Vec::new();
    let child = cell("child");
    if child.is_empty() {
        proposal.findings.push(place.finding(
            Severity::Error,
            "Child Unique ID",
            "",
            "The row has no id, so nothing was taken from it.",
            "Add the person's id.",
        ));
        return;
    }
    let born = day(cell("born"), "Date of Birth", &place, &mut findings);
    let person = proposal.person(IdentifierKind::LocalId, child, file, row);
    if let Some(born) = born {
        let details = person.born(born);
        details.sex = match plain(cell("gender")).as_str() {
            "male" | "m" | "1" => "1".to_owned(),
            "female" | "f" | "2" => "2".to_owned(),
            _ => String::new(),
        };
        details.ethnicity = plain(cell("ethnicity")).to_uppercase();
        details.was_unaccompanied = matches!(plain(cell("uasc")).as_str(), "yes" | "y");
    }
    let care_leaver = CareLeaverRow {
        eligibility: cell("eligibility").to_owned(),
        in_touch: cell("in_touch").to_owned(),
        latest_contact: cell("contact").to_owned(),
        accommodation: cell("accommodation").to_owned(),
        suitability: cell("suitability").to_owned(),
        activity: cell("activity").to_owned(),
        pathway_plan_reviewed_on: cell("plan").to_owned(),
        personal_adviser: cell("adviser").to_owned(),
        allocated_team: cell("team").to_owned(),
        allocated_worker: cell("worker").to_owned(),
    };
    claims(
        &care_leaver,
        "annex_a",
        made_on,
        &place,
        person,
        &mut findings,
    );
    proposal.findings.append(&mut findings);
}
