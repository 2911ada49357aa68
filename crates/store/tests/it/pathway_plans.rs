//! Plans, their parts and marks, actions, the readiness list and education plans: one version stands, none is lost, one of two is first.

use jiff::civil::{Date, date};
use leaving_care::{
    action::{Action, Because, CameOfIt, Outcome, Owner},
    education_plan::{EducationPlanStep, EducationStep},
    readiness::{Answer, State},
};
use store::{
    Db,
    action::{self, ActionRecord},
    education_plan,
    entitlement::By,
    pathway_plan::{self, MarkRecord, PlanRecord, SectionRecord},
    readiness::{self, AnswerRecord},
    worker::WorkerRecord,
};
use uuid::Uuid;

use crate::{LANCASHIRE, add_person, details, moment, on_each_engine, written};

const BEGUN: Date = date(2026, 1, 5);

fn by(seconds: i64, name: &str) -> By {
    By {
        at: moment(seconds),
        name: name.into(),
        account: None,
    }
}

fn plan(person: Uuid, seconds: i64, based_on: Option<Uuid>) -> PlanRecord {
    PlanRecord {
        id: Uuid::now_v7(),
        authority: LANCASHIRE.into(),
        person,
        kind: "pathway_plan".into(),
        form: "england_pathway_plan".into(),
        begun_on: BEGUN,
        based_on,
        by: by(seconds, "Sam"),
        closed_at: None,
    }
}

fn section(plan: Uuid, seconds: i64, content: &str, is_copied: bool) -> SectionRecord {
    SectionRecord {
        id: Uuid::now_v7(),
        plan,
        head: "home".into(),
        content: content.into(),
        is_copied,
        by: by(seconds, if is_copied { "Robin" } else { "Sam" }),
        superseded: None,
    }
}

fn mark(plan: Uuid, seconds: i64, kind: &str) -> MarkRecord {
    MarkRecord {
        id: Uuid::now_v7(),
        plan,
        kind: kind.into(),
        happened_on: BEGUN,
        verdict: "good".into(),
        words: "Clear steps".into(),
        event: None,
        role: "team_manager".into(),
        by: by(seconds, "Jo"),
    }
}

async fn ash(db: &Db) -> Uuid {
    add_person(db, LANCASHIRE, details("Ash", "Brook", date(2008, 2, 29))).await
}

