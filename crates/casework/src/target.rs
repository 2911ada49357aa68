//! Targets: setting what an authority aims for in a measure and year.

use store::target::TargetRow;

use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    office::{Office, event},
    permission::Action,
};

/// A target in hundredths of a percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTarget {
    pub measure: String,
    pub year: i16,
    pub percent_hundredths: i64,
    pub tolerance_hundredths: i64,
    /// Where it was decided.
    pub source: String,
}

/// Sets a target; one for the same year is replaced.
pub async fn set(actor: &Actor, office: &Office, target: NewTarget) -> Result<()> {
    actor.must(Action::SetTargets, &actor.authority)?;
    measures::measure::find(&target.measure).ok_or(Error::NotFound("measure"))?;
    if !(0..=10_000).contains(&target.percent_hundredths)
        || !(0..=10_000).contains(&target.tolerance_hundredths)
    {
        return Err(Error::Invalid(vec![Problem::new(
            "percent",
            "Give a percentage between 0 and 100.",
        )]));
    }
    let row = TargetRow {
        authority: actor.authority.clone(),
        measure: target.measure,
        year: i64::from(target.year),
        percent_hundredths: target.percent_hundredths,
        tolerance_hundredths: target.tolerance_hundredths,
        source: target.source,
    };
    let mut tx = office.db.begin().await?;
    store::target::save(&mut tx, &row).await?;
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "target.set", None, row.measure.clone())],
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
