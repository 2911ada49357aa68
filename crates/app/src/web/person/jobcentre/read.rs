//! The forms of the Jobcentre page: what each asks, how its fields become steps, and how a step fills them again.

use casework::{Actor, jobcentre::NewStep};
use jiff::civil::Date;
use leaving_care::{
    claim::{
        Benefit, Channel, Claim, How, Ledger, Purpose, SanctionState, Scope, Stage, Step,
        SupportStage,
    },
    event::Attendee,
};
use uuid::Uuid;

use crate::web::form::Form;

/// What can be recorded on one screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Information,
    Consent,
    NoClaim,
    Claim,
    Stage,
    Appointment,
    Move,
    Outcome,
    Conversation,
    Sanction,
    Conference,
    Support,
    Contact,
}

impl Kind {
    const ALL: [Self; 13] = [
        Self::Information,
        Self::Consent,
        Self::NoClaim,
        Self::Claim,
        Self::Stage,
        Self::Appointment,
        Self::Move,
        Self::Outcome,
        Self::Conversation,
        Self::Sanction,
        Self::Conference,
        Self::Support,
        Self::Contact,
    ];

    /// As it stands in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Consent => "consent",
            Self::NoClaim => "no-claim",
            Self::Claim => "claim",
            Self::Stage => "stage",
            Self::Appointment => "appointment",
            Self::Move => "move",
            Self::Outcome => "outcome",
            Self::Conversation => "conversation",
            Self::Sanction => "sanction",
            Self::Conference => "conference",
            Self::Support => "support",
            Self::Contact => "contact",
        }
    }

    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The form in which a step is corrected; `None` for those that are only withdrawn.
    pub fn of_step(step: &Step) -> Option<Self> {
        Some(match step {
            Step::InformationGiven { .. } => Self::Information,
            Step::ConsentGiven { .. }
            | Step::ConsentRefused { .. }
            | Step::ConsentWithdrawn { .. } => Self::Consent,
            Step::NoClaimNeeded { .. } => Self::NoClaim,
            Step::ClaimPlanned { .. } => Self::Claim,
            Step::ClaimStage { .. } => Self::Stage,
            Step::AppointmentArranged { .. } => Self::Appointment,
            Step::AppointmentMoved { .. } => Self::Move,
            Step::AppointmentAttended { .. }
            | Step::AppointmentMissed { .. }
            | Step::AppointmentCalledOff { .. } => Self::Outcome,
            Step::ConditionalityExplained { .. } => Self::Conversation,
            Step::SanctionConsidered { .. }
            | Step::SanctionApplied { .. }
            | Step::SanctionNotApplied { .. }
            | Step::SanctionChallenged { .. }
            | Step::SanctionOverturned { .. }
            | Step::SanctionUpheld { .. } => Self::Sanction,
            Step::ConferenceRequested { .. }
            | Step::ConferenceHeld { .. }
            | Step::ConferenceCalledOff { .. } => Self::Conference,
            Step::Support { .. } => Self::Support,
            Step::Contact { .. } => Self::Contact,
            Step::AdviserInvited { .. }
            | Step::AdviserConfirmed { .. }
            | Step::AdviserTold { .. }
            | Step::LetterWritten { .. } => return None,
        })
    }
}

/// What a form is read beside.
pub struct Around<'a> {
    pub actor: &'a Actor,
    pub ledger: &'a Ledger,
    /// What the form goes on with.
    pub about: Option<Uuid>,
}

/// The steps of a form, or nothing with the errors in it.
pub fn steps(kind: Kind, form: &mut Form, around: &Around) -> Option<Vec<NewStep>> {
    let on = form.required_date("on", "The day");
    let id = form.value("id").parse().unwrap_or_else(|_| Uuid::now_v7());
    let about = around.about;
    let new = |id: Uuid, about: Option<Uuid>, on: Date, step: Step| NewStep {
        id,
        about,
        on,
        step,
    };
    match kind {
        Kind::Appointment => {
            let step = appointment(form, around)?;
            let on = on?;
            let mut steps = vec![new(id, None, on, step)];
            if form.is_chosen("invited", "yes") {
                let note = String::new();
                let invited = Step::AdviserInvited { note };
                steps.push(new(second(form), Some(id), on, invited));
            }
            Some(steps)
        }
        // Of an appointment that nobody had arranged here: both at once.
        Kind::Outcome if about.is_none() => {
            let step = outcome(form, around);
            let channel = form.value("channel").parse().ok();
            if channel.is_none() {
                form.add_error("channel", "Choose how it was to take place");
            }
            let on = on?;
            let arranged = Step::AppointmentArranged {
                purpose: Purpose::Regular,
                for_day: on,
                time: String::new(),
                place: String::new(),
                channel: channel?,
                claim: around.ledger.open_claim().map(|claim| claim.id),
            };
            Some(vec![
                new(id, None, on, arranged),
                new(second(form), Some(id), on, step?),
            ])
        }
        Kind::Support if about.is_none() => offered(form, on?, id),
        _ => {
            let step = step(kind, form, around)?;
            Some(vec![new(id, about, on?, step)])
        }
    }
}

