//! Runs that were kept: saving, opening again with the rates of its day, a person's list, and those whose answer is another today.

use better_off::{Amounts, Household, Movement, NoRates, Pence, amounts, rates_for, what_moved};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::better_off::RunRecord;
use uuid::Uuid;

use super::case::{Answer, Case, answer, day_of, must_be_possible, on_the_day, taken};
use crate::{
    actor::Actor,
    error::{Error, Result},
    office::{Office, event},
    permission::Action,
    person::{self, View, Who},
};

/// The amounts of one situation as they were kept, a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Empty for now.
    pub name: String,
    pub wage: Pence,
    pub award: Pence,
    pub housing_benefit: Option<Pence>,
    pub after_rent: Pence,
    pub left_over: Pence,
}

/// A run in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSummary {
    pub id: Uuid,
    pub as_at: Date,
    pub made_at: Timestamp,
    pub made_by: String,
    /// Now first, then the offers.
    pub kept: Vec<Kept>,
}

/// A run opened again.
#[derive(Debug)]
pub struct SavedRun {
    pub id: Uuid,
    pub who: Option<Who>,
    pub made_at: Timestamp,
    pub made_by: String,
    pub rates_version: String,
    pub case: Case,
    /// What was said when it was made.
    pub kept: Vec<Kept>,
    /// Worked out again from the same inputs for the same day.
    pub answer: Answer,
    /// Whether the answer is the same to the penny.
    pub is_same: bool,
}

/// A run whose answer would be another today.
#[derive(Debug)]
pub struct ChangedRun {
    pub summary: RunSummary,
    pub who: Option<Who>,
    pub today: Vec<Kept>,
    /// For each of them what moved it, biggest first; none where it is the same.
    pub moved: Vec<Vec<Movement>>,
}

/// All of them, with how many were looked at.
#[derive(Debug, Default)]
pub struct Changed {
    pub looked_at: usize,
    /// Could not be worked out for today: no rates are known, or the run cannot be read.
    pub not_worked_out: usize,
    pub runs: Vec<ChangedRun>,
}

/// Keeps a run. It is never changed afterwards: another question is another run.
pub async fn save(
    actor: &Actor,
    office: &Office,
    person: Option<Uuid>,
    case: &Case,
) -> Result<Uuid> {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    if let Some(person) = person {
        person::find_own(actor, office, person, today(actor)).await?;
    }
    must_be_possible(case)?;
    let made = (actor.moment.now, actor.name.clone(), actor.account);
    let run = run_of(Uuid::now_v7(), &actor.authority, person, made, case)?;
    let mut tx = office.db.begin().await?;
    store::better_off::insert(&mut tx, &run).await?;
    let saved = event(actor, "better_off.save", person, run.id.to_string());
    store::audit::insert_many(&mut tx, &[saved]).await?;
    tx.commit().await?;
    Ok(run.id)
}

/// A run to be kept: when, by whom and with which account it was made.
pub(crate) fn run_of(
    id: Uuid,
    authority: &str,
    person: Option<Uuid>,
    (made_at, made_by, account): (Timestamp, String, Option<Uuid>),
    case: &Case,
) -> Result<RunRecord> {
    let found = answer(case).map_err(|error| Error::Refused(error.to_string()))?;
    let unwritable = |_| {
        Error::Refused(
            "This run cannot be kept as it is. Look at the amounts and try again.".to_owned(),
        )
    };
    Ok(RunRecord {
        id,
        authority: authority.to_owned(),
        person,
        made_at,
        made_by,
        account,
        as_at: case.as_at,
        rates_version: found.now.outcome.rates_version.clone(),
        inputs: serde_json::to_string(case).map_err(unwritable)?,
        answer: serde_json::to_string(&kept_of(&found)).map_err(unwritable)?,
    })
}

/// Opens a run of the actor's authority and works it out again for its own day: rates are dated data that are never edited, so the
/// answer is the same in ten years; where it is not, both are given.
pub async fn open(actor: &Actor, office: &Office, id: Uuid) -> Result<SavedRun> {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    let run = store::better_off::find(&office.db, id)
        .await?
        .filter(|run| run.authority == actor.authority)
        .ok_or(Error::NotFound("run"))?;
    let who = match run.person {
        Some(person) => Some(person::who(actor, office, person).await?),
        None => None,
    };
    office
        .note(actor, "better_off.read", run.person, id.to_string())
        .await?;
    let case = case_of(&run)?;
    let kept = answer_of(&run)?;
    let again = answer(&case).map_err(|error| Error::Refused(error.to_string()))?;
    Ok(SavedRun {
        id,
        who,
        made_at: run.made_at,
        made_by: run.made_by,
        rates_version: run.rates_version,
        is_same: kept_of(&again) == kept,
        case,
        kept,
        answer: again,
    })
}

/// How many runs a person's page lists.
const RUNS_SHOWN: u32 = 20;

/// The last runs about a person, newest first.
pub async fn of_person(actor: &Actor, office: &Office, person: Uuid) -> Result<Vec<RunSummary>> {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    list(actor, office, person, RUNS_SHOWN).await
}

/// Every run about a person that was ever kept, newest first.
pub async fn history(actor: &Actor, office: &Office, person: Uuid) -> Result<Vec<RunSummary>> {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    list(actor, office, person, u32::MAX).await
}

