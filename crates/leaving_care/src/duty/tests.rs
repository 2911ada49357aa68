//! Duties replayed: the Essex protocol day by day, the law, month ends and leap days, excuses, and what must always hold.

mod adoption;
mod essex;
mod files;
mod made;
mod properties;
mod rules;
mod statutory;
