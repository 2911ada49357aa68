//! Measures through HTTP: the published figures of the documents, targets, comparison, suppression, and who may see what.

use axum::http::StatusCode;
use casework::{
    Role,
    measure::{Dimension, MeasureQuery, ask},
};
use jiff::civil::{Date, date};
use measures::{population::Basis, suppression::Policy};

use crate::browser::with_browser;
use crate::support::{
    AUTHORITY, Site, command_line,
    council::{Alike, assert_says, import_people, signed_in_at, words},
    on_each_engine,
};

const CONWY: &str = "W06000003";
const MEDWAY: &str = "E06000035";

/// 14 young people who turned 19 in 2014/15, and 24 in 2015/16, all in touch; 9 and 13 of them in education, training or work. Three
/// more of the first year are not in touch and must not count.
async fn conwy(site: &Site) {
    casework::authority::find(&site.office, CONWY)
        .await
        .unwrap();
    let group = |how_many, born, code, in_touch| Alike {
        how_many,
        activity: Some((code, date(2014, 1, 6))),
        in_touch,
        ..Alike::born(born)
    };
    let (first, second) = (date(1995, 9, 14), date(1996, 10, 2));
    let groups = [
        group(9, first, "F2", "YES"),
        group(5, first, "G5", "YES"),
        group(3, first, "F2", "NO"),
        group(13, second, "F5 30", "YES"),
        group(11, second, "G4", "YES"),
    ];
    import_people(site, CONWY, date(2016, 4, 4), 1, &groups).await;
}

/// 22 young people who turned 19 in 2009/10 and had been looked after on 1 April at 16: 20 in suitable homes, 11 of them in
/// education, training or work. 33 more, who turned 20, have no personal adviser.
async fn medway(site: &Site) {
    casework::authority::find(&site.office, MEDWAY)
        .await
        .unwrap();
    let group = |how_many, code, home| Alike {
        how_many,
        activity: Some((code, date(2008, 9, 1))),
        home,
        ..Alike::born(date(1990, 7, 1))
    };
    let groups = [
        group(10, "F2", "U1"),
        group(1, "F2", "B2"),
        group(10, "G5", "U1"),
        group(1, "G5", "S2"),
        Alike {
            how_many: 33,
            has_adviser: false,
            ..Alike::born(date(1989, 12, 1))
        },
    ];
    import_people(site, MEDWAY, date(2010, 4, 27), 1, &groups).await;
}

async fn set_target(
    visitor: &mut crate::support::Visitor,
    measure: &str,
    fields: [&str; 3],
) -> String {
    let [year, percent, tolerance] = fields;
    let sent = [
        ("year", year),
        ("percent", percent),
        ("tolerance", tolerance),
        ("source", "Corporate Parenting Board"),
    ];
    visitor
        .post_and_follow(&format!("/measures/{measure}/target"), &sent)
        .await
        .1
}

#[tokio::test]
async fn conwy_as_printed() {
    on_each_engine(async |site| {
        conwy(site).await;
        let today = date(2016, 4, 4);
        let mut analyst = signed_in_at(site, CONWY, Role::PerformanceAnalyst, today).await;
        let page = set_target(&mut analyst, "scc033f", ["2015", "55", "2"]).await;
        assert_says(&page, "Target set");

        let first = analyst.page("/measures/scc033f?as_at=2015-03-31").await;
        assert_says(&first, "64% 9 counted out of 14 people");
        assert_says(&first, "target met Target 2015: 55%, tolerance 2% points.");
        let second = analyst.page("/measures/scc033f?as_at=2016-03-31").await;
        assert_says(&second, "13 counted out of 24 people");
        assert_says(&second, "54.17%");
        assert_says(&second, "below target but within tolerance");
        assert!(
            !words(&second).contains("as published"),
            "nothing is published about Wales"
        );
        let overview = analyst.page("/measures").await;
        assert_says(
            &overview,
            "SCC/033(f): in contact and in education, employment or training at 19 54% 13 24",
        );
        assert!(!words(&overview).contains("NI 148"), "that is England's");
    })
    .await;
}

