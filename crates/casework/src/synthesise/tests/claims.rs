//! The made-up Jobcentre: everything that is told can be told by the rules, and every state is there to be looked at.

use jiff::ToSpan;
use leaving_care::claim::{Appointment, Consent, Ledger, Outcome, SanctionState, Stage, Taken};
use store::jobcentre_step::StepRecord;

use super::{facts_of, made_up};
use crate::synthesise::{
    claims,
    dice::{Dice, Purpose},
    life::last_day,
};

#[test]
fn every_step_can_be_told_and_every_state_is_there() {
    let council = made_up("888", 2025, 1);
    let facts = facts_of("E10000017", &council);
    let last_day = last_day(2025);
    let made = || {
        let mut dice = Dice::new(1, 888, 2025, Purpose::Claims);
        claims::claims(&mut dice, &facts, &council.workers, last_day)
    };
    let told = made();
    assert_eq!(told.steps, made().steps, "the same seed tells the same");

    let mut ledgers: Vec<Ledger> = Vec::new();
    for steps in told.steps.chunk_by(|one, next| one.person == next.person) {
        let person = facts
            .people
            .iter()
            .find(|person| person.person == steps[0].person);
        let born = person.expect("a person").date_of_birth;
        let taken: Vec<Taken> = steps.iter().map(|step| step.taken.clone()).collect();
        assert!(taken.iter().all(|step| step.on <= last_day));
        ledgers.push(Ledger::replayed(&taken, born).expect("steps that follow each other"));
    }
    let some = |what: &str, holds: &dyn Fn(&Ledger) -> bool| {
        assert!(ledgers.iter().any(holds), "nobody with {what}");
    };
    let said = |was: Consent| {
        move |ledger: &Ledger| {
            ledger
                .consent_on(last_day)
                .is_some_and(|one| one.was == was)
        }
    };
    some("a consent", &said(Consent::Given));
    some("a consent refused", &said(Consent::Refused));
    some("a consent taken back", &said(Consent::Withdrawn));
    some("nothing said", &|ledger| ledger.consent.is_empty());
    let stage = |has: Stage, has_not: Stage| {
        move |ledger: &Ledger| {
            ledger
                .open_claim()
                .is_some_and(|claim| claim.day_of(has).is_some() && claim.day_of(has_not).is_none())
        }
    };
    some(
        "a claim in preparation",
        &stage(Stage::FormsRequested, Stage::Submitted),
    );
    some(
        "a claim not paid yet",
        &stage(Stage::Started, Stage::FirstPayment),
    );
    some(
        "a claim that runs and is paid",
        &stage(Stage::FirstPayment, Stage::Ended),
    );
    some("a claim that ended", &|ledger| {
        ledger.claims.iter().any(|claim| !claim.is_open())
    });
    some("a handover done", &|ledger| {
        ledger
            .appointments
            .iter()
            .any(Appointment::is_handover_done)
    });
    some("an appointment to come", &|ledger| {
        ledger
            .appointments
            .iter()
            .any(|one| one.outcome == Outcome::Open)
    });
    for state in [SanctionState::NotApplied, SanctionState::Overturned] {
        some("a sanction that came to nothing", &move |ledger| {
            ledger.sanctions.iter().any(|one| one.state == state)
        });
    }
    some("a case conference", &|ledger| {
        ledger.conferences.iter().any(|one| one.held_on.is_some())
    });
    some("support declined or started", &|ledger| {
        ledger.support.iter().any(|one| one.stages.len() > 1)
    });
    let yesterday = last_day.saturating_sub(1.day());
    some(
        "a first missed appointment of yesterday that nobody was told of",
        &|ledger| {
            ledger.appointments.iter().any(|one| {
                one.missed_on() == Some(yesterday)
                    && one.adviser_told_on.is_none()
                    && ledger.is_first_missed(one)
            })
        },
    );
    let of_jobcentre = |step: &&StepRecord| step.side == "jobcentre";
    assert!(told.steps.iter().filter(of_jobcentre).count() > 100);
}
