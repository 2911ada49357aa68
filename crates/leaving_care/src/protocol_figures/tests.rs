//! Each figure on made-up stories: the day before, the day, the day after, and what is still open.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::{
    claim::{Benefit, Channel, Ledger, Purpose, Stage, Step, Taken},
    event::Attendee,
};

/// Turned 18 on 4 May 2025.
const BORN: Date = date(2007, 5, 4);

/// Steps as they are recorded, each with an id by its place; `about` is the place of what it goes on with.
struct Told {
    steps: Vec<Taken>,
    work: Vec<(Date, Option<Date>)>,
}

impl Told {
    fn new() -> Self {
        Self {
            steps: Vec::new(),
            work: Vec::new(),
        }
    }

    fn begin(&mut self, on: Date, step: Step) -> Uuid {
        let id = Uuid::from_u128(self.steps.len() as u128 + 1);
        self.steps.push(Taken {
            id,
            about: id,
            on,
            step,
        });
        id
    }

    fn go_on(&mut self, about: Uuid, on: Date, step: Step) {
        let id = Uuid::from_u128(self.steps.len() as u128 + 1);
        self.steps.push(Taken {
            id,
            about,
            on,
            step,
        });
    }

    /// A claim with its stages.
    fn claim(&mut self, benefit: Benefit, stages: &[(Stage, Date)]) -> Uuid {
        let planned = stages.first().map_or(BORN, |(_, on)| *on);
        let claim = self.begin(
            planned,
            Step::ClaimPlanned {
                benefit,
                office: String::new(),
                work_coach: String::new(),
            },
        );
        for (stage, on) in stages {
            let step = Step::ClaimStage {
                stage: *stage,
                note: String::new(),
            };
            self.go_on(claim, *on, step);
        }
        claim
    }

    fn appointment(&mut self, claim: Uuid, purpose: Purpose, on: Date) -> Uuid {
        self.begin(
            on,
            Step::AppointmentArranged {
                purpose,
                for_day: on,
                time: String::new(),
                place: String::new(),
                channel: Channel::FaceToFace,
                claim: Some(claim),
            },
        )
    }

    fn handover(&mut self, claim: Uuid, on: Date) {
        let appointment = self.appointment(claim, Purpose::WarmHandover, on);
        self.go_on(
            appointment,
            on,
            Step::AppointmentAttended {
                present: vec![
                    Attendee::YoungPerson,
                    Attendee::WorkCoach,
                    Attendee::PersonalAdviser,
                ],
                substitute: String::new(),
                is_handover: true,
                note: String::new(),
            },
        );
    }

    fn miss(&mut self, claim: Uuid, on: Date) -> Uuid {
        let appointment = self.appointment(claim, Purpose::Regular, on);
        let step = Step::AppointmentMissed {
            note: String::new(),
        };
        self.go_on(appointment, on, step);
        appointment
    }

    fn applied(&mut self, appointment: Uuid, on: Date) -> Uuid {
        self.begin(
            on,
            Step::SanctionApplied {
                appointment: Some(appointment),
                from: on,
                until: None,
                before_conversation: String::new(),
            },
        )
    }

    #[track_caller]
    fn check(&self, figure: FigureId, as_at: Date, expected: &[(Date, Outcome)]) {
        let ledger = Ledger::of(&self.steps);
        let story = Story {
            person: Uuid::nil(),
            born: BORN,
            district: "South",
            ledger: &ledger,
            work: &self.work,
        };
        let found: Vec<_> = cases(figure, &story, as_at)
            .into_iter()
            .map(|case| (case.on, case.outcome))
            .collect();
        assert_eq!(found, expected, "{figure:?} as at {as_at}");
    }
}

#[test]
fn codes_read_back() {
    for figure in FigureId::ALL {
        assert_eq!(figure.code().parse(), Ok(figure));
        assert!(!figure.title().is_empty() && !figure.how_worked_out().is_empty());
    }
}

