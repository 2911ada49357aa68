//! Rule 191: whoever was looked after all year has answers in OC2.

use super::lacks_answers;
use crate::child::{Child, earliest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc2};

pub static RULE: Rule = Rule {
    code: "191",
    message: "Child has been looked after continuously for at least 12 months at 31 March but one or more data items relating to children looked after for 12 months have been left blank.",
    why: "The child was looked after all year, so the four questions that are asked of every child must be answered.",
    fix: "Complete IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT and SUBSTANCE_MISUSE in OC2. If the child has no row there, add one.",
    doubt: "",
    fields: &[
        (Episodes, &["CHILD"]),
        (
            Oc2,
            &[
                "IMMUNISATIONS",
                "TEETH_CHECK",
                "HEALTH_ASSESSMENT",
                "SUBSTANCE_MISUSE",
                "CHILD",
            ],
        ),
    ],
    needs: &[Need::Table(Episodes), Need::Table(Oc2)],
    years: ALL_YEARS,
    check,
};

/// A child without a row in OC2 is named by its first episode.
fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    if !child.in_care_all_year() {
        return;
    }
    if child.oc2().next().is_none() {
        flags.rows(earliest(child.episodes(), |episode| {
            episode.started_on.date()
        }));
    } else {
        flags.rows(child.oc2().filter(|row| lacks_answers(row)));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_191() {
        case(
            &RULE,
            "Episodes: CHILD, DECOM, RNE, LS, DEC, REC
             101, 01/06/2025, P, C2, ,
             101, 01/05/2025, S, C2, 01/06/2025, X1 *
             101, 01/05/2025, S, C2, 01/06/2025, X1
             102, 01/05/2025, S, C2, ,
             103, 01/05/2025, S, C2, ,
             104, 01/05/2025, S, C2, ,
             105, 01/05/2025, S, C2, ,
             106, 01/05/2025, S, C2, ,
             107, 02/04/2026, S, C2, ,
             108, 02/04/2026, S, C2, ,
             OC2: CHILD, IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT, SUBSTANCE_MISUSE, CONVICTED
             102, , 1, 1, 0, *
             103, 1, , 1, 0, *
             104, 1, 1, , 0, *
             105, 1, 1, 1, , 1 *
             106, 1, 1, ZZ, 0,
             108, , , , , 1",
        );
    }
}
