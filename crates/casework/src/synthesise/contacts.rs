//! Contacts: about two a month from 16 on, with short plain notes about what went well and what comes next.

use jiff::{ToSpan, civil::Date, civil::Weekday};
use leaving_care::{
    activity::ActivityGroup, allocation::WorkerRole, in_touch::InTouchCode, spell_value::SpellValue,
};
use store::contact::ContactToInsert;
use uuid::Uuid;

use super::{cohort::after, council::Fact, dice::Dice, life::Life};
use crate::contact::{Channel, Outcome};

/// Every contact with one person, oldest first.
pub(super) fn contacts(
    dice: &mut Dice,
    life: &Life,
    person: Uuid,
    facts: &[Fact],
) -> Vec<ContactToInsert> {
    let mut contacts = Vec::new();
    let mut day = life.prepares_from().max(after(life.ends_on, -10, 0, 0));
    loop {
        let away = away_on(life, day);
        day = after(
            day,
            0,
            0,
            if away.is_some() {
                dice.between(24, 55)
            } else {
                dice.between(9, 21)
            },
        );
        day = weekday(day);
        if day >= life.ends_on {
            return contacts;
        }
        let (channel, outcome) = how(dice, away_on(life, day));
        contacts.push(ContactToInsert {
            id: dice.id(),
            person,
            happened_on: day,
            channel: channel.code(),
            outcome: outcome.code(),
            worker_name: worker_on(facts, day).to_owned(),
            note: note(
                dice,
                channel,
                outcome,
                away_on(life, day),
                group_on(facts, day),
            ),
        });
    }
}

fn away_on(life: &Life, day: Date) -> Option<InTouchCode> {
    let (code, since, until) = life.out_of_touch?;
    (since <= day && until.is_none_or(|until| day < until)).then_some(code)
}

/// Nobody is met on a Saturday or Sunday.
fn weekday(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day.saturating_add(2.days()),
        Weekday::Sunday => day.saturating_add(1.day()),
        _ => day,
    }
}

fn how(dice: &mut Dice, away: Option<InTouchCode>) -> (Channel, Outcome) {
    use Channel::{FaceToFace, Letter, Message, Phone, Video};
    use Outcome::{NoReply, TookPart, WithSomebodyElse};
    match away {
        Some(InTouchCode::Nreq) => dice.weighted(&[
            ((Message, NoReply), 50),
            ((Letter, NoReply), 35),
            ((Phone, TookPart), 15),
        ]),
        Some(_) => dice.weighted(&[
            ((Phone, NoReply), 40),
            ((Message, NoReply), 30),
            ((Letter, NoReply), 10),
            ((Phone, WithSomebodyElse), 20),
        ]),
        None => dice.weighted(&[
            ((FaceToFace, TookPart), 36),
            ((Phone, TookPart), 22),
            ((Message, TookPart), 16),
            ((Video, TookPart), 5),
            ((Phone, NoReply), 8),
            ((Message, NoReply), 5),
            ((Phone, WithSomebodyElse), 8),
        ]),
    }
}

/// The personal adviser of the day, or else the social worker.
fn worker_on(facts: &[Fact], day: Date) -> &str {
    let held = |role: WorkerRole| {
        facts.iter().find_map(|fact| match &fact.value {
            SpellValue::Allocation(details)
                if details.allocation.role == role && fact.holds_on(day) =>
            {
                Some(details.worker_name.as_str())
            }
            _ => None,
        })
    };
    held(WorkerRole::PersonalAdviser)
        .or_else(|| held(WorkerRole::SocialWorker))
        .unwrap_or("Duty worker")
}

fn group_on(facts: &[Fact], day: Date) -> ActivityGroup {
    let current = facts.iter().filter_map(|fact| match &fact.value {
        SpellValue::Activity(details) if fact.holds_on(day) => {
            Some((details.code.is_eet(), details.code.group()))
        }
        _ => None,
    });
    current
        .max_by_key(|(is_eet, _)| *is_eet)
        .map_or(ActivityGroup::NotKnown, |(_, group)| group)
}

