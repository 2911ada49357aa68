//! What the yearly return would find in our own records: said of one young person as facts are entered, counted for the authority.

use std::time::Instant;

use casework::{
    Role,
    person::{self, NewPerson},
    return_check::{self, Mend, Source, Task},
    spell,
};
use jiff::civil::{Date, date};
use leaving_care::{
    person::{IdentifierKind, PersonDetails},
    spell_value::SpellKind,
};
use ssda903::{Collection, InputFile, Submission, read_year};
use uuid::Uuid;

use super::{made, of_rule, request, rows, with_account};
use crate::site::{
    CONWY, LANCASHIRE, Site, command_line, on_each_engine, somebody, spell as new_spell,
};

/// Somebody of Lancashire with a number by which the return calls them, and no ethnicity.
async fn add(site: &Site, number: &str, born: Date) -> Uuid {
    let details = PersonDetails {
        given_name: "Kit".into(),
        family_name: "Made-Up".into(),
        date_of_birth: born,
        sex: "1".into(),
        ..PersonDetails::default()
    };
    let new = NewPerson {
        details,
        identifiers: vec![(IdentifierKind::Ssda903Child, number.to_owned())],
    };
    person::add(&command_line(LANCASHIRE), &site.office, new)
        .await
        .unwrap()
}

async fn tasks(site: &Site, person: Uuid) -> Vec<Task> {
    return_check::tasks(&somebody(Role::PersonalAdviser), &site.office, person)
        .await
        .unwrap()
}

fn with_rule<'a>(tasks: &'a [Task], rule: &str) -> Option<&'a Task> {
    tasks.iter().find(|task| task.rule == rule)
}

#[tokio::test]
async fn a_fact_that_is_missing_is_a_task_until_it_is_entered() {
    on_each_engine(async |site| {
        let adviser = somebody(Role::PersonalAdviser);
        // In care since 2024, twelve years old: the running year asks about them.
        let person = add(site, "LC1", date(2013, 7, 1)).await;
        assert!(
            tasks(site, person).await.is_empty(),
            "who was not in care is not asked about"
        );
        let placement = new_spell(SpellKind::Placement, "C2 U4 ", date(2024, 6, 3), None);
        let spell = spell::record(&adviser, &site.office, person, placement, &[])
            .await
            .unwrap();
        let found = tasks(site, person).await;
        let ethnicity = with_rule(&found, "103").expect("the ethnicity is missing");
        assert!(ethnicity.is_missing);
        assert_eq!(
            (ethnicity.to_do.as_str(), ethnicity.mend),
            ("Fill in the ethnicity.", Mend::Details)
        );
        assert!(
            !ethnicity.sentence.contains("ETHNIC"),
            "{}",
            ethnicity.sentence
        );
        let in_care: Vec<&Task> = found
            .iter()
            .filter(|task| task.mend == Mend::CorrectSpell(spell))
            .collect();
        assert!(
            !in_care.is_empty(),
            "the category of need is missing: {found:?}"
        );
        assert!(
            in_care
                .iter()
                .all(|task| task.about == "The time in care, from 3 June 2024"),
            "{in_care:?}"
        );
        let order: Vec<bool> = found.iter().map(|task| task.is_missing).collect();
        assert!(order.is_sorted(), "what is wrong comes first");

        let version = store::person::find(&site.db, person, None)
            .await
            .unwrap()
            .unwrap();
        let details = PersonDetails {
            ethnicity: "WBRI".into(),
            ..version.details
        };
        person::change_details(&adviser, &site.office, person, version.id, &details, &[])
            .await
            .unwrap();
        assert!(
            with_rule(&tasks(site, person).await, "103").is_none(),
            "entered, and gone at once"
        );
    })
    .await;
}