#[tokio::test]
async fn one_plan_of_a_kind_is_open_and_a_closed_one_takes_nothing() {
    on_each_engine(async |db| {
        let person = ash(db).await;
        let first = plan(person, 1, None);
        let second = plan(person, 5, Some(first.id));
        let insert = async |plan: &PlanRecord| {
            written(db, async |tx| pathway_plan::insert(tx, plan).await.unwrap()).await
        };
        assert!(insert(&first).await);
        assert!(!insert(&second).await, "another is open");
        let hold = async || {
            written(db, async |tx| {
                pathway_plan::hold(tx, first.id).await.unwrap()
            })
            .await
        };
        assert!(hold().await);
        let close = async || {
            written(db, async |tx| {
                pathway_plan::close(tx, first.id, moment(4)).await.unwrap()
            })
            .await
        };
        assert!(close().await);
        assert!(!close().await && !hold().await, "it is closed");
        assert!(insert(&second).await);
        let found = pathway_plan::of_person(db, person, None).await.unwrap();
        let closed = PlanRecord {
            closed_at: Some(moment(4)),
            ..first.clone()
        };
        assert_eq!(found, [second.clone(), closed.clone()]);
        assert_eq!(
            pathway_plan::find(db, first.id).await.unwrap(),
            Some(closed)
        );
        let then = pathway_plan::of_person(db, person, Some(moment(2))).await;
        assert_eq!(then.unwrap().len(), 1);
        let all = pathway_plan::of_authority(db, LANCASHIRE).await.unwrap();
        assert_eq!(all.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn of_two_who_write_a_part_one_is_first_and_no_version_is_lost() {
    on_each_engine(async |db| {
        let person = ash(db).await;
        let plan = plan(person, 1, None);
        let copied = section(plan.id, 1, "{}", true);
        let mine = section(plan.id, 5, r#"{"text":"A flat"}"#, false);
        let theirs = section(plan.id, 6, r#"{"text":"A room"}"#, false);
        written(db, async |tx| {
            pathway_plan::insert(tx, &plan).await.unwrap();
            let copied = std::slice::from_ref(&copied);
            assert!(pathway_plan::insert_sections(tx, copied).await.unwrap());
        })
        .await;
        let write = async |section: &SectionRecord| {
            written(db, async |tx| {
                let is_first =
                    pathway_plan::supersede_section(tx, copied.id, section.id, &section.by)
                        .await
                        .unwrap();
                let section = std::slice::from_ref(section);
                is_first && pathway_plan::insert_sections(tx, section).await.unwrap()
            })
            .await
        };
        assert!(write(&mine).await);
        assert!(!write(&theirs).await);
        let another = written(db, async |tx| {
            let theirs = std::slice::from_ref(&theirs);
            pathway_plan::insert_sections(tx, theirs).await.unwrap()
        });
        assert!(!another.await, "a second version cannot stand");
        let now = pathway_plan::sections(db, plan.id, None).await.unwrap();
        assert_eq!(now, std::slice::from_ref(&mine));
        let then = pathway_plan::sections(db, plan.id, Some(moment(4))).await;
        assert_eq!(then.unwrap()[0].content, "{}");
        let history = pathway_plan::section_history(db, plan.id).await.unwrap();
        assert_eq!(history.len(), 2);
        assert_eq!(
            history[1].superseded,
            Some((moment(5), "Sam".to_owned())),
            "the version before says who took its place"
        );
        let writers = pathway_plan::wrote_in(db, plan.id).await.unwrap();
        assert_eq!(
            writers,
            [("Sam".to_owned(), None)],
            "copying is not writing"
        );
        let of_all = pathway_plan::sections_of_people(db, LANCASHIRE, "home").await;
        assert_eq!(of_all.unwrap(), [mine]);
    })
    .await;
}

#[tokio::test]
async fn a_plan_is_signed_off_once_and_commented_on_often() {
    on_each_engine(async |db| {
        let person = ash(db).await;
        let plan = plan(person, 1, None);
        written(db, async |tx| {
            pathway_plan::insert(tx, &plan).await.unwrap();
        })
        .await;
        let set = async |mark: MarkRecord| {
            written(db, async |tx| {
                pathway_plan::insert_mark(tx, &mark).await.unwrap()
            })
            .await
        };
        let first = mark(plan.id, 3, "signed_off");
        assert!(set(first.clone()).await);
        assert!(!set(mark(plan.id, 4, "signed_off")).await);
        assert!(set(mark(plan.id, 5, "comment")).await);
        assert!(set(mark(plan.id, 6, "comment")).await);
        let marks = pathway_plan::marks_of_person(db, person, None)
            .await
            .unwrap();
        assert_eq!(marks.len(), 3);
        assert_eq!(marks[0], first);
        let then = pathway_plan::marks_of_person(db, person, Some(moment(4))).await;
        assert_eq!(then.unwrap().len(), 1);
        let all = pathway_plan::marks_of_authority(db, LANCASHIRE)
            .await
            .unwrap();
        assert_eq!(all, marks);
    })
    .await;
}

#[tokio::test]
async fn an_action_keeps_its_id_from_version_to_version() {
    on_each_engine(async |db| {
        let person = ash(db).await;
        let promised = Action {
            what: "Visit the college".into(),
            owner: Owner::other("Sam"),
            resources: "Bus fare".into(),
            due_on: Some(date(2028, 2, 29)),
            goal: "A course".into(),
            because: Because::PathwayPlan(Uuid::now_v7()),
            came_of_it: None,
        };
        let kept = Action {
            came_of_it: Some(CameOfIt {
                outcome: Outcome::Kept,
                on: date(2026, 2, 1),
                note: "They liked it".into(),
            }),
            ..promised.clone()
        };
        let action_id = Uuid::now_v7();
        let version = |action: &Action, seconds: i64| ActionRecord {
            id: Uuid::now_v7(),
            action_id,
            authority: LANCASHIRE.into(),
            person: Some(person),
            action: action.clone(),
            at: moment(seconds),
            by: "Sam".into(),
            superseded: None,
        };
        let (first, second) = (version(&promised, 1), version(&kept, 5));
        written(db, async |tx| {
            let first = std::slice::from_ref(&first);
            assert!(action::insert_many(tx, first).await.unwrap());
        })
        .await;
        written(db, async |tx| {
            let second = std::slice::from_ref(&second);
            assert!(!action::insert_many(tx, second).await.unwrap());
        })
        .await;
        let change = async || {
            written(db, async |tx| {
                let when = (moment(5), "Sam");
                action::supersede(tx, first.id, Some(second.id), "", when)
                    .await
                    .unwrap()
                    && action::insert_many(tx, std::slice::from_ref(&second))
                        .await
                        .unwrap()
            })
            .await
        };
        assert!(change().await);
        assert!(!change().await);
        assert_eq!(
            action::of_person(db, person, None).await.unwrap(),
            std::slice::from_ref(&second)
        );
        assert_eq!(action::find(db, action_id).await.unwrap(), Some(second));
        let then = action::of_person(db, person, Some(moment(4)))
            .await
            .unwrap();
        assert_eq!(then[0].action, promised);
        assert_eq!(action::history(db, person).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_workers_have_still_to_do_is_found() {
    on_each_engine(async |db| {
        let person = ash(db).await;
        let worker = WorkerRecord {
            id: Uuid::now_v7(),
            authority: LANCASHIRE.into(),
            name: "Sam".into(),
            role: "personal_adviser".into(),
            team: String::new(),
            locality: String::new(),
            email: String::new(),
            starts_on: None,
            ends_on: None,
        };
        let sam = Owner::Worker {
            id: worker.id,
            name: "Sam".into(),
        };
        let version =
            |owner: &Owner, outcome: Option<Outcome>, due_on: Option<Date>| ActionRecord {
                id: Uuid::now_v7(),
                action_id: Uuid::now_v7(),
                authority: LANCASHIRE.into(),
                person: Some(person),
                action: Action {
                    what: "Visit the college".into(),
                    owner: owner.clone(),
                    resources: String::new(),
                    due_on,
                    goal: String::new(),
                    because: Because::PathwayPlan(Uuid::now_v7()),
                    came_of_it: outcome.map(|outcome| CameOfIt {
                        outcome,
                        on: BEGUN,
                        note: String::new(),
                    }),
                },
                at: moment(1),
                by: "Sam".into(),
                superseded: None,
            };
        let (early, late) = (date(2028, 2, 29), date(2028, 3, 1));
        let open = [
            version(&sam, Some(Outcome::NotKept), Some(early)),
            version(&sam, None, Some(late)),
            version(&sam, None, None),
        ];
        let others = [
            version(&sam, Some(Outcome::Kept), Some(early)),
            version(&sam, Some(Outcome::NoLongerNeeded), Some(early)),
            version(&Owner::YoungPerson, None, Some(early)),
            version(&Owner::other("The school"), None, Some(early)),
        ];
        written(db, async |tx| {
            assert!(store::worker::save(tx, &worker).await.unwrap());
            assert!(action::insert_many(tx, &open).await.unwrap());
            assert!(action::insert_many(tx, &others).await.unwrap());
        })
        .await;
        assert_eq!(
            action::open_of_workers(db, LANCASHIRE, None).await.unwrap(),
            open
        );
        let of = async |workers: Vec<Uuid>| {
            let found = action::open_of_workers(db, LANCASHIRE, Some(&workers)).await;
            found.unwrap()
        };
        let nobody = Uuid::from_u128(1);
        assert_eq!(of(vec![nobody, worker.id]).await, open);
        assert_eq!(of(vec![nobody]).await, []);
        assert_eq!(of(Vec::new()).await, []);
        let elsewhere = action::open_of_workers(db, "E08000001", None).await;
        assert_eq!(elsewhere.unwrap(), []);
        let mut all = action::history(db, person).await.unwrap();
        all.sort_by_key(|record| record.id);
        let mut written: Vec<ActionRecord> = open.into_iter().chain(others).collect();
        written.sort_by_key(|record| record.id);
        assert_eq!(all, written, "every owner reads back");
    })
    .await;
}

#[tokio::test]
async fn answers_and_steps_come_back_whole() {
    on_each_engine(async |db| {
        let person = ash(db).await;
        let answer = |state, seconds: i64| AnswerRecord {
            id: Uuid::now_v7(),
            authority: LANCASHIRE.into(),
            person,
            answer: Answer {
                item: "passport".into(),
                state,
                evidence: "Copy kept".into(),
                expires_on: Some(date(2028, 2, 29)),
                helper: "Priya Nair".into(),
                missing: String::new(),
            },
            at: moment(seconds),
            by: "Sam".into(),
            superseded: None,
        };
        let (first, second) = (answer(State::OnItsWay, 1), answer(State::Have, 5));
        written(db, async |tx| {
            let first_of_all = std::slice::from_ref(&first);
            assert!(readiness::insert_many(tx, first_of_all).await.unwrap());
            let again = std::slice::from_ref(&second);
            assert!(!readiness::insert_many(tx, again).await.unwrap());
            let when = (moment(5), "Sam");
            assert!(
                readiness::supersede(tx, first.id, second.id, when)
                    .await
                    .unwrap()
            );
            assert!(
                !readiness::supersede(tx, first.id, second.id, when)
                    .await
                    .unwrap()
            );
            assert!(readiness::insert_many(tx, again).await.unwrap());
        })
        .await;
        let now = readiness::of_person(db, person, None).await.unwrap();
        assert_eq!(now, std::slice::from_ref(&second));
        assert_eq!(readiness::of_authority(db, LANCASHIRE).await.unwrap(), now);
        let then = readiness::of_person(db, person, Some(moment(4)))
            .await
            .unwrap();
        assert_eq!(then[0].answer.state, State::OnItsWay);
        assert_eq!(readiness::history(db, person).await.unwrap().len(), 2);

        let step = education_plan::StepRecord {
            id: Uuid::now_v7(),
            authority: LANCASHIRE.into(),
            person,
            step: EducationPlanStep {
                step: EducationStep::VirtualSchoolLiaison,
                happened_on: date(2026, 2, 28),
                place: "Preston College".into(),
                kept_at: "Education record 12".into(),
                goals: "Level 2, with help in maths".into(),
                next_on: None,
            },
            event: None,
            at: moment(7),
            by: "Sam".into(),
            superseded: None,
        };
        written(db, async |tx| {
            education_plan::insert(tx, &step).await.unwrap();
        })
        .await;
        let steps = education_plan::of_person(db, person, None).await.unwrap();
        assert_eq!(steps, std::slice::from_ref(&step));
        let withdraw = async || {
            written(db, async |tx| {
                education_plan::withdraw(tx, step.id, "Somebody else", (moment(9), "Sam"))
                    .await
                    .unwrap()
            })
            .await
        };
        assert!(withdraw().await);
        assert!(!withdraw().await);
        assert_eq!(
            education_plan::of_person(db, person, None).await.unwrap(),
            []
        );
        let then = education_plan::of_person(db, person, Some(moment(8))).await;
        assert_eq!(then.unwrap().len(), 1);
        let found = education_plan::find(db, step.id).await.unwrap().unwrap();
        assert_eq!(
            found
                .superseded
                .map(|superseded| superseded.reason)
                .as_deref(),
            Some("Somebody else")
        );
        assert_eq!(education_plan::history(db, person).await.unwrap().len(), 1);
    })
    .await;
}
