//! Rule 142: every episode but the last has ended.

use crate::child::{Child, latest_and_last};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "142",
    message: "A new episode has started, but the previous episode has not ended.",
    why: "Another episode of the child begins later, so that this one must have ended. DEC is blank or no date, or REC is blank.",
    fix: "Enter in DEC and REC when and why this episode ended, or take out the later episode.",
    doubt: "",
    fields: &[(Episodes, &["DEC", "REC"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child are nobody's.
    if child.id.is_empty() {
        return;
    }
    // Episodes without a readable DECOM have no place in the order: they are neither the last nor at fault here.
    let last = latest_and_last(child.episodes(), |episode| episode.started_on.date());
    flags.rows(child.episodes().filter(|episode| {
        let has_ended = episode.ceased_on.date().is_some() && !episode.reason_ceased.is_blank();
        !has_ended && episode.started_on.date().is_some() && Some(*episode) != last
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_142() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC
             101, 01/05/2026, 01/06/2026, X1
             101, 01/06/2026, ,
             102, 01/06/2026, ,
             102, 01/05/2026, , *
             103, 01/05/2026, 01/06/2026, *
             103, 01/06/2026, 01/07/2026,
             104, 01/05/2026, , X1 *
             104, 01/06/2026, ,
             105, 01/05/2026, 31/06/2026, X1 *
             105, 01/06/2026, ,
             106, 01/05/2026, , *
             106, 01/05/2026, ,
             107, 01/05/2026, ,
             107, 31/06/2026, ,
             108, 01/05/2026, ,
             108, , 01/06/2026, X1
             109, 31/06/2026, ,",
        );
    }

    #[test]
    fn rows_without_a_child_are_nobodys() {
        // XML reads rows without an identifier otherwise.
        case_as_csv(
            &RULE,
            "Episodes: CHILD, DECOM, DEC, REC
             , 01/05/2026, ,
             , 01/06/2026, ,",
        );
    }
}
