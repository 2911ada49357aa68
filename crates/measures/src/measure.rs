//! The measures: one file each, what is counted out of what, from where, and a pure function that counts.

mod eet;
mod in_touch;
mod long_term_neet;
mod national_indicators;
mod scc033f;
mod suitable_accommodation;
mod without_adviser;

pub(crate) use suitable_accommodation::is_in_table as is_in_suitability_table;

use serde::Serialize;

use crate::{
    figure::Figure,
    population::{Basis, Member, Population},
};

/// An age band of the Department's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Band {
    #[serde(rename = "17_18")]
    From17To18,
    #[serde(rename = "19_21")]
    From19To21,
}

impl Band {
    pub const BOTH: [Self; 2] = [Self::From17To18, Self::From19To21];

    pub fn contains(self, age_years: i16) -> bool {
        match self {
            Self::From17To18 => (17..=18).contains(&age_years),
            Self::From19To21 => (19..=21).contains(&age_years),
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::From17To18 => "17 to 18",
            Self::From19To21 => "19 to 21",
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::From17To18 => "17_18",
            Self::From19To21 => "19_21",
        }
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    HigherIsBetter,
    LowerIsBetter,
    Neither,
}

/// A measure.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    pub id: &'static str,
    /// As a heading: "Not in education, employment or training, 19 to 21".
    pub title: &'static str,
    /// Who is counted, one sentence.
    pub counts: &'static str,
    /// Out of whom, one sentence.
    pub out_of: &'static str,
    /// What is taken for granted, one sentence or more.
    pub assumes: &'static str,
    /// Where the definition comes from.
    pub source: &'static str,
    /// Whether the definition was checked against its source.
    pub is_verified: bool,
    pub polarity: Polarity,
    pub band: Option<Band>,
    /// The basis on which it is asked when nothing else is said.
    pub usual_basis: Basis,
    /// Whether it may be asked on the other basis too.
    pub other_basis_too: bool,
    pub among: fn(&Member) -> bool,
    pub counted: fn(&Member) -> bool,
}

impl Measure {
    /// Counts.
    pub fn compute(&self, population: &Population) -> Figure {
        Figure::count(
            &population.members,
            |member| member.person,
            self.among,
            self.counted,
        )
    }

    /// Whether the measure can be asked on this basis.
    pub fn allows(&self, basis: Basis) -> bool {
        basis == self.usual_basis || self.other_basis_too
    }
}

/// Every measure, in the order in which pages list them.
pub fn all() -> impl Iterator<Item = &'static Measure> {
    [
        eet::MEASURES,
        long_term_neet::MEASURES,
        suitable_accommodation::MEASURES,
        in_touch::MEASURES,
        without_adviser::MEASURES,
        national_indicators::MEASURES,
        scc033f::MEASURES,
    ]
    .into_iter()
    .flatten()
}

/// The measure with this id.
pub fn find(id: &str) -> Option<&'static Measure> {
    all().find(|measure| measure.id == id)
}

/// A care leaver of the band: the denominator of the Department's tables, those not known included.
fn care_leaver_in(band: Band, member: &Member) -> bool {
    member.is_care_leaver && band.contains(member.age_years)
}
