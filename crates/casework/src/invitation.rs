//! Invitations of advisers to interviews at the Jobcentre to which nobody has answered: the loop that the protocol asks to be closed.

use jiff::civil::Date;
use leaving_care::claim::Purpose;
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::Result,
    jobcentre::ledgers_of_authority,
    office::Office,
    permission::Action,
    person::list::{adviser_of, shown_line_name, worker_names},
};

/// An invitation without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    pub person: Uuid,
    pub name: String,
    pub purpose: Purpose,
    pub for_day: Date,
    pub time: String,
    pub invited_on: Date,
    /// `None` where the young person has no personal adviser: nobody was there to answer.
    pub adviser: Option<String>,
}

/// Every invitation of the authority to which the adviser has not answered and whose day has not passed, the soonest first.
pub async fn unanswered(actor: &Actor, office: &Office) -> Result<Vec<Unanswered>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let today = actor.moment.today;
    let mut waiting = Vec::new();
    for (person, ledger) in ledgers_of_authority(office, &actor.authority).await? {
        for appointment in &ledger.appointments {
            if let (true, Some(invited_on)) = (
                appointment.is_unconfirmed_on(today),
                appointment.adviser_invited_on,
            ) {
                waiting.push(Unanswered {
                    person,
                    name: String::new(),
                    purpose: appointment.purpose,
                    for_day: appointment.for_day,
                    time: appointment.time.clone(),
                    invited_on,
                    adviser: None,
                });
            }
        }
    }
    let ids: Vec<Uuid> = waiting.iter().map(|one| one.person).collect();
    let lines = store::person::lines(&office.db, &actor.authority, &ids).await?;
    let facts = office.facts(&actor.authority, None).await?;
    let advisers = ids
        .iter()
        .filter_map(|id| adviser_of(&facts, *id, today))
        .collect();
    let workers = worker_names(office, &actor.authority, advisers).await?;
    for one in &mut waiting {
        one.name = lines
            .iter()
            .find(|line| line.person_id == one.person)
            .map(|line| shown_line_name(actor, line))
            .unwrap_or_default();
        one.adviser = adviser_of(&facts, one.person, today)
            .and_then(|adviser| workers.get(&adviser).cloned());
    }
    waiting.sort_by(|one, other| {
        (one.for_day, &one.name, one.person).cmp(&(other.for_day, &other.name, other.person))
    });
    let detail = format!("{} shown", waiting.len());
    office
        .note(actor, "jobcentre.invitations", None, detail)
        .await?;
    Ok(waiting)
}
