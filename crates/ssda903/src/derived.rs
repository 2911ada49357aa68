//! What is worked out for each episode from its postcodes: the authority of the placement, inside or outside, and how far from home.

use jiff::civil::Date;

use crate::cell::Text;
use crate::reference::{Authorities, Postcodes};
use crate::rows::{Episode, Row};

/// The derived fields of one Episodes row (PL_LA, PL_LOCATION and PL_DISTANCE). All are `None` when the postcode is blank or unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Derived {
    /// PL_LA: the code of the upper-tier authority, or WAL, SCO, NIR or NUK. `None` also when the list of authorities does not know the one
    /// in which the postcode lies.
    pub authority: Option<Text>,
    /// PL_LOCATION.
    pub location: Option<Location>,
    /// PL_DISTANCE: from HOME_POST to PL_POST as the crow flies, in tenths of a mile.
    pub distance_tenths: Option<i32>,
}

/// Whether a placement lies in the area of the authority that makes the return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    Inside,
    Outside,
}

/// The derived fields of each episode, in order.
///
/// `authority` makes the return. The authorities are those of the day `on`; ask for all years of one check with the same day, the last
/// of the collection: a placement that did not move must not seem to, only because its authority was recoded between the years.
pub fn derive(
    episodes: &[Row<Episode>],
    postcodes: &Postcodes,
    authorities: &Authorities,
    authority: &str,
    on: Date,
) -> Vec<Derived> {
    let own = authorities.code_on(authority, on);
    let derive = |row: &Row<Episode>| {
        let find = |postcode: std::borrow::Cow<'_, str>| postcodes.find(&postcode);
        let Some(placement) = find(row.value.placement_postcode.text()) else {
            return Derived::default();
        };
        let home = find(row.value.home_postcode.text());
        let grids = home.and_then(|home| home.grid).zip(placement.grid);
        let authority = authorities.of_place(&placement, on);
        let location = if authority.as_deref() == Some(own) {
            Location::Inside
        } else {
            Location::Outside
        };
        Derived {
            // The directory knows postcodes of which it does not say where they are.
            location: (!placement.authority.is_empty()).then_some(location),
            authority,
            distance_tenths: grids.map(|(home, placement)| home.tenths_of_miles_to(placement)),
        }
    };
    episodes.iter().map(derive).collect()
}
