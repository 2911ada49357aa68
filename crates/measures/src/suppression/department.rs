//! What the Department for Education holds back in its tables of authorities, as a function of the counts alone.
//!
//! The Department publishes no rule; this one was found from the rows of the release of 2025 (years to March 2021 to 2025, both age
//! bands) and holds for all but the ten cells listed in `data/held_back_by_hand.csv`:
//!
//! - Counts of 1 to 5 are held back. "Not known" (activity) and "no information" (suitability) are not, for their own sake.
//! - If one count of a group (in education, employment or training; NEET) is held back while the group's total is shown, the smallest
//!   other count of the group is held back too, and a zero counts as the smallest.
//! - If two are held back and both are 5, the smallest other count is too, unless that is zero: North Northamptonshire 2024 and Bury
//!   2023, 19 to 21, and in the release of 2022 Sutton 2021 and Leicestershire 2020, 17 to 18; not Wandsworth 2025, 17 to 18. The same
//!   between groups: City of London 2022, 17 to 18.
//! - If one group's total is held back, "not known" is held back with it.
//! - If there are 6 to 9 people in all, every count of a group that is not empty is held back (Rutland 2024 and City of London 2023).
//! - Suitability: an unsuitable count of 1 to 5 takes the smaller of the other two with it; if the two then held back are unsuitable and
//!   no information and add up to 2, suitable is held back as well. (1 and 0 is not followed up; 2 and 0, like 1 and 1, is.)

use super::{ActivityTable, SuitabilityTable, is_small};
use crate::published::Category;

/// Which of the three parts of everybody are held back in the activity table. Everybody is, when there are 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HiddenTotals {
    pub education: bool,
    pub neet: bool,
    pub not_known: bool,
}

pub fn totals(education: u32, neet: u32) -> HiddenTotals {
    let hidden = (is_small(education), is_small(neet));
    HiddenTotals {
        education: hidden.0,
        neet: hidden.1,
        not_known: hidden.0 != hidden.1 || (education == 5 && neet == 5),
    }
}

/// Which counts of a group are held back, in the order given. `everybody` is the total of the whole table.
pub fn group(counts: &[u32], total_is_hidden: bool, everybody: u32) -> Vec<bool> {
    if (6..10).contains(&everybody) && counts.iter().any(|count| *count > 0) {
        return vec![true; counts.len()];
    }
    let mut hidden: Vec<bool> = counts.iter().map(|count| is_small(*count)).collect();
    let small: Vec<u32> = counts
        .iter()
        .copied()
        .filter(|count| is_small(*count))
        .collect();
    let is_one = small.len() == 1;
    if !total_is_hidden && (is_one || small == [5, 5]) {
        // Of equal counts the last is taken: Kingston upon Thames 2024, 17 to 18.
        let others = (0..counts.len()).rev().filter(|index| !hidden[*index]);
        let smallest = others.min_by_key(|index| counts[*index]);
        if let Some(index) = smallest.filter(|index| is_one || counts[*index] > 0) {
            hidden[index] = true;
        }
    }
    hidden
}

/// The categories of the activity table that the Department would hold back.
pub fn activity(table: &ActivityTable) -> Vec<Category> {
    let totals = totals(table.education.total(), table.neet());
    let education = table.education.cells();
    let neet = [
        (
            Category::NeetIllnessOrDisability,
            table.illness_or_disability,
        ),
        (Category::NeetOtherReasons, table.other_reasons),
        (
            Category::NeetPregnancyOrParenting,
            table.pregnancy_or_parenting,
        ),
    ];
    let mut hidden = Vec::new();
    for (cells, total_is_hidden) in [
        (education.as_slice(), totals.education),
        (neet.as_slice(), totals.neet),
    ] {
        let counts: Vec<u32> = cells.iter().map(|cell| cell.1).collect();
        let held_back = group(&counts, total_is_hidden, table.total());
        hidden.extend(
            cells
                .iter()
                .zip(held_back)
                .filter(|(_, hidden)| *hidden)
                .map(|(cell, _)| cell.0),
        );
    }
    let with_totals = [
        (
            Category::TotalInEducationEmploymentOrTraining,
            totals.education,
        ),
        (Category::TotalNeet, totals.neet),
        (Category::NotKnown, totals.not_known),
        (Category::Total, is_small(table.total())),
    ];
    hidden.extend(
        with_totals
            .into_iter()
            .filter(|(_, hidden)| *hidden)
            .map(|(category, _)| category),
    );
    hidden
}

