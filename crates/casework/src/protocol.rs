//! Protocols of a council: which hold on a day, in whose words, who decided so and why.

mod agreement;
mod compare;
mod decision;
mod edit;
mod in_force;
mod preview;
mod stand;

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    authority::Nation,
    duty::{Fault, Protocol, Protocols},
};
use store::protocol::DecisionRecord;
use uuid::Uuid;

pub use agreement::{
    Standing as StandingAgreement, Step, agreement, agreements, change_agreement, record_agreement,
    what_is_late, withdraw_agreement,
};
pub use compare::{Line, compare_lines};
pub use decision::{Proposal, adopt, check, take_back};
pub use edit::{DutyWords, duty_words, set_duty, switch_duty};
pub(crate) use in_force::Cache;
pub use in_force::in_force;
pub use preview::{Affected, Effect, Preview, preview, preview_of_taking_back};

use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::Office,
    permission::Action,
    person::View,
};

/// How a protocol stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The law of the nation: it holds without anybody's decision.
    Law,
    /// As it ships with the program, because the council decided so.
    Shipped,
    /// In the council's own words.
    OwnWords,
    Off,
}

impl Standing {
    pub fn label(self) -> &'static str {
        match self {
            Self::Law => "Holds by law",
            Self::Shipped => "In use",
            Self::OwnWords => "In use, in the council's own words",
            Self::Off => "Not in use",
        }
    }

    /// As it is decided; nobody decides on the law.
    fn code(self) -> &'static str {
        match self {
            Self::Law | Self::Shipped => "shipped",
            Self::OwnWords => "own_words",
            Self::Off => "off",
        }
    }

    fn of_code(code: &str) -> Self {
        match code {
            "shipped" => Self::Shipped,
            "own_words" => Self::OwnWords,
            _ => Self::Off,
        }
    }
}

/// A decision as made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub id: Uuid,
    pub protocol: String,
    pub standing: Standing,
    /// The version that shipped when this was decided; empty for a protocol of the council's own.
    pub shipped_version: String,
    /// The first day on which it holds.
    pub from: Date,
    pub reason: String,
    pub at: Timestamp,
    pub by: String,
    /// When and by whom it was taken back, and why.
    pub taken_back: Option<(Timestamp, String, String)>,
}

/// A protocol as it stands, for a list.
#[derive(Debug, Clone)]
pub struct Overview {
    pub protocol: Protocol,
    pub standing: Standing,
    /// The decision by which it stands so; none for what holds or does not hold without one.
    pub decision: Option<Decision>,
    /// The next decision for a later day.
    pub coming: Option<Decision>,
    /// The council's words were written beside an older version than the one that ships now.
    pub newer_ships: Option<String>,
    /// Why the council's words cannot be used by this version of the program; what ships is used instead.
    pub faults: Vec<Fault>,
}

impl Overview {
    pub fn is_law(&self) -> bool {
        is_law(&self.protocol.id)
    }

    pub fn unverified(&self) -> usize {
        self.protocol
            .duties
            .iter()
            .filter(|duty| !duty.verified)
            .count()
    }
}

/// A protocol opened, with every decision about it, newest first.
#[derive(Debug, Clone)]
pub struct Opened {
    pub overview: Overview,
    pub shipped: Option<&'static Protocol>,
    pub decisions: Vec<Decision>,
}

impl Opened {
    /// What whoever changes it says that they saw.
    pub fn seen(&self) -> Seen {
        seen(&self.decisions)
    }

    /// The shipped duties that the council has switched off.
    pub fn switched_off(&self) -> Vec<&'static leaving_care::duty::Definition> {
        let shipped = self.shipped.map_or(&[][..], |shipped| &shipped.duties);
        let is_gone = |id: &str| self.overview.protocol.duty(id).is_none();
        shipped.iter().filter(|duty| is_gone(&duty.id)).collect()
    }
}

