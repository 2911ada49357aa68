//! The pages of the yearly return: handing it in, its ledger, rows, reasons of two people, comparison, files, and what a record lacks.

use std::fs;

use axum::http::StatusCode;
use casework::Role;
use jiff::civil::date;
use leaving_care::{
    person::{IdentifierKind, PersonDetails},
    spell_value::{NewSpell, SpellKind, SpellValue},
};

use crate::{
    browser::root,
    support::{
        AUTHORITY, Site, TODAY, Visitor, command_line,
        council::{assert_says, signed_in_at, words},
        on_each_engine,
    },
};

/// A file that is handed in: its field, its name and its text.
pub type HandedIn = (&'static str, String, String);

/// The first of the made-up returns, for 2027 with 2026 before it.
pub fn made_up_return() -> Vec<HandedIn> {
    let folder = root().join("crates/ssda903/tests/fixtures/returns/set00");
    let mut files = Vec::new();
    for field in ["this_year", "last_year"] {
        for entry in fs::read_dir(folder.join(field)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((field, name, fs::read_to_string(&path).unwrap()));
        }
    }
    files.sort();
    files
}

/// The same with whether she is a mother answered for the first girl of whom it is not; gives her number too.
pub fn mended_return() -> (Vec<HandedIn>, String) {
    let mut files = made_up_return();
    let header = files
        .iter_mut()
        .find(|(field, name, _)| *field == "this_year" && name == "header.csv")
        .unwrap();
    let girl = GIRL_WITHOUT_ANSWER;
    let line = header
        .2
        .lines()
        .find(|line| line.starts_with(girl))
        .unwrap()
        .to_owned();
    let mended = format!("{}0,", line.strip_suffix(',').unwrap());
    header.2 = header.2.replace(&line, &mended);
    (files, girl.to_owned())
}

/// Rule 393 finds her in the made-up return.
const GIRL_WITHOUT_ANSWER: &str = "86518511";

async fn hand_in(visitor: &mut Visitor, files: &[HandedIn]) -> String {
    let fields = [("source", "files"), ("year", "2027")];
    let files: Vec<(&str, &str, &str)> = files
        .iter()
        .map(|(field, name, text)| (*field, name.as_str(), text.as_str()))
        .collect();
    let answer = visitor.post_files_in("/returns", &fields, &files).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    finished(visitor, answer.location()).await
}

/// Waits as the page does: it asks for itself again until the ledger is there.
async fn finished(visitor: &mut Visitor, path: String) -> String {
    loop {
        let answer = visitor.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        if !answer.headers.contains_key("refresh") {
            return path;
        }
        assert_says(&answer.text(), "Checking the return");
        tokio::task::yield_now().await;
    }
}

/// The address of the first link on a page with this beginning.
fn link(page: &str, beginning: &str) -> String {
    let start = page
        .find(&format!("href=\"{beginning}"))
        .unwrap_or_else(|| panic!("{beginning} is not linked in {}", words(page)));
    let rest = page.get(start + 6..).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_return_is_handed_in_looked_through_explained_and_agreed() {
    on_each_engine(async |site| {
        let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
        let empty = analyst.page("/returns").await;
        assert_says(&empty, "No return has been checked yet");
        let wrong = analyst
            .post_files_in("/returns", &[("source", "files"), ("year", "soon")], &[])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&wrong.text(), "Choose the files of this year's return");

        let path = hand_in(&mut analyst, &made_up_return()).await;
        let ledger = analyst.page(&path).await;
        assert_says(&ledger, "Return for the year ending 31 March 2027");
        let said = words(&ledger);
        let place = |text: &str| {
            said.find(text)
                .unwrap_or_else(|| panic!("{text} is not in {said}"))
        };
        assert!(
            place("Could not run Nobody knows") < place("Found something"),
            "what could not run is on top"
        );
        assert_says(&ledger, "It needs Ofsted's list of providers.");
        let all = analyst.page(&format!("{path}?show=all")).await;
        assert!(all.matches("<tr ").count() > 327, "every rule has its line");

        let rule = analyst.page(&format!("{path}/rules/393")).await;
        assert_says(&rule, "The Department says");
        assert_says(&rule, "(at fault)");
        let finding = link(&rule, &format!("{path}/rows/"));
        let finding = format!("{}/393", finding.rsplit_once('/').unwrap().0);
        assert!(
            !rule.contains(&format!("/{GIRL_WITHOUT_ANSWER}")),
            "no address names a child"
        );
        let refused = analyst
            .post(&format!("{finding}/note"), &[("reason", " ")])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, page) = analyst
            .post_and_follow(
                &format!("{finding}/note"),
                &[("reason", "Seen on the <paper> file")],
            )
            .await;
        assert_says(&page, "Reason saved. Somebody else can now agree to it.");
        assert!(page.contains("Seen on the &#60;paper&#62; file"), "{page}");
        assert!(
            !page.contains(&format!("{finding}/agree")),
            "not by oneself"
        );
        let alone = analyst.post(&format!("{finding}/agree"), &[]).await;
        assert_eq!(alone.status, StatusCode::FORBIDDEN);

        let mut manager = site.signed_in(Role::TeamManager).await;
        let (_, page) = manager
            .post_and_follow(&format!("{finding}/agree"), &[])
            .await;
        assert_says(&page, "Robin Team manager agreed");
        let agreed = manager.page(&format!("{path}/rows?noted=agreed")).await;
        assert_says(&agreed, "1 row in all");
        let sign_off = manager.page(&format!("{path}/sign-off")).await;
        assert_says(&sign_off, "rules could not run");
        let silent = manager
            .post(&format!("{path}/sign-off"), &[("words", "")])
            .await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, page) = manager
            .post_and_follow(
                &format!("{path}/sign-off"),
                &[("words", "Explained to the Department.")],
            )
            .await;
        assert_says(&page, "Signed off by Robin Team manager");
    })
    .await;
}

