//! What the yearly return would still ask about a young person, on their page, each with where it is mended.

use casework::return_check::{Mend, Task};
use uuid::Uuid;

/// One line of "For the yearly return".
pub struct Ask {
    pub task: Task,
    /// The form in which it is mended, for those who may; empty where there is none.
    pub path: String,
}

impl Ask {
    pub fn of(task: Task, person: Uuid, may_record: bool, may_change: bool) -> Self {
        let path = match task.mend {
            Mend::CorrectSpell(spell) if may_record => format!("/spells/{spell}/correct"),
            Mend::AddSpell(kind) if may_record => {
                format!("/people/{person}/spells/{}/add", kind.code())
            }
            Mend::Details if may_change => format!("/people/{person}/change"),
            _ => String::new(),
        };
        Self { task, path }
    }

    pub fn is_elsewhere(&self) -> bool {
        self.task.mend == Mend::Elsewhere
    }
}
