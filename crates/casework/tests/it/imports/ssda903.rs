//! The statutory return: real layouts, three years in any order, corrected files, and what workers corrected by hand.

use std::collections::BTreeMap;

use casework::{
    Actor,
    import::{self, ImportKind, InputFile, Upload},
    spell,
};
use jiff::civil::date;
use leaving_care::{
    person::IdentifierKind,
    spell_value::{NewSpell, SpellKind},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::{confirmed, counts, dry, file, reasons, returns, upload};
use crate::site::{LANCASHIRE, Site, at, command_line, moment, on_each_engine, spell as new_spell};

const CHILD: IdentifierKind = IdentifierKind::Ssda903Child;

fn three_years(wanted: impl Fn(&str) -> bool) -> Upload {
    let files = returns("made_up_three_years", |name| {
        !name.contains("corrected") && wanted(name)
    });
    upload(ImportKind::Ssda903, files)
}

fn corrected_2024() -> Upload {
    let mut files = returns("made_up_three_years", |name| {
        name.starts_with("2024_corrected")
    });
    files[0].name = "oc3.csv".into();
    Upload {
        year_ending: Some(2024),
        ..upload(ImportKind::Ssda903, files)
    }
}

/// Every spell and every person of the return as they stand, with their ids: the same ids, nothing was written anew.
async fn of_the_return(
    site: &Site,
) -> (
    Vec<store::spell::SpellRecord>,
    Vec<store::person::PersonVersion>,
) {
    let spells = store::spell::of_source(&site.db, LANCASHIRE, "ssda903 ")
        .await
        .unwrap();
    let mut people = store::person::all_current(&site.db, LANCASHIRE)
        .await
        .unwrap();
    people.sort_by_key(|version| version.id);
    (spells, people)
}

#[tokio::test]
async fn five_years_are_read_whole_and_a_second_time_change_nothing() {
    on_each_engine(async |site| {
        let return_of_five_years =
            upload(ImportKind::Ssda903, returns("ssda903_sample_5yr", |_| true));
        let actor = command_line(LANCASHIRE);
        let first = confirmed(&actor, site, &return_of_five_years).await;
        assert_eq!(
            (first.people, first.new_people, first.corrected),
            (820, 820, 0)
        );
        let spells = site.spells_by(CHILD).await;
        assert_eq!(spells.len(), 820);
        let with_an_activity = spells
            .values()
            .filter(|lines| lines.iter().any(|line| line.starts_with("activity ")))
            .count();
        assert_eq!(with_an_activity, 249);
        assert_eq!(
            spells.values().map(Vec::len).sum::<usize>(),
            first.written + first.unchanged
        );
        // What is odd in made-up data is said.
        assert!(!first.findings.is_empty());
        let kept = of_the_return(site).await;
        let second = confirmed(&actor, site, &return_of_five_years).await;
        assert_eq!(
            (
                second.people,
                second.new_people,
                second.written,
                second.corrected
            ),
            (820, 0, 0, 0)
        );
        assert_eq!(second.findings, first.findings);
        assert_eq!(of_the_return(site).await, kept);
        // The report can be opened again with every finding.
        let run = import::list(&actor, &site.office).await.unwrap().remove(0);
        let findings = import::findings(&actor, &site.office, run.id, -1, 100_000)
            .await
            .unwrap();
        assert_eq!(
            findings
                .into_iter()
                .map(|(_, finding)| finding)
                .collect::<Vec<_>>(),
            second.findings
        );
    })
    .await;
}

#[tokio::test]
async fn three_years_come_to_the_same_in_any_order() {
    on_each_engine(async |site| {
        // Each order in an authority of its own.
        let orders = [
            ("888", vec!["2023", "2024", "2025"]),
            ("887", vec!["2023", "2025", "2024"]),
            ("881", vec!["2024", "2023", "2025"]),
            ("882", vec!["2024", "2025", "2023"]),
            ("883", vec!["2025", "2023", "2024"]),
            ("851", vec!["2025", "2024", "2023"]),
            ("358", vec!["20"]),
        ];
        let mut expected: Option<BTreeMap<String, Vec<String>>> = None;
        for (code, order) in orders {
            let authority = casework::authority::find(&site.office, code)
                .await
                .unwrap()
                .code;
            let actor = Actor::command_line(&authority, moment(0));
            for year in &order {
                confirmed(&actor, site, &three_years(|name| name.starts_with(year))).await;
            }
            let mut known = site.spells_known(&authority, CHILD, None).await;
            for version in store::person::all_current(&site.db, &authority)
                .await
                .unwrap()
            {
                let row = store::person::identifiers(&site.db, version.person)
                    .await
                    .unwrap()
                    .remove(0);
                let details = version.details;
                let line = format!(
                    "{} {} {}",
                    details.date_of_birth, details.sex, details.ethnicity
                );
                known.get_mut(&row.value).unwrap().push(line);
            }
            match &expected {
                None => expected = Some(known),
                Some(expected) => assert_eq!(known, *expected, "{order:?}"),
            }
        }
        let expected = expected.unwrap();
        assert_eq!(expected.len(), 60);
        // Somebody in three returns has a chain of three activities, each until the next birthday.
        let chain: Vec<&String> = expected
            .values()
            .map(|lines| {
                lines
                    .iter()
                    .filter(|line| line.starts_with("activity "))
                    .collect::<Vec<_>>()
            })
            .find(|lines| lines.len() == 3)
            .unwrap();
        assert_eq!(
            chain.iter().filter(|line| line.contains("to now")).count(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_corrected_file_supersedes_and_the_uncorrected_one_corrects_back() {
    on_each_engine(async |site| {
        confirmed(&at(10), site, &three_years(|_| true)).await;
        let before = site.spells_by(CHILD).await;
        let corrected = confirmed(&at(20), site, &corrected_2024()).await;
        // Five rows: two activities, one home, both of a fourth, all three of a fifth.
        assert_eq!((corrected.written, corrected.corrected), (0, 2 + 1 + 2 + 3));
        let after = site.spells_by(CHILD).await;
        let changed: Vec<&String> = before
            .keys()
            .filter(|child| before[*child] != after[*child])
            .collect();
        assert_eq!(changed.len(), 5);
        // Before it was imported the old is what was known; and still is.
        let known_before = site
            .spells_known(LANCASHIRE, CHILD, Some(at(19).moment.now))
            .await;
        assert_eq!(known_before, before);
        let again = confirmed(&at(30), site, &corrected_2024()).await;
        assert_eq!((again.written, again.corrected), (0, 0));
        confirmed(&at(40), site, &three_years(|name| name.starts_with("2024"))).await;
        assert_eq!(site.spells_by(CHILD).await, before);
        assert_eq!(
            site.spells_known(LANCASHIRE, CHILD, Some(at(39).moment.now))
                .await,
            after
        );
    })
    .await;
}

/// A young person with an activity in the returns of two years or more; the child's id and the person.
async fn somebody_in_two_returns(site: &Site) -> (String, uuid::Uuid) {
    let spells = site.spells_by(CHILD).await;
    let (child, _) = spells
        .into_iter()
        .find(|(_, lines)| {
            lines
                .iter()
                .filter(|line| line.starts_with("activity "))
                .count()
                >= 2
        })
        .unwrap();
    let rows = store::person::identifiers_of_kind(&site.db, LANCASHIRE, CHILD)
        .await
        .unwrap();
    let person = rows
        .into_iter()
        .find(|row| row.value == child)
        .unwrap()
        .person_id;
    (child, person)
}

#[tokio::test]
async fn what_a_worker_corrected_ended_or_withdrew_stays_when_the_file_comes_again() {
    on_each_engine(async |site| {
        let office = &site.office;
        confirmed(&at(10), site, &three_years(|_| true)).await;
        let (_, person) = somebody_in_two_returns(site).await;
        let of_kind = async |kind: SpellKind| -> Vec<store::spell::SpellRecord> {
            let spells = store::spell::of_person(&site.db, person, None)
                .await
                .unwrap();
            spells
                .into_iter()
                .filter(|record| record.value.kind() == kind)
                .collect()
        };
        // The first activity was wrong, the last has ended with a job, and the first home was never true.
        let activities = of_kind(SpellKind::Activity).await;
        let (first, last) = (activities.first().unwrap(), activities.last().unwrap());
        let right = NewSpell {
            ends_on: first.ends_on,
            ..new_spell(SpellKind::Activity, "G4", first.starts_on, None)
        };
        spell::correct(&at(20), office, first.id, right, "it was illness")
            .await
            .unwrap();
        let job = new_spell(SpellKind::Activity, "F5 30", date(2026, 1, 12), None);
        spell::record(&at(21), office, person, job, &[last.id])
            .await
            .unwrap();
        let home = of_kind(SpellKind::Accommodation).await.remove(0);
        spell::withdraw(&at(22), office, home.id, "never lived there")
            .await
            .unwrap();
        let episode = of_kind(SpellKind::Placement).await.remove(0);
        spell::withdraw(&at(23), office, episode.id, "somebody else's")
            .await
            .unwrap();

        let kept = site.people().await;
        let again = confirmed(&at(30), site, &three_years(|_| true)).await;
        assert_eq!((again.written, again.corrected), (0, 0));
        assert_eq!(site.people().await, kept);
        let said = again
            .findings
            .iter()
            .filter(|finding| finding.reason.contains("Their correction stands"))
            .count();
        assert_eq!(said, 3, "{:#?}", again.findings);
        // The same when the years come one by one, the older ones later.
        for year in ["2025", "2023", "2024"] {
            let again = confirmed(&at(40), site, &three_years(|name| name.starts_with(year))).await;
            assert_eq!((again.written, again.corrected), (0, 0), "{year}");
        }
        assert_eq!(site.people().await, kept);
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_writes_nothing() {
    on_each_engine(async |site| {
        confirmed(&at(10), site, &three_years(|name| name.starts_with("2023"))).await;
        let kept = site.everything().await;
        let said = dry(&at(20), site, &three_years(|_| true)).await;
        assert!(!said.confirmed && said.written > 0);
        assert_eq!(site.everything().await, kept);
        let done = confirmed(&at(30), site, &three_years(|_| true)).await;
        assert_eq!(counts(&done), counts(&said));
        assert_eq!(
            (done.people, done.new_people, &done.findings),
            (said.people, said.new_people, &said.findings)
        );
    })
    .await;
}

#[tokio::test]
async fn an_identifier_that_is_somebody_elses_is_said_each_time() {
    on_each_engine(async |site| {
        let header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/05/2006,WBRI,A820207563023,,\n2,2,02/05/2006,WBRI,A820207563023,,\n";
        let header = Upload {
            year_ending: Some(2025),
            ..upload(ImportKind::Ssda903, vec![file("header.csv", header)])
        };
        for _ in 0..2 {
            let report = confirmed(&at(10), site, &header).await;
            let about_it: Vec<_> = reasons(&report, leaving_care::Severity::Warning).into_iter().filter(|reason| reason.contains("Somebody else has this identifier")).collect();
            assert_eq!(about_it.len(), 1, "{:#?}", report.findings);
        }
        let upns = store::person::identifiers_of_kind(&site.db, LANCASHIRE, IdentifierKind::Upn).await.unwrap();
        assert_eq!(upns.len(), 1);
    })
    .await;
}

/// What somebody or something can write into one cell.
fn spoilt_cells() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("\0".to_owned()),
        Just("\"".to_owned()),
        Just("31/02/2006".to_owned()),
        Just("01/05/9999".to_owned()),
        Just("01/01/0001".to_owned()),
        Just("900107".to_owned()),
        Just("x".repeat(5_000)),
        Just("G5\r\nG6,U1".to_owned()),
        "[ -~]{0,12}",
        any::<String>(),
    ]
}

/// The return with one cell spoilt: file, row and column are taken round and round until they fit.
fn spoilt(files: &[InputFile], place: (usize, usize, usize), cell: &str) -> Vec<InputFile> {
    let mut files = files.to_vec();
    let at = place.0 % files.len();
    let text = String::from_utf8(files[at].bytes.clone()).unwrap();
    let mut rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    let row = place.1 % rows.len();
    let column = place.2 % rows[row].len();
    rows[row][column] = cell;
    let lines: Vec<String> = rows.iter().map(|cells| cells.join(",")).collect();
    files[at].bytes = lines.join("\n").into_bytes();
    files
}

/// Any one cell of the return spoilt: the import still answers, dry and for real, and what it wrote does not change a second time.
#[tokio::test]
async fn whatever_stands_in_one_cell_the_import_answers() {
    let files = three_years(|_| true).files;
    let places = (0..9_usize, 0..70_usize, 0..13_usize);
    on_each_engine(async |site| {
        let mut runner = TestRunner::deterministic();
        for number in 0..24 {
            let place = places.new_tree(&mut runner).unwrap().current();
            let cell = spoilt_cells().new_tree(&mut runner).unwrap().current();
            let spoilt = upload(ImportKind::Ssda903, spoilt(&files, place, &cell));
            let report = dry(&at(10), site, &spoilt).await;
            // One child or one table may be lost, never all of it.
            assert!(
                report.people >= 50,
                "{place:?} {cell:?}: {} people",
                report.people
            );
            if number % 6 == 0 {
                confirmed(&at(20 + number), site, &spoilt).await;
                let again = confirmed(&at(20 + number), site, &spoilt).await;
                assert_eq!(
                    (again.written, again.corrected),
                    (0, 0),
                    "{place:?} {cell:?}"
                );
            }
        }
    })
    .await;
}
