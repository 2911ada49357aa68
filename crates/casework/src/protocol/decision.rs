//! Deciding that a protocol holds, in which words, or does not; and taking such a decision back.

use jiff::{Span, ToSpan, civil::Date};
use leaving_care::{
    authority::Nation,
    duty::{Fault, Protocol, Protocols},
};
use store::protocol::DecisionRecord;
use uuid::Uuid;

use super::{Seen, Standing, decisions_of, is_law, reason_of, seen, shipped};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
};

/// What a council may decide about a protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// It holds as it ships.
    Shipped,
    /// It does not hold.
    Off,
    /// It holds in these words: the whole text.
    OwnWords(String),
}

impl Proposal {
    pub(super) fn standing(&self) -> Standing {
        match self {
            Self::Shipped => Standing::Shipped,
            Self::Off => Standing::Off,
            Self::OwnWords(_) => Standing::OwnWords,
        }
    }
}

/// A longer text is no protocol, and could not be kept as a draft.
const LONGEST_TEXT: usize = 150_000;
/// More duties than this nobody could do, and every page would have to work them out.
const MOST_DUTIES: usize = 200;
const MOST_PROTOCOLS: usize = 100;

/// Reads a council's text for a protocol and says everything that stops it from holding, each with line, reason and remedy. `id`: of
/// the protocol that it is for; `None` for a new one.
pub fn check(
    authority: &str,
    id: Option<&str>,
    text: &str,
) -> std::result::Result<Protocol, Vec<Fault>> {
    let one = |line: usize, reason: String, remedy: &str| {
        vec![Fault {
            line,
            reason,
            remedy: remedy.to_owned(),
        }]
    };
    if text.len() > LONGEST_TEXT {
        return Err(one(
            1,
            format!("The text is longer than {LONGEST_TEXT} characters."),
            "Make two protocols of it.",
        ));
    }
    let protocol = Protocol::parse(text)?;
    let mut faults = Vec::new();
    let line = |words: &str| line_of(text, words);
    match id {
        Some(id) if protocol.id != id => faults.extend(one(
            line("id"),
            format!(
                "This is the text of another protocol: its id is \"{}\".",
                protocol.id
            ),
            &format!("Write id = \"{id}\"."),
        )),
        None if Protocols::shipped()
            .iter()
            .any(|known| known.id == protocol.id) =>
        {
            faults.extend(one(
                line("id"),
                format!(
                    "A protocol with the id \"{}\" ships with the program.",
                    protocol.id
                ),
                "Open that one and edit it, or give yours another id.",
            ));
        }
        _ => {}
    }
    if protocol
        .nation
        .is_some_and(|nation| nation != Nation::of(authority))
    {
        faults.extend(one(
            line("nation"),
            "It is for another nation.".to_owned(),
            "Write the nation of the council, or leave the line out.",
        ));
    }
    if protocol.duties.len() > MOST_DUTIES {
        faults.extend(one(
            1,
            format!(
                "It has {} duties; {MOST_DUTIES} are the most.",
                protocol.duties.len()
            ),
            "Make two protocols of it.",
        ));
    }
    if let Some(law) = shipped(authority, &protocol.id).filter(|law| is_law(&law.id)) {
        faults.extend(against_the_law(law, &protocol));
    }
    if faults.is_empty() {
        Ok(protocol)
    } else {
        Err(faults)
    }
}

/// Where a text departs from the law: only what the law leaves to the council may be another.
fn against_the_law(law: &Protocol, own: &Protocol) -> Vec<Fault> {
    let mut faults = Vec::new();
    for duty in &own.duties {
        let at = line_of_duty(&own.text, &duty.id);
        match law.duty(&duty.id) {
            None => faults.push(Fault {
                line: at,
                reason: format!("The law has no duty \"{}\".", duty.id),
                remedy: "Put a duty of the council's own into a protocol of its own.".to_owned(),
            }),
            Some(by_law) if by_law.local && !duty.local => faults.push(Fault {
                line: at,
                reason: format!(
                    "\"{}\" is a choice of the council's, and no longer says so.",
                    by_law.title
                ),
                remedy: "Write local = true.".to_owned(),
            }),
            Some(by_law) if !by_law.local && by_law != duty => faults.push(Fault {
                line: at,
                reason: format!(
                    "\"{}\" is the law; it cannot be changed here.",
                    by_law.title
                ),
                remedy: "Put it back as it was. Only duties that say local = true can be changed."
                    .to_owned(),
            }),
            Some(_) => {}
        }
    }
    for duty in law
        .duties
        .iter()
        .filter(|duty| !duty.local && own.duty(&duty.id).is_none())
    {
        faults.push(Fault {
            line: 1,
            reason: format!("\"{}\" is the law; it cannot be left out.", duty.title),
            remedy: format!("Put the duty \"{}\" back.", duty.id),
        });
    }
    faults
}

