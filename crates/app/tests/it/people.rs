//! Scenarios about the list of people: searching, filters, pages, views, files, and adding somebody.

use axum::http::StatusCode;
use casework::Role;
use jiff::civil::date;
use leaving_care::{
    person::{IdentifierKind, PersonDetails},
    spell_value::{NewSpell, SpellKind, SpellValue},
};

use crate::support::{Site, TODAY, command_line, on_each_engine};

/// The names on a page of the list, in order.
fn names(page: &str) -> Vec<String> {
    page.split("app-person-link\" href=")
        .skip(1)
        .map(|link| {
            let name = link.split('>').nth(1).unwrap();
            name.split('<').next().unwrap().replace("&#39;", "'")
        })
        .collect()
}

async fn three_people(site: &Site) {
    let details = PersonDetails {
        given_name: "Siân".into(),
        family_name: "O'Brien-Hughes".into(),
        date_of_birth: date(2006, 3, 31),
        locality: "East".into(),
        ..PersonDetails::default()
    };
    let ids = [
        (IdentifierKind::LocalId, "LC-77"),
        (IdentifierKind::NiNumber, "QQ 12 34 56 C"),
    ];
    site.add(details, &ids).await;
    let kit = site.add_person("Kit", "Marsh", date(2007, 1, 2)).await;
    site.add_person("Ash", "Brook", date(2006, 5, 4)).await;
    let neet = NewSpell {
        value: SpellValue::from_parts(SpellKind::Activity, "G5", "").unwrap(),
        starts_on: date(2025, 9, 1),
        ends_on: None,
    };
    casework::spell::record(&command_line(TODAY), &site.office, kit, neet, &[])
        .await
        .unwrap();
}

