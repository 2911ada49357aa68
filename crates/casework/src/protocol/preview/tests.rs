//! What two versions of a protocol do to one person's duties, effect by effect.

use jiff::civil::date;
use leaving_care::{
    authority::Nation,
    calendar::LeapDayBirthday,
    event::{Event, EventKind},
};

use super::*;

/// A claim that began on 2 March 2026, looked at on 20 March; contact on the days given.
fn found(
    before: &str,
    after: &str,
    contacts: &[Date],
) -> Vec<(Effect, Option<Date>, Option<Date>)> {
    let mut events = vec![Event::new(EventKind::ClaimStarted, date(2026, 3, 2))];
    events.extend(
        contacts
            .iter()
            .map(|on| Event::new(EventKind::JobcentreContact, *on)),
    );
    let facts = DutyFacts {
        says_every_category: false,
        date_of_birth: date(2007, 5, 6),
        nation: Nation::England,
        leap_day: LeapDayBirthday::default(),
        events,
    };
    let set = |duty: &str| {
        let text = format!(
            "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\nsource = \"Made up\"\n{duty}"
        );
        set_of(if duty.is_empty() {
            Vec::new()
        } else {
            vec![Protocol::parse(&text).expect("a protocol")]
        })
    };
    let affected = affected(
        &[(Uuid::nil(), facts)],
        &set(before),
        &set(after),
        date(2026, 3, 20),
    );
    affected
        .into_iter()
        .map(|one| (one.effect, one.due_before, one.due_after))
        .collect()
}

fn once(due: &str, late: &str) -> String {
    format!(
        "[[duty]]\nid = \"meet\"\ntitle = \"Meet\"\nowed_by = \"council\"\nwhy = \"A claim began.\"\nsource = \"local\"\n\
         starts_on = \"claim_started\"\ndue = \"{due}\"\nlate = \"{late}\"\nopens = \"7 days\"\nfulfilled_by = [\"jobcentre_contact\"]\n"
    )
}

#[test]
fn each_effect_has_its_name() {
    let day = |day: i8| Some(date(2026, 3, day));
    let check = |before: &str,
                 after: &str,
                 contacts: &[Date],
                 expected: &[(Effect, Option<Date>, Option<Date>)]| {
        assert_eq!(
            found(before, after, contacts),
            expected,
            "{before} -> {after}"
        );
    };
    let (early, soon, later) = (
        once("14 days", "0 days"),
        once("21 days", "0 days"),
        once("28 days", "0 days"),
    );
    check(&early, &early, &[], &[]);
    check("", &early, &[], &[(Effect::NewlyOverdue, None, day(16))]);
    check("", &soon, &[], &[(Effect::NewlyDue, None, day(23))]);
    check("", &later, &[], &[(Effect::NewlyAhead, None, day(30))]);
    check(
        &soon,
        &early,
        &[],
        &[(Effect::NewlyOverdue, day(23), day(16))],
    );
    check(
        &early,
        &soon,
        &[],
        &[(Effect::NoLongerOverdue, day(16), day(23))],
    );
    check(&later, &soon, &[], &[(Effect::NewlyDue, day(30), day(23))]);
    check(
        &soon,
        &once("22 days", "0 days"),
        &[],
        &[(Effect::Moved, day(23), day(24))],
    );
    // Late a day later, due on the same day: moved too.
    check(
        &soon,
        &once("21 days", "1 day"),
        &[],
        &[(Effect::Moved, day(23), day(23))],
    );
    check(&early, "", &[], &[(Effect::NoLongerDue, day(16), None)]);
    // Done is done in either.
    check(&early, &soon, &[date(2026, 3, 10)], &[]);
    check(&early, "", &[date(2026, 3, 10)], &[]);
}

#[test]
fn counts_are_of_duties_and_of_people() {
    let one = |person: u128, effect| Affected {
        person: Uuid::from_u128(person),
        effect,
        title: String::new(),
        due_before: None,
        due_after: None,
    };
    let affected = [
        one(1, Effect::Moved),
        one(1, Effect::Moved),
        one(2, Effect::Moved),
        one(2, Effect::NewlyDue),
    ];
    assert_eq!(
        counts(&affected),
        [(Effect::NewlyDue, 1, 1), (Effect::Moved, 3, 2)]
    );
    assert_eq!(counts(&[]), []);
}
