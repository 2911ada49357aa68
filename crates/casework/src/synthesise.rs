//! Filling a database with a made-up council whose facts come to an authority's published counts, cell by cell.

mod activities;
mod care;
mod cells;
mod claims;
mod cohort;
mod contacts;
mod council;
mod dice;
mod events;
mod homes;
mod jobcentres;
mod life;
mod money;
mod people;
mod plans;
mod protocols;
mod sums;
mod targets;
mod team;
mod work_and_study;
mod workers;

use leaving_care::person::PersonDetails;
use measures::published::{self, embedded};
use serde::Serialize;
use store::{Recorded, person::Stamp};
use uuid::Uuid;

pub use council::{Council, SyntheticPerson, council};
use dice::{Dice, Purpose};
pub use targets::{BandTargets, Targets, targets};

use crate::{
    actor::Actor,
    authority::row_of,
    error::{Error, Result},
    office::{Office, event},
    permission::{Action, Role},
    person::{View, change::identifier_rows},
};

/// Which authorities to make up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// By its nine-character code or its three digits.
    One(String),
    /// Every English authority with figures for the year: England.
    All,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub which: Which,
    /// The published year to reproduce, by the year in which it ends.
    pub year_ending: i16,
    pub seed: u64,
    pub with_contacts: bool,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub authority: String,
    /// Authorities finished, of how many.
    pub done: usize,
    pub of: usize,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub authorities: usize,
    pub people: usize,
    pub spells: usize,
    pub contacts: usize,
    pub workers: usize,
    /// People with an activity or a home that stands in for a figure that was held back.
    pub imputed_people: usize,
    /// Codes of authorities that could not be made up, each with a sentence that says why.
    pub refused: Vec<(String, String)>,
}

/// Makes councils up and writes them, one transaction an authority. A single authority that cannot be made up is an error; of all of
/// England it is told in the summary. An authority that has people already is never added to.
pub async fn synthesise(
    actor: &Actor,
    office: &Office,
    request: &Request,
    mut progress: impl FnMut(Progress),
) -> Result<Summary> {
    let authorities = chosen(request)?;
    let mut summary = Summary::default();
    for (done, authority) in authorities.iter().enumerate() {
        progress(Progress {
            authority: authority.name.clone(),
            done,
            of: authorities.len(),
        });
        match one(actor, office, request, authority, &mut summary).await {
            Err(Error::Refused(why)) if request.which == Which::All => {
                summary.refused.push((authority.gss_code.clone(), why));
            }
            result => result?,
        }
    }
    // The planner must know the new sizes before the first page is asked for.
    office.db.analyse().await?;
    Ok(summary)
}

fn chosen(request: &Request) -> Result<Vec<&'static published::Authority>> {
    let authorities = embedded().authorities.iter();
    match &request.which {
        // Those that were abolished before the year are not missing from it.
        Which::All => Ok(authorities
            .filter(|authority| authority.number.is_some())
            .filter(|authority| {
                authority.is_current || targets(embedded(), authority, request.year_ending).is_ok()
            })
            .collect()),
        Which::One(code) => {
            let code = code.trim();
            let found = authorities
                .filter(|authority| {
                    authority.code.eq_ignore_ascii_case(code)
                        || authority.gss_code.eq_ignore_ascii_case(code)
                })
                .max_by_key(|authority| authority.is_current);
            Ok(vec![found.ok_or(Error::NotFound("authority: give its nine-character code, such as E10000017, or its three digits, such as 888"))?])
        }
    }
}

