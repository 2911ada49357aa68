//! Needs assessments and pathway plans: beginning one, writing it part by part, signing it off, and what becomes of it afterwards.

mod mark;
mod open;
mod own;
mod owner;
mod sign_off;
mod team;
mod write;

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    action::Because,
    event::Attendee,
    pathway_plan::{Agreed, Content},
    plan_form::{DocumentKind, PlanForm, PlanForms},
};
pub use store::entitlement::By;
use store::pathway_plan::{MarkRecord, PlanRecord, SectionRecord};
use uuid::Uuid;

pub use crate::action::PersonAction;
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::Office,
    person::{View, find_own},
};

pub use mark::{check, comment, give_copy, request_review, take_back};
pub use open::{
    Comparison, Held, OpenPlan, OpenSection, PersonPlans, can_begin, compare, held, of_person, open,
};
pub use own::{OwnPlan, of_ones_own, request_own_review, say_own_view};
pub use owner::{OwnerChoice, owners};
pub use sign_off::{NewSignOff, sign_off};
pub use team::{Group, Team, TeamAsked, TeamGroup, TeamLine, TeamOrder, team};
pub use write::{SectionConflict, begin, conflict, draft_form, write_section};

/// A plan with what became of it.
#[derive(Debug, Clone)]
pub struct Plan {
    pub id: Uuid,
    pub person: Uuid,
    pub kind: DocumentKind,
    pub form: Arc<PlanForm>,
    pub begun_on: Date,
    /// The plan from which it began: then it is a review.
    pub based_on: Option<Uuid>,
    pub begun: By,
    /// Oldest first.
    pub marks: Vec<Mark>,
}

/// Something that became of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub kind: MarkKind,
    pub on: Date,
    pub words: String,
    pub event: Option<Uuid>,
    pub role: String,
    pub by: By,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    SignedOff { present: Vec<Attendee> },
    Checked(Verdict),
    Comment,
    CopyGiven,
    OwnView(Agreed),
    TakenBack,
}

/// What a manager's check of the quality said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Good,
    MendNextTime,
    DoAgain,
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Good, Self::MendNextTime, Self::DoAgain];

    pub fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::MendNextTime => "mend_next_time",
            Self::DoAgain => "do_again",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Good => "Good as it is",
            Self::MendNextTime => "Good, with something to mend at the next review",
            Self::DoAgain => "To be mended now: review it again soon",
        }
    }

    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == text)
    }
}

/// Where a plan stands. Worked out from its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanState {
    BeingWritten,
    SignedOff,
    TakenBack,
}

impl PlanState {
    pub fn code(self) -> &'static str {
        match self {
            Self::BeingWritten => "being_written",
            Self::SignedOff => "signed_off",
            Self::TakenBack => "taken_back",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::BeingWritten => "Being written",
            Self::SignedOff => "Signed off",
            Self::TakenBack => "Taken back",
        }
    }
}

impl Plan {
    pub fn state(&self) -> PlanState {
        let has = |wanted: fn(&MarkKind) -> bool| self.marks.iter().any(|mark| wanted(&mark.kind));
        if has(|kind| *kind == MarkKind::TakenBack) {
            PlanState::TakenBack
        } else if has(|kind| matches!(kind, MarkKind::SignedOff { .. })) {
            PlanState::SignedOff
        } else {
            PlanState::BeingWritten
        }
    }

    pub fn is_signed_off(&self) -> bool {
        self.state() == PlanState::SignedOff
    }

    pub fn is_being_written(&self) -> bool {
        self.state() == PlanState::BeingWritten
    }

    pub fn is_review(&self) -> bool {
        self.based_on.is_some()
    }

    /// The sign-off, also of a plan that was taken back afterwards.
    pub fn signed_off(&self) -> Option<&Mark> {
        self.marks
            .iter()
            .find(|mark| matches!(mark.kind, MarkKind::SignedOff { .. }))
    }

    /// The day on which it was agreed; while it is being written the day on which it was begun.
    pub fn agreed_on(&self) -> Date {
        self.signed_off().map_or(self.begun_on, |mark| mark.on)
    }

    /// The last check of its quality.
    pub fn checked(&self) -> Option<(&Mark, Verdict)> {
        self.marks.iter().rev().find_map(|mark| match mark.kind {
            MarkKind::Checked(verdict) => Some((mark, verdict)),
            _ => None,
        })
    }

