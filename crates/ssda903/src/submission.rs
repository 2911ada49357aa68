//! Everything that is handed in to be checked: this year's return, those of earlier years, and what is looked up beside them.

use std::sync::LazyLock;

use crate::collection::Collection;
use crate::derived::Derived;
use crate::read::YearReading;
use crate::reference::{Postcodes, Provider, Providers};

/// A return to be checked.
pub struct Submission<'a> {
    pub collection: Collection,
    pub this_year: &'a YearReading,
    /// Last year's first, then the year before. More years make some rules surer.
    pub earlier_years: Vec<&'a YearReading>,
    /// `None` when no provider list was handed in: the rules that need it then say so.
    pub providers: Option<&'a Providers>,
    pub postcodes: Option<&'a Postcodes>,
    /// For each year in the order of [`Submission::years`], one entry for each Episodes row. Empty without postcodes.
    pub(crate) derived: Vec<Vec<Derived>>,
}

static UNKNOWN: LazyLock<Derived> = LazyLock::new(Derived::default);

impl<'a> Submission<'a> {
    /// This year's return alone. The other fields are set as far as there is something to set.
    pub fn of(collection: Collection, this_year: &'a YearReading) -> Self {
        Self {
            collection,
            this_year,
            earlier_years: Vec::new(),
            providers: None,
            postcodes: None,
            derived: Vec::new(),
        }
    }

    /// Takes PL_LA, PL_LOCATION and PL_DISTANCE as given, for this year, last year and so on: one entry for each Episodes row.
    #[must_use]
    pub fn with_derived(mut self, derived: Vec<Vec<Derived>>) -> Self {
        self.derived = derived;
        self
    }

    /// This year, last year and so on.
    pub(crate) fn years(&self) -> impl Iterator<Item = &'a YearReading> {
        std::iter::once(self.this_year).chain(self.earlier_years.iter().copied())
    }

    pub(crate) fn last_year(&self) -> Option<&'a YearReading> {
        self.earlier_years.first().copied()
    }

    pub(crate) fn providers_with_urn(&self, urn: &str) -> &'a [Provider] {
        self.providers
            .map_or(&[], |providers| providers.with_urn(urn))
    }

    pub(crate) fn postcode_is_known(&self, postcode: &str) -> bool {
        self.postcodes
            .is_some_and(|postcodes| postcodes.find(postcode).is_some())
    }

    pub(crate) fn derived(&self, years_ago: u8, number: u32) -> &Derived {
        self.derived
            .get(usize::from(years_ago))
            .and_then(|year| year.get(number as usize))
            .unwrap_or(&UNKNOWN)
    }
}
