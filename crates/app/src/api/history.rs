//! The history of a person: everything that was ever recorded about them, and what became of it.

use axum::Json;
use axum::extract::State;
use casework::disclosure::{self, Disclosure};
use casework::person::{self, PastIdentifier, PersonVersion};
use casework::spell::Superseded;
use casework::{Action, Actor, Error, Office, better_off, entitlement, jobcentre};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::better_off::Sum;
use super::call::{Caller, Path};
use super::contact::Contact;
use super::entitlement::Award;
use super::error::{Answer, ErrorBody};
use super::event::Event;
use super::jobcentre::JobcentreStep;
use super::pathway_plan::HeldAnswer;
use super::person::Identifier;
use super::spell::Spell;
use crate::state::App;

/// Each list newest first.
#[derive(Serialize, ToSchema)]
pub struct History {
    details: Vec<DetailsVersion>,
    identifiers: Vec<IdentifierVersion>,
    spells: Vec<SpellVersion>,
    /// Empty where the role may not read contacts.
    contacts: Vec<ContactVersion>,
    /// Steps that happened on one day.
    events: Vec<EventVersion>,
    /// What was awarded, with its payments and their steps; empty where the role may not read money.
    awards: Vec<Award>,
    /// Better-off sums that were kept; empty where the role works none out.
    sums: Vec<Sum>,
    /// Every version of every step at the Jobcentre; empty where the role may not read contacts.
    jobcentre_steps: Vec<StepVersion>,
    /// What was shown to the Jobcentre or sent there: to whom, when, why and which fields.
    disclosures: Vec<Disclosed>,
    /// Plans, promises, readiness list and education plan; none where the role may not read them.
    plans: Option<HeldAnswer>,
}

/// What was known of a person apart from dated facts.
#[derive(Serialize, ToSchema)]
pub struct DetailsVersion {
    id: Uuid,
    /// Names, date of birth, phone and so on; without names where the role may not read them.
    #[schema(value_type = Object)]
    details: serde_json::Value,
    source: String,
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Timestamp,
    recorded_by: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    superseded_at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
pub struct IdentifierVersion {
    #[serde(flatten)]
    identifier: Identifier,
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Timestamp,
    recorded_by: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    superseded_at: Option<Timestamp>,
    superseded_by: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct SpellVersion {
    #[serde(flatten)]
    spell: Spell,
    superseded: Option<NoLonger>,
}

#[derive(Serialize, ToSchema)]
pub struct ContactVersion {
    #[serde(flatten)]
    contact: Contact,
    superseded: Option<NoLonger>,
}

#[derive(Serialize, ToSchema)]
pub struct EventVersion {
    #[serde(flatten)]
    event: Event,
    superseded: Option<NoLonger>,
}

#[derive(Serialize, ToSchema)]
pub struct StepVersion {
    #[serde(flatten)]
    step: JobcentreStep,
    superseded: Option<NoLonger>,
}

/// Something about the person that left the council.
#[derive(Serialize, ToSchema)]
pub struct Disclosed {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who saw it or was sent it: "Robin Vale, Chelmsford".
    recipient: String,
    district: String,
    how: &'static str,
    /// By whose hand.
    by: String,
    why: String,
    /// `name`, `date_of_birth`, `steps` and so on. What stood in them is not kept.
    fields: Vec<&'static str>,
    /// How many people it was about, this one included.
    people: i64,
}

impl From<Disclosure> for Disclosed {
    fn from(disclosure: Disclosure) -> Self {
        Self {
            at: disclosure.at,
            recipient: disclosure.recipient,
            district: disclosure.district,
            how: disclosure.way,
            by: disclosure.by,
            why: disclosure.purpose,
            fields: disclosure.fields.iter().map(|field| field.code()).collect(),
            people: disclosure.people,
        }
    }
}

/// Since when and why something no longer counts.
#[derive(Serialize, ToSchema)]
pub struct NoLonger {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    by: String,
    /// What took its place; none when it was withdrawn.
    replaced_by: Option<Uuid>,
    reason: String,
}

impl From<Superseded> for NoLonger {
    fn from(superseded: Superseded) -> Self {
        Self {
            at: superseded.at,
            by: superseded.by,
            replaced_by: superseded.replaced_by,
            reason: superseded.reason,
        }
    }
}

impl From<PersonVersion> for DetailsVersion {
    fn from(version: PersonVersion) -> Self {
        Self {
            id: version.id,
            details: serde_json::to_value(&version.details).unwrap_or_default(),
            source: version.stamp.source,
            recorded_at: version.stamp.at,
            recorded_by: version.stamp.by,
            superseded_at: version.superseded_at,
        }
    }
}

impl From<PastIdentifier> for IdentifierVersion {
    fn from(version: PastIdentifier) -> Self {
        let (superseded_at, superseded_by) = version.superseded.unzip();
        Self {
            identifier: version.identifier.into(),
            recorded_at: version.recorded_at,
            recorded_by: version.recorded_by,
            superseded_at,
            superseded_by,
        }
    }
}

/// Everything that was ever recorded about a person: nothing is overwritten.
#[utoipa::path(get, path = "/people/{id}/history", tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, body = History), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<Uuid>,
) -> Answer<History> {
    Ok(Json(History::read(&actor, &app.office, id).await?))
}

impl History {
    /// Everything that is held about a person, as far as the actor may read it.
    pub async fn read(actor: &Actor, office: &Office, id: Uuid) -> Result<Self, Error> {
        let history = person::history(actor, office, id).await?;
        let plans = if actor.may(Action::ReadPlans) {
            Some(HeldAnswer::read(actor, office, id).await?)
        } else {
            None
        };
        let awards = if actor.may(Action::ReadMoney) {
            entitlement::history(actor, office, id).await?
        } else {
            Vec::new()
        };
        let sums = if actor.may(Action::WorkOutBetterOff) {
            better_off::history(actor, office, id).await?
        } else {
            Vec::new()
        };
        let steps = if actor.may(Action::ReadContacts) {
            jobcentre::history(actor, office, id).await?
        } else {
            Vec::new()
        };
        let disclosures = disclosure::history(actor, office, id).await?;
        let steps = steps.into_iter().map(|mut entry| StepVersion {
            superseded: entry.superseded.take().map(NoLonger::from),
            step: entry.into(),
        });
        let spells = history.spells.into_iter().map(|mut record| SpellVersion {
            superseded: record.superseded.take().map(NoLonger::from),
            spell: record.into(),
        });
        let contacts = history
            .contacts
            .into_iter()
            .map(|mut contact| ContactVersion {
                superseded: contact.superseded.take().map(NoLonger::from),
                contact: contact.into(),
            });
        let events = history.events.into_iter().map(|mut record| EventVersion {
            superseded: record.superseded.take().map(NoLonger::from),
            event: record.into(),
        });
        Ok(Self {
            plans,
            jobcentre_steps: steps.collect(),
            disclosures: disclosures.into_iter().map(Disclosed::from).collect(),
            events: events.collect(),
            awards: awards.iter().map(Award::from).collect(),
            sums: sums.iter().map(Sum::from).collect(),
            spells: spells.collect(),
            contacts: contacts.collect(),
            details: history
                .details
                .into_iter()
                .map(DetailsVersion::from)
                .collect(),
            identifiers: history
                .identifiers
                .into_iter()
                .map(IdentifierVersion::from)
                .collect(),
        })
    }
}
