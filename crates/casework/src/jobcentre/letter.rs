//! The draft of the letter about a good reason, from what is recorded.

use leaving_care::claim::{LetterFacts, Step, good_reason_letter};
use uuid::Uuid;

use super::{Act, ledger_of, may_act_at_jobcentre, today};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
    person::open::shown_name,
};

/// The letter for a missed appointment: as it was last written, or else drafted from the record.
pub async fn draft_letter(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    appointment: Uuid,
) -> Result<String> {
    actor.must(Action::RecordContacts, &actor.authority)?;
    let known = may_act_at_jobcentre(actor, office, person, Act::Read).await?;
    let view = today(actor);
    let records = store::jobcentre_step::of_person(&office.db, person, view.as_at, None).await?;
    let ledger = ledger_of(&records);
    let missed = ledger
        .appointment(appointment)
        .filter(|known| known.missed_on().is_some())
        .ok_or(Error::NotFound("missed appointment"))?;
    office
        .note(
            actor,
            "jobcentre.letter",
            Some(person),
            appointment.to_string(),
        )
        .await?;
    if let Some((_, text)) = &missed.letter {
        return Ok(text.clone());
    }
    let reason = records
        .iter()
        .filter(|record| record.taken.about == appointment)
        .filter_map(|record| match &record.taken.step {
            Step::AppointmentMissed { note } => Some(note.clone()),
            _ => None,
        })
        .next_back()
        .unwrap_or_default();
    let council = store::authority::find(&office.db, &actor.authority).await?;
    let facts = LetterFacts {
        name: shown_name(actor, &known),
        council: council.map(|row| row.name).unwrap_or_default(),
        adviser: actor.name.clone(),
        reason,
    };
    Ok(good_reason_letter(&ledger, missed, &facts, view.as_at))
}
