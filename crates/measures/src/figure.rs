//! A figure: how many out of how many, who they are, and how it prints.

use serde::Serialize;
use uuid::Uuid;

/// The answer of a measure before anything is hidden or rounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Those counted.
    pub numerator: Vec<Uuid>,
    /// Those out of whom they are counted; includes the numerator.
    pub denominator: Vec<Uuid>,
}

impl Figure {
    /// Counts those of `among` who are `counted`.
    pub fn count<'a, T: 'a>(
        members: impl IntoIterator<Item = &'a T>,
        id: impl Fn(&T) -> Uuid,
        among: impl Fn(&T) -> bool,
        counted: impl Fn(&T) -> bool,
    ) -> Self {
        let mut figure = Self {
            numerator: Vec::new(),
            denominator: Vec::new(),
        };
        for member in members.into_iter().filter(|member| among(member)) {
            figure.denominator.push(id(member));
            if counted(member) {
                figure.numerator.push(id(member));
            }
        }
        figure
    }

    /// The share in percent, unrounded; `None` of nobody.
    pub fn percent(&self) -> Option<f64> {
        (!self.denominator.is_empty())
            .then(|| self.numerator.len() as f64 * 100.0 / self.denominator.len() as f64)
    }
}
