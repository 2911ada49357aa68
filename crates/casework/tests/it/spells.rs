//! Recording, correcting and withdrawing: nothing is overwritten, nobody's text is lost, and published figures stay.

use casework::{
    Error,
    measure::{self, MeasureQuery},
    person::{self, View},
    spell,
};
use jiff::civil::{Date, date};
use leaving_care::spell_value::{NewSpell, SpellKind};
use store::spell::SpellRecord;
use uuid::Uuid;

use crate::site::{LANCASHIRE, Site, TODAY, at, on_each_engine, spell as new_spell};

fn activity(code: &str, from: Date, until: Option<Date>) -> NewSpell {
    new_spell(SpellKind::Activity, code, from, until)
}

async fn standing(site: &Site, person: Uuid) -> Vec<String> {
    let spells = store::spell::of_person(&site.db, person, None)
        .await
        .unwrap();
    spells.iter().map(line).collect()
}

fn line(record: &SpellRecord) -> String {
    let until = record
        .ends_on
        .map_or_else(|| "now".to_owned(), |end| end.to_string());
    format!("{} {} to {until}", record.value.code(), record.starts_on)
}

#[tokio::test]
async fn a_new_spell_ends_those_that_it_takes_the_place_of() {
    on_each_engine(async |site| {
        let office = &site.office;
        let ash = site.add_person("Ash", date(2006, 5, 4)).await;
        let neet = spell::record(
            &at(1),
            office,
            ash,
            activity("G5", date(2025, 1, 1), None),
            &[],
        )
        .await
        .unwrap();
        let work = activity("F5 30", date(2025, 6, 1), None);
        let offered = spell::check(&at(2), office, ash, &work).await.unwrap();
        assert_eq!(
            offered.iter().map(|record| record.id).collect::<Vec<_>>(),
            [neet]
        );
        spell::record(&at(2), office, ash, work, &[neet])
            .await
            .unwrap();
        assert_eq!(
            standing(site, ash).await,
            ["G5 2025-01-01 to 2025-06-01", "F5 30 2025-06-01 to now"]
        );
        // The one before stays in the history, with what took its place.
        let before = spell::find(&at(3), office, neet).await.unwrap();
        assert_eq!(line(&before), "G5 2025-01-01 to now");
        assert_eq!(before.superseded.unwrap().reason, "ended by what came next");
        // It has been ended already.
        let again = spell::record(
            &at(4),
            office,
            ash,
            activity("F2", date(2025, 9, 1), None),
            &[neet],
        )
        .await;
        assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
        assert_eq!(standing(site, ash).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn only_what_holds_on_the_first_day_can_end_there() {
    on_each_engine(async |site| {
        let office = &site.office;
        let ash = site.add_person("Ash", date(2006, 5, 4)).await;
        let bo = site.add_person("Bo", date(2006, 5, 4)).await;
        let record = async |person: Uuid, new: NewSpell| {
            spell::record(&at(1), office, person, new, &[])
                .await
                .unwrap()
        };
        let worker = |role: &str| {
            new_spell(
                SpellKind::Allocation,
                &format!("{role} {}", Uuid::nil().simple()),
                date(2025, 1, 1),
                None,
            )
        };
        let ended_long_ago = record(
            ash,
            activity("G5", date(2024, 1, 1), Some(date(2024, 6, 1))),
        )
        .await;
        let home = record(
            ash,
            new_spell(SpellKind::Accommodation, "U1", date(2025, 1, 1), None),
        )
        .await;
        let later = record(ash, activity("F5", date(2025, 12, 1), None)).await;
        let anothers = record(bo, activity("G5", date(2025, 1, 1), None)).await;
        let social_worker = record(ash, worker("social_worker")).await;
        let before = standing(site, ash).await;
        let check = async |new: NewSpell, also_ends: Uuid, is_found: bool| {
            let answer = spell::record(&at(2), office, ash, new, &[also_ends]).await;
            match answer {
                Err(Error::Invalid(problems)) if is_found => {
                    assert_eq!(problems[0].field, "also_ends");
                }
                Err(Error::NotFound("spell")) if !is_found => {}
                other => panic!("{other:?}"),
            }
        };
        let new = || activity("F2", date(2025, 6, 1), None);
        check(new(), ended_long_ago, true).await;
        check(new(), home, true).await;
        check(new(), later, true).await;
        check(new(), anothers, false).await;
        check(new(), Uuid::now_v7(), false).await;
        check(worker("personal_adviser"), social_worker, true).await;
        assert_eq!(standing(site, ash).await, before);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_not_recorded() {
    on_each_engine(async |site| {
        let ash = site.add_person("Ash", date(2006, 5, 4)).await;
        let check = async |new: NewSpell, field: Option<&str>| {
            let answer = spell::record(&at(1), &site.office, ash, new, &[]).await;
            match (answer, field) {
                (Ok(_), None) => {}
                (Err(Error::Invalid(problems)), Some(field)) => {
                    assert_eq!(problems[0].field, field);
                }
                (other, field) => panic!("{field:?}: {other:?}"),
            }
        };
        check(activity("G5", date(2006, 5, 3), None), Some("starts_on")).await;
        check(activity("G5", date(2006, 5, 4), None), None).await;
        check(activity("G5", TODAY, None), None).await;
        check(
            activity("G5", TODAY.tomorrow().unwrap(), None),
            Some("starts_on"),
        )
        .await;
        check(
            activity("G5", date(2025, 1, 1), Some(date(2025, 1, 1))),
            Some("ends_on"),
        )
        .await;
        check(
            activity("G5", date(2025, 1, 1), Some(date(2025, 1, 2))),
            None,
        )
        .await;
        check(activity("F3", date(2025, 1, 1), None), Some("code")).await;
        check(
            activity("F5 101", date(2025, 1, 1), None),
            Some("hours_a_week"),
        )
        .await;
        check(activity("F5 100", date(2025, 1, 1), None), None).await;
        // A worker may be allocated from a day to come.
        let worker = format!("personal_adviser {}", Uuid::nil().simple());
        check(
            new_spell(
                SpellKind::Allocation,
                &worker,
                TODAY.tomorrow().unwrap(),
                None,
            ),
            None,
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn of_two_corrections_the_second_is_shown_both() {
    on_each_engine(async |site| {
        let office = &site.office;
        let ash = site.add_person("Ash", date(2006, 5, 4)).await;
        let first = spell::record(
            &at(1),
            office,
            ash,
            activity("G5", date(2025, 1, 1), None),
            &[],
        )
        .await
        .unwrap();
        let second = spell::correct(
            &at(2),
            office,
            first,
            activity("G4", date(2025, 1, 1), None),
            "illness\0",
        )
        .await
        .unwrap();
        let mine = activity("G6", date(2025, 2, 1), None);
        assert!(matches!(
            spell::check_correction(&at(3), office, first, &mine).await,
            Err(Error::Conflict)
        ));
        assert!(matches!(
            spell::correct(&at(3), office, first, mine.clone(), "mine").await,
            Err(Error::Conflict)
        ));
        assert!(matches!(
            spell::withdraw(&at(3), office, first, "never").await,
            Err(Error::Conflict)
        ));
        let conflict = spell::conflict(&at(3), office, first).await.unwrap();
        assert_eq!(line(&conflict.based_on), "G5 2025-01-01 to now");
        assert_eq!(conflict.based_on.superseded.unwrap().reason, "illness");
        let now = conflict.now.unwrap();
        assert_eq!(
            (now.id, line(&now)),
            (second, "G4 2025-01-01 to now".into())
        );
        // Having seen both they may still correct what stands now; the chain is followed to its end.
        let third = spell::correct(&at(4), office, now.id, mine, "mine")
            .await
            .unwrap();
        assert_eq!(
            spell::conflict(&at(5), office, first)
                .await
                .unwrap()
                .now
                .unwrap()
                .id,
            third
        );
        assert_eq!(standing(site, ash).await, ["G6 2025-02-01 to now"]);
        spell::withdraw(&at(6), office, third, "never was")
            .await
            .unwrap();
        assert!(
            spell::conflict(&at(7), office, first)
                .await
                .unwrap()
                .now
                .is_none()
        );
        assert!(standing(site, ash).await.is_empty());
        // A reason must be given, and a spell keeps its kind.
        let other = spell::record(
            &at(8),
            office,
            ash,
            activity("G5", date(2025, 1, 1), None),
            &[],
        )
        .await
        .unwrap();
        assert!(matches!(
            spell::withdraw(&at(9), office, other, " ").await,
            Err(Error::Invalid(_))
        ));
        let home = new_spell(SpellKind::Accommodation, "U1", date(2025, 1, 1), None);
        assert!(matches!(
            spell::correct(&at(9), office, other, home, "").await,
            Err(Error::Invalid(_))
        ));
        let history = person::history(&at(9), office, ash).await.unwrap().spells;
        assert_eq!(history.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn of_two_changes_of_details_the_second_is_refused() {
    on_each_engine(async |site| {
        let office = &site.office;
        let ash = site.add_person("Ash", date(2006, 5, 4)).await;
        let version = person::details(&at(1), office, ash).await.unwrap();
        let named = |name: &str| leaving_care::person::PersonDetails {
            preferred_name: name.into(),
            ..version.details.clone()
        };
        person::change_details(&at(2), office, ash, version.id, &named("Ashy"), &[])
            .await
            .unwrap();
        let late =
            person::change_details(&at(3), office, ash, version.id, &named("Ashling"), &[]).await;
        assert!(matches!(late, Err(Error::Conflict)));
        assert_eq!(
            person::details(&at(4), office, ash)
                .await
                .unwrap()
                .details
                .preferred_name,
            "Ashy"
        );
        let nul = person::change_details(&at(4), office, ash, version.id, &named("A\0"), &[]).await;
        assert!(matches!(nul, Err(Error::Invalid(_))), "{nul:?}");
        let versions = person::history(&at(5), office, ash).await.unwrap().details;
        assert_eq!(versions.len(), 2);
    })
    .await;
}

/// A figure asked again with the same day and the same moment stays what it was, whatever is corrected afterwards.
#[tokio::test]
async fn a_figure_asked_again_is_unchanged() {
    on_each_engine(async |site| {
        let office = &site.office;
        let mut spells = Vec::new();
        for number in 0..6 {
            let person = site
                .add_person(&format!("Person {number}"), date(2006, 5, 4))
                .await;
            let care = new_spell(
                SpellKind::Placement,
                "C2 U4 E7",
                date(2020, 1, 1),
                Some(date(2024, 5, 4)),
            );
            spell::record(&at(1), office, person, care, &[])
                .await
                .unwrap();
            let code = if number < 4 { "G5" } else { "F2" };
            spells.push(
                spell::record(
                    &at(1),
                    office,
                    person,
                    activity(code, date(2025, 1, 1), None),
                    &[],
                )
                .await
                .unwrap(),
            );
        }
        let ask = async |id: &str, known_at: Option<i64>| {
            let query = MeasureQuery {
                measure: id.into(),
                as_at: TODAY,
                known_at: known_at.map(|seconds| at(seconds).moment.now),
                basis: Some(measures::population::Basis::Live),
                by: vec![measure::Dimension::Locality, measure::Dimension::Code],
                publish: None,
            };
            let answer = measure::ask(&at(100), office, &query).await.unwrap();
            (answer.count, answer.groups)
        };
        let published = ask("neet_19_21", Some(10)).await;
        assert_eq!(
            (published.0.numerator, published.0.denominator),
            (Some(4), Some(6))
        );
        assert_eq!(ask("neet_19_21", None).await, published);

        spell::correct(
            &at(20),
            office,
            spells[0],
            activity("F5", date(2025, 1, 1), None),
            "",
        )
        .await
        .unwrap();
        spell::withdraw(&at(21), office, spells[1], "never")
            .await
            .unwrap();
        let late = site.add_person("Late", date(2006, 5, 4)).await;
        let version = person::details(
            &at(22),
            office,
            spell::find(&at(22), office, spells[2])
                .await
                .unwrap()
                .person,
        )
        .await
        .unwrap();
        let moved = leaving_care::person::PersonDetails {
            locality: "South".into(),
            ..version.details
        };
        person::change_details(&at(22), office, version.person, version.id, &moved, &[])
            .await
            .unwrap();

        assert_eq!(ask("neet_19_21", Some(10)).await, published);
        let now = ask("neet_19_21", None).await;
        assert_eq!((now.0.numerator, now.0.denominator), (Some(2), Some(6)));
        assert_eq!(ask("neet_19_21", Some(20)).await.0.numerator, Some(3));
        assert_eq!(ask("neet_19_21", Some(22)).await, now);
        // The page of a person too.
        let page = person::open(
            &at(30),
            office,
            late,
            View {
                as_at: TODAY,
                known_at: Some(at(-1).moment.now),
            },
        )
        .await;
        assert!(matches!(page, Err(Error::NotFound("person"))));
    })
    .await;
}

#[tokio::test]
async fn twenty_at_once_lose_nothing() {
    on_each_engine(async |site| {
        let ash = site.add_person("Ash", date(2006, 5, 4)).await;
        let version_before = store::authority::data_version(&site.db, LANCASHIRE)
            .await
            .unwrap();
        let shared = spell::record(
            &at(1),
            &site.office,
            ash,
            activity("G5", date(2024, 1, 1), None),
            &[],
        )
        .await
        .unwrap();
        let tasks: Vec<_> = (0..20_i8)
            .map(|number| {
                let office = site.office.clone();
                tokio::spawn(async move {
                    let home = new_spell(
                        SpellKind::Accommodation,
                        "U1",
                        date(2025, 1, number + 1),
                        None,
                    );
                    spell::record(&at(2), &office, ash, home, &[])
                        .await
                        .unwrap();
                    // All want to correct the same spell too; one may.
                    let mine = activity("G4", date(2024, 1, number + 1), None);
                    match spell::correct(&at(3), &office, shared, mine, "").await {
                        Ok(_) => 1,
                        Err(Error::Conflict) => 0,
                        Err(other) => panic!("{other}"),
                    }
                })
            })
            .collect();
        let mut corrected = 0;
        for task in tasks {
            corrected += task.await.unwrap();
        }
        assert_eq!(corrected, 1);
        let standing = standing(site, ash).await;
        assert_eq!(
            standing
                .iter()
                .filter(|line| line.starts_with("U1"))
                .count(),
            20
        );
        assert_eq!(
            standing
                .iter()
                .filter(|line| line.starts_with("G4"))
                .count(),
            1
        );
        assert_eq!(standing.len(), 21);
        let version = store::authority::data_version(&site.db, LANCASHIRE)
            .await
            .unwrap();
        assert_eq!(version, version_before + 1 + 20 + 1);
        // What is kept in memory has seen all of it.
        let page = person::list(
            &at(4),
            &site.office,
            &person::ListQuery {
                limit: 5,
                ..person::ListQuery::default()
            },
        )
        .await
        .unwrap();
        assert_eq!(page.people[0].accommodation.unwrap().to_string(), "U1");
    })
    .await;
}
