//! My work and the duties of a young person, through HTTP: what is late is seen with its reason, done where it stands, and gone.

use axum::http::StatusCode;
use casework::{
    Role,
    event::{self, NewEvent},
};
use jiff::{ToSpan, civil::date};
use leaving_care::event::EventKind;

use crate::{
    browser::with_browser,
    home::own,
    support::{
        Site, TODAY, command_line,
        council::{assert_says, words},
        on_each_engine,
    },
};

/// The lines of a list of duties, in words.
fn lines(page: &str) -> Vec<String> {
    page.split("<li class=\"app-duty\">")
        .skip(1)
        .map(|line| words(line.split("</li>").next().unwrap()))
        .collect()
}

/// The line about a young person and a duty.
fn line(page: &str, name: &str, title: &str) -> Option<String> {
    lines(page)
        .into_iter()
        .find(|line| line.contains(name) && line.contains(title))
}

const CONTACT: &str = "Contact with the young person";

#[tokio::test]
async fn what_is_late_is_done_where_it_stands_and_gone() {
    on_each_engine(async |site| {
        let ash = own(site, "Ash", ("G5", date(2025, 7, 14)), Some(70)).await;
        own(site, "Kit", ("F2", date(2025, 9, 1)), Some(20)).await;
        own(site, "Jules", ("F5 30", date(2026, 2, 27)), Some(5)).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let page = adviser.page("/").await;
        assert_says(&page, "My work");
        assert_says(&page, "1 started something new");
        let late = line(&page, "Ash Marsh", CONTACT).unwrap();
        assert!(
            late.contains("Late Was due by 17 February 2026, 14 days ago"),
            "{late}"
        );
        assert!(
            late.contains("The last contact was on 23 December 2025"),
            "{late}"
        );
        assert!(
            line(&page, "Kit Marsh", CONTACT).is_none(),
            "not due for four weeks"
        );
        let add = format!("/people/{ash}/contacts/add?how=&#38;back=work");
        assert!(page.contains(&add), "one action that does it there: {add}");

        let form = adviser
            .page(&format!("/people/{ash}/contacts/add?back=work"))
            .await;
        assert!(
            form.contains("value=\"3\"") && form.contains("value=\"2026\""),
            "today"
        );
        let sent = [
            ("channel", "phone"),
            ("outcome", "took_part"),
            ("note", "All well."),
            ("back", "work"),
            ("happened_on-day", "3"),
            ("happened_on-month", "3"),
            ("happened_on-year", "2026"),
        ];
        let (address, page) = adviser
            .post_and_follow(&format!("/people/{ash}/contacts/add"), &sent)
            .await;
        assert_eq!(address, "/?done=contact");
        assert_says(&page, "Contact saved");
        assert!(
            line(&page, "Ash Marsh", CONTACT).is_none(),
            "{:?}",
            lines(&page)
        );
        assert_says(&page, "What changed last");
    })
    .await;
}

#[tokio::test]
async fn work_is_gathered_in_five_ways_and_loses_nothing() {
    on_each_engine(async |site| {
        own(site, "Ash", ("G5", date(2025, 7, 14)), Some(70)).await;
        own(site, "Bo", ("G5", date(2025, 7, 14)), None).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let mut by_when = lines(&adviser.page("/").await);
        assert!(by_when.len() > 2, "{by_when:?}");
        by_when.sort_unstable();
        for way in ["when", "person", "kind", "protocol"] {
            let mut found = lines(&adviser.page(&format!("/?group={way}")).await);
            found.sort_unstable();
            assert_eq!(found, by_when, "{way}");
        }
        let place = adviser.page("/?group=place").await;
        assert_eq!(lines(&place).len(), by_when.len());
        let kinds = adviser.page("/?group=kind").await;
        assert!(kinds.contains(&format!(">{CONTACT} <span class=\"app-count\">2</span>")));
        let only = adviser
            .page("/?group=kind&only=Contact+with+the+young+person")
            .await;
        assert_eq!(lines(&only).len(), 2);
        // A word that means nothing shows the usual list.
        let other = adviser.page("/?group=nonsense&whose=nobody").await;
        assert_eq!(lines(&other).len(), by_when.len());
    })
    .await;
}

#[tokio::test]
async fn a_manager_sees_what_is_late_in_the_service() {
    on_each_engine(async |site| {
        own(site, "Ash", ("G5", date(2025, 7, 14)), Some(70)).await;
        let mut manager = site.signed_in(Role::TeamManager).await;
        let page = manager.page("/?whose=service").await;
        assert_says(&page, "Late and due in the whole service");
        assert!(lines(&page).is_empty(), "counted first");
        let group = manager
            .page("/?whose=service&group=kind&only=Contact+with+the+young+person")
            .await;
        assert!(line(&group, "Ash Marsh", CONTACT).is_some());
    })
    .await;
}

