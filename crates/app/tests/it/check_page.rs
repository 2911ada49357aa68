//! The page that checks a return in the browser: it finds what the program finds, and nothing leaves the computer.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, fs};

use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use fantoccini::Locator;
use serde_json::{Value, json};
use ssda903::checked::Checked;
use ssda903::reference::{Authorities, Postcodes, Providers};
use ssda903::{Collection, InputFile, Submission, YearReading, read_year};

use crate::browser::{Browser, root, with_browser};
use crate::support::{Site, TODAY};

const LA: &str = "E09000027";
const YEAR_ENDING: i16 = 2027;

#[tokio::test]
async fn a_return_is_checked_and_nothing_leaves_in_the_browser() {
    let site = Site::on_sqlite().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&requests);
    let router = site
        .router(TODAY)
        .layer(from_fn(move |request: Request, next: Next| {
            counter.fetch_add(1, Ordering::SeqCst);
            next.run(request)
        }));
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    with_browser(&address, async |browser| {
        browser.open("/check").await;
        assert_eq!(
            text_of(browser, "h1").await,
            "Check an SSDA903 return",
            "run `make wasm` first: this build does not hold the page"
        );
        assert_eq!(requests.load(Ordering::SeqCst), 1, "the page is one file");

        cut_the_network(browser).await;
        press_check(browser).await;
        assert!(text_of(browser, "#errors").await.contains("Enter the code"));
        browser.check_here("check_return_errors").await;

        let directory = whole_directory();
        fill_in(browser, &directory).await;
        press_check(browser).await;
        let wait = browser.client.wait().at_most(Duration::from_secs(30));
        let shown = "#results:not([hidden]), #errors:not([hidden])";
        wait.for_element(Locator::Css(shown)).await.unwrap();
        fs::remove_file(&directory).unwrap();
        assert_eq!(text_of(browser, "#errors").await, "");

        let there = run(browser, "return JSON.parse(JSON.stringify(shown.answer))").await;
        let here = native();
        assert_eq!(there["collection"], here["collection"]);
        assert!(
            there["rules"] == here["rules"],
            "the page and the program differ: after a change of the rules, run `make wasm` first"
        );
        assert_ne!(count_findings(&here), 0, "the return has no findings to compare");
        assert_eq!(
            text_of(browser, "#summary li strong").await.replace(',', ""),
            count_findings(&here).to_string()
        );
        for (place, view) in [(0, "rule"), (1, "child"), (3, "ledger")] {
            let open = format!(
                "document.querySelectorAll('#views button')[{place}].click(); \
                 const group = document.querySelector('#list details'); if (group) group.open = true;"
            );
            run(browser, &open).await;
            browser.check_here(&format!("check_return_by_{view}")).await;
        }

        assert_eq!(requests.load(Ordering::SeqCst), 1, "the page asked for more");
        assert_eq!(fetched(browser).await, json!([]));
        let ways_out = [
            "connect-src",
            "connect-src",
            "connect-src",
            "connect-src",
            "connect-src",
            "connect-src of the worker",
            "form-action",
            "img-src",
        ];
        assert_eq!(connections_refused(browser, &address).await, json!(ways_out));
        assert_eq!(requests.load(Ordering::SeqCst), 1, "a connection was not refused");
    })
    .await;
    server.abort();
}

#[tokio::test]
async fn a_downloaded_list_of_findings_holds_no_formula_in_the_browser() {
    let site = Site::on_sqlite().await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        browser.open("/check").await;
        for (value, expected) in [
            ("=1+1", "'=1+1"),
            ("+44", "'+44"),
            ("-5", "-5"),
            ("-5+6", "'-5+6"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\u{feff} =x", "'\u{feff} =x"),
            ("\u{ff1d}x", "'\u{ff1d}x"),
            ("01/04/2026", "01/04/2026"),
            ("a,b", "\"a,b\""),
            ("=\"x\"", "\"'=\"\"x\"\"\""),
            ("", ""),
        ] {
            let script = format!("return csvCell({})", json!(value));
            assert_eq!(run(browser, &script).await, json!(expected), "{value:?}");
        }
    })
    .await;
}

async fn fill_in(browser: &Browser, directory: &Path) {
    for (field, keys) in [
        ("#authority", LA.to_owned()),
        ("#this-year", paths("this_year")),
        ("#last-year", paths("last_year")),
        (
            "#providers",
            set()
                .join("providers.xlsx")
                .canonicalize()
                .unwrap()
                .display()
                .to_string(),
        ),
        ("#postcodes", directory.display().to_string()),
    ] {
        let field = browser.client.find(Locator::Css(field)).await.unwrap();
        field.send_keys(&keys).await.unwrap();
    }
    let year = format!("document.getElementById('year').value = '{YEAR_ENDING}'");
    run(browser, &year).await;
}