async fn one(
    actor: &Actor,
    office: &Office,
    request: &Request,
    authority: &published::Authority,
    summary: &mut Summary,
) -> Result<()> {
    // Whoever may run the program on its own machine may fill every authority; anybody else only their own.
    let mut actor = actor.clone();
    if actor.role == Role::CommandLine {
        actor.authority.clone_from(&authority.gss_code);
    }
    actor.must(Action::Synthesise, &authority.gss_code)?;
    let targets = targets(embedded(), authority, request.year_ending).map_err(Error::Refused)?;
    let already_there = store::person::count(&office.db, &authority.gss_code).await?;
    if already_there > 0 {
        return Err(Error::Refused(format!(
            "{} already has {already_there} people here, and made-up people must never be mixed with others. Name a new database with --db, \
             or an authority without people.",
            authority.name
        )));
    }
    let council = council(authority, &targets, request.seed, request.with_contacts);
    write(&actor, office, authority, &council, request).await?;
    if request.with_contacts {
        write_money(&actor, office, authority, request).await?;
        write_directory(&actor, office, authority, &council, request).await?;
        write_claims(&actor, office, authority, &council, request).await?;
        write_protocols(&actor, office, authority, request).await?;
        write_plans(&actor, office, authority, &council, request).await?;
        write_steps(&actor, office, authority, request).await?;
        team::write(&actor, office, &authority.gss_code).await?;
    }
    summary.authorities += 1;
    summary.people += council.people.len();
    summary.spells += council
        .people
        .iter()
        .map(|person| person.spells.len())
        .sum::<usize>();
    summary.contacts += council
        .people
        .iter()
        .map(|person| person.contacts.len())
        .sum::<usize>();
    summary.workers += council.workers.len();
    summary.imputed_people += council
        .people
        .iter()
        .filter(|person| person.is_imputed)
        .count();
    Ok(())
}

async fn write(
    actor: &Actor,
    office: &Office,
    authority: &published::Authority,
    council: &Council,
    request: &Request,
) -> Result<()> {
    let code = &authority.gss_code;
    let stamp = Stamp {
        at: actor.moment.now,
        by: "made up".into(),
        source: "synthesised".into(),
    };
    let mut identifiers = Vec::new();
    for person in &council.people {
        identifiers.extend(identifier_rows(office, person.id, &person.identifiers)?);
    }
    let people: Vec<Recorded<(Uuid, &PersonDetails)>> = council
        .people
        .iter()
        .map(|person| Recorded {
            value: (person.id, &person.details.value),
            at: person.details.at,
        })
        .collect();
    let mut tx = office.db.begin().await?;
    store::authority::save(&mut tx, &row_of(authority)).await?;
    for worker in &council.workers {
        store::worker::save(&mut tx, worker).await?;
    }
    let version = store::authority::raise_version(&mut tx, code).await?;
    store::person::insert_recorded(&mut tx, code, &people, &stamp, version).await?;
    store::person::insert_identifiers(&mut tx, code, &identifiers, &stamp).await?;
    // Some hundreds of people at a time, so that the lists of references stay small.
    for people in council.people.chunks(200) {
        let spells: Vec<_> = people
            .iter()
            .flat_map(|person| &person.spells)
            .map(|spell| Recorded {
                value: &spell.value,
                at: spell.at,
            })
            .collect();
        store::spell::insert_recorded(&mut tx, code, &spells, &stamp).await?;
        let contacts: Vec<_> = people
            .iter()
            .flat_map(|person| &person.contacts)
            .map(|contact| Recorded {
                value: &contact.value,
                at: contact.at,
            })
            .collect();
        store::contact::insert_recorded(&mut tx, code, &contacts, &stamp).await?;
    }
    let detail = format!(
        "{} people, year ending {}, seed {}",
        council.people.len(),
        request.year_ending,
        request.seed
    );
    store::audit::insert_many(&mut tx, &[event(actor, "synthesise", None, detail)]).await?;
    tx.commit().await?;
    Ok(())
}

