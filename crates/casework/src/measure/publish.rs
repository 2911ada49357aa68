//! What may be published of a figure: the tables of an age band are held back together, because readers put them side by side.

use measures::{
    figure::Figure,
    measure::{Band, Measure},
    population::{Basis, Population},
    published::{AgeBand, Category, PublishedValue, Table, embedded},
    suppression::{self, Policy, PublishedTable},
    table,
};

use super::trend::category_of;

/// Both of the Department's tables for an age band as they may be published.
pub(super) struct Tables {
    pub activity: PublishedTable,
    pub suitability: PublishedTable,
    /// The band is so small that a total had to be hidden. Everybody stands in both tables and in other measures of the band, so
    /// that any of them would give the total away, and with it what it hides: nothing of the band is shown.
    is_closed: bool,
}

impl Tables {
    pub fn of(population: &Population, band: Band, policy: Policy) -> Self {
        let mut activity = suppression::suppress(&table::activity(population, band), policy);
        let mut suitability =
            suppression::suppress_suitability(&table::suitability(population, band), policy);
        activity.hold_back(&held_back_by_hand(population, Table::Activity, band));
        suitability.hold_back(&held_back_by_hand(population, Table::Suitability, band));
        let hides_total = |table: &PublishedTable| table.is_suppressed(Category::Total);
        // The Department's own rule is kept as it is, so that its tables come out as it publishes them.
        let is_closed =
            policy == Policy::House && (hides_total(&activity) || hides_total(&suitability));
        if is_closed {
            for table in [&mut activity, &mut suitability] {
                let not_zero: Vec<Category> = table
                    .cells
                    .iter()
                    .filter(|cell| cell.count != PublishedValue::Value(0.0))
                    .map(|cell| cell.category)
                    .collect();
                table.hold_back(&not_zero);
            }
        }
        Self {
            activity,
            suitability,
            is_closed,
        }
    }
}

/// What the Department held back in this very row although its rule does not ask for it: we do not show what it hid.
fn held_back_by_hand(population: &Population, table: Table, band: Band) -> Vec<Category> {
    if population.question.basis != Basis::Department {
        return Vec::new();
    }
    let reference = embedded();
    let number = reference
        .authorities
        .iter()
        .find(|known| known.gss_code == population.authority)
        .and_then(|known| known.number);
    match (
        number,
        u16::try_from(population.question.reporting_year().year()),
    ) {
        (Some(number), Ok(year)) => reference.held_back_by_hand(table, number, ages_of(band), year),
        _ => Vec::new(),
    }
}

fn ages_of(band: Band) -> AgeBand {
    match band {
        Band::From17To18 => AgeBand::SEVENTEEN_TO_EIGHTEEN,
        Band::From19To21 => AgeBand::NINETEEN_TO_TWENTY_ONE,
    }
}

/// Whether a figure may be shown. Where the Department publishes it in a table, the whole table decides; otherwise those counted and
/// those not counted are held back together.
pub(super) fn is_shown(
    measure: &Measure,
    population: &Population,
    figure: &Figure,
    policy: Policy,
) -> bool {
    if let Some(band) = measure.band {
        let tables = Tables::of(population, band, policy);
        if tables.is_closed {
            return false;
        }
        for table in [&tables.activity, &tables.suitability] {
            if let Some(cell) = category_of(measure).and_then(|category| table.cell(category)) {
                // A shown count beside a hidden total must not come with its percentage either.
                return !cell.count.is_suppressed() && !table.is_suppressed(Category::Total);
            }
        }
    }
    let (counted, of) = (figure.numerator.len(), figure.denominator.len());
    let counts = [counted, of - counted].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    let row = suppression::suppress_one_way(&counts);
    !row.total.is_suppressed() && row.counts.iter().all(|count| !count.is_suppressed())
}
