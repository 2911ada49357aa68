//! The six Welsh categories of care leaver (Social Services and Well-being (Wales) Act 2014 section 104).
//!
//! Categories 1 to 4 follow WSI 2015/1818 reg 47 and the explanatory note; the wording of 5 and 6 is not verified.

use crate::eligibility::{Category, History, Reason, england};

/// The Welsh category with its reasons.
pub(super) fn category(history: &History<'_>) -> (Option<Category>, Vec<Reason>) {
    if let Some(ended) = england::ended(history) {
        return (None, vec![ended]);
    }
    if history.knows_no_care() {
        return match england::reported(history) {
            (Some(category), because) => from_report(category, history, because),
            nothing => nothing,
        };
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
    if history.is_16_or_17() && history.long_enough {
        return if history.looked_after_now {
            (
                Some(Category::Category1),
                vec![Reason::LookedAfterNow, days],
            )
        } else {
            (
                Some(Category::Category2),
                vec![Reason::NotLookedAfterNow, days],
            )
        };
    }
    if history.as_at >= history.eighteenth && history.long_enough_before_eighteen {
        return over_18(history, days);
    }
    let special_guardianship = matches!(
        history.last_reason_ended(),
        "E43" | "E44" | "E45" | "E46" | "E47" | "E48"
    );
    if history.as_at >= history.twenty_first {
        return (
            None,
            vec![
                days,
                Reason::OverTwentyOneAndNotInEducation {
                    twenty_first: history.twenty_first,
                },
            ],
        );
    }
    if special_guardianship {
        (
            Some(Category::Category5),
            vec![Reason::SpecialGuardianship, days],
        )
    } else if history.looked_after_at_sixteen_or_over && !history.looked_after_now {
        (
            Some(Category::Category6),
            vec![Reason::LookedAfterAtSixteenOrOver, days],
        )
    } else {
        (None, vec![days])
    }
}

/// Category 3 from 18; from 21 those who have taken up education or training again are category 4.
fn over_18(history: &History<'_>, days: Reason) -> (Option<Category>, Vec<Reason>) {
    let turned = Reason::TurnedEighteen {
        on: history.eighteenth,
    };
    if history.as_at < history.twenty_first {
        (Some(Category::Category3), vec![turned, days])
    } else if history.in_education() {
        (
            Some(Category::Category4),
            vec![turned, days, Reason::BackInEducation],
        )
    } else {
        (
            None,
            vec![
                turned,
                days,
                Reason::OverTwentyOneAndNotInEducation {
                    twenty_first: history.twenty_first,
                },
            ],
        )
    }
}

/// What a return or another system reported, in English or Welsh words, comes to what the same time in care would at this age.
fn from_report(
    category: Category,
    history: &History<'_>,
    mut because: Vec<Reason>,
) -> (Option<Category>, Vec<Reason>) {
    use Category::{
        Category1, Category2, Category3, Category4, Category5, Category6, Eligible, Qualifying,
    };
    let is_over_21 = history.as_at >= history.twenty_first;
    let welsh = match category {
        Eligible | Category1 if history.is_16_or_17() => Category1,
        Qualifying | Category6 => Category6,
        Category5 => Category5,
        _ if history.is_16_or_17() => Category2,
        _ if is_over_21 && history.in_education() => Category4,
        _ => Category3,
    };
    if is_over_21 && welsh != Category4 {
        because.push(Reason::OverTwentyOneAndNotInEducation {
            twenty_first: history.twenty_first,
        });
        return (None, because);
    }
    (Some(welsh), because)
}
