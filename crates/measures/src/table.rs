//! The Department's two tables, counted from an authority's own people: activity and suitability of accommodation by age band.

use leaving_care::{accommodation::AccommodationCode, activity::ActivityCode};

use crate::{
    measure::{Band, is_in_suitability_table},
    population::Population,
    suppression::{ActivityTable, Education, SuitabilityTable},
};

/// Since the year ending in 2022 the Department shows apprenticeships apart.
const APPRENTICESHIPS_APART_SINCE: i16 = 2022;

/// The activity table of a band in the layout of the question's year.
pub fn activity(population: &Population, band: Band) -> ActivityTable {
    let mut table = ActivityTable {
        education: Education::Since2022 {
            higher: 0,
            other: 0,
            apprenticeship: 0,
            training_or_employment: 0,
        },
        illness_or_disability: 0,
        other_reasons: 0,
        pregnancy_or_parenting: 0,
        not_known: 0,
    };
    let (mut higher, mut other, mut apprenticeship, mut training_or_employment) = (0, 0, 0, 0);
    for member in population
        .members
        .iter()
        .filter(|member| member.is_care_leaver && band.contains(member.age_years))
    {
        use ActivityCode::{F1, F2, F3, F4, F5, G4, G5, G6, NotKnown, P1, P2, P3, P4, P5};
        match member.activity.unwrap_or(NotKnown) {
            F1 | P1 => higher += 1,
            F2 | P2 => other += 1,
            F4 | P4 => apprenticeship += 1,
            F3 | P3 | F5 | P5 => training_or_employment += 1,
            G4 => table.illness_or_disability += 1,
            G5 => table.other_reasons += 1,
            G6 => table.pregnancy_or_parenting += 1,
            NotKnown => table.not_known += 1,
        }
    }
    table.education = if population.question.reporting_year().year() < APPRENTICESHIPS_APART_SINCE {
        Education::UpTo2021 {
            higher,
            other,
            training_or_employment: training_or_employment + apprenticeship,
        }
    } else {
        Education::Since2022 {
            higher,
            other,
            apprenticeship,
            training_or_employment,
        }
    };
    table
}

/// The suitability table of a band: without those gone abroad, deported or of unknown residence.
pub fn suitability(population: &Population, band: Band) -> SuitabilityTable {
    let mut table = SuitabilityTable {
        suitable: 0,
        unsuitable: 0,
        no_information: 0,
    };
    for member in population
        .members
        .iter()
        .filter(|member| is_in_suitability_table(band, member))
    {
        match member.accommodation {
            Some(AccommodationCode {
                is_suitable: Some(true),
                ..
            }) => table.suitable += 1,
            Some(AccommodationCode {
                is_suitable: Some(false),
                ..
            }) => table.unsuitable += 1,
            _ => table.no_information += 1,
        }
    }
    table
}
