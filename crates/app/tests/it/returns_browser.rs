//! The yearly return in a real browser: dropped, looked through, explained by one and agreed to by another, mended and gone; without
//! scripts too.

use std::{env, fs, time::Duration};

use casework::Role;
use fantoccini::{Locator, elements::Element};
use uuid::Uuid;

use crate::{
    browser::{Browser, with_browser},
    returns::{HandedIn, made_up_return, mended_return},
    support::{Site, TODAY},
};

async fn find(browser: &Browser, css: &str) -> Element {
    browser
        .client
        .wait()
        .at_most(Duration::from_secs(30))
        .for_element(Locator::Css(css))
        .await
        .unwrap_or_else(|error| panic!("{css} is not on the page: {error}"))
}

async fn tap(browser: &Browser, css: &str) {
    find(browser, css).await.click().await.unwrap();
}

/// Waits until the page says this: the one before it may still be there for a moment.
async fn says(browser: &Browser, words: &str) {
    let path = format!("//main[contains(., \"{words}\")]");
    let client = &browser.client;
    let found = client
        .wait()
        .at_most(Duration::from_secs(30))
        .for_element(Locator::XPath(&path))
        .await;
    assert!(found.is_ok(), "no page says {words}");
}

async fn path(browser: &Browser) -> String {
    browser
        .client
        .current_url()
        .await
        .unwrap()
        .path()
        .to_owned()
}

/// Chooses the files as somebody does and waits until the ledger opens by itself; gives its address.
async fn hand_in(browser: &Browser, files: &[HandedIn]) -> String {
    let folder = env::temp_dir().join(format!("throughcare-return-{}", Uuid::now_v7()));
    browser.open("/returns").await;
    let year = find(browser, "#year").await;
    year.clear().await.unwrap();
    year.send_keys("2027").await.unwrap();
    for field in ["this_year", "last_year"] {
        let of_year = folder.join(field);
        fs::create_dir_all(&of_year).unwrap();
        let mut paths = Vec::new();
        for (_, name, text) in files.iter().filter(|(of, _, _)| *of == field) {
            fs::write(of_year.join(name), text).unwrap();
            paths.push(of_year.join(name).display().to_string());
        }
        let input = find(browser, &format!("#{field}")).await;
        input.send_keys(&paths.join("\n")).await.unwrap();
    }
    tap(browser, "form[enctype] button").await;
    find(browser, ".app-places").await;
    let _ = fs::remove_dir_all(&folder);
    path(browser).await
}

#[tokio::test]
async fn a_return_is_dropped_explained_agreed_and_mended_in_the_browser() {
    let site = Site::on_sqlite().await;
    let analyst = site.signed_in(Role::PerformanceAnalyst).await;
    let manager = site.signed_in(Role::TeamManager).await;
    let address = site.serve(TODAY).await;
    with_browser(&address, async |browser| {
        analyst.lend_session_to(browser).await;
        browser.check_page("/returns", "returns_start").await;
        let ledger = hand_in(browser, &made_up_return()).await;
        browser.check_page(&ledger, "returns_ledger").await;
        browser
            .check_page(&format!("{ledger}?show=all"), "returns_ledger_all")
            .await;

        // The rule, the child, and back to one finding with its reason.
        browser.open(&ledger).await;
        tap(browser, &format!("a[href='{ledger}/rules/393']")).await;
        browser
            .check_page(&format!("{ledger}/rules/393"), "returns_rule")
            .await;
        tap(browser, &format!("a[href^='{ledger}/children/']")).await;
        says(browser, "at fault. The marked").await;
        let child = path(browser).await;
        browser.check_page(&child, "returns_child").await;
        browser
            .check_page(&format!("{ledger}/children"), "returns_children")
            .await;
        browser
            .check_page(
                &format!("{ledger}/rows?table=Episodes&year=0"),
                "returns_table",
            )
            .await;
        browser.open(&format!("{ledger}/rules/393")).await;
        tap(browser, "a[href$='/393'][href*='/rows/']").await;
        find(browser, "#reason")
            .await
            .send_keys("Not known to the hospital")
            .await
            .unwrap();
        let finding = path(browser).await;
        tap(browser, "form[action$='/note'] button").await;
        says(browser, "Reason saved").await;

        manager.lend_session_to(browser).await;
        browser.open(&finding).await;
        tap(browser, "form[action$='/agree'] button").await;
        says(browser, "You agreed to this reason.").await;
        browser.check_page(&finding, "returns_finding").await;

        // Mended, handed in again: the one is gone, the reason is still known.
        analyst.lend_session_to(browser).await;
        let (files, girl) = mended_return();
        let second = hand_in(browser, &files).await;
        assert_ne!(second, ledger);
        browser
            .check_page(&format!("{second}/compare"), "returns_compare")
            .await;
        browser
            .open(&format!("{second}/rows?since=gone&rule=393"))
            .await;
        says(browser, &girl).await;
        manager.lend_session_to(browser).await;
        browser
            .check_page(&format!("{second}/sign-off"), "returns_sign_off")
            .await;
    })
    .await;
}
