//! The published margins of one age band, taken apart into one cell for each person: activity, home and being in touch together.

use leaving_care::{activity::ActivityCode, in_touch::InTouchCode};
use measures::published::Category;

use super::{
    dice::{Dice, FIRST},
    targets::BandTargets,
};

/// The judgement on the home on the birthday, by the columns of the published table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suitability {
    Suitable,
    Unsuitable,
    NoInformation,
    /// Gone abroad, deported or of unknown residence: not in the table.
    Outside,
}

/// What must be true on a birthday.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub activity: ActivityCode,
    pub activity_is_imputed: bool,
    pub home: Suitability,
    pub home_is_imputed: bool,
    pub in_touch: InTouchCode,
}

/// One cell for each person of a band: the published margins of both tables, joined as lives would join them.
pub(super) fn cells(dice: &mut Dice, targets: &BandTargets) -> Vec<Cell> {
    let mut people: Vec<Cell> = activities(dice, targets);
    let suitability = targets.counts.suitability;
    let imputed = |category| targets.counts.imputed_suitability.contains(&category);
    let mut placed = Vec::with_capacity(people.len());
    let mut place = |people: Vec<Cell>, home: Suitability, home_is_imputed: bool| {
        placed.extend(people.into_iter().map(|cell| Cell {
            home,
            home_is_imputed,
            ..cell
        }));
    };
    // Where nothing is known of the home, nothing is known of the activity either, as far as the two counts allow.
    let taken = dice.take(&mut people, suitability.no_information as usize, |cell| {
        if is_unknown(*cell) {
            FIRST
        } else {
            u32::from(!cell.activity.is_eet())
        }
    });
    place(
        taken,
        Suitability::NoInformation,
        imputed(Category::NoSuitabilityInformation),
    );
    let taken = dice.take(
        &mut people,
        targets.counts.outside_suitability as usize,
        |cell| if is_unknown(*cell) { 12 } else { 1 },
    );
    place(taken, Suitability::Outside, false);
    // Custody and homelessness seldom go with a job or a course.
    let taken = dice.take(
        &mut people,
        suitability.unsuitable as usize,
        |cell| match cell.activity {
            ActivityCode::G5 => 12,
            ActivityCode::G4 | ActivityCode::NotKnown => 4,
            ActivityCode::G6 => 2,
            _ => 1,
        },
    );
    place(
        taken,
        Suitability::Unsuitable,
        imputed(Category::Unsuitable),
    );
    place(people, Suitability::Suitable, imputed(Category::Suitable));
    touch(dice, &mut placed, targets);
    placed
}

fn is_unknown(cell: Cell) -> bool {
    cell.activity == ActivityCode::NotKnown
}

/// Full time before part time in most lives: of 100 (made up; the published tables do not tell them apart).
const FULL_TIME: usize = 78;

fn activities(dice: &mut Dice, targets: &BandTargets) -> Vec<Cell> {
    use ActivityCode::{F1, F2, F4, F5, G4, G5, G6, NotKnown, P1, P2, P4, P5};
    let mut people = Vec::new();
    for (category, count) in targets.counts.activity.cells() {
        let (full, part) = match category {
            Category::HigherEducation => (F1, P1),
            Category::OtherEducation => (F2, P2),
            Category::Apprenticeship => (F4, P4),
            Category::TrainingOrEmployment | Category::TrainingOrEmploymentExceptApprenticeship => {
                (F5, P5)
            }
            Category::NeetIllnessOrDisability => (G4, G4),
            Category::NeetOtherReasons => (G5, G5),
            Category::NeetPregnancyOrParenting => (G6, G6),
            Category::NotKnown => (NotKnown, NotKnown),
            // The rest are totals.
            _ => continue,
        };
        let activity_is_imputed = targets.counts.imputed_activity.contains(&category);
        for _ in 0..count {
            let mut activity = if dice.chance(FULL_TIME * 10) {
                full
            } else {
                part
            };
            // Up to 2021 apprenticeships stood among training and employment.
            if category == Category::TrainingOrEmployment && dice.chance(90) {
                activity = F4;
            }
            people.push(Cell {
                activity,
                activity_is_imputed,
                home: Suitability::Suitable,
                home_is_imputed: false,
                in_touch: InTouchCode::Yes,
            });
        }
    }
    people
}

/// Says with whom the council is not in touch: everybody of whom it does not know an activity or a home (SSDA903 rule 345 allows no
/// YES beside a 0), and, as far as the published count goes further, some of whom a third party told it.
fn touch(dice: &mut Dice, people: &mut Vec<Cell>, targets: &BandTargets) {
    let must = |cell: &Cell| is_unknown(*cell) || cell.home == Suitability::NoInformation;
    let wanted: usize = targets
        .not_in_touch
        .iter()
        .map(|(_, count)| *count as usize)
        .sum();
    let count = wanted.max(people.iter().filter(|cell| must(cell)).count());
    let mut away = dice.take(people, count, |cell| match cell {
        cell if must(cell) => FIRST,
        Cell {
            home: Suitability::Outside,
            ..
        } => 20,
        Cell {
            activity: ActivityCode::G5,
            ..
        } => 3,
        _ => 1,
    });
    let weights = targets.not_in_touch;
    let mut left = weights;
    for cell in &mut away {
        // Each code as often as it was published; when the counts are used up, in the same shares.
        let choose_from = if left.iter().any(|(_, count)| *count > 0) {
            left
        } else {
            weights
        };
        let code = if choose_from.iter().any(|(_, count)| *count > 0) {
            dice.weighted(&choose_from)
        } else {
            InTouchCode::No
        };
        cell.in_touch = code;
        for (known, count) in &mut left {
            if *known == code {
                *count = count.saturating_sub(1);
            }
        }
    }
    people.extend(away);
}