async fn press_check(browser: &Browser) {
    let button = browser.client.find(Locator::Css("#start")).await.unwrap();
    button.click().await.unwrap();
}

async fn cut_the_network(browser: &Browser) {
    browser.devtools("Network.enable", json!({})).await;
    let nothing =
        json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
    browser
        .devtools("Network.emulateNetworkConditions", nothing)
        .await;
}

/// What the page loaded since it was opened, apart from what it made itself.
async fn fetched(browser: &Browser) -> Value {
    let script = "return performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith('blob:'))";
    run(browser, script).await
}

/// Tries every way out that a page has; gives the parts of the security policy that shut them.
async fn connections_refused(browser: &Browser, address: &str) -> Value {
    let online =
        json!({ "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser
        .devtools("Network.emulateNetworkConditions", online)
        .await;
    let script = r#"
        const [address, done] = arguments;
        const refused = [];
        document.addEventListener("securitypolicyviolation", event => refused.push(event.effectiveDirective));
        fetch(address).catch(() => {});
        const request = new XMLHttpRequest();
        request.open("POST", address);
        try { request.send("x"); } catch {}
        navigator.sendBeacon(address, "x");
        new WebSocket(address.replace("http", "ws"));
        new EventSource(address);
        new Image().src = address;
        const form = document.createElement("form");
        form.method = "post";
        form.action = address;
        document.body.append(form);
        form.submit();
        const inWorker = `addEventListener("securitypolicyviolation", event => postMessage(event.effectiveDirective));
            fetch("${address}").catch(() => {});`;
        new Worker(URL.createObjectURL(new Blob([inWorker]))).onmessage = ({ data }) => {
            refused.push(`${data} of the worker`);
            setTimeout(() => done(refused.sort()), 500);
        };
    "#;
    let found = browser.client.execute_async(script, vec![json!(address)]);
    found.await.unwrap()
}

/// The same return, checked by the crate as it is compiled for this machine.
fn native() -> Value {
    let submission = Submission::new(
        Collection::new(YEAR_ENDING, LA),
        reading("this_year", YEAR_ENDING),
        vec![reading("last_year", YEAR_ENDING - 1)],
    );
    let workbook = fs::read(set().join("providers.xlsx")).unwrap();
    let (providers, _) = Providers::read(&workbook, "providers.xlsx").unwrap();
    let (postcodes, _) = Postcodes::read(postcodes().as_bytes(), "postcodes.csv").unwrap();
    let submission = submission.with_reference(
        Some(providers),
        Some(Arc::new(postcodes)),
        Authorities::dated(),
    );
    let ledger = submission.check();
    let checked = Checked::of(&ledger, &submission);
    serde_json::to_value(&checked).unwrap()
}

fn reading(folder: &str, year_ending: i16) -> YearReading {
    let files: Vec<InputFile> = files(folder)
        .into_iter()
        .map(|path| InputFile {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: fs::read(&path).unwrap(),
        })
        .collect();
    read_year(&files, year_ending, 1_000_000)
}

fn set() -> PathBuf {
    root().join("crates/ssda903/tests/fixtures/returns/set03")
}

fn postcodes() -> String {
    fs::read_to_string(set().join("../postcodes.csv")).unwrap()
}

/// The postcodes as wide as those of the whole country are long: more than the page takes unless it leaves out what it does not need.
fn whole_directory() -> PathBuf {
    let postcodes = postcodes();
    let rows = postcodes.lines().count();
    let wide = "x, ".repeat(24_000_000 / rows);
    let mut text = String::new();
    for (row, line) in postcodes.lines().enumerate() {
        let (postcode, place) = line.split_once(',').unwrap();
        let between = if row == 0 { "other" } else { &wide };
        text.extend([postcode, ",\"", between, "\",", place, "\r\n"]);
    }
    let path = env::temp_dir().join(format!("throughcare-postcodes-{}.csv", std::process::id()));
    fs::write(&path, text).unwrap();
    path
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(set().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

/// As a person chooses several files at once.
fn paths(folder: &str) -> String {
    let paths: Vec<String> = files(folder)
        .iter()
        .map(|path| path.canonicalize().unwrap().display().to_string())
        .collect();
    paths.join("\n")
}

fn count_findings(checked: &Value) -> usize {
    let rules = checked["rules"].as_array().unwrap();
    rules
        .iter()
        .map(|rule| rule["findings"].as_array().unwrap().len())
        .sum()
}

async fn text_of(browser: &Browser, css: &str) -> String {
    let element = browser.client.find(Locator::Css(css)).await.unwrap();
    element.text().await.unwrap()
}

async fn run(browser: &Browser, script: &str) -> Value {
    browser.client.execute(script, vec![]).await.unwrap()
}
