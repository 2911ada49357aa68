//! Everything that is handed in to be checked: this year's return, those of earlier years, and what is looked up beside them.

use std::sync::{Arc, LazyLock};

use serde::Serialize;

use crate::collection::Collection;
use crate::derived::{Derived, derive};
use crate::ledger::{Ledger, check_with};
use crate::read::YearReading;
use crate::reference::{Authorities, Postcodes, Provider, Providers};
use crate::rules;

/// Which version of what was looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReferenceUsed {
    /// The list of authorities.
    pub authorities: String,
    pub postcodes: Option<String>,
    pub providers: Option<String>,
    /// This program's version: the rules are part of it.
    pub rules: String,
}

/// A return to be checked.
#[derive(Debug, Clone)]
pub struct Submission {
    pub collection: Collection,
    /// This year's, last year's, that of the year before and so on. More years make some rules surer. Never empty.
    pub years: Vec<YearReading>,
    /// `None` when no provider list was handed in: the rules that need it then say so.
    pub providers: Option<Arc<Providers>>,
    /// `None` when no postcode file was handed in: the rules that need it then say so.
    pub postcodes: Option<Arc<Postcodes>>,
    /// For each of the years one entry for each Episodes row. Empty without postcodes.
    pub derived: Vec<Vec<Derived>>,
    pub reference: ReferenceUsed,
}

static UNKNOWN: LazyLock<Derived> = LazyLock::new(Derived::default);

impl Submission {
    /// Returns alone, without anything to look up.
    pub fn new(collection: Collection, this_year: YearReading, earlier: Vec<YearReading>) -> Self {
        let mut years = vec![this_year];
        years.extend(earlier);
        Self {
            collection,
            years,
            providers: None,
            postcodes: None,
            derived: Vec::new(),
            reference: ReferenceUsed {
                rules: env!("CARGO_PKG_VERSION").to_owned(),
                ..ReferenceUsed::default()
            },
        }
    }

    /// Adds what is looked up, and works out from it what the rules ask of each episode.
    ///
    /// All is taken as it stands on the last day of the collection. Providers can be placed only where there are postcodes.
    #[must_use]
    pub fn with_reference(
        mut self,
        providers: Option<Providers>,
        postcodes: Option<Arc<Postcodes>>,
        authorities: &Authorities,
    ) -> Self {
        let day = self.collection.ends_on;
        // Rules compare it with the places of that day: an old code would put every placement outside.
        let own = authorities.code_on(&self.collection.authority, day);
        let own = own.to_owned();
        self.collection.authority = own;
        authorities
            .version()
            .clone_into(&mut self.reference.authorities);
        if let Some(postcodes) = &postcodes {
            self.derived = self
                .years
                .iter()
                .map(|year| {
                    let episodes = &year.year.episodes;
                    derive(
                        episodes,
                        postcodes,
                        authorities,
                        &self.collection.authority,
                        day,
                    )
                })
                .collect();
            self.reference.postcodes = Some(postcodes.version().to_owned());
        }
        if let Some(mut providers) = providers {
            if let Some(postcodes) = &postcodes {
                providers.locate(postcodes, authorities, day);
            }
            self.reference.providers = Some(providers.version().to_owned());
            self.providers = Some(Arc::new(providers));
        }
        self.postcodes = postcodes;
        self
    }

    /// The same of some children alone, to check them again without the others.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&str) -> bool) -> Self {
        let chosen = |year: &YearReading| YearReading {
            year: year.year.only(&keep),
            tables: year.tables.clone(),
            format: year.format,
            findings: Vec::new(),
            files: Vec::new(),
        };
        let derived = self.derived.iter().zip(&self.years).map(|(derived, year)| {
            let episodes = year.year.episodes.iter().zip(derived);
            episodes
                .filter(|(row, _)| keep(&row.value.child.text()))
                .map(|(_, derived)| derived.clone())
                .collect()
        });
        Self {
            collection: self.collection.clone(),
            years: self.years.iter().map(chosen).collect(),
            providers: self.providers.clone(),
            postcodes: self.postcodes.clone(),
            derived: derived.collect(),
            reference: self.reference.clone(),
        }
    }

    /// Checks the return against all rules of its year.
    pub fn check(&self) -> Ledger {
        check_with(self, rules::of_year(self.collection.year_ending))
    }

    pub(crate) fn this_year(&self) -> Option<&YearReading> {
        self.years.first()
    }

    pub(crate) fn last_year(&self) -> Option<&YearReading> {
        self.years.get(1)
    }

    pub(crate) fn providers_with_urn(&self, urn: &str) -> &[Provider] {
        self.providers
            .as_ref()
            .map_or(&[], |providers| providers.with_urn(urn))
    }

    pub(crate) fn postcode_is_known(&self, postcode: &str) -> bool {
        self.postcodes
            .as_ref()
            .is_some_and(|postcodes| postcodes.find(postcode).is_some())
    }

    pub(crate) fn derived(&self, years_ago: u8, number: u32) -> &Derived {
        self.derived
            .get(usize::from(years_ago))
            .and_then(|year| year.get(number as usize))
            .unwrap_or(&UNKNOWN)
    }
}
