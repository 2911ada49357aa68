//! Rules 440 and 441: PN0 is for children under 4 at their review, PN1 to PN7 for those who are older.

use jiff::civil::Date;

use crate::child::Child;
use crate::date::birthday;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Reviews;

const COMMON: Rule = Rule {
    code: "",
    message: "",
    why: "",
    fix: "Check REVIEW_CODE, REVIEW and DOB in Reviews.",
    doubt: "",
    fields: &[(Reviews, &["DOB", "REVIEW", "REVIEW_CODE"])],
    needs: &[Need::Table(Reviews)],
    years: ALL_YEARS,
    check: |_, _| (),
};

pub static RULE_440: Rule = Rule {
    code: "440",
    message: "Participation method indicates child was under 4 years old at the time of the review, but date of birth and review date indicates the child was 4 years old or over.",
    why: "PN0 means that the child was under 4 when the review was held.",
    doubt: "A review on the very day of the 4th birthday is not reported, although the child was 4.",
    check: |child, flags| flag(child, flags, &["PN0"], |review, fourth| review > fourth),
    ..COMMON
};

pub static RULE_441: Rule = Rule {
    code: "441",
    message: "Participation method indicates child was 4 years old or over at the time of the review, but the date of birth and review date indicates the child was under 4 years old.",
    why: "PN1 to PN7 are for children who were 4 or older when the review was held. For younger children it is PN0.",
    check: |child, flags| {
        let from_four = &["PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"];
        flag(child, flags, from_four, |review, fourth| review < fourth);
    },
    ..COMMON
};

/// Flags the reviews with one of the codes whose date is at fault beside the child's fourth birthday.
fn flag(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    codes: &[&str],
    is_at_fault: fn(Date, Date) -> bool,
) {
    for review in child.reviews() {
        if !review.participation.is_one_of(codes) {
            continue;
        }
        let born_on = review.date_of_birth.date();
        let fourth_birthday = born_on.and_then(|born| birthday(born, 4));
        if let Some((reviewed_on, fourth)) = review.reviewed_on.date().zip(fourth_birthday)
            && is_at_fault(reviewed_on, fourth)
        {
            flags.row(review);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    #[test]
    fn rule_440() {
        case(
            &RULE_440,
            "Reviews: CHILD, DOB, REVIEW, REVIEW_CODE
             101, 09/04/2022, 08/04/2026, PN0
             102, 09/04/2022, 09/04/2026, PN0
             103, 09/04/2022, 10/04/2026, PN0 *
             104, 09/04/2022, 10/04/2026, PN1
             105, 09/04/2022, , PN0
             106, , 10/04/2026, PN0
             107, 31/04/2020, 10/04/2026, PN0
             108, 09/04/2022, 10/04/2026,
             109, 09/04/2010, 31/04/2026, PN0",
        );
    }

    #[test]
    fn rule_441() {
        case(
            &RULE_441,
            "Reviews: CHILD, DOB, REVIEW, REVIEW_CODE
             101, 09/04/2022, 08/04/2026, PN1 *
             102, 09/04/2022, 08/04/2026, PN7 *
             103, 09/04/2022, 09/04/2026, PN1
             104, 09/04/2022, 08/04/2026, PN0
             105, 09/04/2022, 08/04/2026, PN8
             106, 09/04/2022, , PN1
             107, , 08/04/2026, PN1",
        );
    }
}
