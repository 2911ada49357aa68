//! Rule 224: the provider that the URN names is of the kind that the episode says.

use super::urn;
use crate::reference::Provider;
use crate::rows::Episode;
use crate::rule::{ALL_YEARS, Need, Rule};
use crate::table::Table::Episodes;

pub static RULE: Rule = Rule {
    code: "224",
    message: "The Ofsted Unique reference number (URN) provided for the child's placement does not match the placement provider recorded.",
    why: "Ofsted's list says of which kind a provider is. PLACE_PROVIDER is blank or is none of the kinds that it gives for this URN, or the URN is not in the list.",
    fix: "Check PLACE_PROVIDER and URN against who runs the placement.",
    doubt: "When the list has a URN several times, PLACE_PROVIDER must fit every entry; one that fits should be enough. Temporary and other placements that need no PLACE_PROVIDER (rule 213) are reported when they have a URN.",
    fields: &[(Episodes, &["PLACE_PROVIDER"])],
    needs: &[Need::Table(Episodes), Need::Providers],
    years: ALL_YEARS,
    check: |child, flags| {
        urn::flag_where(child, flags, |episode, entries| {
            entries.is_empty() || !entries.iter().all(|entry| is_of_that_kind(entry, episode))
        });
    },
};

fn is_of_that_kind(entry: &Provider, episode: &Episode) -> bool {
    let mut codes = entry.provider_codes.iter();
    codes.any(|code| episode.provider.is(code))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::case::case;

    #[test]
    fn rule_224() {
        case(
            &RULE,
            "Providers: URN, PROVIDER_CODES
             1, PR1+PR2
             2,
             3, PR1+PR2
             3, PR1
             Episodes: CHILD, URN, PLACE_PROVIDER
             101, 1, PR1
             101, 1, PR2
             101, 1, PR4 *
             101, 1, *
             102, 2, PR1 *
             103, 3, PR1
             103, 3, PR2 *
             104, 9, PR1 *
             105, XXXXXXX, PR4
             106, , PR4",
        );
    }
}
