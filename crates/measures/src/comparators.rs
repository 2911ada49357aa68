//! An authority's published figure beside those of its statistical neighbours, its region and England, and how each moved over years.

use serde::Serialize;

use crate::published::{
    AgeBand, Category, Figures, Place, PublishedValue, Reference, Region, Release, Table,
};
use crate::rounding::whole_percent;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Measure {
    pub table: Table,
    pub ages: AgeBand,
    pub category: Category,
}

/// One year of one place, from the newest release that has it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    pub year: u16,
    pub release: Release,
    pub count: PublishedValue,
    /// The total of the same table, place, year and release.
    pub total: PublishedValue,
    pub percent: PublishedValue,
    /// The release gives no such total or no percentage: it was added up or divided out here from the counts that it does give.
    pub is_worked_out: bool,
}

/// The statistical neighbours' percentages in one year. Figures held back are left out and counted, never taken as zero.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeighbourSummary {
    /// Each neighbour, nearest first; `None` where there is no figure for that year.
    pub neighbours: Vec<(u16, Option<Point>)>,
    /// Of the neighbours with a percentage; `None` when there are none.
    pub median_percent: Option<f64>,
    pub with_figure: usize,
    pub left_out: usize,
    /// 1 when no neighbour is higher; equal percentages share a rank. `None` when the authority's own figure is not shown.
    pub rank_from_highest: Option<usize>,
    /// How many were ranked, the authority included.
    pub ranked: usize,
}

/// One authority's figure in one year with all that it is compared with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    pub year: u16,
    pub own: Option<Point>,
    pub neighbours: NeighbourSummary,
    /// London authorities are compared with Inner or Outer London.
    pub region: Option<(Region, Point)>,
    pub england: Option<Point>,
}

/// Compares an authority, by its three digits, in each of these years. Years without any figure are left out.
pub fn compare(
    reference: &Reference,
    authority: u16,
    measure: Measure,
    years: impl IntoIterator<Item = u16>,
) -> Vec<Comparison> {
    let region = reference
        .authority_numbered(authority)
        .and_then(|authority| authority.region);
    let comparison = |year| {
        let at = |place| point(&reference.figures, place, measure, year);
        let own = at(Place::Authority(authority));
        Comparison {
            year,
            own,
            neighbours: neighbour_summary(reference, authority, measure, year, own),
            region: region.and_then(|region| Some((region, at(Place::Region(region))?))),
            england: at(Place::England),
        }
    };
    years
        .into_iter()
        .map(comparison)
        .filter(|one| one.own.is_some() || one.england.is_some())
        .collect()
}

/// The series of one place over these years, each from the newest release that has it.
pub fn trend(
    figures: &Figures,
    place: Place,
    measure: Measure,
    years: impl IntoIterator<Item = u16>,
) -> Vec<Point> {
    years
        .into_iter()
        .filter_map(|year| point(figures, place, measure, year))
        .collect()
}

fn neighbour_summary(
    reference: &Reference,
    authority: u16,
    measure: Measure,
    year: u16,
    own: Option<Point>,
) -> NeighbourSummary {
    let neighbours: Vec<(u16, Option<Point>)> = reference
        .neighbours
        .of(authority)
        .iter()
        .map(|neighbour| {
            (
                neighbour.authority,
                point(
                    &reference.figures,
                    Place::Authority(neighbour.authority),
                    measure,
                    year,
                ),
            )
        })
        .collect();
    let mut shown: Vec<f64> = neighbours
        .iter()
        .filter_map(|(_, point)| point.as_ref()?.percent.number())
        .collect();
    shown.sort_by(f64::total_cmp);
    let own_percent = own.and_then(|point| point.percent.number());
    NeighbourSummary {
        median_percent: median(&shown),
        with_figure: shown.len(),
        left_out: neighbours.len() - shown.len(),
        rank_from_highest: own_percent
            .map(|own| 1 + shown.iter().filter(|other| **other > own).count()),
        ranked: shown.len() + usize::from(own_percent.is_some()),
        neighbours,
    }
}

/// The middle value, or the mean of the middle two. Takes sorted values.
fn median(sorted: &[f64]) -> Option<f64> {
    let upper = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        length if length % 2 == 1 => Some(sorted[upper]),
        _ => Some(f64::midpoint(sorted[upper - 1], sorted[upper])),
    }
}

