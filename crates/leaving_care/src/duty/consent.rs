//! Whether the young person agrees, on a day, that information is shared with the Jobcentre.

use super::history::History;
use crate::event::EventKind;

/// What they said last counts; on one day, taking back counts before agreeing.
pub(super) fn holds(history: &History<'_>) -> bool {
    let last = |kind| history.of(kind).last().map(|event| event.on);
    let given = last(EventKind::ConsentGiven);
    given.is_some()
        && given > last(EventKind::ConsentRefused)
        && given > last(EventKind::ConsentWithdrawn)
}
