//! What a decision would change before it is made: for whom something becomes due, late, moves or goes.

use std::{collections::HashMap, fmt};

use jiff::civil::Date;
use leaving_care::duty::{Duty, DutyFacts, Protocol, Protocols, State, duties};
use uuid::Uuid;

use super::{
    Decision, Line, Proposal, Standing, compare_lines,
    decision::refuse_unfit,
    decisions_of,
    in_force::{put_together, set_of},
    is_law, shipped,
    stand::{Stand, unbroken},
};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
    person::{
        PersonSummary, View,
        list::{live_population, summaries},
    },
};

/// What a decision does to one duty of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    NewlyOverdue,
    NewlyDue,
    /// Comes, but not yet.
    NewlyAhead,
    NoLongerOverdue,
    NoLongerDue,
    Moved,
}

impl Effect {
    pub const ALL: [Self; 6] = [
        Self::NewlyOverdue,
        Self::NewlyDue,
        Self::NewlyAhead,
        Self::NoLongerOverdue,
        Self::NoLongerDue,
        Self::Moved,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::NewlyOverdue => "newly_overdue",
            Self::NewlyDue => "newly_due",
            Self::NewlyAhead => "newly_ahead",
            Self::NoLongerOverdue => "no_longer_overdue",
            Self::NoLongerDue => "no_longer_due",
            Self::Moved => "moved",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::NewlyOverdue => "Late from now on",
            Self::NewlyDue => "Due from now on",
            Self::NewlyAhead => "Comes later, and did not before",
            Self::NoLongerOverdue => "No longer late",
            Self::NoLongerDue => "No longer to be done",
            Self::Moved => "Due on another day",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.label())
    }
}

/// One duty of one person that would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    pub person: Uuid,
    pub effect: Effect,
    pub title: String,
    pub due_before: Option<Date>,
    pub due_after: Option<Date>,
}

/// What a decision would change.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The protocol as it would stand; as it stood where it would no longer.
    pub protocol: Protocol,
    pub before: Standing,
    pub after: Standing,
    /// The first day on which the decision would hold, and the day on which both are looked at: that day, or today if it has passed.
    pub from: Date,
    pub as_at: Date,
    /// The two texts together; empty where the texts are the same.
    pub lines: Vec<Line>,
    /// How many duties of how many people, effect by effect; those without any are left out.
    pub counts: Vec<(Effect, usize, usize)>,
    /// How many people are affected, of how many looked at.
    pub people_affected: usize,
    pub people: usize,
    /// The first of the people affected, with what changes for each.
    pub shown: Vec<(PersonSummary, Vec<Affected>)>,
}

/// How many people a page lists.
const SHOWN: usize = 100;

/// What a proposal would change from a day on. Nothing is written.
pub async fn preview(
    actor: &Actor,
    office: &Office,
    id: &str,
    proposal: &Proposal,
    from: Date,
) -> Result<Preview> {
    actor.must(Action::ReadProtocols, &actor.authority)?;
    actor.must(Action::ReadPeople, &actor.authority)?;
    refuse_unfit(&actor.authority, id, proposal)?;
    let as_at = from.max(actor.moment.today);
    let before = stands_at(actor, office, id, as_at, None).await?;
    let words = match proposal {
        Proposal::OwnWords(text) => Protocol::parse(text).ok(),
        Proposal::Shipped | Proposal::Off => None,
    };
    let after = before.followed_by(&actor.authority, id, proposal.standing(), words, from);
    compare(actor, office, id, (before, after), from, as_at).await
}

/// What taking a decision back would change.
pub async fn preview_of_taking_back(
    actor: &Actor,
    office: &Office,
    decision: &Decision,
) -> Result<Preview> {
    actor.must(Action::ReadProtocols, &actor.authority)?;
    actor.must(Action::ReadPeople, &actor.authority)?;
    let as_at = decision.from.max(actor.moment.today);
    let id = &decision.protocol;
    let before = stands_at(actor, office, id, as_at, None).await?;
    let after = stands_at(actor, office, id, as_at, Some(decision.id)).await?;
    compare(actor, office, id, (before, after), decision.from, as_at).await
}

/// How a protocol stands on a day, `without` a decision.
async fn stands_at(
    actor: &Actor,
    office: &Office,
    id: &str,
    as_at: Date,
    without: Option<Uuid>,
) -> Result<Stand> {
    let records = store::protocol::decisions(&office.db, &actor.authority).await?;
    let mut decisions = decisions_of(&records, id);
    decisions.retain(|decision| Some(decision.id) != without);
    let view = View {
        as_at,
        known_at: None,
    };
    let decisions = unbroken(&decisions, view);
    let stand = Stand::of(office, &actor.authority, id, &decisions).await?;
    Ok(stand.unwrap_or_else(Stand::nothing))
}

