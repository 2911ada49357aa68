//! The gallery: every component on one page, drawn from the macros that the product's pages use, and looked at in a browser.

use app::web::form::{Choice, Form};
use app::web::layout::{CONTENT_SECURITY_POLICY, NavigationItem, Page, SignedInUser};
use app::web::{assets, printed};
use askama::Template;
use axum::Router;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use jiff::civil::{Date, date};

use crate::browser::with_browser;

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    page: Page,
    form: Form,
    activities: Vec<Choice>,
    groups: Vec<Choice>,
    as_at: Date,
    people: Vec<Person>,
    shares: Vec<Share>,
}

/// A made-up row of a list.
struct Person {
    name: &'static str,
    activity: &'static str,
    tone: &'static str,
    since: Date,
    months: u32,
    adviser: &'static str,
}

/// A bar of the made-up comparison: percent, or none where the figure is suppressed.
struct Share {
    name: &'static str,
    percent: Option<u32>,
    is_ours: bool,
}

fn gallery() -> Gallery {
    let mut form: Form = [
        ("surname", "Marsh"),
        ("note", "Met at the library."),
        ("groups", "parent"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into_iter()
    .collect();
    form.set("ended_on-month", "13");
    form.add_error(
        "ended_on",
        "The date it ended must include a day and a year",
    );
    form.add_error("activity", "Choose what the young person is doing");
    let navigation =
        ["My work", "People", "NEET list", "Measures", "Imports"].map(|label| NavigationItem {
            label: label.to_owned(),
            href: format!("/{}", label.to_lowercase().replace(' ', "-")),
            is_current: label == "People",
        });
    let mut page = Page::new("The parts that pages are built of").with_errors_of(&form);
    page.navigation = navigation.into();
    page.user = Some(SignedInUser {
        name: "Sam Okafor".to_owned(),
        role: "Personal adviser".to_owned(),
    });
    page.notice = Some("Contact saved".to_owned());
    page.has_made_up_data = true;
    let person = |name, activity, tone, since, months, adviser| Person {
        name,
        activity,
        tone,
        since,
        months,
        adviser,
    };
    let share = |name, percent, is_ours| Share {
        name,
        percent,
        is_ours,
    };
    Gallery {
        page,
        form,
        activities: vec![
            Choice::new("F2", "Full-time education, not higher")
                .with_hint("Over 16 guided hours a week"),
            Choice::new(
                "G5",
                "Not in education, employment or training: other circumstances",
            ),
            Choice::new("0", "Not known"),
        ],
        groups: vec![
            Choice::new("parent", "Young parent"),
            Choice::new("disabled", "Disabled young person"),
        ],
        as_at: date(2026, 3, 3),
        people: vec![
            person(
                "Ash Brook",
                "NEET: other circumstances",
                "neet",
                date(2025, 7, 14),
                7,
                "Sam Okafor",
            ),
            person(
                "Jules Penhaligon-Carrington",
                "Apprenticeship",
                "eet",
                date(2025, 9, 1),
                6,
                "Priya Nair",
            ),
            person(
                "Kit Marsh",
                "Not known",
                "unknown",
                date(2026, 1, 20),
                1,
                "None",
            ),
        ],
        shares: vec![
            share("Exampleshire", Some(50), true),
            share("Statistical neighbours (median)", Some(41), false),
            share("North West", Some(46), false),
            share("Small Borough", None, false),
            share("England", Some(39), false),
        ],
    }
}

/// Serves the gallery with the product's own assets and security header; gives the address.
async fn serve_gallery() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let show = async || {
        let policy = [("content-security-policy", CONTENT_SECURITY_POLICY)];
        (policy, Html(gallery().render().unwrap())).into_response()
    };
    let router: Router = assets::routes().route("/", get(show));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

#[tokio::test]
async fn every_component_is_accessible_in_the_browser() {
    let address = serve_gallery().await;
    with_browser(&address, async |browser| {
        browser.check_page("/", "gallery").await;
        assert_eq!(
            browser.client.title().await.unwrap(),
            "Error: The parts that pages are built of - Throughcare"
        );
    })
    .await;
}

/// Proves that the checks above can fail.
#[tokio::test]
async fn faults_are_found_in_the_browser() {
    const FAULTY: &str = "<!doctype html><html><title>x</title><body><img src='/none.png'><p style='width:2000px'>wide</p><input></body></html>";
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route(
        "/",
        get(async || {
            (
                [("content-security-policy", "style-src 'none'")],
                Html(FAULTY),
            )
        }),
    );
    tokio::spawn(async move { axum::serve(listener, router).await });
    with_browser(&address, async |browser| {
        browser.open("/").await;
        let faults = browser.accessibility_faults().await.join("\n");
        for rule in ["html-has-lang", "image-alt", "label"] {
            assert!(faults.contains(rule), "{rule} was not found in:\n{faults}");
        }
        let complaints = browser.console_errors().await.join("\n");
        for complaint in ["404", "style"] {
            assert!(
                complaints.contains(complaint),
                "{complaint} was not found in:\n{complaints}"
            );
        }
    })
    .await;
}

#[test]
fn what_users_type_is_escaped() {
    let mut gallery = gallery();
    gallery.form.set("surname", "\"><script>alert(1)</script>");
    let html = gallery.render().unwrap();
    assert!(
        !html.contains("<script>alert"),
        "typed text reached the page unescaped"
    );
    assert!(
        !html.contains("style="),
        "inline styles are refused by the security policy"
    );
}
