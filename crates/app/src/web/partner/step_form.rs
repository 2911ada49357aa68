//! The questions about each step that a work coach records, and the steps that the answers make.

use casework::{jobcentre::NewStep, partner::PartnerPage};
use jiff::civil::Date;
use leaving_care::{
    claim::{Benefit, Channel, Purpose, Stage, Step, SupportStage, benefits_open_on, support_on},
    event::Attendee,
};
use uuid::Uuid;

use crate::web::form::{Choice, Form};

/// What is recorded: the last part of the address, the heading, what is said under it, and whether it goes on with something.
pub struct What {
    pub code: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    /// The question about the day; empty where the day is today.
    pub day: &'static str,
}

/// Where a step is withdrawn nothing about it is asked.
pub static NOTHING: What = What {
    code: "",
    title: "",
    lead: "",
    day: "",
};

pub const WHAT: [What; 16] = [
    What {
        code: "contact",
        title: "Record a contact",
        lead: "Weekly contact in a claim, and contact every two weeks in work. An appointment that they came to is recorded there.",
        day: "When was it?",
    },
    What {
        code: "appointment",
        title: "Arrange an appointment",
        lead: "The adviser can be invited with it.",
        day: "",
    },
    What {
        code: "invite",
        title: "Invite the adviser",
        lead: "The adviser sees the invitation, and you see the answer here.",
        day: "When were they invited?",
    },
    What {
        code: "attended",
        title: "They came",
        lead: "",
        day: "When was it?",
    },
    What {
        code: "missed",
        title: "They missed the appointment",
        lead: "Once you save, the adviser sees it. The first time in a claim adviser and young person speak before anything else is decided.",
        day: "When was it?",
    },
    What {
        code: "called_off",
        title: "The appointment is called off",
        lead: "Called off by the Jobcentre or put right: nobody missed it.",
        day: "",
    },
    What {
        code: "conversation",
        title: "The conversation was held",
        lead: "Adviser and young person spoke about what the Jobcentre expects, and about what happened.",
        day: "When was it?",
    },
    What {
        code: "sanction_considered",
        title: "A sanction is being considered",
        lead: "The first time in a claim only after the conversation.",
        day: "Since when?",
    },
    What {
        code: "sanction_applied",
        title: "A sanction was applied",
        lead: "",
        day: "When was it decided?",
    },
    What {
        code: "sanction_not_applied",
        title: "No sanction",
        lead: "",
        day: "When was it decided?",
    },
    What {
        code: "sanction_overturned",
        title: "The sanction was taken back",
        lead: "",
        day: "When was it decided?",
    },
    What {
        code: "sanction_upheld",
        title: "The sanction stands",
        lead: "",
        day: "When was it decided?",
    },
    What {
        code: "claim",
        title: "Plan a claim",
        lead: "From here on its steps are recorded.",
        day: "",
    },
    What {
        code: "stage",
        title: "Record a step of the claim",
        lead: "",
        day: "When was it?",
    },
    What {
        code: "support",
        title: "Record what was offered",
        lead: "Tick everything that you went through with them.",
        day: "When was it?",
    },
    What {
        code: "conference",
        title: "Ask for a case conference",
        lead: "The council arranges it.",
        day: "",
    },
];

/// What a form asks beside the day.
pub struct Asks {
    pub channels: Vec<Choice>,
    pub purposes: Vec<Choice>,
    pub attendees: Vec<Choice>,
    pub stages: Vec<Choice>,
    pub benefits: Vec<Choice>,
    pub supports: Vec<Choice>,
    pub yes: Vec<Choice>,
    /// Whether the appointment is meant as a warm handover.
    pub handover: bool,
    pub sanction_days: bool,
    /// Whether the adviser can be invited along with an appointment.
    pub invites: bool,
}

