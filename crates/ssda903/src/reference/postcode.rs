//! Postcodes: in which authority each lies, and where.

use std::collections::HashMap;

/// Where a postcode lies.
#[derive(Debug, Clone, PartialEq)]
pub struct PostcodePlace {
    /// The code of the lower-tier authority, as the Office for National Statistics writes it.
    pub authority: Box<str>,
    /// Metres on the national grid.
    pub easting: f64,
    pub northing: f64,
}

/// All postcodes that were handed in, also those no longer in use.
#[derive(Debug, Clone, Default)]
pub struct Postcodes {
    places: HashMap<Box<str>, PostcodePlace>,
}

impl Postcodes {
    /// Where the postcode lies; capitals and spaces do not matter. `None` when it is unknown.
    pub fn find(&self, postcode: &str) -> Option<&PostcodePlace> {
        self.places.get(postcode_key(postcode).as_str())
    }
}

impl FromIterator<(String, PostcodePlace)> for Postcodes {
    fn from_iter<I: IntoIterator<Item = (String, PostcodePlace)>>(places: I) -> Self {
        let places = places
            .into_iter()
            .map(|(postcode, place)| (postcode_key(&postcode).into(), place));
        Self {
            places: places.collect(),
        }
    }
}

/// In capitals and without spaces.
pub fn postcode_key(postcode: &str) -> String {
    let letters = postcode.chars().filter(|letter| !letter.is_whitespace());
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}
