//! Ofsted's Annex A, List 9, in the headings and the marked values of its template. Ethnicity is the code alone.

use leaving_care::{
    accommodation::AccommodationCode, activity::ActivityCode, eligibility::Category,
    in_touch::InTouchCode,
};

use super::{CareLeaver, List, ListCell};

const COLUMNS: [&str; 17] = [
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age",
    "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
    "Does the Child have a Disability",
    "Allocated Team",
    "Allocated Worker",
    "Allocated Personal Advisor",
    "Eligibility Category",
    "Latest Pathway Plan Review Date",
    "LA in Touch",
    "Latest Date of Contact",
    "Type of Accommodation",
    "Suitability of Accommodation",
    "Activity Status",
];

/// The list. What is not recorded is blank.
pub fn list_nine(care_leavers: &[CareLeaver]) -> List {
    let text = |text: &str| ListCell::Text(text.to_owned());
    let row = |person: &CareLeaver| {
        vec![
            text(&person.id),
            text(match person.sex.as_str() {
                "1" => "a) Male",
                "2" => "b) Female",
                _ => "c) Not stated/recorded",
            }),
            text(&person.ethnicity),
            ListCell::Date(Some(person.date_of_birth)),
            ListCell::Number(person.age_years),
            text(if person.was_unaccompanied {
                "a) Yes"
            } else {
                "b) No"
            }),
            text(if person.is_disabled { "a) Yes" } else { "" }),
            text(&person.team),
            text(&person.social_worker),
            text(&person.personal_adviser),
            text(category(person.category)),
            ListCell::Date(person.plan_reviewed_on),
            text(person.in_touch.map_or("", in_touch)),
            ListCell::Date(person.latest_contact_on),
            ListCell::Text(person.accommodation.map_or_else(String::new, accommodation)),
            text(person.accommodation.map_or("", suitability)),
            ListCell::Text(person.activity.map_or_else(String::new, activity)),
        ]
    };
    List {
        name: "List 9",
        columns: COLUMNS.to_vec(),
        rows: care_leavers.iter().map(row).collect(),
    }
}

fn category(category: Category) -> &'static str {
    match category {
        Category::Relevant => "a) Relevant child",
        Category::FormerRelevant => "b) Former relevant child",
        Category::Qualifying => "c) Qualifying care leaver",
        Category::Eligible => "d) Eligible child",
        // Welsh categories have no place in an English list.
        Category::Category1
        | Category::Category2
        | Category::Category3
        | Category::Category4
        | Category::Category5
        | Category::Category6 => "",
    }
}

fn in_touch(code: InTouchCode) -> &'static str {
    match code {
        InTouchCode::Yes => "a) Yes",
        InTouchCode::No => "b) No",
        InTouchCode::Died => "c) Died",
        InTouchCode::Refu => "d) Refu",
        InTouchCode::Nreq => "e) NREQ",
        InTouchCode::Rhom => "f) Rhom",
    }
}

fn accommodation(code: AccommodationCode) -> String {
    format!("{}: {}", code.kind.letter(), code.kind.label())
}

fn suitability(code: AccommodationCode) -> &'static str {
    match code.is_suitable {
        Some(true) => "a) Suitable",
        Some(false) => "b) Unsuitable",
        None => "",
    }
}

fn activity(code: ActivityCode) -> String {
    format!("{}: {}", code.code(), code.label())
}
