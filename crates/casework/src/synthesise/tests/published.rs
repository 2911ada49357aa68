//! Every published row of every authority, made up and counted again.

use jiff::civil::Date;
use measures::{
    measure::Band,
    population::{Basis, Population},
    published::{Category, Place, PublishedValue, Release, Table, embedded},
    suppression::{Education, Policy, PublishedTable, suppress, suppress_suitability},
    table,
};

use super::{authority, council, facts_of, made_up, population};
use crate::synthesise::{targets, targets::ages};

/// Half of the authorities, by their numbers, so that the halves of five years run beside each other.
#[derive(Clone, Copy)]
enum Half {
    Even,
    Odd,
}

/// Makes up the authorities of a year and compares what their facts come to, published as the Department publishes, with what it did.
fn check_year(year_ending: i16, half: Half) {
    let reference = embedded();
    let mut rows = 0;
    for authority in &reference.authorities {
        let of_the_half = |number: &u16| number.is_multiple_of(2) == matches!(half, Half::Even);
        let Some(number) = authority.number.filter(of_the_half) else {
            continue;
        };
        let Ok(targets) = targets(reference, authority, year_ending) else {
            continue;
        };
        let facts = facts_of(&authority.gss_code, &council(authority, &targets, 7, false));
        let population = population(
            &facts,
            Basis::Department,
            Date::constant(year_ending, 3, 31),
        );
        for band in Band::BOTH {
            check_row(&population, number, band, year_ending);
            rows += 1;
        }
    }
    // Two bands of about 150 authorities a year in all; abolished ones and the Isles of Scilly have no rows.
    assert!(rows >= 2 * 73, "{rows} rows in {year_ending}");
}

fn check_row(population: &Population, number: u16, band: Band, year_ending: i16) {
    let reference = embedded();
    let (place, year) = (
        Place::Authority(number),
        u16::try_from(year_ending).expect("a year"),
    );
    let name = format!("{number} {year} {}", band.label());
    let figures = &reference.figures;
    let activity =
        PublishedTable::published_activity(figures, place, ages(band), year, Release(2025))
            .expect("a row");
    let mut ours = suppress(&table::activity(population, band), Policy::Department);
    ours.hold_back(&reference.held_back_by_hand(Table::Activity, number, ages(band), year));
    assert_eq!(ours, activity, "{name}, activity");
    let suitability =
        PublishedTable::published_suitability(figures, place, ages(band), year, Release(2025))
            .expect("a row");
    let mut ours = suppress_suitability(&table::suitability(population, band), Policy::Department);
    ours.hold_back(&reference.held_back_by_hand(Table::Suitability, number, ages(band), year));
    assert_eq!(ours, suitability, "{name}, suitability");
}

#[test]
fn every_row_of_2021_comes_out_as_published_even() {
    check_year(2021, Half::Even);
}

#[test]
fn every_row_of_2021_comes_out_as_published_odd() {
    check_year(2021, Half::Odd);
}

#[test]
fn every_row_of_2022_comes_out_as_published_even() {
    check_year(2022, Half::Even);
}

#[test]
fn every_row_of_2022_comes_out_as_published_odd() {
    check_year(2022, Half::Odd);
}

#[test]
fn every_row_of_2023_comes_out_as_published_even() {
    check_year(2023, Half::Even);
}

#[test]
fn every_row_of_2023_comes_out_as_published_odd() {
    check_year(2023, Half::Odd);
}

#[test]
fn every_row_of_2024_comes_out_as_published_even() {
    check_year(2024, Half::Even);
}

#[test]
fn every_row_of_2024_comes_out_as_published_odd() {
    check_year(2024, Half::Odd);
}

#[test]
fn every_row_of_2025_comes_out_as_published_even() {
    check_year(2025, Half::Even);
}

#[test]
fn every_row_of_2025_comes_out_as_published_odd() {
    check_year(2025, Half::Odd);
}

#[test]
fn lancashire_2020_comes_from_its_own_release() {
    let facts = facts_of("E10000017", &made_up("888", 2020, 1));
    let table = table::activity(
        &population(&facts, Basis::Department, Date::constant(2020, 3, 31)),
        Band::From19To21,
    );
    assert_eq!(
        table.education,
        Education::UpTo2021 {
            higher: 31,
            other: 87,
            training_or_employment: 142
        }
    );
    assert_eq!(
        (
            table.illness_or_disability,
            table.other_reasons,
            table.pregnancy_or_parenting
        ),
        (78, 184, 62)
    );
    assert_eq!(
        (table.not_known, table.neet(), table.total()),
        (13, 324, 597)
    );
}

#[test]
fn years_without_a_row_are_refused_in_a_sentence() {
    let check = |code: &str, year: i16, expected: &str| {
        let refusal = targets(embedded(), authority(code), year).expect_err("refused");
        assert!(refusal.contains(expected), "{refusal}");
    };
    check("888", 2031, "no whole table");
    check("W06000003", 2025, "English authorities only");
    // Northamptonshire was abolished in 2021.
    check("928", 2025, "no whole table");
}

/// In touch as published where the year has it: the table of 2024 counts 636 in Lancashire, 19 to 21, with 608 in touch.
#[test]
fn lancashire_2024_is_in_touch_as_published() {
    let facts = facts_of("E10000017", &made_up("888", 2024, 1));
    let population = population(&facts, Basis::Department, Date::constant(2024, 3, 31));
    let figure = measures::measure::find("in_touch_19_21")
        .expect("a measure")
        .compute(&population);
    assert_eq!(
        (figure.numerator.len(), figure.denominator.len()),
        (608, 636)
    );
    let published = embedded().figures.newest(
        Table::InTouch,
        Place::Authority(888),
        ages(Band::From19To21),
        Category::InTouch,
        2024,
    );
    assert_eq!(
        published.map(|figure| figure.count),
        Some(PublishedValue::Value(608.0))
    );
}
