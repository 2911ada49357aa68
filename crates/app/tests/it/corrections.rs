//! Putting right what was recorded: contacts corrected and withdrawn, identifiers changed, and addresses that lead nowhere.

use axum::http::StatusCode;
use casework::{
    Role,
    contact::{self, Channel, NewContact, Outcome},
};
use jiff::civil::date;
use leaving_care::person::{IdentifierKind, PersonDetails};
use uuid::Uuid;

use crate::support::{Answer, Site, TODAY, Visitor, command_line, on_each_engine};

/// A contact of today.
async fn given(site: &Site, person: Uuid, note: &str) -> Uuid {
    let new = NewContact {
        happened_on: TODAY,
        channel: Channel::Phone,
        outcome: Outcome::TookPart,
        note: note.to_owned(),
    };
    contact::record(&command_line(TODAY), &site.office, person, new)
        .await
        .unwrap()
}

/// What the form of a contact sends.
fn typed<'a>(day: &'a str, note: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("channel", "video"),
        ("outcome", "no_reply"),
        ("note", note),
        ("happened_on-day", day),
        ("happened_on-month", "3"),
        ("happened_on-year", "2026"),
    ]
}

fn assert_says(page: &str, words: &[&str]) {
    for words in words {
        assert!(page.contains(words), "{words:?} is not in {page}");
    }
}

#[tokio::test]
async fn a_contact_is_corrected_and_what_stood_before_is_in_the_history() {
    on_each_engine(async |site| {
        let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
        let first = given(site, person, "Spoke of college").await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let path = format!("/contacts/{first}/correct");
        let contacts = format!("/people/{person}/contacts");
        assert_says(&adviser.page(&contacts).await, &[&path]);
        assert_says(
            &adviser.page(&path).await,
            &["Correct a contact", "Spoke of college"],
        );
        let late = adviser.post(&path, &typed("4", "Tomorrow")).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&late.text(), &["once it has happened", "Tomorrow"]);

        let mut right = typed("2", "Rang, nobody answered");
        right.push(("reason", "Wrong person"));
        let (_, page) = adviser.post_and_follow(&path, &right).await;
        assert_says(&page, &["Correction saved", "no contact recorded"]);
        let list = adviser.page(&contacts).await;
        assert!(!list.contains("Spoke of college"), "{list}");
        assert_says(
            &list,
            &["Rang, nobody answered", "2 March 2026", "Video call"],
        );
        let history = adviser.page(&format!("/people/{person}/history")).await;
        assert_says(
            &history,
            &[
                "Spoke of college",
                "Rang, nobody answered",
                "Reason: Wrong person.",
                "Replaced by Sam Okafor",
            ],
        );
        // The old address leads to what stands now.
        let now = adviser.get(&path).await.location();
        assert!(now.starts_with("/contacts/") && now != path, "{now}");
        // It was done by somebody, and that is noted.
        site.office.flush().await;
        let noted = casework::audit::list(&command_line(TODAY), &site.office, Some(person))
            .await
            .unwrap();
        assert!(noted.iter().any(|event| event.action == "contact.correct"));
    })
    .await;
}

