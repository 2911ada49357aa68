//! Rule 385: an episode of this year's return does not end after the year.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "385",
    message: "Date episode ceased must be on or before the end of the current collection year.",
    why: "An episode that goes on after 31 March is still open in this return: its end belongs to next year's.",
    fix: "Check DEC. If the episode ended after 31 March, leave DEC and REC blank.",
    doubt: "",
    fields: &[(Episodes, &["DEC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let ends_on = child.collection().ends_on;
    let too_late = |ceased| ceased > ends_on;
    flags.rows(
        child
            .episodes()
            .filter(|episode| episode.ceased_on.date().is_some_and(too_late)),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_385() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC
             101, 01/05/2026, 31/03/2027
             102, 01/05/2026, 01/04/2027 *
             103, 01/05/2026,
             104, 01/05/2026, 31/04/2027
             105, , 01/04/2027 *",
        );
    }
}
