//! What ships with the product is read whole: counts of rows, marks, names and codes.

use super::*;

#[test]
fn everything_that_ships_is_read_without_a_finding() {
    let reference = embedded();
    assert_eq!(reference.findings, []);
    let releases = |table: Table| {
        let mut releases: Vec<u16> = reference
            .figures
            .all()
            .iter()
            .filter(|figure| figure.table == table)
            .map(|figure| figure.release.0)
            .collect();
        releases.sort_unstable();
        releases.dedup();
        releases
    };
    assert_eq!(
        releases(Table::Activity),
        [2014, 2015, 2016, 2017, 2022, 2025]
    );
    assert_eq!(releases(Table::Suitability), [2014, 2015, 2016, 2017, 2025]);
    assert_eq!(releases(Table::ActivityAt22To25), [2024]);
    assert_eq!(releases(Table::InTouch), [2017, 2024]);
    assert_eq!(releases(Table::StayingPut), [2017, 2024]);
    let of = |release, table| {
        reference
            .figures
            .all()
            .iter()
            .filter(|figure| (figure.release.0, figure.table) == (release, table))
            .count()
    };
    assert_eq!(of(2025, Table::Activity), 20_040);
    assert_eq!(of(2022, Table::Activity), 20_160);
    assert_eq!(of(2025, Table::Suitability), 6_680);
    assert_eq!(of(2024, Table::ActivityAt22To25), 5_312);
    assert_eq!(of(2024, Table::InTouch), 8_350);
    assert_eq!(of(2024, Table::StayingPut), 3_340);
}

#[track_caller]
fn check(
    place: Place,
    ages: AgeBand,
    category: Category,
    year: u16,
    release: u16,
    count: PublishedValue,
    percent: PublishedValue,
) {
    let figure = embedded().figures.find(
        Table::Activity,
        place,
        ages,
        category,
        year,
        Release(release),
    );
    assert_eq!(
        figure.map(|figure| (figure.count, figure.percent)),
        Some((count, percent)),
        "{place:?} {category:?} {year}"
    );
}

#[test]
fn figures_are_as_published() {
    use PublishedValue::{NotApplicable, NotAvailable, Suppressed, Value};
    let older = AgeBand::NINETEEN_TO_TWENTY_ONE;
    let lancashire = Place::Authority(888);
    check(
        lancashire,
        older,
        Category::Total,
        2025,
        2025,
        Value(668.0),
        Value(100.0),
    );
    // Restated: 667 in the release of 2022, 666 in the release of 2025.
    check(
        lancashire,
        older,
        Category::Total,
        2022,
        2022,
        Value(667.0),
        Value(100.0),
    );
    check(
        lancashire,
        older,
        Category::Total,
        2022,
        2025,
        Value(666.0),
        Value(100.0),
    );
    check(
        lancashire,
        older,
        Category::HigherEducation,
        2020,
        2022,
        Value(31.0),
        Value(5.0),
    );
    check(
        Place::England,
        older,
        Category::TotalNeet,
        2025,
        2025,
        Value(15_290.0),
        Value(40.0),
    );
    check(
        Place::Region(Region::OuterLondon),
        older,
        Category::Total,
        2015,
        2015,
        Value(3_260.0),
        NotAvailable,
    );
    check(
        Place::Authority(315),
        older,
        Category::NeetIllnessOrDisability,
        2015,
        2015,
        Suppressed,
        NotAvailable,
    );
    check(
        Place::Authority(909),
        older,
        Category::Total,
        2025,
        2025,
        NotApplicable,
        NotApplicable,
    );
    check(
        Place::Authority(857),
        AgeBand::SEVENTEEN_TO_EIGHTEEN,
        Category::Total,
        2023,
        2025,
        Suppressed,
        Suppressed,
    );
}

#[test]
fn authorities_of_both_nations() {
    let reference = embedded();
    let name = |code| {
        reference.authority(code).map(|authority| {
            (
                authority.name.as_str(),
                authority.is_current,
                authority.region,
            )
        })
    };
    assert_eq!(
        name("888"),
        Some(("Lancashire", true, Some(Region::NorthWest)))
    );
    assert_eq!(
        name("909"),
        Some(("Cumbria", false, Some(Region::NorthWest)))
    );
    assert_eq!(name("836"), Some(("Poole", false, Some(Region::SouthWest))));
    assert_eq!(
        name("202"),
        Some(("Camden", true, Some(Region::InnerLondon)))
    );
    assert_eq!(name("W06000003"), Some(("Conwy", true, None)));
    assert_eq!(name("E10000017"), None);
    let current = |nation| {
        reference
            .authorities
            .iter()
            .filter(|authority| authority.nation == nation && authority.is_current)
            .count()
    };
    assert_eq!(
        (current(Nation::England), current(Nation::Wales)),
        (153, 22)
    );
    let anglesey = reference.authority("W06000001").unwrap();
    assert_eq!(anglesey.name_welsh.as_deref(), Some("Ynys Môn"));
    assert_eq!(reference.place_name(Place::Authority(887)), "Medway");
}

#[test]
fn neighbours_scorecard_indicators_and_grades() {
    let reference = embedded();
    assert_eq!(reference.neighbours.authorities().count(), 153);
    assert!(
        reference.neighbours.authorities().all(|authority| reference
            .neighbours
            .of(authority)
            .len()
            == 10)
    );
    let barking = reference.neighbours.of(301);
    assert_eq!(
        barking[0],
        Neighbour {
            authority: 308,
            closeness: Closeness::Close
        }
    );
    assert_eq!(barking[3].closeness, Closeness::SomewhatClose);

    let lancashire =
        |row: &&ScorecardRow| row.place == Place::Authority(888) && row.release.0 == 2025;
    let row = reference.scorecard.iter().find(lancashire).unwrap();
    let percents = (
        row.neet.number(),
        row.not_known.number(),
        row.neet_or_not_known.number(),
    );
    assert_eq!(percents, (Some(3.9), Some(2.5), Some(6.4)));

    assert_eq!(reference.indicators.indicators.len(), 34);
    assert_eq!(reference.indicators.values().len(), 50_660);
    let polarity = |code| {
        reference
            .indicators
            .indicators
            .iter()
            .find(|indicator| indicator.code == code)
            .map(|found| found.polarity)
    };
    assert_eq!(polarity("CareLeaverEET"), Some(Polarity::HighIsBetter));
    assert_eq!(polarity("CareLeaversNEET"), Some(Polarity::LowIsBetter));
    assert_eq!(polarity("LACnum"), Some(Polarity::Neither));
    assert_eq!(polarity("ChildPov"), Some(Polarity::NotStated));
    assert!(
        !reference
            .indicators
            .series("CareLeaverEET", Place::England)
            .is_empty()
    );
    assert!(
        reference
            .indicators
            .series("no such", Place::England)
            .is_empty()
    );

    assert_eq!(reference.inspections.len(), 153);
    let barnsley = reference
        .inspections
        .iter()
        .find(|inspection| inspection.authority == 370)
        .unwrap();
    assert_eq!(
        (barnsley.overall, barnsley.help_and_protection),
        (Some(Grade::Good), Some(Grade::RequiresImprovement))
    );
    assert_eq!(
        reference
            .inspections
            .iter()
            .filter(|inspection| inspection.care_leavers.is_none())
            .count(),
        7
    );
}