#[tokio::test]
async fn when_two_people_correct_the_same_contact_neither_loses_a_word() {
    on_each_engine(async |site| {
        let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
        let first = given(site, person, "First").await;
        let path = format!("/contacts/{first}/correct");
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        let mut robin = site.signed_in(Role::SocialWorker).await;
        robin
            .post_and_follow(&path, &typed("1", "Robin's words"))
            .await;
        let conflict = sam.post(&path, &typed("2", "Sam's words")).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        let page = conflict.text();
        assert_says(
            &page,
            &[
                "Robin Social worker",
                "Robin&#39;s words",
                "Sam&#39;s words",
                "1 March 2026",
                "2 March 2026",
            ],
        );
        let on_top = page
            .split("<form method=\"post\" action=\"/contacts/")
            .nth(1)
            .unwrap();
        let on_top = format!("/contacts/{}", on_top.split('"').next().unwrap());
        let id = first.to_string();
        let mut edit = typed("2", "Sam's words");
        edit.extend([("step", "edit"), ("draft_of", id.as_str())]);
        let page = sam.post(&on_top, &edit).await.text();
        assert_says(&page, &["Robin&#39;s words", "Sam&#39;s words"]);
        let mut record = typed("2", "Sam's words");
        record.extend([("step", "record"), ("draft_of", id.as_str())]);
        sam.post_and_follow(&on_top, &record).await;
        let list = sam.page(&format!("/people/{person}/contacts")).await;
        assert!(list.contains("Sam&#39;s words") && !list.contains("Robin&#39;s words"));

        // Withdrawn while somebody still writes: theirs can be recorded as new, or let go.
        let second = given(site, person, "Second").await;
        robin
            .post_and_follow(
                &format!("/contacts/{second}/withdraw"),
                &[("reason", "Another Kit")],
            )
            .await;
        let conflict = sam
            .post(&format!("/contacts/{second}/correct"), &typed("2", "Late"))
            .await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        let add = format!("action=\"/people/{person}/contacts/add\"");
        assert_says(&conflict.text(), &["Another Kit", "Late", &add]);
        let (kept, _) = sam
            .post_and_follow(&format!("/contacts/{second}/keep-theirs"), &[])
            .await;
        assert_eq!(kept, format!("/people/{person}?done=kept"));
    })
    .await;
}

