//! The first page of each role, imports and the audit log, through HTTP.

use axum::http::StatusCode;
use casework::{
    Action, Role,
    contact::{Channel, NewContact, Outcome},
    permission::may,
    spell,
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use leaving_care::{
    allocation::{Allocation, WorkerRole},
    spell_value::{AllocationDetails, NewSpell, SpellKind, SpellValue},
};
use uuid::Uuid;

use crate::browser::with_browser;
use crate::neet::lancashire;
use crate::support::{
    AUTHORITY, Site, TODAY, command_line,
    council::{assert_says, signed_in_at, words},
    on_each_engine,
};

/// A young person of Sam Okafor's, with what they do and when they were last spoken to.
pub async fn own(
    site: &Site,
    name: &str,
    activity: (&str, Date),
    spoke_days_ago: Option<i32>,
) -> Uuid {
    let person = site.add_person(name, "Marsh", date(2005, 6, 1)).await;
    let worker = &site.workers[0];
    let allocation = SpellValue::Allocation(AllocationDetails {
        allocation: Allocation {
            role: WorkerRole::PersonalAdviser,
            worker: worker.id,
        },
        worker_name: worker.name.clone(),
        team: worker.team.clone(),
    });
    let placement = SpellValue::from_parts(SpellKind::Placement, "C2 U4 E17", "").unwrap();
    let doing = SpellValue::from_parts(SpellKind::Activity, activity.0, "").unwrap();
    for (value, starts_on, ends_on) in [
        (placement, date(2017, 6, 1), Some(date(2023, 6, 1))),
        (allocation, date(2022, 6, 1), None),
        (doing, activity.1, None),
    ] {
        let spell = NewSpell {
            value,
            starts_on,
            ends_on,
        };
        spell::record(&command_line(TODAY), &site.office, person, spell, &[])
            .await
            .unwrap();
    }
    if let Some(days) = spoke_days_ago {
        let contact = NewContact {
            happened_on: TODAY.saturating_sub(days.days()),
            channel: Channel::Phone,
            outcome: Outcome::TookPart,
            note: "All well.".to_owned(),
        };
        casework::contact::record(&command_line(TODAY), &site.office, person, contact)
            .await
            .unwrap();
    }
    person
}

async fn caseload(site: &Site) {
    own(site, "Kit", ("F2", date(2025, 9, 1)), Some(20)).await;
    own(site, "Ash", ("G5", date(2025, 7, 14)), Some(70)).await;
    own(site, "Jules", ("F5 30", date(2026, 2, 27)), Some(5)).await;
    own(site, "Noor", ("G4", date(2026, 1, 5)), None).await;
    own(site, "Bo", ("P5 12", date(2025, 3, 1)), Some(52)).await;
}

#[tokio::test]
async fn every_role_has_a_first_page_and_only_what_it_may_open() {
    on_each_engine(async |site| {
        caseload(site).await;
        for role in Role::people() {
            let mut visitor = site.signed_in(role).await;
            // A work coach has pages of their own.
            let first = visitor.get("/").await;
            let page = if role == Role::WorkCoach {
                assert_eq!(first.location(), "/partner");
                String::new()
            } else {
                assert_eq!(first.status, StatusCode::OK, "{role:?}");
                first.text()
            };
            let shows_people = page.contains("Marsh");
            let may_name = may(role, Action::ReadPeople) && may(role, Action::ReadNames);
            assert_eq!(shows_people, may_name, "{role:?}");
            for (path, action) in [
                ("/neet", Action::ReadPeople),
                ("/measures", Action::ReadPublishedMeasures),
                ("/measures/eet_19_21", Action::ReadPublishedMeasures),
                ("/measures/table", Action::ReadPublishedMeasures),
                ("/measures/eet_19_21/people", Action::ReadPeople),
                ("/neet.xlsx", Action::ExportPeople),
                ("/imports", Action::Import),
                ("/audit", Action::ReadAudit),
            ] {
                let expected = if may(role, action)
                    && (action != Action::ReadPeople
                        || path == "/neet"
                        || may(role, Action::ReadMeasures))
                {
                    StatusCode::OK
                } else {
                    StatusCode::FORBIDDEN
                };
                assert_eq!(visitor.get(path).await.status, expected, "{role:?} {path}");
            }
        }
    })
    .await;
}

const FACTS: &str = concat!(
    "{\"person\":{\"local_id\":\"I-1\",\"date_of_birth\":\"2005-06-15\",\"details\":{\"given_name\":\"Alex\",\"family_name\":\"Made-Up\",\"locality\":\"East\"}}}\n",
    "{\"person\":{\"local_id\":\"I-1\"},\"fact\":{\"kind\":\"activity\",\"code\":\"G5\",\"starts_on\":\"2025-11-02\"}}\n",
    "{\"person\":{\"local_id\":\"I-1\"},\"fact\":{\"kind\":\"activity\",\"code\":\"Q9\",\"starts_on\":\"2025-11-02\"}}\n",
);

#[tokio::test]
async fn files_are_read_looked_at_and_then_written() {
    on_each_engine(async |site| {
        let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
        let nothing = analyst
            .post_files("/imports", &[("kind", "facts")], &[])
            .await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(
            &nothing.text(),
            "There is a problem Choose at least one file",
        );

        let sent = analyst
            .post_files("/imports", &[("kind", "facts")], &[("facts.jsonl", FACTS)])
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let waiting = sent.location();
        let page = analyst.page(&waiting).await;
        assert_says(&page, "Read, and nothing is written yet.");
        assert_says(&page, "3 rows read");
        assert_says(&page, "Could not be used (1)");
        assert_says(&page, "facts.jsonl, row 3");
        assert_eq!(
            words(&analyst.page("/people").await)
                .matches("Alex")
                .count(),
            0
        );
        let csv = analyst.get(&format!("{waiting}/findings.csv")).await.text();
        assert!(csv.starts_with("\u{feff}Severity,File,Table,Row"), "{csv}");
        assert!(csv.contains("facts.jsonl,facts,3,"), "{csv}");

        // Somebody else does not find it.
        let mut other = site.signed_in(Role::PerformanceAnalyst).await;
        assert_eq!(other.get(&waiting).await.status, StatusCode::NOT_FOUND);

        let (address, page) = analyst
            .post_and_follow(&format!("{waiting}/confirm"), &[])
            .await;
        assert_says(&page, "Import written");
        assert_says(&page, "1 people 1 not known here before");
        assert_eq!(
            analyst.get(&waiting).await.status,
            StatusCode::NOT_FOUND,
            "it waits no more"
        );
        assert_says(&analyst.page("/imports").await, "Dated facts (JSON lines)");
        let only_notes = analyst
            .page(&format!(
                "{}?severity=note",
                address.split('?').next().unwrap()
            ))
            .await;
        assert!(
            !words(&only_notes).contains("row 3"),
            "{}",
            words(&only_notes)
        );
        assert_says(&analyst.page("/neet").await, "0 of 0 care leavers");
    })
    .await;
}

#[tokio::test]
async fn the_audit_log_says_who_read_whom() {
    on_each_engine(async |site| {
        let person = own(site, "Kit", ("F2", date(2025, 9, 1)), None).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        adviser.page(&format!("/people/{person}")).await;
        site.office.flush().await;
        let mut auditor = site.signed_in(Role::Auditor).await;
        let page = auditor.page(&format!("/audit?person={person}")).await;
        assert_says(&page, "Sam Okafor Personal adviser person.read");
        assert!(!page.contains("Marsh"), "the log names nobody");
        assert_says(
            &auditor.page("/audit?person=somebody").await,
            "Enter the id in the address",
        );
    })
    .await;
}

#[tokio::test]
async fn first_pages_look_right_in_the_browser() {
    let site = Site::on_sqlite().await;
    caseload(&site).await;
    let adviser = site.signed_in(Role::PersonalAdviser).await;
    let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
    let sent = analyst
        .post_files("/imports", &[("kind", "facts")], &[("facts.jsonl", FACTS)])
        .await;
    let waiting = sent.location();
    let auditor = site.signed_in(Role::Auditor).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        adviser.lend_session_to(browser).await;
        browser.check_page("/", "home-adviser").await;
        analyst.lend_session_to(browser).await;
        browser.check_page("/", "home-analyst").await;
        browser.check_page("/imports", "imports").await;
        browser.check_page(&waiting, "import-waiting").await;
        auditor.lend_session_to(browser).await;
        browser.check_page("/audit", "audit").await;
    })
    .await;
}

#[tokio::test]
async fn a_managers_first_page_looks_right_in_the_browser() {
    let site = Site::on_sqlite().await;
    lancashire(&site).await;
    let day = date(2020, 9, 10);
    let manager = signed_in_at(&site, AUTHORITY, Role::TeamManager, day).await;
    let address = site.serve(day).await;
    with_browser(&address, async |browser| {
        manager.lend_session_to(browser).await;
        browser.check_page("/", "home-manager").await;
    })
    .await;
}
