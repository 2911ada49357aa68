//! One made-up life of ten years, written by hand: care, college, a gap, work, illness, an apprenticeship, several homes and workers.

use casework::{
    Actor,
    contact::{Channel, NewContact, Outcome},
    spell,
};
use jiff::civil::{Date, date};
use leaving_care::{
    allocation::{Allocation, WorkerRole},
    person::{ClientGroup, IdentifierKind, PersonDetails},
    spell_value::{AllocationDetails, NewSpell, SpellKind, SpellValue},
};
use uuid::Uuid;

use super::{Site, TODAY, command_line};

/// Ash Brook: born in 2006, in care at 12, now 19, in and out of work, NEET since last July.
pub async fn a_long_life(site: &Site) -> Uuid {
    let details = PersonDetails {
        given_name: "Ashley".into(),
        family_name: "Brook".into(),
        preferred_name: "Ash".into(),
        pronouns: "they/them".into(),
        date_of_birth: date(2006, 5, 4),
        language: "English".into(),
        accessibility_needs: "Prefers texts to calls; large print".into(),
        locality: "North".into(),
        client_groups: vec![ClientGroup::CareLeaver, ClientGroup::MentalHealth],
        phone: "07700 900123".into(),
        email: "ash@example.org".into(),
        ..PersonDetails::default()
    };
    let identifiers = [
        (IdentifierKind::LocalId, "LC-004211"),
        (IdentifierKind::Ssda903Child, "888-10442"),
        (IdentifierKind::NiNumber, "QQ123456C"),
    ];
    let person = site.add(details, &identifiers).await;
    for spell in spells(site) {
        spell::record(&command_line(TODAY), &site.office, person, spell, &[])
            .await
            .unwrap();
    }
    for (day, channel, outcome, note) in contacts() {
        let contact = NewContact {
            happened_on: day,
            channel,
            outcome,
            note: note.to_owned(),
        };
        let adviser = Actor {
            name: site.workers[0].name.clone(),
            ..command_line(TODAY)
        };
        casework::contact::record(&adviser, &site.office, person, contact)
            .await
            .unwrap();
    }
    person
}

type Row = (SpellKind, &'static str, &'static str, Date, Option<Date>);

/// Kind, code, details, first day, the day after the last.
fn rows() -> Vec<Row> {
    use SpellKind::{Accommodation, Activity, InTouch, Placement};
    let d = |year, month, day| date(year, month, day);
    let until = |year, month, day| Some(date(year, month, day));
    vec![
        (
            Placement,
            "C2 U4 X1",
            r#"{"category_of_need":"N1"}"#,
            d(2018, 6, 11),
            until(2020, 9, 1),
        ),
        (Placement, "C2 K2 X1", "", d(2020, 9, 1), until(2022, 8, 15)),
        (
            Placement,
            "C2 U4 E17",
            "",
            d(2022, 8, 15),
            until(2024, 5, 4),
        ),
        (
            Activity,
            "F2",
            r#"{"provider":"Northfield College","role":"Catering","study_level":"Level 2"}"#,
            d(2022, 9, 5),
            until(2024, 3, 22),
        ),
        (Activity, "0", "", d(2024, 3, 22), until(2024, 6, 3)),
        (
            Activity,
            "P5 14",
            r#"{"provider":"Harbour Café","role":"Kitchen porter"}"#,
            d(2024, 6, 3),
            until(2024, 12, 20),
        ),
        (Activity, "G4", "", d(2025, 1, 10), until(2025, 4, 28)),
        (
            Activity,
            "F4 34",
            r#"{"provider":"Fylde Bakehouse","role":"Baker","study_level":"Level 2","wage_pence_an_hour":755}"#,
            d(2025, 4, 28),
            until(2025, 7, 14),
        ),
        (Activity, "G5", "", d(2025, 7, 14), None),
        (
            Accommodation,
            "Z1",
            r#"{"address":"With the Greens, 4 Made-up Row"}"#,
            d(2024, 5, 4),
            until(2024, 11, 2),
        ),
        (Accommodation, "W2", "", d(2024, 11, 2), until(2024, 12, 9)),
        (
            Accommodation,
            "E1",
            r#"{"address":"12 Example Street"}"#,
            d(2024, 12, 9),
            until(2025, 9, 1),
        ),
        (
            Accommodation,
            "U1",
            r#"{"address":"Flat 3, 8 Sample Court"}"#,
            d(2025, 9, 1),
            None,
        ),
        (InTouch, "YES", "", d(2024, 5, 4), until(2024, 12, 20)),
        (InTouch, "NO", "", d(2024, 12, 20), until(2025, 2, 17)),
        (InTouch, "YES", "", d(2025, 2, 17), None),
    ]
}

fn spells(site: &Site) -> Vec<NewSpell> {
    let worker = |role: WorkerRole, number: usize, starts_on: Date, ends_on: Option<Date>| {
        let record = &site.workers[number];
        let value = SpellValue::Allocation(AllocationDetails {
            allocation: Allocation {
                role,
                worker: record.id,
            },
            worker_name: record.name.clone(),
            team: record.team.clone(),
        });
        NewSpell {
            value,
            starts_on,
            ends_on,
        }
    };
    let mut spells: Vec<NewSpell> = rows()
        .into_iter()
        .map(|(kind, code, details, starts_on, ends_on)| NewSpell {
            value: SpellValue::from_parts(kind, code, details).unwrap(),
            starts_on,
            ends_on,
        })
        .collect();
    spells.push(worker(
        WorkerRole::SocialWorker,
        1,
        date(2018, 6, 11),
        Some(date(2024, 5, 4)),
    ));
    spells.push(worker(
        WorkerRole::PersonalAdviser,
        2,
        date(2022, 8, 1),
        Some(date(2025, 3, 31)),
    ));
    spells.push(worker(
        WorkerRole::PersonalAdviser,
        0,
        date(2025, 6, 2),
        None,
    ));
    spells
}

fn contacts() -> Vec<(Date, Channel, Outcome, &'static str)> {
    use Channel::{FaceToFace, Message, Phone};
    use Outcome::{NoReply, TookPart, WithSomebodyElse};
    vec![
        (
            date(2025, 9, 2),
            FaceToFace,
            TookPart,
            "Moved into the flat together. Ash chose the colour of the kitchen.",
        ),
        (
            date(2025, 10, 14),
            Phone,
            TookPart,
            "Slept badly. Wants to try for the spring start at the bakery.",
        ),
        (date(2025, 11, 11), Message, NoReply, ""),
        (
            date(2025, 12, 9),
            FaceToFace,
            TookPart,
            "Walked to the job centre and back. Claim is in payment.",
        ),
        (
            date(2026, 1, 20),
            Phone,
            WithSomebodyElse,
            "Spoke with the bakery: they would have Ash back in April.",
        ),
        (
            date(2026, 2, 24),
            FaceToFace,
            TookPart,
            "Ash said: \"I can do mornings now.\" Agreed to visit the bakery together.",
        ),
    ]
}
