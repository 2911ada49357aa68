//! Rule 242: XXXXXXX stands for the URN of a regional adoption agency alone.

use crate::child::Child;
use crate::rule::{Flags, Need, Rule};
use crate::rules::placement_places::codes::FOSTERING_OR_ADOPTION;
use crate::rules::placement_places::urn::REGIONAL_ADOPTION_AGENCY;
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "242",
    message: "URN = 'XXXXXXX' can only be used for regional adoption agencies",
    why: "XXXXXXX may stand in URN for the foster and adoptive homes of a regional adoption agency. PLACE says that this is another placement.",
    fix: "Enter the provider's own URN, or correct PLACE.",
    doubt: "",
    fields: &[(Episodes, &["URN"])],
    needs: &[Need::Table(Episodes)],
    years: 2026..=i16::MAX,
    check,
};

fn check(child: &Child<'_>, flags: &mut Flags<'_>) {
    flags.rows(child.episodes().filter(|episode| {
        episode.provider_urn.is(REGIONAL_ADOPTION_AGENCY)
            && !episode.placement.is_one_of(FOSTERING_OR_ADOPTION)
    }));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_242() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, URN
             101, K2, XXXXXXX *
             102, , XXXXXXX *
             103, A3, XXXXXXX
             104, A6, XXXXXXX
             105, U1, XXXXXXX
             106, U6, XXXXXXX
             107, K2, XXXXXX
             108, K2, 1234567
             109, K2,",
        );
    }
}
