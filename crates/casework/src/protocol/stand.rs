//! How a protocol stands on a day: as shipped, in the council's words or not at all, and since when each of its duties is asked for.

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::duty::Protocol;
use uuid::Uuid;

use super::{Decision, Standing, shipped, was_known};
use crate::{error::Result, office::Office, person::View};

/// How a protocol stands.
#[derive(Debug, Clone)]
pub(super) struct Stand {
    pub standing: Standing,
    /// The council's words, where it has its own and they can be read.
    pub own: Option<Protocol>,
    /// By duty, the first day of the unbroken time in which the council has worked by it.
    in_use_from: HashMap<String, Date>,
}

/// The decisions that hold together on the day of a view, newest first: without a break since the council last did without the protocol.
/// That of today stands first; empty where nothing was decided.
pub(super) fn unbroken(decisions: &[Decision], view: View) -> Vec<&Decision> {
    let mut known: Vec<&Decision> = decisions
        .iter()
        .filter(|decision| decision.from <= view.as_at && was_known(decision, view.known_at))
        .collect();
    known.sort_by_key(|decision| std::cmp::Reverse((decision.from, decision.at, decision.id)));
    let in_use = known
        .iter()
        .take_while(|decision| decision.standing != Standing::Off)
        .count();
    known.truncate(in_use.max(1));
    known
}

impl Stand {
    /// `decisions`: as `unbroken` gives them. `None` when there are none.
    pub(super) async fn of(
        office: &Office,
        authority: &str,
        id: &str,
        decisions: &[&Decision],
    ) -> Result<Option<Self>> {
        let mut stand: Option<Self> = None;
        for decision in decisions.iter().rev() {
            let own = own_words(office, authority, decision).await?;
            let before = stand.unwrap_or_else(Self::nothing);
            stand = Some(before.followed_by(authority, id, decision.standing, own, decision.from));
        }
        Ok(stand)
    }

    /// Before anything was decided.
    pub(super) fn nothing() -> Self {
        Self {
            standing: Standing::Off,
            own: None,
            in_use_from: HashMap::new(),
        }
    }

    /// How it stands after one more decision: a duty that it had before stays in use since then, one that is new counts from now.
    pub(super) fn followed_by(
        &self,
        authority: &str,
        id: &str,
        standing: Standing,
        own: Option<Protocol>,
        from: Date,
    ) -> Self {
        let words = match standing {
            Standing::Off => None,
            _ => own.as_ref().or_else(|| shipped(authority, id)),
        };
        let since = |duty: &str| self.in_use_from.get(duty).copied().unwrap_or(from);
        let in_use_from = words
            .iter()
            .flat_map(|protocol| &protocol.duties)
            .map(|duty| (duty.id.clone(), since(&duty.id)))
            .collect();
        Self {
            standing,
            own,
            in_use_from,
        }
    }

    /// Whether the council works by it.
    pub(super) fn is_in_use(&self) -> bool {
        self.standing != Standing::Off
    }

    /// The protocol with since when each duty is asked for.
    pub(super) fn dated(&self, mut protocol: Protocol) -> Protocol {
        for duty in &mut protocol.duties {
            duty.in_use_from = self.in_use_from.get(&duty.id).copied();
        }
        protocol
    }
}

/// The council's words of a decision. Words that this version of the program cannot read give way to what ships.
async fn own_words(
    office: &Office,
    authority: &str,
    decision: &Decision,
) -> Result<Option<Protocol>> {
    if decision.standing != Standing::OwnWords {
        return Ok(None);
    }
    let text = store::protocol::text(&office.db, authority, decision.id).await?;
    let parsed = Protocol::parse(&text.unwrap_or_default());
    Ok(parsed
        .inspect_err(|_| {
            tracing::error!(%authority, protocol = %decision.protocol, "a council's protocol cannot be read");
        })
        .ok())
}

/// The ids of decisions, as a name for what follows from them.
pub(super) fn ids(decisions: &[&Decision]) -> impl Iterator<Item = Uuid> {
    decisions.iter().map(|decision| decision.id)
}
