//! Whole counts behind a published row: what could stand where the Department held figures back, so that a made-up council can be
//! built whose figures, suppressed again, are the published ones.
//!
//! An imputed count is invented. It must be marked wherever it is shown, and is never evidence about real people.

use crate::published::Category;
use crate::suppression::{
    ActivityTable, Education, Policy, PublishedTable, SuitabilityTable, department, is_small,
};
use crate::suppression::{suppress, suppress_suitability};

/// Far more than any authority has in an age band. Many ways to fill the hidden cells are tried, so that there must be a limit.
const MOST_PEOPLE: u32 = 10_000;

/// Counts behind one authority's published activity and suitability of one year and age band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imputed {
    pub activity: ActivityTable,
    pub suitability: SuitabilityTable,
    /// Categories of the activity table whose counts were held back and are invented here.
    pub imputed_activity: Vec<Category>,
    /// The same for the suitability table.
    pub imputed_suitability: Vec<Category>,
    /// How many are in the activity table only: gone abroad, deported, or of unknown residence (accommodation G, H and R).
    pub outside_suitability: u32,
    /// Where the published rows contradict themselves, each other, or the rule of suppression; empty for nearly every row.
    pub disagreements: Vec<Disagreement>,
}

/// One cell that could not be met, in which table, and in words why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    pub table: &'static str,
    pub category: Category,
    pub reason: String,
}

/// Whole counts that agree with every shown count, total and percentage, and that the Department's rule would suppress in the same
/// cells. Among several, those whose small counts are nearest to 3, the middle of 1 to 5; then those with more in earlier categories.
///
/// `None` when a count is over 10,000, which is no authority's, or when a row lacks categories (see
/// [`PublishedTable::published_activity`], which gives none for abolished authorities).
pub fn impute(activity: &PublishedTable, suitability: &PublishedTable) -> Option<Imputed> {
    let has_too_many = |table: &PublishedTable| {
        table
            .cells
            .iter()
            .any(|cell| cell.count.count() > Some(MOST_PEOPLE))
    };
    if has_too_many(activity) || has_too_many(suitability) {
        return None;
    }
    let activity_counts = activity_counts(activity)?;
    let suitability_counts = suitability_counts(suitability, activity_counts.total());
    let mut disagreements = compare(
        "activity",
        activity,
        &suppress(&activity_counts, Policy::Department),
    );
    disagreements.extend(compare(
        "suitability",
        suitability,
        &suppress_suitability(&suitability_counts, Policy::Department),
    ));
    let outside_suitability = match joint(activity_counts.total(), suitability_counts.total()) {
        Ok(outside) => outside,
        Err(reason) => {
            disagreements.push(Disagreement {
                table: "suitability",
                category: Category::Total,
                reason,
            });
            0
        }
    };
    Some(Imputed {
        activity: activity_counts,
        suitability: suitability_counts,
        imputed_activity: hidden_categories(activity),
        imputed_suitability: hidden_categories(suitability),
        outside_suitability,
        disagreements,
    })
}

/// How many of those in the activity table are not in the suitability table: gone abroad, deported or of unknown residence (G, H, R).
pub fn joint(activity_total: u32, suitability_total: u32) -> Result<u32, String> {
    activity_total
        .checked_sub(suitability_total)
        .ok_or_else(|| format!("More people have a suitability ({suitability_total}) than have an activity ({activity_total})."))
}

fn hidden_categories(published: &PublishedTable) -> Vec<Category> {
    published
        .cells
        .iter()
        .filter(|cell| cell.count.is_suppressed())
        .map(|cell| cell.category)
        .collect()
}

/// How far a solution is from what was published: first the cells in which suppression differs, then how unlikely its counts are.
type Distance = (usize, u64);

const NEET: [Category; 3] = [
    Category::NeetIllnessOrDisability,
    Category::NeetOtherReasons,
    Category::NeetPregnancyOrParenting,
];