/// The protocols that the actor's council can use, and how each stands on a day, as known at a moment.
pub async fn list(actor: &Actor, office: &Office, view: View) -> Result<Vec<Overview>> {
    actor.must(Action::ReadProtocols, &actor.authority)?;
    let records = store::protocol::decisions(&office.db, &actor.authority).await?;
    let mut ids: Vec<String> = shipped_for(&actor.authority)
        .map(|protocol| protocol.id.clone())
        .collect();
    for record in &records {
        if !ids.contains(&record.protocol) {
            ids.push(record.protocol.clone());
        }
    }
    let mut overviews = Vec::with_capacity(ids.len());
    for id in ids {
        let decisions = decisions_of(&records, &id);
        overviews.extend(overview(office, &actor.authority, &id, &decisions, view).await?);
    }
    office.note(actor, "protocol.list", None, "").await?;
    Ok(overviews)
}

/// One protocol as it stands on a day, as known at a moment.
pub async fn open(actor: &Actor, office: &Office, id: &str, view: View) -> Result<Opened> {
    actor.must(Action::ReadProtocols, &actor.authority)?;
    let opened = opened(actor, office, id, view).await?;
    office.note(actor, "protocol.read", None, id).await?;
    Ok(opened)
}

async fn opened(actor: &Actor, office: &Office, id: &str, view: View) -> Result<Opened> {
    let records = store::protocol::decisions(&office.db, &actor.authority).await?;
    let mut decisions = decisions_of(&records, id);
    let overview = overview(office, &actor.authority, id, &decisions, view)
        .await?
        .ok_or(Error::NotFound("protocol"))?;
    decisions.reverse();
    Ok(Opened {
        overview,
        shipped: shipped(&actor.authority, id),
        decisions,
    })
}

/// The text of a protocol as it ships (`None`) or as it was decided on, also when that was taken back.
pub async fn text(
    actor: &Actor,
    office: &Office,
    id: &str,
    decision: Option<Uuid>,
) -> Result<String> {
    actor.must(Action::ReadProtocols, &actor.authority)?;
    office.note(actor, "protocol.text", None, id).await?;
    let own = match decision {
        None => String::new(),
        Some(decision) => store::protocol::text(&office.db, &actor.authority, decision)
            .await?
            .ok_or(Error::NotFound("version"))?,
    };
    if !own.is_empty() {
        return Ok(own);
    }
    let shipped = shipped(&actor.authority, id).ok_or(Error::NotFound("protocol"))?;
    Ok(shipped.text.clone())
}

/// `None` when nothing is known under this id: neither shipped nor ever written by the council.
async fn overview(
    office: &Office,
    authority: &str,
    id: &str,
    decisions: &[Decision],
    view: View,
) -> Result<Option<Overview>> {
    let shipped = shipped(authority, id);
    let decision = standing(decisions, view);
    let coming = decisions
        .iter()
        .filter(|decision| decision.from > view.as_at && was_known(decision, view.known_at))
        .min_by_key(|decision| (decision.from, std::cmp::Reverse(decision.at)));
    let mut faults = Vec::new();
    let mut own = None;
    // Of a protocol of the council's own that does not stand (yet, or any more) the last text is shown.
    let shown = decision
        .filter(|decision| decision.standing == Standing::OwnWords)
        .or_else(|| {
            let is_own = |decision: &&Decision| decision.standing == Standing::OwnWords;
            decisions.iter().rfind(is_own).filter(|_| shipped.is_none())
        });
    if let Some(shown) = shown {
        let text = store::protocol::text(&office.db, authority, shown.id).await?;
        match Protocol::parse(&text.unwrap_or_default()) {
            Ok(protocol) => own = Some(protocol),
            Err(found) => faults = found,
        }
    }
    let protocol = match (own, shipped) {
        (Some(own), Some(shipped)) if is_law(id) => in_force::law_with_local(shipped, &own),
        (Some(own), _) => own,
        (None, Some(shipped)) => shipped.clone(),
        (None, None) => return Ok(None),
    };
    let newer_ships = match (decision, shipped) {
        (Some(decision), Some(shipped))
            if decision.standing == Standing::OwnWords
                && decision.shipped_version != shipped.version =>
        {
            Some(shipped.version.clone())
        }
        _ => None,
    };
    let standing = match decision.map(|decision| decision.standing) {
        Some(Standing::OwnWords) if faults.is_empty() => Standing::OwnWords,
        Some(Standing::Shipped | Standing::OwnWords) if !is_law(id) => Standing::Shipped,
        _ if is_law(id) => Standing::Law,
        _ => Standing::Off,
    };
    Ok(Some(Overview {
        protocol,
        standing,
        decision: decision.cloned(),
        coming: coming.cloned(),
        newer_ships,
        faults,
    }))
}

