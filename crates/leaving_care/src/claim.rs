//! A claim and all that happens around it at the Jobcentre, as dated steps; where things stand is worked out from them, never kept.

mod benefit;
mod early_entry;
mod events;
mod ledger;
mod letter;
mod rules;
mod sanction;
mod standing;
mod support_menu;
mod warm_handover;

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::Attendee;

pub use benefit::{Benefit, BenefitTerms, benefits_open_on};
pub use early_entry::{FirstPayment, month_five_on};
pub use events::page_for;
pub use ledger::{
    Appointment, Claim, Conference, Consent, ConsentEntry, Contact, Ledger, Outcome, Sanction,
    Support,
};
pub use letter::{LetterFacts, good_reason_letter};
pub use rules::Refusal;
pub use sanction::SanctionState;
pub use standing::StandingLine;
pub use support_menu::{SupportItem, support_items, support_on};
pub use warm_handover::missing_for_handover;

/// Writes a closed set once: variant, code in files and tables, words on pages.
macro_rules! coded {
    ($(#[$note:meta])* $name:ident { $($(#[$variant_note:meta])* $variant:ident $code:literal $label:literal,)* }) => {
        $(#[$note])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_note])* $variant,)* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|one| one.code() == text).ok_or(())
            }
        }
    };
}

coded! {
    /// What the young person agrees may be shared with the Jobcentre.
    Scope {
        Contact "contact" "Name, date of birth and how to reach them",
        Adviser "adviser" "Who their adviser is",
        Claim "claim" "The claim and appointments",
        Plans "plans" "Plans for work and learning",
    }
}

coded! {
    /// How the young person said it.
    How {
        SignedForm "signed_form" "On a signed form",
        InPerson "in_person" "Face to face",
        Phone "phone" "On the phone",
        Writing "writing" "In a message or letter",
    }
}

coded! {
    /// The steps of a claim, in their usual order. The first four make it ready before 18 (Essex practice guidance).
    Stage {
        FormsRequested "forms_requested" "Jobcentre asked to start the claim",
        FormsSent "forms_sent" "Jobcentre sent what is needed",
        FormsReturned "forms_returned" "Forms and papers back",
        EarlyInterviewArranged "early_interview_arranged" "Early interview arranged",
        Prepared "prepared" "Claim prepared",
        Submitted "submitted" "Claim submitted",
        Started "started" "Claim began",
        FirstPayment "first_payment" "First payment received",
        Ended "ended" "Claim ended",
    }
}

impl Stage {
    /// What has to be done before 18 so that the claim is ready.
    pub const EARLY_ENTRY: [Self; 4] = [
        Self::FormsRequested,
        Self::FormsSent,
        Self::FormsReturned,
        Self::EarlyInterviewArranged,
    ];
}

coded! {
    /// What an appointment at the Jobcentre is for.
    Purpose {
        EarlyInterview "early_interview" "Early interview, before 18",
        WarmHandover "warm_handover" "First interview with three people",
        Regular "regular" "Regular appointment",
        ThreeWay "three_way" "Meeting with three people",
    }
}

coded! {
    /// How people met or spoke.
    Channel {
        FaceToFace "face_to_face" "Face to face",
        Phone "phone" "Phone",
        Video "video" "Video call",
        Message "message" "Text, e-mail or journal",
        Group "group" "Group session",
    }
}

coded! {
    /// What became of a support that was offered.
    SupportStage {
        Offered "offered" "Offered",
        Accepted "accepted" "Accepted",
        Declined "declined" "Declined",
        Started "started" "Started",
        Ended "ended" "Ended",
    }
}