fn point(figures: &Figures, place: Place, measure: Measure, year: u16) -> Option<Point> {
    let Measure {
        table,
        ages,
        category,
    } = measure;
    let newest = figures.newest(table, place, ages, category, year);
    let (release, count, percent, is_added_up) = match newest {
        Some(figure) => (figure.release, figure.count, figure.percent, false),
        None => added_up(figures, place, measure, year)
            .map(|(release, count)| (release, count, PublishedValue::NotAvailable, true))?,
    };
    let total = figures
        .find(table, place, ages, Category::Total, year, release)
        .map_or(PublishedValue::NotAvailable, |figure| figure.count);
    let worked_out = (percent == PublishedValue::NotAvailable)
        .then(|| percent_of(count, total))
        .flatten();
    Some(Point {
        year,
        release,
        count,
        total,
        percent: worked_out.unwrap_or(percent),
        is_worked_out: is_added_up || worked_out.is_some(),
    })
}

/// Releases up to 2017 give no percentages. From counts rounded to ten (England, regions) the result may be a point off.
fn percent_of(count: PublishedValue, total: PublishedValue) -> Option<PublishedValue> {
    if count.is_suppressed() {
        return Some(PublishedValue::Suppressed);
    }
    let (count, total) = (u64::from(count.count()?), u64::from(total.count()?));
    Some(match whole_percent(count, total) {
        None => PublishedValue::NotApplicable,
        Some(0) if count > 0 => PublishedValue::RoundsToZero,
        Some(percent) => PublishedValue::Value(percent as f64),
    })
}

