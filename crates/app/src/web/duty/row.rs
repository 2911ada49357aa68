//! A duty as a line of a list: for whom, what, by when, why, and the one action that does it.

use casework::{Action, Actor, duty::PersonDuty};
use jiff::civil::Date;
use leaving_care::{
    duty::{OwedBy, State},
    event::EventKind,
};

use super::Back;
use crate::web::printed;

/// A line.
pub struct Row {
    pub key: String,
    /// Empty where the list is about one person.
    pub name: String,
    pub person: String,
    pub place: String,
    pub title: String,
    pub protocol: String,
    /// Where the protocol says so; empty for those who do not read protocols.
    pub protocol_path: String,
    /// Who owes it, where that is not the council alone: "the Jobcentre".
    pub owed_by: &'static str,
    /// A word in colour, and the colour; the word may be empty.
    pub tag: String,
    pub tone: &'static str,
    pub when: String,
    pub why: String,
    /// Where it is done, and in which words; none for those who may not, and for what waits.
    pub action: Option<(String, &'static str)>,
    /// Where it is put off; empty where no exemption may.
    pub excuse: String,
    /// What is done in one tap; none for duties.
    pub tap: Option<Tap>,
}

/// A form with one button: where it is sent, which version was seen, and in which words.
pub struct Tap {
    pub path: String,
    pub version: String,
    pub words: &'static str,
}

impl Row {
    /// `name` and `place`: of the young person, empty on their own page.
    pub fn of(
        duty: &PersonDuty,
        name: &str,
        place: &str,
        actor: &Actor,
        as_at: Date,
        back: Back,
    ) -> Self {
        let (tag, tone, when) = standing(duty, as_at);
        let may_act = as_at == actor.moment.today
            && matches!(duty.state, State::Due | State::Overdue | State::Upcoming);
        let may_excuse = may_act
            && actor.may(Action::RecordEvents)
            && !duty.definition.excused_by.is_empty()
            && duty.state != State::Upcoming;
        Self {
            key: duty.key(),
            name: name.to_owned(),
            person: duty.person.to_string(),
            place: place.to_owned(),
            title: duty.definition.title.clone(),
            protocol: duty.protocol.title.clone(),
            protocol_path: if actor.may(Action::ReadProtocols) {
                format!(
                    "/protocols/{}#duty-{}",
                    duty.protocol.id, duty.definition.id
                )
            } else {
                String::new()
            },
            owed_by: match duty.definition.owed_by {
                OwedBy::Council => "",
                owed_by => owed_by.label(),
            },
            tag,
            tone,
            when,
            why: duty.why(),
            action: action(duty, actor, back).filter(|_| may_act && duty.state != State::Upcoming),
            excuse: if may_excuse {
                format!(
                    "/people/{}/duties/excuse?duty={}&back={}",
                    duty.person,
                    duty.name(),
                    back.word()
                )
            } else {
                String::new()
            },
            tap: None,
        }
    }
}

impl Row {
    /// On a look back nothing can be done.
    #[must_use]
    pub fn only_read(self) -> Self {
        Self {
            action: None,
            excuse: String::new(),
            ..self
        }
    }
}

/// How a duty stands: a word, its colour, and the days in a sentence.
pub fn standing(duty: &PersonDuty, as_at: Date) -> (String, &'static str, String) {
    let day = |day: Date| printed::long_date(&day);
    let due = format!("By {}", day(duty.late_after));
    match duty.state {
        State::Overdue => {
            let days = duty.days_late(as_at);
            ("Late".to_owned(), "late", was_due(duty.late_after, days))
        }
        State::Due => {
            let days = (duty.due_on - as_at).get_days();
            let tag = match days {
                ..=0 => "Now",
                1..=7 => "This week",
                _ => "",
            };
            (tag.to_owned(), "soon", due)
        }
        State::Upcoming => (
            String::new(),
            "plain",
            format!("From {}, by {}", day(duty.opens_on), day(duty.late_after)),
        ),
        State::Excused => ("Put off".to_owned(), "plain", due),
        State::Blocked => ("Waiting".to_owned(), "unknown", String::new()),
        State::Done => {
            let on = duty.fulfilled_on.unwrap_or(duty.due_on);
            let late = if duty.was_late() {
                format!(", after {}", day(duty.late_after))
            } else {
                String::new()
            };
            (String::new(), "plain", format!("Done on {}{late}", day(on)))
        }
    }
}

/// "Was due by 3 March 2026, 4 days ago".
pub fn was_due(by: Date, days_late: i32) -> String {
    let ago = match days_late {
        1 => "1 day ago".to_owned(),
        2..=59 => format!("{days_late} days ago"),
        60..=729 => format!("{} months ago", days_late / 30),
        _ => format!("{} years ago", days_late / 365),
    };
    format!("Was due by {}, {ago}", printed::long_date(&by))
}

/// Where a duty is done: a contact in the form for contacts, what belongs to a plan or a claim with these, anything else in the form
/// for steps.
fn action(duty: &PersonDuty, actor: &Actor, back: Back) -> Option<(String, &'static str)> {
    let person = duty.person;
    let accepts = &duty.definition.fulfilled_by;
    let contact = accepts
        .iter()
        .find(|acceptance| acceptance.kind == EventKind::AdviserContact);
    if let Some(contact) = contact {
        let how = if contact.face_to_face {
            "face_to_face"
        } else {
            ""
        };
        let path = format!(
            "/people/{person}/contacts/add?how={how}&back={}",
            back.word()
        );
        return actor
            .may(Action::RecordContacts)
            .then_some((path, "Record a contact"));
    }
    let kinds = accepts.iter().map(|acceptance| acceptance.kind);
    // What is named first is what the duty is about.
    if let Some(page) = kinds.clone().next().and_then(page_of) {
        return Some((format!("/people/{person}/{page}"), "Open"));
    }
    let can_be_recorded = kinds
        .into_iter()
        .any(|kind| casework::event::follows_from(kind).is_none());
    let path = format!(
        "/people/{person}/events/add?duty={}&back={}",
        duty.name(),
        back.word()
    );
    (can_be_recorded && actor.may(Action::RecordEvents)).then_some((path, "Record it"))
}

/// The page below a person's on which a step is recorded together with the thing that it belongs to: the pages of plans stand here; those
/// of claims are named beside the steps of a claim.
fn page_of(kind: EventKind) -> Option<&'static str> {
    use EventKind as Kind;
    Some(match kind {
        Kind::NeedsAssessmentCompleted
        | Kind::PathwayPlanCompleted
        | Kind::PathwayPlanReviewed
        | Kind::PlanCopyGiven => "plan",
        Kind::ReadinessReviewed => "readiness",
        Kind::PepStarted | Kind::PepCompleted | Kind::PepReviewed => "education-plan/add",
        kind => return leaving_care::claim::page_for(kind),
    })
}
