//! Numbers and reports about care leavers: who is counted, measures, published figures, comparators, rounding, suppression. Pure.

pub mod comparators;
pub mod figure;
pub mod impute;
pub mod interval;
pub mod measure;
pub mod population;
pub mod published;
pub mod rounding;
pub mod suppression;
pub mod table;
pub mod target;
