//! Published figures of every release and layout in one shape, with their marks, their release and what could not be read.
//!
//! [`embedded`] gives all that ships with the product; [`long::read`] and [`wide::read`] read one more file of the same kinds.

mod authorities;
mod category;
mod embedded;
mod figures;
mod held_back_by_hand;
mod indicators;
mod inspections;
pub mod long;
mod neighbours;
mod place;
mod scorecard;
mod sheet;
mod value;
pub mod wide;

pub use category::{AgeBand, Category, Table};
pub use embedded::{Reference, embedded};
pub use figures::{Figure, Figures, Release};
pub use held_back_by_hand::HeldBackByHand;
pub use indicators::{Indicator, IndicatorValue, Indicators, Polarity};
pub use inspections::{Grade, Inspection};
pub use neighbours::{Closeness, Neighbour, Neighbours};
pub use place::{Authority, Nation, Place, Region};
pub use scorecard::ScorecardRow;
pub use sheet::ReferenceFinding;
pub use value::{Marks, PublishedValue};

#[cfg(test)]
mod tests;
