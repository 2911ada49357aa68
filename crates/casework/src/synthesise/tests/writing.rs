//! A made-up council written to a database and counted from there.

use jiff::civil::Date;
use measures::{measure::Band, population::Basis, table};

use super::{authority, facts_of, made_up, population};
use crate::{
    actor::{Actor, Moment},
    error::Error,
    office::{Office, SecretKey},
    permission::Role,
    synthesise::{Request, Which, synthesise},
};

fn moment() -> Moment {
    Moment {
        today: Date::constant(2025, 11, 21),
        now: "2025-11-21T09:00:00Z".parse().expect("a moment"),
    }
}

fn request(code: &str) -> Request {
    Request {
        which: Which::One(code.into()),
        year_ending: 2025,
        seed: 1,
        with_contacts: true,
    }
}

async fn office() -> Office {
    Office::open("sqlite::memory:", SecretKey::new([1; 32]))
        .await
        .expect("an office")
}

#[tokio::test]
async fn a_council_is_written_once_and_counts_the_same() {
    let (office, actor) = (office().await, Actor::command_line("", moment()));
    let mut seen = Vec::new();
    let summary = synthesise(&actor, &office, &request("857"), |progress| {
        seen.push(progress);
    })
    .await
    .expect("written");
    let council = made_up("857", 2025, 1);
    assert_eq!(
        (seen.len(), summary.authorities, summary.people),
        (1, 1, council.people.len())
    );
    assert_eq!(
        summary.spells,
        council
            .people
            .iter()
            .map(|person| person.spells.len())
            .sum::<usize>()
    );
    let own = Actor {
        authority: authority("857").gss_code.clone(),
        ..actor.clone()
    };
    let overview = crate::entitlement::overview(&own, &office)
        .await
        .expect("an overview");
    let home = overview
        .lines
        .iter()
        .find(|line| line.entitlement.id == "setting_up_home_allowance")
        .expect("in the catalogue");
    assert!(
        home.without_award > 0
            && home.without_award < home.qualify
            && home.balance.paid.is_something(),
        "{home:?}"
    );
    assert!(overview.lines.iter().all(|line| line.balance.left().0 >= 0));
    assert!(
        summary.contacts > 20 * summary.people && summary.imputed_people > 0 && summary.workers > 0,
        "{summary:?}"
    );

    let code = &authority("857").gss_code;
    let written = store::facts::current(&office.db, code)
        .await
        .expect("facts");
    let year_end = Date::constant(2025, 3, 31);
    let tables = |facts: &leaving_care::facts::AuthorityFacts| {
        let population = population(facts, Basis::Department, year_end);
        Band::BOTH.map(|band| {
            (
                table::activity(&population, band),
                table::suitability(&population, band),
            )
        })
    };
    let expected = tables(&facts_of(code, &council));
    assert_eq!(tables(&written), expected);
    // The year's figures were known on its last day, and people are known from when care began.
    let known_then = store::facts::known_at(
        &office.db,
        code,
        "2025-03-31T23:59:59Z".parse().expect("a moment"),
    )
    .await
    .expect("facts");
    assert_eq!(tables(&known_then), expected);
    let known_before = store::facts::known_at(
        &office.db,
        code,
        "2010-01-01T00:00:00Z".parse().expect("a moment"),
    )
    .await
    .expect("facts");
    assert!(known_before.people.len() < written.people.len());

    let again = synthesise(&actor, &office, &request("857"), |_| {}).await;
    assert!(
        matches!(&again, Err(Error::Refused(why)) if why.contains("already has")),
        "{again:?}"
    );
    assert_eq!(
        store::person::count(&office.db, code)
            .await
            .expect("a count"),
        i64::try_from(council.people.len()).expect("few")
    );
}

#[tokio::test]
async fn only_who_may_can_make_people_up() {
    let (office, mut actor) = (office().await, Actor::command_line("", moment()));
    let unknown = synthesise(&actor, &office, &request("999"), |_| {}).await;
    assert!(matches!(unknown, Err(Error::NotFound(_))), "{unknown:?}");
    let too_early = synthesise(
        &actor,
        &office,
        &Request {
            year_ending: 1999,
            ..request("888")
        },
        |_| {},
    )
    .await;
    assert!(
        matches!(&too_early, Err(Error::Refused(why)) if why.contains("1999")),
        "{too_early:?}"
    );
    actor.role = Role::TeamManager;
    actor.authority.clone_from(&authority("857").gss_code);
    let refused = synthesise(&actor, &office, &request("857"), |_| {}).await;
    assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
}