impl Asks {
    /// For a step that goes on with something.
    pub fn of(what: &What, about: Option<Uuid>, shown: &PartnerPage, today: Date) -> Self {
        let ledger = shown.ledger.as_ref();
        let appointment = about.and_then(|id| ledger?.appointment(id));
        let claim = about.and_then(|id| ledger?.claim(id));
        Self {
            channels: Channel::ALL
                .iter()
                .map(|channel| Choice::new(channel.code(), channel.label()))
                .collect(),
            purposes: Purpose::ALL
                .iter()
                .map(|purpose| Choice::new(purpose.code(), purpose.label()))
                .collect(),
            attendees: [
                (Attendee::YoungPerson, "The young person"),
                (Attendee::WorkCoach, "You or another work coach"),
                (Attendee::PersonalAdviser, "The personal adviser"),
                (Attendee::YouthAdviser, "The youth adviser"),
                (Attendee::SocialWorker, "The social worker"),
            ]
            .into_iter()
            .map(|(attendee, label)| Choice::new(attendee.code(), label))
            .collect(),
            stages: claim.map_or_else(Vec::new, |claim| {
                Stage::ALL
                    .iter()
                    .filter(|stage| claim.day_of(**stage).is_none())
                    .map(|stage| Choice::new(stage.code(), claim.benefit.stage_label(*stage)))
                    .collect()
            }),
            benefits: benefits_open_on(today)
                .map(|benefit| Choice::new(benefit.code(), benefit.terms().title.as_str()))
                .collect(),
            supports: support_on(today)
                .map(|item| Choice::new(item.id.as_str(), item.title.as_str()))
                .collect(),
            yes: vec![Choice::new("yes", "Yes"), Choice::new("no", "No")],
            handover: what.code == "attended"
                && appointment.is_some_and(|known| known.purpose == Purpose::WarmHandover),
            sanction_days: what.code == "sanction_applied",
            invites: true,
        }
    }
}

/// Where a problem is shown: at its field where this form has it, otherwise at the first.
pub fn field_on_page(field: &'static str, code: &str) -> &'static str {
    let has = match field {
        "on" => true,
        "for_day" | "purpose" => code == "appointment",
        "present" | "substitute" => code == "attended",
        "stage" | "note" => code == "stage",
        "benefit" => code == "claim",
        "from" | "until" | "before_conversation" => code == "sanction_applied",
        _ => false,
    };
    match (has, field) {
        (true, field) => field,
        (false, _) => "on",
    }
}

/// What is recorded under an address.
pub fn find(code: &str) -> Option<&'static What> {
    WHAT.iter().find(|what| what.code == code)
}

#[expect(clippy::too_many_lines, reason = "one arm for each step")]
pub fn steps(form: &mut Form, code: &str, on: Date, shown: &PartnerPage) -> Option<Vec<NewStep>> {
    let id = form.value("id").parse().unwrap_or_else(|_| Uuid::now_v7());
    let about: Option<Uuid> = form.value("about").parse().ok();
    let one = |step: Step, about: Option<Uuid>| {
        Some(vec![NewStep {
            id,
            about,
            on,
            step,
        }])
    };
    let note = form.value("note").to_owned();
    match code {
        "contact" => {
            let channel = channel(form)?;
            let adviser_present = form.value("adviser_present") == "yes";
            one(
                Step::Contact {
                    channel,
                    adviser_present,
                    note: String::new(),
                },
                None,
            )
        }
        "appointment" => appointment(form, id, on, shown),
        "invite" => one(
            Step::AdviserInvited {
                note: String::new(),
            },
            about,
        ),
        "attended" => {
            let present = form
                .values_of("present")
                .filter_map(|code| code.parse().ok())
                .collect();
            let substitute = form.value("substitute").to_owned();
            let is_handover = form.value("is_handover") == "yes";
            one(
                Step::AppointmentAttended {
                    present,
                    substitute,
                    is_handover,
                    note: String::new(),
                },
                about,
            )
        }
        "missed" => one(
            Step::AppointmentMissed {
                note: String::new(),
            },
            about,
        ),
        "called_off" => one(
            Step::AppointmentCalledOff {
                note: String::new(),
            },
            about,
        ),
        "conversation" => {
            let channel = channel(form)?;
            one(
                Step::ConditionalityExplained {
                    channel,
                    note: String::new(),
                },
                about,
            )
        }
        "sanction_considered" => one(
            Step::SanctionConsidered {
                appointment: about?,
                note: String::new(),
            },
            None,
        ),
        "sanction_applied" => {
            let from = form.required_date("from", "The first day without money");
            let until = form.optional_date("until", "The last day without money");
            let before_conversation = String::new();
            let step = Step::SanctionApplied {
                appointment: None,
                from: from?,
                until,
                before_conversation,
            };
            one(step, about)
        }
        "sanction_not_applied" => one(
            Step::SanctionNotApplied {
                note: String::new(),
            },
            about,
        ),
        "sanction_overturned" => one(
            Step::SanctionOverturned {
                note: String::new(),
            },
            about,
        ),
        "sanction_upheld" => one(
            Step::SanctionUpheld {
                note: String::new(),
            },
            about,
        ),
        "claim" => {
            let Ok(benefit) = form.value("benefit").parse::<Benefit>() else {
                form.add_error("benefit", "Choose the benefit");
                return None;
            };
            let (office, work_coach) = (shown.coach.office_name.clone(), shown.coach.name.clone());
            one(
                Step::ClaimPlanned {
                    benefit,
                    office,
                    work_coach,
                },
                None,
            )
        }
        "stage" => {
            let Ok(stage) = form.value("stage").parse::<Stage>() else {
                form.add_error("stage", "Choose what was done");
                return None;
            };
            one(Step::ClaimStage { stage, note }, about)
        }
        "support" => support(form, id, on, shown),
        "conference" => one(
            Step::ConferenceRequested {
                by: Attendee::WorkCoach,
                why: note,
            },
            None,
        ),
        _ => None,
    }
}