#[tokio::test]
async fn a_contact_that_never_was_is_withdrawn_with_its_reason() {
    on_each_engine(async |site| {
        let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
        let wrong = given(site, person, "Never said").await;
        let path = format!("/contacts/{wrong}/withdraw");
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        assert_says(&adviser.page(&path).await, &["Never said"]);
        let without = adviser.post(&path, &[("reason", " ")]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, page) = adviser
            .post_and_follow(&path, &[("reason", "Another Kit")])
            .await;
        assert_says(&page, &["Withdrawn.", "no contact recorded"]);
        assert!(!page.contains("Never said"));
        let again = adviser.post(&path, &[("reason", "Twice")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_says(&again.text(), &["Twice"]);
        let history = adviser.page(&format!("/people/{person}/history")).await;
        assert_says(
            &history,
            &["Never said", "Withdrawn by", "Reason: Another Kit."],
        );
        // Who may read but not record changes nothing.
        let mut reviewer = site.signed_in(Role::IndependentReviewingOfficer).await;
        let other = given(site, person, "Stays").await;
        for verb in ["correct", "withdraw"] {
            let path = format!("/contacts/{other}/{verb}");
            assert_eq!(
                reviewer.get(&path).await.status,
                StatusCode::FORBIDDEN,
                "{verb}"
            );
            let mut sent = typed("2", "Not mine");
            sent.push(("reason", "x"));
            assert_eq!(
                reviewer.post(&path, &sent).await.status,
                StatusCode::FORBIDDEN,
                "{verb}"
            );
        }
    })
    .await;
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let rest = page
        .split(&format!("name=\"{name}\" value=\""))
        .nth(1)
        .unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Sends the form as it stands with some identifiers changed.
async fn send(adviser: &mut Visitor, path: &str, step: &str, changed: &[(&str, &str)]) -> Answer {
    let based_on = hidden(&adviser.page(path).await, "based_on");
    let mut fields = vec![
        ("based_on", based_on.as_str()),
        ("given_name", "Kit"),
        ("date_of_birth-day", "2"),
        ("date_of_birth-month", "1"),
        ("date_of_birth-year", "2007"),
        ("step", step),
    ];
    fields.extend(changed);
    adviser.post(path, &fields).await
}

#[tokio::test]
async fn identifiers_are_added_changed_and_taken_away_and_nobody_gets_anothers() {
    on_each_engine(async |site| {
        let named = |given_name: &str| PersonDetails {
            given_name: given_name.to_owned(),
            date_of_birth: date(2007, 1, 2),
            ..PersonDetails::default()
        };
        let identifiers = [
            (IdentifierKind::LocalId, "LC-1"),
            (IdentifierKind::NiNumber, "QQ123456C"),
        ];
        let kit = site.add(named("Kit"), &identifiers).await;
        site.add(named("Bo"), &[(IdentifierKind::Uln, "1234567890")])
            .await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let path = format!("/people/{kit}/change");
        assert_says(
            &adviser.page(&path).await,
            &["LC-1", "QQ123456C", "Unique learner number"],
        );

        let taken = send(&mut adviser, &path, "", &[("uln", "1234567890")]).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(
            &taken.text(),
            &["Somebody else here already has this Unique learner number"],
        );
        let taken = send(&mut adviser, &path, "record", &[("uln", "12 3456 7890")]).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);

        let changed = [
            ("local_id", "lc-1, LC-2"),
            ("uln", "9999999999"),
            ("ni_number", "QQ 65 43 21 A"),
        ];
        let check = send(&mut adviser, &path, "", &changed).await.text();
        assert_says(
            &check,
            &[
                "Check before saving",
                "QQ123456C",
                "QQ 65 43 21 A",
                "9999999999",
            ],
        );
        let saved = send(&mut adviser, &path, "record", &changed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let page = adviser.page(&format!("/people/{kit}")).await;
        assert_says(&page, &["LC-1", "LC-2", "9999999999", "QQ 65 43 21 A"]);
        assert!(!page.contains("QQ123456C"));
        // Found by the new number, and no more by the old one.
        for (number, is_found) in [("QQ654321A", true), ("QQ123456C", false)] {
            let (_, found) = adviser
                .post_and_follow("/people/search", &[("search", number)])
                .await;
            assert_eq!(found.contains(&kit.to_string()), is_found, "{number}");
        }
        let gone = send(&mut adviser, &path, "record", &[("uln", "")]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
        let page = adviser.page(&format!("/people/{kit}")).await;
        assert!(!page.contains("9999999999"), "taken away");
        assert_says(&page, &["LC-2", "QQ 65 43 21 A"]);

        let history = format!("/people/{kit}/history");
        assert_says(
            &adviser.page(&history).await,
            &[
                "Unique learner number: 9999999999",
                "Taken away by Sam Okafor",
                "National Insurance number: QQ123456C",
            ],
        );
        let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
        let page = analyst.page(&history).await;
        assert!(
            !page.contains("QQ123456C") && !page.contains("QQ 65"),
            "a secret for this role"
        );
    })
    .await;
}

#[tokio::test]
async fn an_address_that_cannot_be_read_gets_a_page_in_plain_words() {
    let site = Site::on_sqlite().await;
    let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
    let mut adviser = site.signed_in(Role::PersonalAdviser).await;
    for path in [
        "/people/not-an-id",
        "/people/123/history",
        "/contacts/x/correct",
        "/spells/%FF/correct",
    ] {
        let answer = adviser.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_says(&answer.text(), &["There is nothing here", "<html"]);
    }
    for path in [
        format!("/people/{person}/contacts?on=someday"),
        "/people?after=nobody".to_owned(),
    ] {
        let answer = adviser.get(&path).await;
        assert_eq!(
            answer.status,
            StatusCode::BAD_REQUEST,
            "{path}: {}",
            answer.text()
        );
        assert_says(&answer.text(), &["This could not be read", "<html"]);
    }
    let answer = adviser
        .post_files(
            &format!("/people/{person}/contacts/add"),
            &[("note", "x")],
            &[],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_says(&answer.text(), &["This could not be read"]);
    // The API says the same as JSON.
    for path in ["/api/v1/people/not-an-id", "/api/v1/people/1/history"] {
        let answer = adviser.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            answer.text().starts_with("{\"error\":"),
            "{}",
            answer.text()
        );
    }
}