async fn compare(
    actor: &Actor,
    office: &Office,
    id: &str,
    (before, after): (Stand, Stand),
    from: Date,
    as_at: Date,
) -> Result<Preview> {
    // Only this protocol: the duties of all others stay as they are.
    let only = |stand: &Stand| {
        let mut protocols = put_together(&actor.authority, vec![(id.to_owned(), stand.clone())]);
        protocols.retain(|protocol| protocol.id == id);
        protocols
    };
    let (old, new) = (only(&before), only(&after));
    let shown_protocol = new
        .first()
        .or(old.first())
        .cloned()
        .or_else(|| shipped(&actor.authority, id).cloned())
        .ok_or(Error::NotFound("protocol"))?;
    let text = |protocols: &[Protocol]| protocols.first().map(|protocol| protocol.text.clone());
    let lines = match (text(&old), text(&new)) {
        (Some(old), Some(new)) if old != new => compare_lines(&old, &new),
        _ => Vec::new(),
    };
    let facts = crate::duty::facts_of_authority(
        office,
        &actor.authority,
        View {
            as_at,
            known_at: None,
        },
    )
    .await?;
    let affected = affected(&facts, &set_of(old), &set_of(new), as_at);
    let counts = counts(&affected);
    let mut by_person: HashMap<Uuid, Vec<Affected>> = HashMap::new();
    for one in affected {
        by_person.entry(one.person).or_default().push(one);
    }
    let people_affected = by_person.len();
    // Those for whom most is at stake first; of these in a steady order.
    let mut ids: Vec<Uuid> = by_person.keys().copied().collect();
    ids.sort_by_key(|person| {
        let worst = by_person
            .get(person)
            .and_then(|list| list.iter().map(|one| one.effect).min());
        (worst, *person)
    });
    ids.truncate(SHOWN);
    let shown = listed(actor, office, &ids, by_person).await?;
    let detail = format!("{id} {people_affected} affected, {} shown", shown.len());
    office.note(actor, "protocol.preview", None, detail).await?;
    let law = |standing: Standing| {
        if is_law(id) && standing != Standing::OwnWords {
            Standing::Law
        } else {
            standing
        }
    };
    Ok(Preview {
        protocol: shown_protocol,
        before: law(before.standing),
        after: law(after.standing),
        from,
        as_at,
        lines,
        counts,
        people_affected,
        people: facts.len(),
        shown,
    })
}

async fn listed(
    actor: &Actor,
    office: &Office,
    ids: &[Uuid],
    mut by_person: HashMap<Uuid, Vec<Affected>>,
) -> Result<Vec<(PersonSummary, Vec<Affected>)>> {
    let facts = office.facts(&actor.authority, None).await?;
    let population = live_population(actor, office).await?;
    let members = population
        .members
        .iter()
        .map(|member| (member.person, member))
        .collect();
    let lines = store::person::lines(&office.db, &actor.authority, ids).await?;
    let mut people = summaries(actor, office, &facts, &members, lines).await?;
    people.sort_by_key(|person| ids.iter().position(|id| *id == person.id));
    let mut list = Vec::with_capacity(people.len());
    for person in people {
        let changes = by_person.remove(&person.id).unwrap_or_default();
        list.push((person, changes));
    }
    Ok(list)
}

/// What changes for everybody between two sets of protocols on a day.
fn affected(
    facts: &[(Uuid, DutyFacts)],
    before: &Protocols,
    after: &Protocols,
    as_at: Date,
) -> Vec<Affected> {
    let mut affected = Vec::new();
    for (person, facts) in facts {
        let old = duties(facts, before, as_at);
        let new = duties(facts, after, as_at);
        changes(*person, &old, &new, &mut affected);
    }
    affected
}

/// Which duty this is, whatever its days: an open one is told from others of the same name by what started it.
type Name<'a> = (&'a str, Date, usize);

fn changes(person: Uuid, old: &[Duty<'_>], new: &[Duty<'_>], affected: &mut Vec<Affected>) {
    fn open<'a, 'p>(duties: &'a [Duty<'p>]) -> HashMap<Name<'a>, &'a Duty<'p>> {
        let mut open = HashMap::new();
        for duty in duties.iter().filter(|duty| duty.state.is_open()) {
            let mut name = (duty.definition.id.as_str(), duty.trigger_on, 0);
            while open.contains_key(&name) {
                name.2 += 1;
            }
            open.insert(name, duty);
        }
        open
    }
    let mut were = open(old);
    let mut say = |duty: &Duty<'_>, effect, due_before, due_after| {
        affected.push(Affected {
            person,
            effect,
            title: duty.definition.title.clone(),
            due_before,
            due_after,
        });
    };
    let mut are: Vec<_> = open(new).into_iter().collect();
    are.sort_by_key(|(_, duty)| duty.due_on);
    for (name, now) in are {
        let was = were.remove(&name);
        let due_before = was.map(|was| was.due_on);
        let effect = match was {
            None => match now.state {
                State::Overdue => Effect::NewlyOverdue,
                State::Due => Effect::NewlyDue,
                State::Upcoming | State::Done | State::Excused | State::Blocked => {
                    Effect::NewlyAhead
                }
            },
            Some(was) if was.state != now.state && now.state == State::Overdue => {
                Effect::NewlyOverdue
            }
            Some(was) if was.state != now.state && was.state == State::Overdue => {
                Effect::NoLongerOverdue
            }
            Some(was) if was.state != now.state && now.state == State::Due => Effect::NewlyDue,
            Some(was) if was.due_on != now.due_on || was.late_after != now.late_after => {
                Effect::Moved
            }
            Some(_) => continue,
        };
        say(now, effect, due_before, Some(now.due_on));
    }
    let mut gone: Vec<_> = were.into_values().collect();
    gone.sort_by_key(|duty| duty.due_on);
    for was in gone {
        say(was, Effect::NoLongerDue, Some(was.due_on), None);
    }
}

/// Effect by effect: how many duties, of how many people.
fn counts(affected: &[Affected]) -> Vec<(Effect, usize, usize)> {
    let of = |effect: Effect| {
        let mut people: Vec<Uuid> = affected
            .iter()
            .filter(|one| one.effect == effect)
            .map(|one| one.person)
            .collect();
        let duties = people.len();
        people.sort_unstable();
        people.dedup();
        (effect, duties, people.len())
    };
    let all = Effect::ALL.map(of);
    all.into_iter()
        .filter(|(_, duties, _)| *duties > 0)
        .collect()
}

#[cfg(test)]
mod tests;
