//! Rule 451: nobody is freed for adoption any more.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "451",
    message: "Child is still freed for adoption, but freeing orders could not be applied for since 30 December 2005.",
    why: "LS of this open episode says that the child is freed for adoption (D1). Freeing orders ended on 30 December 2005.",
    fix: "Enter the legal status that holds now in LS, or DEC and REC if the episode has ended.",
    doubt: "An episode without DEC but with REC is not reported.",
    fields: &[(Episodes, &["DEC", "REC", "LS"])],
    needs: &[Need::Table(Episodes)],
    years: 2023..=2024,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        episode.legal_status.is("D1")
            && episode.ceased_on.is_blank()
            && episode.reason_ceased.is_blank()
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case_in;

    #[test]
    fn rule_451() {
        case_in(
            2024,
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC, LS
             101, 01/05/2023, , , D1 *
             101, 01/05/2023, 05/05/2023, X1, D1
             102, 01/05/2023, , E11, D1
             102, 01/05/2023, 05/05/2023, , D1
             102, 01/05/2023, 31/06/2023, , D1
             103, 01/05/2023, , , E1
             103, 01/05/2023, , ,",
        );
    }
}
