//! What OC3 says of one care leaver: in touch, main activity and accommodation on or around a day.

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    Severity,
    accommodation::{Accommodation, AccommodationCode, AccommodationKind, accommodation_on},
    activity::{Activity, ActivityCode, main_activity_on},
    in_touch::{InTouchCode, in_touch_on},
    source::Standing,
    spell::Spell,
};

use super::records::Case;

/// The day whose status is asked, and from when until when news still tells it, both days included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    pub day: Date,
    pub from: Date,
    pub until: Date,
}

/// The three cells, and what is doubtful about them.
#[derive(Debug, Default)]
pub(super) struct Status {
    pub in_touch: String,
    pub activity: String,
    pub accommodation: String,
    pub doubts: Vec<Doubt>,
}

#[derive(Debug)]
pub(super) struct Doubt {
    pub severity: Severity,
    pub column: &'static str,
    pub reason: &'static str,
    pub remedy: &'static str,
}

/// The status around the day, as the records have it. What somebody else tells of a young person counts like what they tell
/// themselves, so that an activity is written also where the council is not in touch.
pub(super) fn status(case: &Case, around: Around) -> Status {
    let facts = &case.facts;
    let mut status = Status::default();
    let in_touch = near(
        &news(&facts.in_touch, around, |value| value.standing),
        around,
        in_touch_on,
    );
    let code = in_touch
        .as_ref()
        .map(|spell| spell.value.code)
        .or_else(|| in_touch_by_contact(case, around, &mut status));
    status.in_touch = code.map_or_else(String::new, |code| code.code().to_owned());
    if let Some(InTouchCode::Died | InTouchCode::Rhom) = code {
        // Rule 344: with these nothing else is asked.
        "0".clone_into(&mut status.activity);
        "0".clone_into(&mut status.accommodation);
        return status;
    }
    let activity = near(
        &news(&facts.activities, around, |value| value.standing),
        around,
        main_activity_on,
    );
    let accommodation = near(
        &news(&facts.accommodations, around, |value| value.standing),
        around,
        accommodation_on,
    );
    write_activity(activity.as_ref(), code, &mut status);
    write_accommodation(accommodation.as_ref(), code, &mut status);
    let began = [
        activity.map(|spell| spell.starts_on),
        accommodation.map(|spell| spell.starts_on),
    ];
    if began
        .into_iter()
        .flatten()
        .any(|began| is_old_news(began, case, around))
    {
        status.doubt(
            Severity::Note,
            "ACTIV",
            "What is written was recorded as going on, but nothing recorded in these days shows that it still did.",
            "Check it with the young person or with whoever knows.",
        );
    }
    status
}

impl Status {
    fn doubt(
        &mut self,
        severity: Severity,
        column: &'static str,
        reason: &'static str,
        remedy: &'static str,
    ) {
        self.doubts.push(Doubt {
            severity,
            column,
            reason,
            remedy,
        });
    }
}

/// Facts that can tell the status. What a return or another system observed once, at another time, is no news of this day.
fn news<T: Clone>(
    spells: &[Spell<T>],
    around: Around,
    standing: impl Fn(&T) -> Standing,
) -> Vec<Spell<T>> {
    let tells = |spell: &&Spell<T>| {
        !standing(&spell.value).is_observation()
            || (around.from <= spell.starts_on && spell.starts_on <= around.until)
    };
    spells.iter().filter(tells).cloned().collect()
}

/// Whether something began before the days that are looked at, and no contact in them confirms it.
fn is_old_news(began_on: Date, case: &Case, around: Around) -> bool {
    let in_those_days = |day: &Date| around.from <= *day && *day <= around.until;
    let mut contacts = case.took_part_on.iter().chain(&case.told_of_on);
    began_on < around.from && !contacts.any(in_those_days)
}

