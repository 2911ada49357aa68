//! Where a published figure is about: England, one of its regions, or an authority of England or Wales.

use serde::{Serialize, Serializer};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Nation {
    England,
    Wales,
}

/// A place with published figures. Only English authorities have any, and the Department knows them by a number of three digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    England,
    Region(Region),
    Authority(u16),
}

impl Place {
    /// "E92000001", a region's code, or the three digits of an authority.
    pub fn code(self) -> String {
        match self {
            Self::England => "E92000001".to_owned(),
            Self::Region(region) => region.code().to_owned(),
            Self::Authority(number) => number.to_string(),
        }
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.code())
    }
}

/// The nine regions, and London's two halves, which the Department shows as regions of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    NorthEast,
    NorthWest,
    YorkshireAndTheHumber,
    EastMidlands,
    WestMidlands,
    EastOfEngland,
    London,
    InnerLondon,
    OuterLondon,
    SouthEast,
    SouthWest,
}

/// Region, code, name, and number in the Local Authority Interactive Tool.
const REGIONS: [(Region, &str, &str, u16); 11] = [
    (Region::NorthEast, "E12000001", "North East", 980),
    (Region::NorthWest, "E12000002", "North West", 981),
    (
        Region::YorkshireAndTheHumber,
        "E12000003",
        "Yorkshire and The Humber",
        982,
    ),
    (Region::EastMidlands, "E12000004", "East Midlands", 983),
    (Region::WestMidlands, "E12000005", "West Midlands", 984),
    (Region::EastOfEngland, "E12000006", "East of England", 985),
    (Region::London, "E12000007", "London", 986),
    (Region::InnerLondon, "E13000001", "Inner London", 987),
    (Region::OuterLondon, "E13000002", "Outer London", 988),
    (Region::SouthEast, "E12000008", "South East", 989),
    (Region::SouthWest, "E12000009", "South West", 990),
];

impl Region {
    fn row(self) -> (Self, &'static str, &'static str, u16) {
        REGIONS
            .into_iter()
            .find(|row| row.0 == self)
            .unwrap_or(REGIONS[0])
    }

    pub fn code(self) -> &'static str {
        self.row().1
    }

    pub fn name(self) -> &'static str {
        self.row().2
    }

    /// By name in any case. Names rather than codes, because the files of 2014 to 2017 give London's code to both its halves.
    pub fn from_name(name: &str) -> Option<Self> {
        REGIONS
            .into_iter()
            .find(|row| row.2.eq_ignore_ascii_case(name.trim()))
            .map(|row| row.0)
    }

    /// By the number that the Local Authority Interactive Tool uses.
    pub(super) fn from_tool_number(number: u16) -> Option<Self> {
        REGIONS
            .into_iter()
            .find(|row| row.3 == number)
            .map(|row| row.0)
    }
}

/// An authority with duties to care leavers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Authority {
    /// What the product knows it by: the Department's three digits in England ("888"), the nine characters in Wales ("W06000003").
    pub code: String,
    /// The three digits. `None` in Wales.
    pub number: Option<u16>,
    /// The newest nine-character code that was published with its figures. Do not join on it: these codes change.
    pub gss_code: String,
    pub name: String,
    /// The name in Welsh, where it has one.
    pub name_welsh: Option<String>,
    /// London authorities belong to Inner or Outer London.
    pub region: Option<Region>,
    pub nation: Nation,
    /// Still there in the newest year published. Abolished authorities keep their past figures.
    pub is_current: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_found_by_any_spelling_of_their_name() {
        assert_eq!(
            Region::from_name("YORKSHIRE AND THE HUMBER"),
            Some(Region::YorkshireAndTheHumber)
        );
        assert_eq!(
            Region::from_name(" Inner London"),
            Some(Region::InnerLondon)
        );
        assert_eq!(Region::from_name("Wessex"), None);
        assert_eq!(Region::from_tool_number(981), Some(Region::NorthWest));
        assert_eq!(Place::Region(Region::NorthWest).code(), "E12000002");
    }
}
