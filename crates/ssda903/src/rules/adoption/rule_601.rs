//! Rule 601: an adoption in the year has all its items in AD1.

use super::{ADOPTED, lacks_details};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Ad1, Episodes};

pub static RULE: Rule = Rule {
    code: "601",
    message: "The additional fields relating to adoption have not been completed although the episode data shows that the child was adopted during the year.",
    why: "The child was adopted during the year (REC is E11 or E12), and some of the items about the adoption are blank.",
    fix: "Complete DATE_INT, DATE_MATCH, FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR and LS_ADOPTR in AD1.",
    doubt: "An adopted child who has no row in AD1 at all is not reported, although the message would cover that.",
    fields: &[
        (
            Ad1,
            &[
                "DATE_INT",
                "DATE_MATCH",
                "FOSTER_CARE",
                "NB_ADOPTR",
                "SEX_ADOPTR",
                "LS_ADOPTR",
            ],
        ),
        (Episodes, &["REC", "DEC"]),
    ],
    needs: &[Need::Table(Episodes), Need::Table(Ad1)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut incomplete = child.ad1().filter(|row| lacks_details(row)).peekable();
    if incomplete.peek().is_none() {
        return;
    }
    let year = child.collection();
    let mut adoptions = child
        .episodes()
        .filter(|episode| {
            let in_year = episode
                .ceased_on
                .date()
                .is_some_and(|ceased| year.contains(ceased));
            in_year && episode.reason_ceased.is_one_of(ADOPTED)
        })
        .peekable();
    if adoptions.peek().is_some() {
        flags.rows(adoptions);
        flags.rows(incomplete);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_601() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC
             101, 01/05/2025, 01/04/2026, E11 *
             102, 01/05/2025, 31/03/2027, E12 *
             102, 01/05/2025, 31/03/2027, X1
             103, 01/05/2025, 31/03/2026, E11
             104, 01/05/2025, 01/04/2027, E11
             105, 01/05/2025, , E11
             106, 01/05/2025, 01/05/2026, E4A
             107, 01/05/2025, 01/05/2026, E11
             108, 01/05/2025, 01/05/2026, E11
             109, 01/05/2025, 01/05/2026, E11 *
             110, 01/05/2025, 01/05/2026, E11 *
             111, 01/05/2025, 01/05/2026, E11 *
             112, 01/05/2025, 01/05/2026, E11 *
             AD1: CHILD, DATE_INT, DATE_MATCH, FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR, LS_ADOPTR
             101, , 01/06/2026, 0, 1, M1, L0 *
             102, 01/05/2026, , 0, 1, M1, L0 *
             103, 01/05/2026, , 0, 1, M1, L0
             104, 01/05/2026, , 0, 1, M1, L0
             105, 01/05/2026, , 0, 1, M1, L0
             106, 01/05/2026, , 0, 1, M1, L0
             108, 01/05/2026, 01/06/2026, 0, 1, M1, L0
             109, 01/05/2026, 01/06/2026, , 1, M1, L0 *
             110, 01/05/2026, 01/06/2026, 0, , M1, L0 *
             111, 01/05/2026, 01/06/2026, 0, 1, , L0 *
             112, 01/05/2026, 01/06/2026, 0, 1, M1, *",
        );
        // XML has no row without a value.
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DEC, REC
             101, 01/05/2026, E11 *
             AD1: CHILD, DATE_INT
             101, *",
        );
    }
}
