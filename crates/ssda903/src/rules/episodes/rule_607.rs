//! Rule 607: it is known of every young woman who left care in the year whether she is a mother.

use crate::child::{Child, SHORT_BREAKS};
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

const BASE: Rule = Rule {
    code: "607",
    message: "Child ceased to be looked after in the year, but mother field has not been completed.",
    why: "She left care in the year (REC other than X1), other than from short breaks, and MOTHER is blank.",
    fix: "Enter MOTHER in Header: 1 if she is a mother, 0 if she is not.",
    doubt: "Any REC other than X1 counts as the end of care, also one that is no valid code.",
    fields: &[
        (Episodes, &["DEC", "REC", "LS"]),
        (Header, &["MOTHER", "SEX"]),
    ],
    needs: &[Need::Table(Episodes), Need::Table(Header)],
    years: 2025..=i16::MAX,
    check: |child, flags| flag(child, flags, "F"),
};

pub static RULE: Rule = BASE;

/// SEX was 1 or 2 then.
pub static BEFORE_2025: Rule = Rule {
    years: 2023..=2024,
    check: |child, flags| flag(child, flags, "2"),
    ..BASE
};

fn flag(child: &Child<'_>, flags: &mut Flags<'_>, female: &str) {
    let mut without = child
        .header()
        .filter(|row| row.mother.is_blank() && row.sex.is(female))
        .peekable();
    // The rows that name no child belong to several.
    if child.id.is_empty() || without.peek().is_none() {
        return;
    }
    let in_year = |ceased| child.collection().contains(ceased);
    let mut ends_of_care = child
        .episodes()
        .filter(|episode| {
            episode.reason_ceased.is_other_than(&["X1"])
                && !episode.legal_status.is_one_of(SHORT_BREAKS)
                && episode.ceased_on.date().is_some_and(in_year)
        })
        .peekable();
    if ends_of_care.peek().is_some() {
        flags.rows(ends_of_care);
        flags.rows(without);
    }
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2025, RULE};
    use crate::case::{case, case_as_csv, case_in};

    #[test]
    fn rule_607() {
        let text = |year: i16, female: &str, male: &str| {
            let next = year + 1;
            format!(
                "Header: CHILD, SEX, MOTHER
                 101, {female}, *
                 102, {female}, 0
                 103, {male},
                 104, {female},
                 105, {female},
                 106, {female},
                 107, {female}, *
                 108, ,
                 109, {female},
                 Episodes: CHILD, DEC, REC, LS
                 101, 01/04/{year}, E4A, C2 *
                 101, 31/03/{next}, X2, *
                 101, 31/03/{year}, E4A, C2
                 101, 01/04/{next}, E4A, C2
                 101, 01/05/{year}, X1, C2
                 101, 01/05/{year}, E4A, V3
                 101, 01/05/{year}, E4A, V4
                 102, 01/05/{year}, E4A, C2
                 103, 01/05/{year}, E4A, C2
                 104, 01/05/{year}, X1, C2
                 105, 01/05/{year}, , C2
                 106, , E4A, C2
                 106, 31/04/{year}, E4A, C2
                 107, 01/05/{year}, x1, v3 *
                 108, 01/05/{year}, E4A, C2"
            )
        };
        case(&RULE, &text(2026, "F", "M"));
        case(&RULE, &text(2026, "F", "2"));
        case_in(2024, &BEFORE_2025, &text(2023, "2", "1"));
        case_in(2024, &BEFORE_2025, &text(2023, "2", "F"));
    }

    // XML has no rows without a child.
    #[test]
    fn rows_without_a_child_are_left_alone() {
        case_as_csv(
            &RULE,
            "Header: CHILD, SEX
             , F
             Episodes: CHILD, DEC, REC
             , 01/05/2026, E4A",
        );
    }
}
