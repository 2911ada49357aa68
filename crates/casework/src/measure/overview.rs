//! Every measure that belongs to an authority's nation, by theme, each with its figure.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use leaving_care::{authority::Nation, calendar::LeapDayBirthday};
use measures::{
    measure::Measure,
    population::{Basis, Population, Question},
    suppression::Policy,
};

use super::{
    answer::{Answer, MeasureQuery, answer},
    as_at_for, list, nation_of, policy_for,
};
use crate::{actor::Actor, error::Result, office::Office};

/// What measures are about, in the order in which pages show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    EducationAndWork,
    Home,
    Support,
    /// Of one nation or an era of its own: never to be compared with the others.
    OfTheirOwn,
}

impl Theme {
    pub const ALL: [Self; 4] = [
        Self::EducationAndWork,
        Self::Home,
        Self::Support,
        Self::OfTheirOwn,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::EducationAndWork => "Education, employment and training",
            Self::Home => "Home",
            Self::Support => "In touch and supported",
            Self::OfTheirOwn => "Earlier and national measures",
        }
    }
}

/// The theme of a measure.
pub fn theme(measure: &Measure) -> Theme {
    match measure.id {
        "ni147" | "ni148" | "scc033f" => Theme::OfTheirOwn,
        "without_adviser" => Theme::Support,
        id if id.starts_with("in_touch") => Theme::Support,
        id if id.starts_with("suitable_accommodation") => Theme::Home,
        _ => Theme::EducationAndWork,
    }
}

/// Whether a measure is one of a nation: the National Indicators were England's, SCC/033(f) is Wales's.
fn is_of(nation: Nation, measure: &Measure) -> bool {
    match measure.id {
        "ni147" | "ni148" => nation == Nation::England,
        "scc033f" => nation == Nation::Wales,
        _ => true,
    }
}

/// Every measure on its usual basis as at a day.
pub async fn overview(
    actor: &Actor,
    office: &Office,
    as_at: Date,
    known_at: Option<Timestamp>,
    publish: Option<Policy>,
) -> Result<Vec<(&'static Measure, Answer)>> {
    let policy = policy_for(actor, &actor.authority, publish)?;
    let (as_at, known_at) = as_at_for(actor, as_at, known_at);
    let nation = nation_of(&actor.authority);
    let targets = store::target::list(&office.db, &actor.authority).await?;
    let mut populations: Vec<(Basis, Arc<Population>)> = Vec::new();
    for basis in [Basis::Department, Basis::Live] {
        let question = Question {
            basis,
            as_at,
            nation,
            leap_day: LeapDayBirthday::default(),
        };
        let population = office
            .population(&actor.authority, question, known_at)
            .await?;
        populations.push((basis, population));
    }
    office.note(actor, "measure.list", None, "").await?;
    let answered = |measure: &'static Measure| {
        let (_, population) = populations
            .iter()
            .find(|(basis, _)| *basis == measure.usual_basis)?;
        let query = MeasureQuery {
            measure: measure.id.to_owned(),
            as_at,
            known_at,
            basis: Some(measure.usual_basis),
            by: Vec::new(),
            publish: policy,
        };
        Some((
            measure,
            answer(measure, population, &query, policy, &targets),
        ))
    };
    Ok(list()
        .filter(|measure| is_of(nation, measure))
        .filter_map(answered)
        .collect())
}