/// One step, taken on one day. The words are for people; rules read the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// The young person was told what the Jobcentre offers, and given something to keep.
    InformationGiven {
        #[serde(default)]
        material: String,
    },
    ConsentGiven {
        scope: Vec<Scope>,
        how: How,
        #[serde(default)]
        taken_by: String,
        /// The last day on which it holds; none where they set no end.
        #[serde(default)]
        until: Option<Date>,
        #[serde(default)]
        note: String,
    },
    ConsentRefused {
        how: How,
        #[serde(default)]
        note: String,
    },
    ConsentWithdrawn {
        how: How,
        #[serde(default)]
        note: String,
    },
    /// In education, in work or with other means.
    NoClaimNeeded {
        #[serde(default)]
        reason: String,
    },

    /// Begins a claim: from here on its stages are recorded.
    ClaimPlanned {
        benefit: Benefit,
        #[serde(default)]
        office: String,
        #[serde(default)]
        work_coach: String,
    },
    ClaimStage {
        stage: Stage,
        #[serde(default)]
        note: String,
    },

    /// Begins an appointment. The step's own day is the day on which it was arranged.
    AppointmentArranged {
        purpose: Purpose,
        for_day: Date,
        #[serde(default)]
        time: String,
        #[serde(default)]
        place: String,
        channel: Channel,
        #[serde(default)]
        claim: Option<Uuid>,
    },
    AdviserInvited {
        #[serde(default)]
        note: String,
    },
    AdviserConfirmed {
        #[serde(default)]
        by: String,
    },
    AppointmentMoved {
        for_day: Date,
        #[serde(default)]
        time: String,
    },
    AppointmentCalledOff {
        #[serde(default)]
        note: String,
    },
    AppointmentAttended {
        present: Vec<Attendee>,
        /// Who stood in for whom, and why.
        #[serde(default)]
        substitute: String,
        /// Whether with this the warm handover is done; only of an interview that was meant as one.
        #[serde(default)]
        is_handover: bool,
        #[serde(default)]
        note: String,
    },
    AppointmentMissed {
        #[serde(default)]
        note: String,
    },
    AdviserTold {
        #[serde(default)]
        by: String,
    },
    /// Adviser and young person spoke about what the Jobcentre expects, and what happened.
    ConditionalityExplained {
        channel: Channel,
        #[serde(default)]
        note: String,
    },
    /// The letter about the good reason, as it was sent.
    LetterWritten { text: String },

    /// Begins a sanction.
    SanctionConsidered {
        appointment: Uuid,
        #[serde(default)]
        note: String,
    },
    /// Begins one too where nobody said before that it was considered.
    SanctionApplied {
        #[serde(default)]
        appointment: Option<Uuid>,
        from: Date,
        #[serde(default)]
        until: Option<Date>,
        /// Where it was applied before the conversation that the protocol puts first: how this is known.
        #[serde(default)]
        before_conversation: String,
    },
    SanctionNotApplied {
        #[serde(default)]
        note: String,
    },
    SanctionChallenged {
        #[serde(default)]
        note: String,
    },
    SanctionOverturned {
        #[serde(default)]
        note: String,
    },
    SanctionUpheld {
        #[serde(default)]
        note: String,
    },

    ConferenceRequested {
        by: Attendee,
        #[serde(default)]
        why: String,
    },
    /// Begins one too where it was not asked for before.
    ConferenceHeld {
        by: Attendee,
        present: Vec<Attendee>,
        #[serde(default)]
        notes: String,
        /// For the pathway plan.
        #[serde(default)]
        recommendation: String,
    },
    ConferenceCalledOff {
        #[serde(default)]
        note: String,
    },

    /// `item` is from the support menu. Its first stage is always that it was offered.
    Support {
        item: String,
        stage: SupportStage,
        #[serde(default)]
        note: String,
    },

    /// Jobcentre and young person were in contact, outside an appointment.
    Contact {
        channel: Channel,
        #[serde(default)]
        adviser_present: bool,
        #[serde(default)]
        note: String,
    },
}

