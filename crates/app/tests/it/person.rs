//! Scenarios about one person: their page on any day, contacts with drafts, spells, details, conflicts and history.

mod conflicts;
mod timeline;

use axum::http::StatusCode;
use casework::{Role, spell};
use jiff::civil::{Date, date};
use leaving_care::spell_value::{NewSpell, SpellKind, SpellValue};
use uuid::Uuid;

use crate::support::{
    AUTHORITY, Answer, Site, TODAY, Visitor, a_long_life, command_line, on_each_engine,
};

/// Records a spell as it was typed on a day.
async fn given(
    site: &Site,
    person: Uuid,
    recorded_on: Date,
    kind: SpellKind,
    code: &str,
    starts_on: Date,
) -> Uuid {
    let spell = NewSpell {
        value: SpellValue::from_parts(kind, code, "").unwrap(),
        starts_on,
        ends_on: None,
    };
    spell::record(&command_line(recorded_on), &site.office, person, spell, &[])
        .await
        .unwrap()
}

/// The address to which the first link with these words leads.
fn link(page: &str, words: &str) -> String {
    let end = page
        .find(words)
        .unwrap_or_else(|| panic!("no link {words:?} in {page}"));
    let (_, href) = page[..end].rsplit_once("href=\"").unwrap();
    href.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn nobody_opens_a_page_without_signing_in_or_of_another_authority() {
    on_each_engine(async |site| {
        let person = a_long_life(site).await;
        let path = format!("/people/{person}");
        let mut stranger = Visitor::new(site.router(TODAY));
        let answer = stranger.get(&path).await;
        assert_eq!(answer.location(), format!("/sign-in?next=/people/{person}"));
        let mut board_member = site.signed_in(Role::BoardMember).await;
        assert_eq!(board_member.get(&path).await.status, StatusCode::FORBIDDEN);
        let elsewhere = casework::Actor {
            authority: "E08000009".to_owned(),
            ..command_line(TODAY)
        };
        assert_ne!(elsewhere.authority, AUTHORITY);
        let view = casework::person::View {
            as_at: TODAY,
            known_at: None,
        };
        let opened = casework::person::open(&elsewhere, &site.office, person, view).await;
        assert!(matches!(opened, Err(casework::Error::NotFound(_))));
    })
    .await;
}

#[tokio::test]
async fn a_person_is_shown_as_they_are_now() {
    on_each_engine(async |site| {
        let person = a_long_life(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let page = adviser.page(&format!("/people/{person}")).await;
        for words in [
            "<title>A young person&#39;s record - Throughcare</title>",
            "Ash Brook",
            "they/them",
            "19, born 4 May 2006",
            "Prefers texts to calls; large print",
            "Former relevant",
            "NEET: other reasons",
            "since 14 July 2025",
            "Independent living, suitable",
            "last contact 24 February 2026",
            "Sam Okafor",
            "Turned 18 on 4 May 2024.",
            "QQ123456C",
            "Kitchen porter, Harbour Café",
        ] {
            assert!(page.contains(words), "{words:?} is not on the page");
        }
        // A role that may open the page but not read names or numbers.
        let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
        let page = analyst.page(&format!("/people/{person}")).await;
        for words in [
            "Brook",
            "QQ123456C",
            "07700 900123",
            "8 Sample Court",
            "mornings now",
        ] {
            assert!(!page.contains(words), "{words:?} is on the analyst's page");
        }
        assert!(page.contains("Recorded; your role does not see it"));
        assert_eq!(
            adviser
                .get(&format!("/people/{}", Uuid::now_v7()))
                .await
                .status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn the_page_looks_back_to_any_day_and_to_what_was_known_then() {
    on_each_engine(async |site| {
        let born = date(2006, 5, 4);
        let person = site
            .add_person_on(date(2025, 6, 2), "Kit", "Marsh", born)
            .await;
        given(
            site,
            person,
            date(2025, 6, 2),
            SpellKind::Activity,
            "F2",
            date(2025, 1, 6),
        )
        .await;
        // In September it is found that college had ended in spring.
        given(
            site,
            person,
            date(2025, 9, 1),
            SpellKind::Activity,
            "G4",
            date(2025, 4, 1),
        )
        .await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let mut now = async |query: &str| {
            let page = adviser.page(&format!("/people/{person}{query}")).await;
            let now = page.split("class=\"app-now\"").nth(1).unwrap();
            let day = now
                .split("app-now__label\">Day<")
                .nth(1)
                .unwrap()
                .to_owned();
            let day = day.split("</li>").next().unwrap().to_owned();
            (page.clone(), day)
        };
        let (page, day) = now("?as_at=2025-05-01").await;
        assert!(
            day.contains("Other education"),
            "several at once: education comes first: {day}"
        );
        assert!(page.contains("This is 1 May 2025, as it is known today."));
        assert!(
            !page.contains("Record a contact"),
            "a look back is only read"
        );
        let (page, day) = now("?as_at=2025-05-01&known=2025-06-02").await;
        assert!(day.contains("Other education"));
        assert!(page.contains("as it was known on 2 June 2025"));
        assert!(
            !page.contains("illness"),
            "what was recorded later is not known yet"
        );
        let (page, _) = now("?as_at=2025-05-01&known=2025-09-01").await;
        assert!(page.contains("illness"), "the whole last day is known");
        let (page, _) = now("?as_at=yesterday").await;
        assert!(page.contains("Enter a real date") && page.contains("Error: "));
        let before = adviser
            .get(&format!("/people/{person}?known=2025-06-01"))
            .await;
        assert_eq!(before.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(before.text().contains("Nothing was known of this person"));
    })
    .await;
}

#[tokio::test]
async fn a_contact_is_recorded_on_one_screen_and_its_draft_survives_signing_out() {
    on_each_engine(async |site| {
        let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
        let email = site.account(Role::PersonalAdviser).await;
        let mut adviser = Visitor::new(site.router(TODAY));
        adviser.sign_in(&email).await;
        let add = format!("/people/{person}/contacts/add");
        let page = adviser.page(&add).await;
        for today in ["name=\"happened_on-day\" type=\"text\" inputmode=\"numeric\" autocomplete=\"off\" value=\"3\"", "value=\"2026\""] {
            assert!(page.contains(today), "today is filled in: {page}");
        }
        let note = "Kit said: \"I <want> to try\" & smiled.\nSecond line.";
        let draft = [("channel", "phone"), ("note", note), ("happened_on-day", "2")];
        let (_, page) = adviser
            .post_and_follow(&format!("/people/{person}/contacts/draft"), &draft)
            .await;
        assert!(page.contains("Draft saved"));
        adviser.post("/sign-out", &[]).await;
        assert!(adviser.get(&add).await.location().starts_with("/sign-in"));
        adviser.sign_in(&email).await;
        let page = adviser.page(&add).await;
        assert!(page.contains("This is your draft of 3 March 2026"));
        assert!(page.contains("I &#60;want&#62; to try") && page.contains("Second line."));
        // Another account has no part in it.
        let mut other = site.signed_in(Role::SocialWorker).await;
        assert!(!other.page(&add).await.contains("Second line."));

        // What is missing is said, and what was typed stays.
        let answer = adviser.post(&add, &draft).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        assert!(page.contains("Choose what came of it") && page.contains("Second line."));
        let contact = [
            ("channel", "phone"),
            ("outcome", "took_part"),
            ("note", note),
            ("happened_on-day", "2"),
            ("happened_on-month", "3"),
            ("happened_on-year", "2026"),
        ];
        let (location, page) = adviser.post_and_follow(&add, &contact).await;
        assert_eq!(location, format!("/people/{person}?done=contact"));
        assert!(page.contains("Contact saved") && page.contains("last contact 2 March 2026"));
        assert!(!adviser.page(&add).await.contains("This is your draft"));
        let mut tomorrow = contact;
        tomorrow[3].1 = "4";
        let answer = adviser.post(&add, &tomorrow).await.text();
        assert!(answer.contains("A contact can be recorded once it has happened."));
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_after_the_session_has_ended_is_found_as_a_draft() {
    on_each_engine(async |site| {
        let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
        let spell = given(
            site,
            person,
            TODAY,
            SpellKind::Activity,
            "G5",
            date(2026, 2, 2),
        )
        .await;
        let email = site.account(Role::PersonalAdviser).await;
        let mut yesterday = Visitor::new(site.router(TODAY));
        yesterday.sign_in(&email).await;
        let today = TODAY.tomorrow().unwrap();
        for path in [
            format!("/people/{person}/contacts/add"),
            format!("/people/{person}/spells/activity/add"),
            format!("/spells/{spell}/correct"),
        ] {
            let note = format!("Typed overnight in {path}");
            let mut late = yesterday.at(site.router(today));
            let answer = late
                .post(&path, &[("note", note.as_str()), ("step", "record")])
                .await;
            assert_eq!(answer.location(), format!("/sign-in?next={path}"));
            late.sign_in(&email).await;
            let page = late.page(&path).await;
            assert!(page.contains(&note), "{path}");
            // The token of somebody who has signed out, or a made-up one, leaves nothing.
            late.post("/sign-out", &[]).await;
        }
        let mut stranger = Visitor::new(site.router(today));
        let path = format!("/people/{person}/contacts/add");
        let answer = stranger.post(&path, &[("note", "nobody's")]).await;
        assert!(answer.location().starts_with("/sign-in"));
    })
    .await;
}

#[tokio::test]
async fn many_contacts_are_read_page_by_page() {
    on_each_engine(async |site| {
        use casework::contact::{Channel, NewContact, Outcome, record};
        let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
        for number in 0..70_i32 {
            let contact = NewContact {
                happened_on: TODAY.saturating_sub(jiff::Span::new().days(number / 3)),
                channel: Channel::Phone,
                outcome: Outcome::TookPart,
                note: format!("number {number}."),
            };
            record(&command_line(TODAY), &site.office, person, contact)
                .await
                .unwrap();
        }
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let first = adviser.page(&format!("/people/{person}/contacts")).await;
        let second = adviser
            .page(&link(&first, "rel=\"next\"").replace("&#38;", "&"))
            .await;
        for number in 0..70 {
            let words = format!(">number {number}.<");
            let found = first.matches(&words).count() + second.matches(&words).count();
            assert_eq!(found, 1, "contact {number}");
        }
    })
    .await;
}

/// What the form of an activity sends.
fn bakery<'a>(day: &'a str, note: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("code", "F5"),
        ("provider", "Fylde Bakehouse"),
        ("role", "Baker"),
        ("hours_a_week", "30"),
        ("pay", "12.21"),
        ("starts_on-day", day),
        ("starts_on-month", "2"),
        ("starts_on-year", "2026"),
        ("note", note),
    ]
}

#[tokio::test]
async fn a_spell_is_checked_before_it_is_recorded_and_ends_what_was_before() {
    on_each_engine(async |site| {
        let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
        let neet = given(
            site,
            person,
            TODAY,
            SpellKind::Activity,
            "G5",
            date(2025, 9, 1),
        )
        .await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let add = format!("/people/{person}/spells/activity/add");
        assert!(
            adviser
                .page(&add)
                .await
                .contains("Apprenticeship, full time")
        );

        let answer = adviser.post(&add, &[("provider", "Somewhere")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        assert!(page.contains("Choose what they are doing") && page.contains("Somewhere"));

        let page = adviser
            .post(&add, &bakery("23", "A good start"))
            .await
            .text();
        for words in [
            "Check before saving",
            "£12.21",
            "A good start",
            "Ends on 23 February 2026",
            &neet.to_string(),
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let before = adviser.page(&format!("/people/{person}")).await;
        assert!(
            !before.contains("Fylde Bakehouse"),
            "nothing is written before it was checked"
        );

        let neet = neet.to_string();
        let mut confirmed = bakery("23", "A good start");
        confirmed.extend([("also_ends", neet.as_str()), ("step", "record")]);
        let (_, page) = adviser.post_and_follow(&add, &confirmed).await;
        assert!(page.contains("Baker, Fylde Bakehouse"));
        assert!(page.contains("23 February 2026"));
        assert!(page.contains("Training or employment, full time"));
        let history = adviser.page(&format!("/people/{person}/history")).await;
        assert!(history.contains("ended by what came next"), "{history}");

        let mut edited = bakery("23", "Changed my mind");
        edited.push(("step", "edit"));
        let page = adviser.post(&add, &edited).await.text();
        assert!(page.contains("Record education or work") && page.contains("Changed my mind"));
        let far = [
            ("code", "F5"),
            ("starts_on-day", "1"),
            ("starts_on-month", "1"),
            ("starts_on-year", "2030"),
        ];
        assert!(
            adviser
                .post(&add, &far)
                .await
                .text()
                .contains("The start is in the future")
        );
        for kind in ["reported_care_leaver", "nonsense"] {
            let path = format!("/people/{person}/spells/{kind}/add");
            assert_eq!(adviser.get(&path).await.status, StatusCode::NOT_FOUND);
        }
        let mut reviewer = site.signed_in(Role::IndependentReviewingOfficer).await;
        assert_eq!(reviewer.get(&add).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            reviewer.post(&add, &confirmed).await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_spell_can_be_typed() {
    on_each_engine(async |site| {
        let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
        let worker = site.workers[0].id.to_string();
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let mut check = async |kind: &str, fields: &[(&str, &str)], shown: &str| {
            let path = format!("/people/{person}/spells/{kind}/add");
            adviser.page(&path).await;
            let mut fields = fields.to_vec();
            fields.extend([
                ("starts_on-day", "1"),
                ("starts_on-month", "10"),
                ("starts_on-year", "2025"),
            ]);
            let page = adviser.post(&path, &fields).await.text();
            assert!(page.contains("Check before saving"), "{kind}: {page}");
            fields.push(("step", "record"));
            let (_, page) = adviser.post_and_follow(&path, &fields).await;
            assert!(page.contains(shown), "{kind}: {shown}");
        };
        check(
            "accommodation",
            &[
                ("home", "U"),
                ("suitable", "1"),
                ("address", "8 Sample Court"),
                ("postcode", "ab1 2cd"),
            ],
            "8 Sample Court, AB1 2CD",
        )
        .await;
        check("in_touch", &[("in_touch", "REFU")], "Does not want contact").await;
        check(
            "allocation",
            &[("worker_role", "personal_adviser"), ("worker", &worker)],
            "Sam Okafor",
        )
        .await;
        check(
            "placement",
            &[("legal_status", "C2"), ("place", "U4")],
            "Foster care",
        )
        .await;
    })
    .await;
}