/// The categories of the suitability table that the Department would hold back.
pub fn suitability(table: &SuitabilityTable) -> Vec<Category> {
    let SuitabilityTable {
        suitable,
        unsuitable,
        no_information,
    } = *table;
    let total = is_small(table.total());
    let mut hide_suitable = is_small(suitable);
    let mut hide_unsuitable = is_small(unsuitable);
    let mut hide_no_information = false;
    if hide_unsuitable {
        if suitable < no_information {
            hide_suitable = true;
        } else {
            hide_no_information = true;
        }
    } else if hide_suitable && !total {
        if unsuitable < no_information {
            hide_unsuitable = true;
        } else {
            hide_no_information = true;
        }
    }
    if hide_unsuitable && hide_no_information && unsuitable + no_information == 2 {
        hide_suitable = true;
    }
    let cells = [
        (Category::Suitable, hide_suitable),
        (Category::Unsuitable, hide_unsuitable),
        (Category::NoSuitabilityInformation, hide_no_information),
        (Category::Total, total),
    ];
    cells
        .into_iter()
        .filter(|(_, hidden)| *hidden)
        .map(|(category, _)| category)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_group(counts: &[u32], total_is_hidden: bool, everybody: u32, expected: &str) {
        let hidden: String = group(counts, total_is_hidden, everybody)
            .into_iter()
            .map(|hidden| if hidden { 'c' } else { '.' })
            .collect();
        assert_eq!(hidden, expected, "{counts:?} of {everybody}");
    }

    #[test]
    fn groups() {
        check_group(&[31, 87, 20, 142], false, 597, "....");
        check_group(&[0, 6, 0], false, 50, "...");
        check_group(&[5, 20, 30], false, 90, "cc.");
        check_group(&[6, 20, 30], false, 90, "...");
        check_group(&[5, 20, 0, 30], false, 90, "c.c."); // a zero is the smallest
        check_group(&[1, 20, 0, 0], false, 90, "c..c"); // of two zeros the last
        check_group(&[1, 20, 1], false, 90, "c.c");
        check_group(&[5, 20, 5], false, 90, "ccc");
        check_group(&[5, 25, 0, 5], false, 51, "c..c"); // Wandsworth 2025, 17 to 18
        check_group(&[5, 20, 4], false, 90, "c.c");
        check_group(&[0, 3, 0], true, 40, ".c."); // the total is hidden: nothing to work it out from
        check_group(&[0, 1, 0], true, 9, "ccc"); // fewer than ten in all
        check_group(&[0, 0, 0], false, 9, "...");
        check_group(&[0, 3, 0], true, 5, ".c.");
        check_group(&[0, 10, 0], false, 10, "...");
    }

    #[track_caller]
    fn check_totals(education: u32, neet: u32, expected: (bool, bool, bool)) {
        let hidden = totals(education, neet);
        assert_eq!(
            (hidden.education, hidden.neet, hidden.not_known),
            expected,
            "{education} and {neet}"
        );
    }

    #[test]
    fn totals_of_groups() {
        check_totals(20, 6, (false, false, false));
        check_totals(20, 5, (false, true, true));
        check_totals(1, 0, (true, false, true));
        check_totals(3, 3, (true, true, false));
        check_totals(5, 5, (true, true, true));
        check_totals(0, 0, (false, false, false));
    }

    #[track_caller]
    fn check_suitability(suitable: u32, unsuitable: u32, no_information: u32, expected: &str) {
        let hidden = suitability(&SuitabilityTable {
            suitable,
            unsuitable,
            no_information,
        });
        let categories = [
            Category::Suitable,
            Category::Unsuitable,
            Category::NoSuitabilityInformation,
            Category::Total,
        ];
        let found: String = categories
            .iter()
            .map(|category| if hidden.contains(category) { 'c' } else { '.' })
            .collect();
        assert_eq!(
            found, expected,
            "{suitable}, {unsuitable}, {no_information}"
        );
    }

    #[test]
    fn suitability_of_accommodation() {
        check_suitability(90, 6, 3, "....");
        check_suitability(90, 0, 3, "....");
        check_suitability(90, 5, 3, ".cc.");
        check_suitability(90, 1, 0, ".cc.");
        check_suitability(90, 2, 0, "ccc.");
        check_suitability(90, 1, 1, "ccc.");
        check_suitability(38, 3, 45, "cc.."); // Cumberland 2025, 17 to 18
        check_suitability(4, 0, 0, "c..c");
        check_suitability(3, 1, 0, "cccc");
        check_suitability(0, 0, 0, "....");
        check_suitability(3, 20, 30, "cc..");
    }
}