async fn list(actor: &Actor, office: &Office, person: Uuid, most: u32) -> Result<Vec<RunSummary>> {
    person::find_own(actor, office, person, today(actor)).await?;
    let runs = store::better_off::of_person(&office.db, person, most).await?;
    office
        .note(actor, "better_off.list", Some(person), "")
        .await?;
    runs.iter().map(summary).collect()
}

/// How many runs are worked out again at once.
const RUNS_LOOKED_AT: u32 = 2_000;

/// The last run about each person, and those about nobody who is recorded here, whose answer is another with the rates, ages and dates of
/// today.
pub async fn changed(actor: &Actor, office: &Office) -> Result<Changed> {
    actor.must(Action::WorkOutBetterOff, &actor.authority)?;
    let runs = store::better_off::latest(&office.db, &actor.authority, RUNS_LOOKED_AT).await?;
    let mut changed = Changed {
        looked_at: runs.len(),
        ..Changed::default()
    };
    for run in &runs {
        let (Ok(summary), Ok(case)) = (summary(run), case_of(run)) else {
            changed.not_worked_out += 1;
            continue;
        };
        match kept_on(&case, actor.moment.today) {
            Ok(today) if today != summary.kept => changed.runs.push(ChangedRun {
                moved: moved(&case, &summary.kept, actor.moment.today),
                who: match run.person {
                    Some(person) => Some(person::who(actor, office, person).await?),
                    None => None,
                },
                summary,
                today,
            }),
            Ok(_) => {}
            Err(NoRates { .. }) => changed.not_worked_out += 1,
        }
    }
    office
        .note(
            actor,
            "better_off.changed",
            None,
            format!("{} of {} shown", changed.runs.len(), changed.looked_at),
        )
        .await?;
    Ok(changed)
}

fn today(actor: &Actor) -> View {
    View {
        as_at: actor.moment.today,
        known_at: None,
    }
}

/// The amounts of a case on another day, without their explanation.
fn kept_on(case: &Case, day: Date) -> std::result::Result<Vec<Kept>, NoRates> {
    let of = |(name, household, on): (&str, Household, Date)| {
        let rates = rates_for(&household, on)?;
        Ok(kept(name, &amounts(&household, &rates)))
    };
    ways(case, day).into_iter().map(of).collect()
}

/// Now and each offer as it is worked out when the case is asked for a day: its name, its household, and its own day.
fn ways(case: &Case, day: Date) -> Vec<(&str, Household, Date)> {
    let case_then = Case {
        as_at: day,
        ..case.clone()
    };
    let now = ("", on_the_day(&case.household, day), day);
    let offers = case.offers.iter().take(better_off::MOST_OFFERS);
    std::iter::once(now)
        .chain(offers.map(|offer| {
            let on = day_of(&case_then, Some(offer));
            let household = on_the_day(&taken(&case.household, offer), on);
            (offer.name.as_str(), household, on)
        }))
        .collect()
}

/// What moved each answer since it was kept. Where the program itself has been put right, that is said too.
fn moved(case: &Case, kept_then: &[Kept], today: Date) -> Vec<Vec<Movement>> {
    let before = ways(case, case.as_at);
    let after = ways(case, today);
    let again = kept_on(case, case.as_at).unwrap_or_default();
    before
        .iter()
        .zip(&after)
        .enumerate()
        .map(|(number, (before, after))| {
            let found = what_moved(&before.1, before.2, &after.1, after.2);
            let mut found = found.unwrap_or_default();
            if let (Some(again), Some(then)) = (again.get(number), kept_then.get(number))
                && again != then
            {
                found.push(Movement {
                    sentence: "The rates or the rules in this program have been put right since."
                        .to_owned(),
                    pence: again.after_rent - then.after_rent,
                    award: again.award - then.award,
                });
            }
            found.sort_by_key(|movement| std::cmp::Reverse(movement.pence.0.abs()));
            found
        })
        .collect()
}

fn kept_of(answer: &Answer) -> Vec<Kept> {
    answer
        .all()
        .map(|situation| kept(&situation.name, &situation.outcome.amounts))
        .collect()
}

fn kept(name: &str, amounts: &Amounts) -> Kept {
    Kept {
        name: name.to_owned(),
        wage: amounts.net_earnings,
        award: amounts.award,
        housing_benefit: amounts.housing_benefit,
        after_rent: amounts.after_rent,
        left_over: amounts.left_over,
    }
}

fn summary(run: &RunRecord) -> Result<RunSummary> {
    Ok(RunSummary {
        id: run.id,
        as_at: run.as_at,
        made_at: run.made_at,
        made_by: run.made_by.clone(),
        kept: answer_of(run)?,
    })
}

pub(super) fn case_of(run: &RunRecord) -> Result<Case> {
    serde_json::from_str(&run.inputs).map_err(unreadable)
}

fn answer_of(run: &RunRecord) -> Result<Vec<Kept>> {
    serde_json::from_str(&run.answer).map_err(unreadable)
}

fn unreadable(_: serde_json::Error) -> Error {
    Error::Refused("This run was kept by another version of the program and cannot be read. Work it out again from the person's page.".to_owned())
}
