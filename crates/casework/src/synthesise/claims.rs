//! The Jobcentre's side of a made-up council: consent given and refused, claims in every state, handovers, missed appointments, sanctions
//! that were taken back, case conferences and support. Every step is one that the rules let somebody record.

mod going_on;
mod missed;

use std::sync::Arc;

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use leaving_care::{
    activity::ActivityGroup,
    allocation::{WorkerRole, worker_on},
    calendar::{LeapDayBirthday, birthday_on},
    claim::{Benefit, Channel, How, Ledger, Purpose, Scope, Stage, Step, Taken},
    event::Attendee,
    facts::{AuthorityFacts, PersonFacts},
    in_touch::{InTouchCode, in_touch_on},
};
use store::{
    Recorded, Tx, event::EventToInsert, jobcentre_step::StepRecord, person::Stamp,
    worker::WorkerRecord,
};
use uuid::Uuid;

use super::{cohort::after, dice::Dice};
use crate::{error::Result, jobcentre::Side};

/// Everything to be written.
#[derive(Default)]
pub(super) struct Claims {
    pub(super) steps: Vec<StepRecord>,
    events: Vec<Recorded<EventToInsert>>,
}

/// Where somebody may have to go.
const OFFICES: [&str; 4] = [
    "Ribble Bridge",
    "Mill Street",
    "Harbour Road",
    "Market Hall",
];
/// Steps up to the last day of a council's facts.
pub(super) fn claims(
    dice: &mut Dice,
    facts: &AuthorityFacts,
    workers: &[WorkerRecord],
    last_day: Date,
) -> Claims {
    let mut claims = Claims::default();
    let busiest = busiest_adviser(facts, last_day);
    let mut has_news = false;
    for person in &facts.people {
        let Some(mut writer) = Writer::of(dice, facts, person, workers, last_day, &mut claims)
        else {
            continue;
        };
        // One young person of the adviser with most of them missed an appointment yesterday, and nobody has told them yet.
        let is_own = writer.worker.is_some() && writer.worker == busiest;
        let wants_news = is_own && !has_news;
        has_news |= writer.life(wants_news);
    }
    claims
}

/// Writes them with their events.
pub(super) async fn write(tx: &mut Tx, authority: &str, claims: &Claims) -> Result<()> {
    let stamp = Stamp {
        at: Timestamp::UNIX_EPOCH,
        by: "made up".into(),
        source: "claim".into(),
    };
    let version = store::authority::raise_version(tx, authority).await?;
    store::jobcentre_step::insert_many(tx, &claims.steps).await?;
    let events: Vec<Recorded<&EventToInsert>> = claims
        .events
        .iter()
        .map(|event| Recorded {
            value: &event.value,
            at: event.at,
        })
        .collect();
    store::event::insert_recorded(tx, authority, &events, &stamp).await?;
    let mut people: Vec<Uuid> = claims.steps.iter().map(|step| step.person).collect();
    people.dedup();
    Ok(store::person::stamp_version(tx, &people, version).await?)
}

fn busiest_adviser(facts: &AuthorityFacts, last_day: Date) -> Option<Uuid> {
    let mut advisers: Vec<Uuid> = facts
        .people
        .iter()
        .filter_map(|person| adviser_of(person, last_day))
        .collect();
    advisers.sort_unstable();
    let most = advisers
        .chunk_by(|one, other| one == other)
        .max_by_key(|same| same.len())?;
    most.first().copied()
}

fn adviser_of(person: &PersonFacts, day: Date) -> Option<Uuid> {
    worker_on(&person.allocations, WorkerRole::PersonalAdviser, day).map(|spell| spell.value.worker)
}

/// What a claim was about.
#[derive(Clone, Copy)]
struct Without {
    from: Date,
    until: Option<Date>,
}

/// One person's steps, told in the order in which they were recorded.
struct Writer<'a> {
    dice: &'a mut Dice,
    claims: &'a mut Claims,
    authority: &'a str,
    person: Uuid,
    born: Date,
    eighteenth: Date,
    /// When and why somebody was without education and work at 18 or later.
    without: Vec<Without>,
    worker: Option<Uuid>,
    adviser: String,
    coach: &'static str,
    office: &'static str,
    last_day: Date,
    ledger: Ledger,
    position: i64,
}

