//! The cases of each figure in one young person's story: a claim, a birthday, a missed appointment, a sanction, a job.

use jiff::{ToSpan, civil::Date};
use uuid::Uuid;

use super::{AT_EIGHTEEN_DAYS, FigureId, HANDOVER_DAYS};
use crate::{
    calendar::{LeapDayBirthday, birthday_on},
    claim::{Appointment, Benefit, Claim, Ledger, Outcome as Came, Sanction, SanctionState, Stage},
};

/// What is known of one young person for the figures.
#[derive(Debug, Clone, Copy)]
pub struct Story<'a> {
    pub person: Uuid,
    pub born: Date,
    /// Empty where no district is known.
    pub district: &'a str,
    pub ledger: &'a Ledger,
    /// Work without a gap: from its first day to the day after its last; `None` where it goes on.
    pub work: &'a [(Date, Option<Date>)],
}

/// One thing that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub person: Uuid,
    /// The day by which it falls into a quarter.
    pub on: Date,
    pub district: String,
    pub outcome: Outcome,
    /// Of first payments.
    pub days: Option<i32>,
    pub benefit: Option<Benefit>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    Yes,
    No,
    /// Too early to say.
    Open,
}

impl Outcome {
    fn is(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }

    /// Yes if so; otherwise open until a day has passed, and then no.
    fn until(yes: bool, last_day: Date, as_at: Date) -> Self {
        if yes {
            Self::Yes
        } else if as_at <= last_day {
            Self::Open
        } else {
            Self::No
        }
    }
}

/// The cases of a figure in a story, as at a day.
pub fn cases(figure: FigureId, story: &Story<'_>, as_at: Date) -> Vec<Case> {
    match figure {
        FigureId::WarmHandover => handovers(story, as_at),
        FigureId::ReadyByEighteen => ready(story, as_at).into_iter().collect(),
        FigureId::FirstPaymentInTime => first_payment(story, as_at).into_iter().collect(),
        FigureId::MissesToSanctions => misses(story, false),
        FigureId::FirstMissesToSanctions => misses(story, true),
        FigureId::SanctionsChallenged => challenged(story),
        FigureId::ChallengesWon => won(story),
        FigureId::WorkFor13Weeks | FigureId::WorkFor26Weeks => {
            work(story, figure.weeks_of_work().unwrap_or_default(), as_at)
        }
    }
}

impl Story<'_> {
    fn case(&self, on: Date, outcome: Outcome) -> Case {
        Case {
            person: self.person,
            on,
            district: self.district.to_owned(),
            outcome,
            days: None,
            benefit: None,
        }
    }

    fn eighteenth(&self) -> Date {
        birthday_on(self.born, 18, LeapDayBirthday::default())
    }

    /// The claim made at 18: of those begun before the birthday or soon after it the first.
    fn claim_at_eighteen(&self) -> Option<&Claim> {
        let latest = self
            .eighteenth()
            .saturating_add(i64::from(AT_EIGHTEEN_DAYS).days());
        self.ledger.claims.iter().find(|claim| {
            claim.is_early_entry(self.born)
                || claim
                    .day_of(Stage::Started)
                    .is_some_and(|started| started <= latest)
        })
    }
}

fn handovers(story: &Story<'_>, as_at: Date) -> Vec<Case> {
    let of = |claim: &Claim| {
        let started = claim.day_of(Stage::Started)?;
        let last_day = started.saturating_add(i64::from(HANDOVER_DAYS).days());
        let done = story
            .ledger
            .appointments
            .iter()
            .filter(|one| one.claim == Some(claim.id) && one.is_handover_done())
            .any(|one| held_on(one).is_some_and(|on| on <= last_day));
        // An ended claim can have none any more.
        let is_over = claim.day_of(Stage::Ended).is_some();
        let outcome = if is_over {
            Outcome::is(done)
        } else {
            Outcome::until(done, last_day, as_at)
        };
        Some(story.case(started, outcome))
    };
    story.ledger.claims.iter().filter_map(of).collect()
}