#[tokio::test]
async fn the_next_check_says_what_is_gone_and_still_knows_the_reason() {
    on_each_engine(async |site| {
        let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
        let first = hand_in(&mut analyst, &made_up_return()).await;
        let alone = analyst.page(&format!("{first}/compare")).await;
        assert_says(&alone, "This is the first check of this year");
        let (files, girl) = mended_return();
        let second = hand_in(&mut analyst, &files).await;
        let compared = analyst.page(&format!("{second}/compare")).await;
        assert_says(&compared, "0 new");
        let gone = analyst
            .page(&format!("{second}/rows?since=gone&rule=393"))
            .await;
        assert_says(&gone, "1 row in all");
        assert_says(&gone, &girl);
        let (location, page) = {
            let answer = analyst
                .post(&format!("{first}/children"), &[("child", &girl)])
                .await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            (answer.location(), analyst.page(&answer.location()).await)
        };
        assert!(!location.contains(&girl), "{location}");
        assert_says(&page, &format!("Child {girl}"));
        let nobody = analyst
            .post(&format!("{first}/children"), &[("child", "nobody")])
            .await;
        assert_says(
            &nobody.text(),
            "Nothing is at fault about a child with this number",
        );
        // Filters, order and pages.
        for query in [
            "table=Header",
            "table=Header&sort=child",
            "year=1",
            "rule=393&noted=open",
            "sort=child",
        ] {
            let page = analyst.page(&format!("{second}/rows?{query}")).await;
            assert!(
                words(&page).contains("in all") || words(&page).contains("No row fits"),
                "{query}"
            );
        }
        let many = analyst.page(&format!("{second}/rows?sort=child")).await;
        let next =
            link(&many, &format!("{second}/rows?sort=child&#38;after=")).replace("&#38;", "&");
        assert_says(&analyst.page(&next).await, "in all");
    })
    .await;
}

#[tokio::test]
async fn findings_are_taken_out_as_files_that_do_nothing() {
    let site = Site::on_sqlite().await;
    let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
    let files = vec![(
        "this_year",
        "header.csv".to_owned(),
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n=1+1,M,01/02/2015,ZZZZ,UN1,,\n".to_owned(),
    )];
    let path = hand_in(&mut analyst, &files).await;
    let csv = analyst.get(&format!("{path}/findings.csv")).await;
    assert_eq!(csv.status, StatusCode::OK);
    let text = csv.text();
    assert!(text.contains("'=1+1") && !text.contains(",=1+1"), "{text}");
    assert!(text.contains("ETHNIC ZZZZ"), "{text}");
    assert!(
        text.contains("Could not run"),
        "what could not run is in the file too"
    );
    let xlsx = analyst.get(&format!("{path}/findings.xlsx")).await;
    assert_eq!(xlsx.status, StatusCode::OK);
    assert!(xlsx.body.starts_with(b"PK"));
    // Something that is no return is said, not shown as a clean one.
    let rubbish = vec![("this_year", "x.csv".to_owned(), "a,b\n".to_owned())];
    let path = hand_in(&mut analyst, &rubbish).await;
    let page = analyst.page(&path).await;
    assert_says(&page, "The return could not be checked");
    assert_says(&page, "No table of a return was found");
    site.office.close().await;
}

