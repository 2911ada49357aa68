//! What a page of measures is asked: the day, when it was known, the basis, and whether as it is or as published.

use casework::{
    Action, Actor,
    measure::{Dimension, MeasureQuery},
};
use jiff::civil::Date;
use measures::{measure::Measure, population::Basis, suppression::Policy};

use super::super::form::{Choice, Form};
use crate::clock;

/// The query as it was sent; anything left out is empty.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct AskedText {
    pub as_at: String,
    pub known_at: String,
    pub basis: String,
    pub publish: String,
    pub by: String,
    pub whom: String,
    pub after: String,
    pub year: String,
    pub done: String,
}

/// The query as it was understood; what could not be is in the form with its error, and stays unset.
#[derive(Debug, Clone)]
pub struct Asked {
    pub form: Form,
    pub as_at: Date,
    pub known_at: Option<Date>,
    pub basis: Option<Basis>,
    pub publish: Option<Policy>,
    pub by: Vec<Dimension>,
}

impl Asked {
    pub fn read(text: &AskedText, actor: &Actor) -> Self {
        let mut form = Form::default();
        for (field, value) in [
            ("as_at", &text.as_at),
            ("known_at", &text.known_at),
            ("basis", &text.basis),
            ("publish", &text.publish),
            ("by", &text.by),
        ] {
            form.set(field, value.trim());
        }
        let as_at = day(&mut form, "as_at").unwrap_or(actor.moment.today);
        form.set("as_at", as_at.to_string());
        let known_at = day(&mut form, "known_at");
        let publish = Policy::from_name(form.value("publish"))
            .or_else(|| (!actor.may(Action::ReadMeasures)).then_some(Policy::House));
        Self {
            as_at,
            known_at,
            basis: form.value("basis").parse().ok(),
            publish,
            by: form
                .value("by")
                .split(',')
                .filter_map(|dimension| dimension.parse().ok())
                .collect(),
            form,
        }
    }

    /// The question to a measure.
    pub fn query(&self, measure: &Measure) -> MeasureQuery {
        MeasureQuery {
            measure: measure.id.to_owned(),
            as_at: self.as_at,
            known_at: self.known_at.map(clock::end_of),
            // A measure that is defined on one basis only is asked on that, whatever the link before it said.
            basis: self.basis.filter(|basis| measure.allows(*basis)),
            by: self.by.clone(),
            publish: self.publish,
        }
    }

    /// The same question for a link to another page, beginning with "?".
    pub fn link(&self) -> String {
        let mut link = format!("?as_at={}", self.as_at);
        let known_at = self.known_at.map(|day| day.to_string());
        for (field, value) in [
            ("known_at", known_at.unwrap_or_default()),
            ("basis", self.basis.map_or("", Basis::code).to_owned()),
            ("publish", self.publish.map_or("", policy_name).to_owned()),
        ] {
            if !value.is_empty() {
                link.extend(["&", field, "=", &value]);
            }
        }
        link
    }
}

fn day(form: &mut Form, field: &str) -> Option<Date> {
    let typed = form.value(field).to_owned();
    if typed.is_empty() {
        return None;
    }
    let day = casework::person::parse_day(&typed);
    if day.is_none() {
        form.add_error(field, "Enter a real date, like 31 3 2026");
    }
    day
}

pub fn policy_name(policy: Policy) -> &'static str {
    match policy {
        Policy::House => "house",
        Policy::Department => "department",
    }
}

/// How figures may be looked at by somebody who may see them as they are.
pub fn policies() -> Vec<Choice> {
    vec![
        Choice::new("house", "Published, this council's rule"),
        Choice::new("department", "Published, as the Department does"),
    ]
}

pub fn policy_label(policy: Policy) -> &'static str {
    match policy {
        Policy::House => "small numbers held back under this council's rule",
        Policy::Department => "small numbers held back as the Department does",
    }
}