fn activity_counts(published: &PublishedTable) -> Option<ActivityTable> {
    let is_education = |category: &Category| {
        let education = [
            Category::HigherEducation,
            Category::OtherEducation,
            Category::Apprenticeship,
            Category::TrainingOrEmployment,
        ];
        education.contains(category)
            || *category == Category::TrainingOrEmploymentExceptApprenticeship
    };
    let education: Vec<Category> = published
        .cells
        .iter()
        .map(|cell| cell.category)
        .filter(is_education)
        .collect();
    let totals = [
        Category::TotalInEducationEmploymentOrTraining,
        Category::TotalNeet,
        Category::NotKnown,
        Category::Total,
    ];
    if education.len() < 3
        || !NEET
            .iter()
            .chain(&totals)
            .all(|category| published.cell(*category).is_some())
    {
        return None;
    }
    let [shown_education, shown_neet, shown_not_known, shown_total] =
        totals.map(|category| published.count(category));
    let hidden = totals.map(|category| published.is_suppressed(category));

    let mut best: Option<(Distance, ActivityTable)> = None;
    for total in shown_total.map_or(1..=5, |total| total..=total) {
        // Both totals are hidden only if both are small; one alone may be hidden for another reason and is then tried up to the rest.
        let most = if shown_education.or(shown_neet).is_none() {
            total.min(MOST_BUT_ONE)
        } else {
            total
        };
        for in_education in shown_education.map_or(0..=most, |count| count..=count.min(total)) {
            let rest = total - in_education;
            for neet in shown_neet.map_or(0..=most.min(rest), |count| count..=count.min(rest)) {
                let not_known = rest - neet;
                if shown_not_known.is_some_and(|shown| shown != not_known) {
                    continue;
                }
                let rule = department::totals(in_education, neet);
                let by_rule = [rule.education, rule.neet, rule.not_known, is_small(total)];
                let of_totals = (
                    differences(&by_rule, &hidden),
                    [in_education, neet, not_known]
                        .iter()
                        .zip(hidden)
                        .filter(|(_, hidden)| *hidden)
                        .map(|(count, _)| unlikelihood(*count))
                        .sum(),
                );
                // The groups can only add to the distance.
                if best.as_ref().is_some_and(|(known, _)| of_totals >= *known) {
                    continue;
                }
                let best_of = |categories: &[Category], of: u32, is_hidden: bool| {
                    group_counts(published, categories, of, is_hidden, total)
                };
                let Some((of_education, education_counts)) =
                    best_of(&education, in_education, rule.education)
                else {
                    continue;
                };
                let Some((of_neet, neet_counts)) = best_of(&NEET, neet, rule.neet) else {
                    continue;
                };
                let distance = [of_totals, of_education, of_neet]
                    .iter()
                    .fold((0, 0), |sum, one: &Distance| (sum.0 + one.0, sum.1 + one.1));
                if best.as_ref().is_none_or(|(known, _)| distance < *known) {
                    let education = Education::from_counts(&education_counts)?;
                    best = Some((
                        distance,
                        activity_table(education, &neet_counts, not_known)?,
                    ));
                }
            }
        }
    }
    best.map(|(_, table)| table)
        .or_else(|| nearest_to_contradiction(published, &education))
}

fn activity_table(education: Education, neet: &[u32], not_known: u32) -> Option<ActivityTable> {
    let [illness_or_disability, other_reasons, pregnancy_or_parenting] = *neet else {
        return None;
    };
    Some(ActivityTable {
        education,
        illness_or_disability,
        other_reasons,
        pregnancy_or_parenting,
        not_known,
    })
}

/// For a row whose shown counts do not add up: the shown counts as they are, and the middle of what `c` can mean for the others.
fn nearest_to_contradiction(
    published: &PublishedTable,
    education: &[Category],
) -> Option<ActivityTable> {
    let count = |category: &Category| published.count(*category).unwrap_or(3);
    let education = Education::from_counts(&education.iter().map(count).collect::<Vec<_>>())?;
    activity_table(
        education,
        &NEET.iter().map(count).collect::<Vec<_>>(),
        published.count(Category::NotKnown).unwrap_or_default(),
    )
}

/// The best counts of one group that add up to its total.
fn group_counts(
    published: &PublishedTable,
    categories: &[Category],
    total: u32,
    total_is_hidden: bool,
    everybody: u32,
) -> Option<(Distance, Vec<u32>)> {
    let shown: Vec<Option<u32>> = categories
        .iter()
        .map(|category| published.count(*category))
        .collect();
    let hidden: Vec<bool> = categories
        .iter()
        .map(|category| published.is_suppressed(*category))
        .collect();
    let mut best: Option<(Distance, Vec<u32>)> = None;
    every_filling(&shown, total, &mut |counts| {
        let by_rule = department::group(counts, total_is_hidden, everybody);
        let of_hidden = counts
            .iter()
            .zip(&hidden)
            .filter(|(_, hidden)| **hidden)
            .map(|(count, _)| unlikelihood(*count));
        let distance = (differences(&by_rule, &hidden), of_hidden.sum());
        if best.as_ref().is_none_or(|(known, _)| distance < *known) {
            best = Some((distance, counts.to_vec()));
        }
    });
    best
}

/// In how many cells the rule differs from what was published. One that the rule would hide and the Department shows counts for more than
/// all others together: the Department may have held back more than its rule asks, but not less.
fn differences(by_rule: &[bool], published: &[bool]) -> usize {
    let cells = by_rule.iter().zip(published);
    cells
        .map(|(rule, published)| {
            if rule == published {
                0
            } else if *rule {
                100
            } else {
                1
            }
        })
        .sum()
}

