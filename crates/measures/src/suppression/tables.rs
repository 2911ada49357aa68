//! Tables of counts before suppression, and the same tables as they are published.

use serde::Serialize;

use crate::published::{AgeBand, Category, Figures, Place, PublishedValue, Release, Table};
use crate::rounding::whole_percent;

/// Those in education, employment or training. The Department shows apprenticeships apart since the year to 31 March 2022.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Education {
    UpTo2021 {
        higher: u32,
        other: u32,
        training_or_employment: u32,
    },
    Since2022 {
        higher: u32,
        other: u32,
        apprenticeship: u32,
        training_or_employment: u32,
    },
}

impl Education {
    pub fn cells(self) -> Vec<(Category, u32)> {
        match self {
            Self::UpTo2021 {
                higher,
                other,
                training_or_employment,
            } => vec![
                (Category::HigherEducation, higher),
                (Category::OtherEducation, other),
                (Category::TrainingOrEmployment, training_or_employment),
            ],
            Self::Since2022 {
                higher,
                other,
                apprenticeship,
                training_or_employment,
            } => vec![
                (Category::HigherEducation, higher),
                (Category::OtherEducation, other),
                (Category::Apprenticeship, apprenticeship),
                (
                    Category::TrainingOrEmploymentExceptApprenticeship,
                    training_or_employment,
                ),
            ],
        }
    }

    pub fn total(self) -> u32 {
        self.cells().iter().map(|cell| cell.1).sum()
    }

    /// From three counts (up to 2021) or four (since 2022), in the order of `cells`. `None` for any other number.
    pub(crate) fn from_counts(counts: &[u32]) -> Option<Self> {
        match *counts {
            [higher, other, training_or_employment] => Some(Self::UpTo2021 {
                higher,
                other,
                training_or_employment,
            }),
            [higher, other, apprenticeship, training_or_employment] => Some(Self::Since2022 {
                higher,
                other,
                apprenticeship,
                training_or_employment,
            }),
            _ => None,
        }
    }
}

/// Care leavers of one authority, year and age band by activity: whole people, nothing held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivityTable {
    pub education: Education,
    pub illness_or_disability: u32,
    pub other_reasons: u32,
    pub pregnancy_or_parenting: u32,
    pub not_known: u32,
}

impl ActivityTable {
    pub fn neet(&self) -> u32 {
        self.illness_or_disability + self.other_reasons + self.pregnancy_or_parenting
    }

    pub fn total(&self) -> u32 {
        self.education.total() + self.neet() + self.not_known
    }

    /// Every published category with its count, totals included.
    pub fn cells(&self) -> Vec<(Category, u32)> {
        let mut cells = self.education.cells();
        cells.extend([
            (
                Category::TotalInEducationEmploymentOrTraining,
                self.education.total(),
            ),
            (
                Category::NeetIllnessOrDisability,
                self.illness_or_disability,
            ),
            (Category::NeetOtherReasons, self.other_reasons),
            (
                Category::NeetPregnancyOrParenting,
                self.pregnancy_or_parenting,
            ),
            (Category::TotalNeet, self.neet()),
            (Category::NotKnown, self.not_known),
            (Category::Total, self.total()),
        ]);
        cells
    }
}

/// Care leavers by suitability of their accommodation. Those gone abroad, deported or of unknown residence are not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SuitabilityTable {
    pub suitable: u32,
    pub unsuitable: u32,
    pub no_information: u32,
}

impl SuitabilityTable {
    pub fn total(&self) -> u32 {
        self.suitable + self.unsuitable + self.no_information
    }

