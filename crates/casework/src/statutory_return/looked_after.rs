//! Children looked after in the year: Episodes, and the tables that only they have.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leaving_care::{
    Severity,
    calendar::{LeapDayBirthday, ReportingYear, age_years},
    placement::{Placement, ShortCode},
    spell_value::{PlacementDetails, ReturnRowDetails, SpellValue},
};
use ssda903::{FieldValue, Table, parse_date};
use store::spell::SpellRecord;

use super::{draft::Draft, records::Case};
use crate::import::dates_of;

/// Adds the rows of everything but Header and OC3; says whether the person was looked after in the year.
pub(super) fn add(draft: &mut Draft, case: &Case) -> bool {
    let (first_day, last_day) = (draft.year.first_day(), draft.year.last_day());
    // An episode that ended on 1 April still lies in the year: the Department asks for DEC on or after its first day.
    let is_of_the_year = |record: &&SpellRecord| {
        record.starts_on <= last_day && record.ends_on.is_none_or(|end| first_day <= end)
    };
    let mut episodes: Vec<(&SpellRecord, &PlacementDetails)> = case
        .spells
        .iter()
        .filter(is_of_the_year)
        .filter_map(|record| match &record.value {
            SpellValue::Placement(details) => Some((record, details)),
            _ => None,
        })
        .collect();
    episodes.sort_by_key(|(record, _)| (record.starts_on, record.ends_on.unwrap_or(Date::MAX)));
    for (record, details) in &episodes {
        add_episode(draft, case, record, details, last_day);
    }
    let rows: Vec<(&SpellRecord, &ReturnRowDetails)> = Table::ALL
        .into_iter()
        .filter(|table| !matches!(table, Table::Header | Table::Uasc))
        .flat_map(|table| case.return_rows(table))
        .filter(|(record, details)| is_row_of(draft.year, record, details))
        .collect();
    if episodes.is_empty() {
        if !rows.is_empty() {
            draft.say_of(
                Severity::Warning,
                case,
                Table::Episodes,
                [
                    "Reviews, health or other facts of this year are recorded, but no time in care; these rows were left out.",
                    "Record the time in care, and produce the return again.",
                ],
            );
        }
        return false;
    }
    for (_, details) in rows {
        add_row(draft, case, details, last_day);
    }
    add_asylum(draft, case);
    true
}

/// Whether a kept row lies in the year: by its own days where it has them, otherwise by the year of the return that it came in.
fn is_row_of(year: ReportingYear, record: &SpellRecord, details: &ReturnRowDetails) -> bool {
    let day = |column: &str| parse_date(details.cell(column).trim());
    let began = dates_of(details.table).and_then(|(from, until)| Some((day(from)?, until)));
    match began {
        Some((began, until)) if !until.is_empty() => {
            let is_over = day(until).is_some_and(|end| began <= end && end < year.first_day());
            began <= year.last_day() && !is_over
        }
        Some(_) | None => year.contains(record.starts_on),
    }
}

fn written(date: Date) -> String {
    date.write().into_owned()
}

fn add_episode(
    draft: &mut Draft,
    case: &Case,
    record: &SpellRecord,
    details: &PlacementDetails,
    last_day: Date,
) {
    let Placement {
        legal_status,
        place,
        reason_ended,
    } = details.placement;
    // On 31 March nobody knew what came later: an episode that ended afterwards was open.
    let is_open = record.ends_on.is_some_and(|end| end > last_day);
    let ended = record.ends_on.filter(|_| !is_open);
    let unless_open = |text: String| if is_open { String::new() } else { text };
    let code = |code: ShortCode| code.as_str().to_owned();
    let cells = BTreeMap::from([
        ("DECOM", written(record.starts_on)),
        ("RNE", details.reason_for_new_episode.clone()),
        ("LS", code(legal_status)),
        ("CIN", details.category_of_need.clone()),
        ("PLACE", code(place)),
        ("PLACE_PROVIDER", details.placement_provider.clone()),
        ("DEC", ended.map_or_else(String::new, written)),
        ("REC", unless_open(code(reason_ended))),
        (
            "REASON_PLACE_CHANGE",
            unless_open(details.reason_place_change.clone()),
        ),
        ("HOME_POST", details.home_postcode.clone()),
        ("PL_POST", details.placement_postcode.clone()),
        ("URN", details.provider_urn.clone()),
    ]);
    draft.add(Table::Episodes, case, &cells);
    let missing = [
        ("RNE", "why the episode began"),
        ("LS", "the legal status"),
        ("CIN", "the category of need"),
        ("PLACE", "the placement"),
        ("REC", "why the episode ended"),
    ];
    for (column, what) in missing {
        let is_asked = column != "REC" || ended.is_some();
        if is_asked && cells.get(column).is_none_or(String::is_empty) && !case.child.is_empty() {
            draft.say(
                Severity::Warning,
                Table::Episodes,
                column,
                &format!("The records do not say {what}; the cell is blank."),
                "Record it, and produce the return again.",
            );
        }
    }
}

/// A row as it was kept. An end after the last day was not known on it.
fn add_row(draft: &mut Draft, case: &Case, details: &ReturnRowDetails, last_day: Date) {
    let mut cells: BTreeMap<&str, String> = details
        .cells
        .iter()
        .map(|(column, cell)| (column.as_str(), cell.clone()))
        .collect();
    if let Some((_, until)) = dates_of(details.table)
        && parse_date(details.cell(until).trim()).is_some_and(|end| end > last_day)
    {
        cells.remove(until);
        cells.remove("REASON_PLACED_CEASED");
    }
    draft.add(details.table, case, &cells);
}

/// UASC: this year's row as it was kept, or an earlier one whose status had not ceased. Somebody recorded as unaccompanied of whom no
/// return tells the day has a blank cell.
fn add_asylum(draft: &mut Draft, case: &Case) {
    let (year, first_day) = (draft.year, draft.year.first_day());
    let kept = case
        .return_rows(Table::Uasc)
        .rfind(|(record, _)| record.starts_on <= year.last_day());
    let cells = match kept {
        Some((record, details)) => {
            let ceased = details.cell("DUC");
            let is_over = parse_date(ceased.trim()).is_some_and(|day| day < first_day);
            if is_over && !year.contains(record.starts_on) {
                return;
            }
            BTreeMap::from([("DUC", ceased.to_owned())])
        }
        None if case.details.was_unaccompanied
            && age_years(case.born(), first_day, LeapDayBirthday::default()) < 18 =>
        {
            BTreeMap::new()
        }
        None => return,
    };
    draft.add(Table::Uasc, case, &cells);
    if cells.get("DUC").is_none_or(String::is_empty) && !case.child.is_empty() {
        draft.say(
            Severity::Warning,
            Table::Uasc,
            "DUC",
            "The records do not say when the status as an unaccompanied child ceased or will cease; the cell is blank.",
            "Add the day, usually the eighteenth birthday.",
        );
    }
}
