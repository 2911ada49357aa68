//! The clock that both sides see: the open duties of the protocols in which the Jobcentre owes something, as the council sees them.

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::{
    duty::{OwedBy, State},
    jobcentre::SharedField,
};
use uuid::Uuid;

use super::SharedPerson;
use crate::{actor::Actor, duty::everybodys, error::Result, office::Office, person::View};

/// A duty as a work coach sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    pub title: String,
    pub owed_by: OwedBy,
    pub opens_on: Date,
    pub due_on: Date,
    pub state: State,
    pub days_late: i32,
    /// One sentence.
    pub why: String,
}

/// What is open for one young person, the late first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clock {
    pub open: Vec<Next>,
}

impl Clock {
    /// What comes next: the Jobcentre's own before the council's, what is late before what is due.
    pub fn next(&self) -> Option<&Next> {
        let rank = |next: &Next| {
            (
                stage(next.state),
                next.owed_by == OwedBy::Council,
                next.due_on,
            )
        };
        self.open
            .iter()
            .filter(|next| next.state != State::Excused)
            .min_by_key(|next| rank(next))
    }

    /// What must not be done yet, such as considering a sanction before the conversation.
    pub fn blocked(&self) -> impl Iterator<Item = &Next> {
        self.open.iter().filter(|next| next.state == State::Blocked)
    }

    /// Everything else, in the order in which it must be done.
    pub fn to_do(&self) -> impl Iterator<Item = &Next> {
        self.open.iter().filter(|next| next.state != State::Blocked)
    }
}

fn stage(state: State) -> u8 {
    match state {
        State::Overdue => 0,
        State::Due => 1,
        State::Upcoming => 2,
        State::Excused | State::Blocked | State::Done => 3,
    }
}

/// The clocks of those who agreed that steps may be shared.
pub(super) async fn of_people(
    actor: &Actor,
    office: &Office,
    people: &[SharedPerson],
) -> Result<HashMap<Uuid, Clock>> {
    let today = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let duties = everybodys(office, &actor.authority, today).await?;
    let mut clocks = HashMap::new();
    for person in people {
        if !person.may_see(SharedField::Steps) {
            continue;
        }
        let mut open: Vec<Next> = duties
            .of(person.id)
            .iter()
            .filter(|duty| {
                let duties = &duty.protocol.duties;
                duties.iter().any(|one| one.owed_by != OwedBy::Council)
            })
            .map(|duty| Next {
                title: duty.definition.title.clone(),
                owed_by: duty.definition.owed_by,
                opens_on: duty.opens_on,
                due_on: duty.due_on,
                state: duty.state,
                days_late: duty.days_late(today.as_at),
                why: duty.why(),
            })
            .collect();
        open.sort_by_key(|next| (stage(next.state), next.due_on));
        clocks.insert(person.id, Clock { open });
    }
    Ok(clocks)
}
