//! Rule 398: no postcodes are collected for short breaks.

use crate::child::{Child, SHORT_BREAKS};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "398",
    message: "Distance field completed but child looked after under legal status V3 or V4.",
    why: "The postcodes, from which the distance is worked out, are not collected for short breaks (LS V3 and V4).",
    fix: "Take HOME_POST and PL_POST out, or correct LS if these were no short breaks.",
    doubt: "The message speaks of the distance. The two postcodes are what is looked at, valid or not.",
    fields: &[(Episodes, &["LS", "HOME_POST", "PL_POST"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        episode.legal_status.is_one_of(SHORT_BREAKS)
            && !(episode.home_postcode.is_blank() && episode.placement_postcode.is_blank())
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_398() {
        case(
            &RULE,
            "Episodes: CHILD, LS, HOME_POST, PL_POST
             101, V3, AB1 0CD, AB1 0CE *
             101, V4, AB1 0CD, *
             101, V3, , nowhere *
             102, V3, ,
             102, V4, ,
             103, V2, AB1 0CD, AB1 0CE
             103, , AB1 0CD, AB1 0CE
             103, v3, AB1 0CD, AB1 0CE",
        );
    }
}