/// The decision that stands on a day: of those that were known and not taken back, the one with the latest first day, and of several
/// with the same day the last.
fn standing(decisions: &[Decision], view: View) -> Option<&Decision> {
    decisions
        .iter()
        .filter(|decision| decision.from <= view.as_at && was_known(decision, view.known_at))
        .max_by_key(|decision| (decision.from, decision.at, decision.id))
}

fn was_known(decision: &Decision, known_at: Option<Timestamp>) -> bool {
    match (known_at, &decision.taken_back) {
        (None, taken_back) => taken_back.is_none(),
        (Some(moment), taken_back) => {
            decision.at <= moment && taken_back.as_ref().is_none_or(|(at, ..)| moment < *at)
        }
    }
}

/// When something was last decided about a protocol or taken back, in microseconds: whoever decides next says what they saw. Nothing
/// decided yet is 0.
pub type Seen = i64;

fn seen(decisions: &[Decision]) -> Seen {
    let steps = decisions.iter().flat_map(|decision| {
        let taken_back = decision.taken_back.as_ref().map(|(at, ..)| *at);
        [Some(decision.at), taken_back]
    });
    steps.flatten().max().map_or(0, Timestamp::as_microsecond)
}

fn decisions_of(records: &[DecisionRecord], protocol: &str) -> Vec<Decision> {
    let of_protocol = records.iter().filter(|record| record.protocol == protocol);
    of_protocol
        .map(|record| Decision {
            id: record.id,
            protocol: record.protocol.clone(),
            standing: Standing::of_code(&record.standing),
            shipped_version: record.shipped_version.clone(),
            from: record.from,
            reason: record.reason.clone(),
            at: record.at,
            by: record.by.clone(),
            taken_back: record.taken_back.clone(),
        })
        .collect()
}

/// The protocols that ship for the nation of an authority.
fn shipped_for(authority: &str) -> impl Iterator<Item = &'static Protocol> {
    let nation = Nation::of(authority);
    Protocols::shipped()
        .iter()
        .filter(move |protocol| protocol.nation.is_none_or(|of| of == nation))
}

fn shipped(authority: &str, id: &str) -> Option<&'static Protocol> {
    shipped_for(authority).find(|protocol| protocol.id == id)
}

/// The law cannot be switched off or rewritten; only what it leaves to the council can be.
fn is_law(id: &str) -> bool {
    id.starts_with("statutory_")
}

async fn is_known(actor: &Actor, office: &Office, id: &str) -> Result<bool> {
    if shipped(&actor.authority, id).is_some() {
        return Ok(true);
    }
    let records = store::protocol::decisions(&office.db, &actor.authority).await?;
    Ok(records.iter().any(|record| record.protocol == id))
}

/// The longest reason: a paragraph.
const LONGEST_REASON: usize = 2_000;

fn reason_of(reason: &str) -> Result<String> {
    let reason = without_nul(reason.trim());
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(Error::Invalid(vec![Problem::new(
            "reason",
            format!("Say why, in up to {LONGEST_REASON} characters."),
        )]));
    }
    Ok(reason)
}