/// Releases up to 2017 give neither all in education, employment or training nor all NEET: the three parts added up, or, when a part
/// is held back, everybody less the other parts.
fn added_up(
    figures: &Figures,
    place: Place,
    measure: Measure,
    year: u16,
) -> Option<(Release, PublishedValue)> {
    const EDUCATION: [Category; 3] = [
        Category::HigherEducation,
        Category::OtherEducation,
        Category::TrainingOrEmployment,
    ];
    const NEET: [Category; 3] = [
        Category::NeetIllnessOrDisability,
        Category::NeetOtherReasons,
        Category::NeetPregnancyOrParenting,
    ];
    let (parts, others) = match measure.category {
        Category::TotalInEducationEmploymentOrTraining => (EDUCATION, NEET),
        Category::TotalNeet => (NEET, EDUCATION),
        _ => return None,
    };
    let release = figures
        .newest(measure.table, place, measure.ages, parts[0], year)?
        .release;
    let count = |category: &Category| {
        figures
            .find(measure.table, place, measure.ages, *category, year, release)?
            .count
            .number()
    };
    let sum = |categories: &[Category]| categories.iter().map(count).sum::<Option<f64>>();
    let added = sum(&parts).or_else(|| {
        // In 2014 those who had died were counted in the total.
        let died = count(&Category::Died).unwrap_or_default();
        Some(count(&Category::Total)? - sum(&others)? - count(&Category::NotKnown)? - died)
    });
    Some((
        release,
        added.map_or(PublishedValue::Suppressed, PublishedValue::Value),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::embedded;

    const EET: Measure = Measure {
        table: Table::Activity,
        ages: AgeBand::NINETEEN_TO_TWENTY_ONE,
        category: Category::TotalInEducationEmploymentOrTraining,
    };
    const NEET: Measure = Measure {
        category: Category::TotalNeet,
        ..EET
    };

    #[track_caller]
    fn check(authority: u16, count: f64, total: f64, percent: f64, median: f64) {
        let comparison = compare(embedded(), authority, EET, [2025]).remove(0);
        let own = comparison.own.unwrap();
        let found = (
            own.count.number(),
            own.total.number(),
            own.percent.number(),
            comparison.neighbours.median_percent,
        );
        assert_eq!(
            found,
            (Some(count), Some(total), Some(percent), Some(median)),
            "{authority}"
        );
        assert_eq!(comparison.neighbours.neighbours.len(), 10);
        assert_eq!(own.release, Release(2025));
    }

    #[test]
    fn councils_beside_their_neighbours_in_2025() {
        check(888, 321.0, 668.0, 48.0, 50.5); // Lancashire
        check(887, 90.0, 160.0, 56.0, 50.5); // Medway
        check(881, 354.0, 730.0, 48.0, 53.0); // Essex
        check(883, 79.0, 167.0, 47.0, 49.5); // Thurrock
        check(882, 64.0, 141.0, 45.0, 52.0); // Southend-on-Sea
        check(851, 98.0, 192.0, 51.0, 48.5); // Portsmouth
        check(358, 79.0, 141.0, 56.0, 57.0); // Trafford
    }

    #[test]
    fn lancashire_over_the_years() {
        let years = trend(
            &embedded().figures,
            Place::Authority(888),
            NEET,
            2018..=2025,
        );
        let percents: Vec<_> = years
            .iter()
            .map(|point| (point.year, point.percent.number(), point.release.0))
            .collect();
        let expected = [
            (2018, Some(52.0), 2022),
            (2019, Some(49.0), 2022),
            (2020, Some(54.0), 2022),
            (2021, Some(51.0), 2025),
            (2022, Some(47.0), 2025),
            (2023, Some(50.0), 2025),
            (2024, Some(51.0), 2025),
            (2025, Some(50.0), 2025),
        ];
        assert_eq!(percents, expected);
        assert!(years.iter().all(|point| !point.is_worked_out));
        assert_eq!(
            (years[2].count.number(), years[2].total.number()),
            (Some(324.0), Some(597.0))
        );
    }

    #[test]
    fn the_years_before_totals_were_published_are_worked_out() {
        let lancashire = trend(
            &embedded().figures,
            Place::Authority(888),
            NEET,
            2015..=2017,
        );
        assert_eq!(
            lancashire
                .iter()
                .map(|point| point.release.0)
                .collect::<Vec<_>>(),
            [2015, 2016, 2017]
        );
        assert!(
            lancashire
                .iter()
                .all(|point| point.is_worked_out && point.percent.number().is_some()),
            "{lancashire:?}"
        );
        // 2015: 2,100 + 6,660 + 1,590 of 26,330.
        let england = trend(&embedded().figures, Place::England, NEET, [2015])[0];
        assert_eq!(
            (
                england.count.number(),
                england.total.number(),
                england.percent.number()
            ),
            (Some(10350.0), Some(26330.0), Some(39.0))
        );
    }

    #[test]
    fn the_north_west_and_england() {
        let point = |place, year| trend(&embedded().figures, place, NEET, [year])[0];
        let north_west = Place::Region(Region::NorthWest);
        for (year, count, total, percent) in [
            (2018, 1580.0, 3590.0, 44.0),
            (2019, 1680.0, 3760.0, 45.0),
            (2020, 1860.0, 4060.0, 46.0),
        ] {
            let point = point(north_west, year);
            assert_eq!(
                (
                    point.count.number(),
                    point.total.number(),
                    point.percent.number()
                ),
                (Some(count), Some(total), Some(percent))
            );
        }
        for year in 2018..=2020 {
            assert_eq!(
                point(Place::England, year).percent.number(),
                Some(39.0),
                "{year}"
            );
        }
        let comparison = compare(embedded(), 888, NEET, [2025]).remove(0);
        assert_eq!(
            comparison.region.map(|(region, _)| region),
            Some(Region::NorthWest)
        );
        assert_eq!(
            comparison.england.and_then(|point| point.percent.number()),
            Some(40.0)
        );
    }

    #[test]
    fn figures_held_back_are_left_out_and_counted() {
        let measure = Measure {
            category: Category::HigherEducation,
            ages: AgeBand::SEVENTEEN_TO_EIGHTEEN,
            ..EET
        };
        let summary = compare(embedded(), 888, measure, [2025])
            .remove(0)
            .neighbours;
        assert_eq!(summary.with_figure + summary.left_out, 10);
        assert!(summary.left_out > 0, "{summary:?}");
        // An authority that the model does not have has no neighbours, and that is no error.
        let city = compare(embedded(), 909, EET, [2025]).remove(0).neighbours;
        assert_eq!(
            (city.median_percent, city.with_figure, city.left_out),
            (None, 0, 0)
        );
        assert_eq!(compare(embedded(), 999, EET, [1999]), []);
    }

    #[test]
    fn medians() {
        for (values, expected) in [
            (&[][..], None),
            (&[3.0], Some(3.0)),
            (&[1.0, 2.0], Some(1.5)),
            (&[1.0, 2.0, 9.0], Some(2.0)),
        ] {
            assert_eq!(median(values), expected, "{values:?}");
        }
    }
}
