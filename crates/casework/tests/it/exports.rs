//! What is exported imports back to the same facts, in another database, under the same day.

use std::collections::BTreeMap;

use casework::{
    Role,
    export::{self, CareLeaver, List, ListCell},
    import::{ImportKind, Upload},
};
use jiff::civil::date;
use leaving_care::person::{IdentifierKind, PersonDetails};

use crate::{
    imports::{annex_a::workbook, confirmed, file, upload},
    site::{Database, LANCASHIRE, Site, TODAY, at, somebody},
};

const LOCAL: IdentifierKind = IdentifierKind::LocalId;

const PEOPLE: &str = r#"{"person": {"local_id": "10", "upn": "A820207563023", "date_of_birth": "2006-05-04", "details": {"given_name": "Siân", "family_name": "O'Brien", "sex": "2", "ethnicity": "WBRI", "was_unaccompanied": true}}}
{"person": {"local_id": "10"}, "fact": {"kind": "placement", "code": "C2 U4 E4A", "starts_on": "2015-02-01", "ends_on": "2024-05-04"}}
{"person": {"local_id": "10"}, "fact": {"kind": "in_touch", "code": "YES", "starts_on": "2024-05-04"}}
{"person": {"local_id": "10"}, "fact": {"kind": "activity", "code": "F5 30", "starts_on": "2025-09-01"}}
{"person": {"local_id": "10"}, "fact": {"kind": "accommodation", "code": "U1", "starts_on": "2024-05-04"}}
{"person": {"local_id": "10"}, "fact": {"kind": "allocation", "code": "personal_adviser", "worker": "=Sam Made-Up", "team": "+North", "starts_on": "2024-05-04"}}
{"person": {"local_id": "10"}, "contact": {"happened_on": "2026-02-02", "channel": "phone", "outcome": "took_part"}}
{"person": {"local_id": "11", "date_of_birth": "2009-01-01", "details": {"given_name": "Bo", "family_name": "Cole", "sex": "1", "ethnicity": "MWBC"}}}
{"person": {"local_id": "11"}, "fact": {"kind": "placement", "code": "C2 U4 -", "starts_on": "2015-02-01"}}
{"person": {"local_id": "12", "date_of_birth": "2008-09-01", "details": {"given_name": "Ash", "family_name": "Reed"}}}
{"person": {"local_id": "12"}, "fact": {"kind": "placement", "code": "C2 U4 E4A", "starts_on": "2015-02-01", "ends_on": "2025-05-01"}}
{"person": {"local_id": "12"}, "fact": {"kind": "accommodation", "code": "0", "starts_on": "2025-05-01"}}
{"person": {"local_id": "12"}, "fact": {"kind": "activity", "code": "G6", "starts_on": "2025-05-01"}}
{"person": {"local_id": "13", "date_of_birth": "2007-09-01", "details": {"given_name": "Gone", "family_name": "Home"}}}
{"person": {"local_id": "13"}, "fact": {"kind": "placement", "code": "C2 U4 E4A", "starts_on": "2015-02-01", "ends_on": "2023-10-01"}}
{"person": {"local_id": "13"}, "fact": {"kind": "in_touch", "code": "RHOM", "starts_on": "2025-01-01"}}
{"person": {"local_id": "14", "date_of_birth": "2006-09-01", "details": {"given_name": "Not", "family_name": "Long"}}}
{"person": {"local_id": "14"}, "fact": {"kind": "accommodation", "code": "S", "starts_on": "2025-05-01"}}
"#;

async fn with_people() -> Site {
    let site = Site::open(Database::sqlite()).await;
    let import = upload(ImportKind::Facts, vec![file("people.jsonl", PEOPLE)]);
    let report = confirmed(&at(1), &site, &import).await;
    assert_eq!(report.people, 5, "{:#?}", report.findings);
    site
}

async fn exported(site: &Site) -> Vec<CareLeaver> {
    export::care_leavers(&at(2), &site.office).await.unwrap()
}

fn texts(list: &List) -> Vec<Vec<String>> {
    let text = |cell: &ListCell| match cell {
        ListCell::Text(text) => text.clone(),
        ListCell::Date(day) => day.map_or_else(String::new, |day| day.to_string()),
        ListCell::Number(number) => number.to_string(),
    };
    let head = list
        .columns
        .iter()
        .map(|column| (*column).to_owned())
        .collect();
    let rows = list.rows.iter().map(|row| row.iter().map(text).collect());
    [head].into_iter().chain(rows).collect()
}

