//! Who acts, for which authority, and when: the first argument of every action.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    permission::{Action, Role, may},
};

/// The moment of an action. Only the outermost layer asks a clock; everything below is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub today: Date,
    pub now: Timestamp,
}

/// Somebody acting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// `None` on the command line.
    pub account: Option<Uuid>,
    pub name: String,
    pub role: Role,
    /// The authority whose people they may see (nine characters).
    pub authority: String,
    /// The worker they are, for their own list.
    pub worker: Option<Uuid>,
    /// The young person they are: their own pages are about nobody else.
    pub person: Option<Uuid>,
    pub moment: Moment,
}

impl Actor {
    /// The command line: whoever can run the program on the server's files already has everything; what they do is audited.
    pub fn command_line(authority: &str, moment: Moment) -> Self {
        Self {
            account: None,
            name: "command line".into(),
            role: Role::CommandLine,
            authority: authority.to_owned(),
            worker: None,
            person: None,
            moment,
        }
    }

    /// Whether this role may do it.
    pub fn may(&self, action: Action) -> bool {
        may(self.role, action)
    }

    /// Who they are themselves, for what is about nobody else. Whoever asks never names a person.
    pub fn own(&self, action: Action) -> Result<Uuid> {
        self.must(action, &self.authority)?;
        self.person.ok_or_else(|| {
            Error::Refused(
                "Your account is not linked to your record yet. Ask your personal adviser."
                    .to_owned(),
            )
        })
    }

    /// Stops unless this role may do it in this authority.
    pub fn must(&self, action: Action, authority: &str) -> Result<()> {
        if self.may(action) && self.authority == authority {
            Ok(())
        } else {
            Err(Error::NotAllowed)
        }
    }
}
