//! The Standard Safeguarding Dataset: `ssd_care_leavers`, and `ssd_person` beside it, without which nobody knows a date of birth.

use leaving_care::eligibility::Category;

use super::{CareLeaver, List, ListCell};

const CARE_LEAVERS: [&str; 12] = [
    "clea_table_id",
    "clea_person_id",
    "clea_care_leaver_eligibility",
    "clea_care_leaver_in_touch",
    "clea_care_leaver_latest_contact",
    "clea_care_leaver_accommodation",
    "clea_care_leaver_accom_suitable",
    "clea_care_leaver_activity",
    "clea_pathway_plan_review_date",
    "clea_care_leaver_personal_advisor",
    "clea_care_leaver_allocated_team",
    "clea_care_leaver_worker_id",
];

const PEOPLE: [&str; 7] = [
    "pers_person_id",
    "pers_upn",
    "pers_forename",
    "pers_surname",
    "pers_sex",
    "pers_ethnicity",
    "pers_dob",
];

/// One row for each care leaver; the row's own number is the person's. What is not recorded is blank.
pub fn ssd_care_leavers(care_leavers: &[CareLeaver]) -> List {
    let text = |text: &str| ListCell::Text(text.to_owned());
    let row = |person: &CareLeaver| {
        let accommodation = person.accommodation;
        let suitable = match accommodation.and_then(|code| code.is_suitable) {
            Some(true) => "1",
            Some(false) => "2",
            None => "",
        };
        vec![
            text(&person.id),
            text(&person.id),
            text(category(person.category)),
            text(person.in_touch.map_or("", |code| code.code())),
            ListCell::Date(person.latest_contact_on),
            ListCell::Text(
                accommodation.map_or_else(String::new, |code| code.kind.letter().to_string()),
            ),
            text(suitable),
            text(person.activity.map_or("", |code| code.code())),
            ListCell::Date(person.plan_reviewed_on),
            text(&person.personal_adviser),
            text(&person.team),
            text(&person.social_worker),
        ]
    };
    List {
        name: "ssd_care_leavers",
        columns: CARE_LEAVERS.to_vec(),
        rows: care_leavers.iter().map(row).collect(),
    }
}

/// Who they are.
pub fn ssd_person(care_leavers: &[CareLeaver]) -> List {
    let row = |person: &CareLeaver| {
        let sex = match person.sex.as_str() {
            "1" => "M",
            "2" => "F",
            _ => "U",
        };
        let texts = [
            &person.id,
            &person.unique_pupil_number,
            &person.given_name,
            &person.family_name,
            sex,
            &person.ethnicity,
        ];
        let mut cells: Vec<ListCell> = texts
            .into_iter()
            .map(|text: &str| ListCell::Text(text.to_owned()))
            .collect();
        cells.push(ListCell::Date(Some(person.date_of_birth)));
        cells
    };
    List {
        name: "ssd_person",
        columns: PEOPLE.to_vec(),
        rows: care_leavers.iter().map(row).collect(),
    }
}

/// As the dataset names them.
fn category(category: Category) -> &'static str {
    match category {
        Category::Relevant => "Relevant",
        Category::FormerRelevant => "Former Relevant",
        Category::Qualifying => "Qualifying",
        Category::Eligible => "Eligible",
        Category::Category1
        | Category::Category2
        | Category::Category3
        | Category::Category4
        | Category::Category5
        | Category::Category6 => "",
    }
}
