//! Signing in: wrong passwords, lockout, the end of a session, and accounts that are replaced.

use casework::{
    Error, Role,
    account::{NewAccount, actor_of, add, sign_in, sign_out},
};
use jiff::SignedDuration;

use crate::site::{CONWY, Site, command_line, moment, on_each_engine, somebody};

const EMAIL: &str = "robin@council.example";
const PASSWORD: &str = "a long made-up password";

fn robin(password: &str) -> NewAccount {
    NewAccount {
        email: EMAIL.into(),
        name: "Robin Made-Up".into(),
        role: Role::TeamManager,
        worker: None,
        person: None,
        password: password.into(),
    }
}

async fn add_robin(site: &Site) {
    add(
        &somebody(Role::Administrator),
        &site.office,
        robin(PASSWORD),
    )
    .await
    .unwrap();
}

/// "in", "wrong" or "locked for so many minutes".
async fn attempt(site: &Site, email: &str, password: &str, seconds: i64) -> String {
    match sign_in(&site.office, email, password, moment(seconds)).await {
        Ok(_) => "in".into(),
        Err(Error::SignInFailed) => "wrong".into(),
        Err(Error::Locked { minutes }) => format!("locked for {minutes}"),
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn only_the_right_password_signs_in() {
    on_each_engine(async |site| {
        add_robin(site).await;
        for (email, password, expected) in [
            (EMAIL, PASSWORD, "in"),
            (" ROBIN@Council.Example ", PASSWORD, "in"),
            (EMAIL, "", "wrong"),
            (EMAIL, "a long made-up passwore", "wrong"),
            (EMAIL, "A long made-up password", "wrong"),
            ("nobody@council.example", PASSWORD, "wrong"),
            ("", "", "wrong"),
            ("robin@council.example' --", PASSWORD, "wrong"),
        ] {
            assert_eq!(
                attempt(site, email, password, 0).await,
                expected,
                "{email} {password}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn five_wrong_passwords_lock_for_fifteen_minutes() {
    on_each_engine(async |site| {
        add_robin(site).await;
        let check = async |password: &str, seconds: i64, expected: &str| {
            assert_eq!(
                attempt(site, EMAIL, password, seconds).await,
                expected,
                "at second {seconds}"
            );
        };
        // A success in between begins the count again.
        for _ in 0..4 {
            check("wrong password", 0, "wrong").await;
        }
        check(PASSWORD, 1, "in").await;
        for _ in 0..5 {
            check("wrong password", 2, "wrong").await;
        }
        check(PASSWORD, 3, "locked for 15").await;
        check("wrong password", 3, "locked for 15").await;
        check(PASSWORD, 2 + 15 * 60 - 1, "locked for 1").await;
        check(PASSWORD, 2 + 15 * 60, "in").await;
        // After a lock has passed without success the count begins again too.
        for _ in 0..5 {
            check("wrong password", 5_000, "wrong").await;
        }
        check("wrong password", 5_000 + 15 * 60, "wrong").await;
        check(PASSWORD, 5_000 + 15 * 60, "in").await;
    })
    .await;
}

#[tokio::test]
async fn a_session_lives_while_it_is_used() {
    on_each_engine(async |site| {
        add_robin(site).await;
        let hour = 3_600;
        let token = sign_in(&site.office, EMAIL, PASSWORD, moment(0))
            .await
            .unwrap();
        let who = async |token: &str, seconds: i64| {
            let actor = actor_of(&site.office, token, moment(seconds))
                .await
                .unwrap();
            actor.map(|actor| (actor.name, actor.role, actor.authority))
        };
        let robin = Some((
            "Robin Made-Up".to_owned(),
            Role::TeamManager,
            "E10000017".to_owned(),
        ));
        assert_eq!(who(&token, 0).await, robin);
        assert_eq!(who("another token", 0).await, None);
        assert_eq!(who(&token.to_uppercase(), 0).await, None);
        // Used after seven hours it lives eight more; without use it ends with the eighth.
        assert_eq!(who(&token, 7 * hour).await, robin);
        assert_eq!(who(&token, 15 * hour - 1).await, robin);
        assert_eq!(who(&token, 15 * hour - 1 + 8 * hour).await, None);
        let unused = sign_in(&site.office, EMAIL, PASSWORD, moment(0))
            .await
            .unwrap();
        assert_eq!(who(&unused, 8 * hour).await, None);
        // Read again within five minutes it is not written, so the end stays.
        let token = sign_in(&site.office, EMAIL, PASSWORD, moment(0))
            .await
            .unwrap();
        assert_eq!(who(&token, 300).await, robin);
        assert_eq!(who(&token, 8 * hour).await, None);

        let token = sign_in(&site.office, EMAIL, PASSWORD, moment(0))
            .await
            .unwrap();
        let actor = actor_of(&site.office, &token, moment(1))
            .await
            .unwrap()
            .unwrap();
        sign_out(&actor, &site.office, &token).await.unwrap();
        assert_eq!(who(&token, 2).await, None);
        let kept = SignedDuration::from_hours(8);
        assert_eq!(casework::account::SESSION_LENGTH, kept);
    })
    .await;
}

#[tokio::test]
async fn a_replaced_account_signs_out_and_stays_its_authoritys() {
    on_each_engine(async |site| {
        add_robin(site).await;
        let before = store::account::find_by_email(&site.db, EMAIL)
            .await
            .unwrap()
            .unwrap();
        let token = sign_in(&site.office, EMAIL, PASSWORD, moment(0))
            .await
            .unwrap();
        // Another authority's administrator cannot take the account over.
        let elsewhere = add(
            &command_line(CONWY),
            &site.office,
            robin("another long password"),
        )
        .await;
        assert!(matches!(elsewhere, Err(Error::Invalid(_))), "{elsewhere:?}");
        assert_eq!(
            store::account::find_by_email(&site.db, EMAIL)
                .await
                .unwrap()
                .unwrap(),
            before
        );
        assert!(
            actor_of(&site.office, &token, moment(1))
                .await
                .unwrap()
                .is_some()
        );
        // Their own can set a new password: the id stays, and whoever is signed in is signed out.
        let id = add(
            &somebody(Role::Administrator),
            &site.office,
            robin("another long password"),
        )
        .await
        .unwrap();
        assert_eq!(id, before.id);
        assert!(
            actor_of(&site.office, &token, moment(1))
                .await
                .unwrap()
                .is_none()
        );
        assert_eq!(attempt(site, EMAIL, PASSWORD, 2).await, "wrong");
        assert_eq!(attempt(site, EMAIL, "another long password", 2).await, "in");
        // Too short.
        let short = add(
            &somebody(Role::Administrator),
            &site.office,
            robin("ninechars"),
        )
        .await;
        assert!(matches!(short, Err(Error::Invalid(_))));
    })
    .await;
}
