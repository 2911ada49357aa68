//! The stricter policy of the house: no small count is shown, and none that is held back can be worked out.

use super::disclosure::Network;
use super::{ActivityTable, SuitabilityTable, is_small};
use crate::published::Category;

/// Zeros are never hidden under this policy, so a reader knows that a hidden count is at least 1.
pub(super) const LEAST_HIDDEN: u32 = 1;

/// Nodes of the network: what is outside the table, everybody, those in education, employment or training, those who are NEET.
const OUTSIDE: usize = 0;
const EVERYBODY: usize = 1;
const EDUCATION: usize = 2;
const NEET: usize = 3;

pub(super) fn activity(table: &ActivityTable) -> Vec<Category> {
    hidden(
        &table.cells(),
        protected(&activity_network(
            &table.cells(),
            is_small_cell,
            LEAST_HIDDEN,
        )),
    )
}

pub(super) fn suitability(table: &SuitabilityTable) -> Vec<Category> {
    hidden(
        &table.cells(),
        protected(&suitability_network(
            &table.cells(),
            is_small_cell,
            LEAST_HIDDEN,
        )),
    )
}

fn is_small_cell(_: Category, count: u32) -> bool {
    is_small(count)
}

fn protected(network: &Network) -> Network {
    let mut network = network.clone();
    network.protect();
    network
}

fn hidden(cells: &[(Category, u32)], network: Network) -> Vec<Category> {
    cells
        .iter()
        .zip(network.cells)
        .filter(|(_, cell)| cell.is_hidden)
        .map(|((category, _), _)| *category)
        .collect()
}

/// The activity table as a network, its cells in the order given.
pub(super) fn activity_network(
    cells: &[(Category, u32)],
    is_hidden: impl Fn(Category, u32) -> bool,
    least_hidden: u32,
) -> Network {
    let mut network = Network::new(4, least_hidden);
    for (category, count) in cells {
        let (from, to) = match category {
            Category::Total => (OUTSIDE, EVERYBODY),
            Category::TotalInEducationEmploymentOrTraining => (EVERYBODY, EDUCATION),
            Category::TotalNeet => (EVERYBODY, NEET),
            Category::NotKnown => (EVERYBODY, OUTSIDE),
            Category::NeetIllnessOrDisability
            | Category::NeetOtherReasons
            | Category::NeetPregnancyOrParenting => (NEET, OUTSIDE),
            _ => (EDUCATION, OUTSIDE),
        };
        network.add(from, to, *count, is_hidden(*category, *count));
    }
    network
}

