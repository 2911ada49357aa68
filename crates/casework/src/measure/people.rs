//! The people behind a figure, each with the status that was counted.

use std::collections::HashMap;

use jiff::civil::Date;
use measures::{measure, population::Member};
use uuid::Uuid;

use super::{MeasureQuery, question};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
    person::{PersonSummary, list::summaries},
};

/// Which of the two lists behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// The numerator.
    Counted,
    /// The denominator.
    OutOf,
}

impl Whom {
    pub fn code(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::OutOf => "out_of",
        }
    }
}

impl std::str::FromStr for Whom {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        [Self::Counted, Self::OutOf]
            .into_iter()
            .find(|whom| whom.code() == text)
            .ok_or(())
    }
}

/// One of them. Activity, home and in-touch status are those of `status_on`; name, age and adviser are today's.
#[derive(Debug, Clone)]
pub struct PersonBehind {
    pub person: PersonSummary,
    /// The birthday in the year, or the day asked about.
    pub status_on: Date,
    pub is_counted: bool,
}

/// A page of them in order of name.
#[derive(Debug, Clone)]
pub struct Behind {
    pub total: usize,
    pub people: Vec<PersonBehind>,
    /// After whom the next page starts.
    pub next: Option<Uuid>,
}

/// Opens the numerator or the denominator of a figure.
pub async fn behind(
    actor: &Actor,
    office: &Office,
    query: &MeasureQuery,
    whom: Whom,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Behind> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    actor.must(Action::ReadMeasures, &actor.authority)?;
    let measure = measure::find(&query.measure).ok_or(Error::NotFound("measure"))?;
    let question = question(actor, query, measure)?;
    let population = office
        .population(&actor.authority, question, query.known_at)
        .await?;
    let members: HashMap<Uuid, &Member> = population
        .members
        .iter()
        .filter(|member| (measure.among)(member))
        .filter(|member| whom == Whom::OutOf || (measure.counted)(member))
        .map(|member| (member.person, member))
        .collect();
    let ids: Vec<Uuid> = members.keys().copied().collect();
    let facts = office.facts(&actor.authority, None).await?;
    let lines = store::person::lines(&office.db, &actor.authority, &ids).await?;
    let mut people = summaries(actor, office, &facts, &members, lines).await?;
    people.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    let total = people.len();
    let start = after
        .and_then(|after| people.iter().position(|person| person.id == after))
        .map_or(0, |position| position + 1);
    let page: Vec<PersonBehind> = people
        .into_iter()
        .skip(start)
        .take(limit)
        .filter_map(|person| {
            let member = members.get(&person.id)?;
            Some(PersonBehind {
                status_on: member.status_on,
                is_counted: (measure.counted)(member),
                person,
            })
        })
        .collect();
    let shown = format!("{} {} shown", measure.id, page.len());
    office.note(actor, "measure.people", None, shown).await?;
    let next = page
        .last()
        .filter(|_| start + page.len() < total)
        .map(|last| last.person.id);
    Ok(Behind {
        total,
        people: page,
        next,
    })
}