/// Small counts far from 3 are taken to be less likely, a hidden zero least; a larger count may be any.
fn unlikelihood(count: u32) -> u64 {
    if count == 0 || is_small(count) {
        u64::from(count.abs_diff(3)).pow(2)
    } else {
        0
    }
}

/// Every way to fill the hidden counts so that all add up to the total, larger first counts first.
fn every_filling(shown: &[Option<u32>], total: u32, found: &mut impl FnMut(&[u32])) {
    let known: u32 = shown.iter().flatten().sum();
    let Some(rest) = total.checked_sub(known) else {
        return;
    };
    let holes: Vec<usize> = (0..shown.len())
        .filter(|index| shown[*index].is_none())
        .collect();
    let mut counts: Vec<u32> = shown
        .iter()
        .map(|count| count.unwrap_or_default())
        .collect();
    fill(&mut counts, &holes, rest, true, found);
}

/// By the rule at most one hidden count of a group is above this: small counts are 1 to 5, groups of fewer than ten people are hidden
/// whole, and one larger count may go with them. It keeps the number of ways small.
const MOST_BUT_ONE: u32 = 9;

fn fill(
    counts: &mut [u32],
    holes: &[usize],
    rest: u32,
    may_be_large: bool,
    found: &mut impl FnMut(&[u32]),
) {
    let [first, others @ ..] = holes else {
        if rest == 0 {
            found(counts);
        }
        return;
    };
    let others_hold = MOST_BUT_ONE * u32::try_from(others.len()).unwrap_or(u32::MAX);
    let least = rest.saturating_sub(others_hold);
    let largest = if may_be_large { rest } else { 0 };
    let large = least.max(MOST_BUT_ONE + 1)..=largest;
    let small = if others.is_empty() { rest } else { 0 }..=rest.min(MOST_BUT_ONE);
    for count in large.rev().chain(small.rev()) {
        counts[*first] = count;
        fill(
            counts,
            others,
            rest - count,
            may_be_large && count <= MOST_BUT_ONE,
            found,
        );
    }
}

fn suitability_counts(published: &PublishedTable, activity_total: u32) -> SuitabilityTable {
    let categories = [
        Category::Suitable,
        Category::Unsuitable,
        Category::NoSuitabilityInformation,
    ];
    let shown = categories.map(|category| published.count(category));
    let hidden = [categories[0], categories[1], categories[2], Category::Total]
        .map(|category| published.is_suppressed(category));
    let mut best: Option<(Distance, SuitabilityTable)> = None;
    for total in published
        .count(Category::Total)
        .map_or(1..=5, |total| total..=total)
    {
        every_filling(&shown, total, &mut |counts| {
            let [suitable, unsuitable, no_information] = *counts else {
                return;
            };
            let table = SuitabilityTable {
                suitable,
                unsuitable,
                no_information,
            };
            let rule = department::suitability(&table);
            let by_rule = [categories[0], categories[1], categories[2], Category::Total]
                .map(|category| rule.contains(&category));
            let of_hidden = counts
                .iter()
                .zip(hidden)
                .filter(|(_, hidden)| *hidden)
                .map(|(count, _)| unlikelihood(*count));
            // A hidden total is taken to be as near to the activity total as may be, and never above it.
            let from_activity = u64::from(total.abs_diff(activity_total)) * 100
                + if total > activity_total { 1_000_000 } else { 0 };
            let distance = (
                differences(&by_rule, &hidden),
                of_hidden.sum::<u64>() + from_activity,
            );
            if best.as_ref().is_none_or(|(known, _)| distance < *known) {
                best = Some((distance, table));
            }
        });
    }
    let [suitable, unsuitable, no_information] = shown.map(Option::unwrap_or_default);
    best.map_or(
        SuitabilityTable {
            suitable,
            unsuitable,
            no_information,
        },
        |(_, table)| table,
    )
}

/// Where our publication of the counts differs from the Department's.
fn compare(
    table: &'static str,
    published: &PublishedTable,
    ours: &PublishedTable,
) -> Vec<Disagreement> {
    let mut disagreements = Vec::new();
    for cell in &published.cells {
        let Some(our_cell) = ours.cell(cell.category) else {
            continue;
        };
        let reason = match (cell.count.is_suppressed(), our_cell.count.is_suppressed()) {
            (true, false) => format!(
                "Held back by the Department, shown by the rule ({}).",
                our_cell.count
            ),
            (false, true) => format!(
                "Shown by the Department ({}), held back by the rule.",
                cell.count
            ),
            _ if cell.count != our_cell.count => format!(
                "The Department shows {}, the counts give {}.",
                cell.count, our_cell.count
            ),
            _ if cell.percent != our_cell.percent => format!(
                "The Department shows {}%, the counts give {}%.",
                cell.percent, our_cell.percent
            ),
            _ => continue,
        };
        disagreements.push(Disagreement {
            table,
            category: cell.category,
            reason,
        });
    }
    disagreements
}

#[cfg(test)]
mod tests;