fn csv(list: &List) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in texts(list) {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// The facts of List 9 as they are claimed, by person.
async fn claims(site: &Site) -> BTreeMap<String, Vec<String>> {
    site.spells_by(LOCAL).await
}

async fn details(site: &Site) -> BTreeMap<String, PersonDetails> {
    let people = store::person::all_current(&site.db, LANCASHIRE)
        .await
        .unwrap();
    let identifiers = store::person::identifiers_of_kind(&site.db, LANCASHIRE, LOCAL)
        .await
        .unwrap();
    identifiers
        .into_iter()
        .map(|row| {
            let version = people
                .iter()
                .find(|version| version.person == row.person_id);
            (row.value, version.unwrap().details.clone())
        })
        .collect()
}

#[tokio::test]
async fn care_leavers_are_exported_with_what_is_true_today() {
    let site = with_people().await;
    let found = exported(&site).await;
    let brief: Vec<String> = found
        .iter()
        .map(|person| {
            format!(
                "{} {} {} {:?} {} {} {:?} {:?} {}/{}",
                person.id,
                person.age_years,
                person.category.label(),
                person
                    .in_touch
                    .map(leaving_care::in_touch::InTouchCode::code),
                person
                    .accommodation
                    .map_or_else(String::new, |code| code.to_string()),
                person.activity.map_or("", |code| code.code()),
                person.latest_contact_on,
                person.plan_reviewed_on,
                person.personal_adviser,
                person.team,
            )
        })
        .collect();
    assert_eq!(
        brief,
        [
            r#"10 19 Former relevant Some("YES") U1 F5 Some(2026-02-02) None =Sam Made-Up/+North"#,
            "11 17 Eligible None   None None /",
            "12 17 Relevant None 0 G6 None None /",
        ]
    );
    assert_eq!(found[0].given_name, "Siân");
    // An analyst may export, but reads no names.
    let analyst = export::care_leavers(&somebody(Role::PerformanceAnalyst), &site.office)
        .await
        .unwrap();
    assert_eq!(
        (
            analyst[0].given_name.as_str(),
            analyst[0].family_name.as_str()
        ),
        ("", "")
    );
    site.office.close().await;
}

#[tokio::test]
async fn list_nine_imports_back_to_the_same_facts() {
    let site = with_people().await;
    let found = exported(&site).await;
    let list = export::list_nine(&found);
    let other = Site::open(Database::sqlite()).await;
    let import = Upload {
        made_on: Some(TODAY),
        ..upload(
            ImportKind::AnnexA,
            vec![file("List_9.xlsx", workbook(list.name, &texts(&list)))],
        )
    };
    let report = confirmed(&at(1), &other, &import).await;
    assert_eq!(
        (report.people, report.findings.len()),
        (3, 0),
        "{:#?}",
        report.findings
    );
    let claimed = claims(&other).await;
    assert_eq!(
        claimed["10"],
        [
            "accommodation U1 2026-03-03 to now {}",
            "activity F5 2026-03-03 to now {}",
            r#"allocation personal_adviser 00000000000000000000000000000000 2026-03-03 to now {"worker_name":"=Sam Made-Up","team":"+North"}"#,
            "in_touch YES 2026-03-03 to now {}",
            "reported_care_leaver former_relevant 2026-03-03 to now {}",
        ]
    );
    let born = details(&other).await;
    for (id, was) in details(&site)
        .await
        .iter()
        .filter(|(id, _)| born.contains_key(*id))
    {
        let is = &born[id];
        assert_eq!(
            (
                is.date_of_birth,
                &is.sex,
                &is.ethnicity,
                is.was_unaccompanied
            ),
            (
                was.date_of_birth,
                &was.sex,
                &was.ethnicity,
                was.was_unaccompanied
            ),
            "{id}"
        );
    }
    // Exported again, it is the same list: nothing was lost and nothing added.
    let again = exported(&other).await;
    assert_eq!(texts(&export::list_nine(&again)), texts(&list));
    site.office.close().await;
    other.office.close().await;
}

#[tokio::test]
async fn the_safeguarding_dataset_imports_back_to_the_same_facts() {
    let site = with_people().await;
    let found = exported(&site).await;
    let lists = [export::ssd_care_leavers(&found), export::ssd_person(&found)];
    let other = Site::open(Database::sqlite()).await;
    let import = Upload {
        made_on: Some(TODAY),
        ..upload(
            ImportKind::Ssd,
            vec![
                file("ssd_care_leavers.csv", csv(&lists[0])),
                file("ssd_person.csv", csv(&lists[1])),
            ],
        )
    };
    let report = confirmed(&at(1), &other, &import).await;
    assert_eq!(
        (report.people, report.findings.len()),
        (3, 0),
        "{:#?}",
        report.findings
    );
    let again = exported(&other).await;
    assert_eq!(texts(&export::ssd_care_leavers(&again)), texts(&lists[0]));
    assert_eq!(texts(&export::ssd_person(&again)), texts(&lists[1]));
    assert!(
        claims(&other).await["12"].contains(&"accommodation 0 2026-03-03 to now {}".to_owned())
    );
    site.office.close().await;
    other.office.close().await;
}

/// The day of a plan's review comes with List 9, and goes out with it again.
#[tokio::test]
async fn the_day_of_a_plan_review_is_not_lost() {
    let site = Site::open(Database::sqlite()).await;
    let rows: Vec<Vec<String>> = [
        "Child Unique ID,Date of Birth,Eligibility Category,Activity Status,Latest Pathway Plan Review Date",
        "20,2006-05-04,b) Former relevant child,F1: x,2025-11-01",
    ]
    .iter()
    .map(|line| line.split(',').map(str::to_owned).collect())
    .collect();
    let import = Upload {
        made_on: Some(date(2026, 1, 31)),
        ..upload(
            ImportKind::AnnexA,
            vec![file("a.xlsx", workbook("List 9", &rows))],
        )
    };
    confirmed(&at(1), &site, &import).await;
    let found = exported(&site).await;
    assert_eq!(found[0].plan_reviewed_on, Some(date(2025, 11, 1)));
    site.office.close().await;
}
