//! What rules read of a step: the events that are written with it.

use super::{
    Channel, Ledger, Purpose, Stage, Step, SupportItem, SupportStage, Taken, support_menu,
};
use crate::event::{Attendee, Event, EventDetails, EventKind};

impl Ledger {
    /// The events of a step. The ledger holds at least what the step goes on with.
    pub fn events_of(&self, taken: &Taken) -> Vec<Event> {
        let plain = |kind: EventKind| vec![Event::new(kind, taken.on)];
        match &taken.step {
            Step::InformationGiven { .. } => plain(EventKind::InformationGiven),
            Step::ConsentGiven { .. } => plain(EventKind::ConsentGiven),
            Step::ConsentRefused { .. } => plain(EventKind::ConsentRefused),
            Step::ConsentWithdrawn { .. } => plain(EventKind::ConsentWithdrawn),
            Step::NoClaimNeeded { .. } => plain(EventKind::NoClaimNeeded),
            Step::ClaimStage { stage, .. } => self.events_of_stage(taken, *stage),
            Step::AppointmentArranged {
                purpose: Purpose::EarlyInterview,
                ..
            } => plain(EventKind::EarlyInterviewArranged),
            Step::AdviserInvited { .. } if self.is_first_interview(taken) => {
                plain(EventKind::InterviewInvitationSent)
            }
            Step::AdviserConfirmed { .. } if self.is_first_interview(taken) => {
                plain(EventKind::InterviewInvitationConfirmed)
            }
            Step::AppointmentAttended {
                present,
                substitute,
                is_handover,
                ..
            } => self.events_of_attended(taken, present, substitute, *is_handover),
            Step::AppointmentMissed { .. } => plain(EventKind::AppointmentFailed),
            Step::AdviserTold { .. } => plain(EventKind::AdviserTold),
            Step::ConditionalityExplained { channel, .. } => {
                let details = EventDetails {
                    face_to_face: Some(*channel == Channel::FaceToFace),
                    present: vec![Attendee::YoungPerson, Attendee::PersonalAdviser],
                    ..EventDetails::default()
                };
                vec![Event::new(EventKind::ConditionalityExplained, taken.on).with(details)]
            }
            Step::SanctionConsidered { .. } => plain(EventKind::SanctionConsidered),
            Step::SanctionApplied { .. } => plain(EventKind::SanctionApplied),
            Step::SanctionNotApplied { .. } => plain(EventKind::SanctionNotApplied),
            Step::SanctionChallenged { .. } => plain(EventKind::SanctionChallenged),
            Step::SanctionOverturned { .. } => plain(EventKind::SanctionOverturned),
            Step::SanctionUpheld { .. } => plain(EventKind::SanctionUpheld),
            Step::ConferenceRequested { .. } => plain(EventKind::CaseConferenceRequested),
            Step::ConferenceHeld { present, .. } => {
                let details = EventDetails {
                    present: present.clone(),
                    adviser_present: Some(has_adviser(present)),
                    ..EventDetails::default()
                };
                vec![Event::new(EventKind::CaseConferenceHeld, taken.on).with(details)]
            }
            Step::Support {
                item,
                stage: SupportStage::Offered,
                ..
            } => {
                let is_caseload = support_menu::find(item).is_some_and(SupportItem::is_caseload);
                plain(if is_caseload {
                    EventKind::SocialJusticeCaseloadOffered
                } else {
                    EventKind::SupportMenuOffered
                })
            }
            Step::Contact {
                channel,
                adviser_present,
                ..
            } => vec![contact(
                taken,
                *channel == Channel::FaceToFace,
                *adviser_present,
                Vec::new(),
            )],
            Step::ClaimPlanned { .. }
            | Step::AppointmentArranged { .. }
            | Step::AdviserInvited { .. }
            | Step::AdviserConfirmed { .. }
            | Step::AppointmentMoved { .. }
            | Step::AppointmentCalledOff { .. }
            | Step::LetterWritten { .. }
            | Step::ConferenceCalledOff { .. }
            | Step::Support { .. } => Vec::new(),
        }
    }