    pub fn cells(&self) -> Vec<(Category, u32)> {
        vec![
            (Category::Suitable, self.suitable),
            (Category::Unsuitable, self.unsuitable),
            (Category::NoSuitabilityInformation, self.no_information),
            (Category::Total, self.total()),
        ]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PublishedCell {
    pub category: Category,
    pub count: PublishedValue,
    pub percent: PublishedValue,
}

impl PublishedCell {
    pub(super) fn suppressed(category: Category) -> Self {
        Self {
            category,
            count: PublishedValue::Suppressed,
            percent: PublishedValue::Suppressed,
        }
    }

    pub(super) fn shown(category: Category, count: u32, total: u32, hide_percent: bool) -> Self {
        let percent = match whole_percent(u64::from(count), u64::from(total)) {
            _ if hide_percent => PublishedValue::Suppressed,
            None => PublishedValue::NotApplicable,
            Some(0) if count > 0 => PublishedValue::RoundsToZero,
            Some(percent) => PublishedValue::Value(percent as f64),
        };
        Self {
            category,
            count: PublishedValue::from_count(count),
            percent,
        }
    }
}

/// A table as it is published: counts and whole percentages of the total, or their marks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublishedTable {
    pub cells: Vec<PublishedCell>,
}

impl PublishedTable {
    pub fn cell(&self, category: Category) -> Option<&PublishedCell> {
        self.cells.iter().find(|cell| cell.category == category)
    }

    /// The shown count; `None` when it is held back or the table has no such category.
    pub fn count(&self, category: Category) -> Option<u32> {
        self.cell(category)?.count.count()
    }

    pub fn is_suppressed(&self, category: Category) -> bool {
        self.cell(category)
            .is_some_and(|cell| cell.count.is_suppressed())
    }

    /// Holds back more cells, for a reason that lies outside the counts.
    pub fn hold_back(&mut self, categories: &[Category]) {
        for cell in self
            .cells
            .iter_mut()
            .filter(|cell| categories.contains(&cell.category))
        {
            *cell = PublishedCell::suppressed(cell.category);
        }
    }

    /// The row of the activity table that the Department published. `None` when the release does not have it or the authority had
    /// been abolished.
    pub fn published_activity(
        figures: &Figures,
        place: Place,
        ages: AgeBand,
        year: u16,
        release: Release,
    ) -> Option<Self> {
        let education: &[Category] = if year <= 2021 {
            &[Category::TrainingOrEmployment]
        } else {
            &[
                Category::Apprenticeship,
                Category::TrainingOrEmploymentExceptApprenticeship,
            ]
        };
        let mut categories = vec![Category::HigherEducation, Category::OtherEducation];
        categories.extend(education);
        categories.extend([
            Category::TotalInEducationEmploymentOrTraining,
            Category::NeetIllnessOrDisability,
            Category::NeetOtherReasons,
            Category::NeetPregnancyOrParenting,
            Category::TotalNeet,
            Category::NotKnown,
            Category::Total,
        ]);
        Self::published(
            figures,
            Table::Activity,
            &categories,
            place,
            ages,
            year,
            release,
        )
    }

    /// The row of the suitability table that the Department published, under the same conditions.
    pub fn published_suitability(
        figures: &Figures,
        place: Place,
        ages: AgeBand,
        year: u16,
        release: Release,
    ) -> Option<Self> {
        let categories = [
            Category::Suitable,
            Category::Unsuitable,
            Category::NoSuitabilityInformation,
            Category::Total,
        ];
        Self::published(
            figures,
            Table::Suitability,
            &categories,
            place,
            ages,
            year,
            release,
        )
    }

    fn published(
        figures: &Figures,
        table: Table,
        categories: &[Category],
        place: Place,
        ages: AgeBand,
        year: u16,
        release: Release,
    ) -> Option<Self> {
        let cell = |category: &Category| {
            let figure = figures.find(table, place, ages, *category, year, release)?;
            Some(PublishedCell {
                category: *category,
                count: figure.count,
                percent: figure.percent,
            })
        };
        let cells = categories.iter().map(cell).collect::<Option<Vec<_>>>()?;
        let is_a_row = cells
            .iter()
            .all(|cell| cell.count.is_suppressed() || cell.count.count().is_some());
        is_a_row.then_some(Self { cells })
    }
}