    /// "Pathway plan", "Review of the pathway plan".
    pub fn title(&self) -> String {
        if self.is_review() {
            format!("Review of the {}", lower_first(&self.form.title))
        } else {
            self.form.title.clone()
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}

/// The longest text of a part: several pages.
const LONGEST_TEXT: usize = 20_000;

fn by(actor: &Actor) -> By {
    By {
        at: actor.moment.now,
        name: actor.name.clone(),
        account: actor.account,
    }
}

fn today(actor: &Actor) -> View {
    View {
        as_at: actor.moment.today,
        known_at: None,
    }
}

/// Whether the actor did what a record says: by account, and by name where either has none.
fn is_by(by: (&str, Option<Uuid>), actor: &Actor) -> bool {
    match (by.1, actor.account) {
        (Some(one), Some(other)) => one == other,
        _ => by.0 == actor.name,
    }
}

fn read_plan(record: PlanRecord, marks: &[MarkRecord]) -> Result<Plan> {
    let unreadable = || store::Error::Unreadable { what: "a plan" };
    Ok(Plan {
        kind: DocumentKind::from_code(&record.kind).ok_or_else(unreadable)?,
        form: PlanForms::shipped()
            .find(&record.form)
            .ok_or_else(unreadable)?
            .clone(),
        id: record.id,
        person: record.person,
        begun_on: record.begun_on,
        based_on: record.based_on,
        begun: record.by,
        marks: marks
            .iter()
            .filter(|mark| mark.plan == record.id)
            .filter_map(read_mark)
            .collect(),
    })
}

/// `None` for a kind that this program does not know.
fn read_mark(record: &MarkRecord) -> Option<Mark> {
    let kind = match record.kind.as_str() {
        "signed_off" => MarkKind::SignedOff {
            present: record
                .verdict
                .split(' ')
                .filter_map(|code| code.parse().ok())
                .collect(),
        },
        "checked" => MarkKind::Checked(Verdict::from_code(&record.verdict)?),
        "comment" => MarkKind::Comment,
        "copy_given" => MarkKind::CopyGiven,
        "own_view" => MarkKind::OwnView(Agreed::from_code(&record.verdict)?),
        "withdrawn" => MarkKind::TakenBack,
        _ => return None,
    };
    Some(Mark {
        kind,
        on: record.happened_on,
        words: record.words.clone(),
        event: record.event,
        role: record.role.clone(),
        by: record.by.clone(),
    })
}

/// A mark to be kept.
fn to_keep(actor: &Actor, plan: Uuid, kind: &MarkKind, on: Date, words: &str) -> MarkRecord {
    let (code, verdict) = match kind {
        MarkKind::SignedOff { present } => {
            let present: Vec<&str> = present.iter().map(|attendee| attendee.code()).collect();
            ("signed_off", present.join(" "))
        }
        MarkKind::Checked(verdict) => ("checked", verdict.code().to_owned()),
        MarkKind::Comment => ("comment", String::new()),
        MarkKind::CopyGiven => ("copy_given", String::new()),
        MarkKind::OwnView(agreed) => ("own_view", agreed.code().to_owned()),
        MarkKind::TakenBack => ("withdrawn", String::new()),
    };
    MarkRecord {
        id: Uuid::now_v7(),
        plan,
        kind: code.to_owned(),
        happened_on: on,
        verdict,
        words: without_nul(words.trim()),
        event: None,
        role: actor.role.code().to_owned(),
        by: by(actor),
    }
}

/// A plan of somebody of the actor's authority. Another authority's is answered like one that does not exist.
async fn own_plan(
    actor: &Actor,
    office: &Office,
    plan: Uuid,
    known_at: Option<Timestamp>,
) -> Result<Plan> {
    let record = store::pathway_plan::find(&office.db, plan)
        .await?
        .filter(|record| known_at.is_none_or(|moment| record.by.at <= moment))
        .ok_or(Error::NotFound("plan"))?;
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    match find_own(actor, office, record.person, view).await {
        Ok(_) => {}
        Err(Error::NotFound(_)) => return Err(Error::NotFound("plan")),
        Err(other) => return Err(other),
    }
    let marks = store::pathway_plan::marks_of_person(&office.db, record.person, known_at).await?;
    read_plan(record, &marks)
}

/// The plans of a person, newest first.
async fn plans_of(office: &Office, person: Uuid, known_at: Option<Timestamp>) -> Result<Vec<Plan>> {
    let marks = store::pathway_plan::marks_of_person(&office.db, person, known_at).await?;
    store::pathway_plan::of_person(&office.db, person, known_at)
        .await?
        .into_iter()
        .map(|record| read_plan(record, &marks))
        .collect()
}

/// What stands in a plan, from its parts.
fn content_of(sections: &[SectionRecord]) -> Result<Content> {
    sections
        .iter()
        .map(|record| {
            let section =
                serde_json::from_str(&record.content).map_err(|_| store::Error::Unreadable {
                    what: "a part of a plan",
                })?;
            Ok((record.head.clone(), section))
        })
        .collect()
}

fn because_of(plan: Uuid) -> Because {
    Because::PathwayPlan(plan)
}

/// A text that must say something.
fn required(field: &'static str, text: &str, message: &str) -> Result<String> {
    let text = without_nul(text.trim());
    let message = if text.is_empty() {
        message.to_owned()
    } else if text.chars().count() > LONGEST_TEXT {
        format!("Write up to {LONGEST_TEXT} characters.")
    } else {
        return Ok(text);
    };
    Err(Error::Invalid(vec![Problem::new(field, message)]))
}
