//! Scenarios about one person: their page, contacts, spells and history.

use casework::Role;

use crate::support::{a_long_life, on_each_engine};

#[tokio::test]
async fn nobody_opens_a_page_without_signing_in() {
    on_each_engine(async |site| {
        a_long_life(site).await;
        let mut stranger = crate::support::Visitor::new(site.router(crate::support::TODAY));
        let answer = stranger.get("/").await;
        assert!(answer.location().starts_with("/sign-in?next="));
        let mut adviser = site.signed_in(Role::PersonalAdviser).await;
        assert!(adviser.page("/").await.contains("care leavers"));
    })
    .await;
}