impl<'a> Writer<'a> {
    /// `None` for whom the Jobcentre is nothing yet, or no more.
    fn of(
        dice: &'a mut Dice,
        facts: &'a AuthorityFacts,
        person: &PersonFacts,
        workers: &[WorkerRecord],
        last_day: Date,
        claims: &'a mut Claims,
    ) -> Option<Self> {
        let born = person.date_of_birth;
        let eighteenth = birthday_on(born, 18, LeapDayBirthday::default());
        let is_old_enough = after(eighteenth, 0, -6, 0) <= last_day;
        let is_young_enough = last_day < birthday_on(born, 25, LeapDayBirthday::default());
        // Of whom nothing is said, such as somebody who is still looked after, nobody has lost sight.
        let is_there = in_touch_on(&person.in_touch, last_day)
            .is_none_or(|spell| spell.value.code == InTouchCode::Yes);
        if !is_old_enough || !is_young_enough || !is_there {
            return None;
        }
        let worker = adviser_of(person, last_day);
        let adviser = workers
            .iter()
            .find(|known| Some(known.id) == worker)
            .map_or_else(|| "Duty worker".to_owned(), |known| known.name.clone());
        let mut without: Vec<Without> = person
            .activities
            .iter()
            .filter(|spell| spell.value.code.group() == ActivityGroup::Neet)
            .filter(|spell| spell.ends_on.is_none_or(|end| eighteenth < end))
            .filter(|spell| spell.starts_on <= last_day)
            .map(|spell| Without {
                from: spell.starts_on.max(eighteenth),
                until: spell.ends_on,
            })
            .collect();
        // Some who are not yet 18 and may have nothing then have a claim made ready; what they do is often not written down before.
        if last_day < eighteenth && without.is_empty() && dice.chance(350) {
            without.push(Without {
                from: eighteenth,
                until: None,
            });
        }
        without.sort_by_key(|spell| spell.from);
        Some(Self {
            coach: dice.pick(&["M. Lowe", "T. Adeyemi", "J. Pryce", "K. Sandhu"]),
            office: dice.pick(&OFFICES),
            authority: &facts.authority,
            person: person.person,
            ledger: Ledger::default(),
            position: 0,
            dice,
            claims,
            born,
            eighteenth,
            without,
            worker,
            adviser,
            last_day,
        })
    }

    /// From 17 and a half to today. Whether an appointment was missed yesterday.
    fn life(&mut self, wants_news: bool) -> bool {
        let half = after(self.eighteenth, 0, -6, 0);
        if self.dice.chance(860) {
            let on = self.days_after(half, 0, 60);
            let material = "The leaflet for care leavers".to_owned();
            self.council(None, on, Step::InformationGiven { material });
        }
        let consents = self.consent(half);
        let Some(last) = self.without.last().copied() else {
            if self.dice.chance(700) {
                let on = self.days_after(half, 60, 150);
                let reason = "In education or work, and settled there".to_owned();
                self.council(None, on, Step::NoClaimNeeded { reason });
            }
            return false;
        };
        let Some(claim) = self.claim(last) else {
            return false;
        };
        let runs = self
            .ledger
            .claim(claim)
            .is_some_and(|one| one.runs_on(self.last_day));
        self.handover(claim, last.from);
        self.support(last.from);
        if !runs {
            self.in_work(last);
            return false;
        }
        self.missed_before(claim, last.from);
        self.weekly(claim, last.from);
        self.conference(last.from);
        self.next_appointment(claim);
        let days = (self.last_day - last.from).get_days();
        let is_news =
            wants_news && consents && days > 20 && self.ledger.first_missed(Some(claim)).is_none();
        if is_news || (days > 20 && self.dice.chance(12)) {
            let yesterday = self.last_day.saturating_sub(1.day());
            let arranged = self.arranged(Some(claim), Purpose::Regular, yesterday);
            let on = yesterday.saturating_sub(7.days());
            if let Some(appointment) = self.jobcentre(None, on, arranged) {
                let note = "Did not come and did not ring.".to_owned();
                self.jobcentre(
                    Some(appointment),
                    yesterday,
                    Step::AppointmentMissed { note },
                );
                return is_news;
            }
        }
        false
    }

