//! The providers of Ofsted's lists: children's homes, fostering agencies and supported accommodation.

use std::collections::HashMap;

use jiff::civil::Date;

use super::authority::Authorities;
use super::postcode::Postcodes;

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
    /// The upper-tier authority of the postcode, or WAL, SCO, NIR; `None` when the postcode is unknown. Set by [`Providers::locate`].
    pub postcode_authority: Option<Box<str>>,
}

/// The provider list.
#[derive(Debug, Clone, Default)]
pub struct Providers {
    by_urn: HashMap<Box<str>, Vec<Provider>>,
    count: usize,
    pub(super) version: String,
}

impl Providers {
    /// All entries with that URN, compared as text, in the order of the list.
    pub fn with_urn(&self, urn: &str) -> &[Provider] {
        self.by_urn.get(urn).map_or(&[], Vec::as_slice)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Which lists these are, for the results: file and number of entries.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Adds the entries of another list behind these.
    pub fn join(&mut self, other: Self) {
        for (urn, mut providers) in other.by_urn {
            self.by_urn.entry(urn).or_default().append(&mut providers);
        }
        self.count += other.count;
        if !self.version.is_empty() && !other.version.is_empty() {
            self.version.push_str("; ");
        }
        self.version.push_str(&other.version);
    }

    /// Sets the authority in which each provider's own postcode lies on that day. It need not be the one that the list names.
    pub fn locate(&mut self, postcodes: &Postcodes, authorities: &Authorities, on: Date) {
        for provider in self.by_urn.values_mut().flatten() {
            let place = provider
                .postcode
                .as_deref()
                .and_then(|postcode| postcodes.find(postcode));
            let authority = place.and_then(|place| authorities.of_place(&place, on));
            provider.postcode_authority = authority.map(|authority| authority.as_str().into());
        }
    }
}

impl FromIterator<Provider> for Providers {
    fn from_iter<I: IntoIterator<Item = Provider>>(providers: I) -> Self {
        let mut list = Self::default();
        for provider in providers {
            list.count += 1;
            list.by_urn
                .entry(provider.urn.clone())
                .or_default()
                .push(provider);
        }
        list
    }
}