fn channel(form: &mut Form) -> Option<Channel> {
    let channel = form.value("channel").parse().ok();
    if channel.is_none() {
        form.add_error("channel", "Choose how it was");
    }
    channel
}

/// An appointment, and the invitation of the adviser where it was ticked.
fn appointment(form: &mut Form, id: Uuid, on: Date, shown: &PartnerPage) -> Option<Vec<NewStep>> {
    let purpose = form.value("purpose").parse::<Purpose>().ok();
    if purpose.is_none() {
        form.add_error("purpose", "Choose what it is for");
    }
    let for_day = form.required_date("for_day", "The day of the appointment");
    let channel = channel(form);
    let claim = shown.ledger.as_ref().and_then(|ledger| ledger.open_claim());
    let step = Step::AppointmentArranged {
        purpose: purpose?,
        for_day: for_day?,
        time: form.value("time").to_owned(),
        place: form.value("place").to_owned(),
        channel: channel?,
        claim: claim.map(|claim| claim.id),
    };
    let mut steps = vec![NewStep {
        id,
        about: None,
        on,
        step,
    }];
    if form.value("invite") == "yes" {
        steps.push(NewStep {
            id: form
                .value("second_id")
                .parse()
                .unwrap_or_else(|_| Uuid::now_v7()),
            about: Some(id),
            on,
            step: Step::AdviserInvited {
                note: String::new(),
            },
        });
    }
    Some(steps)
}

/// Every support that was ticked and was not offered before.
fn support(form: &mut Form, id: Uuid, on: Date, shown: &PartnerPage) -> Option<Vec<NewStep>> {
    let known: Vec<&str> = shown
        .ledger
        .iter()
        .flat_map(|ledger| &ledger.support)
        .map(|one| one.item.as_str())
        .collect();
    let steps: Vec<NewStep> = form
        .values_of("support")
        .filter(|item| !known.contains(item))
        .enumerate()
        .map(|(place, item)| NewStep {
            // The first has the form's own id, so that the same form sent twice is seen.
            id: if place == 0 { id } else { Uuid::now_v7() },
            about: None,
            on,
            step: Step::Support {
                item: item.to_owned(),
                stage: SupportStage::Offered,
                note: String::new(),
            },
        })
        .collect();
    if steps.is_empty() {
        form.add_error("support", "Tick what you went through with them");
        return None;
    }
    Some(steps)
}
