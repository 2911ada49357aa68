//! Rule 602: whoever has items about an adoption was adopted during the year.

use super::{ADOPTED, has_details};
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Ad1, Episodes};

pub static RULE: Rule = Rule {
    code: "602",
    message: "The episode data submitted for this child does not show that he/she was adopted during the year.",
    why: "AD1 tells an adoption, but no episode of the child ended in adoption (REC E11 or E12) during the year.",
    fix: "Correct DEC and REC of the child's last episode, or take the row out of AD1.",
    doubt: "",
    fields: &[(Ad1, &["CHILD"])],
    needs: &[Need::Table(Episodes), Need::Table(Ad1)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let mut adoptions = child.ad1().filter(|row| has_details(row)).peekable();
    if adoptions.peek().is_none() {
        return;
    }
    let year = child.collection();
    let adopted_in_year = child.episodes().any(|episode| {
        let in_year = episode
            .ceased_on
            .date()
            .is_some_and(|ceased| year.contains(ceased));
        in_year && episode.reason_ceased.is_one_of(ADOPTED)
    });
    if !adopted_in_year {
        flags.rows(adoptions);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_602() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC
             101, 01/05/2025, 01/04/2026, E11
             102, 01/05/2025, 31/03/2027, E12
             103, 01/05/2025, 31/03/2026, E11
             104, 01/05/2025, 01/04/2027, E11
             105, 01/05/2025, , E11
             106, 01/05/2025, 01/05/2026, E4A
             107, 01/05/2025, ZZ, E11
             AD1: CHILD, DATE_INT, DATE_MATCH, FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR, LS_ADOPTR
             101, 01/05/2026, , , , ,
             102, 01/05/2026, , , , ,
             103, 01/05/2026, , , , , *
             104, , 01/05/2026, , , , *
             105, , , 0, , , *
             106, , , , 1, , *
             107, , , , , M1, *
             108, , , , , , L0 *",
        );
        // XML has no row without a value.
        case_as_csv(&RULE, "AD1: CHILD, DATE_INT\n101,");
    }
}
