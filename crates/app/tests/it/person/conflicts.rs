//! Two who correct the same thing, what was never true, and details that somebody else changed first: nobody loses a word.

use super::*;

#[tokio::test]
async fn when_two_people_correct_the_same_spell_neither_loses_a_word() {
    on_each_engine(async |site| {
        let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
        let first = given(
            site,
            person,
            TODAY,
            SpellKind::Activity,
            "G5",
            date(2026, 2, 2),
        )
        .await;
        let path = format!("/spells/{first}/correct");
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        let mut robin = site.signed_in(Role::SocialWorker).await;
        assert!(sam.page(&path).await.contains("Correct education or work"));
        let theirs = "Robin wrote a long note\nin two lines";
        let mut fields = bakery("2", theirs);
        let page = robin.post(&path, &fields).await.text();
        assert!(page.contains("Recorded") && page.contains("Corrected"));
        fields.extend([("step", "record"), ("reason", "The employer rang")]);
        robin.post_and_follow(&path, &fields).await;

        let mine = "Sam wrote something else & kept it";
        let mut fields = bakery("9", mine);
        let draft = sam.post(&format!("{path}/draft"), &fields).await;
        assert_eq!(draft.status, StatusCode::SEE_OTHER);
        fields.push(("step", "record"));
        let conflict = sam.post(&path, &fields).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        let page = conflict.text();
        for words in [
            "Somebody else changed this first",
            "Robin Social worker",
            "Robin wrote a long note\nin two lines",
            "Sam wrote something else &#38; kept it",
            "9 February 2026",
            "2 February 2026",
        ] {
            assert!(page.contains(words), "{words:?}: {page}");
        }
        // Every field of mine goes on with each of the choices.
        for (name, value) in bakery("9", "Sam wrote something else &#38; kept it") {
            let carried = format!("name=\"{name}\" value=\"{value}\"");
            assert_eq!(page.matches(&carried).count(), 2, "{carried}");
        }
        let on_top = page
            .split("<form method=\"post\" action=\"/spells/")
            .nth(1)
            .unwrap();
        let on_top = format!("/spells/{}", on_top.split('"').next().unwrap());

        let id = first.to_string();
        let mut edit = bakery("9", mine);
        edit.extend([("step", "edit"), ("draft_of", id.as_str())]);
        let page = sam.post(&on_top, &edit).await.text();
        assert!(
            page.contains("Robin wrote a long note") && page.contains("Sam wrote something else")
        );

        let mut record = bakery("9", mine);
        record.extend([("step", "record"), ("draft_of", id.as_str())]);
        let (_, page) = sam.post_and_follow(&on_top, &record).await;
        assert!(page.contains("Correction saved"));
        let history = sam.page(&format!("/people/{person}/history")).await;
        for words in [
            "Robin wrote a long note",
            "Sam wrote something else",
            "Reason: The employer rang.",
        ] {
            assert!(history.contains(words), "{words:?}");
        }
        // The old address leads to what stands now, without my old draft.
        let old = sam.get(&path).await.location();
        assert_ne!(old, path);
        assert!(!sam.page(&old).await.contains("This is your draft"));
    })
    .await;
}

#[tokio::test]
async fn a_spell_that_was_never_true_is_withdrawn_and_a_late_correction_is_not_lost() {
    on_each_engine(async |site| {
        let person = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
        let wrong = given(
            site,
            person,
            TODAY,
            SpellKind::Activity,
            "G5",
            date(2026, 2, 2),
        )
        .await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let path = format!("/spells/{wrong}/withdraw");
        assert!(adviser.page(&path).await.contains("other reasons"));
        let answer = adviser.post(&path, &[("reason", " ")]).await;
        assert!(
            answer
                .text()
                .contains("Say in a few words why this was never true.")
        );
        let (_, page) = adviser
            .post_and_follow(&path, &[("reason", "It was another Kit")])
            .await;
        assert!(page.contains("Withdrawn.") && page.contains("Activity not recorded"));
        let again = adviser.post(&path, &[("reason", "Twice")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.text().contains("Twice"));

        let mut fields = bakery("2", "Typed before the withdrawal was seen");
        fields.push(("step", "record"));
        let conflict = adviser
            .post(&format!("/spells/{wrong}/correct"), &fields)
            .await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        let page = conflict.text();
        assert!(
            page.contains("It was another Kit")
                && page.contains("Typed before the withdrawal was seen")
        );
        assert!(page.contains(&format!("action=\"/people/{person}/spells/activity/add\"")));
        let (location, _) = adviser
            .post_and_follow(&format!("/spells/{wrong}/keep-theirs"), &[])
            .await;
        assert_eq!(location, format!("/people/{person}?done=kept"));
        let history = adviser.page(&format!("/people/{person}/history")).await;
        assert!(
            history.contains("Withdrawn by") && history.contains("Reason: It was another Kit.")
        );
    })
    .await;
}

/// Sends a form whose values are owned.
async fn send(visitor: &mut Visitor, path: &str, fields: &[(&'static str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    visitor.post(path, &fields).await
}

#[tokio::test]
async fn details_are_changed_with_what_was_before_in_sight_and_conflicts_lose_nothing() {
    on_each_engine(async |site| {
        let person = a_long_life(site).await;
        let path = format!("/people/{person}/change");
        let mut sam = site.signed_in(Role::PersonalAdviser).await;
        let mut robin = site.signed_in(Role::SocialWorker).await;
        let page = sam.page(&path).await;
        let based_on = page.split("name=\"based_on\" value=\"").nth(1).unwrap();
        let based_on = based_on.split('"').next().unwrap().to_owned();
        let fields = |phone: &'static str, based_on: &str| -> Vec<(&'static str, String)> {
            vec![
                ("based_on", based_on.to_owned()),
                ("given_name", "Ashley".to_owned()),
                ("family_name", "Brook".to_owned()),
                ("preferred_name", "Ash".to_owned()),
                ("date_of_birth-day", "4".to_owned()),
                ("date_of_birth-month", "5".to_owned()),
                ("date_of_birth-year", "2006".to_owned()),
                ("phone", phone.to_owned()),
            ]
        };
        let with_step = |fields: &[(&'static str, String)],
                         step: &'static str|
         -> Vec<(&'static str, String)> {
            let mut fields = fields.to_vec();
            fields.push(("step", step.to_owned()));
            fields
        };
        let robins = fields("07700 900001", &based_on);
        let page = send(&mut robin, &path, &robins).await.text();
        assert!(
            page.contains("07700 900123") && page.contains("07700 900001"),
            "{page}"
        );
        let saved = send(&mut robin, &path, &with_step(&robins, "record")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        let sams = fields("07700 900002", &based_on);
        let conflict = send(&mut sam, &path, &with_step(&sams, "record")).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        let page = conflict.text();
        assert!(
            page.contains("07700 900001")
                && page.contains("07700 900002")
                && page.contains("Robin Social worker")
        );
        let now = page
            .split("name=\"based_on\" value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let on_top = fields("07700 900002", &now);
        let saved = send(&mut sam, &path, &with_step(&on_top, "record")).await;
        assert_eq!(saved.location(), format!("/people/{person}?done=details"));
        let history = sam.page(&format!("/people/{person}/history")).await;
        assert!(history.contains("Phone: 07700 900001 \u{2192} 07700 900002"));
    })
    .await;
}
