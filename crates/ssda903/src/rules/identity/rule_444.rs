//! Rule 444: no two children have the same pupil number.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Header;

pub static RULE: Rule = Rule {
    code: "444",
    message: "Duplicate UPN has been reported",
    why: "A UPN belongs to one child. Here it stands in more than one row of Header.",
    fix: "Check UPN in Header for each of these children against the school's records. If one child stands there twice, keep one row.",
    doubt: "",
    fields: &[(Header, &["UPN"])],
    needs: &[Need::Table(Header)],
    years: 2026..=i16::MAX,
    check,
};

const UNKNOWN: &[&str] = &["UN1", "UN2", "UN3", "UN4", "UN5"];

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.header().filter(|header| {
        header.unique_pupil_number.is_other_than(UNKNOWN) && child.shares_pupil_number(*header)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_444() {
        case(
            &RULE,
            "Header: CHILD, UPN
             101, A123456789012 *
             102, A123456789013
             103, A123456789012 *
             104, UN1
             105, UN1
             106,
             107,
             108, B123456789012 *
             108, B123456789012 *
             109, a123456789013",
        );
    }
}
