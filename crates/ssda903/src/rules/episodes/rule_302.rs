//! Rule 302: no child comes into care before birth.

use crate::child::{Child, earliest};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

pub static RULE: Rule = Rule {
    code: "302",
    message: "First episode starts before child was born.",
    why: "DECOM of the child's earliest episode lies before DOB in Header.",
    fix: "Check DECOM of the first episode and DOB in Header.",
    doubt: "Only the earliest episode is looked at, and only in this year's return.",
    fields: &[(Episodes, &["DECOM"]), (Header, &["DOB"])],
    needs: &[Need::Table(Episodes), Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    // The rows that name no child are nobody's.
    if child.id.is_empty() {
        return;
    }
    let Some(first) = earliest(child.episodes(), |episode| episode.started_on.date()) else {
        return;
    };
    for row in child.header() {
        let born = row.date_of_birth.date();
        if born.is_some() && born > first.started_on.date() {
            flags.row(first);
            flags.row(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_302() {
        case(
            &RULE,
            "Header: CHILD, DOB
             101, 02/05/2026 *
             102, 01/05/2026
             103, 31/02/2026
             104, 02/05/2026
             105, 02/05/2026 *
             106, 02/05/2026
             Episodes: CHILD, RNE, DECOM
             101, P, 01/05/2026 *
             101, S, 30/04/2027
             102, S, 01/05/2026
             103, S, 01/01/2026
             104, S, 31/02/2026
             105, P, 01/05/2026
             105, S, 01/04/2026 *
             105, S, 01/04/2026
             106, S, 02/05/2026",
        );
    }

    #[test]
    fn a_child_without_header_is_not_judged() {
        case(&RULE, "Episodes: CHILD, DECOM\n101, 01/04/2026");
    }
}