/// The id of the second step of a form, made when it was drawn like the first.
fn second(form: &Form) -> Uuid {
    form.value("id2").parse().unwrap_or_else(|_| Uuid::now_v7())
}

/// The one step of a form.
pub fn step(kind: Kind, form: &mut Form, around: &Around) -> Option<Step> {
    let note = form.value("note").to_owned();
    match kind {
        Kind::Information => Some(Step::InformationGiven { material: note }),
        Kind::Consent => consent(form, around),
        Kind::NoClaim => Some(Step::NoClaimNeeded { reason: note }),
        Kind::Claim => {
            let benefit: Option<Benefit> = form.value("benefit").parse().ok();
            if benefit.is_none() {
                form.add_error("benefit", "Choose the benefit");
            }
            Some(Step::ClaimPlanned {
                benefit: benefit?,
                office: form.value("office").to_owned(),
                work_coach: form.value("work_coach").to_owned(),
            })
        }
        Kind::Stage => {
            let stage: Option<Stage> = form.value("stage").parse().ok();
            if stage.is_none() {
                form.add_error("stage", "Choose what happened");
            }
            stage.map(|stage| Step::ClaimStage { stage, note })
        }
        Kind::Appointment => appointment(form, around),
        Kind::Move => {
            let for_day = form.required_date("for_day", "The new day");
            Some(Step::AppointmentMoved {
                for_day: for_day?,
                time: form.value("time").to_owned(),
            })
        }
        Kind::Outcome => outcome(form, around),
        Kind::Conversation => {
            let channel = channel(form)?;
            Some(Step::ConditionalityExplained { channel, note })
        }
        Kind::Sanction => sanction(form, around),
        Kind::Conference => conference(form),
        Kind::Support => {
            let stage: Option<SupportStage> = form.value("stage").parse().ok();
            if stage.is_none() {
                form.add_error("stage", "Choose what came of it");
            }
            let known = around.ledger.support.iter();
            let item = known
                .filter(|one| Some(one.id) == around.about)
                .map(|one| one.item.clone())
                .next_back();
            Some(Step::Support {
                item: item.unwrap_or_default(),
                stage: stage?,
                note,
            })
        }
        Kind::Contact => {
            let channel = channel(form)?;
            Some(Step::Contact {
                channel,
                adviser_present: form.is_chosen("adviser_present", "yes"),
                note,
            })
        }
    }
}

/// Several supports can be offered at once; each is a step of its own.
fn offered(form: &mut Form, on: Date, first: Uuid) -> Option<Vec<NewStep>> {
    let note = form.value("note").to_owned();
    let items: Vec<String> = form.values_of("item").map(str::to_owned).collect();
    if items.is_empty() {
        form.add_error("item", "Choose what was offered");
        return None;
    }
    let steps = items.into_iter().enumerate().map(|(number, item)| NewStep {
        // The same form sent twice has the same ids.
        id: Uuid::from_u128(first.as_u128().wrapping_add(number as u128)),
        about: None,
        on,
        step: Step::Support {
            item,
            stage: SupportStage::Offered,
            note: note.clone(),
        },
    });
    Some(steps.collect())
}

