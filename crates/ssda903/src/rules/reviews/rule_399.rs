//! Rule 399: a child who had nothing but short breaks has no reviews and no mother status in the return.

use crate::child::{Child, SHORT_BREAKS};
use crate::rows::Review;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header, Reviews};

pub static RULE: Rule = Rule {
    code: "399",
    message: "Mother field, review field or participation field are completed but child is looked after under legal status V3 or V4.",
    why: "All of the child's episodes are short breaks (LS V3 or V4). MOTHER, REVIEW and REVIEW_CODE are not collected for these children.",
    fix: "Take MOTHER and the reviews out, or correct LS if the child was looked after in another way.",
    doubt: "A child with any episode of another or a blank legal status is not reported.",
    fields: &[
        (Episodes, &["LS"]),
        (Header, &["MOTHER"]),
        (Reviews, &["REVIEW", "REVIEW_CODE"]),
    ],
    needs: &[
        Need::Table(Episodes),
        Need::Table(Header),
        Need::Table(Reviews),
    ],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut episodes = child.episodes();
    let has_episodes = episodes.len() > 0;
    let only_short_breaks = episodes.all(|episode| episode.legal_status.is_one_of(SHORT_BREAKS));
    // The rows that name no child belong to several.
    if child.id.is_empty() || !has_episodes || !only_short_breaks {
        return;
    }
    let says_something =
        |review: &Review| !review.reviewed_on.is_blank() || !review.participation.is_blank();
    let has_mother_status = child.header().any(|row| !row.mother.is_blank());
    if !has_mother_status && !child.reviews().any(|review| says_something(&review)) {
        return;
    }
    flags.rows(child.episodes());
    flags.rows(child.header());
    flags.rows(
        child
            .reviews()
            .filter(|review| has_mother_status || says_something(review)),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_399() {
        case(
            &RULE,
            "Episodes: CHILD, LS, PLACE
             101, V3 *
             101, V4 *
             102, V4 *
             103, V3 *
             104, V3
             105, V3
             105, C2
             106, V3
             106, , U1
             107, C2
             109, V3 *
             Header: CHILD, SEX, MOTHER
             101, F, 0 *
             102, F, *
             103, F, *
             104, F,
             105, F, 1
             106, F, 1
             107, F, 1
             108, F, 1
             109, F, 1 *
             Reviews: CHILD, DOB, REVIEW, REVIEW_CODE
             101, 09/06/2012, , *
             101, 09/06/2012, 01/05/2026, *
             102, 09/06/2012, 01/05/2026, *
             102, 09/06/2012, ,
             103, 09/06/2012, , PN1 *
             104, 09/06/2012, ,
             105, 09/06/2012, 01/05/2026, PN1
             107, 09/06/2012, 01/05/2026, PN1
             108, 09/06/2012, 01/05/2026, PN1",
        );
    }

    // XML has a header for every child.
    #[test]
    fn a_child_without_a_header_is_checked() {
        case_as_csv(
            &RULE,
            "Episodes: CHILD, LS
             101, V3 *
             Reviews: CHILD, REVIEW, REVIEW_CODE
             101, 31/04/2026, *",
        );
    }
}
