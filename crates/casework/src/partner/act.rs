//! What a work coach may record: the Jobcentre's side, of somebody who agreed that steps are shared, and nothing of the council's.

use leaving_care::{
    claim::{Ledger, Step},
    jobcentre::SharedField,
};
use store::{jobcentre_step::StepRecord, person::PersonVersion};
use uuid::Uuid;

use super::shared_with;
use crate::{
    actor::Actor,
    error::{Error, Result},
    jobcentre::{NewStep, Side},
    office::Office,
};

/// Lets a work coach take steps for a young person, or says why not.
pub(crate) async fn may_take(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    steps: &[NewStep],
) -> Result<PersonVersion> {
    let known = with_steps(actor, office, person).await?;
    if !steps.iter().all(|step| is_the_jobcentres(&step.step)) {
        return Err(Error::NotAllowed);
    }
    Ok(known)
}

/// Lets a work coach put right or withdraw what the Jobcentre recorded, or says why not.
pub(crate) async fn may_change(
    actor: &Actor,
    office: &Office,
    record: &StepRecord,
) -> Result<PersonVersion> {
    let known = with_steps(actor, office, record.person).await?;
    if is_theirs(record) {
        Ok(known)
    } else {
        Err(Error::NotAllowed)
    }
}

/// The person, where steps may be shared with the actor.
async fn with_steps(actor: &Actor, office: &Office, person: Uuid) -> Result<PersonVersion> {
    let (_, shared, _) = shared_with(actor, office, person).await?;
    if !shared.may_see(SharedField::Steps) {
        return Err(Error::Refused(
            "They agreed to be named to the Jobcentre, and not that the claim and appointments are shared. Speak with the adviser."
                .to_owned(),
        ));
    }
    store::person::find(&office.db, person, None)
        .await?
        .ok_or(Error::NotFound("person"))
}

/// Whether the Jobcentre recorded a step, and it is the Jobcentre's to record.
pub(super) fn is_theirs(record: &StepRecord) -> bool {
    record.side == Side::Jobcentre.code() && is_the_jobcentres(&record.taken.step)
}

/// Whether a step is the Jobcentre's to record. Agreements, the adviser's answer, the letter and the challenge are the council's and the
/// young person's.
fn is_the_jobcentres(step: &Step) -> bool {
    match step {
        Step::ClaimPlanned { .. }
        | Step::ClaimStage { .. }
        | Step::AppointmentArranged { .. }
        | Step::AdviserInvited { .. }
        | Step::AppointmentMoved { .. }
        | Step::AppointmentCalledOff { .. }
        | Step::AppointmentAttended { .. }
        | Step::AppointmentMissed { .. }
        | Step::AdviserTold { .. }
        | Step::ConditionalityExplained { .. }
        | Step::SanctionConsidered { .. }
        | Step::SanctionApplied { .. }
        | Step::SanctionNotApplied { .. }
        | Step::SanctionOverturned { .. }
        | Step::SanctionUpheld { .. }
        | Step::ConferenceRequested { .. }
        | Step::ConferenceHeld { .. }
        | Step::Support { .. }
        | Step::Contact { .. } => true,
        Step::InformationGiven { .. }
        | Step::ConsentGiven { .. }
        | Step::ConsentRefused { .. }
        | Step::ConsentWithdrawn { .. }
        | Step::NoClaimNeeded { .. }
        | Step::AdviserConfirmed { .. }
        | Step::LetterWritten { .. }
        | Step::SanctionChallenged { .. }
        | Step::ConferenceCalledOff { .. } => false,
    }
}

/// The ledger without what is the council's or the young person's own: reasons, letters and notes that nobody agreed to share.
pub(super) fn without_the_councils(mut ledger: Ledger) -> Ledger {
    ledger.consent.clear();
    ledger.information.clear();
    ledger.no_claim_needed.clear();
    for appointment in &mut ledger.appointments {
        appointment.letter = None;
    }
    for conference in &mut ledger.conferences {
        conference.why.clear();
        conference.notes.clear();
        conference.recommendation.clear();
    }
    ledger
}