fn held_on(appointment: &Appointment) -> Option<Date> {
    match appointment.outcome {
        Came::Attended { on, .. } => Some(on),
        _ => None,
    }
}

fn ready(story: &Story<'_>, as_at: Date) -> Option<Case> {
    let claim = story.claim_at_eighteen()?;
    let outcome = match claim.was_ready_at_eighteen(story.born, as_at) {
        Some(was_ready) => Outcome::is(was_ready),
        None if as_at < story.eighteenth() => Outcome::Open,
        None => Outcome::No,
    };
    Some(Case {
        benefit: Some(claim.benefit),
        ..story.case(story.eighteenth(), outcome)
    })
}

fn first_payment(story: &Story<'_>, as_at: Date) -> Option<Case> {
    let claim = story.claim_at_eighteen()?;
    let due = claim.benefit.first_payment_due(story.eighteenth());
    let (outcome, days) = match claim.first_payment(story.born) {
        Some(paid) => (
            Outcome::is(paid.on <= due),
            Some(paid.days_after_eighteenth),
        ),
        None => (Outcome::until(false, due, as_at), None),
    };
    Some(Case {
        days,
        benefit: Some(claim.benefit),
        ..story.case(story.eighteenth(), outcome)
    })
}

fn misses(story: &Story<'_>, only_first: bool) -> Vec<Case> {
    let ledger = story.ledger;
    ledger
        .appointments
        .iter()
        .filter(|one| !only_first || ledger.is_first_missed(one))
        .filter_map(|one| {
            let outcome = match ledger.sanction_after(one.id) {
                Some(sanction) if sanction.applied.is_some() => Outcome::Yes,
                Some(sanction) if sanction.state == SanctionState::Considered => Outcome::Open,
                _ => Outcome::No,
            };
            Some(story.case(one.missed_on()?, outcome))
        })
        .collect()
}

fn challenged(story: &Story<'_>) -> Vec<Case> {
    let applied = |sanction: &Sanction| day_of(sanction, SanctionState::Applied);
    story
        .ledger
        .sanctions
        .iter()
        .filter_map(|sanction| {
            let is_challenged = day_of(sanction, SanctionState::Challenged).is_some();
            Some(story.case(applied(sanction)?, Outcome::is(is_challenged)))
        })
        .collect()
}

fn won(story: &Story<'_>) -> Vec<Case> {
    story
        .ledger
        .sanctions
        .iter()
        .filter_map(|sanction| {
            let outcome = match sanction.state {
                SanctionState::Overturned => Outcome::Yes,
                SanctionState::Challenged => Outcome::Open,
                _ => Outcome::No,
            };
            Some(story.case(day_of(sanction, SanctionState::Challenged)?, outcome))
        })
        .collect()
}

/// The first day on which a sanction came to a state.
fn day_of(sanction: &Sanction, state: SanctionState) -> Option<Date> {
    sanction
        .steps
        .iter()
        .find(|(known, _)| *known == state)
        .map(|(_, on)| *on)
}

fn work(story: &Story<'_>, weeks: i64, as_at: Date) -> Vec<Case> {
    let had_claimed_by = |day: Date| {
        story
            .ledger
            .claims
            .iter()
            .filter_map(|claim| claim.day_of(Stage::Started))
            .any(|started| started <= day)
    };
    story
        .work
        .iter()
        .filter(|(start, _)| *start <= as_at && had_claimed_by(*start))
        .map(|(start, end)| {
            let reached_on = start.saturating_add((weeks * 7).days());
            // An end that is still to come is none yet.
            let outcome = match end.filter(|end| *end <= as_at) {
                Some(end) => Outcome::is(end >= reached_on),
                None if as_at < reached_on => Outcome::Open,
                None => Outcome::Yes,
            };
            story.case(*start, outcome)
        })
        .collect()
}
