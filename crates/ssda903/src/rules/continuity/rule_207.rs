//! Rule 207: who was a mother last year is a mother this year.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

pub static RULE: Rule = Rule {
    code: "207",
    message: "Mother status for the current year disagrees with the mother status already recorded for this child.",
    why: "Last year's return says that this young person is a mother (MOTHER 1). She still is.",
    fix: "Enter 1 in MOTHER, or have last year's return corrected if it was wrong.",
    doubt: "The message speaks of any change. Only a change from 1 to something else is reported.",
    fields: &[(Header, &["MOTHER"])],
    needs: &[
        Need::Table(Header),
        Need::LastYear(Header),
        Need::Table(Episodes),
    ],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let was_mother = || child.last_year().header().any(|row| row.mother.is("1"));
    // The rows that name no child belong to several.
    if child.id.is_empty() || child.episodes().len() == 0 || !was_mother() {
        return;
    }
    flags.rows(child.header().filter(|row| !row.mother.is("1")));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_207() {
        case(
            &RULE,
            "Header: CHILD, MOTHER
             101, 0 *
             102, *
             103, 1
             104, 1
             105, 0
             106, 0
             107, 2 *
             108, 01 *
             Header_last: CHILD, MOTHER
             101, 1
             102, 1
             103, 1
             104, 0
             105,
             106, 1
             107, 1
             108, 1
             109, 1
             Episodes: CHILD, DECOM
             101, 01/05/2026
             101, 01/06/2026
             102, 01/05/2026
             103, 01/05/2026
             104, 01/05/2026
             105, 01/05/2026
             107, 01/05/2026
             108, 01/05/2026",
        );
    }
}