#[tokio::test]
async fn a_birthday_to_come_is_not_asked_about_and_one_that_was_is() {
    on_each_engine(async |site| {
        // Today is 3 March 2026: one became 19 in May, the other becomes 19 on 20 March.
        for (number, born, is_asked) in [
            ("LC2", date(2006, 5, 4), true),
            ("LC3", date(2007, 3, 20), false),
        ] {
            let person = add(site, number, born).await;
            let left = date(born.year() + 18, born.month(), born.day());
            let placement = new_spell(
                SpellKind::Placement,
                "C2 U4 E15",
                date(2019, 1, 7),
                Some(left),
            );
            spell::record(
                &command_line(LANCASHIRE),
                &site.office,
                person,
                placement,
                &[],
            )
            .await
            .unwrap();
            let found = tasks(site, person).await;
            let about_birthday = found
                .iter()
                .filter(|task| task.about.starts_with("The birthday on"))
                .count();
            assert_eq!(about_birthday > 0, is_asked, "{number}: {found:?}");
            if is_asked {
                let activity = found
                    .iter()
                    .find(|task| task.mend == Mend::AddSpell(SpellKind::Activity));
                let activity = activity.unwrap_or_else(|| panic!("{found:?}"));
                assert_eq!(activity.about, "The birthday on 4 May 2025");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_authority_is_counted_aside_and_a_reason_takes_a_finding_out() {
    on_each_engine(async |site| {
        let analyst = with_account(Role::PerformanceAnalyst);
        for number in ["LC1", "LC2"] {
            let person = add(site, number, date(2013, 7, 1)).await;
            let placement = new_spell(SpellKind::Placement, "C2 U4 ", date(2024, 6, 3), None);
            spell::record(
                &command_line(LANCASHIRE),
                &site.office,
                person,
                placement,
                &[],
            )
            .await
            .unwrap();
        }
        let counted = async || loop {
            let overview = return_check::overview(&analyst, &site.office)
                .await
                .unwrap();
            match overview {
                Some(overview) if !overview.is_older => break overview,
                _ => tokio::task::yield_now().await,
            }
        };
        let before = counted().await;
        let missing = |overview: &return_check::Overview| {
            let line = overview.lines.iter().find(|line| line.rule == "103");
            line.map(|line| (line.wrong, line.missing))
        };
        assert_eq!(
            (before.year, before.people, missing(&before)),
            (2026, 2, Some((0, 2)))
        );

        // A reason given in a check of the same records holds for the person's page too.
        let mut of_records = request(Vec::new());
        of_records.source = Source::Records;
        let ledger = made(&analyst, site, of_records).await.unwrap();
        assert!(ledger.check.is_of_records);
        let found = rows(&analyst, site, ledger.check.id, of_rule("103")).await;
        let row = found.rows.first().unwrap();
        return_check::note(
            &analyst,
            &site.office,
            ledger.check.id,
            row.number,
            "103",
            "Refused",
        )
        .await
        .unwrap();
        assert_eq!(missing(&counted().await), Some((0, 1)));

        // A write makes it count again.
        add(site, "LC9", date(2012, 1, 1)).await;
        assert_eq!(counted().await.people, 2);
    })
    .await;
}

#[tokio::test]
async fn elsewhere_than_in_england_no_such_return_is_made() {
    on_each_engine(async |site| {
        let person = site.add(CONWY, "Cai", date(2013, 5, 4), &[]).await;
        let actor = command_line(CONWY);
        let found = return_check::tasks(&actor, &site.office, person)
            .await
            .unwrap();
        assert!(found.is_empty());
        assert_eq!(
            return_check::overview(&actor, &site.office).await.unwrap(),
            None
        );
        let mut of_records = request(Vec::new());
        of_records.source = Source::Records;
        assert!(
            return_check::start(&actor, &site.office, of_records)
                .await
                .is_err()
        );
    })
    .await;
}

/// Measured without optimisation here, where it takes some milliseconds; `make bench` holds the program that ships to one.
#[test]
fn one_child_is_checked_against_all_rules_at_once() {
    let file = |name: &str, text: &str| InputFile {
        name: name.into(),
        bytes: text.as_bytes().to_vec(),
    };
    let year = |year| {
        read_year(
            &[
                file(
                    "header.csv",
                    "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA,M,01/02/2012,WBRI,UN1,,\n",
                ),
                file(
                    "episodes.csv",
                    &format!(
                        "{}A,01/02/2024,S,C2,N1,U4,PR1,,,,AB1 2CD,AB1 2CD,\n",
                        super::EPISODES
                    ),
                ),
            ],
            year,
            usize::MAX,
        )
    };
    let collection = Collection::new(2026, LANCASHIRE);
    let submission = Submission::new(collection, year(2026), vec![year(2025)]);
    let rules = submission.check().entries.len();
    assert!(rules >= 327);
    let start = Instant::now();
    for _ in 0..20 {
        submission.check();
    }
    let each = start.elapsed() / 20;
    println!("{rules} rules over one child: {each:?}");
    assert!(each.as_millis() < 50, "{each:?}");
}
