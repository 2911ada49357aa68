//! Postcodes: in which authority each lies, and where on the grid; held in the form in which they are kept on disk.

use std::collections::HashMap;

use super::grid::GridReference;
use crate::cell::Text;

/// Where a postcode lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostcodePlace {
    /// The code of the lower-tier authority, as the Office for National Statistics writes it. Empty when the directory has none.
    pub authority: Text,
    /// `None` when the directory has none.
    pub grid: Option<GridReference>,
}

/// All postcodes that were handed in, also those no longer in use.
///
/// 2.7 million postcodes take 33 MB: each is a key of five bytes and a place of seven, sorted by key, and the file holds the same bytes.
#[derive(Debug, Clone)]
pub struct Postcodes {
    pub(super) records: Vec<u8>,
    pub(super) authorities: Vec<Text>,
    pub(super) version: String,
    /// For the first bits of a key, the first record that begins with them: looking up needs a few comparisons and not twenty-two.
    starts: Vec<u32>,
}

pub(super) const RECORD: usize = 12;
const KEY: usize = 5;

/// Postcodes have at most seven characters, 36 different ones: 37 to the seventh power needs 37 bits.
const LONGEST: usize = 7;
const KEY_BITS: u32 = 37;
const START_BITS: u32 = 16;

/// An authority's number, whether there is a grid reference, easting and northing: 54 bits of the 56.
const AUTHORITY_SHIFT: u32 = 43;
const GRID_KNOWN: u64 = 1 << 42;
const EASTING_SHIFT: u32 = 21;
const METRES: u64 = (1 << 21) - 1;
/// More codes of authorities than this cannot be numbered; the whole country has some 370.
pub(super) const MOST_AUTHORITIES: usize = 1 << 11;

impl Postcodes {
    /// Where the postcode lies; capitals and spaces do not matter. `None` when it is unknown.
    pub fn find(&self, postcode: &str) -> Option<PostcodePlace> {
        let key = key_of(postcode)?;
        let bucket = usize::try_from(key >> (KEY_BITS - START_BITS)).ok()?;
        let first = *self.starts.get(bucket)? as usize;
        let end = *self.starts.get(bucket + 1)? as usize;
        let records = self.records.get(first * RECORD..end * RECORD)?;
        let (records, _) = records.as_chunks::<RECORD>();
        let found = records.binary_search_by_key(&key, record_key).ok()?;
        self.place(records.get(found)?)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.records.len() / RECORD
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Which postcodes these are, for the results: file, number and fingerprint.
    pub fn version(&self) -> &str {
        &self.version
    }

    fn place(&self, record: &[u8; RECORD]) -> Option<PostcodePlace> {
        let mut bytes = [0; 8];
        bytes.get_mut(1..)?.copy_from_slice(record.get(KEY..)?);
        let place = u64::from_be_bytes(bytes);
        let metres = |shift: u32| i32::try_from((place >> shift) & METRES).unwrap_or(0);
        let authority = usize::try_from(place >> AUTHORITY_SHIFT).ok()?;
        Some(PostcodePlace {
            authority: self.authorities.get(authority)?.clone(),
            grid: (place & GRID_KNOWN != 0).then(|| GridReference {
                easting: metres(EASTING_SHIFT),
                northing: metres(0),
            }),
        })
    }

    /// Takes records as a file holds them. `None` when they are not sorted, or name an authority that is not there.
    pub(super) fn from_records(
        records: Vec<u8>,
        authorities: Vec<Text>,
        version: String,
    ) -> Option<Self> {
        let (chunks, rest) = records.as_chunks::<RECORD>();
        if !rest.is_empty() || u32::try_from(chunks.len()).is_err() {
            return None;
        }
        let mut starts = Vec::with_capacity((1 << START_BITS) + 1);
        let mut before = None;
        for (number, record) in (0..).zip(chunks) {
            let key = record_key(record);
            let bucket = usize::try_from(key >> (KEY_BITS - START_BITS)).ok()?;
            if before.is_some_and(|before| before >= key) || bucket >= 1 << START_BITS {
                return None;
            }
            before = Some(key);
            if starts.len() <= bucket {
                starts.resize(bucket + 1, number);
            }
        }
        starts.resize((1 << START_BITS) + 1, u32::try_from(chunks.len()).ok()?);
        let postcodes = Self {
            records,
            authorities,
            version,
            starts,
        };
        Some(postcodes)
    }
}

/// No postcodes.
impl Default for Postcodes {
    fn default() -> Self {
        std::iter::empty().collect()
    }
}

impl FromIterator<(String, PostcodePlace)> for Postcodes {
    /// What is no postcode is left out; of two equal ones the first is kept.
    fn from_iter<I: IntoIterator<Item = (String, PostcodePlace)>>(places: I) -> Self {
        let mut packing = Packing::default();
        for (postcode, place) in places {
            packing.add(&postcode, &place.authority, place.grid);
        }
        packing.finish("postcodes given one by one").postcodes
    }
}

fn record_key(record: &[u8; RECORD]) -> u64 {
    let key = record.iter().take(KEY);
    key.fold(0, |key, byte| key << 8 | u64::from(*byte))
}

/// The letters and digits as one number that sorts as they do. `None` for what cannot be a postcode.
fn key_of(postcode: &str) -> Option<u64> {
    let mut key = 0;
    let mut length = 0;
    for byte in postcode.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'Z' => byte - b'A' + 10,
            b'a'..=b'z' => byte - b'a' + 10,
            _ => return None,
        };
        key = key * 37 + u64::from(digit) + 1;
        length += 1;
        if length > LONGEST {
            return None;
        }
    }
    (length > 0).then(|| (length..LONGEST).fold(key, |key, _| key * 37))
}