    /// Most agree, some do not, some were not asked; a few take it back.
    fn consent(&mut self, half: Date) -> bool {
        let on = self.days_after(half, 0, 90);
        let how = self
            .dice
            .weighted(&[(How::SignedForm, 70), (How::InPerson, 30)]);
        let answer = self.dice.weighted(&[(0, 76), (1, 12), (2, 12)]);
        match answer {
            0 => {
                let mut scope = vec![Scope::Contact, Scope::Adviser];
                if self.dice.chance(900) {
                    scope.push(Scope::Claim);
                }
                if self.dice.chance(350) {
                    scope.push(Scope::Plans);
                }
                let given = Step::ConsentGiven {
                    scope,
                    how,
                    taken_by: self.adviser.clone(),
                    until: None,
                    note: String::new(),
                };
                self.council(None, on, given);
                if self.dice.chance(40) {
                    let on = self.days_after(on, 90, 400);
                    let note = "Wants to speak for themselves".to_owned();
                    let how = How::InPerson;
                    return self
                        .council(None, on, Step::ConsentWithdrawn { how, note })
                        .is_none();
                }
                true
            }
            1 => {
                let note = "Wants to go alone".to_owned();
                self.council(None, on, Step::ConsentRefused { how, note });
                false
            }
            _ => false,
        }
    }

    /// The claim of the last time without education and work, from its planning to its first payment, as far as today.
    fn claim(&mut self, without: Without) -> Option<Uuid> {
        let is_early = without.from <= self.eighteenth;
        let planned_on = if is_early {
            self.days_after(self.eighteenth, -150, -100)
        } else {
            self.days_after(without.from, 0, 6)
        };
        let benefit = if Benefit::UniversalCredit.is_open_on(without.from) {
            Benefit::UniversalCredit
        } else {
            Benefit::JobseekersAllowance
        };
        let planned = Step::ClaimPlanned {
            benefit,
            office: self.office.to_owned(),
            work_coach: self.coach.to_owned(),
        };
        let claim = self.council(None, planned_on, planned)?;
        let starts_on = if is_early {
            let on = self.early_entry(claim, planned_on);
            let late = self.dice.weighted(&[(0, 80), (6, 12), (20, 8)]);
            let starts_on = on.max(self.eighteenth).saturating_add(late.days());
            self.stage(claim, Stage::Submitted, starts_on);
            starts_on
        } else {
            let on = self.days_after(planned_on, 1, 9);
            self.stage(claim, Stage::Submitted, on);
            on
        };
        self.stage(claim, Stage::Started, starts_on);
        let paid = self.dice.weighted(&[(36, 55), (38, 25), (44, 12), (62, 8)]);
        self.stage(
            claim,
            Stage::FirstPayment,
            starts_on.saturating_add(paid.days()),
        );
        if let Some(until) = without.until {
            let on = until.max(starts_on.saturating_add(1.day()));
            self.stage(claim, Stage::Ended, on);
        }
        Some(claim)
    }

    /// The four steps and the preparation; gives the day on which it was ready.
    fn early_entry(&mut self, claim: Uuid, planned_on: Date) -> Date {
        let mut on = planned_on;
        for stage in [
            Stage::FormsRequested,
            Stage::FormsSent,
            Stage::FormsReturned,
        ] {
            on = self.days_after(on, 3, 25);
            if stage == Stage::FormsSent {
                let note = String::new();
                self.jobcentre(Some(claim), on, Step::ClaimStage { stage, note });
            } else {
                self.stage(claim, stage, on);
            }
        }
        let for_day = self.days_after(self.eighteenth, -26, -6).max(on);
        let arranged = self.arranged(Some(claim), Purpose::EarlyInterview, for_day);
        let on = for_day.saturating_sub(10.days()).max(on);
        if let Some(appointment) = self.jobcentre(None, on, arranged) {
            let present = vec![Attendee::YoungPerson, Attendee::WorkCoach];
            self.attended(appointment, for_day, present, "", false);
        }
        if self.dice.chance(880) {
            self.stage(claim, Stage::Prepared, for_day);
        }
        for_day
    }

    fn handover(&mut self, claim: Uuid, from: Date) {
        if !self.dice.chance(940) {
            return;
        }
        let for_day = self.days_after(from, 4, 16);
        let on = for_day
            .saturating_sub(7.days())
            .max(from.saturating_sub(3.days()));
        let arranged = self.arranged(Some(claim), Purpose::WarmHandover, for_day);
        let Some(appointment) = self.jobcentre(None, on, arranged) else {
            return;
        };
        let note = String::new();
        self.jobcentre(Some(appointment), on, Step::AdviserInvited { note });
        if self.dice.chance(850) {
            let by = self.adviser.clone();
            let on = self.days_after(on, 0, 3).min(for_day);
            self.council(Some(appointment), on, Step::AdviserConfirmed { by });
        }
        let mut present = vec![Attendee::YoungPerson, Attendee::WorkCoach];
        match self.dice.weighted(&[(0, 84), (1, 10), (2, 6)]) {
            0 => {
                present.push(Attendee::PersonalAdviser);
                self.attended(appointment, for_day, present, "", true);
            }
            1 => {
                let substitute = "The duty adviser came: the adviser was on leave";
                self.attended(appointment, for_day, present, substitute, true);
            }
            _ => self.attended(appointment, for_day, present, "", false),
        }
    }

