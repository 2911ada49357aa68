//! The personal education plan, before and after 16, and the talk between virtual school and adviser: what was recorded of each.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::event::EventKind;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EducationStep {
    Started,
    Completed,
    Reviewed,
    /// S3-3: at 16 to 18 the virtual school and the adviser speak about goals and the support that they need.
    VirtualSchoolLiaison,
}

impl EducationStep {
    pub const ALL: [Self; 4] = [
        Self::Started,
        Self::Completed,
        Self::Reviewed,
        Self::VirtualSchoolLiaison,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Completed => "completed",
            Self::Reviewed => "reviewed",
            Self::VirtualSchoolLiaison => "virtual_school_liaison",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Started => "Plan started",
            Self::Completed => "Plan completed",
            Self::Reviewed => "Plan reviewed",
            Self::VirtualSchoolLiaison => "Virtual school and adviser spoke about goals",
        }
    }

    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == text)
    }

    /// As duties know it.
    pub fn event(self) -> EventKind {
        match self {
            Self::Started => EventKind::PepStarted,
            Self::Completed => EventKind::PepCompleted,
            Self::Reviewed => EventKind::PepReviewed,
            Self::VirtualSchoolLiaison => EventKind::VirtualSchoolLiaison,
        }
    }
}

/// A step of an education plan as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EducationPlanStep {
    pub step: EducationStep,
    pub happened_on: Date,
    /// School, college or provider.
    pub place: String,
    /// Where the plan itself is kept: an address inside the council, or a file number.
    pub kept_at: String,
    /// Goals and the support for them, in a few sentences.
    pub goals: String,
    /// When they meet about it next.
    pub next_on: Option<Date>,
}

/// A plan that began at 16 or later is a post-16 plan. The age at which a step was taken decides its name.
pub fn name_at(age_years: i16) -> &'static str {
    if age_years >= 16 {
        "Post-16 education plan"
    } else {
        "Personal education plan"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_and_names_follow_age() {
        for step in EducationStep::ALL {
            assert_eq!(EducationStep::from_code(step.code()), Some(step));
        }
        assert_eq!(EducationStep::from_code("held"), None);
        assert_eq!(name_at(15), "Personal education plan");
        assert_eq!(name_at(16), "Post-16 education plan");
    }
}
