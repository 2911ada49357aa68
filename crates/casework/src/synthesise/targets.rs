//! What a made-up council must come to: an authority's published counts of a year, with whole numbers where some were held back.

use leaving_care::in_touch::InTouchCode;
use measures::{
    impute::{Imputed, impute},
    measure::Band,
    published::{AgeBand, Authority, Category, Place, Reference, Release, Table},
    suppression::{ActivityTable, PublishedTable, SuitabilityTable},
};

/// Both age bands of one authority and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Targets {
    pub year_ending: i16,
    pub bands: Vec<BandTargets>,
}

/// Everybody of one age band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandTargets {
    pub band: Band,
    /// The release in which the activities were published, by its year.
    pub release: u16,
    pub counts: Imputed,
    /// How many stand under each code but YES.
    pub not_in_touch: [(InTouchCode, u32); 3],
}

/// The newest release first; those of 2014 to 2017 have one sheet each.
const RELEASES: [Release; 6] = [
    Release(2025),
    Release(2022),
    Release(2017),
    Release(2016),
    Release(2015),
    Release(2014),
];

/// The published counts of an authority for the year ending 31 March `year_ending`, or a sentence that says why there are none.
pub fn targets(
    reference: &Reference,
    authority: &Authority,
    year_ending: i16,
) -> Result<Targets, String> {
    let none = |why: &str| {
        format!(
            "No council can be made up for {} in {year_ending}: {why}",
            authority.name
        )
    };
    let number = authority
        .number
        .ok_or_else(|| none("there are published figures of English authorities only."))?;
    let year = u16::try_from(year_ending).map_err(|_| none("that is not a year."))?;
    let mut bands = Vec::new();
    for band in Band::BOTH {
        let targets =
            of_band(reference, Place::Authority(number), band, year).ok_or_else(|| {
                none(&format!(
                    "no whole table for ages {} of that year ships with the program. Whole tables begin in 2018, and abolished authorities have none. Choose another year.",
                    band.label()
                ))
            })?;
        if targets.counts.activity.total() == 0 {
            return Err(none("the published tables count nobody there."));
        }
        if let Some(cell) = targets
            .counts
            .disagreements
            .iter()
            .find(|cell| cell.reason.starts_with("The Department shows"))
        {
            return Err(none(&format!(
                "the published row does not add up. {}",
                cell.reason
            )));
        }
        bands.push(targets);
    }
    Ok(Targets { year_ending, bands })
}

pub(super) fn ages(band: Band) -> AgeBand {
    match band {
        Band::From17To18 => AgeBand::SEVENTEEN_TO_EIGHTEEN,
        Band::From19To21 => AgeBand::NINETEEN_TO_TWENTY_ONE,
    }
}

fn of_band(reference: &Reference, place: Place, band: Band, year: u16) -> Option<BandTargets> {
    let figures = &reference.figures;
    let (release, activity) = RELEASES.into_iter().find_map(|release| {
        Some((
            release,
            PublishedTable::published_activity(figures, place, ages(band), year, release)?,
        ))
    })?;
    let suitability = RELEASES.into_iter().find_map(|release| {
        PublishedTable::published_suitability(figures, place, ages(band), year, release)
    });
    let counts = match suitability {
        Some(suitability) => impute(&activity, &suitability)?,
        None => without_suitability(&activity)?,
    };
    let not_in_touch = not_in_touch(reference, place, band, year, &counts);
    Some(BandTargets {
        band,
        release: release.0,
        counts,
        not_in_touch,
    })
}

/// Where a year has no table of suitability for authorities (2018 to 2020 in the files that ship): shares of England 2024, made up
/// for the authority. Activities alone come from its own row.
fn without_suitability(activity: &PublishedTable) -> Option<Imputed> {
    let no_row = PublishedTable { cells: Vec::new() };
    let mut counts = impute(activity, &no_row)?;
    counts.disagreements.retain(|cell| cell.table == "activity");
    let ActivityTable { not_known, .. } = counts.activity;
    let total = counts.activity.total();
    let unsuitable = total * 6 / 100;
    let no_information = not_known.min(total - unsuitable);
    counts.suitability = SuitabilityTable {
        suitable: total - unsuitable - no_information,
        unsuitable,
        no_information,
    };
    counts.imputed_suitability = vec![
        Category::Suitable,
        Category::Unsuitable,
        Category::NoSuitabilityInformation,
    ];
    counts.outside_suitability = 0;
    Some(counts)
}

/// Not in touch, wants no contact, needs no service: England 2024, 19 to 21, of 1,000 (1,720, 310 and 920 of 36,370).
const SHARES: [(InTouchCode, Category, u32); 3] = [
    (InTouchCode::No, Category::NotInTouch, 47),
    (InTouchCode::Refu, Category::RefusesContact, 9),
    (InTouchCode::Nreq, Category::NoLongerRequiresServices, 25),
];

/// The authority's own row where it was published (2020 to 2024); what was held back shares the rest of the total.
fn not_in_touch(
    reference: &Reference,
    place: Place,
    band: Band,
    year: u16,
    counts: &Imputed,
) -> [(InTouchCode, u32); 3] {
    let published = |category| {
        let figure = reference
            .figures
            .newest(Table::InTouch, place, ages(band), category, year)?;
        figure.count.count()
    };
    let everybody = counts.activity.total();
    let Some((total, in_touch)) = published(Category::Total).zip(published(Category::InTouch))
    else {
        return SHARES.map(|(code, _, share)| (code, everybody * share / 1_000));
    };
    let shown = SHARES.map(|(code, category, _)| (code, published(category)));
    let rest = total
        .saturating_sub(in_touch)
        .saturating_sub(shown.iter().filter_map(|(_, count)| *count).sum());
    let holes =
        u32::try_from(shown.iter().filter(|(_, count)| count.is_none()).count()).unwrap_or(0);
    let mut left = rest;
    let mut holes_left = holes;
    shown.map(|(code, count)| {
        let count = count.unwrap_or_else(|| {
            let share = left.div_ceil(holes_left.max(1));
            left -= share;
            holes_left = holes_left.saturating_sub(1);
            share
        });
        (code, count)
    })
}