#[tokio::test]
async fn somebody_is_found_by_name_birthday_or_any_id_and_no_address_says_who() {
    on_each_engine(async |site| {
        three_people(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let mut found = async |typed: &str| {
            let (location, page) = adviser
                .post_and_follow("/people/search?", &[("search", typed)])
                .await;
            assert_eq!(
                location, "/people?&search=held",
                "{typed:?} stands in the address"
            );
            (names(&page), page)
        };
        let sian = ["Siân O'Brien-Hughes"];
        for typed in [
            "sian",
            "HUGHES obrien",
            "31/3/2006",
            "2006-03-31",
            "31 3 2006",
            "lc-77",
            "QQ123456C",
        ] {
            let (names, page) = found(typed).await;
            assert_eq!(names, sian, "{typed}");
            assert!(page.contains("1 person, as at 3 March 2026"), "{typed}");
        }
        let (names_found, page) = found("nobody at all").await;
        assert!(names_found.is_empty());
        assert!(page.contains("Nobody was found") && page.contains("value=\"nobody at all\""));
        let cleared = adviser.post("/people/search?", &[("clear", "yes")]).await;
        let page = adviser.page(&cleared.location()).await;
        assert_eq!(
            names(&page),
            ["Ash Brook", "Kit Marsh", "Siân O'Brien-Hughes"]
        );
        // The address alone gives nothing away: to another account it is the plain list.
        adviser.post("/people/search?", &[("search", "sian")]).await;
        let mut another = site.signed_in(Role::SocialWorker).await;
        assert_eq!(names(&another.page("/people?search=held").await).len(), 3);
        // Whoever may not read a number or a name does not find out by searching for it.
        let mut reviewer = site.signed_in(Role::IndependentReviewingOfficer).await;
        let (_, page) = reviewer
            .post_and_follow("/people/search?", &[("search", "QQ123456C")])
            .await;
        assert!(names(&page).is_empty());
        let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
        let (_, page) = analyst
            .post_and_follow("/people/search?", &[("search", "sian")])
            .await;
        assert!(!page.contains("Brien"));
    })
    .await;
}

#[tokio::test]
async fn filters_narrow_the_list_and_are_kept_as_a_view() {
    on_each_engine(async |site| {
        three_people(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let mut check = async |query: &str, expected: &[&str]| {
            let page = adviser.page(&format!("/people?{query}")).await;
            assert_eq!(names(&page), expected, "{query}");
            let count = match expected.len() {
                1 => "1 person".to_owned(),
                number => format!("{number} people"),
            };
            assert!(expected.is_empty() || page.contains(&count), "{query}");
        };
        check("activity=neet", &["Kit Marsh"]).await;
        check("activity=eet", &[]).await;
        check("locality=East", &["Siân O'Brien-Hughes"]).await;
        check("locality=North", &["Ash Brook", "Kit Marsh"]).await;
        check("locality=North&activity=neet", &["Kit Marsh"]).await;
        check("locality=Nowhere", &[]).await;
        check("adviser=none", &[]).await;
        check("category=former_relevant", &[]).await;

        let view = [
            ("name", "NEET in the north"),
            (
                "filters",
                "locality=North&activity=neet&search=held&after=x",
            ),
        ];
        let (location, page) = adviser.post_and_follow("/people/views", &view).await;
        assert_eq!(
            location, "/people?locality=North&activity=neet",
            "only filters are kept"
        );
        assert!(page.contains("NEET in the north"));
        assert!(adviser.page("/people").await.contains("NEET in the north"));
        let mut other = site.signed_in(Role::SocialWorker).await;
        assert!(!other.page("/people").await.contains("NEET in the north"));
        let gone = [("name", "NEET in the north"), ("filters", "")];
        let (_, page) = adviser.post_and_follow("/people/views/remove", &gone).await;
        assert!(!page.contains("NEET in the north"));
        let refused = adviser
            .post("/people/views", &[("name", ""), ("filters", "")])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_long_list_comes_page_by_page_with_everybody_once() {
    on_each_engine(async |site| {
        for number in 0..120 {
            // Many share a name: the order must still be certain.
            let family = format!("Family{}", number % 7);
            site.add_person("Given", &family, date(2007, 1, 2)).await;
        }
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let mut path = "/people".to_owned();
        let mut seen: Vec<String> = Vec::new();
        let mut pages = 0;
        loop {
            let page = adviser.page(&path).await;
            assert!(page.contains("120 people"));
            seen.extend(
                page.split("app-person-link\" href=\"/people/")
                    .skip(1)
                    .map(|link| link[..36].to_owned()),
            );
            pages += 1;
            let Some(next) = page
                .split("rel=\"next\"")
                .next()
                .filter(|start| start.len() < page.len())
            else {
                break;
            };
            let href = next
                .rsplit("href=\"")
                .next()
                .unwrap()
                .split('"')
                .next()
                .unwrap();
            path = href.replace("&#38;", "&");
            assert!(
                !path.to_lowercase().contains("family"),
                "{path} names somebody"
            );
        }
        assert_eq!(pages, 3);
        let mut unique = seen.clone();
        unique.sort();
        unique.dedup();
        assert_eq!((seen.len(), unique.len()), (120, 120));
    })
    .await;
}

#[tokio::test]
async fn only_some_roles_take_the_list_out_and_it_is_noted() {
    on_each_engine(async |site| {
        three_people(site).await;
        let mut manager = site.signed_in(Role::TeamManager).await;
        assert!(manager.page("/people").await.contains("/people.csv"));
        let csv = manager.get("/people.csv?activity=neet").await;
        assert_eq!(
            csv.headers["content-disposition"],
            "attachment; filename=\"people-2026-03-03.csv\""
        );
        let text = csv.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[0].starts_with("\u{feff}Name,Date of birth,Age"));
        assert!(
            lines[1].starts_with("Kit Marsh,2007-01-02,19,North,"),
            "{text}"
        );
        assert!(
            !manager
                .get("/people.csv?mark=no")
                .await
                .text()
                .starts_with('\u{feff}')
        );
        let workbook = manager.get("/people.xlsx").await;
        assert!(workbook.body.starts_with(b"PK"));
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        assert!(!adviser.page("/people").await.contains("/people.csv"));
        for path in ["/people.csv", "/people.xlsx"] {
            assert_eq!(adviser.get(path).await.status, StatusCode::FORBIDDEN);
        }
        site.office.flush().await;
        let events = casework::audit::list(&command_line(TODAY), &site.office, None)
            .await
            .unwrap();
        let exports: Vec<_> = events
            .iter()
            .filter(|event| event.action == "person.export")
            .collect();
        assert_eq!(exports.len(), 3);
        assert!(exports.iter().any(|event| event.detail == "1 exported"));
    })
    .await;
}

#[tokio::test]
async fn a_person_is_added_after_a_look_at_who_has_the_same_birthday() {
    on_each_engine(async |site| {
        three_people(site).await;
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        assert!(
            adviser
                .page("/people/add")
                .await
                .contains("Nobody needs a care status")
        );
        let answer = adviser
            .post("/people/add", &[("family_name", "Only")])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        assert!(
            page.contains("The date of birth must be given") && page.contains("value=\"Only\"")
        );
        let mut fields = vec![
            ("given_name", "Kay"),
            ("family_name", "Marsh"),
            ("date_of_birth-day", "2"),
            ("date_of_birth-month", "January"),
            ("date_of_birth-year", "2007"),
            ("client_groups", "vulnerable_family"),
            ("client_groups", "mental_health"),
            ("local_id", "LC-77"),
        ];
        let page = adviser.post("/people/add", &fields).await.text();
        assert!(
            page.contains("born on the same day") && page.contains("Kit Marsh"),
            "{page}"
        );
        fields.push(("step", "record"));
        let answer = adviser.post("/people/add", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer
                .text()
                .contains("Somebody else here already has one of these identifiers.")
        );
        fields.retain(|(name, _)| *name != "local_id");
        fields.push(("local_id", "LC-78"));
        let (_, page) = adviser.post_and_follow("/people/add", &fields).await;
        for words in [
            "Person added",
            "Kay Marsh",
            "LC-78",
            "Vulnerable family, Mental health",
            "None of the categories of care leaver",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let mut reviewer = site.signed_in(Role::IndependentReviewingOfficer).await;
        assert_eq!(
            reviewer.get("/people/add").await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            reviewer.post("/people/add", &fields).await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}
