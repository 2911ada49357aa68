//! Rule 208: a child keeps the pupil number of last year.

use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "208",
    message: "Unique Pupil Number (UPN) for the current year disagrees with the Unique Pupil Number (UPN) already recorded for this child.",
    why: "A child keeps the same UPN. It may only change when last year's was blank or one of UN1 to UN5: to a real number, or from blank or UN1 to UN2, UN3, UN4 or UN5.",
    fix: "Check UPN in Header against last year's Header. Correct it, or explain the change when you hand in the return.",
    doubt: "A child with no UPN last year and UN1 this year is shown too, although that change seems to be meant as allowed.",
    fields: &[(Header, &["UPN"])],
    needs: &[Need::Table(Header), Need::LastYear(Header)],
    years: ALL_YEARS,
    check,
};

const UNKNOWN: &[&str] = &["UN1", "UN2", "UN3", "UN4", "UN5"];

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    for now in child.header() {
        let upn = now.unique_pupil_number.text();
        let disagrees = |last_year: &str| {
            !upn.eq_ignore_ascii_case(last_year)
                && !may_become(&last_year.to_uppercase(), &upn.to_uppercase())
        };
        if child
            .last_year()
            .header()
            .any(|then| disagrees(&then.unique_pupil_number.text()))
        {
            flags.row(now);
        }
    }
}

fn may_become(last_year: &str, now: &str) -> bool {
    let another_reason = ["UN1", ""].contains(&last_year) && now != "UN1" && UNKNOWN.contains(&now);
    let known_at_last = (last_year.is_empty() || UNKNOWN.contains(&last_year))
        && !now.is_empty()
        && !UNKNOWN.contains(&now);
    another_reason || known_at_last
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_208() {
        case(
            &RULE,
            "Header: CHILD, UPN
             101, A123456789012
             102, a123456789012
             103, A123456789013 *
             104, *
             105,
             106, UN2
             107, UN5
             108, UN1 *
             109, UN3 *
             110, UN1 *
             111, A123456789012
             112, A123456789012
             113, UN2 *
             114, *
             115, A123456789012
             116, A123456789012 *
             Header_last: CHILD, UPN
             101, A123456789012
             102, A123456789012
             103, A123456789012
             104, A123456789012
             105,
             106, UN1
             107,
             108,
             109, UN4
             110, UN2
             111, UN5
             112,
             113, A123456789012
             114, UN1
             116, A123456789012
             116, A123456789013",
        );
    }
}
