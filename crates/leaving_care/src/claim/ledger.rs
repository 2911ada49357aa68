//! The steps of one young person put together: each claim, appointment, sanction, conference and support as it stands.

use jiff::civil::Date;
use uuid::Uuid;

use super::{
    Benefit, Channel, How, Purpose, SanctionState, Scope, Stage, Step, SupportStage, Taken,
};
use crate::event::Attendee;

/// Everything that stands, each list in the order in which it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    pub claims: Vec<Claim>,
    pub appointments: Vec<Appointment>,
    pub sanctions: Vec<Sanction>,
    pub conferences: Vec<Conference>,
    pub support: Vec<Support>,
    pub consent: Vec<ConsentEntry>,
    /// When the young person was told what the Jobcentre offers, and with which material.
    pub information: Vec<(Date, String)>,
    /// When it was recorded that no claim is needed, and why.
    pub no_claim_needed: Vec<(Date, String)>,
    pub contacts: Vec<Contact>,
}

/// A claim for a benefit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub id: Uuid,
    pub benefit: Benefit,
    pub office: String,
    pub work_coach: String,
    pub planned_on: Date,
    stages: Vec<(Stage, Date)>,
}

impl Claim {
    /// The day of a stage, where it is recorded.
    pub fn day_of(&self, stage: Stage) -> Option<Date> {
        self.stages
            .iter()
            .find(|(known, _)| *known == stage)
            .map(|(_, on)| *on)
    }

    pub fn stages(&self) -> impl Iterator<Item = (Stage, Date)> {
        self.stages.iter().copied()
    }

    /// Not yet ended.
    pub fn is_open(&self) -> bool {
        self.day_of(Stage::Ended).is_none()
    }

    /// Whether it had begun by this day and not ended.
    pub fn runs_on(&self, day: Date) -> bool {
        let has = |stage: Stage| self.day_of(stage).is_some_and(|on| on <= day);
        has(Stage::Started) && !has(Stage::Ended)
    }
}

/// An appointment at the Jobcentre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    pub id: Uuid,
    pub claim: Option<Uuid>,
    pub purpose: Purpose,
    pub for_day: Date,
    pub time: String,
    pub place: String,
    pub channel: Channel,
    pub adviser_invited_on: Option<Date>,
    /// When the adviser said that they will be there, and who said it.
    pub adviser_confirmed: Option<(Date, String)>,
    pub outcome: Outcome,
    /// After it was missed: when the adviser was told, and when adviser and young person spoke about it.
    pub adviser_told_on: Option<Date>,
    pub conversation_on: Option<Date>,
    /// The letter about the good reason as last written, and when.
    pub letter: Option<(Date, String)>,
}

impl Appointment {
    /// The adviser was invited and has not answered, and the day has not passed.
    pub fn is_unconfirmed_on(&self, day: Date) -> bool {
        self.outcome == Outcome::Open
            && self.adviser_invited_on.is_some()
            && self.adviser_confirmed.is_none()
            && day <= self.for_day
    }

    pub fn missed_on(&self) -> Option<Date> {
        match self.outcome {
            Outcome::Missed { on } => Some(on),
            _ => None,
        }
    }

    pub fn is_handover_done(&self) -> bool {
        matches!(&self.outcome, Outcome::Attended { is_handover, .. } if *is_handover)
    }
}

/// What came of an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Open,
    CalledOff {
        on: Date,
    },
    Attended {
        on: Date,
        present: Vec<Attendee>,
        substitute: String,
        is_handover: bool,
    },
    Missed {
        on: Date,
    },
}

/// A sanction after a missed appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sanction {
    pub id: Uuid,
    pub appointment: Uuid,
    pub state: SanctionState,
    pub steps: Vec<(SanctionState, Date)>,
    /// From when to when money was held back; the end where it is known.
    pub applied: Option<(Date, Option<Date>)>,
    /// It was applied before the conversation that the protocol puts first: how that is known. Empty otherwise.
    pub before_conversation: String,
}

/// A case conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conference {
    pub id: Uuid,
    pub called_by: Attendee,
    pub requested_on: Option<Date>,
    pub why: String,
    pub held_on: Option<Date>,
    pub called_off_on: Option<Date>,
    pub present: Vec<Attendee>,
    pub notes: String,
    pub recommendation: String,
}

/// A support from the menu, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    pub id: Uuid,
    pub item: String,
    pub stages: Vec<(SupportStage, Date)>,
}

impl Support {
    pub fn stage(&self) -> SupportStage {
        self.stages
            .last()
            .map_or(SupportStage::Offered, |(stage, _)| *stage)
    }

    /// What can come next.
    pub fn next(&self) -> &'static [SupportStage] {
        match self.stage() {
            SupportStage::Offered => &[
                SupportStage::Accepted,
                SupportStage::Started,
                SupportStage::Declined,
            ],
            SupportStage::Accepted => &[SupportStage::Started, SupportStage::Declined],
            SupportStage::Declined => &[SupportStage::Accepted],
            SupportStage::Started => &[SupportStage::Ended],
            SupportStage::Ended => &[],
        }
    }
}