#[tokio::test]
async fn medway_as_printed() {
    on_each_engine(async |site| {
        medway(site).await;
        let today = date(2010, 4, 27);
        let mut manager = signed_in_at(site, MEDWAY, Role::TeamManager, today).await;
        set_target(&mut manager, "ni147", ["2010", "88", ""]).await;
        set_target(&mut manager, "ni148", ["2010", "60", ""]).await;
        let home = manager.page("/measures/ni147").await;
        assert_says(&home, "91% 20 counted out of 22 people");
        assert_says(&home, "target met Target 2010: 88%.");
        let work = manager.page("/measures/ni148").await;
        assert_says(&work, "50% 11 counted out of 22 people");
        assert_says(
            &work,
            "With 22 young people, the figure could as well have come out between 31% and 69%",
        );
        assert_says(&work, "below target Target 2010: 60%.");
        assert_says(&work, "Source, not yet checked National Indicator 148");
        // The same 22 people stand behind both.
        let behind = async |manager: &mut crate::support::Visitor, id: &str| -> Vec<String> {
            let page = manager
                .page(&format!("/measures/{id}/people?whom=out_of"))
                .await;
            let links = page.split("href=\"/people/").skip(1);
            links
                .map(|link| link.split('"').next().unwrap().to_owned())
                .collect()
        };
        let people = behind(&mut manager, "ni147").await;
        assert_eq!(people.len(), 22);
        assert_eq!(people, behind(&mut manager, "ni148").await);

        let without = manager.page("/measures/without_adviser").await;
        assert_says(&without, "33 counted out of 55 people");
        let first = manager.page("/").await;
        assert_says(&first, "33 have no personal adviser");
    })
    .await;
}

