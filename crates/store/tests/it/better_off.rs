//! Kept better-off sums: each comes back as it was, and of each person the last is looked at.

use jiff::civil::date;
use store::better_off::{self, RunRecord};
use uuid::Uuid;

use crate::{CONWY, LANCASHIRE, add_person, details, moment, on_each_engine, written};

fn run(authority: &str, person: Option<Uuid>, seconds: i64) -> RunRecord {
    RunRecord {
        id: Uuid::now_v7(),
        authority: authority.into(),
        person,
        made_at: moment(seconds),
        made_by: "Sam Okafor".into(),
        account: None,
        as_at: date(2024, 2, 29),
        rates_version: "abc".into(),
        inputs: "{}".into(),
        answer: "[]".into(),
    }
}

#[tokio::test]
async fn sums_come_back_and_only_the_last_of_each_person_is_looked_at() {
    on_each_engine(async |db| {
        let born = date(2006, 5, 4);
        let ash = add_person(db, LANCASHIRE, details("Ash", "Brook", born)).await;
        let kit = add_person(db, LANCASHIRE, details("Kit", "Marsh", born)).await;
        let runs = [
            run(LANCASHIRE, Some(ash), 1),
            run(LANCASHIRE, Some(ash), 2),
            run(LANCASHIRE, Some(kit), 3),
            run(LANCASHIRE, None, 4),
            run(LANCASHIRE, None, 5),
            run(CONWY, None, 6),
        ];
        for run in &runs {
            written(db, async |tx| better_off::insert(tx, run).await.unwrap()).await;
            assert_eq!(
                better_off::find(db, run.id).await.unwrap().as_ref(),
                Some(run)
            );
        }
        assert_eq!(better_off::find(db, Uuid::nil()).await.unwrap(), None);
        let of_ash = better_off::of_person(db, ash, 10).await.unwrap();
        assert_eq!(of_ash, [runs[1].clone(), runs[0].clone()]);
        assert_eq!(better_off::of_person(db, ash, 1).await.unwrap().len(), 1);
        let latest = better_off::latest(db, LANCASHIRE, 10).await.unwrap();
        let expected = [4, 3, 2, 1].map(|number: usize| runs[number].clone());
        assert_eq!(latest, expected);
    })
    .await;
}
