//! The collection for which a return is made: its year and the authority that makes it.

use jiff::civil::Date;

/// One authority's return for one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// The year that ends on 31 March of this year.
    pub year_ending: i16,
    /// 1 April.
    pub starts_on: Date,
    /// 31 March.
    pub ends_on: Date,
    /// The code of the authority that makes the return, for example E09000027.
    pub authority: String,
}

impl Collection {
    pub fn new(year_ending: i16, authority: &str) -> Self {
        let day = |year, month, day| Date::new(year, month, day).unwrap_or(Date::MAX);
        Self {
            year_ending,
            starts_on: day(year_ending.saturating_sub(1), 4, 1),
            ends_on: day(year_ending, 3, 31),
            authority: authority.to_owned(),
        }
    }

    /// Whether the date lies in the year, its first and last day included.
    pub fn contains(&self, date: Date) -> bool {
        self.starts_on <= date && date <= self.ends_on
    }
}
