//! Rules 545 and 546: health promotion checks are asked for up to the age of 5.

use super::birthday_of;
use crate::child::Child;
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::{Episodes, Oc2};

pub static RULE_545: Rule = Rule {
    code: "545",
    message: "Child is aged under 5 at 31 March and has been looked after continuously for 12 months yet health promotion information has not been completed.",
    why: "The child is under 5 and was looked after all year, so it must be said whether the health checks of that age are up to date.",
    fix: "Write 0 or 1 in HEALTH_CHECK, or correct DOB.",
    doubt: "",
    fields: &[(Oc2, &["DOB", "HEALTH_CHECK"])],
    needs: &[Need::Table(Oc2), Need::Table(Episodes)],
    years: ALL_YEARS,
    check: check_545,
};

pub static RULE_546: Rule = Rule {
    code: "546",
    message: "Children aged 5 or over at 31 March should not have health promotion information completed.",
    why: "These health checks are for children under 5. By DOB the child is 5 or older.",
    fix: "Clear HEALTH_CHECK, or correct DOB.",
    doubt: "Only children who were looked after all year are looked at; the message says nothing of that.",
    fields: &[(Oc2, &["DOB", "HEALTH_CHECK"])],
    needs: &[Need::Table(Oc2), Need::Table(Episodes)],
    years: ALL_YEARS,
    check: check_546,
};

fn check_545(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_end = child.collection().ends_on;
    for row in child.oc2() {
        let is_under_5 = birthday_of(&row, 5).is_some_and(|fifth| fifth > year_end);
        if row.health_check.is_blank() && is_under_5 && child.in_care_all_year() {
            flags.row(row);
        }
    }
}

fn check_546(child: &Child<'_>, flags: &mut Flags<'_>) {
    let year_end = child.collection().ends_on;
    for row in child.oc2() {
        let is_5_or_over = birthday_of(&row, 5).is_some_and(|fifth| fifth <= year_end);
        if !row.health_check.is_blank() && is_5_or_over && child.in_care_all_year() {
            flags.row(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::case;

    const EPISODES: &str = "
        Episodes: CHILD, DECOM, RNE, LS
        101, 01/05/2025, S, C2
        102, 01/05/2025, S, C2
        103, 01/05/2025, S, C2
        104, 02/04/2026, S, C2
        105, 01/05/2025, S, C2";

    #[test]
    fn rule_545() {
        let rows = "OC2: CHILD, DOB, HEALTH_CHECK
            101, 01/04/2022, *
            102, 31/03/2022,
            103, 01/04/2022, 0
            104, 01/04/2022,
            105, ,";
        case(&RULE_545, &format!("{rows}{EPISODES}"));
    }

    #[test]
    fn rule_546() {
        let rows = "OC2: CHILD, DOB, HEALTH_CHECK
            101, 31/03/2022, 0 *
            102, 01/04/2022, 1
            103, 31/03/2022,
            104, 31/03/2022, 1
            105, 31/04/2020, 1";
        case(&RULE_546, &format!("{rows}{EPISODES}"));
    }
}