#[tokio::test]
async fn whoever_may_not_check_a_return_sees_none() {
    let site = Site::on_sqlite().await;
    let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
    let path = hand_in(&mut analyst, &made_up_return()).await;
    let mut adviser = site.signed_in(Role::PersonalAdviser).await;
    assert!(
        !adviser.page("/").await.contains("\"/returns\""),
        "no way leads there"
    );
    let mut elsewhere = signed_in_at(&site, "E06000008", Role::PerformanceAnalyst, TODAY).await;
    let pages = [
        "",
        "?show=all",
        "/rules/393",
        "/rows",
        "/rows/0/393",
        "/children",
        "/children/0",
        "/compare",
        "/sign-off",
        "/findings.csv",
        "/findings.xlsx",
    ];
    for page in pages {
        let answer = adviser.get(&format!("{path}{page}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        let answer = elsewhere.get(&format!("{path}{page}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
    }
    let answer = adviser
        .post_files_in("/returns", &[("source", "records"), ("year", "2026")], &[])
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    site.office.close().await;
}

#[tokio::test]
async fn what_the_return_would_ask_stands_on_the_page_until_it_is_entered() {
    on_each_engine(async |site| {
        let details = PersonDetails {
            given_name: "Kit".to_owned(),
            family_name: "Marsh".to_owned(),
            date_of_birth: date(2013, 7, 1),
            sex: "1".to_owned(),
            ..PersonDetails::default()
        };
        let person = site
            .add(details, &[(IdentifierKind::Ssda903Child, "LC1")])
            .await;
        let placement = NewSpell {
            value: SpellValue::from_parts(SpellKind::Placement, "C2 U4 ", "{}").unwrap(),
            starts_on: date(2024, 6, 3),
            ends_on: None,
        };
        let spell =
            casework::spell::record(&command_line(TODAY), &site.office, person, placement, &[])
                .await
                .unwrap();
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        let path = format!("/people/{person}");
        let page = adviser.page(&path).await;
        assert_says(&page, "For the yearly return");
        assert_says(&page, "Fill in the ethnicity.");
        assert!(
            page.contains(&format!("{path}/change")),
            "a link to where it is mended"
        );
        assert!(page.contains(&format!("/spells/{spell}/correct")));
        assert!(!words(&page).contains("ETHNIC"), "no codes of columns");
        let looking_back = adviser.page(&format!("{path}?as_at=2026-01-01")).await;
        assert!(!words(&looking_back).contains("For the yearly return"));

        let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
        loop {
            let home = analyst.page("/").await;
            if words(&home).contains("1 person with something to mend or to add") {
                assert_says(&home, "In our own records, for the return of 2026");
                break;
            }
            tokio::task::yield_now().await;
        }
        // The same check, kept, from the page of the return.
        let answer = analyst
            .post_files_in("/returns", &[("source", "records"), ("year", "2026")], &[])
            .await;
        let check = finished(&mut analyst, answer.location()).await;
        assert_says(&analyst.page(&check).await, "Our own records, checked");

        let version = casework::person::details(&command_line(TODAY), &site.office, person)
            .await
            .unwrap();
        let details = PersonDetails {
            ethnicity: "WBRI".to_owned(),
            ..version.details.clone()
        };
        casework::person::change_details(
            &command_line(TODAY),
            &site.office,
            person,
            version.id,
            &details,
            &[],
        )
        .await
        .unwrap();
        let page = adviser.page(&path).await;
        assert!(
            !words(&page).contains("Fill in the ethnicity"),
            "entered, and gone at once"
        );
        assert_eq!(AUTHORITY, "E10000017");
    })
    .await;
}
