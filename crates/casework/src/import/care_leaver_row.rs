//! One "current" row about a care leaver, as Annex A List 9 and the Standard Safeguarding Dataset both give it: claims without
//! history, true on the day on which the file was made.

use jiff::civil::Date;
use leaving_care::{
    Finding, Severity,
    accommodation::AccommodationCode,
    activity::ActivityCode,
    allocation::{Allocation, WorkerRole},
    eligibility::Category,
    facts::ReportedCareLeaver,
    source::Standing,
    spell_value::{
        AccommodationDetails, ActivityDetails, AllocationDetails, InTouchDetails,
        ReportedCareLeaverDetails, SpellValue,
    },
};
use uuid::Uuid;

use super::proposal::{ProposedContact, ProposedFact, ProposedPerson, Rule};

/// The cells of a row, as text.
#[derive(Debug, Clone, Default)]
pub(super) struct CareLeaverRow {
    pub eligibility: String,
    pub in_touch: String,
    pub latest_contact: String,
    pub accommodation: String,
    pub suitability: String,
    pub activity: String,
    pub pathway_plan_reviewed_on: String,
    pub personal_adviser: String,
    pub allocated_team: String,
    pub allocated_worker: String,
}

/// Where a row stands, for findings.
pub(super) struct Place<'a> {
    pub file: &'a str,
    pub table: &'a str,
    pub row: u64,
}

impl Place<'_> {
    pub fn finding(
        &self,
        severity: Severity,
        column: &str,
        value: &str,
        reason: &str,
        remedy: &str,
    ) -> Finding {
        Finding::new(severity, reason, remedy)
            .at_file(self.file)
            .at_table(self.table)
            .at_row(self.row)
            .at_cell(column, value)
    }
}

/// The claims of a row. `source` names the format ("annex_a"); `made_on` is the day from which they are taken to hold.
pub(super) fn claims(
    row: &CareLeaverRow,
    source: &str,
    made_on: Date,
    place: &Place<'_>,
    person: &mut ProposedPerson,
    findings: &mut Vec<Finding>,
) {
    let mut add = |value: SpellValue| {
        person.facts.push(ProposedFact {
            value,
            starts_on: made_on,
            ends_on: None,
            standing: Standing::Claimed,
            source: format!("{source} list"),
            rule: Rule::Current,
        });
    };
    if let Some(reported) = reported(&row.eligibility, place, findings) {
        let plan = day(
            &row.pathway_plan_reviewed_on,
            "pathway plan review",
            place,
            findings,
        );
        let note = plan.map(plan_note);
        add(SpellValue::ReportedCareLeaver(ReportedCareLeaverDetails {
            reported,
            note: note.unwrap_or_default(),
        }));
    }
    if let Some(code) = coded(&row.in_touch, "in touch", place, findings, |text| {
        in_touch_code(text)?.parse().ok()
    }) {
        add(SpellValue::InTouch(InTouchDetails {
            code,
            note: String::new(),
        }));
    }
    let activity = |text: &str| text.split([':', ' ']).next()?.parse::<ActivityCode>().ok();
    if let Some(code) = coded(&row.activity, "activity", place, findings, activity) {
        if !code.is_current() {
            findings.push(place.finding(
                Severity::Warning,
                "activity",
                &row.activity,
                "This code was replaced by one for apprenticeships (F4, P4) and one for other training or employment (F5, P5).",
                "Enter the new code in the system that the file came from. Until then it counts as training or employment.",
            ));
        }
        add(SpellValue::Activity(ActivityDetails::of(code)));
    }
    if let Some(code) = accommodation(row, place, findings) {
        add(SpellValue::Accommodation(AccommodationDetails {
            code,
            address: String::new(),
            postcode: String::new(),
            provider: String::new(),
            note: String::new(),
        }));
    }
    let workers = [
        (WorkerRole::PersonalAdviser, &row.personal_adviser),
        (WorkerRole::SocialWorker, &row.allocated_worker),
    ];
    for (role, name) in workers
        .into_iter()
        .filter(|(_, name)| !name.trim().is_empty())
    {
        add(SpellValue::Allocation(AllocationDetails {
            allocation: Allocation {
                role,
                worker: Uuid::nil(),
            },
            worker_name: name.trim().to_owned(),
            team: row.allocated_team.trim().to_owned(),
        }));
    }
    if let Some(happened_on) = day(&row.latest_contact, "latest contact", place, findings) {
        person.contacts.push(ProposedContact {
            happened_on,
            channel: "not_recorded",
            outcome: "took_part",
            worker_name: String::new(),
            note: "Latest contact, as another system gave it.".to_owned(),
        });
    }
}

const PLAN_REVIEWED: &str = "Pathway plan last reviewed or changed on ";

