//! Rule 218: a placement in England whose provider must be registered with Ofsted has a URN.

use super::codes::{WITHOUT_URN, WITHOUT_URN_IN_2023, WITHOUT_URN_IN_2025, is_outside_england};
use crate::child::Child;
use crate::derived::Derived;
use crate::rule::{Flags, Need, Rule};
use crate::table::Table::Episodes;

const NOW: Rule = Rule {
    code: "218",
    message: "Ofsted Unique reference number (URN) is required.",
    why: "Providers of this type of placement in England are registered with Ofsted, and URN says which one it is. Here URN is blank.",
    fix: "Look the provider up on Ofsted's site and enter its URN. If PLACE or PL_POST is wrong, correct that instead.",
    doubt: "Short breaks (V3 and V4) are reported too, although rule 214 allows no URN for them. The Department's specification asks for episodes that ended after 31 March 2015; this check asks for those that were open in the year.",
    fields: &[(Episodes, &["URN"])],
    needs: &[Need::Table(Episodes), Need::Postcodes],
    years: 2026..=i16::MAX,
    check: |child, flags| flag_without_urn(child, flags, WITHOUT_URN, |_| true),
};

pub static RULE: Rule = NOW;

/// Up to 2024/25 a place that is not known counts as one outside England.
const OF_KNOWN_PLACES: Rule = Rule {
    doubt: "An episode whose PL_POST is blank or unknown is left out, as if it were outside England. Short breaks (V3 and V4) are reported, although rule 214 allows no URN for them. The Department's specification asks for episodes that ended after 31 March 2015; this check asks for those that were open in the year.",
    ..NOW
};

pub static BEFORE_2025: Rule = Rule {
    years: 2023..=2024,
    check: |child, flags| flag_without_urn(child, flags, WITHOUT_URN_IN_2023, place_is_known),
    ..OF_KNOWN_PLACES
};

pub static BEFORE_2026: Rule = Rule {
    years: 2025..=2025,
    check: |child, flags| flag_without_urn(child, flags, WITHOUT_URN_IN_2025, place_is_known),
    ..OF_KNOWN_PLACES
};

fn place_is_known(place: &Derived) -> bool {
    place.authority.is_some()
}

fn flag_without_urn(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    need_none: &[&str],
    is_looked_at: fn(&Derived) -> bool,
) {
    let year_began = child.collection().starts_on;
    for episode in child.episodes() {
        if !episode.provider_urn.is_blank() || episode.placement.is_one_of(need_none) {
            continue;
        }
        let open_in_year = episode.ceased_on.is_blank()
            || episode
                .ceased_on
                .date()
                .is_some_and(|ceased| ceased >= year_began);
        let place = child.derived(episode);
        if open_in_year && is_looked_at(place) && !is_outside_england(place.authority.as_deref()) {
            flags.row(episode);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_2025, BEFORE_2026, RULE};
    use crate::case::{case, case_in};

    #[test]
    fn rule_218() {
        case(
            &RULE,
            "Episodes: CHILD, PLACE, DEC, URN, PL_LA
             101, U1, , , E09000027 *
             102, U1, 01/04/2026, , E09000027 *
             103, U1, 31/03/2026, , E09000027
             104, U1, 31/02/2026, , E09000027
             105, U1, , SC123456, E09000027
             106, U1, , , WAL
             107, U1, , , SCO
             108, U1, , , NIR
             109, U1, , , CON
             110, U1, , , NUK
             111, U1, , , *
             112, P1, , , E09000027
             113, T4, , , E09000027
             114, Z11, , , E09000027
             115, Z1, , , E09000027 *
             116, K3, , , E09000027 *
             117, , 01/05/2026, , E09000027 *",
        );
    }

    #[test]
    fn in_earlier_years_other_placements_needed_no_urn() {
        case_in(
            2025,
            &BEFORE_2026,
            "Episodes: CHILD, PLACE, PL_LA
             101, Z1, E09000027
             102, P1, E09000027
             103, Z11, E09000027 *
             104, H5, E09000027 *
             105, P2, E09000027 *
             106, U1,",
        );
        case_in(
            2024,
            &BEFORE_2025,
            "Episodes: CHILD, PLACE, PL_LA
             101, Z1, E09000027
             102, H5, E09000027
             103, P2, E09000027
             104, U1, E09000027 *
             105, U1, SCO
             106, U1,",
        );
    }
}
