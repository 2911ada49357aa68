//! Figures: asking a measure, on a stated basis, as at a day, as known at a moment, whole or by locality and code, open or published.

mod answer;
mod groups;
mod overview;
mod people;
mod publish;
mod table;
mod trend;

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use leaving_care::{
    authority::Nation,
    calendar::{LeapDayBirthday, last_quarter_end},
};
use measures::{
    measure::Measure,
    population::{Basis, Question},
    published::Reference,
    suppression::Policy,
};

pub use answer::{Answer, Count, Group, MeasureQuery, TargetStanding, ask};
pub use overview::{Theme, overview, theme};
pub use people::{Behind, PersonBehind, Whom, behind};
pub use table::{PublishedCell, TableRow, published_beside, table};
pub use trend::{ComparisonTable, TrendPoint, comparison, published_category, trend};

use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
};

/// By what a figure can be broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    Locality,
    /// The activity code.
    Code,
}

impl std::str::FromStr for Dimension {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        match text {
            "locality" => Ok(Self::Locality),
            "code" => Ok(Self::Code),
            _ => Err(()),
        }
    }
}

/// The nation of an authority by its code.
pub fn nation_of(authority: &str) -> Nation {
    Nation::of(authority)
}

/// Whoever may see figures as they are may also see them published, under either policy; others only under the stricter one, because
/// what each of the two holds back could be worked out from both together.
fn policy_for(actor: &Actor, authority: &str, asked: Option<Policy>) -> Result<Option<Policy>> {
    if actor.must(Action::ReadMeasures, authority).is_ok() {
        return Ok(asked);
    }
    actor.must(Action::ReadPublishedMeasures, authority)?;
    Ok(Some(Policy::House))
}

/// Whoever may see published figures only is answered as at the end of a quarter that has passed, as it is known now: figures of two
/// neighbouring days, or of two states of knowledge, would differ by one person and so tell about them.
fn as_at_for(actor: &Actor, as_at: Date, known_at: Option<Timestamp>) -> (Date, Option<Timestamp>) {
    if actor.may(Action::ReadMeasures) {
        (as_at, known_at)
    } else {
        (last_quarter_end(as_at.min(actor.moment.today)), None)
    }
}

fn question(actor: &Actor, query: &MeasureQuery, measure: &Measure) -> Result<Question> {
    let basis = query.basis.unwrap_or(measure.usual_basis);
    if !measure.allows(basis) {
        let other = match basis {
            Basis::Department => "live",
            Basis::Live => "department",
        };
        return Err(Error::Refused(format!(
            "{} is defined on the {other} basis only.",
            measure.title
        )));
    }
    Ok(Question {
        basis,
        as_at: query.as_at,
        nation: nation_of(&actor.authority),
        leap_day: LeapDayBirthday::default(),
    })
}

/// Published figures: those that ship with the product, and further releases that were imported.
pub async fn reference(office: &Office) -> Result<Arc<Reference>> {
    office.reference().await
}

/// Every measure that can be asked.
pub fn list() -> impl Iterator<Item = &'static Measure> {
    measures::measure::all()
}