/// Collects postcodes before they are sorted and packed.
#[derive(Default)]
pub(super) struct Packing {
    /// Key and place of each.
    packed: Vec<(u64, u64)>,
    authorities: Vec<Text>,
    numbers: HashMap<Text, usize>,
}

pub(super) struct Packed {
    pub(super) postcodes: Postcodes,
    /// How many stood there more than once.
    pub(super) repeats: usize,
}

impl Packing {
    /// `false` when it cannot be a postcode, or when there are too many different authorities.
    pub(super) fn add(
        &mut self,
        postcode: &str,
        authority: &str,
        grid: Option<GridReference>,
    ) -> bool {
        let Some(key) = key_of(postcode) else {
            return false;
        };
        let number = if let Some(number) = self.numbers.get(authority) {
            *number
        } else {
            let number = self.authorities.len();
            if number >= MOST_AUTHORITIES {
                return false;
            }
            self.authorities.push(authority.into());
            self.numbers.insert(authority.into(), number);
            number
        };
        // Beyond the grid of these islands there is no place: such a reference is no reference.
        let metres = |metres: i32| {
            u64::try_from(metres)
                .ok()
                .filter(|metres| *metres <= METRES)
        };
        let grid = grid.and_then(|grid| Some((metres(grid.easting)?, metres(grid.northing)?)));
        let grid = grid.map_or(0, |(east, north)| {
            GRID_KNOWN | east << EASTING_SHIFT | north
        });
        self.packed
            .push((key, (number as u64) << AUTHORITY_SHIFT | grid));
        true
    }

    pub(super) fn len(&self) -> usize {
        self.packed.len()
    }

    pub(super) fn finish(mut self, name: &str) -> Packed {
        // Stable, so that of equal ones the first of the file comes first. The directory is nearly sorted.
        self.packed.sort_by_key(|(key, _)| *key);
        let before = self.packed.len();
        self.packed.dedup_by_key(|(key, _)| *key);
        let mut records = Vec::with_capacity(self.packed.len() * RECORD);
        for (key, place) in &self.packed {
            records.extend(key.to_be_bytes().iter().skip(8 - KEY));
            records.extend(place.to_be_bytes().iter().skip(8 - (RECORD - KEY)));
        }
        let version = format!(
            "{name}, {} postcodes, {:016x}",
            self.packed.len(),
            fingerprint(&self.packed)
        );
        let repeats = before - self.packed.len();
        drop(self.packed);
        let postcodes = Postcodes::from_records(records, self.authorities, version);
        Packed {
            // Sorted and without repeats, they are always taken.
            postcodes: postcodes.unwrap_or(Postcodes {
                records: Vec::new(),
                authorities: Vec::new(),
                version: String::new(),
                starts: Vec::new(),
            }),
            repeats,
        }
    }
}

/// FNV-1a over the packed postcodes: tells two directories apart, and is no seal.
fn fingerprint(packed: &[(u64, u64)]) -> u64 {
    let mix = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0100_0000_01b3);
    packed
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, (key, place)| {
            mix(mix(hash, *key), *place)
        })
}

/// In capitals and without spaces.
pub fn postcode_key(postcode: &str) -> String {
    let letters = postcode.chars().filter(|letter| !letter.is_whitespace());
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_found_however_it_is_written() {
        let place = |authority: &str, easting| PostcodePlace {
            authority: authority.into(),
            grid: Some(GridReference {
                easting,
                northing: 1_220_000,
            }),
        };
        let nowhere = PostcodePlace {
            authority: Text::default(),
            grid: None,
        };
        let given = [
            ("B1  1AA", place("E08000025", 406_600)),
            ("zz99 9zz", place("L99999999", 0)),
            ("AB1 0AA", nowhere.clone()),
            ("B1 1AA", place("E08000026", 1)),
            ("B11 1AA", place("E08000027", 2)),
            ("no postcode!", nowhere.clone()),
            ("", nowhere.clone()),
        ];
        let postcodes: Postcodes = given
            .map(|(postcode, place)| (postcode.to_owned(), place))
            .into_iter()
            .collect();
        assert_eq!(postcodes.len(), 4);
        let check = |postcode: &str, expected: Option<PostcodePlace>| {
            assert_eq!(postcodes.find(postcode), expected, "{postcode:?}");
        };
        check("B1 1AA", Some(place("E08000025", 406_600)));
        check("b11aa", Some(place("E08000025", 406_600)));
        check(" B 1 1 A A ", Some(place("E08000025", 406_600)));
        check("B111AA", Some(place("E08000027", 2)));
        check("ZZ999ZZ", Some(place("L99999999", 0)));
        check("AB10AA", Some(nowhere));
        for unknown in [
            "", " ", "B1 1A", "B1 1AAA", "B1 1AB", "AAAAAAAA", "B1é1AA", "0000000", "A",
        ] {
            check(unknown, None);
        }
        assert_eq!(Postcodes::default().find("B1 1AA"), None);
    }
}
