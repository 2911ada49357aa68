//! Local Housing Allowance: the broad rental market areas and what Universal Credit pays for each size of home.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{household::Nation, money::Pence};

use made::ROWS;

#[expect(clippy::unreadable_literal, reason = "written by a program")]
mod made {
    use super::Row;
    use crate::{household::Nation, money::Pence};

    // `ROWS`, sorted by name: made from `parameters/local_housing_allowance.csv` and `areas.csv` by build.rs.
    include!(concat!(env!("OUT_DIR"), "/areas.rs"));
}

/// The size of home for which an allowance is set (Rent Officers (UC Functions) Order 2013 Sch 1 para 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Category {
    /// A room in a shared home.
    A,
    /// One bedroom.
    B,
    /// Two bedrooms.
    C,
    /// Three bedrooms.
    D,
    /// Four bedrooms, the most.
    E,
}

impl Category {
    pub fn of_bedrooms(bedrooms: usize) -> Self {
        match bedrooms {
            0 | 1 => Self::B,
            2 => Self::C,
            3 => Self::D,
            _ => Self::E,
        }
    }

    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
        }
    }
}

/// A broad rental market area, by its name in the published tables, such as `NORTH_CLWYD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Area(u16);

struct Row {
    name: &'static str,
    nation: Nation,
    from: Date,
    to: Date,
    a_month: [Pence; 5],
}

impl Area {
    /// The area of this name; capitals and blanks do not matter.
    pub fn named(name: &str) -> Option<Self> {
        if let Some(area) = find(name) {
            return Some(area);
        }
        let name = name.trim().to_uppercase().replace([' ', '-'], "_");
        find(&name)
    }

    pub fn name(self) -> &'static str {
        ROWS.get(usize::from(self.0)).map_or("", |row| row.name)
    }

    /// "North Clwyd": for people.
    pub fn title(self) -> String {
        self.name()
            .split('_')
            .map(|word| {
                let (first, rest) = word.split_at(word.len().min(1));
                format!("{first}{}", rest.to_lowercase())
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What Universal Credit pays at most for this size of home here on this day. `None`: no rate is known for the day.
    pub fn a_month(self, category: Category, day: Date) -> Option<Pence> {
        let row = ROWS.get(usize::from(self.0))?;
        if day < row.from || day > row.to {
            return None;
        }
        row.a_month.get(category as usize).copied()
    }

    pub fn nation(self) -> Nation {
        ROWS.get(usize::from(self.0))
            .map_or(Nation::England, |row| row.nation)
    }

    /// The areas of one nation, by name: what a form offers.
    pub fn all_in(nation: Nation) -> impl Iterator<Item = Self> {
        Self::all().filter(move |area| area.nation() == nation)
    }

    /// Every area that is known, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ROWS.len()).filter_map(|index| u16::try_from(index).ok().map(Self))
    }
}

impl TryFrom<String> for Area {
    type Error = String;
    fn try_from(name: String) -> Result<Self, String> {
        Self::named(&name).ok_or_else(|| format!("There is no rental market area {name}."))
    }
}

impl From<Area> for String {
    fn from(area: Area) -> Self {
        area.name().to_owned()
    }
}

fn find(name: &str) -> Option<Area> {
    let index = ROWS.binary_search_by(|row| row.name.cmp(name)).ok()?;
    u16::try_from(index).ok().map(Area)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_an_area_with_rising_rates() {
        assert_eq!(Area::all().count(), 200);
        assert!(ROWS.is_sorted_by_key(|row| row.name));
        for row in &ROWS {
            assert!(row.a_month[0] > Pence::ZERO, "{}", row.name);
            assert!(row.a_month.is_sorted(), "{}", row.name);
        }
    }

    #[test]
    fn every_area_is_in_one_nation() {
        for (nation, count) in [
            (Nation::England, 152),
            (Nation::Scotland, 18),
            (Nation::Wales, 22),
            (Nation::NorthernIreland, 8),
        ] {
            assert_eq!(Area::all_in(nation).count(), count, "{nation:?}");
        }
    }

    #[test]
    fn an_allowance_is_found_by_area_size_and_day() {
        for (name, category, day, expected) in [
            ("NORTH_CLWYD", Category::A, "2026-04-30", Some(34241)),
            ("North Clwyd", Category::B, "2026-04-30", Some(39500)),
            ("NORTH_CLWYD", Category::D, "2025-04-01", Some(65000)),
            ("MEDWAY_SWALE", Category::C, "2027-03-31", Some(85000)),
            ("MEDWAY_SWALE", Category::C, "2027-04-01", None),
            ("MEDWAY_SWALE", Category::C, "2025-03-31", None),
            ("ATLANTIS", Category::C, "2026-04-30", None),
        ] {
            let day: Date = day.parse().unwrap();
            let found = Area::named(name).and_then(|area| area.a_month(category, day));
            assert_eq!(found, expected.map(Pence), "{name} {category:?} {day}");
        }
    }
}
