//! Those who are owed a personal adviser and have none.

use leaving_care::eligibility::Category;

use super::{Measure, Polarity};
use crate::population::Basis;

pub(super) const MEASURES: &[Measure] = &[Measure {
    id: "without_adviser",
    title: "Without a personal adviser",
    counts: "Those with no personal adviser allocated on the day.",
    out_of: "Everybody to whom the council owes a personal adviser: eligible, relevant and former relevant young people under 25; \
        in Wales categories 1 to 4.",
    assumes: "Only an allocation in the role of personal adviser counts, not one of a social worker.",
    source: "Children Act 1989 sections 23A to 23CZB and Schedule 2 paragraph 19C; Medway Children's Trust Board, 27 April 2010 (33 young people)",
    is_verified: false,
    polarity: Polarity::LowerIsBetter,
    band: None,
    usual_basis: Basis::Live,
    other_basis_too: false,
    among: |member| {
        member.is_alive
            && member
                .category
                .is_some_and(Category::is_owed_a_personal_adviser)
    },
    counted: |member| !member.has_personal_adviser,
}];
