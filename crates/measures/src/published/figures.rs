//! Published figures in memory: about 40 bytes each, sorted, found by binary search.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{AgeBand, Category, Place, PublishedValue, Table};

/// The release in which a figure was published, by its year. The Department restates past years, so a figure without its release
/// means nothing. Releases sort from oldest to newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release(pub u16);

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            2014 => f.write_str("2014 SFR36"),
            2015 => f.write_str("2015 SFR34"),
            2016 => f.write_str("2016 SFR41"),
            2017 => f.write_str("2017 SFR50"),
            year => write!(f, "{year}"),
        }
    }
}

impl Serialize for Release {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One published figure. Counts of England and the regions are rounded to ten; those of authorities are not.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figure {
    pub table: Table,
    pub place: Place,
    pub ages: AgeBand,
    pub category: Category,
    /// The year ending on 31 March of this year.
    pub year: u16,
    pub release: Release,
    pub count: PublishedValue,
    pub percent: PublishedValue,
}

type Series = (Table, Place, AgeBand, Category);
type Key = (Series, u16, Release);

impl Figure {
    fn series(&self) -> Series {
        (self.table, self.place, self.ages, self.category)
    }

    fn key(&self) -> Key {
        (self.series(), self.year, self.release)
    }
}

/// All figures, sorted by table, place, ages, category, year and release.
#[derive(Debug, Clone, Default)]
pub struct Figures(Vec<Figure>);

impl Figures {
    /// Sorts the figures. A figure given twice is kept as it was given last.
    pub fn new(mut figures: Vec<Figure>) -> Self {
        figures.reverse();
        figures.sort_by_key(Figure::key);
        figures.dedup_by_key(|figure| figure.key());
        figures.shrink_to_fit();
        Self(figures)
    }

    pub fn all(&self) -> &[Figure] {
        &self.0
    }

    /// Every year and release of one category in one place, oldest year first, oldest release first within a year.
    pub fn series(
        &self,
        table: Table,
        place: Place,
        ages: AgeBand,
        category: Category,
    ) -> &[Figure] {
        let wanted = (table, place, ages, category);
        let start = self.0.partition_point(|figure| figure.series() < wanted);
        let length = self.0[start..].partition_point(|figure| figure.series() == wanted);
        &self.0[start..start + length]
    }

    pub fn find(
        &self,
        table: Table,
        place: Place,
        ages: AgeBand,
        category: Category,
        year: u16,
        release: Release,
    ) -> Option<&Figure> {
        self.series(table, place, ages, category)
            .iter()
            .find(|figure| figure.year == year && figure.release == release)
    }

    /// The newest release that gives this figure; one that says "not applicable" only when no other does.
    pub fn newest(
        &self,
        table: Table,
        place: Place,
        ages: AgeBand,
        category: Category,
        year: u16,
    ) -> Option<&Figure> {
        let of_the_year = || {
            self.series(table, place, ages, category)
                .iter()
                .rev()
                .filter(|figure| figure.year == year)
        };
        of_the_year()
            .find(|figure| figure.count != PublishedValue::NotApplicable)
            .or_else(|| of_the_year().next())
    }
}
