//! The readiness list, what the record answers of it, and the education plan.

use axum::http::StatusCode;
use casework::Role;
use jiff::civil::date;
use leaving_care::{
    event::EventKind,
    person::{IdentifierKind, PersonDetails},
};

use super::{after, kit};
use crate::support::{
    council::{assert_says, words},
    on_each_engine,
};

#[tokio::test]
async fn papers_and_the_education_plan() {
    on_each_engine(async |site| {
        let person = kit(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let list = format!("/people/{person}/readiness");
        assert_says(&adviser.page(&list).await, "0 of 12 in hand, 0%.");
        let passport = format!("{list}/passport");
        let number = [
            ("state", "have"),
            ("evidence", "4111 1111 1111 1111"),
            ("helper", ""),
        ];
        let refused = adviser.post(&passport, &number).await;
        assert_says(&refused.text(), "Say only that it was seen");
        let have = [
            ("state", "have"),
            ("evidence", "Seen"),
            ("expires_on-day", "2"),
            ("expires_on-month", "3"),
            ("expires_on-year", "2026"),
        ];
        let (_, page) = adviser.post_and_follow(&passport, &have).await;
        assert_says(&page, "Ran out");
        let second = adviser.post(&passport, &have).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert_says(
            &second.text(),
            "answered this while you were here: In hand, Seen",
        );
        let phone = format!("{list}/phone");
        let (_, page) = adviser.post_and_follow(&phone, &[("state", "have")]).await;
        assert_says(&page, "1 of 12 in hand, 8%.");
        adviser.post_and_follow(&list, &[]).await;

        let add = format!("/people/{person}/education-plan/add");
        let talk = [
            ("step", "virtual_school_liaison"),
            ("happened_on-day", "2"),
            ("happened_on-month", "3"),
            ("happened_on-year", "2026"),
        ];
        let mut head = site.signed_in(Role::VirtualSchoolHead).await;
        let unsaid = head.post(&add, &talk).await;
        assert_says(&unsaid.text(), "Write which goals you spoke about");
        let mut said = talk.to_vec();
        said.push(("goals", "Level 2 with help in maths"));
        let (_, page) = head.post_and_follow(&add, &said).await;
        assert_says(&page, "Level 2 with help in maths");
        let kinds = super::kinds(site, person).await;
        assert_eq!(
            kinds,
            [
                EventKind::VirtualSchoolLiaison,
                EventKind::ReadinessReviewed
            ]
        );
        let step = after(&page, "/education-steps/", '/').to_owned();
        let withdraw = format!("/education-steps/{step}/withdraw");
        head.page(&withdraw).await;
        head.post_and_follow(&withdraw, &[("reason", "Somebody else")])
            .await;
        assert_eq!(super::kinds(site, person).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_the_record_answers_is_ticked_without_its_number() {
    on_each_engine(async |site| {
        let details = PersonDetails {
            given_name: "Kit".into(),
            family_name: "Marsh".into(),
            date_of_birth: date(2008, 9, 1),
            phone: "07700 900123".into(),
            ..PersonDetails::default()
        };
        let number = (IdentifierKind::NiNumber, "QQ 12 34 56 C");
        let person = site.add(details, &[number]).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let list = format!("/people/{person}/readiness");
        let page = adviser.page(&list).await;
        assert_says(&page, "2 of 12 in hand, 16%.");
        let row = |page: &str, title: &str| {
            let row = page.split("<tr").find(|row| row.contains(title)).unwrap();
            words(row)
        };
        for title in ["National Insurance number", "Phone that works"] {
            let said = row(&page, title);
            assert!(said.contains("In hand In the record"), "{said}");
        }
        assert!(row(&page, "E-mail address").contains("Not asked yet"));
        assert!(
            !page.contains("123456") && !page.contains("12 34 56"),
            "{page}"
        );
        assert!(!page.contains("900123"), "{page}");

        // The phone is broken: what somebody says counts. The number has come, whatever is said.
        let missing = [("state", "missing")];
        for item in ["phone", "ni_number"] {
            adviser
                .post_and_follow(&format!("{list}/{item}"), &missing)
                .await;
        }
        let page = adviser.page(&list).await;
        assert!(row(&page, "Phone that works").contains("Not yet"));
        assert!(row(&page, "National Insurance number").contains("In the record"));
        let answers = adviser
            .page(&format!("/api/v1/people/{person}/plans"))
            .await;
        assert!(answers.contains(
            "\"item\":\"ni_number\",\"title\":\"National Insurance number\",\"standing\":\"have\""
        ));
        let mut manager = site.signed_in(Role::TeamManager).await;
        let team = manager.page("/plans/readiness").await;
        assert_says(&team, "Readiness of the service");
    })
    .await;
}
