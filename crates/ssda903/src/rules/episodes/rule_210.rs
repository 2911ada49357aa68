//! Rule 210: a child who has been looked after for more than a week has a pupil number.

use crate::child::Child;
use crate::date::days_after;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

pub static RULE: Rule = Rule {
    code: "210",
    message: "Children looked after for more than a week at 31 March should not have an unknown Unique Pupil Number (UPN) code of UN4.",
    why: "UN4 in UPN says that the pupil number was not known by 31 March for a child who had just come into care.",
    fix: "Enter the child's UPN, or another of the codes that say why there is none.",
    doubt: "The check does the opposite of the message: it reports children with an episode that began on or after 24 March, and not those who were looked after for longer.",
    fields: &[(Episodes, &["DECOM"]), (Header, &["UPN"])],
    needs: &[Need::Table(Header), Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let a_week_before_the_end = days_after(child.collection().ends_on, -7);
    let unknown = || {
        child
            .header()
            .filter(|row| row.unique_pupil_number.is("UN4"))
    };
    let late = || {
        child.episodes().filter(|episode| {
            let started = episode.started_on.date();
            started.is_some_and(|started| started >= a_week_before_the_end)
        })
    };
    let is_named = !child.id.is_empty();
    if is_named && unknown().next().is_some() && late().next().is_some() {
        flags.rows(unknown());
        flags.rows(late());
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_210() {
        case(
            &RULE,
            "Header: CHILD, UPN
             101, UN4 *
             102, UN4
             103, UN3
             104, UN4
             105, UN4 *
             106, un4
             107,
             Episodes: CHILD, RNE, DECOM
             101, S, 24/03/2027 *
             101, S, 23/03/2027
             102, S, 23/03/2027
             103, S, 24/03/2027
             104, S, 31/02/2027
             105, S, 01/05/2027 *
             106, S, 24/03/2027
             107, S, 24/03/2027",
        );
    }

    #[test]
    fn a_child_without_header_is_not_judged() {
        case(&RULE, "Episodes: CHILD, DECOM\n101, 24/03/2027");
    }
}
