//! Rule 516: a child who leaves care to former foster carers was in foster care.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "516",
    message: "The episode data submitted for this child does not show that he/she was with their former foster carer(s) during the year.If the code in the reason episode ceased is E45 or E46 the child must have a placement code of U1 to U6.",
    why: "A special guardianship order to former foster carers (REC E45 or E46) follows a foster placement (U1 to U6). The episode that ends with it is another placement.",
    fix: "Check REC and PLACE. If the carers were not foster carers of the child, REC is E47 or E48.",
    doubt: "Only the episode that ends with the order is looked at, although the message speaks of the year.",
    fields: &[(Episodes, &["REC", "PLACE"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        episode.reason_ceased.is_one_of(&["E45", "E46"])
            && !episode
                .placement
                .is_one_of(&["U1", "U2", "U3", "U4", "U5", "U6"])
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_516() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, REC, PLACE
             101, 01/05/2026, E45, K2 *
             101, 01/05/2026, E46, *
             101, 01/04/2026, X1, U1
             102, 01/05/2026, E45, U1
             102, 01/05/2026, E46, U2
             102, 01/05/2026, E45, U3
             102, 01/05/2026, E45, U4
             102, 01/05/2026, E45, U5
             102, 01/05/2026, E46, U6
             102, 01/05/2026, E46, u6 *
             103, 01/05/2026, E47, K2
             103, 01/05/2026, , K2",
        );
    }
}
