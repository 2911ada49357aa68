//! Who does a step: chosen from the service, on their first page, done there; and whom it falls to when they are away or gone.

use axum::http::StatusCode;
use casework::{
    Role,
    cover::{self, NewCover},
    worker::{self, WorkerRecord},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use uuid::Uuid;

use super::{GOAL, SIGN_OFF, after, begun, refused_sign_off, signed_in, write, write_all};
use crate::{
    home::own,
    support::{
        Site, TODAY, Visitor, command_line,
        council::{assert_says, words},
        on_each_engine,
    },
};

/// The account of a worker, signed in.
async fn signed_in_as(site: &Site, worker: &WorkerRecord, role: Role) -> Visitor {
    signed_in(site, (&worker.name, role), Some(worker.id), None).await
}

/// The address and the fields by which the one promise of a first page is said to be done.
async fn done(visitor: &mut Visitor) -> (String, [(&'static str, String); 3]) {
    let page = visitor.page("/").await;
    let action = after(&page, "action=\"/actions/", '/');
    let version = after(&page, "name=\"version\" value=\"", '"').to_owned();
    let fields = [
        ("version", version),
        ("back", "work".to_owned()),
        ("outcome", "kept".to_owned()),
    ];
    (format!("/actions/{action}/outcome"), fields)
}

/// The goal about work with one step, done by whoever is chosen, by a day of this month.
fn goal<'f>(who: &'f str, name: &'f str, day: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut fields: Vec<(&str, &str)> = GOAL
        .into_iter()
        .filter(|(field, _)| !field.ends_with("-owner") && !field.contains("-due-"))
        .collect();
    fields.extend([
        ("goal-1-step-1-who", who),
        ("goal-1-step-1-owner", name),
        ("goal-1-step-1-due-day", day),
        ("goal-1-step-1-due-month", "3"),
        ("goal-1-step-1-due-year", "2026"),
    ]);
    fields
}

/// A plan signed off whose one step is a worker's, due in a week.
async fn promised(adviser: &mut Visitor, person: Uuid, owner: &WorkerRecord) -> String {
    let plan = begun(adviser, person).await;
    write_all(adviser, &plan).await;
    let owner = owner.id.to_string();
    write(adviser, &plan, "work", &goal(&owner, "", "10")).await;
    let (_, page) = adviser
        .post_and_follow(&format!("{plan}/sign-off"), &SIGN_OFF)
        .await;
    assert_says(&page, "Signed off. Its steps are promises now");
    plan
}

const STEP: &str = "Visit the college kitchen";

/// The line about the step on a first page, in words.
async fn line(visitor: &mut Visitor) -> Option<String> {
    let page = visitor.page("/").await;
    page.split("<li class=\"app-duty\">")
        .skip(1)
        .map(|line| words(line.split("</li>").next().unwrap()))
        .find(|line| line.contains(STEP))
}

async fn leaves(site: &Site, worker: &WorkerRecord, ends_on: Date) {
    let gone = WorkerRecord {
        ends_on: Some(ends_on),
        ..worker.clone()
    };
    worker::save(&command_line(TODAY), &site.office, &gone)
        .await
        .unwrap();
}

async fn covers(site: &Site, worker: &WorkerRecord, by: &WorkerRecord) {
    let new = NewCover {
        worker: worker.id,
        covered_by: by.id,
        starts_on: TODAY.saturating_sub(3.days()),
        ends_on: TODAY.saturating_add(3.days()),
    };
    cover::record(&command_line(TODAY), &site.office, new)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_step_is_given_to_somebody_and_done_on_their_first_page() {
    on_each_engine(async |site| {
        let ash = own(site, "Ash", ("G5", date(2025, 7, 14)), Some(5)).await;
        let jo = &site.workers[2];
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        let plan = begun(&mut sam, ash).await;
        write_all(&mut sam, &plan).await;

        // The young person first, then their adviser, then everybody else, then a name.
        let form = sam.page(&format!("{plan}/parts/work")).await;
        let choices = words(
            form.split("name=\"goal-1-step-1-who\"")
                .nth(1)
                .and_then(|rest| rest.split("</select>").next())
                .unwrap(),
        );
        let place = |name: &str| {
            choices
                .find(name)
                .unwrap_or_else(|| panic!("{name}: {choices}"))
        };
        assert!(place("Ash Marsh") < place("Sam Okafor, their personal adviser"));
        assert!(place("Sam Okafor, their personal adviser") < place("Jo Lindqvist, Leaving care"));
        assert!(
            place("Jo Lindqvist") < place("Priya Nair")
                && place("Priya Nair") < place("Somebody else")
        );

        // Nobody, and somebody who does not work here.
        for (who, name) in [("", ""), ("other", " ")] {
            write(&mut sam, &plan, "work", &goal(who, name, "10")).await;
            let refused = refused_sign_off(&mut sam, &plan).await;
            assert_says(&refused, "It does not say who does it.");
        }
        let stranger = Uuid::now_v7().to_string();
        let form = sam.page(&format!("{plan}/parts/work")).await;
        let based_on = after(&form, "name=\"based_on\" value=\"", '"').to_owned();
        let mut sent = goal(&stranger, "", "10");
        sent.push(("based_on", &based_on));
        let refused = sam.post(&format!("{plan}/parts/work"), &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&refused.text(), "that person does not work here");

        let jo_id = jo.id.to_string();
        write(&mut sam, &plan, "work", &goal(&jo_id, "", "10")).await;
        let (_, page) = sam
            .post_and_follow(&format!("{plan}/sign-off"), &SIGN_OFF)
            .await;
        assert_says(
            &page,
            "Visit the college kitchen Jo Lindqvist, by 10 March 2026",
        );
        assert_eq!(line(&mut sam).await, None, "it is not Sam's");

        let mut jo = signed_in_as(site, jo, Role::PersonalAdviser).await;
        let found = line(&mut jo).await.unwrap();
        assert!(
            found.contains("Ash Marsh North Visit the college kitchen This week By 10 March 2026"),
            "{found}"
        );
        assert!(
            found.contains("\u{201c}A place on the bakery course\u{201d}. It takes: Bus fare."),
            "{found}"
        );
        let page = jo.page("/").await;
        assert_says(&page, "1 due this week");
        assert!(
            page.contains(&format!("/people/{ash}/plan#promise-")),
            "the link to do it there"
        );
        for way in ["person", "kind", "protocol", "place"] {
            let page = jo.page(&format!("/?group={way}")).await;
            assert_says(&page, STEP);
        }
        let (outcome, done) = done(&mut jo).await;
        let done = done.each_ref().map(|(name, value)| (*name, value.as_str()));
        let (address, page) = jo.post_and_follow(&outcome, &done).await;
        assert_eq!(address, "/?done=promise");
        assert_says(&page, "Saved what came of it");
        assert_eq!(line(&mut jo).await, None);
        assert_says(
            &sam.page(&format!("/people/{ash}/plan")).await,
            "1 kept or no longer needed",
        );
    })
    .await;
}

#[tokio::test]
async fn a_promise_falls_to_the_cover_and_then_to_the_adviser_after() {
    on_each_engine(async |site| {
        let ash = own(site, "Ash", ("G5", date(2025, 7, 14)), Some(5)).await;
        let [_, priya, jo] = &site.workers[..] else {
            panic!("three workers")
        };
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        promised(&mut sam, ash, jo).await;
        let mut covering = signed_in_as(site, priya, Role::SocialWorker).await;
        assert_eq!(line(&mut covering).await, None);

        covers(site, jo, priya).await;
        let found = line(&mut covering).await.unwrap();
        assert!(
            found.contains("By 10 March 2026. Promised by Jo Lindqvist"),
            "{found}"
        );
        assert_eq!(line(&mut sam).await, None, "the cover has it");

        // Somebody leaves: until the last day it is theirs; from the day after it is the adviser's, unless somebody covers.
        leaves(site, jo, TODAY.saturating_add(1.days())).await;
        assert_eq!(line(&mut sam).await, None);
        leaves(site, jo, TODAY).await;
        assert_eq!(line(&mut sam).await, None, "the cover has it still");
        assert!(line(&mut covering).await.is_some());
        let covers = cover::list(&command_line(TODAY), &site.office)
            .await
            .unwrap();
        cover::withdraw(&command_line(TODAY), &site.office, covers[0].id)
            .await
            .unwrap();
        assert_eq!(line(&mut covering).await, None);
        let found = line(&mut sam).await.unwrap();
        assert!(found.contains("Promised by Jo Lindqvist"), "{found}");

        // In the review the step names them still, and says that they have left.
        let review = begun(&mut sam, ash).await;
        assert_says(
            &sam.page(&format!("{review}/parts/work")).await,
            "Jo Lindqvist, who has left",
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_promised_says_that_it_is_done_whatever_else_they_may_read() {
    on_each_engine(async |site| {
        let ash = own(site, "Ash", ("G5", date(2025, 7, 14)), Some(5)).await;
        let [_, priya, jo] = &site.workers[..] else {
            panic!("three workers")
        };
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        let plan = promised(&mut sam, ash, jo).await;
        // Youth advisers do not read plans.
        let mut jo = signed_in_as(site, jo, Role::YouthAdviser).await;
        assert_eq!(jo.get(&plan).await.status, StatusCode::FORBIDDEN);
        assert!(line(&mut jo).await.is_some());
        let page = jo.page("/").await;
        assert!(
            !page.contains("#promise-"),
            "no link to what they may not read"
        );
        let (outcome, done) = done(&mut jo).await;
        let done = done.each_ref().map(|(name, value)| (*name, value.as_str()));
        let mut other = signed_in_as(site, priya, Role::YouthAdviser).await;
        assert_eq!(
            other.post(&outcome, &done).await.status,
            StatusCode::FORBIDDEN
        );
        jo.post_and_follow(&outcome, &done).await;
        assert_eq!(line(&mut jo).await, None);
    })
    .await;
}

#[tokio::test]
async fn the_young_person_and_names_of_before_can_do_a_step() {
    on_each_engine(async |site| {
        let ash = own(site, "Ash", ("G5", date(2025, 7, 14)), Some(5)).await;
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        let plan = begun(&mut sam, ash).await;
        // As it was sent before there was a choice: a name alone.
        write(&mut sam, &plan, "work", &GOAL).await;
        let form = sam.page(&format!("{plan}/parts/work")).await;
        assert!(form.contains("<option value=\"other\" selected>"), "{form}");
        assert!(form.contains("value=\"Kit with Sam\""), "{form}");
        write_all(&mut sam, &plan).await;
        write(
            &mut sam,
            &plan,
            "work",
            &goal("young_person", "left over", "10"),
        )
        .await;
        let (_, page) = sam
            .post_and_follow(&format!("{plan}/sign-off"), &SIGN_OFF)
            .await;
        assert_says(
            &page,
            "Visit the college kitchen Ash Marsh, by 10 March 2026",
        );
        assert_eq!(line(&mut sam).await, None, "it is the young person's");
        let told = sam.page(&format!("/api/v1{plan}")).await;
        assert!(
            told.contains("\"owner\":\"The young person\",\"owner_worker\":null"),
            "{told}"
        );
    })
    .await;
}
