//! What follows from spells and contacts, as a table of lives.

use jiff::civil::date;
use leaving_care::{
    accommodation::Accommodation, in_touch::InTouch, placement::Placement, source::Standing,
};

use super::*;

fn person() -> PersonFacts {
    PersonFacts {
        date_of_birth: date(2006, 5, 4),
        ..PersonFacts::default()
    }
}

fn in_care(facts: &mut PersonFacts, code: &str, from: Date, until: Option<Date>) {
    let placement: Placement = code.parse().expect("a placement");
    facts.placements.push(Spell::new(placement, from, until));
}

fn doing(facts: &mut PersonFacts, code: ActivityCode, from: Date, until: Option<Date>) {
    let activity = Activity {
        code,
        hours_a_week: None,
        standing: Standing::Recorded,
    };
    facts.activities.push(Spell::new(activity, from, until));
}

fn in_touch(facts: &mut PersonFacts, code: InTouchCode, from: Date, until: Option<Date>) {
    let standing = Standing::Recorded;
    facts
        .in_touch
        .push(Spell::new(InTouch { code, standing }, from, until));
}

/// The events that follow, in the order of their days, as "kind day".
fn told(facts: &PersonFacts, nation: Nation) -> Vec<String> {
    let mut events = Told::of(facts, nation, Vec::new(), []).facts.events;
    events.sort_by_key(|event| (event.on, event.kind));
    events
        .iter()
        .map(|event| format!("{} {}", event.kind.code(), event.on))
        .collect()
}

#[test]
fn care_and_categories_follow_from_placements() {
    let mut facts = person();
    in_care(
        &mut facts,
        "C2 U4 X1",
        date(2018, 1, 10),
        Some(date(2019, 3, 1)),
    );
    // Another placement on the same day is no leaving of care; a short break later is none either.
    in_care(
        &mut facts,
        "C2 K2 E8",
        date(2019, 3, 1),
        Some(date(2023, 2, 1)),
    );
    in_care(
        &mut facts,
        "V3 U4 -",
        date(2023, 6, 1),
        Some(date(2023, 6, 8)),
    );
    let expected = [
        "looked_after_started 2018-01-10",
        "became_eligible 2022-05-04",
        "looked_after_ended 2023-02-01",
        "became_relevant 2023-02-01",
        "became_former_relevant 2024-05-04",
    ];
    let mut found = told(&facts, Nation::England);
    found.sort_by_key(|line| line.rsplit(' ').next().map(str::to_owned));
    assert_eq!(found, expected);
    // Wales has other names for the same rights.
    assert_eq!(told(&facts, Nation::Wales).len(), expected.len());
}

#[test]
fn care_that_goes_on_has_no_end() {
    let mut facts = person();
    in_care(&mut facts, "C2 U4 -", date(2022, 1, 10), None);
    assert_eq!(
        told(&facts, Nation::England),
        [
            "looked_after_started 2022-01-10",
            "became_eligible 2022-05-04",
            "became_former_relevant 2024-05-04"
        ]
    );
}

#[test]
fn something_is_owed_to_those_in_care_and_to_care_leavers_only() {
    let check = |facts: &PersonFacts, day: Date, expected: bool, why: &str| {
        let told = Told::of(facts, Nation::England, Vec::new(), []);
        assert_eq!(told.is_owed_on(day), expected, "{why}, on {day}");
    };
    let mut adopted = person();
    in_care(
        &mut adopted,
        "C2 A4 E11",
        date(2015, 1, 1),
        Some(date(2017, 1, 1)),
    );
    check(&adopted, date(2016, 12, 31), true, "in care");
    check(&adopted, date(2017, 1, 1), false, "adopted");
    check(&adopted, date(2022, 5, 4), false, "adopted, now 16");

    let mut leaver = person();
    in_care(
        &mut leaver,
        "C2 U4 E8",
        date(2020, 1, 1),
        Some(date(2024, 5, 4)),
    );
    check(&leaver, date(2031, 5, 3), true, "the day before 25");
    check(&leaver, date(2031, 5, 4), false, "25");
    in_touch(&mut leaver, InTouchCode::Died, date(2025, 1, 1), None);
    check(&leaver, date(2024, 12, 31), true, "alive");
    check(&leaver, date(2025, 1, 1), false, "died");

    check(
        &person(),
        date(2024, 1, 1),
        true,
        "no time in care is recorded",
    );
    check(
        &person(),
        date(2031, 5, 4),
        true,
        "nothing is recorded at all",
    );
}