impl Step {
    /// What it is called in tables and in the list of what happened.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InformationGiven { .. } => "information_given",
            Self::ConsentGiven { .. } => "consent_given",
            Self::ConsentRefused { .. } => "consent_refused",
            Self::ConsentWithdrawn { .. } => "consent_withdrawn",
            Self::NoClaimNeeded { .. } => "no_claim_needed",
            Self::ClaimPlanned { .. } => "claim_planned",
            Self::ClaimStage { .. } => "claim_stage",
            Self::AppointmentArranged { .. } => "appointment_arranged",
            Self::AdviserInvited { .. } => "adviser_invited",
            Self::AdviserConfirmed { .. } => "adviser_confirmed",
            Self::AppointmentMoved { .. } => "appointment_moved",
            Self::AppointmentCalledOff { .. } => "appointment_called_off",
            Self::AppointmentAttended { .. } => "appointment_attended",
            Self::AppointmentMissed { .. } => "appointment_missed",
            Self::AdviserTold { .. } => "adviser_told",
            Self::ConditionalityExplained { .. } => "conditionality_explained",
            Self::LetterWritten { .. } => "letter_written",
            Self::SanctionConsidered { .. } => "sanction_considered",
            Self::SanctionApplied { .. } => "sanction_applied",
            Self::SanctionNotApplied { .. } => "sanction_not_applied",
            Self::SanctionChallenged { .. } => "sanction_challenged",
            Self::SanctionOverturned { .. } => "sanction_overturned",
            Self::SanctionUpheld { .. } => "sanction_upheld",
            Self::ConferenceRequested { .. } => "conference_requested",
            Self::ConferenceHeld { .. } => "conference_held",
            Self::ConferenceCalledOff { .. } => "conference_called_off",
            Self::Support { .. } => "support",
            Self::Contact { .. } => "contact",
        }
    }

    /// In plain words, for the list of what happened.
    pub fn label(&self) -> String {
        let plain = match self {
            Self::InformationGiven { .. } => "Told what the Jobcentre offers",
            Self::ConsentGiven { .. } => "Agreed to share with the Jobcentre",
            Self::ConsentRefused { .. } => "Did not agree to share with the Jobcentre",
            Self::ConsentWithdrawn { .. } => "Took back the agreement to share",
            Self::NoClaimNeeded { .. } => "No claim needed",
            Self::ClaimPlanned { benefit, .. } => {
                return format!("{} claim planned", benefit.terms().title);
            }
            Self::ClaimStage { stage, .. } => stage.label(),
            Self::AppointmentArranged { purpose, .. } => {
                return format!("{} arranged", purpose.label());
            }
            Self::AdviserInvited { .. } => "Adviser invited",
            Self::AdviserConfirmed { .. } => "Adviser confirmed",
            Self::AppointmentMoved { .. } => "Appointment moved",
            Self::AppointmentCalledOff { .. } => "Appointment called off",
            Self::AppointmentAttended {
                is_handover: true, ..
            } => "Warm handover done",
            Self::AppointmentAttended { .. } => "Came to the appointment",
            Self::AppointmentMissed { .. } => "Appointment missed",
            Self::AdviserTold { .. } => "Adviser told of the missed appointment",
            Self::ConditionalityExplained { .. } => {
                "Adviser and young person spoke about what is expected"
            }
            Self::LetterWritten { .. } => "Letter about the good reason written",
            Self::SanctionConsidered { .. } => "Sanction considered",
            Self::SanctionApplied { .. } => "Sanction applied",
            Self::SanctionNotApplied { .. } => "No sanction",
            Self::SanctionChallenged { .. } => "Sanction challenged",
            Self::SanctionOverturned { .. } => "Sanction taken back",
            Self::SanctionUpheld { .. } => "Sanction stands",
            Self::ConferenceRequested { .. } => "Case conference asked for",
            Self::ConferenceHeld { .. } => "Case conference held",
            Self::ConferenceCalledOff { .. } => "Case conference called off",
            Self::Support { item, stage, .. } => {
                let title = support_menu::title_of(item);
                return format!("{title}: {}", stage.label().to_lowercase());
            }
            Self::Contact { .. } => "Contact with the Jobcentre",
        };
        plain.to_owned()
    }

    /// What was written for people beside it.
    pub fn note(&self) -> &str {
        match self {
            Self::InformationGiven { material: text }
            | Self::NoClaimNeeded { reason: text }
            | Self::AdviserConfirmed { by: text }
            | Self::AdviserTold { by: text }
            | Self::ConferenceRequested { why: text, .. }
            | Self::ConferenceHeld {
                recommendation: text,
                ..
            }
            | Self::SanctionApplied {
                before_conversation: text,
                ..
            }
            | Self::ClaimPlanned { office: text, .. }
            | Self::ConsentGiven { note: text, .. }
            | Self::ConsentRefused { note: text, .. }
            | Self::ConsentWithdrawn { note: text, .. }
            | Self::ClaimStage { note: text, .. }
            | Self::AdviserInvited { note: text }
            | Self::AppointmentCalledOff { note: text }
            | Self::AppointmentAttended { note: text, .. }
            | Self::AppointmentMissed { note: text }
            | Self::ConditionalityExplained { note: text, .. }
            | Self::SanctionConsidered { note: text, .. }
            | Self::SanctionNotApplied { note: text }
            | Self::SanctionChallenged { note: text }
            | Self::SanctionOverturned { note: text }
            | Self::SanctionUpheld { note: text }
            | Self::ConferenceCalledOff { note: text }
            | Self::Support { note: text, .. }
            | Self::Contact { note: text, .. } => text,
            Self::AppointmentArranged { place, .. } => place,
            Self::AppointmentMoved { .. } | Self::LetterWritten { .. } => "",
        }
    }

    /// The same with its texts as they are kept: without spaces around them, and without NUL, which no database keeps.
    #[must_use]
    pub fn tidied(self) -> Self {
        let tidied = serde_json::to_value(&self).map(tidy);
        tidied.and_then(serde_json::from_value).unwrap_or(self)
    }
}

fn tidy(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::String(text) => Value::String(text.replace('\0', "").trim().to_owned()),
        Value::Array(items) => items.into_iter().map(tidy).collect(),
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| (name, tidy(value)))
                .collect(),
        ),
        other => other,
    }
}

/// "3 March 2026".
fn long(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A step as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub id: Uuid,
    /// The claim, appointment, sanction, conference or support that it goes on with: the id of the step that began that. Its own id
    /// where it begins one or stands alone.
    pub about: Uuid,
    pub on: Date,
    pub step: Step,
}

#[cfg(test)]
mod tests;
