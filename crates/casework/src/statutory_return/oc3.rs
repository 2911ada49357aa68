//! OC3: which care leavers the year's collection asks about, and their rows.
//!
//! Relevant and former relevant young people whose 17th to 21st birthday falls in the year, with the status around it; since 2023 also
//! those of 22 to 25 who asked for support or had it in the year, with the status at the latest contact (methodology of the Department's
//! statistics). Left out: who is still looked after on the 17th or 18th birthday (rule 1007), died in care (1000), was adopted or not
//! looked after for 13 weeks (1001), or is another authority's (1011).

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    Severity,
    authority::Nation,
    calendar::{LeapDayBirthday, add_months, birthday_on},
    eligibility::{Category, category_on},
    facts::PersonFacts,
    in_touch::InTouchCode,
    placement::is_looked_after_on,
    spell::Spell,
};
use ssda903::Table;

use super::{
    Window,
    draft::Draft,
    oc3_status::{Around, Status, status},
    records::Case,
};

pub(super) const WITH_A_BIRTHDAY: std::ops::RangeInclusive<i16> = 17..=21;
const WITH_SUPPORT: std::ops::RangeInclusive<i16> = 22..=25;

/// Adds the row, if the collection asks about the person; says whether it does.
pub(super) fn add(
    draft: &mut Draft,
    case: &Case,
    window: Window,
    leap_day: LeapDayBirthday,
) -> bool {
    let (age, birthday) = draft.year.birthday_in(case.born(), leap_day);
    let around = if WITH_A_BIRTHDAY.contains(&age) {
        Some(Around {
            day: birthday,
            from: add_months(birthday, -i32::from(window.months_before)),
            until: add_months(birthday, i32::from(window.months_after)),
        })
    } else if WITH_SUPPORT.contains(&age) {
        supported_on(draft, case).map(|day| Around {
            day,
            from: draft.year.first_day(),
            until: draft.year.last_day(),
        })
    } else {
        None
    };
    let was_returned = case.was_in_oc3_of(draft.year.year());
    let Some(around) = around else {
        if was_returned {
            draft.say_of(
                Severity::Warning,
                case,
                Table::Oc3,
                [
                    "The return that was imported has this person in OC3, but at this age and with no support recorded in the year the collection does not ask about them; no row was written.",
                    "Check the date of birth, or record the contact.",
                ],
            );
        }
        return false;
    };
    let asked = is_asked(draft, case, around.day, birthday, age, leap_day);
    if !asked.is_yes() && !was_returned {
        return false;
    }
    write(draft, case, &status(case, around), &around);
    match asked {
        Asked::No { reason, remedy } => {
            draft.say(Severity::Warning, Table::Oc3, "CHILD", reason, remedy);
        }
        Asked::Yes if draft.has_imported_oc3 && !was_returned => draft.say(
            Severity::Note,
            Table::Oc3,
            "CHILD",
            "The records make this person a care leaver about whom the year asks, but the return that was imported does not have them in OC3.",
            "Check the time in care that is recorded.",
        ),
        Asked::Yes => {}
    }
    true
}

fn write(draft: &mut Draft, case: &Case, status: &Status, around: &Around) {
    let cells = BTreeMap::from([
        ("IN_TOUCH", status.in_touch.clone()),
        ("ACTIV", status.activity.clone()),
        ("ACCOM", status.accommodation.clone()),
    ]);
    draft.add(Table::Oc3, case, &cells);
    if case.child.is_empty() {
        return;
    }
    for doubt in &status.doubts {
        let reason = format!(
            "{} (Looked at: {} to {}.)",
            doubt.reason, around.from, around.until
        );
        draft.say(
            doubt.severity,
            Table::Oc3,
            doubt.column,
            &reason,
            doubt.remedy,
        );
    }
}

/// Whether the collection asks about somebody, as the records have it.
enum Asked {
    Yes,
    No {
        reason: &'static str,
        remedy: &'static str,
    },
}

impl Asked {
    fn is_yes(&self) -> bool {
        matches!(self, Self::Yes)
    }
}

fn is_asked(
    draft: &Draft,
    case: &Case,
    day: Date,
    birthday: Date,
    age: i16,
    leap_day: LeapDayBirthday,
) -> Asked {
    let no = |reason| Asked::No {
        reason,
        remedy: "This row is here because the return that was imported had it. Take it out, or complete the records.",
    };
    if age <= 18 && is_looked_after_on(&case.facts.placements, birthday) {
        return no(
            "This person was still looked after on the 17th or 18th birthday, so that nothing is asked about them (rule 1007).",
        );
    }
    let began = |code: InTouchCode| {
        let of = case
            .facts
            .in_touch
            .iter()
            .filter(|spell| spell.value.code == code);
        of.map(|spell| spell.starts_on).min()
    };
    if began(InTouchCode::Died).is_some_and(|died| died < draft.year.first_day()) {
        return no("This person died before the year began.");
    }
    // Whoever returned home before 18 stops being a care leaver: the first birthday after that says so, and then nothing more is asked.
    let eighteenth = birthday_on(case.born(), 18, leap_day);
    let before = birthday_on(case.born(), age - 1, leap_day);
    if began(InTouchCode::Rhom).is_some_and(|home| home < eighteenth && home <= before) {
        return no(
            "This person returned home before the 18th birthday, and an earlier return has said so.",
        );
    }
    // That somebody died or returned home is what the row says; it does not keep them out of it.
    let facts = PersonFacts {
        in_touch: Vec::new(),
        ..case.facts.clone()
    };
    let twenty_fifth = birthday_on(case.born(), 25, leap_day);
    let while_owed = day.min(twenty_fifth.yesterday().unwrap_or(twenty_fifth));
    let (category, _) = category_on(&facts, Nation::England, while_owed, leap_day);
    if category.is_some_and(Category::has_left_care) {
        Asked::Yes
    } else {
        no("The records do not make this person a relevant or former relevant child (rule 1001).")
    }
}

/// The day of the latest contact in the year of somebody of 22 or over; without contacts, the last day of the year on which they were
/// recorded as in touch, or on which another system or a return told of them. `None`: nothing says that they had support.
fn supported_on(draft: &Draft, case: &Case) -> Option<Date> {
    let (first_day, last_day) = (draft.year.first_day(), draft.year.last_day());
    let contact = case
        .took_part_on
        .iter()
        .rfind(|day| draft.year.contains(**day))
        .copied();
    let in_touch = case.facts.in_touch.iter().filter_map(|spell| {
        if spell.value.standing.is_observation() {
            return draft
                .year
                .contains(spell.starts_on)
                .then_some(spell.starts_on);
        }
        let is_in_touch = spell.value.code == InTouchCode::Yes;
        let after = last_day.saturating_add(1.day());
        (is_in_touch && spell.touches(first_day, after)).then(|| last_day_in(spell, last_day))
    });
    contact.or_else(|| in_touch.max())
}

fn last_day_in<T>(spell: &Spell<T>, last_day: Date) -> Date {
    let last = spell.ends_on.and_then(|end| end.yesterday().ok());
    last.map_or(last_day, |last| last.min(last_day))
}