#[tokio::test]
async fn a_target_that_cannot_be_taken_comes_back_as_it_was_typed() {
    let site = Site::on_sqlite().await;
    let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
    let sent = [
        ("year", "soon"),
        ("percent", "155"),
        ("tolerance", ""),
        ("source", "Board & Panel"),
    ];
    let answer = analyst.post("/measures/eet_19_21/target", &sent).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert_says(
        &page,
        "Enter a percentage between 0 and 100, like 55 or 54.5",
    );
    assert_says(&page, "Enter the year in which the target holds, like 2027");
    for typed in [
        "value=\"soon\"",
        "value=\"155\"",
        "value=\"Board &#38; Panel\"",
    ] {
        assert!(page.contains(typed), "{typed} was lost");
    }
    let mut adviser = site.signed_in(Role::PersonalAdviser).await;
    let refused = adviser
        .post(
            "/measures/eet_19_21/target",
            &[("year", "2026"), ("percent", "50")],
        )
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

const TODAY: Date = date(2026, 3, 3);

/// Twenty people whose 20th birthday fell in the year to March 2025: 17 work, 3 are NEET.
async fn few(site: &Site) {
    let group = |how_many, code| Alike {
        how_many,
        activity: Some((code, date(2024, 1, 8))),
        ..Alike::born(date(2004, 11, 3))
    };
    import_people(
        site,
        AUTHORITY,
        TODAY,
        1,
        &[group(17, "F5 37"), group(3, "G5")],
    )
    .await;
}

#[tokio::test]
async fn a_board_member_sees_published_figures_only() {
    on_each_engine(async |site| {
        few(site).await;
        let mut analyst = signed_in_at(site, AUTHORITY, Role::PerformanceAnalyst, TODAY).await;
        let open = analyst.page("/measures/neet_19_21").await;
        assert_says(&open, "15% 3 counted out of 20 people");
        let published = analyst.page("/measures/neet_19_21?publish=house").await;
        assert_says(&published, "not shown Held back");

        let mut board = signed_in_at(site, AUTHORITY, Role::BoardMember, TODAY).await;
        for asked in [
            "",
            "?publish=department",
            "?publish=none",
            "?by=code",
            "?by=locality,code",
        ] {
            let page = board.page(&format!("/measures/neet_19_21{asked}")).await;
            assert_says(&page, "not shown Held back");
            for secret in ["3 counted", "15%", "/people?", "17 counted"] {
                let headline = page.split("as published").next().unwrap();
                assert!(!headline.contains(secret), "{asked}: {secret} was shown");
            }
        }
        let eet = board.page("/measures/eet_19_21").await;
        assert_says(&eet, "not shown Held back");
        // With 17 of 20 known to work, any other count of the 20 would give the 3 away.
        for id in ["in_touch_19_21", "suitable_accommodation_19_21"] {
            let page = board.page(&format!("/measures/{id}")).await;
            assert_says(&page, "not shown Held back");
        }
        // Two days of one quarter give the same answer, so nobody follows from the difference.
        for (asked, answered) in [
            ("2025-08-14", "as at 30 June 2025"),
            ("2025-08-15", "as at 30 June 2025"),
            ("2025-07-01", "as at 30 June 2025"),
        ] {
            let page = board
                .page(&format!("/measures/neet_19_21?basis=live&as_at={asked}"))
                .await;
            assert_says(&page, answered);
        }
        let table = board.page("/measures/table?year=2025").await;
        for sentence in [
            "Total not shown not shown",
            "Accommodation considered suitable not shown not shown",
        ] {
            assert_says(&table, sentence);
        }
        let first = board.page("/").await;
        assert_says(
            &first,
            "Small numbers are held back so that nobody can be recognised.",
        );
        for path in [
            "/neet",
            "/neet.csv",
            "/people",
            "/imports",
            "/audit",
            "/measures/neet_19_21/people",
            "/measures/neet_19_21/people?whom=out_of",
        ] {
            let status = board.get(path).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
        }
        let target = board
            .post(
                "/measures/neet_19_21/target",
                &[("year", "2026"), ("percent", "40")],
            )
            .await;
        assert_eq!(target.status, StatusCode::FORBIDDEN);
    })
    .await;
}

/// Three breakdowns of one table: what one holds back must not follow from the other two, nor from the other localities.
#[tokio::test]
async fn breakdowns_side_by_side_give_nothing_away() {
    let site = Site::on_sqlite().await;
    let groups: Vec<Alike> = [
        ("North", [50, 17, 3]),
        ("East", [40, 20, 12]),
        ("Central", [60, 30, 20]),
    ]
    .into_iter()
    .flat_map(|(locality, counts)| {
        ["F2", "G5", "0"]
            .into_iter()
            .zip(counts)
            .map(move |(code, how_many)| Alike {
                how_many,
                locality,
                activity: Some((code, date(2025, 1, 6))),
                ..Alike::born(date(2005, 11, 3))
            })
    })
    .collect();
    import_people(&site, AUTHORITY, TODAY, 1, &groups).await;
    let mut hidden = Vec::new();
    for measure in ["eet_19_21", "neet_19_21", "not_known_19_21"] {
        let query = MeasureQuery {
            measure: measure.to_owned(),
            as_at: TODAY,
            known_at: None,
            basis: Some(Basis::Live),
            by: vec![Dimension::Locality],
            publish: Some(Policy::House),
        };
        let answer = ask(&command_line(TODAY), &site.office, &query)
            .await
            .unwrap();
        assert!(!answer.count.suppressed, "{measure} as a whole is large");
        let groups = answer.groups.iter().map(|group| group.count.suppressed);
        hidden.push(groups.collect::<Vec<bool>>());
    }
    // Central, East, North: in the order of their names.
    assert!(hidden[2][2], "3 in the North are shown");
    let is_alone = |flags: &[bool]| flags.iter().filter(|hidden| **hidden).count() == 1;
    for locality in 0..3 {
        let row = [
            hidden[0][locality],
            hidden[1][locality],
            hidden[2][locality],
        ];
        assert!(!is_alone(&row), "locality {locality}: {hidden:?}");
    }
    assert!(
        hidden.iter().all(|measure| !is_alone(measure)),
        "{hidden:?}"
    );
    let shown = hidden.iter().flatten().filter(|hidden| !**hidden).count();
    assert!(shown >= 4, "more is held back than is needed: {hidden:?}");
}

#[tokio::test]
async fn lancashire_beside_the_north_west_its_neighbours_and_england() {
    let site = Site::on_sqlite().await;
    few(&site).await;
    let mut board = signed_in_at(&site, AUTHORITY, Role::BoardMember, TODAY).await;
    let page = board.page("/measures/neet_19_21").await;
    for sentence in [
        "Year Lancashire Counted Neighbours' median North West England Release",
        "2015",
        "2018 52%",
        "2020 54% 324 of 597",
        "The median of 10 statistical neighbours is",
        "None of the figures above is in this chart.",
    ] {
        assert_says(&page, sentence);
    }
    let table = board.page("/measures/table?year=2025").await;
    assert_says(&table, "Year ended 31 March 2025. Published: release 2025.");
    assert_says(
        &table,
        "Total not in education, employment or training not shown not shown 334 50%",
    );
}

#[tokio::test]
async fn a_wrong_date_is_an_error_beside_its_field() {
    let site = Site::on_sqlite().await;
    let mut analyst = site.signed_in(Role::PerformanceAnalyst).await;
    let page = analyst.page("/measures?as_at=31-02-2026").await;
    assert_says(
        &page,
        "There is a problem Enter a real date, like 31 3 2026",
    );
    assert_eq!(
        analyst.get("/measures/no_such_measure").await.status,
        StatusCode::NOT_FOUND
    );
    let refused = analyst
        .page("/measures/long_term_neet?basis=department")
        .await;
    assert_says(&refused, "Live, as at 3 March 2026");
}

#[tokio::test]
async fn measures_look_right_in_the_browser() {
    let site = Site::on_sqlite().await;
    few(&site).await;
    let analyst = signed_in_at(&site, AUTHORITY, Role::PerformanceAnalyst, TODAY).await;
    let board = signed_in_at(&site, AUTHORITY, Role::BoardMember, TODAY).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        analyst.lend_session_to(browser).await;
        browser.check_page("/measures", "measures").await;
        browser.check_page("/measures/eet_19_21", "measure").await;
        browser
            .check_page("/measures/higher_education_19_21", "measure-not-shown")
            .await;
        browser
            .check_page("/measures/table?year=2025", "measures-table")
            .await;
        board.lend_session_to(browser).await;
        browser
            .check_page("/measures/neet_19_21", "measure-board")
            .await;
        browser.check_page("/", "home-board").await;
    })
    .await;
}
