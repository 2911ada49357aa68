//! Contacts: newest first, page after page, as known at a moment, and the last in which somebody took part.

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use store::{
    Recorded,
    contact::{self, ContactToInsert},
};
use uuid::Uuid;

use crate::{LANCASHIRE, add_person, details, moment, on_each_engine, stamp, written};

fn contact(person: Uuid, happened_on: Date, outcome: &'static str, note: &str) -> ContactToInsert {
    ContactToInsert {
        id: Uuid::now_v7(),
        person,
        happened_on,
        channel: "phone",
        outcome,
        worker_name: "Sam Okafor".into(),
        note: note.into(),
    }
}

#[tokio::test]
async fn paging_loses_and_doubles_no_contact() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        // Three on each of seven days, and one tomorrow.
        let contacts: Vec<_> = (0..21)
            .map(|number| {
                contact(
                    ash,
                    date(2026, 1, 1) + i64::from(number / 3).days(),
                    "took_part",
                    &format!("Note {number}"),
                )
            })
            .collect();
        let tomorrow = contact(ash, date(2026, 3, 4), "took_part", "Not yet");
        written(db, async |tx| {
            contact::insert_many(tx, LANCASHIRE, &contacts, &stamp(0))
                .await
                .unwrap();
            contact::insert_many(tx, LANCASHIRE, &[tomorrow], &stamp(0))
                .await
                .unwrap();
        })
        .await;
        for limit in [1, 2, 4, 100] {
            let (mut before, mut found) = (None, Vec::new());
            loop {
                let page = contact::of_person(db, ash, date(2026, 3, 3), None, before, limit)
                    .await
                    .unwrap();
                let Some(last) = page.last() else { break };
                before = Some((last.happened_on, last.id));
                found.extend(page);
            }
            let mut expected: Vec<_> = contacts
                .iter()
                .map(|contact| (contact.happened_on, contact.id))
                .collect();
            expected.sort_unstable();
            expected.reverse();
            let found: Vec<_> = found
                .iter()
                .map(|contact| (contact.happened_on, contact.id))
                .collect();
            assert_eq!(found, expected, "pages of {limit}");
        }
    })
    .await;
}

#[tokio::test]
async fn contacts_come_back_whole_and_as_they_were_known() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let note = "Said \"I can do mornings\" — 😀\r\n\t'; DELETE FROM contact; --";
        let one = contact(ash, date(2026, 1, 1), "took_part", note);
        let other = contact(ash, date(2026, 1, 2), "no_reply", "");
        let recorded = [
            Recorded {
                value: &one,
                at: moment(5),
            },
            Recorded {
                value: &other,
                at: moment(6),
            },
        ];
        written(db, async |tx| {
            contact::insert_recorded(tx, LANCASHIRE, &recorded, &stamp(100))
                .await
                .unwrap();
        })
        .await;
        let known = async |second: Option<i64>| {
            contact::of_person(db, ash, date(2026, 3, 3), second.map(moment), None, 10)
                .await
                .unwrap()
        };
        assert_eq!(known(Some(4)).await.len(), 0);
        assert_eq!(known(Some(5)).await.len(), 1);
        let now = known(None).await;
        assert_eq!(now.len(), 2);
        assert_eq!(now[1].note, note);
        assert_eq!(
            (
                now[1].channel.as_str(),
                now[1].outcome.as_str(),
                now[1].stamp.at
            ),
            ("phone", "took_part", moment(5))
        );
        let days = contact::days_of(db, ash, date(2026, 1, 1), None)
            .await
            .unwrap();
        assert_eq!(days, [(date(2026, 1, 1), "took_part".to_owned())]);

        let known_already = contact(ash, date(2026, 1, 1), "took_part", note);
        let new = contact(ash, date(2026, 1, 1), "took_part", "Another note");
        let unknown = written(db, async |tx| {
            contact::unknown_only(tx, &[known_already, new.clone()])
                .await
                .unwrap()
        })
        .await;
        assert_eq!(unknown, [new]);
    })
    .await;
}

