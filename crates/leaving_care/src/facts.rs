//! Everything dated about one person that measures and rules read: small values only, so that a whole country fits in memory.

use std::sync::Arc;

use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    accommodation::Accommodation, activity::Activity, allocation::Allocation,
    eligibility::Category, in_touch::InTouch, placement::Placement, spell::Spell,
};

/// That somebody was reported as a care leaver, by a return or by another system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReportedCareLeaver {
    /// The year (ending 31 March) in whose OC3 table the person stood.
    pub in_return_of: Option<i16>,
    /// The category that another system gave.
    pub category: Option<Category>,
}

/// The dated facts of one person as known at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonFacts {
    pub person: Uuid,
    pub date_of_birth: Date,
    /// Index into the authority's list of localities; `None` when not recorded.
    pub locality: Option<u16>,
    pub activities: Vec<Spell<Activity>>,
    pub accommodations: Vec<Spell<Accommodation>>,
    pub in_touch: Vec<Spell<InTouch>>,
    pub placements: Vec<Spell<Placement>>,
    pub allocations: Vec<Spell<Allocation>>,
    pub reported: Vec<Spell<ReportedCareLeaver>>,
}

impl PersonFacts {
    /// Whether the person stood in the return for the year ending 31 March `year`.
    pub fn was_in_return_of(&self, year: i16) -> bool {
        self.reported
            .iter()
            .any(|spell| spell.value.in_return_of == Some(year))
    }
}

/// The facts of everybody whom one authority knows.
#[derive(Debug, Clone, Default)]
pub struct AuthorityFacts {
    /// Nine-character code.
    pub authority: String,
    pub localities: Vec<String>,
    /// In the order of their ids.
    pub people: Vec<Arc<PersonFacts>>,
}

impl AuthorityFacts {
    /// The facts of one person; `None` where the authority does not know them.
    pub fn of(&self, person: Uuid) -> Option<&Arc<PersonFacts>> {
        let index = self
            .people
            .binary_search_by_key(&person, |known| known.person)
            .ok()?;
        self.people.get(index)
    }
}