#[tokio::test]
async fn a_step_is_recorded_from_its_duty_corrected_and_withdrawn() {
    on_each_engine(async |site| {
        let ash = own(site, "Ash", ("F2", date(2025, 9, 1)), Some(5)).await;
        let assessed = NewEvent::new(EventKind::CouncilAccommodationStarted, date(2026, 2, 1));
        event::record(&command_line(TODAY), &site.office, ash, assessed)
            .await
            .unwrap();
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let duties = format!("/people/{ash}/duties");
        let title = "Review after four weeks";
        let page = adviser.page(&duties).await;
        assert!(line(&page, "Late", title).is_some(), "{:?}", lines(&page));
        let add = format!(
            "/people/{ash}/events/add?duty=statutory_england/accommodation_review&back=duties"
        );
        assert_says(&adviser.page(&add).await, "moved on 1 February 2026");
        let nothing = adviser.post(&add, &[("note", "Kept")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text().contains("Kept"), "nothing typed is lost");
        let sent = [
            ("kind", "accommodation_reviewed"),
            ("note", "Settled in well."),
            ("on-day", "1"),
            ("on-month", "3"),
            ("on-year", "2026"),
        ];
        let (address, page) = adviser.post_and_follow(&add, &sent).await;
        assert_eq!(address, format!("{duties}?done=event"));
        let done = line(&page, "Done on 1 March 2026", title);
        assert!(done.is_some(), "{:?}", lines(&page));

        // On the person's page it can be corrected, and it is in the history.
        let person = adviser.page(&format!("/people/{ash}")).await;
        assert_says(&person, "Next duties");
        let correct = person
            .split("href=\"/events/")
            .nth(1)
            .and_then(|rest| rest.split("/correct\"").next())
            .map(|id| format!("/events/{id}"))
            .unwrap();
        let form = adviser.page(&format!("{correct}/correct")).await;
        assert_says(&form, "Settled in well.");
        let mut other_day = sent;
        other_day[2] = ("on-day", "2");
        let answer = adviser
            .post(&format!("{correct}/correct"), &other_day)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        // Whoever held the old version is shown both.
        let late = adviser.post(&format!("{correct}/correct"), &sent).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_says(&late.text(), "Theirs, which stands now");
        let history = adviser.page(&format!("/people/{ash}/history")).await;
        assert_says(&history, "Replaced by Sam Okafor");

        // As it was on an earlier day nothing was done yet, and nothing can be done.
        let earlier = adviser.page(&format!("{duties}?as_at=2026-02-20")).await;
        assert!(line(&earlier, "Done on", title).is_none());
        assert!(!earlier.contains("events/add"), "a look back is only read");
    })
    .await;
}

#[tokio::test]
async fn a_duty_is_put_off_with_a_reason_of_its_protocol() {
    on_each_engine(async |site| {
        let ash = own(site, "Ash", ("F2", date(2025, 9, 1)), Some(50)).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let excuse =
            format!("/people/{ash}/duties/excuse?duty=statutory_england/adviser_contact&back=work");
        let form = adviser.page(&excuse).await;
        assert_says(&form, "The young person is away");
        let nothing = adviser.post(&excuse, &[("exemption", "too_busy")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&nothing.text(), "Choose why it is put off");
        let sent = [
            ("exemption", "young_person_away"),
            ("on-day", "3"),
            ("on-month", "3"),
            ("on-year", "2026"),
        ];
        let (address, page) = adviser.post_and_follow(&excuse, &sent).await;
        assert_eq!(address, "/?done=excuse");
        assert!(line(&page, "Ash Marsh", CONTACT).is_none());
        let all = adviser.page(&format!("/people/{ash}/duties")).await;
        let put_off = line(&all, "Put off", CONTACT).unwrap();
        assert!(put_off.contains("the young person is away"), "{put_off}");
    })
    .await;
}

#[tokio::test]
async fn duties_and_events_are_had_from_the_api() {
    on_each_engine(async |site| {
        let ash = own(site, "Ash", ("F2", date(2025, 9, 1)), Some(70)).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let work = adviser.page("/api/v1/work").await;
        assert!(work.contains("\"duty\":\"adviser_contact\""), "{work}");
        let duties = adviser.page(&format!("/api/v1/people/{ash}/duties")).await;
        assert!(duties.contains("\"state\":\"overdue\""), "{duties}");
        let before = adviser
            .page(&format!("/api/v1/people/{ash}/duties?as_at=2026-01-01"))
            .await;
        assert_ne!(before, duties);
        let events = adviser.page(&format!("/api/v1/people/{ash}/events")).await;
        assert_eq!(events, "[]");
    })
    .await;
}

#[tokio::test]
async fn my_work_looks_right_in_the_browser() {
    let site = Site::on_sqlite().await;
    let ash = own(&site, "Ash", ("G5", date(2025, 7, 14)), Some(70)).await;
    own(&site, "Kit", ("F2", date(2025, 9, 1)), Some(52)).await;
    own(&site, "Jules", ("F5 30", date(2026, 2, 27)), Some(5)).await;
    let moved = NewEvent::new(
        EventKind::CouncilAccommodationStarted,
        TODAY.saturating_sub(10.days()),
    );
    event::record(&command_line(TODAY), &site.office, ash, moved)
        .await
        .unwrap();
    let adviser = site.signed_in(Role::PersonalAdviser).await;
    let manager = site.signed_in(Role::TeamManager).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        adviser.lend_session_to(browser).await;
        browser.check_page("/", "work").await;
        browser.check_page("/?group=person", "work-by-person").await;
        browser
            .check_page(&format!("/people/{ash}/duties"), "duties")
            .await;
        let add = format!(
            "/people/{ash}/events/add?duty=statutory_england/accommodation_review&back=work"
        );
        browser.check_page(&add, "event-form").await;
        browser
            .check_page(&format!("/people/{ash}/events/add"), "event-form-any")
            .await;
        let excuse = format!("/people/{ash}/duties/excuse?duty=statutory_england/adviser_contact");
        browser.check_page(&excuse, "excuse-form").await;
        manager.lend_session_to(browser).await;
        browser.check_page("/?whose=service", "work-service").await;
    })
    .await;
}