    fn events_of_stage(&self, taken: &Taken, stage: Stage) -> Vec<Event> {
        let kind = match stage {
            Stage::FormsRequested => EventKind::ClaimFormsRequested,
            Stage::FormsSent => EventKind::ClaimFormsSent,
            Stage::FormsReturned => EventKind::ClaimFormsReturned,
            Stage::EarlyInterviewArranged => EventKind::EarlyInterviewArranged,
            Stage::Prepared => EventKind::ClaimPrepared,
            Stage::Submitted => EventKind::ClaimSubmitted,
            Stage::Started => EventKind::ClaimStarted,
            Stage::FirstPayment => EventKind::FirstPayment,
            Stage::Ended => EventKind::ClaimEnded,
        };
        let regime = self
            .claim(taken.about)
            .map_or("", |claim| claim.benefit.code());
        let details = EventDetails {
            regime: regime.to_owned(),
            ..EventDetails::default()
        };
        vec![Event::new(kind, taken.on).with(details)]
    }

    /// An appointment that somebody came to is a contact with the Jobcentre too.
    fn events_of_attended(
        &self,
        taken: &Taken,
        present: &[Attendee],
        substitute: &str,
        is_handover: bool,
    ) -> Vec<Event> {
        let face_to_face = self
            .appointment(taken.about)
            .is_some_and(|known| known.channel == Channel::FaceToFace);
        let mut events = Vec::new();
        if is_handover {
            let details = EventDetails {
                face_to_face: Some(face_to_face),
                adviser_present: Some(has_adviser(present)),
                present: present.to_vec(),
                substitute: substitute.trim().to_owned(),
                ..EventDetails::default()
            };
            events.push(Event::new(EventKind::ThreeWayInterview, taken.on).with(details));
        }
        events.push(Event::new(EventKind::AppointmentAttended, taken.on));
        events.push(contact(
            taken,
            face_to_face,
            has_adviser(present),
            present.to_vec(),
        ));
        events
    }

    fn is_first_interview(&self, taken: &Taken) -> bool {
        self.appointment(taken.about)
            .is_some_and(|known| known.purpose == Purpose::WarmHandover)
    }
}

fn contact(
    taken: &Taken,
    face_to_face: bool,
    adviser_present: bool,
    present: Vec<Attendee>,
) -> Event {
    let details = EventDetails {
        face_to_face: Some(face_to_face),
        adviser_present: Some(adviser_present),
        present,
        ..EventDetails::default()
    };
    Event::new(EventKind::JobcentreContact, taken.on).with(details)
}

fn has_adviser(present: &[Attendee]) -> bool {
    present
        .iter()
        .any(|one| matches!(one, Attendee::PersonalAdviser | Attendee::YouthAdviser))
}

/// The page below a person's on which what fulfils a duty of this kind is recorded; `None` where the fact is recorded elsewhere.
pub fn page_for(kind: EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::InformationGiven => "jobcentre/record/information",
        EventKind::ConsentGiven | EventKind::ConsentRefused | EventKind::ConsentWithdrawn => {
            "jobcentre/record/consent"
        }
        EventKind::NoClaimNeeded => "jobcentre/record/no-claim",
        EventKind::ClaimFormsRequested
        | EventKind::ClaimFormsSent
        | EventKind::ClaimFormsReturned
        | EventKind::EarlyInterviewArranged
        | EventKind::ClaimPrepared
        | EventKind::ClaimSubmitted
        | EventKind::ClaimStarted
        | EventKind::FirstPayment
        | EventKind::ClaimEnded => "jobcentre#claim",
        EventKind::InterviewInvitationSent
        | EventKind::InterviewInvitationConfirmed
        | EventKind::ThreeWayInterview
        | EventKind::AppointmentAttended
        | EventKind::AppointmentFailed
        | EventKind::AdviserTold
        | EventKind::ConditionalityExplained
        | EventKind::SanctionConsidered
        | EventKind::SanctionApplied
        | EventKind::SanctionNotApplied
        | EventKind::SanctionChallenged
        | EventKind::SanctionOverturned
        | EventKind::SanctionUpheld => "jobcentre#appointments",
        EventKind::JobcentreContact => "jobcentre/record/contact",
        EventKind::CaseConferenceRequested | EventKind::CaseConferenceHeld => {
            "jobcentre/record/conference"
        }
        EventKind::SocialJusticeCaseloadOffered | EventKind::SupportMenuOffered => {
            "jobcentre/record/support"
        }
        _ => return None,
    })
}
