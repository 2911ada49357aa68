//! Claims, appointments and sanctions from their steps: what can come next, what cannot and why, and what rules read of it.

mod ledger;
mod rules;
mod standing;

use jiff::civil::{Date, date};
use uuid::Uuid;

use super::*;
use crate::event::{Attendee, EventKind};

/// 18 on 3 March 2026.
const BORN: Date = date(2008, 3, 3);
const TODAY: Date = date(2026, 9, 1);

/// A life at the Jobcentre, told step by step; each step must be one that can come next.
#[derive(Default)]
struct Told {
    steps: Vec<Taken>,
}

impl Told {
    fn ledger(&self) -> Ledger {
        Ledger::of(&self.steps)
    }

    fn next(&self, about: Option<Uuid>, on: Date, step: Step) -> Taken {
        let number = u128::try_from(self.steps.len()).expect("a few steps") + 1;
        let id = Uuid::from_u128(number);
        Taken {
            id,
            about: about.unwrap_or(id),
            on,
            step,
        }
    }

    /// What is wrong with a step that would come next: its field and the message.
    fn wrong(&self, about: Option<Uuid>, on: Date, step: Step) -> Vec<(&'static str, String)> {
        let taken = self.next(about, on, step);
        self.ledger()
            .problems_with(&taken, BORN, TODAY)
            .into_iter()
            .map(|refusal| (refusal.field, refusal.message))
            .collect()
    }

    fn tell(&mut self, about: Option<Uuid>, on: Date, step: Step) -> Uuid {
        assert_eq!(self.wrong(about, on, step.clone()), [], "{on} {step:?}");
        let taken = self.next(about, on, step);
        let id = taken.id;
        self.steps.push(taken);
        id
    }

    fn claim(&mut self, on: Date) -> Uuid {
        self.tell(None, on, planned(Benefit::UniversalCredit))
    }

    fn stage(&mut self, claim: Uuid, stage: Stage, on: Date) {
        self.tell(Some(claim), on, at(stage));
    }

    fn appointment(&mut self, claim: Option<Uuid>, purpose: Purpose, for_day: Date) -> Uuid {
        let arranged_on = for_day.min(TODAY);
        self.tell(None, arranged_on, arranged(claim, purpose, for_day))
    }

    fn missed(&mut self, claim: Option<Uuid>, on: Date) -> Uuid {
        let id = self.appointment(claim, Purpose::Regular, on);
        let note = String::new();
        self.tell(Some(id), on, Step::AppointmentMissed { note });
        id
    }
}

fn planned(benefit: Benefit) -> Step {
    Step::ClaimPlanned {
        benefit,
        office: "Preston".into(),
        work_coach: String::new(),
    }
}

fn at(stage: Stage) -> Step {
    let note = String::new();
    Step::ClaimStage { stage, note }
}

fn arranged(claim: Option<Uuid>, purpose: Purpose, for_day: Date) -> Step {
    Step::AppointmentArranged {
        purpose,
        for_day,
        time: "10:30".into(),
        place: String::new(),
        channel: Channel::FaceToFace,
        claim,
    }
}

fn attended(present: &[Attendee], substitute: &str, is_handover: bool) -> Step {
    Step::AppointmentAttended {
        present: present.to_vec(),
        substitute: substitute.into(),
        is_handover,
        note: String::new(),
    }
}

fn explained() -> Step {
    Step::ConditionalityExplained {
        channel: Channel::Phone,
        note: String::new(),
    }
}

fn considered(appointment: Uuid) -> Step {
    let note = String::new();
    Step::SanctionConsidered { appointment, note }
}

fn applied(appointment: Option<Uuid>, before_conversation: &str) -> Step {
    Step::SanctionApplied {
        appointment,
        from: date(2026, 5, 1),
        until: None,
        before_conversation: before_conversation.into(),
    }
}

fn given() -> Step {
    Step::ConsentGiven {
        scope: vec![Scope::Contact, Scope::Claim],
        how: How::SignedForm,
        taken_by: "Sam Okafor".into(),
        until: None,
        note: String::new(),
    }
}
