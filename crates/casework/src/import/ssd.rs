//! The Standard Safeguarding Dataset as proposals: ssd_care_leavers, with ssd_person beside it for dates of birth.

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::{Finding, Severity, person::IdentifierKind};
use ssda903::{FileSummary, InputFile};

use super::{
    care_leaver_row::{CareLeaverRow, Place, claims, day},
    proposal::Proposal,
};

/// Reads the CSV tables by their columns: `clea_...` are care leavers, `pers_...` are people.
pub(super) fn read(files: &[InputFile], made_on: Date) -> Proposal {
    let mut proposal = Proposal::default();
    let mut care_leavers = Vec::new();
    for file in files {
        let text = String::from_utf8_lossy(&file.bytes);
        let text = text.trim_start_matches('\u{feff}');
        if text.contains('\u{fffd}') {
            proposal.findings.push(
                Finding::new(
                    Severity::Warning,
                    "Some letters could not be read: the file is not in UTF-8.",
                    "Export it again as \"CSV UTF-8\".",
                )
                .at_file(&file.name),
            );
        }
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.as_bytes());
        let columns: HashMap<String, usize> = match reader.headers() {
            Ok(headers) => headers
                .iter()
                .enumerate()
                .map(|(at, name)| (name.trim().to_lowercase(), at))
                .collect(),
            Err(_) => HashMap::new(),
        };
        let is_people = columns.contains_key("pers_person_id");
        if !is_people && !columns.contains_key("clea_person_id") {
            proposal.findings.push(
                Finding::new(
                    Severity::Error,
                    "This is neither ssd_care_leavers nor ssd_person: it has no column clea_person_id or pers_person_id.",
                    "Export these two tables with their headings.",
                )
                .at_file(&file.name),
            );
            continue;
        }
        let mut rows = 0;
        for (record, row) in reader.records().zip(2_u64..) {
            let table = if is_people {
                "ssd_person"
            } else {
                "ssd_care_leavers"
            };
            match record {
                Err(_) => proposal.findings.push(
                    Finding::new(
                        Severity::Error,
                        "This row cannot be read.",
                        "Look for a stray quotation mark.",
                    )
                    .at_file(&file.name)
                    .at_table(table)
                    .at_row(row),
                ),
                Ok(record) => {
                    rows += 1;
                    let cells: HashMap<String, String> = columns
                        .iter()
                        .map(|(name, at)| {
                            (
                                name.clone(),
                                unguarded(record.get(*at).unwrap_or_default()).to_owned(),
                            )
                        })
                        .collect();
                    if is_people {
                        person(&mut proposal, &file.name, row, &cells);
                    } else {
                        care_leavers.push((file.name.clone(), row, cells));
                    }
                }
            }
        }
        proposal.rows_read += rows;
        let name = file.name.clone();
        proposal.files.push(FileSummary {
            name,
            table: None,
            year_ending: None,
            rows,
            encoding: "UTF-8",
        });
    }
    for (file, row, cells) in care_leavers {
        care_leaver(&mut proposal, &file, row, &cells, made_on);
    }
    proposal
}

/// A text without spaces around it, and without the apostrophe with which careful programs keep a spreadsheet from taking it for a formula.
fn unguarded(text: &str) -> &str {
    let text = text.trim();
    let guarded = text.strip_prefix('\'');
    let begins_like_a_formula = |rest: &&str| rest.starts_with(['=', '+', '-', '@', '\t', '\r']);
    guarded
        .filter(begins_like_a_formula)
        .map_or(text, str::trim)
}

fn cell<'a>(cells: &'a HashMap<String, String>, name: &str) -> &'a str {
    cells.get(name).map_or("", String::as_str)
}

fn person(proposal: &mut Proposal, file: &str, row: u64, cells: &HashMap<String, String>) {
    let place = Place {
        file,
        table: "ssd_person",
        row,
    };
    let mut findings = Vec::new();
    let id = cell(cells, "pers_person_id");
    let born = day(cell(cells, "pers_dob"), "pers_dob", &place, &mut findings);
    if let (false, Some(born)) = (id.is_empty(), born) {
        let person = proposal.person(IdentifierKind::LocalId, id, file, row);
        person.also_known_as(IdentifierKind::Upn, cell(cells, "pers_upn"));
        let details = person.born(born);
        cell(cells, "pers_forename").clone_into(&mut details.given_name);
        cell(cells, "pers_surname").clone_into(&mut details.family_name);
        details.sex = match cell(cells, "pers_sex").to_uppercase().as_str() {
            "M" => "1".to_owned(),
            "F" => "2".to_owned(),
            _ => String::new(),
        };
        details.ethnicity = cell(cells, "pers_ethnicity").to_uppercase();
    }
    proposal.findings.append(&mut findings);
}

fn care_leaver(
    proposal: &mut Proposal,
    file: &str,
    row: u64,
    cells: &HashMap<String, String>,
    made_on: Date,
) {
    let place = Place {
        file,
        table: "ssd_care_leavers",
        row,
    };
    let id = cell(cells, "clea_person_id");
    if id.is_empty() {
        proposal.findings.push(place.finding(
            Severity::Error,
            "clea_person_id",
            "",
            "The row has no person, so nothing was taken from it.",
            "Add the person's id.",
        ));
        return;
    }
    let care_leaver = CareLeaverRow {
        eligibility: cell(cells, "clea_care_leaver_eligibility").to_owned(),
        in_touch: cell(cells, "clea_care_leaver_in_touch").to_owned(),
        latest_contact: cell(cells, "clea_care_leaver_latest_contact").to_owned(),
        accommodation: cell(cells, "clea_care_leaver_accommodation").to_owned(),
        suitability: cell(cells, "clea_care_leaver_accom_suitable").to_owned(),
        activity: cell(cells, "clea_care_leaver_activity").to_owned(),
        pathway_plan_reviewed_on: cell(cells, "clea_pathway_plan_review_date").to_owned(),
        personal_adviser: cell(cells, "clea_care_leaver_personal_advisor").to_owned(),
        allocated_team: cell(cells, "clea_care_leaver_allocated_team").to_owned(),
        allocated_worker: cell(cells, "clea_care_leaver_worker_id").to_owned(),
    };
    let mut findings = Vec::new();
    let person = proposal.person(IdentifierKind::LocalId, id, file, row);
    claims(&care_leaver, "ssd", made_on, &place, person, &mut findings);
    proposal.findings.append(&mut findings);
}
