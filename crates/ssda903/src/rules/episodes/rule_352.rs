//! Rule 352: nobody comes into care at 18 or later.

use super::codes::{births, is_one_of_in_any_case};
use crate::child::Child;
use crate::date::birthday;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Header};

pub static RULE: Rule = Rule {
    code: "352",
    message: "Child who started to be looked after was aged 18 or over.",
    why: "RNE S says that care began, and DECOM lies on or after the 18th birthday.",
    fix: "Check DOB in Header, and DECOM and RNE of the episode.",
    doubt: "",
    fields: &[(Episodes, &["DECOM", "RNE"])],
    needs: &[Need::Table(Episodes), Need::Table(Header)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    let Some(came_of_age) = births(child).min().and_then(|born| birthday(born, 18)) else {
        return;
    };
    flags.rows(child.episodes().filter(|episode| {
        let started = episode.started_on.date();
        started.is_some_and(|started| started >= came_of_age)
            && is_one_of_in_any_case(&episode.reason_new, &["S"])
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::{case, case_as_csv};

    #[test]
    fn rule_352() {
        case(
            &RULE,
            "Header: CHILD, DOB
             101, 01/05/2008
             102, 29/02/2008
             103, 31/02/2008
             104, 01/05/2008
             Episodes: CHILD, DECOM, RNE
             101, 30/04/2026, S
             101, 01/05/2026, S *
             101, 02/05/2026, s *
             101, 02/05/2026, P
             101, 02/05/2026,
             101, 31/06/2026, S
             102, 27/02/2026, S
             102, 28/02/2026, S *
             103, 01/05/2026, S
             104, , S",
        );
    }

    #[test]
    fn of_two_dates_of_birth_the_earlier_counts() {
        // XML gives the rows of Header in an order of its own.
        case_as_csv(
            &RULE,
            "Header: CHILD, DOB
             101, 01/05/2010
             101, 01/05/2008
             Episodes: CHILD, DECOM, RNE
             101, 01/05/2026, S *",
        );
    }

    #[test]
    fn a_child_without_header_is_not_judged() {
        case(&RULE, "Episodes: CHILD, DECOM, RNE\n101, 01/05/2026, S");
    }
}
