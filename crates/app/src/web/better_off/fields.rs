//! The names of the fields of children and offers, for the templates that draw them again and again.

use better_off::MOST_OFFERS;

use super::case_form::{MOST_CHILDREN, child_field, offer_field};
use crate::web::form::Form;

/// The names of the fields of one child.
pub struct ChildFields {
    pub title: String,
    pub born: String,
    pub sex: String,
    pub disability: String,
}

/// At least so many rows for children, and always one to spare.
const LEAST_ROWS: usize = 2;

impl ChildFields {
    pub fn all(form: &Form) -> Vec<Self> {
        let filled = (1..=MOST_CHILDREN)
            .filter(|number| !form.value(&child_field(*number, "born")).is_empty())
            .max()
            .unwrap_or(0);
        (1..=(filled + 1).clamp(LEAST_ROWS, MOST_CHILDREN))
            .map(|number| Self {
                title: format!("Child {number}"),
                born: child_field(number, "born"),
                sex: child_field(number, "sex"),
                disability: child_field(number, "disability"),
            })
            .collect()
    }
}

/// The names of the fields of one offer.
pub struct OfferFields {
    pub title: &'static str,
    pub is_filled: bool,
    pub name: String,
    pub kind: String,
    pub hours: String,
    pub pay: String,
    pub pension: String,
    pub employer_pension: String,
    pub home: String,
    pub home_charge: String,
    pub travel: String,
    pub meals: String,
    pub once: String,
    pub childcare: String,
    pub starts: String,
    pub first_paid: String,
    pub every: String,
    pub in_hand: String,
    pub rent: String,
    pub rent_every: String,
    pub tenure: String,
    pub area: String,
}

const OFFER_TITLES: [&str; MOST_OFFERS] =
    ["First offer", "Second offer", "Third offer", "Fourth offer"];

impl OfferFields {
    pub fn all(form: &Form) -> Vec<Self> {
        OFFER_TITLES
            .into_iter()
            .zip(1..)
            .map(|(title, number)| Self::of(title, number, form))
            .collect()
    }

    fn of(title: &'static str, number: usize, form: &Form) -> Self {
        let field = |name: &str| offer_field(number, name);
        let start = field("");
        Self {
            title,
            is_filled: form
                .sent()
                .iter()
                .any(|(name, value)| name.starts_with(&start) && !value.is_empty()),
            name: field("name"),
            kind: field("kind"),
            hours: field("hours"),
            pay: field("pay"),
            pension: field("pension"),
            employer_pension: field("employer_pension"),
            home: field("home"),
            home_charge: field("home_charge"),
            travel: field("travel"),
            meals: field("meals"),
            once: field("once"),
            childcare: field("childcare"),
            starts: field("starts"),
            first_paid: field("first_paid"),
            every: field("every"),
            in_hand: field("in_hand"),
            rent: field("rent"),
            rent_every: field("rent_every"),
            tenure: field("tenure"),
            area: field("area"),
        }
    }
}
