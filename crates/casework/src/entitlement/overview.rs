//! The council's view: who qualifies and has not been given it, and what was awarded and not spent.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use leaving_care::{
    entitlement::{Answer, Catalogue, Entitlement, entitlements},
    facts::AuthorityFacts,
    ledger::Balance,
};
use uuid::Uuid;

use super::{asked, catalogue, ledger, today};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
    person::{
        PersonSummary,
        list::{live_population, summaries},
    },
};

/// The whole authority's money.
#[derive(Debug, Clone)]
pub struct Overview {
    pub as_at: Date,
    pub lines: Vec<Line>,
    /// Of all that the council pays.
    pub balance: Balance,
}

/// One entitlement.
#[derive(Debug, Clone)]
pub struct Line {
    pub entitlement: Entitlement,
    /// How many qualify on the day.
    pub qualify: usize,
    /// Of these, how many have no award in the period.
    pub without_award: usize,
    /// Of how many something must be asked, who have no award in the period.
    pub to_ask: usize,
    /// Of all awards ever.
    pub balance: Balance,
}

/// Which people of an entitlement are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleAsked {
    pub entitlement: String,
    /// Those who qualify, or those of whom something must be asked.
    pub answer: Answer,
    /// Where the page before ended.
    pub after: Option<Uuid>,
    pub limit: usize,
}

/// People without an award, oldest first: they have least time left.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub entitlement: Entitlement,
    pub people: Vec<PersonSummary>,
    pub total: usize,
    pub next: Option<Uuid>,
    pub as_at: Date,
}

/// Each entitlement with how many qualify, how many of them have nothing yet, and what became of the money.
pub async fn overview(actor: &Actor, office: &Office) -> Result<Overview> {
    actor.must(Action::ReadMoney, &actor.authority)?;
    let (catalogue, facts) = read(actor, office).await?;
    let rows = store::entitlement::of_authority(&office.db, &actor.authority).await?;
    let awards = ledger::awards(rows, None)?;
    let mut balances: HashMap<&str, Balance> = HashMap::new();
    for award in &awards {
        let balance = balances.entry(&award.entitlement).or_default();
        *balance = balance.with(award.balance);
    }
    let awarded = awarded(&awards);
    let mut counts: HashMap<String, [usize; 3]> = HashMap::new();
    for_each(
        actor,
        &catalogue,
        &facts,
        &awarded,
        |_, entitlement, answer, has_award| {
            let [qualify, without_award, to_ask] =
                counts.entry(entitlement.id.clone()).or_default();
            *qualify += usize::from(answer == Answer::Yes);
            *without_award += usize::from(answer == Answer::Yes && !has_award);
            *to_ask += usize::from(answer == Answer::Ask && !has_award);
        },
    );
    let asked = asked(actor, today(actor));
    let lines = catalogue
        .entitlements()
        .filter(|entitlement| {
            entitlement
                .nation
                .is_none_or(|nation| nation == asked.nation)
        })
        .map(|entitlement| {
            let [qualify, without_award, to_ask] =
                counts.get(&entitlement.id).copied().unwrap_or_default();
            Line {
                qualify,
                without_award,
                to_ask,
                balance: balances
                    .get(entitlement.id.as_str())
                    .copied()
                    .unwrap_or_default(),
                entitlement: (**entitlement).clone(),
            }
        })
        .collect();
    office.note(actor, "money.overview", None, "").await?;
    Ok(Overview {
        as_at: actor.moment.today,
        lines,
        balance: ledger::balance(&awards),
    })
}

/// The people of an entitlement who have no award of it in the period.
pub async fn people(actor: &Actor, office: &Office, wanted: &PeopleAsked) -> Result<Waiting> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    actor.must(Action::ReadMoney, &actor.authority)?;
    let (catalogue, facts) = read(actor, office).await?;
    let entitlement = catalogue
        .find(&wanted.entitlement)
        .ok_or(Error::NotFound("entitlement"))?
        .clone();
    let rows = store::entitlement::of_authority(&office.db, &actor.authority).await?;
    let awarded = awarded(&ledger::awards(rows, None)?);
    let mut found: Vec<(Date, Uuid)> = Vec::new();
    for_each(
        actor,
        &catalogue,
        &facts,
        &awarded,
        |person, one, answer, has_award| {
            if one.id == entitlement.id && answer == wanted.answer && !has_award {
                found.push(person);
            }
        },
    );
    found.sort_unstable();
    let start = wanted
        .after
        .and_then(|after| found.iter().position(|(_, person)| *person == after))
        .map_or(0, |position| position + 1);
    let page: Vec<Uuid> = found
        .iter()
        .skip(start)
        .take(wanted.limit)
        .map(|(_, person)| *person)
        .collect();
    let population = live_population(actor, office).await?;
    let members = population
        .members
        .iter()
        .map(|member| (member.person, member))
        .collect();
    let lines = store::person::lines(&office.db, &actor.authority, &page).await?;
    let mut people = summaries(actor, office, &facts, &members, lines).await?;
    people.sort_by_key(|person| (person.date_of_birth, person.id));
    let shown = format!("{} {} shown", entitlement.id, people.len());
    office.note(actor, "money.people", None, shown).await?;
    Ok(Waiting {
        entitlement: (*entitlement).clone(),
        people,
        total: found.len(),
        next: page
            .last()
            .copied()
            .filter(|_| start + page.len() < found.len()),
        as_at: actor.moment.today,
    })
}

async fn read(
    actor: &Actor,
    office: &Office,
) -> Result<(Catalogue, std::sync::Arc<AuthorityFacts>)> {
    let catalogue = catalogue(office, &actor.authority, None).await?;
    let facts = office.facts(&actor.authority, None).await?;
    Ok((catalogue, facts))
}

/// For whom, for what and for which period something was awarded and not wholly taken back. Nothing is a sum too: what others pay can be
/// arranged without knowing how much it is.
type Awarded = HashSet<(Uuid, String, String)>;

fn awarded(awards: &[super::Award]) -> Awarded {
    let stands = |award: &&super::Award| {
        award.balance.awarded.is_something()
            || (!award.is_paid_by_council && award.taken_back.is_empty())
    };
    awards
        .iter()
        .filter(stands)
        .map(|award| {
            (
                award.person,
                award.entitlement.clone(),
                award.period.clone(),
            )
        })
        .collect()
}

/// Every entitlement of everybody old enough to have one, each with its answer and whether it was awarded in the period.
fn for_each(
    actor: &Actor,
    catalogue: &Catalogue,
    facts: &AuthorityFacts,
    awarded: &Awarded,
    mut with: impl FnMut((Date, Uuid), &Entitlement, Answer, bool),
) {
    let asked = asked(actor, today(actor));
    // Beyond these ages nothing in any catalogue is given, and most people of an old database are.
    let ages = 14..=30;
    for person in &facts.people {
        let age =
            leaving_care::calendar::age_years(person.date_of_birth, asked.as_at, asked.leap_day);
        if !ages.contains(&age) {
            continue;
        }
        for entitled in entitlements(person, catalogue, asked) {
            let key = (
                person.person,
                entitled.entitlement.id.clone(),
                entitled.period.key(),
            );
            let has_award = awarded.contains(&key);
            with(
                (person.date_of_birth, person.person),
                &entitled.entitlement,
                entitled.answer,
                has_award,
            );
        }
    }
}