#[test]
fn work_and_neet_are_unbroken_times() {
    use ActivityCode::{F2, F4, F5, G4, G5, P5};
    let mut facts = person();
    doing(&mut facts, F2, date(2023, 9, 1), Some(date(2024, 7, 1)));
    doing(&mut facts, G5, date(2024, 7, 1), Some(date(2024, 8, 1)));
    // A change of reason does not break it.
    doing(&mut facts, G4, date(2024, 8, 1), Some(date(2024, 10, 1)));
    doing(&mut facts, P5, date(2024, 10, 1), Some(date(2025, 1, 1)));
    // One job after another is going on working; so is an apprenticeship.
    doing(&mut facts, F5, date(2025, 1, 1), Some(date(2025, 3, 1)));
    doing(&mut facts, F4, date(2025, 3, 1), Some(date(2025, 6, 1)));
    assert_eq!(
        told(&facts, Nation::England),
        [
            "neet_started 2024-07-01",
            "job_started 2024-10-01",
            "neet_ended 2024-10-01",
            "job_ended 2025-06-01",
        ]
    );
}

#[test]
fn somebody_who_needs_no_service_is_left_alone_until_that_changes() {
    use InTouchCode::{No, Nreq, Refu, Rhom, Yes};
    let check = |codes: &[(InTouchCode, Date)], expected: &[&str]| {
        let mut facts = person();
        for (index, (code, from)) in codes.iter().enumerate() {
            let until = codes.get(index + 1).map(|(_, next)| *next);
            in_touch(&mut facts, *code, *from, until);
        }
        assert_eq!(told(&facts, Nation::England), expected, "{codes:?}");
    };
    let (first, second) = (date(2025, 1, 1), date(2025, 6, 1));
    check(&[(Yes, first)], &[]);
    check(&[(No, first)], &[]);
    // Somebody who does not want contact is still owed the offer of it.
    check(&[(Refu, first)], &[]);
    check(&[(Nreq, first)], &["support_ended 2025-01-01"]);
    check(&[(Rhom, first)], &["support_ended 2025-01-01"]);
    check(
        &[(Nreq, first), (Yes, second)],
        &["support_ended 2025-01-01", "support_requested 2025-06-01"],
    );
    check(
        &[(Nreq, first), (Rhom, second)],
        &["support_ended 2025-01-01"],
    );
    check(&[(InTouchCode::Died, first)], &["died 2025-01-01"]);
}

#[test]
fn contacts_say_whether_they_were_face_to_face() {
    let contacts = ContactDay::all(store::contact::TookPart {
        person: uuid::Uuid::nil(),
        face_to_face: vec![date(2025, 1, 1)],
        at_a_distance: vec![date(2025, 1, 2)],
    });
    let facts = PersonFacts {
        accommodations: vec![Spell::new(
            Accommodation {
                code: "U1".parse().expect("a code"),
                standing: Standing::Recorded,
            },
            date(2024, 1, 1),
            None,
        )],
        ..person()
    };
    let recorded = vec![Event::new(EventKind::ClaimStarted, date(2025, 2, 1))];
    let told = Told::of(&facts, Nation::England, recorded.clone(), contacts);
    let of_contacts: Vec<(Date, Option<bool>)> = told
        .facts
        .events
        .iter()
        .filter(|event| event.kind == EventKind::AdviserContact)
        .map(|event| {
            let details = event.details.as_ref();
            (event.on, details.and_then(|details| details.face_to_face))
        })
        .collect();
    assert_eq!(
        of_contacts,
        [
            (date(2025, 1, 1), Some(true)),
            (date(2025, 1, 2), Some(false))
        ]
    );
    assert!(told.facts.events.contains(&recorded[0]));
    assert_eq!(told.facts.events.len(), 3);
}