/// The suitability table as a network, its cells in the order given.
pub(super) fn suitability_network(
    cells: &[(Category, u32)],
    is_hidden: impl Fn(Category, u32) -> bool,
    least_hidden: u32,
) -> Network {
    let mut network = Network::new(2, least_hidden);
    for (category, count) in cells {
        let (from, to) = if *category == Category::Total {
            (OUTSIDE, EVERYBODY)
        } else {
            (EVERYBODY, OUTSIDE)
        };
        network.add(from, to, *count, is_hidden(*category, *count));
    }
    network
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Education, Policy, suppress, suppress_suitability};
    use super::*;

    fn table(counts: [u32; 8]) -> ActivityTable {
        let [
            higher,
            other,
            apprenticeship,
            training_or_employment,
            illness,
            reasons,
            pregnancy,
            not_known,
        ] = counts;
        ActivityTable {
            education: Education::Since2022 {
                higher,
                other,
                apprenticeship,
                training_or_employment,
            },
            illness_or_disability: illness,
            other_reasons: reasons,
            pregnancy_or_parenting: pregnancy,
            not_known,
        }
    }

    #[track_caller]
    fn check(counts: [u32; 8], expected: &[Category]) {
        let mut found = activity(&table(counts));
        found.sort_unstable();
        assert_eq!(found, expected, "{counts:?}");
    }

    #[test]
    fn what_the_house_holds_back() {
        use Category::{
            Apprenticeship, HigherEducation, NeetIllnessOrDisability, NeetOtherReasons,
            NeetPregnancyOrParenting, NotKnown, Total, TotalInEducationEmploymentOrTraining,
            TotalNeet, TrainingOrEmploymentExceptApprenticeship,
        };
        check([10, 80, 12, 100, 20, 60, 14, 30], &[]);
        check([0, 80, 0, 100, 20, 60, 14, 0], &[]);
        // One small count takes the next smallest that is not zero; a zero stays.
        check(
            [3, 80, 0, 100, 20, 60, 14, 30],
            &[HigherEducation, Category::OtherEducation],
        );
        check(
            [10, 80, 12, 100, 1, 60, 1, 30],
            &[
                NeetIllnessOrDisability,
                NeetOtherReasons,
                NeetPregnancyOrParenting,
            ],
        );
        check(
            [10, 80, 12, 100, 2, 60, 1, 30],
            &[NeetIllnessOrDisability, NeetPregnancyOrParenting],
        );
        // Not known is small: one of the totals goes with it, and something below that total, or it could be added up.
        check(
            [10, 80, 12, 100, 20, 60, 14, 4],
            &[NeetPregnancyOrParenting, TotalNeet, NotKnown],
        );
        check([6, 0, 0, 0, 0, 0, 0, 0], &[]);
        check(
            [4, 0, 0, 0, 0, 0, 0, 0],
            &[HigherEducation, TotalInEducationEmploymentOrTraining, Total],
        );
        check(
            [1, 1, 1, 1, 1, 1, 1, 0],
            &[
                HigherEducation,
                Category::OtherEducation,
                Apprenticeship,
                TrainingOrEmploymentExceptApprenticeship,
                TotalInEducationEmploymentOrTraining,
                NeetIllnessOrDisability,
                NeetOtherReasons,
                NeetPregnancyOrParenting,
                TotalNeet,
                Total,
            ],
        );
    }

    fn count() -> impl Strategy<Value = u32> {
        prop_oneof![Just(0), 1..6_u32, 6..12_u32, 0..200_u32]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn nothing_held_back_is_given_away(counts in proptest::array::uniform8(count())) {
            let table = table(counts);
            let published = suppress(&table, Policy::House);
            let network = activity_network(&table.cells(), |category, _| published.is_suppressed(category), LEAST_HIDDEN);
            for (index, cell) in network.cells.iter().enumerate() {
                prop_assert!(!network.is_given_away(index), "{:?}: {:?}", table.cells()[index], published);
                prop_assert!(cell.is_hidden || !is_small(cell.count), "a small count is shown");
                prop_assert!(!cell.is_hidden || cell.count > 0, "a zero is hidden");
            }
        }

        #[test]
        fn nothing_held_back_of_suitability_is_given_away(counts in proptest::array::uniform3(count())) {
            let table = SuitabilityTable { suitable: counts[0], unsuitable: counts[1], no_information: counts[2] };
            let published = suppress_suitability(&table, Policy::House);
            let network = suitability_network(&table.cells(), |category, _| published.is_suppressed(category), LEAST_HIDDEN);
            for (index, cell) in network.cells.iter().enumerate() {
                prop_assert!(!network.is_given_away(index), "{:?}: {:?}", table.cells()[index], published);
                prop_assert!(cell.is_hidden || !is_small(cell.count), "a small count is shown");
            }
        }

        #[test]
        fn a_hidden_total_cannot_be_had_from_a_percentage(counts in proptest::array::uniform8(count())) {
            let published = suppress(&table(counts), Policy::House);
            if published.is_suppressed(Category::Total) {
                for cell in &published.cells {
                    prop_assert!(cell.percent.number().is_none_or(|percent| percent == 0.0), "{cell:?}");
                }
            }
        }
    }
}
