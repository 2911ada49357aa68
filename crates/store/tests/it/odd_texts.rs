//! Texts as people and files bring them: quotation marks, SQL words, emoji and very long ones come back as they were.

use jiff::civil::date;
use leaving_care::{
    person::PersonDetails,
    spell_value::{ActivityDetails, SpellKind, SpellValue},
};
use store::{Error, person, spell};
use uuid::Uuid;

use crate::{LANCASHIRE, add_person, details, on_each_engine, spell as spell_of, stamp, written};

fn odd_texts() -> Vec<String> {
    vec![
        "O'Brien \"Bob\" `x` \\ \\' ".into(),
        "'; DROP TABLE person; -- /* */ $1 ? :name @p".into(),
        "Ŵyn Łukasz 王小明 😀👩‍👩‍👧 \u{202e}reversed\u{202c} e\u{301}".into(),
        "line\r\nline\tline\u{b}\u{1}\u{7f}".into(),
        "=HYPERLINK(\"http://x\") {{7*7}} <script>alert(1)</script>".into(),
        "x".repeat(1_000_000),
    ]
}

#[tokio::test]
async fn odd_texts_come_back_as_they_were() {
    on_each_engine(async |db| {
        for text in odd_texts() {
            let written_details = PersonDetails {
                accessibility_needs: text.clone(),
                // A name that long is in an index: no engine takes it, and no action lets it through.
                locality: text.chars().take(200).collect(),
                ..details(
                    &text.chars().take(200).collect::<String>(),
                    "Odd",
                    date(2006, 1, 1),
                )
            };
            let id = add_person(db, LANCASHIRE, written_details.clone()).await;
            assert_eq!(
                person::find(db, id, None).await.unwrap().unwrap().details,
                written_details
            );
            let value = SpellValue::Activity(ActivityDetails {
                note: text.clone(),
                ..ActivityDetails::of(leaving_care::activity::ActivityCode::G5)
            });
            let mut new = spell_of(id, SpellKind::Activity, "G5", date(2024, 1, 1), None);
            new.value = value.clone();
            written(db, async |tx| {
                spell::insert_many(tx, LANCASHIRE, std::slice::from_ref(&new), &stamp(0))
                    .await
                    .unwrap();
                assert!(
                    spell::supersede(tx, new.id, None, &text, &stamp(1))
                        .await
                        .unwrap()
                );
            })
            .await;
            let read = spell::find(db, new.id).await.unwrap().unwrap();
            assert_eq!(read.value, value);
            assert_eq!(read.superseded.unwrap().reason, text);
        }
    })
    .await;
}

/// PostgreSQL keeps no NUL in a text: either the text comes back whole, or the error says what is wrong with it.
#[tokio::test]
async fn a_text_with_nul_is_kept_whole_or_refused_by_name() {
    on_each_engine(async |db| {
        let id = Uuid::now_v7();
        let odd = details("A\0sh", "Brook", date(2006, 1, 1));
        let mut tx = db.begin().await.unwrap();
        match person::insert_many(&mut tx, LANCASHIRE, &[(id, odd.clone())], &stamp(0), 1).await {
            Ok(()) => {
                tx.commit().await.unwrap();
                assert_eq!(
                    person::find(db, id, None).await.unwrap().unwrap().details,
                    odd
                );
            }
            Err(Error::TextWithNul { operation }) => assert_eq!(operation, "add people"),
            Err(other) => panic!("{other}"),
        }
        // Inside what is kept as JSON it is written as an escape, which both engines keep.
        let ash = add_person(
            db,
            LANCASHIRE,
            PersonDetails {
                phone: "07\0".into(),
                ..details("Ash", "Brook", date(2006, 1, 1))
            },
        )
        .await;
        assert_eq!(
            person::find(db, ash, None)
                .await
                .unwrap()
                .unwrap()
                .details
                .phone,
            "07\0"
        );
    })
    .await;
}
