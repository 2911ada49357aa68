//! Rule 219: the provider that the URN names may have this type of placement.

use super::urn;
use crate::reference::Provider;
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "219",
    message: "The Ofsted Unique reference number (URN) provided for the child's placement does not match the placement type recorded.",
    why: "Ofsted's list says which types of placement a provider may have. PLACE is none of those that it gives for this URN, or the URN is not in the list.",
    fix: "Check PLACE and URN against the placement that the child was in.",
    doubt: "When the list has a URN several times, PLACE must fit every entry; one that fits should be enough.",
    fields: &[(Episodes, &["URN", "PLACE"])],
    needs: &[Need::Table(Episodes), Need::Providers],
    years: ALL_YEARS,
    check: |child, flags| {
        urn::flag_where(child, flags, |episode, entries| {
            entries.is_empty() || !entries.iter().all(|entry| may_have(entry, episode))
        });
    },
};

fn may_have(entry: &Provider, episode: &Episode) -> bool {
    let mut codes = entry.placement_codes.iter();
    codes.any(|code| episode.placement.is(code))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_219() {
        case(
            &RULE,
            "Providers: URN, PLACE_CODES
             1, K2+S1
             2,
             3, K2
             3, S1
             4, K2+S1
             4, K2
             Episodes: CHILD, URN, PLACE
             101, 1, K2
             101, 1, S1
             101, 1, U1 *
             101, 1, *
             102, 2, K2 *
             103, 3, K2 *
             103, 4, K2
             104, 9, K2 *
             105, XXXXXXX, A3
             106, , K2",
        );
    }
}