fn consent(form: &mut Form, around: &Around) -> Option<Step> {
    let how: Option<How> = form.value("how").parse().ok();
    if how.is_none() {
        form.add_error("how", "Choose how they said it");
    }
    let until = form.optional_date("until", "The last day");
    let note = form.value("note").to_owned();
    let taken_by = match form.value("taken_by") {
        "" => around.actor.name.clone(),
        name => name.to_owned(),
    };
    let scope: Vec<Scope> = form
        .values_of("scope")
        .filter_map(|word| word.parse().ok())
        .collect();
    match form.value("answer") {
        _ if form.has_errors() => None,
        "given" => Some(Step::ConsentGiven {
            scope,
            how: how?,
            taken_by,
            until,
            note,
        }),
        "refused" => how.map(|how| Step::ConsentRefused { how, note }),
        "withdrawn" => how.map(|how| Step::ConsentWithdrawn { how, note }),
        _ => {
            form.add_error("answer", "Choose what they said");
            None
        }
    }
}

fn appointment(form: &mut Form, around: &Around) -> Option<Step> {
    let purpose: Option<Purpose> = form.value("purpose").parse().ok();
    if purpose.is_none() {
        form.add_error("purpose", "Choose what it is for");
    }
    let for_day = form.required_date("for_day", "The day of the appointment");
    let channel = channel(form);
    // A correction leaves the appointment with its claim; a new one belongs to the claim that is open.
    let known = around.about.and_then(|id| around.ledger.appointment(id));
    let claim = match known {
        Some(known) => known.claim,
        None => around.ledger.open_claim().map(|claim| claim.id),
    };
    Some(Step::AppointmentArranged {
        purpose: purpose?,
        for_day: for_day?,
        time: form.value("time").to_owned(),
        place: form.value("place").to_owned(),
        channel: channel?,
        claim,
    })
}

fn outcome(form: &mut Form, around: &Around) -> Option<Step> {
    let note = form.value("note").to_owned();
    let is_handover = form.value("outcome") == "handover";
    match form.value("outcome") {
        "attended" | "handover" => {
            let present = present(form);
            if present.is_empty() {
                form.add_error("present", "Choose who was there");
                return None;
            }
            Some(Step::AppointmentAttended {
                present,
                substitute: form.value("substitute").to_owned(),
                is_handover,
                note,
            })
        }
        "missed" => Some(Step::AppointmentMissed { note }),
        "called_off" if around.about.is_some() => Some(Step::AppointmentCalledOff { note }),
        _ => {
            form.add_error("outcome", "Choose what came of it");
            None
        }
    }
}

fn sanction(form: &mut Form, around: &Around) -> Option<Step> {
    let note = form.value("note").to_owned();
    let known = around.about.and_then(|about| {
        around
            .ledger
            .sanctions
            .iter()
            .find(|sanction| sanction.id == about)
    });
    let appointment = form.value("appointment").parse::<Uuid>().ok();
    match form.value("step") {
        "considered" => Some(Step::SanctionConsidered {
            appointment: appointment.or(known.map(|known| known.appointment))?,
            note,
        }),
        "applied" => {
            let from = form.required_date("from", "The first day");
            let until = form.optional_date("until", "The last day");
            if form.has_errors() {
                return None;
            }
            Some(Step::SanctionApplied {
                // Only where it begins a sanction.
                appointment: appointment.filter(|_| around.about.is_none()),
                from: from?,
                until,
                before_conversation: form.value("before_conversation").to_owned(),
            })
        }
        "not_applied" => Some(Step::SanctionNotApplied { note }),
        "challenged" => Some(Step::SanctionChallenged { note }),
        "overturned" => Some(Step::SanctionOverturned { note }),
        "upheld" => Some(Step::SanctionUpheld { note }),
        _ => {
            form.add_error("step", "Choose what happened");
            None
        }
    }
}

fn conference(form: &mut Form) -> Option<Step> {
    let note = form.value("note").to_owned();
    let by: Option<Attendee> = form.value("by").parse().ok();
    match form.value("step") {
        "called_off" => Some(Step::ConferenceCalledOff { note }),
        "asked" | "held" if by.is_none() => {
            form.add_error("by", "Choose who called it");
            None
        }
        "asked" => by.map(|by| Step::ConferenceRequested { by, why: note }),
        "held" => Some(Step::ConferenceHeld {
            by: by?,
            present: present(form),
            notes: form.value("notes").to_owned(),
            recommendation: form.value("recommendation").to_owned(),
        }),
        _ => {
            form.add_error("step", "Choose what happened");
            None
        }
    }
}

fn present(form: &Form) -> Vec<Attendee> {
    form.values_of("present")
        .filter_map(|word| word.parse().ok())
        .collect()
}

