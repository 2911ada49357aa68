//! The URN of a placement, looked up in Ofsted's list of providers.

use crate::child::Child;
use crate::reference::Provider;
use crate::rows::Episode;
use crate::rule::Flags;

/// Written in place of a URN for the children of a regional adoption agency (rule 242).
pub const REGIONAL_ADOPTION_AGENCY: &str = "XXXXXXX";

/// Whether a URN is given that can be looked up: neither blank nor that of a regional adoption agency.
pub fn has_urn(episode: &Episode) -> bool {
    episode
        .provider_urn
        .is_other_than(&[REGIONAL_ADOPTION_AGENCY])
}

/// Flags the episodes with a URN that are at odds with what the provider list says about it.
/// A URN may stand in the list several times; one that is not in it has no entries.
pub fn flag_where(
    child: &Child<'_>,
    flags: &mut Flags<'_>,
    at_odds: impl Fn(&Episode, &[Provider]) -> bool,
) {
    for episode in child.episodes().filter(|episode| has_urn(episode)) {
        let entries = child.providers_with_urn(&episode.provider_urn.text());
        if at_odds(&episode, entries) {
            flags.row(episode);
        }
    }
}