fn plan_note(day: Date) -> String {
    format!("{PLAN_REVIEWED}{day}, according to this file.")
}

/// The day that [`plan_note`] put into a note.
pub(crate) fn plan_reviewed_on(note: &str) -> Option<Date> {
    note.strip_prefix(PLAN_REVIEWED)?
        .split(',')
        .next()?
        .parse()
        .ok()
}

/// "b) Former relevant child", "Former Relevant"; nothing for "No Current Eligibility" or an empty cell.
fn reported(
    text: &str,
    place: &Place<'_>,
    findings: &mut Vec<Finding>,
) -> Option<ReportedCareLeaver> {
    let plain = plain(text);
    let plain = plain
        .trim_end_matches(" child")
        .trim_end_matches(" young person")
        .trim_end_matches(" care leaver");
    let category = match plain {
        "" | "no current eligibility" | "none" => return None,
        "relevant" => Some(Category::Relevant),
        "former relevant" => Some(Category::FormerRelevant),
        "qualifying" => Some(Category::Qualifying),
        "eligible" => Some(Category::Eligible),
        _ => {
            findings.push(place.finding(
                Severity::Warning,
                "eligibility",
                text,
                "This is none of eligible, relevant, former relevant and qualifying.",
                "Correct it in the system that the file came from. The person is kept as a care leaver without a category.",
            ));
            None
        }
    };
    Some(ReportedCareLeaver {
        in_return_of: None,
        category,
    })
}

/// "a) Yes", "YES", "d) Refu".
fn in_touch_code(text: &str) -> Option<&'static str> {
    Some(match plain(text).as_str() {
        "yes" | "y" => "YES",
        "no" | "n" => "NO",
        "died" => "DIED",
        "refu" | "refuses contact" | "refused" => "REFU",
        "nreq" | "no longer requires services" => "NREQ",
        "rhom" | "returned home" => "RHOM",
        _ => return None,
    })
}

/// "B: Parents/relatives" with "a) Suitable", or "U" with "1".
fn accommodation(
    row: &CareLeaverRow,
    place: &Place<'_>,
    findings: &mut Vec<Finding>,
) -> Option<AccommodationCode> {
    let letter = row
        .accommodation
        .trim()
        .split([':', ' '])
        .next()
        .unwrap_or_default();
    if letter.is_empty() {
        return None;
    }
    let suitability = match plain(&row.suitability).as_str() {
        "suitable" | "1" | "yes" | "y" => "1",
        "unsuitable" | "2" | "no" | "n" => "2",
        "" => "",
        _ => {
            findings.push(place.finding(
                Severity::Warning,
                "suitability of accommodation",
                &row.suitability,
                "This is neither suitable nor unsuitable.",
                "Correct it in the system that the file came from. It is taken as not judged.",
            ));
            ""
        }
    };
    // Some systems give letter and judgement together ("U1").
    let code = if letter.len() > 1 || letter == "0" {
        letter.to_owned()
    } else {
        format!("{letter}{suitability}")
    };
    let read = code.parse().or_else(|()| letter.parse());
    if read.is_err() {
        findings.push(place.finding(
            Severity::Error,
            "type of accommodation",
            &row.accommodation,
            "This is no kind of accommodation that the return knows.",
            "Use a letter from B to Z as in the SSDA903 guide, such as \"U: Independent living\".",
        ));
    }
    read.ok()
}

fn coded<T>(
    text: &str,
    column: &str,
    place: &Place<'_>,
    findings: &mut Vec<Finding>,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let value = read(text);
    if value.is_none() {
        findings.push(place.finding(
            Severity::Error,
            column,
            text,
            "This code is not known, so it was not taken.",
            "Use the codes of the SSDA903 guide.",
        ));
    }
    value
}

/// Days outside these years are slips of the keyboard.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// A day, in the ways in which these files write it. 1 January 1900 means that there is none.
pub(super) fn day(
    text: &str,
    column: &str,
    place: &Place<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Date> {
    let text = text.trim();
    let first = text.split(['T', ' ']).next().unwrap_or_default();
    if first.is_empty() {
        return None;
    }
    match crate::person::parse_day(first) {
        Some(day) if day == Date::constant(1900, 1, 1) => None,
        Some(day) if YEARS.contains(&day.year()) => Some(day),
        _ => {
            findings.push(place.finding(
                Severity::Error,
                column,
                text,
                "This is not a day, so it was not taken.",
                "Write days as 31/03/2026 or 2026-03-31.",
            ));
            None
        }
    }
}

/// Lower case without a list mark such as "b) ".
pub(super) fn plain(text: &str) -> String {
    let text = text.trim();
    let text = match text.split_once(')') {
        Some((mark, rest)) if mark.len() <= 2 => rest,
        _ => text,
    };
    text.trim().trim_start_matches('-').trim().to_lowercase()
}