/// One thing that the young person said about sharing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentEntry {
    pub id: Uuid,
    pub on: Date,
    pub how: How,
    /// What may be shared; empty where they refused or took it back.
    pub scope: Vec<Scope>,
    pub until: Option<Date>,
    pub taken_by: String,
    pub was: Consent,
}

/// What the young person said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    Given,
    Refused,
    Withdrawn,
}

/// A contact outside an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub on: Date,
    pub channel: Channel,
    pub adviser_present: bool,
}

impl Ledger {
    /// Puts steps together that stand, in the order in which they were recorded. A step about something that is not there changes nothing.
    pub fn of<'a>(steps: impl IntoIterator<Item = &'a Taken>) -> Self {
        let mut ledger = Self::default();
        for taken in steps {
            ledger.add(taken);
        }
        ledger
    }

    pub fn claim(&self, id: Uuid) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }

    /// The claim that has not ended.
    pub fn open_claim(&self) -> Option<&Claim> {
        self.claims.iter().rfind(|claim| claim.is_open())
    }

    pub fn appointment(&self, id: Uuid) -> Option<&Appointment> {
        self.appointments.iter().find(|one| one.id == id)
    }

    pub fn sanction_after(&self, appointment: Uuid) -> Option<&Sanction> {
        self.sanctions
            .iter()
            .rfind(|one| one.appointment == appointment)
    }

    /// The first appointment that was missed in the same claim; of two on one day the one recorded first.
    pub fn first_missed(&self, claim: Option<Uuid>) -> Option<&Appointment> {
        self.appointments
            .iter()
            .filter(|one| one.claim == claim && one.missed_on().is_some())
            .min_by_key(|one| one.missed_on())
    }

    /// Whether it is the first that was missed in its claim: then comes the conversation before any sanction.
    pub fn is_first_missed(&self, appointment: &Appointment) -> bool {
        self.first_missed(appointment.claim)
            .is_some_and(|first| first.id == appointment.id)
    }

    /// Whether the handover of a claim is done.
    pub fn is_handover_done(&self, claim: Uuid) -> bool {
        self.appointments
            .iter()
            .any(|one| one.claim == Some(claim) && one.is_handover_done())
    }

    /// What the young person last said about sharing by this day.
    pub fn consent_on(&self, day: Date) -> Option<&ConsentEntry> {
        self.consent
            .iter()
            .filter(|entry| entry.on <= day)
            .max_by_key(|entry| entry.on)
    }

    /// What may be shared with the Jobcentre on this day; nothing without a consent that holds.
    pub fn may_share_on(&self, day: Date) -> &[Scope] {
        match self.consent_on(day) {
            Some(entry)
                if entry.was == Consent::Given && entry.until.is_none_or(|until| day <= until) =>
            {
                &entry.scope
            }
            _ => &[],
        }
    }

    /// Takes one step more; it is not checked here.
    pub fn add(&mut self, taken: &Taken) {
        let (id, about, on) = (taken.id, taken.about, taken.on);
        match &taken.step {
            Step::InformationGiven { material } => self.information.push((on, material.clone())),
            Step::NoClaimNeeded { reason } => self.no_claim_needed.push((on, reason.clone())),
            Step::ConsentGiven { .. }
            | Step::ConsentRefused { .. }
            | Step::ConsentWithdrawn { .. } => self.add_consent(taken),
            Step::ClaimPlanned {
                benefit,
                office,
                work_coach,
            } => self.claims.push(Claim {
                id,
                benefit: *benefit,
                office: office.clone(),
                work_coach: work_coach.clone(),
                planned_on: on,
                stages: Vec::new(),
            }),
            Step::ClaimStage { stage, .. } => {
                if let Some(claim) = self.claims.iter_mut().find(|claim| claim.id == about) {
                    claim.stages.push((*stage, on));
                }
            }
            Step::AppointmentArranged {
                purpose,
                for_day,
                time,
                place,
                channel,
                claim,
            } => self.appointments.push(Appointment {
                id,
                claim: *claim,
                purpose: *purpose,
                for_day: *for_day,
                time: time.clone(),
                place: place.clone(),
                channel: *channel,
                adviser_invited_on: None,
                adviser_confirmed: None,
                outcome: Outcome::Open,
                adviser_told_on: None,
                conversation_on: None,
                letter: None,
            }),
            Step::AdviserInvited { .. }
            | Step::AdviserConfirmed { .. }
            | Step::AppointmentMoved { .. }
            | Step::AppointmentCalledOff { .. }
            | Step::AppointmentAttended { .. }
            | Step::AppointmentMissed { .. }
            | Step::AdviserTold { .. }
            | Step::ConditionalityExplained { .. }
            | Step::LetterWritten { .. } => {
                if let Some(known) = self.appointments.iter_mut().find(|one| one.id == about) {
                    known.go_on(&taken.step, on);
                }
            }
            Step::SanctionConsidered { .. }
            | Step::SanctionApplied { .. }
            | Step::SanctionNotApplied { .. }
            | Step::SanctionChallenged { .. }
            | Step::SanctionOverturned { .. }
            | Step::SanctionUpheld { .. } => self.add_to_sanction(taken),
            Step::ConferenceRequested { .. }
            | Step::ConferenceHeld { .. }
            | Step::ConferenceCalledOff { .. } => self.add_to_conference(taken),
            Step::Support { item, stage, .. } => {
                if id == about {
                    self.support.push(Support {
                        id,
                        item: item.clone(),
                        stages: vec![(*stage, on)],
                    });
                } else if let Some(known) = self.support.iter_mut().find(|one| one.id == about) {
                    known.stages.push((*stage, on));
                }
            }
            Step::Contact {
                channel,
                adviser_present,
                ..
            } => self.contacts.push(Contact {
                on,
                channel: *channel,
                adviser_present: *adviser_present,
            }),
        }
    }

    fn add_consent(&mut self, taken: &Taken) {
        let entry = |how: How, was: Consent| ConsentEntry {
            id: taken.id,
            on: taken.on,
            how,
            scope: Vec::new(),
            until: None,
            taken_by: String::new(),
            was,
        };
        self.consent.extend(match &taken.step {
            Step::ConsentGiven {
                scope,
                how,
                taken_by,
                until,
                ..
            } => Some(ConsentEntry {
                scope: scope.clone(),
                until: *until,
                taken_by: taken_by.clone(),
                ..entry(*how, Consent::Given)
            }),
            Step::ConsentRefused { how, .. } => Some(entry(*how, Consent::Refused)),
            Step::ConsentWithdrawn { how, .. } => Some(entry(*how, Consent::Withdrawn)),
            _ => None,
        });
    }

    fn add_to_sanction(&mut self, taken: &Taken) {
        let Some(state) = SanctionState::after(&taken.step) else {
            return;
        };
        let begins_at = match &taken.step {
            Step::SanctionConsidered { appointment, .. } => Some(*appointment),
            Step::SanctionApplied { appointment, .. } => *appointment,
            _ => None,
        };
        if taken.id == taken.about
            && let Some(appointment) = begins_at
        {
            self.sanctions.push(Sanction {
                id: taken.id,
                appointment,
                state,
                steps: Vec::new(),
                applied: None,
                before_conversation: String::new(),
            });
        }
        let Some(sanction) = self.sanctions.iter_mut().find(|one| one.id == taken.about) else {
            return;
        };
        sanction.state = state;
        sanction.steps.push((state, taken.on));
        if let Step::SanctionApplied {
            from,
            until,
            before_conversation,
            ..
        } = &taken.step
        {
            sanction.applied = Some((*from, *until));
            sanction.before_conversation.clone_from(before_conversation);
        }
    }

    fn add_to_conference(&mut self, taken: &Taken) {
        if let (true, Step::ConferenceRequested { by, .. } | Step::ConferenceHeld { by, .. }) =
            (taken.id == taken.about, &taken.step)
        {
            self.conferences.push(Conference {
                id: taken.id,
                called_by: *by,
                requested_on: None,
                why: String::new(),
                held_on: None,
                called_off_on: None,
                present: Vec::new(),
                notes: String::new(),
                recommendation: String::new(),
            });
        }
        let Some(conference) = self
            .conferences
            .iter_mut()
            .find(|one| one.id == taken.about)
        else {
            return;
        };
        match &taken.step {
            Step::ConferenceRequested { why, .. } => {
                conference.requested_on = Some(taken.on);
                conference.why.clone_from(why);
            }
            Step::ConferenceHeld {
                present,
                notes,
                recommendation,
                ..
            } => {
                conference.held_on = Some(taken.on);
                conference.present.clone_from(present);
                conference.notes.clone_from(notes);
                conference.recommendation.clone_from(recommendation);
            }
            _ => conference.called_off_on = Some(taken.on),
        }
    }
}

impl Appointment {
    fn go_on(&mut self, step: &Step, on: Date) {
        match step {
            Step::AdviserInvited { .. } => self.adviser_invited_on = Some(on),
            Step::AdviserConfirmed { by } => self.adviser_confirmed = Some((on, by.clone())),
            Step::AppointmentMoved { for_day, time } => {
                self.for_day = *for_day;
                self.time.clone_from(time);
                // Who could come on one day may not be able to on another.
                self.adviser_confirmed = None;
            }
            Step::AppointmentCalledOff { .. } => self.outcome = Outcome::CalledOff { on },
            Step::AppointmentAttended {
                present,
                substitute,
                is_handover,
                ..
            } => {
                self.outcome = Outcome::Attended {
                    on,
                    present: present.clone(),
                    substitute: substitute.clone(),
                    is_handover: *is_handover,
                };
            }
            Step::AppointmentMissed { .. } => self.outcome = Outcome::Missed { on },
            Step::AdviserTold { .. } => self.adviser_told_on = Some(on),
            Step::ConditionalityExplained { .. } => self.conversation_on = Some(on),
            Step::LetterWritten { text } => self.letter = Some((on, text.clone())),
            _ => {}
        }
    }
}
