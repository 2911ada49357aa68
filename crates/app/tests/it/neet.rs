//! Lancashire's NEET list, matrix and figures as its Corporate Parenting Board read them on 10 September 2020, from imported facts.

use axum::http::StatusCode;
use casework::Role;
use jiff::civil::{Date, date};
use serde_json::json;

use crate::browser::with_browser;
use crate::support::{
    AUTHORITY, Site,
    council::{Alike, assert_says, import_lines, import_people, signed_in_at},
    on_each_engine,
};

const BOARD: Date = date(2020, 9, 10);
/// NEET for eight months on the day, and for three.
const LONG_AGO: Date = date(2020, 1, 15);
const LATELY: Date = date(2020, 6, 1);

/// Locality, reason, how many long-term, how many in all: 149 NEET, 30 G4, 94 G5, 25 G6.
const NEET: [(&str, &str, usize, usize); 9] = [
    ("North", "G4", 9, 10),
    ("North", "G5", 20, 30),
    ("North", "G6", 6, 8),
    ("East", "G4", 6, 10),
    ("East", "G5", 16, 32),
    ("East", "G6", 8, 9),
    ("Central", "G4", 6, 10),
    ("Central", "G5", 16, 32),
    ("Central", "G6", 7, 8),
];

/// 278 care leavers of 20: the smallest number of which 53.6% can be NEET.
pub async fn lancashire(site: &Site) {
    let one = Alike::born(date(2000, 6, 1));
    let mut groups = Vec::new();
    for (locality, reason, long_term, all) in NEET {
        for (how_many, since) in [(long_term, LONG_AGO), (all - long_term, LATELY)] {
            groups.push(Alike {
                how_many,
                locality,
                activity: Some((reason, since)),
                ..one
            });
        }
    }
    for (locality, code, how_many) in [
        ("North", "F2", 30),
        ("East", "F5 30", 40),
        ("Central", "F4", 40),
        ("Central", "0", 19),
    ] {
        groups.push(Alike {
            how_many,
            locality,
            activity: Some((code, LONG_AGO)),
            ..one
        });
    }
    import_people(site, AUTHORITY, BOARD, 1, &groups).await;
}

#[tokio::test]
async fn lancashire_as_printed() {
    on_each_engine(async |site| {
        lancashire(site).await;
        let mut analyst = signed_in_at(site, AUTHORITY, Role::PerformanceAnalyst, BOARD).await;

        let list = analyst.page("/neet").await;
        assert_says(
            &list,
            "149 of 278 care leavers are not in education, employment or training: 53.6%.",
        );
        assert_says(&list, "Live, as at 10 September 2020.");
        assert_says(&list, "G4 illness or disability 30 20.1%");
        assert_says(&list, "G5 other reasons 94 63.1%");
        assert_says(&list, "G6 pregnancy or parenting 25 16.8%");
        assert_says(
            &list,
            "East: G6 has the highest share of long-term NEET, G5 the lowest.",
        );
        assert_says(
            &list,
            "Central: G6 has the highest share of long-term NEET, G5 the lowest.",
        );
        assert_says(&list, "North: G4 has the highest share of long-term NEET");
        assert_says(
            &list,
            "Long-term NEET makes up the majority of all who are NEET: 94 of 149.",
        );
        assert_says(&list, "East 60% 6 of 10 50% 16 of 32 89% 8 of 9");

        let figure = analyst
            .page("/measures/neet_19_21?basis=live&as_at=2020-09-10")
            .await;
        assert_says(&figure, "53.6%");
        assert_says(&figure, "149 counted out of 278 people");
        assert_says(&figure, "Live, as at 10 September 2020");
        assert_says(&figure, "With 278 young people, the figure could as well have come out between 48% and 59% by chance alone");
    })
    .await;
}

#[tokio::test]
async fn the_list_is_longest_first_by_locality_and_page() {
    on_each_engine(async |site| {
        lancashire(site).await;
        let mut manager = signed_in_at(site, AUTHORITY, Role::TeamManager, BOARD).await;
        let first = manager.page("/neet").await;
        assert_says(&first, "Longest first 149 people, as at 10 September 2020");
        let row = first.split("<tbody").last().unwrap();
        assert_says(row.split("</tr>").next().unwrap(), "15 January 2020 7");
        let next = first.split("rel=\"next\"").next().unwrap();
        let next = next.rsplit("href=\"").next().unwrap();
        let next = next.split('"').next().unwrap().replace("&#38;", "&");
        let second = manager.page(&next).await;
        let rows = |page: &str| page.split("<tbody").last().unwrap().matches("<tr").count();
        assert_eq!((rows(&first), rows(&second)), (100, 49));

        let east = manager.page("/neet?locality=East").await;
        assert_says(&east, "Longest first 51 people");
        assert_eq!(rows(&east), 51);

        let csv = manager.get("/neet.csv?locality=East").await;
        assert_eq!(csv.status, StatusCode::OK);
        let csv = csv.text();
        assert_eq!(csv.lines().count(), 52, "a heading and 51 people");
        assert!(csv.contains(",2020-01-15,7,East,Sam Okafor"), "{csv}");
    })
    .await;
}

#[tokio::test]
async fn a_figure_asked_again_is_the_same_after_a_correction() {
    on_each_engine(async |site| {
        lancashire(site).await;
        // Ten days later the council learns that two people had begun to work before the Board met.
        let corrected = ["C-0001", "C-0002"].map(|id| {
            json!({"person": {"local_id": id}, "fact": {"kind": "activity", "code": "F5 37", "starts_on": "2020-09-01"}}).to_string()
        });
        let corrected = corrected.join("\n");
        import_lines(site, AUTHORITY, date(2020, 9, 20), &corrected).await;
        let later = date(2020, 9, 25);
        let mut analyst = signed_in_at(site, AUTHORITY, Role::PerformanceAnalyst, later).await;
        let now = analyst
            .page("/measures/neet_19_21?basis=live&as_at=2020-09-10")
            .await;
        assert_says(&now, "147 counted out of 278 people");
        let then = analyst
            .page("/measures/neet_19_21?basis=live&as_at=2020-09-10&known_at=2020-09-10")
            .await;
        assert_says(&then, "149 counted out of 278 people");
        assert_says(&then, "as it was known on 10 September 2020");
        let people = analyst
            .page("/measures/neet_19_21/people?basis=live&as_at=2020-09-10&known_at=2020-09-10&whom=counted")
            .await;
        assert_says(&people, "149 people, as at 10 September 2020, as known at 10 September 2020");
    })
    .await;
}

#[tokio::test]
async fn the_neet_list_looks_right_in_the_browser() {
    let site = Site::on_sqlite().await;
    lancashire(&site).await;
    let manager = signed_in_at(&site, AUTHORITY, Role::TeamManager, BOARD).await;
    let address = site.serve(BOARD).await;
    with_browser(&address, async |browser| {
        manager.lend_session_to(browser).await;
        browser.check_page("/neet", "neet").await;
        browser
            .check_page("/measures/neet_19_21?basis=live", "measure-live")
            .await;
        browser
            .check_page("/measures/long_term_neet", "measure-long-term")
            .await;
        browser
            .check_page(
                "/measures/neet_19_21/people?basis=live&whom=counted",
                "measure-people",
            )
            .await;
    })
    .await;
}
