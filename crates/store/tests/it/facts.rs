//! The facts of an authority: what stands, what was known now, and what was brought up to date are always the same.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::date};
use leaving_care::{facts::AuthorityFacts, person::PersonDetails, spell_value::SpellKind};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use store::{Db, authority, facts, person, spell};
use uuid::Uuid;

use crate::{
    CONWY, LANCASHIRE, add_person, details, moment, on_each_engine, spell as spell_of, stamp,
};

/// Facts in a form that can be compared: localities by name, spells in order.
fn comparable(facts: &AuthorityFacts) -> BTreeMap<Uuid, String> {
    facts
        .people
        .iter()
        .map(|person| {
            let locality = person
                .locality
                .map(|index| facts.localities[usize::from(index)].clone());
            let mut spells = Vec::new();
            spells.extend(person.activities.iter().map(|spell| format!("{spell:?}")));
            spells.extend(
                person
                    .accommodations
                    .iter()
                    .map(|spell| format!("{spell:?}")),
            );
            spells.extend(person.in_touch.iter().map(|spell| format!("{spell:?}")));
            spells.extend(person.placements.iter().map(|spell| format!("{spell:?}")));
            spells.extend(person.allocations.iter().map(|spell| format!("{spell:?}")));
            spells.extend(person.reported.iter().map(|spell| format!("{spell:?}")));
            spells.sort_unstable();
            (
                person.person,
                format!("{} {locality:?} {spells:?}", person.date_of_birth),
            )
        })
        .collect()
}

/// What can happen to an authority's records.
#[derive(Debug, Clone)]
enum Change {
    AddPerson,
    Record { person: usize, kind: usize },
    Correct { person: usize },
    Withdraw { person: usize },
    Move { person: usize, locality: usize },
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        Just(Change::AddPerson),
        (0..9_usize, 0..6_usize).prop_map(|(person, kind)| Change::Record { person, kind }),
        (0..9_usize).prop_map(|person| Change::Correct { person }),
        (0..9_usize).prop_map(|person| Change::Withdraw { person }),
        (0..9_usize, 0..4_usize).prop_map(|(person, locality)| Change::Move { person, locality }),
    ];
    prop::collection::vec(change, 6..14)
}

const CODES: [(SpellKind, &str); 6] = [
    (SpellKind::Activity, "F5 30"),
    (SpellKind::Accommodation, "U1"),
    (SpellKind::InTouch, "YES"),
    (SpellKind::Placement, "C2 U4 -"),
    (
        SpellKind::Allocation,
        "personal_adviser 0192f0c1b5b17cc29d2b6a5a3c1e7f00",
    ),
    (SpellKind::ReportedCareLeaver, "oc3 2025"),
];

/// Writes a change at a second, as an action would: under a new data version. Gives the version.
async fn make(db: &Db, change: &Change, second: i64) -> i64 {
    let people = person::all_current(db, LANCASHIRE).await.unwrap();
    let chosen = |number: usize| (!people.is_empty()).then(|| &people[number % people.len()]);
    let mut tx = db.begin().await.unwrap();
    let version = authority::raise_version(&mut tx, LANCASHIRE).await.unwrap();
    let mut touched = None;
    match change {
        Change::AddPerson => {
            let new = [(
                Uuid::now_v7(),
                details("New", "Person", date(2006, 1, 1) + second.days()),
            )];
            person::insert_many(&mut tx, LANCASHIRE, &new, &stamp(second), version)
                .await
                .unwrap();
        }
        Change::Record { person, kind } => {
            if let Some(version) = chosen(*person) {
                let (kind, code) = CODES[*kind];
                let new = spell_of(
                    version.person,
                    kind,
                    code,
                    date(2024, 1, 1) + second.days(),
                    None,
                );
                spell::insert_many(&mut tx, LANCASHIRE, &[new], &stamp(second))
                    .await
                    .unwrap();
                touched = Some(version.person);
            }
        }
        Change::Correct { person } | Change::Withdraw { person } => {
            if let Some(version) = chosen(*person) {
                let spells = spell::of_person(db, version.person, None).await.unwrap();
                if let Some(record) = spells.first() {
                    let new = spell_of(
                        version.person,
                        record.value.kind(),
                        &record.value.code(),
                        record.starts_on,
                        Some(record.starts_on + 9.days()),
                    );
                    let by = matches!(change, Change::Correct { .. }).then_some(new.id);
                    assert!(
                        spell::supersede(&mut tx, record.id, by, "", &stamp(second))
                            .await
                            .unwrap()
                    );
                    if by.is_some() {
                        spell::insert_many(&mut tx, LANCASHIRE, &[new], &stamp(second))
                            .await
                            .unwrap();
                    }
                    touched = Some(version.person);
                }
            }
        }
        Change::Move { person, locality } => {
            if let Some(version) = chosen(*person) {
                let moved = PersonDetails {
                    locality: ["", "North", "East", "Central"][*locality].into(),
                    ..version.details.clone()
                };
                assert!(
                    person::supersede(
                        &mut tx,
                        version.id,
                        version.person,
                        LANCASHIRE,
                        &moved,
                        &stamp(second)
                    )
                    .await
                    .unwrap()
                );
                touched = Some(version.person);
            }
        }
    }
    if let Some(person) = touched {
        person::stamp_version(&mut tx, &[person], version)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    version
}

#[tokio::test]
async fn three_ways_of_reading_agree_and_what_was_known_stays() {
    on_each_engine(async |db| {
        add_person(db, CONWY, details("Cai", "Dafydd", date(2006, 5, 4))).await;
        let mut runner = TestRunner::deterministic();
        let (mut kept, mut kept_version) = (facts::current(db, LANCASHIRE).await.unwrap(), 0);
        let mut seen = Vec::new();
        let mut second = 0;
        for _ in 0..4 {
            let changes = changes().new_tree(&mut runner).unwrap().current();
            for change in &changes {
                second += 1;
                let version = make(db, change, second).await;
                assert_eq!(
                    authority::data_version(db, LANCASHIRE).await.unwrap(),
                    version
                );
                let now = comparable(&facts::current(db, LANCASHIRE).await.unwrap());
                let known_now = facts::known_at(db, LANCASHIRE, moment(second))
                    .await
                    .unwrap();
                assert_eq!(comparable(&known_now), now, "known now, after {change:?}");
                seen.push((second, now));
            }
            kept = facts::refreshed(db, &kept, kept_version).await.unwrap();
            kept_version = authority::data_version(db, LANCASHIRE).await.unwrap();
            assert_eq!(
                Some(comparable(&kept)),
                seen.last().map(|(_, now)| now.clone()),
                "refreshed"
            );
        }
        for (second, then) in &seen {
            let known = facts::known_at(db, LANCASHIRE, moment(*second))
                .await
                .unwrap();
            assert_eq!(comparable(&known), *then, "as known at second {second}");
        }
        assert!(
            kept.people.len() > 1
                && seen
                    .last()
                    .unwrap()
                    .1
                    .values()
                    .any(|text| text.contains("F5"))
        );
        assert_eq!(facts::current(db, CONWY).await.unwrap().people.len(), 1);
    })
    .await;
}