#[test]
fn a_handover_counts_within_four_weeks_of_the_start() {
    let began = date(2025, 5, 4);
    let with_handover = |on: Option<Date>, ended: bool| {
        let mut told = Told::new();
        let mut stages = vec![(Stage::Started, began)];
        if ended {
            stages.push((Stage::Ended, date(2025, 5, 10)));
        }
        let claim = told.claim(Benefit::UniversalCredit, &stages);
        if let Some(on) = on {
            told.handover(claim, on);
        }
        told
    };
    let check = |told: &Told, as_at: Date, expected: Outcome| {
        told.check(FigureId::WarmHandover, as_at, &[(began, expected)]);
    };
    check(&with_handover(None, false), date(2025, 6, 1), Outcome::Open);
    check(&with_handover(None, false), date(2025, 6, 2), Outcome::No);
    check(&with_handover(None, true), date(2025, 5, 11), Outcome::No);
    let early = with_handover(Some(date(2025, 4, 20)), false);
    check(&early, date(2025, 5, 4), Outcome::Yes);
    let last_day = with_handover(Some(date(2025, 6, 1)), false);
    check(&last_day, date(2025, 6, 1), Outcome::Yes);
    let late = with_handover(Some(date(2025, 6, 2)), false);
    check(&late, date(2025, 6, 2), Outcome::No);
    // A claim that has not begun is no case.
    let mut planned = Told::new();
    planned.claim(
        Benefit::UniversalCredit,
        &[(Stage::FormsRequested, date(2025, 4, 1))],
    );
    planned.check(FigureId::WarmHandover, date(2025, 6, 1), &[]);
}

#[test]
fn a_claim_is_ready_on_the_birthday_or_not() {
    let eighteenth = date(2025, 5, 4);
    let check = |stages: &[(Stage, Date)], as_at: Date, expected: &[(Date, Outcome)]| {
        let mut told = Told::new();
        told.claim(Benefit::UniversalCredit, stages);
        told.check(FigureId::ReadyByEighteen, as_at, expected);
    };
    let asked = (Stage::FormsRequested, date(2025, 4, 1));
    let day_after = date(2025, 5, 5);
    check(
        &[asked, (Stage::Prepared, eighteenth)],
        day_after,
        &[(eighteenth, Outcome::Yes)],
    );
    check(
        &[asked, (Stage::Prepared, day_after)],
        day_after,
        &[(eighteenth, Outcome::No)],
    );
    check(&[asked], date(2025, 5, 3), &[(eighteenth, Outcome::Open)]);
    check(&[asked], eighteenth, &[(eighteenth, Outcome::No)]);
    // Begun in the thirteenth week, and a day later.
    check(
        &[(Stage::Started, date(2025, 8, 3))],
        date(2025, 9, 1),
        &[(eighteenth, Outcome::No)],
    );
    check(&[(Stage::Started, date(2025, 8, 4))], date(2025, 9, 1), &[]);
}

#[test]
fn a_first_payment_is_in_time_by_its_benefit() {
    let eighteenth = date(2025, 5, 4);
    let asked = (Stage::FormsRequested, date(2025, 4, 1));
    let check = |paid: Option<Date>, as_at: Date, expected: Outcome, days: Option<i32>| {
        let mut told = Told::new();
        let mut stages = vec![asked];
        stages.extend(paid.map(|on| (Stage::FirstPayment, on)));
        told.claim(Benefit::UniversalCredit, &stages);
        told.check(
            FigureId::FirstPaymentInTime,
            as_at,
            &[(eighteenth, expected)],
        );
        let ledger = Ledger::of(&told.steps);
        let story = Story {
            person: Uuid::nil(),
            born: BORN,
            district: "",
            ledger: &ledger,
            work: &[],
        };
        let tally = Tally::of(&cases(FigureId::FirstPaymentInTime, &story, as_at));
        assert_eq!(tally.median_days(), days.map(f64::from));
    };
    // One month and seven days after 4 May is 11 June.
    check(
        Some(date(2025, 6, 11)),
        date(2025, 7, 1),
        Outcome::Yes,
        Some(38),
    );
    check(
        Some(date(2025, 6, 12)),
        date(2025, 7, 1),
        Outcome::No,
        Some(39),
    );
    check(None, date(2025, 6, 11), Outcome::Open, None);
    check(None, date(2025, 6, 12), Outcome::No, None);
}

