//! How long the duties of a whole country take: made-up people, every protocol, every day of contact; printed for `make bench`.
//!
//! `cargo run --release -p leaving_care --example time_duties -- [PEOPLE]`

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use jiff::{ToSpan, civil::Date};
use leaving_care::{
    authority::Nation,
    calendar::LeapDayBirthday,
    duty::{DutyFacts, Protocols, State, duties},
    event::{Event, EventDetails, EventKind},
};

const TODAY: Date = Date::constant(2026, 3, 31);

/// A small generator with a fixed start: every run makes the same people.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: i32) -> i32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i32::try_from(self.0 % 1_000_003).unwrap_or(0) % most.max(1)
    }
}

/// Somebody of 16 to 24: in care since childhood, planned for and reviewed, seen about every five weeks, half of them with a claim.
fn made_up(dice: &mut Dice) -> DutyFacts {
    let date_of_birth = TODAY.saturating_sub((16 * 365 + dice.below(9 * 365)).days());
    let sixteen = date_of_birth.saturating_add(16.years());
    let eighteen = date_of_birth.saturating_add(18.years());
    let mut events = vec![Event::new(
        EventKind::LookedAfterStarted,
        date_of_birth.saturating_add((2000 + dice.below(3000)).days()),
    )];
    if eighteen <= TODAY {
        events.push(Event::new(EventKind::LookedAfterEnded, eighteen));
    }
    let mut row =
        |kind, from: Date, every: i32, slack: i32, details: &EventDetails, dice: &mut Dice| {
            let mut day = from;
            while day <= TODAY {
                events.push(Event::new(kind, day).with(details.clone()));
                day = day.saturating_add((every + dice.below(slack)).days());
            }
        };
    let plain = EventDetails::default();
    let seen = EventDetails {
        face_to_face: Some(true),
        ..EventDetails::default()
    };
    row(
        EventKind::PathwayPlanReviewed,
        sixteen.saturating_add(9.months()),
        170,
        30,
        &plain,
        dice,
    );
    row(EventKind::AdviserContact, sixteen, 20, 20, &plain, dice);
    row(EventKind::AdviserContact, sixteen, 50, 30, &seen, dice);
    if dice.below(2) == 0 && eighteen <= TODAY {
        let claim = eighteen.saturating_add(dice.below(60).days());
        row(EventKind::JobcentreContact, claim, 6, 4, &seen, dice);
        events.push(Event::new(EventKind::ClaimStarted, claim));
    }
    events.push(Event::new(
        EventKind::NeedsAssessmentCompleted,
        sixteen.saturating_add(2.months()),
    ));
    events.push(Event::new(
        EventKind::PathwayPlanCompleted,
        sixteen.saturating_add(3.months()),
    ));
    events.retain(|event| event.on <= TODAY);
    DutyFacts {
        says_every_category: false,
        date_of_birth,
        nation: Nation::England,
        leap_day: LeapDayBirthday::default(),
        events,
    }
}

fn main() {
    let people: usize = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(53_000);
    let mut dice = Dice(88_172_645_463_325_252);
    let country: Vec<DutyFacts> = (0..people).map(|_| made_up(&mut dice)).collect();
    let events: usize = country.iter().map(|facts| facts.events.len()).sum();
    let protocols = Protocols::shipped();
    println!(
        "{people} made-up people, {events} events, {} protocols, {} duties defined",
        protocols.all().len(),
        protocols
            .iter()
            .map(|protocol| protocol.duties.len())
            .sum::<usize>()
    );

    let mut times: Vec<Duration> = country
        .iter()
        .take(5_000)
        .map(|facts| {
            let began = Instant::now();
            black_box(duties(black_box(facts), protocols, TODAY));
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!(
        "one person: median {:.1} microseconds, 99 in 100 under {:.1} (limit 200)",
        micros(&times, 50),
        micros(&times, 99)
    );

    // The mere reading of the facts: each event looked at once.
    let began = Instant::now();
    let touched: i64 = country
        .iter()
        .flat_map(|facts| &facts.events)
        .map(|event| i64::from(event.on.day()) + i64::from(event.kind as u8))
        .sum();
    println!(
        "reading the facts alone: {:.3} s ({touched})",
        began.elapsed().as_secs_f64()
    );

    let began = Instant::now();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = country.len().div_ceil(cores).max(1);
    let counts: Vec<[usize; 6]> = std::thread::scope(|scope| {
        let workers: Vec<_> = country
            .chunks(share)
            .map(|part| scope.spawn(move || counted(part, protocols)))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_default())
            .collect()
    });
    println!(
        "the whole country on {cores} cores: {:.2} s (limit 5)",
        began.elapsed().as_secs_f64()
    );
    for (index, state) in State::ALL.iter().enumerate() {
        println!(
            "  {:<9} {}",
            state.code(),
            counts.iter().map(|count| count[index]).sum::<usize>()
        );
    }
}

fn counted(part: &[DutyFacts], protocols: &Protocols) -> [usize; 6] {
    let mut counts = [0; 6];
    for facts in part {
        for duty in duties(facts, protocols, TODAY) {
            if let Some(index) = State::ALL.iter().position(|state| *state == duty.state) {
                counts[index] += 1;
            }
        }
    }
    counts
}

fn micros(sorted: &[Duration], percent: usize) -> f64 {
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted
        .get(index)
        .map_or(0.0, |time| time.as_secs_f64() * 1e6)
}