fn channel(form: &mut Form) -> Option<Channel> {
    let channel = form.value("channel").parse().ok();
    if channel.is_none() {
        form.add_error("channel", "Choose how");
    }
    channel
}

/// Fills a form with a step, for its correction.
#[expect(clippy::too_many_lines, reason = "one arm for each step")]
pub fn fill(form: &mut Form, on: Date, step: &Step) {
    form.set_date("on", on);
    form.set("note", step.note());
    match step {
        Step::ConsentGiven {
            scope,
            how,
            taken_by,
            until,
            ..
        } => {
            form.set("answer", "given");
            form.set("how", how.code());
            form.set("taken_by", taken_by);
            form.set_all("scope", scope.iter().map(|one| one.code()));
            if let Some(until) = until {
                form.set_date("until", *until);
            }
        }
        Step::ConsentRefused { how, .. } => {
            form.set("answer", "refused");
            form.set("how", how.code());
        }
        Step::ConsentWithdrawn { how, .. } => {
            form.set("answer", "withdrawn");
            form.set("how", how.code());
        }
        Step::ClaimPlanned {
            benefit,
            office,
            work_coach,
        } => {
            form.set("benefit", benefit.code());
            form.set("office", office);
            form.set("work_coach", work_coach);
        }
        Step::ClaimStage { stage, .. } => form.set("stage", stage.code()),
        Step::AppointmentArranged {
            purpose,
            for_day,
            time,
            place,
            channel,
            ..
        } => {
            form.set("purpose", purpose.code());
            form.set_date("for_day", *for_day);
            form.set("time", time);
            form.set("place", place);
            form.set("channel", channel.code());
        }
        Step::AppointmentMoved { for_day, time } => {
            form.set_date("for_day", *for_day);
            form.set("time", time);
        }
        Step::AppointmentAttended {
            present,
            substitute,
            is_handover,
            ..
        } => {
            form.set(
                "outcome",
                if *is_handover { "handover" } else { "attended" },
            );
            form.set("substitute", substitute);
            form.set_all("present", present.iter().map(|one| one.code()));
        }
        Step::AppointmentMissed { .. } => form.set("outcome", "missed"),
        Step::AppointmentCalledOff { .. } => form.set("outcome", "called_off"),
        Step::ConditionalityExplained { channel, .. } => form.set("channel", channel.code()),
        Step::Contact {
            channel,
            adviser_present,
            ..
        } => {
            form.set("channel", channel.code());
            form.set("adviser_present", if *adviser_present { "yes" } else { "" });
        }
        Step::SanctionApplied {
            from,
            until,
            before_conversation,
            ..
        } => {
            form.set("step", "applied");
            form.set_date("from", *from);
            if let Some(until) = until {
                form.set_date("until", *until);
            }
            form.set("before_conversation", before_conversation);
        }
        Step::ConferenceRequested { by, .. } => {
            form.set("step", "asked");
            form.set("by", by.code());
        }
        Step::ConferenceHeld {
            by,
            present,
            notes,
            recommendation,
        } => {
            form.set("step", "held");
            form.set("by", by.code());
            form.set_all("present", present.iter().map(|one| one.code()));
            form.set("notes", notes);
            form.set("recommendation", recommendation);
        }
        Step::ConferenceCalledOff { .. } => form.set("step", "called_off"),
        Step::Support { stage, .. } => form.set("stage", stage.code()),
        other => {
            if let Some(state) = SanctionState::after(other) {
                form.set("step", sanction_word(state));
            }
        }
    }
}

/// The word of a state in the form.
pub fn sanction_word(state: SanctionState) -> &'static str {
    match state {
        SanctionState::Considered => "considered",
        SanctionState::Applied => "applied",
        SanctionState::NotApplied => "not_applied",
        SanctionState::Challenged => "challenged",
        SanctionState::Overturned => "overturned",
        SanctionState::Upheld => "upheld",
    }
}

/// The stages of a claim that are not recorded yet, in their usual order.
pub fn stages_to_come(claim: &Claim) -> impl Iterator<Item = Stage> {
    Stage::ALL
        .iter()
        .copied()
        .filter(|stage| claim.day_of(*stage).is_none())
        .filter(|stage| claim.is_open() || *stage == Stage::FirstPayment)
}