#[tokio::test]
async fn a_corrected_contact_stays_in_the_history_and_does_not_come_back() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let wrong = contact(ash, date(2026, 1, 1), "took_part", "Was Bo");
        let right = contact(ash, date(2026, 1, 2), "no_reply", "Rang twice");
        written(db, async |tx| {
            let first = [wrong.clone()];
            contact::insert_many(tx, LANCASHIRE, &first, &stamp(5))
                .await
                .unwrap();
        })
        .await;
        written(db, async |tx| {
            let by = stamp(9);
            assert!(
                contact::supersede(tx, wrong.id, Some(right.id), "wrong day", &by)
                    .await
                    .unwrap()
            );
            // Whoever comes second changes nothing.
            assert!(
                !contact::supersede(tx, wrong.id, None, "late", &by)
                    .await
                    .unwrap()
            );
            contact::insert_many(tx, LANCASHIRE, std::slice::from_ref(&right), &by)
                .await
                .unwrap();
            let from_a_file = [ContactToInsert {
                id: Uuid::now_v7(),
                ..wrong.clone()
            }];
            assert_eq!(contact::unknown_only(tx, &from_a_file).await.unwrap(), []);
        })
        .await;
        let standing = async |known_at: Option<i64>| {
            let found =
                contact::of_person(db, ash, date(2026, 3, 3), known_at.map(moment), None, 10);
            found
                .await
                .unwrap()
                .into_iter()
                .map(|contact| contact.id)
                .collect::<Vec<_>>()
        };
        assert_eq!(standing(None).await, [right.id]);
        assert_eq!(standing(Some(8)).await, [wrong.id]);
        let found = contact::find(db, wrong.id).await.unwrap().unwrap();
        let superseded = found.superseded.unwrap();
        assert_eq!(
            (
                superseded.at,
                superseded.replaced_by,
                superseded.reason.as_str()
            ),
            (moment(9), Some(right.id), "wrong day")
        );
        assert_eq!(superseded.by, stamp(9).by);
        let history: Vec<Uuid> = contact::history(db, ash)
            .await
            .unwrap()
            .iter()
            .map(|contact| contact.id)
            .collect();
        assert_eq!(history, [right.id, wrong.id]);
    })
    .await;
}

#[tokio::test]
async fn the_last_contact_is_one_in_which_they_took_part() {
    on_each_engine(async |db| {
        let mut people = Vec::new();
        for _ in 0..3 {
            people
                .push(add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await);
        }
        let contacts = [
            contact(people[0], date(2026, 1, 1), "took_part", ""),
            contact(people[0], date(2026, 1, 5), "took_part", ""),
            contact(people[0], date(2026, 1, 9), "no_reply", ""),
            contact(people[0], date(2026, 2, 1), "took_part", ""),
            contact(people[1], date(2026, 1, 1), "with_somebody_else", ""),
        ];
        written(db, async |tx| {
            contact::insert_many(tx, LANCASHIRE, &contacts, &stamp(0))
                .await
                .unwrap();
        })
        .await;
        let check = async |until: Date, expected: &[(Uuid, Date)]| {
            let mut asked = people.clone();
            // More people than one statement asks about.
            asked.extend(std::iter::repeat_with(Uuid::now_v7).take(1_500));
            let last = contact::last_of(db, &asked, until).await.unwrap();
            assert_eq!(last, expected, "until {until}");
        };
        check(date(2026, 3, 3), &[(people[0], date(2026, 2, 1))]).await;
        check(date(2026, 1, 31), &[(people[0], date(2026, 1, 5))]).await;
        check(date(2025, 12, 31), &[]).await;
    })
    .await;
}

#[tokio::test]
async fn contacts_in_which_somebody_took_part_are_found_for_rules() {
    on_each_engine(async |db| {
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", date(2006, 5, 4))).await;
        let bo = add_person(db, LANCASHIRE, details("Bo", "Field", date(2006, 5, 4))).await;
        let contacts = [
            contact(ash, date(2026, 1, 1), "took_part", ""),
            contact(ash, date(2026, 1, 9), "no_reply", ""),
            contact(bo, date(2026, 1, 5), "took_part", ""),
        ];
        written(db, async |tx| {
            contact::insert_many(tx, LANCASHIRE, &contacts[..2], &stamp(5))
                .await
                .unwrap();
            contact::insert_many(tx, LANCASHIRE, &contacts[2..], &stamp(8))
                .await
                .unwrap();
        })
        .await;
        let check = async |authority: &str,
                           people: Option<&[Uuid]>,
                           known_at: Option<i64>,
                           expected: &[Date]| {
            let mut days: Vec<Date> =
                contact::took_part(db, authority, people, known_at.map(moment))
                    .await
                    .unwrap()
                    .into_iter()
                    .flat_map(|contact| [contact.face_to_face, contact.at_a_distance])
                    .flatten()
                    .collect();
            days.sort_unstable();
            assert_eq!(days, expected, "{authority} {people:?} {known_at:?}");
        };
        check(
            LANCASHIRE,
            None,
            None,
            &[date(2026, 1, 1), date(2026, 1, 5)],
        )
        .await;
        check(LANCASHIRE, Some(&[bo]), None, &[date(2026, 1, 5)]).await;
        check(LANCASHIRE, None, Some(5), &[date(2026, 1, 1)]).await;
        check("W06000003", None, None, &[]).await;

        // How they met is kept apart: some duties ask for a meeting face to face.
        let mut visit = contact(bo, date(2026, 1, 7), "took_part", "");
        visit.channel = "face_to_face";
        written(db, async |tx| {
            contact::insert_many(tx, LANCASHIRE, &[visit], &stamp(9))
                .await
                .unwrap();
        })
        .await;
        let of_bo = contact::took_part(db, LANCASHIRE, Some(&[bo]), None).await;
        let of_bo = of_bo.unwrap().pop().unwrap();
        assert_eq!(of_bo.face_to_face, [date(2026, 1, 7)]);
        assert_eq!(of_bo.at_a_distance, [date(2026, 1, 5)]);
    })
    .await;
}