/// What people were awarded and paid, and what was worked out for them, follows from their facts, so it comes once these stand.
async fn write_money(
    actor: &Actor,
    office: &Office,
    authority: &published::Authority,
    request: &Request,
) -> Result<()> {
    let facts = office.facts(&authority.gss_code, None).await?;
    let number = authority.number.unwrap_or_default();
    let mut dice = Dice::new(request.seed, number, request.year_ending, Purpose::Money);
    // Nobody is paid after the day on which somebody looks.
    let last_day = life::last_day(request.year_ending).min(actor.moment.today);
    let money = money::money(&mut dice, &facts, last_day)?;
    let mut dice = Dice::new(request.seed, number, request.year_ending, Purpose::Sums);
    let sums = sums::sums(&mut dice, &facts, last_day);
    let mut tx = office.db.begin().await?;
    money::write(&mut tx, &money).await?;
    for sum in &sums {
        store::better_off::insert(&mut tx, sum).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Health, school, homes and birthdays; and, once the duties follow from these, a few that were put off. Comes last, so that nothing is
/// put off that another step has done.
async fn write_steps(
    actor: &Actor,
    office: &Office,
    authority: &published::Authority,
    request: &Request,
) -> Result<()> {
    let code = &authority.gss_code;
    let facts = office.facts(code, None).await?;
    let number = authority.number.unwrap_or_default();
    let mut dice = Dice::new(request.seed, number, request.year_ending, Purpose::Events);
    let last_day = life::last_day(request.year_ending).min(actor.moment.today);
    let steps = events::steps(&mut dice, &facts, last_day);
    let mut tx = office.db.begin().await?;
    events::write(&mut tx, code, &steps).await?;
    tx.commit().await?;
    let view = View {
        as_at: last_day,
        known_at: None,
    };
    let duties = crate::duty::everybodys(office, code, view).await?;
    let excuses = events::excuses(&mut dice, &duties, last_day);
    let mut tx = office.db.begin().await?;
    events::write(&mut tx, code, &excuses).await?;
    tx.commit().await?;
    Ok(())
}

/// What the council has decided about protocols, and the agreement that it signed.
async fn write_protocols(
    actor: &Actor,
    office: &Office,
    authority: &published::Authority,
    request: &Request,
) -> Result<()> {
    let number = authority.number.unwrap_or_default();
    let mut dice = Dice::new(
        request.seed,
        number,
        request.year_ending,
        Purpose::Protocols,
    );
    let last_day = life::last_day(request.year_ending).min(actor.moment.today);
    let code = &authority.gss_code;
    let decisions = protocols::decisions(&mut dice, code, last_day)?;
    let agreement = protocols::agreement(&mut dice, code, &authority.name, last_day)?;
    let mut tx = office.db.begin().await?;
    protocols::write(&mut tx, &decisions, &agreement).await?;
    store::authority::raise_version(&mut tx, code).await?;
    tx.commit().await?;
    Ok(())
}

/// The directory of Jobcentres, which the council has kept for a while.
async fn write_directory(
    actor: &Actor,
    office: &Office,
    authority: &published::Authority,
    council: &Council,
    request: &Request,
) -> Result<()> {
    let number = authority.number.unwrap_or_default();
    let mut dice = Dice::new(
        request.seed,
        number,
        request.year_ending,
        Purpose::Directory,
    );
    let last_day = life::last_day(request.year_ending).min(actor.moment.today);
    let code = &authority.gss_code;
    let made = jobcentres::directory(&mut dice, code, &council.workers, last_day);
    let mut tx = office.db.begin().await?;
    jobcentres::write(&mut tx, code, &made).await?;
    tx.commit().await?;
    Ok(())
}

/// What happened at the Jobcentre follows from who is without education and work since when.
async fn write_claims(
    actor: &Actor,
    office: &Office,
    authority: &published::Authority,
    council: &Council,
    request: &Request,
) -> Result<()> {
    let code = &authority.gss_code;
    let facts = office.facts(code, None).await?;
    let number = authority.number.unwrap_or_default();
    let mut dice = Dice::new(request.seed, number, request.year_ending, Purpose::Claims);
    let last_day = life::last_day(request.year_ending).min(actor.moment.today);
    let claims = claims::claims(&mut dice, &facts, &council.workers, last_day);
    let mut tx = office.db.begin().await?;
    claims::write(&mut tx, code, &claims).await?;
    tx.commit().await?;
    Ok(())
}

/// Plans, promises and readiness lists follow from who is entitled to them.
async fn write_plans(
    actor: &Actor,
    office: &Office,
    authority: &published::Authority,
    council: &Council,
    request: &Request,
) -> Result<()> {
    let code = &authority.gss_code;
    let facts = office.facts(code, None).await?;
    let number = authority.number.unwrap_or_default();
    let mut dice = Dice::new(request.seed, number, request.year_ending, Purpose::Plans);
    let last_day = life::last_day(request.year_ending).min(actor.moment.today);
    let made = plans::plans(&mut dice, &facts, &council.workers, last_day);
    let mut tx = office.db.begin().await?;
    plans::write(&mut tx, code, &made).await?;
    store::authority::raise_version(&mut tx, code).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests;