const DOING: [&str; 12] = [
    "Enjoying the course and keeping up with the work.",
    "Going well at work; was asked to stay on longer on Fridays.",
    "Proud of the last piece of work handed in.",
    "Getting there on time every day this month.",
    "Tired but pleased with how the week went.",
    "Talked about what comes after this year.",
    "Asked for help with the travel pass; sorted together.",
    "Has made friends there.",
    "Thinking about more hours once things are settled.",
    "Good feedback from the tutor.",
    "Would like a quieter place to study; looked at the library.",
    "First pay slip checked together.",
];
const LOOKING: [&str; 12] = [
    "Looked at apprenticeships together and chose two to ask about.",
    "Wrote the first half of a CV; has more to put in it than expected.",
    "Would like to work outdoors. Will ask the parks team about a taster day.",
    "Has an interview next week and knows the bus.",
    "Not ready for full time yet; a few hours would be right.",
    "Went to the open day and liked it.",
    "Signed up for the short course that starts next month.",
    "Health comes first at present. Appointments are kept.",
    "Good with children; talked about volunteering at the family centre.",
    "Talked through what changes when work begins.",
    "Met the work coach together; it went better than feared.",
    "Wants to finish maths. Found an evening class.",
];
const ANYTHING: [&str; 16] = [
    "Home is warm and quiet.",
    "Rent is up to date.",
    "Saw family at the weekend.",
    "Cooked for friends.",
    "Asked for a copy of the pathway plan; sent.",
    "Sleeping better.",
    "Football on Tuesdays again.",
    "Registered with the dentist.",
    "Council tax letter explained.",
    "Birthday plans.",
    "Repair reported to the landlord.",
    "Bank card replaced.",
    "Knows whom to call at the weekend.",
    "Driving theory booked.",
    "Opened the savings account.",
    "Would like to see the records from earlier years; request made.",
];
const NEXT: [&str; 8] = [
    "Next: coffee in two weeks.",
    "Next: call on Thursday.",
    "Next: visit at home.",
    "Next: plan review with everybody.",
    "Will text when there is news.",
    "Next: go to the appointment together.",
    "Next: same time, same place.",
    "Said that it was good to talk.",
];
const NO_ANSWER: [&str; 4] = [
    "Rang twice and left a friendly message.",
    "No answer; will try in the evening.",
    "Left a voicemail with the new number.",
    "Rang to say happy birthday; left a message.",
];
const NOT_YET_WRITTEN_BACK: [&str; 4] = [
    "Sent a text to say that the door stays open.",
    "Message read, no reply yet.",
    "Wrote with the dates of the drop-in.",
    "Sent the job advert that we had talked about.",
];
const NO_SERVICE: [&str; 4] = [
    "Wrote to say that support can be asked for again until 25.",
    "Yearly message sent: how to come back if wanted.",
    "Is fine and needs nothing at present; thanked us for asking.",
    "Sent the new local offer.",
];
const SOMEBODY_ELSE: [&str; 6] = [
    "Spoke with the support worker, who saw them this week.",
    "Former foster carer says that all is well.",
    "College confirmed attendance.",
    "Talked with the housing officer about the tenancy.",
    "Probation officer and I agreed on dates.",
    "Nurse will be at the next meeting.",
];

fn note(
    dice: &mut Dice,
    channel: Channel,
    outcome: Outcome,
    away: Option<InTouchCode>,
    group: ActivityGroup,
) -> String {
    match (outcome, away) {
        (Outcome::WithSomebodyElse, _) => dice.pick(&SOMEBODY_ELSE).to_owned(),
        (_, Some(InTouchCode::Nreq)) => dice.pick(&NO_SERVICE).to_owned(),
        (Outcome::NoReply, _) if channel == Channel::Phone => dice.pick(&NO_ANSWER).to_owned(),
        (Outcome::NoReply, _) => dice.pick(&NOT_YET_WRITTEN_BACK).to_owned(),
        (Outcome::TookPart, _) => {
            let about = match group {
                ActivityGroup::Eet => dice.pick(&DOING),
                ActivityGroup::Neet => dice.pick(&LOOKING),
                ActivityGroup::NotKnown => dice.pick(&ANYTHING),
            };
            match dice.below(3) {
                0 => format!("{about} {}", dice.pick(&NEXT)),
                1 => format!("{about} {}", dice.pick(&ANYTHING)),
                _ => format!("{} {}", dice.pick(&ANYTHING), dice.pick(&NEXT)),
            }
        }
    }
}
