//! One entry of Ofsted's lists of children's homes, fostering agencies and supported accommodation.

use std::collections::HashMap;

use jiff::civil::Date;

/// An entry of the provider list. A URN may have several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provider {
    /// Always text, whatever the type of the cell was.
    pub urn: Box<str>,
    /// The placement codes (PLACE) that the provider may have.
    pub placement_codes: Vec<Box<str>>,
    /// The provider codes (PLACE_PROVIDER) that it may have.
    pub provider_codes: Vec<Box<str>>,
    /// Deregistration.
    pub closed_on: Option<Date>,
    /// In capitals and without spaces.
    pub postcode: Option<Box<str>>,
    /// The upper-tier authority of the postcode, or WAL, SCO, NIR; `None` when the postcode is unknown.
    pub postcode_authority: Option<Box<str>>,
}

/// The provider list.
#[derive(Debug, Clone, Default)]
pub struct Providers {
    by_urn: HashMap<Box<str>, Vec<Provider>>,
}

impl Providers {
    /// All entries with that URN, compared as text.
    pub fn with_urn(&self, urn: &str) -> &[Provider] {
        self.by_urn.get(urn).map_or(&[], Vec::as_slice)
    }
}

impl FromIterator<Provider> for Providers {
    fn from_iter<I: IntoIterator<Item = Provider>>(providers: I) -> Self {
        let mut by_urn: HashMap<Box<str>, Vec<Provider>> = HashMap::new();
        for provider in providers {
            by_urn
                .entry(provider.urn.clone())
                .or_default()
                .push(provider);
        }
        Self { by_urn }
    }
}
