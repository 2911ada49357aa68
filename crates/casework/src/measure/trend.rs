//! A measure over years: our own figures, and the published ones of the authority, its neighbours, its region and England.

use jiff::civil::Date;
use leaving_care::calendar::{LeapDayBirthday, ReportingYear, add_months};
use measures::{
    comparators::{Comparison, Measure as Compared, compare},
    measure::{Band, Measure},
    population::{Basis, Question},
    published::{AgeBand, Category, Reference, Table},
};

use super::nation_of;
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::Office,
    permission::Action,
};

/// The first year of the series that the Department publishes on today's cohort.
const FIRST_YEAR: u16 = 2014;
/// How far back our own figures go: six years, or fifteen months.
const POINTS: i32 = 6;

/// Our own figure on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendPoint {
    pub as_at: Date,
    pub numerator: u64,
    pub denominator: u64,
    pub percent: Option<f64>,
}

/// Published figures beside each other.
#[derive(Debug, Clone)]
pub struct ComparisonTable {
    pub category: Category,
    pub years: Vec<Comparison>,
}

/// Our own figures, as they are known now, on one basis, oldest first: on the Department's basis those of the years that had ended by
/// `as_at`, live every three months up to it; as far back as the records hold at least four fifths as many people as for the last. Whoever may only see published figures is
/// shown the published comparison instead.
pub async fn trend(
    actor: &Actor,
    office: &Office,
    measure: &Measure,
    basis: Basis,
    as_at: Date,
) -> Result<Vec<TrendPoint>> {
    actor.must(Action::ReadMeasures, &actor.authority)?;
    let mut points = Vec::new();
    for step in 0..POINTS {
        let day = match basis {
            Basis::Department => (0..step)
                .fold(ReportingYear::last_ended(as_at), |year, _| year.previous())
                .last_day(),
            Basis::Live => add_months(as_at, -3 * step),
        };
        let question = Question {
            basis,
            as_at: day,
            nation: nation_of(&actor.authority),
            leap_day: LeapDayBirthday::default(),
        };
        let population = office.population(&actor.authority, question, None).await?;
        let figure = measure.compute(&population);
        // Records begin somewhere: years of which they hold less than four fifths of the people of the last would mislead.
        let newest = points
            .first()
            .map_or(0, |point: &TrendPoint| point.denominator);
        if figure.denominator.is_empty() || (figure.denominator.len() as u64) * 5 < newest * 4 {
            break;
        }
        points.push(TrendPoint {
            as_at: day,
            numerator: figure.numerator.len() as u64,
            denominator: figure.denominator.len() as u64,
            percent: figure.percent(),
        });
    }
    points.reverse();
    Ok(points)
}

/// The published figures that belong to a measure, where the Department publishes it; `None` for Welsh authorities and for measures
/// of our own. `dfe_number` are the authority's three digits.
pub fn comparison(
    reference: &Reference,
    measure: &Measure,
    dfe_number: u16,
) -> Result<Option<ComparisonTable>> {
    let Some(compared) = published_category(measure) else {
        return Ok(None);
    };
    if reference.authority_numbered(dfe_number).is_none() {
        return Err(Error::NotFound("authority among the published figures"));
    }
    let years = reference.figures.all().iter().map(|figure| figure.year);
    let newest = years.max().unwrap_or(FIRST_YEAR);
    let years = compare(reference, dfe_number, compared, FIRST_YEAR..=newest);
    Ok(Some(ComparisonTable {
        category: compared.category,
        years,
    }))
}

/// Which published figure a measure is.
pub fn published_category(measure: &Measure) -> Option<Compared> {
    let ages = match measure.band? {
        Band::From17To18 => AgeBand::SEVENTEEN_TO_EIGHTEEN,
        Band::From19To21 => AgeBand::NINETEEN_TO_TWENTY_ONE,
    };
    let category = category_of(measure)?;
    let table = match category {
        Category::Suitable => Table::Suitability,
        Category::InTouch => Table::InTouch,
        _ => Table::Activity,
    };
    Some(Compared {
        table,
        ages,
        category,
    })
}

/// The heading under which the Department publishes a measure.
pub(super) fn category_of(measure: &Measure) -> Option<Category> {
    let name = measure
        .id
        .trim_end_matches("_17_18")
        .trim_end_matches("_19_21");
    Some(match name {
        "eet" => Category::TotalInEducationEmploymentOrTraining,
        "neet" => Category::TotalNeet,
        "not_known" => Category::NotKnown,
        "neet_g4" => Category::NeetIllnessOrDisability,
        "neet_g5" => Category::NeetOtherReasons,
        "neet_g6" => Category::NeetPregnancyOrParenting,
        "higher_education" => Category::HigherEducation,
        "suitable_accommodation" => Category::Suitable,
        "in_touch" => Category::InTouch,
        _ => return None,
    })
}
