//! What may be published of a table of counts: small numbers are held back, and enough beside them that they cannot be worked out.
//!
//! Two policies. [`Policy::Department`] holds back what the Department for Education holds back (see [`department`], which says
//! how that was found out). [`Policy::House`] is stricter: "not known" is held back too, a zero is never held back, and no figure
//! that is held back can be worked out from those that are shown, nor from shown percentages ([`disclosure`]).

pub mod department;
pub mod disclosure;
mod house;
mod matrix;
mod tables;

pub use matrix::{PublishedMatrix, PublishedRow, suppress_matrix, suppress_one_way};
pub use tables::{ActivityTable, Education, PublishedCell, PublishedTable, SuitabilityTable};

use serde::{Deserialize, Serialize};

use crate::published::Category;

/// Which rule decides what is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    Department,
    House,
}

impl Policy {
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "department" => Some(Self::Department),
            "house" => Some(Self::House),
            _ => None,
        }
    }
}

/// Counts that are held back because they could point at a person: 1 to 5.
pub fn is_small(count: u32) -> bool {
    (1..=5).contains(&count)
}

/// The activity table as it may be published.
pub fn suppress(table: &ActivityTable, policy: Policy) -> PublishedTable {
    let hidden = match policy {
        Policy::Department => department::activity(table),
        Policy::House => house::activity(table),
    };
    publish(&table.cells(), &hidden, policy)
}

/// The suitability table as it may be published.
pub fn suppress_suitability(table: &SuitabilityTable, policy: Policy) -> PublishedTable {
    let hidden = match policy {
        Policy::Department => department::suitability(table),
        Policy::House => house::suitability(table),
    };
    publish(&table.cells(), &hidden, policy)
}

/// Categories that are held back in a published activity table and can yet be worked out from its shown counts. Under the house policy
/// a reader knows that a hidden count is not zero; under the Department's it may be.
pub fn given_away(
    table: &ActivityTable,
    published: &PublishedTable,
    policy: Policy,
) -> Vec<Category> {
    let cells = table.cells();
    let is_hidden = |category, _| published.is_suppressed(category);
    of_network(
        &cells,
        &house::activity_network(&cells, is_hidden, least_hidden(policy)),
    )
}

/// The same for a published suitability table.
pub fn given_away_suitability(
    table: &SuitabilityTable,
    published: &PublishedTable,
    policy: Policy,
) -> Vec<Category> {
    let cells = table.cells();
    let is_hidden = |category, _| published.is_suppressed(category);
    of_network(
        &cells,
        &house::suitability_network(&cells, is_hidden, least_hidden(policy)),
    )
}

fn least_hidden(policy: Policy) -> u32 {
    match policy {
        Policy::Department => 0,
        Policy::House => house::LEAST_HIDDEN,
    }
}

fn of_network(cells: &[(Category, u32)], network: &disclosure::Network) -> Vec<Category> {
    (0..cells.len())
        .filter(|index| network.is_given_away(*index))
        .map(|index| cells[index].0)
        .collect()
}

fn publish(cells: &[(Category, u32)], hidden: &[Category], policy: Policy) -> PublishedTable {
    let total = cells
        .iter()
        .find(|cell| cell.0 == Category::Total)
        .map_or(0, |cell| cell.1);
    // A shown count beside its percentage would give a hidden total away.
    let hide_percentages = policy == Policy::House && hidden.contains(&Category::Total);
    let published = cells.iter().map(|(category, count)| {
        if hidden.contains(category) {
            PublishedCell::suppressed(*category)
        } else {
            PublishedCell::shown(*category, *count, total, hide_percentages && *count > 0)
        }
    });
    PublishedTable {
        cells: published.collect(),
    }
}
