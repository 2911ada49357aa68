//! Rule 221: the postcode of a home or school is that of the provider that the URN names.

use super::urn;
use crate::child::{Child, SHORT_BREAKS};
use crate::reference::postcode_key;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

/// Homes and schools, where the child lives at the address that is registered.
const AT_REGISTERED_ADDRESS: &[&str] = &["K1", "K2", "K3", "R3", "S1"];

const NOW: Rule = Rule {
    code: "221",
    message: "The Ofsted Unique reference number (URN) provided for the child's placement does not match the placement postcode provided.",
    why: "In a home or school the child lives at the address that the provider has registered. PL_POST is another postcode than the list gives for this URN, or the list gives none.",
    fix: "Check PL_POST and URN. If the provider has moved, use a newer provider list.",
    doubt: "A URN that is not in the list is reported here as well as by rule 1008. When the list has a URN several times, PL_POST must fit every entry; one that fits should be enough.",
    fields: &[(Episodes, &["PL_POST"])],
    needs: &[Need::Table(Episodes), Need::Providers],
    years: 2025..=i16::MAX,
    check: |child, flags| flag_other_postcode(child, flags, AT_REGISTERED_ADDRESS),
};

pub static RULE: Rule = NOW;

pub static BEFORE_2024: Rule = Rule {
    years: 2023..=2023,
    check: |child, flags| flag_other_postcode(child, flags, &["K1", "K2", "R3", "S1"]),
    ..NOW
};

pub static BEFORE_2025: Rule = Rule {
    years: 2024..=2024,
    check: |child, flags| flag_other_postcode(child, flags, &["H5", "K1", "K2", "R3", "S1"]),
    ..NOW
};

fn flag_other_postcode(child: &Child<'_>, flags: &mut Flags<'_>, placements: &[&str]) {
    urn::flag_where(child, flags, |episode, entries| {
        let concerned = episode.placement.is_one_of(placements)
            && !episode.legal_status.is_one_of(SHORT_BREAKS)
            && !episode.placement_postcode.is_blank();
        if !concerned {
            return false;
        }
        let postcode = postcode_key(&episode.placement_postcode.text());
        let same = |registered: Option<&str>| registered == Some(postcode.as_str());
        entries.is_empty() || !entries.iter().all(|entry| same(entry.postcode.as_deref()))
    });
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2024, BEFORE_2025, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn rule_221() {
        case(
            &RULE,
            "Providers: URN, POSTCODE
             1, TW14TX
             2,
             3, TW14TX
             3, TW12NU
             Episodes: CHILD, LS, PLACE, URN, PL_POST
             101, C2, K2, 1, TW1 4TX
             101, C2, K2, 1, tw14tx
             101, C2, K2, 1, TW1 2NU *
             101, C2, K1, 1, TW1 2NU *
             101, C2, K3, 1, TW1 2NU *
             101, C2, R3, 1, TW1 2NU *
             101, C2, S1, 1, TW1 2NU *
             101, , S1, 1, TW1 2NU *
             102, C2, U1, 1, TW1 2NU
             102, C2, H5, 1, TW1 2NU
             103, V3, K2, 1, TW1 2NU
             103, V4, K2, 1, TW1 2NU
             104, C2, K2, 1,
             105, C2, K2, 2, TW1 4TX *
             106, C2, K2, 3, TW1 4TX *
             107, C2, K2, 9, TW1 4TX *
             108, C2, K2, XXXXXXX, TW1 4TX
             109, C2, K2, , TW1 4TX",
        );
    }

    #[test]
    fn in_earlier_years_other_placements_were_compared() {
        let providers = "Providers: URN, POSTCODE
             1, TW14TX
             Episodes: CHILD, LS, PLACE, URN, PL_POST
             101, C2, K2, 1, TW1 2NU *
             102, C2, K2, 1, TW1 4TX
             103, C2, K3, 1, TW1 2NU
             104, C2, H5, 1, TW1 2NU";
        case_in(2023, &BEFORE_2024, providers);
        case_in(2024, &BEFORE_2025, &format!("{providers} *"));
    }
}
