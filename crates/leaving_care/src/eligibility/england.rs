//! The four English categories: eligible, relevant, former relevant, qualifying.

use crate::{
    eligibility::{Category, History, Reason},
    in_touch::{InTouchCode, in_touch_on},
};

/// Reasons for leaving care that end the duties: died (E2), adopted (E11, E12) and transferred to another authority (E3).
const DIED: &str = "E2";
const ADOPTED: [&str; 2] = ["E11", "E12"];
const TRANSFERRED: &str = "E3";
/// Special guardianship made to former foster carers, to others, and the later finer codes.
const SPECIAL_GUARDIANSHIP: [&str; 6] = ["E43", "E44", "E45", "E46", "E47", "E48"];

/// The English category with its reasons.
pub(super) fn category(history: &History<'_>) -> (Option<Category>, Vec<Reason>) {
    if let Some(ended) = ended(history) {
        return (None, vec![ended]);
    }
    if history.knows_no_care() {
        return reported(history);
    }
    let days = Reason::DaysSinceFourteen {
        days: history.days_since_fourteen,
    };
    if history.as_at < history.sixteenth {
        return (
            None,
            vec![
                Reason::TurnsSixteen {
                    on: history.sixteenth,
                },
                days,
            ],
        );
    }
    if history.as_at < history.eighteenth {
        return at_16_or_17(history, days);
    }
    let turned = Reason::TurnedEighteen {
        on: history.eighteenth,
    };
    if history.long_enough_before_eighteen {
        return (
            Some(Category::FormerRelevant),
            vec![turned, days, Reason::LookedAfterAtSixteenOrOver],
        );
    }
    qualifying(history, days)
}

fn at_16_or_17(history: &History<'_>, days: Reason) -> (Option<Category>, Vec<Reason>) {
    match (history.looked_after_now, history.long_enough) {
        (true, true) => (Some(Category::Eligible), vec![Reason::LookedAfterNow, days]),
        (false, true) => (
            Some(Category::Relevant),
            vec![
                Reason::NotLookedAfterNow,
                days,
                Reason::LookedAfterAtSixteenOrOver,
            ],
        ),
        (true, false) => (None, vec![Reason::LookedAfterNow, days]),
        (false, false) => qualifying(history, days),
    }
}

/// Children Act 1989 section 24: looked after at 16 or over but not long enough, or special guardianship from care; under 21, and
/// to 25 while in education or training (section 24B). The ages are not verified against the text as amended.
fn qualifying(history: &History<'_>, days: Reason) -> (Option<Category>, Vec<Reason>) {
    let special_guardianship = SPECIAL_GUARDIANSHIP.contains(&history.last_reason_ended());
    if !history.looked_after_at_sixteen_or_over && !special_guardianship {
        return (None, vec![days, Reason::NotLookedAfterAtSixteenOrOver]);
    }
    let first = if special_guardianship {
        Reason::SpecialGuardianship
    } else {
        Reason::LookedAfterAtSixteenOrOver
    };
    if history.as_at < history.twenty_first {
        (Some(Category::Qualifying), vec![first, days])
    } else if history.in_education() {
        (
            Some(Category::Qualifying),
            vec![first, days, Reason::BackInEducation],
        )
    } else {
        (
            None,
            vec![
                first,
                days,
                Reason::OverTwentyOneAndNotInEducation {
                    twenty_first: history.twenty_first,
                },
            ],
        )
    }
}

/// What ends every category, in either nation.
pub(super) fn ended(history: &History<'_>) -> Option<Reason> {
    if let Some(spell) = in_touch_on(&history.facts.in_touch, history.as_at) {
        match spell.value.code {
            InTouchCode::Died => {
                return Some(Reason::Died {
                    on: spell.starts_on,
                });
            }
            // Only a relevant child stops being one by a successful return home (SI 2010/2571 reg 3(3)); former relevant status
            // needs to have been relevant or eligible at 18, so a return home before 18 carries over.
            InTouchCode::Rhom
                if spell.starts_on < history.eighteenth || history.as_at < history.eighteenth =>
            {
                return Some(Reason::ReturnedHome {
                    since: spell.starts_on,
                });
            }
            _ => {}
        }
    }
    if history.as_at >= history.twenty_fifth {
        return Some(Reason::TurnedTwentyFive {
            on: history.twenty_fifth,
        });
    }
    if history.looked_after_now {
        return None;
    }
    match history.last_reason_ended() {
        DIED => history
            .last_ended()
            .and_then(|spell| spell.ends_on)
            .map(|on| Reason::Died { on }),
        TRANSFERRED => Some(Reason::MovedToAnotherAuthority),
        reason if ADOPTED.contains(&reason) => Some(Reason::Adopted),
        _ => None,
    }
}

/// Without episodes, what a return or another system reported is all there is; the reason says so.
pub(super) fn reported(history: &History<'_>) -> (Option<Category>, Vec<Reason>) {
    let by_age = if history.as_at >= history.eighteenth {
        Category::FormerRelevant
    } else {
        Category::Relevant
    };
    let reported = history
        .facts
        .reported
        .iter()
        .filter(|spell| spell.starts_on <= history.as_at)
        .max_by_key(|spell| spell.starts_on);
    match reported.map(|spell| spell.value) {
        Some(reported) if history.as_at >= history.sixteenth => {
            let reason = match reported.in_return_of {
                Some(year) => Reason::ReportedInReturn { year },
                None => Reason::ReportedByAnotherSystem {
                    category: reported
                        .category
                        .map_or("Care leaver", Category::label)
                        .to_owned(),
                },
            };
            let category = match reported.category {
                // Claims age too: an eligible or relevant child is former relevant from the eighteenth birthday.
                Some(Category::Eligible | Category::Relevant | Category::FormerRelevant) | None
                    if history.is_16_or_17() =>
                {
                    reported
                        .category
                        .filter(|category| *category == Category::Eligible)
                        .unwrap_or(by_age)
                }
                Some(Category::Eligible | Category::Relevant | Category::FormerRelevant) | None => {
                    by_age
                }
                Some(other) => other,
            };
            (Some(category), vec![reason])
        }
        _ => (None, vec![Reason::NoEpisodes]),
    }
}
