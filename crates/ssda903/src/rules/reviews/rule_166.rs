//! Rule 166: the date of a review is a date.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Reviews;

pub static RULE: Rule = Rule {
    code: "166",
    message: "Date of review is invalid or blank.",
    why: "A review is counted by the day on which it was held. REVIEW is blank or no day that exists.",
    fix: "Enter REVIEW as day, month and year, for example 09/04/2026, or take the row out if there was no review.",
    doubt: "",
    fields: &[(Reviews, &["REVIEW"])],
    needs: &[Need::Table(Reviews)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(
        child
            .reviews()
            .filter(|review| review.reviewed_on.date().is_none()),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_166() {
        case(
            &RULE,
            "Reviews: CHILD, REVIEW, REVIEW_CODE
             101, 01/05/2026, PN1
             101, , PN1 *
             102, 31/06/2026, PN1 *
             103, 1/6/2026,
             104, 01/06/26, PN1 *
             105, May 2026, *",
        );
    }

    // XML dates may begin with the year, and XML has no rows without a child.
    #[test]
    fn csv_dates_begin_with_the_day() {
        case_as_csv(
            &RULE,
            "Reviews: CHILD, REVIEW
             101, 2026-06-01 *
             , 01/06/2026
             , 31/06/2026 *",
        );
    }
}