/// The line on which a key is first set, counted from 1; 1 when it is not found.
fn line_of(text: &str, key: &str) -> usize {
    let is_set = |line: &str| {
        line.trim_start()
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(is_set).map_or(1, |at| at + 1)
}

fn line_of_duty(text: &str, id: &str) -> usize {
    let (double, single) = (format!("\"{id}\""), format!("'{id}'"));
    let names_it = |line: &str| {
        line.trim_start().strip_prefix("id").is_some_and(|rest| {
            let value = rest.trim_start().trim_start_matches('=').trim_start();
            value.starts_with(&double) || value.starts_with(&single)
        })
    };
    text.lines().position(names_it).map_or(1, |at| at + 1)
}

/// What stops a proposal, whoever makes it.
pub(super) fn refuse_unfit(authority: &str, id: &str, proposal: &Proposal) -> Result<()> {
    match proposal {
        Proposal::Off if is_law(id) => Err(Error::Refused(
            "This protocol is the law. It cannot be switched off.".to_owned(),
        )),
        Proposal::Off => Ok(()),
        Proposal::Shipped => shipped(authority, id)
            .map(drop)
            .ok_or(Error::NotFound("protocol")),
        Proposal::OwnWords(text) => {
            let id = shipped(authority, id).map_or(Some(id), |shipped| Some(shipped.id.as_str()));
            check(authority, id, text).map(drop).map_err(|faults| {
                let lines = faults.iter().map(Fault::to_string);
                let problems = lines.map(|line| Problem::new("text", line));
                Error::Invalid(problems.collect())
            })
        }
    }
}

/// How far from today a decision may begin to hold: further away is a slip of the hand.
fn furthest() -> Span {
    1.years()
}

/// Decides about a protocol from a day on. `Conflict` when somebody decided something about it since `saw`. Nothing is written when the
/// text is not fit to hold: what is in force stays in force.
pub async fn adopt(
    actor: &Actor,
    office: &Office,
    id: &str,
    proposal: Proposal,
    from: Date,
    reason: &str,
    saw: Seen,
) -> Result<Uuid> {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    refuse_unfit(&actor.authority, id, &proposal)?;
    let today = actor.moment.today;
    let is_far = from < today.saturating_sub(furthest()) || from > today.saturating_add(furthest());
    let mut problems = Vec::new();
    if is_far {
        problems.push(Problem::new(
            "from",
            "The day must be within a year of today.",
        ));
    }
    let reason = match reason_of(reason) {
        Ok(reason) => reason,
        Err(Error::Invalid(found)) => {
            problems.extend(found);
            String::new()
        }
        Err(error) => return Err(error),
    };
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let record = DecisionRecord {
        id: Uuid::now_v7(),
        authority: actor.authority.clone(),
        protocol: id.to_owned(),
        standing: proposal.standing().code().to_owned(),
        shipped_version: shipped(&actor.authority, id)
            .map_or_else(String::new, |shipped| shipped.version.clone()),
        from,
        reason,
        at: actor.moment.now,
        by: actor.name.clone(),
        taken_back: None,
    };
    let text = match proposal {
        Proposal::OwnWords(text) => without_nul(&text),
        Proposal::Shipped | Proposal::Off => String::new(),
    };
    let mut tx = office.db.begin().await?;
    // Whatever was worked out from the protocols is worked out again; and whoever decides at the same time waits here.
    store::authority::raise_version(&mut tx, &actor.authority).await?;
    let records = store::protocol::decisions_in(&mut tx, &actor.authority).await?;
    let decisions = decisions_of(&records, id);
    if seen(&decisions) != saw {
        return Err(Error::Conflict);
    }
    let mut ids: Vec<&str> = records
        .iter()
        .map(|record| record.protocol.as_str())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    if decisions.is_empty() && ids.len() >= MOST_PROTOCOLS {
        return Err(Error::Refused(format!(
            "A council can have {MOST_PROTOCOLS} protocols."
        )));
    }
    if decisions.is_empty() && shipped(&actor.authority, id).is_none() && record.standing == "off" {
        return Err(Error::NotFound("protocol"));
    }
    store::protocol::insert_decision(&mut tx, &record, &text).await?;
    let detail = format!("{id} {} from {from} {}", record.standing, record.id);
    store::audit::insert_many(&mut tx, &[event(actor, "protocol.adopt", None, detail)]).await?;
    tx.commit().await?;
    Ok(record.id)
}

/// Takes a decision back: what stood before stands again. The decision stays to be read, and what was known until now stays known.
pub async fn take_back(
    actor: &Actor,
    office: &Office,
    decision: Uuid,
    reason: &str,
) -> Result<String> {
    actor.must(Action::ChangeProtocols, &actor.authority)?;
    let reason = reason_of(reason)?;
    let mut tx = office.db.begin().await?;
    store::authority::raise_version(&mut tx, &actor.authority).await?;
    let records = store::protocol::decisions_in(&mut tx, &actor.authority).await?;
    let known = records.iter().find(|record| record.id == decision);
    let protocol = known.ok_or(Error::NotFound("decision"))?.protocol.clone();
    let stamp = (actor.moment.now, actor.name.as_str(), reason.as_str());
    if !store::protocol::take_back(&mut tx, &actor.authority, decision, stamp).await? {
        return Err(Error::Refused(
            "This decision was taken back already.".to_owned(),
        ));
    }
    let detail = format!("{protocol} {decision}");
    store::audit::insert_many(&mut tx, &[event(actor, "protocol.take_back", None, detail)]).await?;
    tx.commit().await?;
    Ok(protocol)
}
