//! Rule 214: no place is returned for short breaks.

use crate::child::{Child, SHORT_BREAKS};
use crate::rule::{ALL_YEARS, Flags, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "214",
    message: "Placement location information not required.",
    why: "For short breaks (V3 and V4) the collection asks neither for the postcode nor for the URN of the placement.",
    fix: "Leave PL_POST and URN blank, or correct LS if these were no short breaks.",
    doubt: "",
    fields: &[(Episodes, &["PL_POST", "URN"])],
    needs: &[Need::Table(Episodes)],
    years: ALL_YEARS,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        let has_place = !episode.placement_postcode.is_blank() || !episode.provider_urn.is_blank();
        has_place && episode.legal_status.is_one_of(SHORT_BREAKS)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_214() {
        case(
            &RULE,
            "Episodes: CHILD, LS, PL_POST, URN
             101, V3, TW1 4TX, *
             102, V4, , 1234567 *
             103, V4, TW1 4TX, 1234567 *
             104, V3, , XXXXXXX *
             105, V3, ,
             106, V2, TW1 4TX, 1234567
             107, , TW1 4TX, 1234567",
        );
    }
}