#[test]
fn misses_lead_to_sanctions_or_not() {
    let mut told = Told::new();
    let claim = told.claim(
        Benefit::UniversalCredit,
        &[(Stage::Started, date(2025, 5, 4))],
    );
    let first = told.miss(claim, date(2025, 6, 3));
    let second = told.miss(claim, date(2025, 7, 1));
    let third = told.miss(claim, date(2025, 8, 5));
    let considered = told.begin(
        date(2025, 6, 10),
        Step::SanctionConsidered {
            appointment: first,
            note: String::new(),
        },
    );
    let as_at = date(2025, 9, 1);
    let (one, two, three) = (date(2025, 6, 3), date(2025, 7, 1), date(2025, 8, 5));
    told.check(
        FigureId::MissesToSanctions,
        as_at,
        &[
            (one, Outcome::Open),
            (two, Outcome::No),
            (three, Outcome::No),
        ],
    );
    let note = String::new;
    told.go_on(
        considered,
        date(2025, 6, 20),
        Step::SanctionNotApplied { note: note() },
    );
    let sanction = told.applied(second, date(2025, 7, 10));
    told.check(
        FigureId::MissesToSanctions,
        as_at,
        &[
            (one, Outcome::No),
            (two, Outcome::Yes),
            (three, Outcome::No),
        ],
    );
    told.check(
        FigureId::FirstMissesToSanctions,
        as_at,
        &[(one, Outcome::No)],
    );
    told.check(
        FigureId::SanctionsChallenged,
        as_at,
        &[(date(2025, 7, 10), Outcome::No)],
    );
    told.check(FigureId::ChallengesWon, as_at, &[]);
    told.go_on(
        sanction,
        date(2025, 7, 20),
        Step::SanctionChallenged { note: note() },
    );
    let challenged = date(2025, 7, 20);
    told.check(
        FigureId::SanctionsChallenged,
        as_at,
        &[(date(2025, 7, 10), Outcome::Yes)],
    );
    told.check(
        FigureId::ChallengesWon,
        as_at,
        &[(challenged, Outcome::Open)],
    );
    told.go_on(
        sanction,
        date(2025, 8, 20),
        Step::SanctionOverturned { note: note() },
    );
    told.check(
        FigureId::ChallengesWon,
        as_at,
        &[(challenged, Outcome::Yes)],
    );
    let again = told.applied(third, date(2025, 8, 12));
    told.go_on(
        again,
        date(2025, 8, 20),
        Step::SanctionChallenged { note: note() },
    );
    told.go_on(
        again,
        date(2025, 8, 30),
        Step::SanctionUpheld { note: note() },
    );
    told.check(
        FigureId::ChallengesWon,
        as_at,
        &[(challenged, Outcome::Yes), (date(2025, 8, 20), Outcome::No)],
    );
}

#[test]
fn work_lasts_for_its_weeks() {
    let start = date(2025, 6, 2);
    let check = |end: Option<Date>, as_at: Date, thirteen: Outcome, twenty_six: Outcome| {
        let mut told = Told::new();
        told.claim(
            Benefit::UniversalCredit,
            &[(Stage::Started, date(2025, 5, 4))],
        );
        told.work.push((start, end));
        told.check(FigureId::WorkFor13Weeks, as_at, &[(start, thirteen)]);
        told.check(FigureId::WorkFor26Weeks, as_at, &[(start, twenty_six)]);
    };
    let (reached, last) = (date(2025, 9, 1), date(2025, 8, 31));
    check(None, last, Outcome::Open, Outcome::Open);
    check(None, reached, Outcome::Yes, Outcome::Open);
    check(None, date(2025, 12, 1), Outcome::Yes, Outcome::Yes);
    check(Some(last), reached, Outcome::No, Outcome::No);
    check(Some(reached), reached, Outcome::Yes, Outcome::No);
    // An end that is still to come.
    check(
        Some(date(2025, 8, 1)),
        date(2025, 7, 1),
        Outcome::Open,
        Outcome::Open,
    );
    // Nobody's first job before any claim.
    let mut told = Told::new();
    told.work.push((start, None));
    told.check(FigureId::WorkFor13Weeks, reached, &[]);
}

#[test]
fn shares_and_medians() {
    let case = |outcome: Outcome, days: Option<i32>| Case {
        person: Uuid::nil(),
        on: date(2025, 5, 4),
        district: String::new(),
        outcome,
        days,
        benefit: None,
    };
    let check = |days: &[i32], expected: Option<f64>| {
        let cases: Vec<Case> = days
            .iter()
            .map(|days| case(Outcome::Yes, Some(*days)))
            .collect();
        assert_eq!(Tally::of(&cases).median_days(), expected, "{days:?}");
    };
    check(&[], None);
    check(&[3], Some(3.0));
    check(&[40, 1], Some(20.5));
    check(&[40, -3, 1], Some(1.0));
    let cases = [
        case(Outcome::Yes, None),
        case(Outcome::No, None),
        case(Outcome::No, None),
        case(Outcome::Open, None),
    ];
    let tally = Tally::of(&cases);
    assert_eq!((tally.yes, tally.out_of(), tally.open), (1, 3, 1));
    assert!(tally.is_small());
    assert_eq!(tally.percent().map(f64::round), Some(33.0));
    assert_eq!(Tally::default().percent(), None);
    assert!(!Tally::default().is_small());
}
