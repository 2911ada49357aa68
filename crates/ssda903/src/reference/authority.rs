//! Which authority has the duties for children in each district, and from when to when.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::ReferenceError;
use super::postcode::PostcodePlace;
use crate::cell::Text;

/// The dated list that comes with the crate: see data/README.md for its sources and for what in it is not verified.
static DATED: &str = include_str!("../../data/authorities.csv");

/// For each lower-tier authority (district, borough, unitary) the upper-tier one in which it lies; many are both.
#[derive(Debug, Clone)]
pub struct Authorities {
    /// Sorted by the code of the lower tier.
    entries: Vec<Entry>,
    version: String,
}

#[derive(Debug, Clone)]
struct Entry {
    lower_tier: Text,
    upper_tier: Text,
    /// Both days included.
    valid_from: Date,
    valid_to: Date,
}

impl Authorities {
    /// England from April 2021 to March 2027, with the changes of 2023 and 2025.
    pub fn dated() -> &'static Self {
        static LIST: LazyLock<Authorities> = LazyLock::new(|| {
            let mut reader = csv::Reader::from_reader(DATED.as_bytes());
            let entry = |row: csv::StringRecord| {
                let day = |place: usize, without: Date| match row.get(place) {
                    None | Some("") => Some(without),
                    Some(day) => day.parse().ok(),
                };
                Some(Entry {
                    lower_tier: row.get(0)?.into(),
                    upper_tier: row.get(2)?.into(),
                    valid_from: day(4, Date::MIN)?,
                    valid_to: day(5, Date::MAX)?,
                })
            };
            let rows = reader.records().filter_map(Result::ok);
            let entries = rows.filter_map(entry).collect();
            Authorities::new(entries, "dated list, April 2021 to March 2027".into())
        });
        &LIST
    }

    /// Reads a list as the Office for National Statistics publishes it, one edition as JSON (`LTLA21CD`, `UTLA21CD` or the same of another
    /// year). It is used for every year as it stands. `name` goes into [`Authorities::version`].
    pub fn read(json: &[u8], name: &str) -> Result<Self, ReferenceError> {
        let failed = |reason: &str| ReferenceError::ReadAuthorities(reason.to_owned());
        let rows: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_slice(json)
            .map_err(|error| ReferenceError::ReadAuthorities(error.to_string()))?;
        let code = |row: &serde_json::Map<String, serde_json::Value>, tier: &str| {
            let is = |name: &str| name.starts_with(tier) && name.ends_with("CD");
            let found = row.iter().find(|(name, _)| is(&name.to_ascii_uppercase()));
            found
                .and_then(|(_, value)| value.as_str())
                .map(|code| Text::from(code.trim()))
        };
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            let (Some(lower_tier), Some(upper_tier)) = (code(row, "LTLA"), code(row, "UTLA"))
            else {
                return Err(failed("an entry lacks one of the two codes"));
            };
            entries.push(Entry {
                lower_tier,
                upper_tier,
                valid_from: Date::MIN,
                valid_to: Date::MAX,
            });
        }
        if entries.is_empty() {
            return Err(failed("it is empty"));
        }
        let version = format!(
            "{name}, {} authorities, the same for every year",
            entries.len()
        );
        Ok(Self::new(entries, version))
    }

    fn new(mut entries: Vec<Entry>, version: String) -> Self {
        entries.sort_by(|left, right| left.lower_tier.cmp(&right.lower_tier));
        Self { entries, version }
    }

    /// The authority that has the duties on that day in the area of the lower-tier one. `None` when the list does not know it.
    ///
    /// An old code gives the successor in later years, and a new one the predecessor in earlier years: so a postcode directory need not be
    /// of the year of the return.
    pub fn upper_tier(&self, lower_tier: &str, on: Date) -> Option<&str> {
        let first = self
            .entries
            .partition_point(|entry| entry.lower_tier.as_str() < lower_tier);
        let entries = self.entries.get(first..).unwrap_or_default().iter();
        entries
            .take_while(|entry| entry.lower_tier == lower_tier)
            .find(|entry| entry.valid_from <= on && on <= entry.valid_to)
            .map(|entry| entry.upper_tier.as_str())
    }

    /// The code of an upper-tier authority on that day, when it was recoded (Barnsley, Sheffield); any other as it is.
    pub fn code_on<'a>(&'a self, authority: &'a str, on: Date) -> &'a str {
        self.upper_tier(authority, on).unwrap_or(authority)
    }

    /// Whether a code stands anywhere in the list, on whatever day and tier.
    pub fn knows(&self, code: &str) -> bool {
        let is_it = |entry: &Entry| entry.lower_tier == code || entry.upper_tier == code;
        self.entries.iter().any(is_it)
    }

    /// What PL_LA holds for a place on that day: the upper-tier authority in England, else WAL, SCO, NIR, or NUK for the Channel Islands and
    /// the Isle of Man, which the postcode directory counts among its postcodes. CON never comes of a postcode. `None` when the list does
    /// not know the authority.
    pub fn of_place(&self, place: &PostcodePlace, on: Date) -> Option<Text> {
        let code = place.authority.as_str();
        match code.as_bytes().first()? {
            b'W' => Some("WAL".into()),
            b'S' => Some("SCO".into()),
            b'N' => Some("NIR".into()),
            b'L' | b'M' => Some("NUK".into()),
            _ => self.upper_tier(code, on).map(Into::into),
        }
    }

    /// Which list this is, for the results.
    pub fn version(&self) -> &str {
        &self.version
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn old_and_new_codes_of_both_tiers_are_known() {
        let check = |code: &str, known: bool| {
            assert_eq!(Authorities::dated().knows(code), known, "{code}");
        };
        check("E09000027", true);
        check("E10000017", true);
        check("E08000016", true);
        check("E08000038", true);
        check("E09999999", false);
        check("888", false);
        check("", false);
    }

    #[test]
    fn changes_hold_from_their_day() {
        let check = |lower: &str, on: Date, upper: Option<&str>| {
            assert_eq!(
                Authorities::dated().upper_tier(lower, on),
                upper,
                "{lower} on {on}"
            );
        };
        // Birmingham, Lambeth and Suffolk Coastal's successor never changed.
        check("E08000025", date(2022, 3, 31), Some("E08000025"));
        check("E09000022", date(2027, 3, 31), Some("E09000022"));
        check("E07000244", date(2026, 3, 31), Some("E10000029"));
        // Carlisle and Eden, Harrogate, Mendip.
        check("E07000028", date(2023, 3, 31), Some("E10000006"));
        check("E07000028", date(2023, 4, 1), Some("E06000063"));
        check("E07000030", date(2023, 4, 1), Some("E06000064"));
        check("E07000165", date(2023, 3, 31), Some("E10000023"));
        check("E07000165", date(2024, 3, 31), Some("E06000065"));
        check("E07000187", date(2023, 4, 1), Some("E06000066"));
        check("E06000064", date(2023, 3, 31), Some("E10000006"));
        check("E06000064", date(2023, 4, 1), Some("E06000064"));
        // Barnsley and Sheffield, by either code.
        for (old, new) in [("E08000016", "E08000038"), ("E08000019", "E08000039")] {
            for code in [old, new] {
                check(code, date(2025, 3, 31), Some(old));
                check(code, date(2025, 4, 1), Some(new));
            }
        }
        check("E07000999", date(2026, 3, 31), None);
        check("W06000015", date(2026, 3, 31), None);
        check("", date(2026, 3, 31), None);
    }

    #[test]
    fn every_authority_has_one_upper_tier_on_every_day() {
        let list = Authorities::dated();
        let codes: std::collections::BTreeSet<&str> = list
            .entries
            .iter()
            .map(|entry| entry.lower_tier.as_str())
            .collect();
        assert_eq!(
            codes.len(),
            315,
            "309 of 2021, four of 2023 and two of 2025"
        );
        for code in codes {
            for on in [
                date(2021, 4, 1),
                date(2023, 3, 31),
                date(2023, 4, 1),
                date(2025, 3, 31),
                date(2025, 4, 1),
                date(2027, 3, 31),
            ] {
                let valid = |entry: &&Entry| {
                    entry.lower_tier == code && entry.valid_from <= on && on <= entry.valid_to
                };
                assert_eq!(
                    list.entries.iter().filter(valid).count(),
                    1,
                    "{code} on {on}"
                );
                // An upper tier that is also a lower tier is its own upper tier.
                let upper = list.upper_tier(code, on).expect(code);
                assert_eq!(list.code_on(upper, on), upper, "{code} on {on}");
            }
        }
    }

    #[test]
    fn a_list_of_ones_own_is_used_as_it_stands() {
        let list = br#"[{"FID": "1", "LTLA21CD": "E08000016", "LTLA21NM": "Barnsley", "UTLA21CD": "E08000016", "UTLA21NM": "Barnsley"}]"#;
        let list = Authorities::read(list, "own.json").expect("a list");
        assert_eq!(
            list.upper_tier("E08000016", date(2027, 3, 31)),
            Some("E08000016")
        );
        assert_eq!(list.code_on("E08000038", date(2027, 3, 31)), "E08000038");
        assert_eq!(
            list.version(),
            "own.json, 1 authorities, the same for every year"
        );
        let refused = |json: &str| Authorities::read(json.as_bytes(), "own.json").is_err();
        for json in [
            "",
            "{}",
            "[]",
            "[1]",
            r#"[{"LTLA21CD": "E08000016"}]"#,
            r#"[{"LTLA21CD": 1, "UTLA21CD": 2}]"#,
        ] {
            assert!(refused(json), "{json}");
        }
    }
}
