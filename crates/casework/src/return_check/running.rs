//! Checks that are being made, in memory: how far each is, and why one could not be finished.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::actor::Actor;

/// What a check is busy with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "stage", content = "why")]
pub enum Stage {
    /// Another check has to finish first.
    Waiting,
    Reading,
    Checking,
    Keeping,
    /// It could not be finished; the sentence says why and what to do.
    Failed(String),
}

/// One that failed is remembered for so long.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(1);

/// At most so many wait together; their files are in memory.
pub(super) const MOST: usize = 8;

#[derive(Default)]
pub(crate) struct Running {
    checks: Mutex<Vec<Check>>,
    /// Held by the one that is at work: two at once would only be slower, and need the memory of two.
    pub(super) at_work: tokio::sync::Mutex<()>,
}

/// A check that is being made.
#[derive(Debug, Clone)]
pub struct Check {
    pub id: Uuid,
    pub authority: String,
    /// The year ending 31 March.
    pub year: i16,
    pub started_at: Timestamp,
    pub started_by: String,
    pub stage: Stage,
}

impl Running {
    /// `false` when too many are waiting.
    pub fn begin(&self, actor: &Actor, id: Uuid, year: i16) -> bool {
        let mut checks = self.checks();
        checks.retain(|check| {
            !matches!(check.stage, Stage::Failed(_))
                || actor.moment.now.duration_since(check.started_at) < KEPT_FOR
        });
        let at_work = checks
            .iter()
            .filter(|check| !matches!(check.stage, Stage::Failed(_)));
        if at_work.count() >= MOST {
            return false;
        }
        checks.push(Check {
            id,
            authority: actor.authority.clone(),
            year,
            started_at: actor.moment.now,
            started_by: actor.name.clone(),
            stage: Stage::Waiting,
        });
        true
    }

    pub fn is_at(&self, id: Uuid, stage: Stage) {
        if let Some(check) = self.checks().iter_mut().find(|check| check.id == id) {
            check.stage = stage;
        }
    }

    pub fn is_done(&self, id: Uuid) {
        self.checks().retain(|check| check.id != id);
    }

    pub fn of(&self, authority: &str) -> Vec<Check> {
        self.checks()
            .iter()
            .filter(|check| check.authority == authority)
            .cloned()
            .collect()
    }

    fn checks(&self) -> MutexGuard<'_, Vec<Check>> {
        self.checks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
