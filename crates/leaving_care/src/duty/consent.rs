//! Whether the young person agrees, on a day, that information is shared with the Jobcentre.

use super::{definition::Consent, history::History};
use crate::event::EventKind;

/// What the young person said last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Said {
    #[default]
    Nothing,
    Yes,
    No,
}

impl Said {
    /// Whether something waits for want of their agreement.
    pub(super) fn stops(self, consent: Consent) -> bool {
        match consent {
            Consent::DoesNotMatter => false,
            Consent::Needed => self != Self::Yes,
            Consent::NotRefused => self == Self::No,
        }
    }
}

/// What they said last counts; on one day, taking back counts before agreeing.
pub(super) fn said(history: &History<'_>) -> Said {
    let last = |kind| history.of(kind).last().map(|event| event.on);
    let yes = last(EventKind::ConsentGiven);
    let no = last(EventKind::ConsentRefused).max(last(EventKind::ConsentWithdrawn));
    match (yes, no) {
        (None, None) => Said::Nothing,
        _ if yes > no => Said::Yes,
        _ => Said::No,
    }
}
