//! A spell in words: line by line for checking and comparing, and in one line for lists.

use jiff::civil::Date;
use leaving_care::{placement::ShortCode, spell_value::SpellValue};
use ssda903::codes;

use super::{compare::Fact, spell_form::pounds};
use crate::web::printed;

/// Every line of a spell, for checking and for comparing.
pub fn facts(value: &SpellValue, starts_on: Date, ends_on: Option<Date>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = match value {
        SpellValue::Activity(details) => vec![
            ("What", details.code.label().to_owned()),
            ("Where", details.provider.clone()),
            ("Course or job", details.role.clone()),
            ("Level of study", details.study_level.clone()),
            (
                "Hours a week",
                details
                    .hours_a_week
                    .map_or_else(String::new, |hours| hours.to_string()),
            ),
            (
                "Pay for an hour",
                details
                    .wage_pence_an_hour
                    .map_or_else(String::new, |pence| format!("£{}", pounds(pence))),
            ),
            ("Note", details.note.clone()),
        ],
        SpellValue::Accommodation(details) => vec![
            ("Home", details.code.kind.label().to_owned()),
            (
                "Suitable",
                match details.code.is_suitable {
                    Some(true) => "Yes",
                    Some(false) => "No",
                    None => "Not judged yet",
                }
                .to_owned(),
            ),
            ("Address", details.address.clone()),
            ("Postcode", details.postcode.clone()),
            ("Note", details.note.clone()),
        ],
        SpellValue::InTouch(details) => vec![
            ("In touch", details.code.label().to_owned()),
            ("Note", details.note.clone()),
        ],
        SpellValue::Placement(details) => {
            let placement = details.placement;
            vec![
                (
                    "Legal status",
                    code_label::<codes::LegalStatus>(
                        placement.legal_status,
                        codes::LegalStatus::label,
                    ),
                ),
                (
                    "Placement",
                    code_label::<codes::Placement>(placement.place, codes::Placement::label),
                ),
                (
                    "Why it ended",
                    code_label::<codes::ReasonEpisodeCeased>(
                        placement.reason_ended,
                        codes::ReasonEpisodeCeased::label,
                    ),
                ),
            ]
        }
        SpellValue::Allocation(details) => vec![
            ("Role", details.allocation.role.label().to_owned()),
            ("Worker", details.worker_name.clone()),
            ("Team", details.team.clone()),
        ],
        SpellValue::ReportedCareLeaver(_) => vec![("Reported", value.label())],
        SpellValue::ReturnRow(details) => {
            let written: Vec<String> = details
                .cells
                .iter()
                .map(|(column, cell)| format!("{column} {cell}"))
                .collect();
            vec![("Return", value.label()), ("Written", written.join(", "))]
        }
    };
    facts.retain(|(_, text)| !text.is_empty());
    facts.push(("From", printed::long_date(&starts_on)));
    facts.push((
        "Until",
        ends_on.map_or_else(|| "goes on".to_owned(), |end| printed::long_date(&end)),
    ));
    facts
}

fn code_label<T: std::str::FromStr>(code: ShortCode, label: fn(T) -> &'static str) -> String {
    code.as_str()
        .parse()
        .map_or_else(|_| code.to_string(), |known| label(known).to_owned())
}

/// A spell in one line.
pub fn in_words(value: &SpellValue) -> String {
    let more = place_and_role(value);
    if more.is_empty() {
        value.label()
    } else {
        format!("{} ({more})", value.label())
    }
}

/// The course or job and where, or the address: what tells two spells of one kind apart.
pub fn place_and_role(value: &SpellValue) -> String {
    let parts: [&str; 2] = match value {
        SpellValue::Activity(details) => [&details.role, &details.provider],
        SpellValue::Accommodation(details) => [&details.address, &details.postcode],
        _ => ["", ""],
    };
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