    /// The next appointment.
    fn next_appointment(&mut self, claim: Uuid) {
        let for_day = self.last_day.saturating_add(self.dice.between(1, 9).days());
        let five = self
            .ledger
            .claim(claim)
            .and_then(|one| one.day_of(Stage::Started))
            .map(leaving_care::claim::month_five_on);
        let is_late = five.is_some_and(|five| five <= for_day);
        let purpose = if is_late {
            Purpose::ThreeWay
        } else {
            Purpose::Regular
        };
        let on = self.last_day.saturating_sub(self.dice.between(0, 5).days());
        let arranged = self.arranged(Some(claim), purpose, for_day);
        if let (Some(appointment), true) = (self.jobcentre(None, on, arranged), is_late) {
            let note = String::new();
            self.jobcentre(Some(appointment), on, Step::AdviserInvited { note });
        }
    }

    fn arranged(&mut self, claim: Option<Uuid>, purpose: Purpose, for_day: Date) -> Step {
        Step::AppointmentArranged {
            purpose,
            for_day,
            time: self
                .dice
                .pick(&["9:40", "10:30", "11:20", "13:15", "14:50"])
                .to_owned(),
            place: self.office.to_owned(),
            channel: Channel::FaceToFace,
            claim,
        }
    }

    fn attended(
        &mut self,
        appointment: Uuid,
        on: Date,
        present: Vec<Attendee>,
        substitute: &str,
        is_handover: bool,
    ) {
        let attended = Step::AppointmentAttended {
            present,
            substitute: substitute.to_owned(),
            is_handover,
            note: String::new(),
        };
        self.jobcentre(Some(appointment), on, attended);
    }

    fn stage(&mut self, claim: Uuid, stage: Stage, on: Date) {
        let note = String::new();
        self.council(Some(claim), on, Step::ClaimStage { stage, note });
    }

    fn days_after(&mut self, day: Date, least: i32, most: i32) -> Date {
        day.saturating_add(self.dice.between(least, most).days())
    }

    fn council(&mut self, about: Option<Uuid>, on: Date, step: Step) -> Option<Uuid> {
        let by = self.adviser.clone();
        self.take(about, on, step, (Side::Council, by))
    }

    fn jobcentre(&mut self, about: Option<Uuid>, on: Date, step: Step) -> Option<Uuid> {
        let by = self.coach.to_owned();
        self.take(about, on, step, (Side::Jobcentre, by))
    }

    /// Takes a step if it has happened by the last day and the rules let it come next.
    fn take(
        &mut self,
        about: Option<Uuid>,
        on: Date,
        step: Step,
        (side, by): (Side, String),
    ) -> Option<Uuid> {
        let id = self.dice.id();
        let taken = Taken {
            id,
            about: about.unwrap_or(id),
            on,
            step,
        };
        let problems = self.ledger.problems_with(&taken, self.born, self.last_day);
        if !problems.is_empty() {
            return None;
        }
        let at = on
            .at(11, i8::try_from(self.position % 60).unwrap_or(0), 0, 0)
            .to_zoned(TimeZone::UTC)
            .map(|zoned| zoned.timestamp())
            .ok()?;
        let mut events = Vec::new();
        for event in self.ledger.events_of(&taken) {
            let id = self.dice.id();
            events.push(id);
            self.claims.events.push(Recorded {
                value: EventToInsert {
                    id,
                    person: self.person,
                    kind: event.kind,
                    happened_on: event.on,
                    details: event.details.map(Arc::unwrap_or_clone).unwrap_or_default(),
                    source: "claim".to_owned(),
                },
                at,
            });
        }
        self.ledger.add(&taken);
        self.position += 1;
        self.claims.steps.push(StepRecord {
            id,
            authority: self.authority.to_owned(),
            person: self.person,
            position: self.position,
            taken,
            events,
            side: side.code().to_owned(),
            at,
            by,
            superseded: None,
        });
        Some(id)
    }
}
