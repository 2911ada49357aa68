//! The forecast of caseload for 24 months: what is known today, by locality, and who comes and goes in a month.

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::forecast::{Forecast, Step, forecast as of_people};
use uuid::Uuid;

use crate::{
    actor::Actor,
    caseload::{leap_day, living, named},
    error::Result,
    measure::nation_of,
    office::Office,
    permission::Action,
    person::PersonSummary,
};

/// The months ahead, of all or of one locality, with each locality at the end of the time.
#[derive(Debug, Clone)]
pub struct CaseloadForecast {
    pub forecast: Forecast,
    pub localities: Vec<String>,
    /// What was asked for; empty for all.
    pub locality: String,
    /// Each locality with how many there are today and at the end of each month.
    pub by_locality: Vec<(String, usize, Vec<usize>)>,
}

/// Somebody for whom something changes in a month.
#[derive(Debug, Clone)]
pub struct Change {
    pub person: PersonSummary,
    pub on: Date,
    pub step: Step,
    pub if_still_in_care: bool,
}

/// How those without a locality are called.
pub const NO_LOCALITY: &str = "Not recorded";

/// The caseload of the months ahead.
pub async fn open(actor: &Actor, office: &Office, locality: &str) -> Result<CaseloadForecast> {
    actor.must(Action::ReadTeam, &actor.authority)?;
    let facts = office.facts(&actor.authority, None).await?;
    let nation = nation_of(&actor.authority);
    let mut localities = facts.localities.clone();
    localities.sort_unstable();
    localities.retain(|locality| !locality.trim().is_empty());
    let of = |asked: Option<&str>| {
        let people = living(&facts, actor)
            .filter(|person| {
                asked.is_none_or(|asked| is_of(&facts.localities, person.locality, asked))
            })
            .map(|person| &**person);
        of_people(people, nation, actor.moment.today, leap_day())
    };
    let locality = locality.trim();
    let forecast = of((!locality.is_empty()).then_some(locality));
    let mut by_locality = Vec::new();
    if locality.is_empty() {
        for name in localities.iter().map(String::as_str).chain([NO_LOCALITY]) {
            let there = of(Some(name));
            let ends: Vec<usize> = there
                .months
                .iter()
                .map(|month| month.at_end.all())
                .collect();
            if there.today.all() > 0 || ends.iter().any(|end| *end > 0) {
                by_locality.push((name.to_owned(), there.today.all(), ends));
            }
        }
    }
    office.note(actor, "forecast.read", None, "").await?;
    Ok(CaseloadForecast {
        forecast,
        localities,
        locality: locality.to_owned(),
        by_locality,
    })
}

fn is_of(localities: &[String], locality: Option<u16>, asked: &str) -> bool {
    let name = locality
        .and_then(|index| localities.get(usize::from(index)))
        .map_or("", |name| name.trim());
    if asked == NO_LOCALITY {
        name.is_empty()
    } else {
        name == asked
    }
}

/// Who comes, turns 18 or 21, or goes in the month that begins on a day; with a step only those.
pub async fn changes(
    actor: &Actor,
    office: &Office,
    first_day: Date,
    step: Option<Step>,
    locality: &str,
) -> Result<Vec<Change>> {
    actor.must(Action::ReadTeam, &actor.authority)?;
    let asked = open(actor, office, locality).await?;
    let ahead: Vec<_> = asked
        .forecast
        .months
        .into_iter()
        .filter(|month| month.first_day == first_day)
        .flat_map(|month| month.ahead)
        .filter(|ahead| step.is_none_or(|step| ahead.step == step))
        .collect();
    let ids: Vec<Uuid> = ahead.iter().map(|ahead| ahead.person).collect();
    let people: HashMap<Uuid, PersonSummary> = named(actor, office, &ids).await?;
    office
        .note(
            actor,
            "forecast.people",
            None,
            format!("{} shown", ahead.len()),
        )
        .await?;
    Ok(ahead
        .into_iter()
        .filter_map(|ahead| {
            people.get(&ahead.person).map(|person| Change {
                person: person.clone(),
                on: ahead.on,
                step: ahead.step,
                if_still_in_care: ahead.if_still_in_care,
            })
        })
        .collect())
}