/// What was so on the day, or else on the nearest of the days around it; of two that are as near, the earlier.
fn near<T>(
    spells: &[Spell<T>],
    around: Around,
    on: impl Fn(&[Spell<T>], Date) -> Option<Spell<T>>,
) -> Option<Spell<T>> {
    let starts = spells.iter().map(|spell| spell.starts_on);
    let last_days = spells
        .iter()
        .filter_map(|spell| spell.ends_on?.checked_sub(1.day()).ok());
    let mut days: Vec<Date> = starts
        .chain(last_days)
        .chain([around.day])
        .filter(|day| around.from <= *day && *day <= around.until)
        .collect();
    days.sort_unstable_by_key(|day| ((*day - around.day).get_days().abs(), *day));
    days.into_iter().find_map(|day| on(spells, day))
}

/// Somebody who took part in a contact in those days was in touch, whether or not the status was recorded.
fn in_touch_by_contact(case: &Case, around: Around, status: &mut Status) -> Option<InTouchCode> {
    let took_part = case
        .took_part_on
        .iter()
        .any(|day| around.from <= *day && *day <= around.until);
    if took_part {
        status.doubt(
            Severity::Note,
            "IN_TOUCH",
            "No in-touch status is recorded, but they took part in a contact, so YES is written.",
            "Record the in-touch status.",
        );
        return Some(InTouchCode::Yes);
    }
    status.doubt(
        Severity::Warning,
        "IN_TOUCH",
        "The records do not say whether the council was in touch; the cell is blank.",
        "Record the in-touch status, and produce the return again.",
    );
    None
}

/// Where somebody is not in touch, what nobody knows is written as 0, the collection's own code for that. Where they are, it is missing.
fn is_nothing_known(in_touch: Option<InTouchCode>) -> bool {
    matches!(
        in_touch,
        Some(InTouchCode::No | InTouchCode::Refu | InTouchCode::Nreq)
    )
}

fn write_activity(
    found: Option<&Spell<Activity>>,
    in_touch: Option<InTouchCode>,
    status: &mut Status,
) {
    match found.map(|spell| spell.value.code) {
        Some(code) => {
            status.activity = code.to_string();
            if !code.is_current() {
                status.doubt(
                    Severity::Warning,
                    "ACTIV",
                    "This code has been replaced, and the Department will refuse it.",
                    "Correct the record: F4 or P4 is an apprenticeship, F5 or P5 other training or employment.",
                );
            } else if code == ActivityCode::NotKnown && in_touch == Some(InTouchCode::Yes) {
                status.doubt(
                    Severity::Warning,
                    "ACTIV",
                    "Somebody with whom the council is in touch has an activity (rule 345).",
                    "Find out what they were doing, and record it.",
                );
            }
        }
        None if is_nothing_known(in_touch) => "0".clone_into(&mut status.activity),
        None => status.doubt(
            Severity::Warning,
            "ACTIV",
            "The records do not say what they were doing; the cell is blank.",
            "Record the activity, and produce the return again.",
        ),
    }
}

fn write_accommodation(
    found: Option<&Spell<Accommodation>>,
    in_touch: Option<InTouchCode>,
    status: &mut Status,
) {
    match found.map(|spell| spell.value.code) {
        Some(AccommodationCode {
            kind: kind @ (AccommodationKind::S | AccommodationKind::X),
            is_suitable: None,
        }) => {
            // No home and custody are unsuitable by definition (rule 133).
            status.accommodation = format!("{}2", kind.letter());
        }
        Some(AccommodationCode {
            kind,
            is_suitable: None,
        }) if kind != AccommodationKind::NotKnown => status.doubt(
            Severity::Warning,
            "ACCOM",
            "Where they lived is recorded, but not whether it was suitable; the cell is blank, because the code says both.",
            "Record whether it was suitable, and produce the return again.",
        ),
        Some(code) => {
            status.accommodation = code.to_string();
            if code == AccommodationCode::NOT_KNOWN && in_touch == Some(InTouchCode::Yes) {
                status.doubt(
                    Severity::Warning,
                    "ACCOM",
                    "Somebody with whom the council is in touch lives somewhere (rule 345).",
                    "Find out where they lived, and record it.",
                );
            }
        }
        None if is_nothing_known(in_touch) => "0".clone_into(&mut status.accommodation),
        None => status.doubt(
            Severity::Warning,
            "ACCOM",
            "The records do not say where they lived; the cell is blank.",
            "Record the home, and produce the return again.",
        ),
    }
}
