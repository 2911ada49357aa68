//! Rule 353: no episode is older than the Children Act 1989, which came into force on 14 October 1991.

use jiff::civil::{Date, date};

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "353",
    message: "No episode submitted can start before 14 October 1991.",
    why: "The Children Act 1989 came into force on 14 October 1991, and the collection knows no earlier episodes. DECOM lies before that day.",
    fix: "Check the year in DECOM.",
    doubt: "",
    fields: &[(Episodes, &["DECOM"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

const FIRST_DAY: Date = date(1991, 10, 14);

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        let started = episode.started_on.date();
        started.is_some_and(|started| started < FIRST_DAY)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_353() {
        case(
            &RULE,
            "Episodes: CHILD, RNE, DECOM
             101, S, 13/10/1991 *
             101, S, 14/10/1991
             101, S, 01/01/1900 *
             101, S, 06/06/1890 *
             101, S, 31/02/1990
             101, S,",
        );
    }
}
