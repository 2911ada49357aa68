//! `throughcare demo`: a made-up council in an embedded database, with one account for each role.

use std::process::ExitCode;

use casework::{
    Actor, Office, Role,
    account::{self, NewAccount},
    entitlement, jobcentre_directory,
    synthesise::{Request, Which, synthesise},
};
use jiff::civil::{Date, date};

use super::{
    Everywhere,
    output::{self, Failure},
    serve, synthesise as synthesise_command,
};
use crate::{clock::Clock, state::DemoAccount};

/// Lancashire: the council of the seed documents with the most to show.
const AUTHORITY: &str = "E10000017";
const YEAR_ENDING: i16 = 2025;
const SEED: u64 = 1;
/// The demo's day stands still half a year after the published year, so that its lives do not grow stale.
const TODAY: Date = date(2025, 9, 30);
/// Shown on the sign-in page: nobody in a demo is real.
const PASSWORD: &str = "made-up people only";
/// Where the demo lives when no database is named.
const DATABASE: &str = "sqlite:demo/throughcare.db";

pub async fn run(everywhere: &Everywhere, options: &serve::Options) -> Result<ExitCode, Failure> {
    let mut everywhere = everywhere.clone();
    if everywhere.db.is_default() {
        everywhere.db = DATABASE.parse().unwrap_or(everywhere.db);
    }
    let today = everywhere.today.unwrap_or(TODAY);
    everywhere.today = Some(today);
    let office = everywhere.office().await?;
    let actor = Actor::command_line(AUTHORITY, everywhere.clock().moment());
    if casework::authority::with_people(&office).await?.is_empty() {
        make(&actor, &office).await?;
    }
    let accounts = accounts();
    let hello = hello(&accounts, today);
    let app = serve::demo_app(office, Clock::Frozen(today), accounts);
    serve::serve(app, options, &hello).await
}

/// Makes the council and its accounts, once.
async fn make(actor: &Actor, office: &Office) -> Result<(), Failure> {
    output::print_text("Making up a council. This takes some seconds, once.");
    let request = Request {
        which: Which::One(AUTHORITY.to_owned()),
        year_ending: YEAR_ENDING,
        seed: SEED,
        with_contacts: true,
    };
    let summary = synthesise(actor, office, &request, |_| ()).await?;
    output::print_text(&synthesise_command::text(&summary));
    let advisers = casework::worker::busiest(actor, office).await?;
    // The young person of the demo has money on its way, so that their own pages show something.
    let young_person = entitlement::payments(actor, office)
        .await?
        .into_iter()
        .next();
    for (role, demo_account) in Role::people().zip(accounts()) {
        let worker = advisers.iter().find(|worker| worker.role == role.code());
        let own = young_person.as_ref().filter(|_| role == Role::CareLeaver);
        let account = NewAccount {
            email: demo_account.email,
            name: worker
                .map(|worker| worker.name.clone())
                .or_else(|| own.map(|own| own.name.clone()))
                .unwrap_or_else(|| name_of(role)),
            role,
            worker: worker.map(|worker| worker.id),
            person: own.map(|own| own.payment.person),
            password: demo_account.password,
        };
        account::add(actor, office, account).await?;
    }
    link_work_coach(actor, office).await
}

/// The demo's work coach is the first of the directory, so that their pages show the young people of one district.
async fn link_work_coach(actor: &Actor, office: &Office) -> Result<(), Failure> {
    let directory = jobcentre_directory::open(actor, office).await?;
    if let Some(coach) = directory.coaches().next() {
        let email = email_of(Role::WorkCoach);
        jobcentre_directory::link_account(actor, office, &email, Some(coach.id)).await?;
    }
    Ok(())
}

fn email_of(role: Role) -> String {
    format!("{}@demo.example", role.code().replace('_', "."))
}

fn accounts() -> Vec<DemoAccount> {
    Role::people()
        .map(|role| DemoAccount {
            role: role.label().to_owned(),
            email: email_of(role),
            password: PASSWORD.to_owned(),
        })
        .collect()
}

/// Made up, for roles that nobody of the made-up council has.
fn name_of(role: Role) -> String {
    format!("Demo {}", role.label().to_lowercase())
}

fn hello(accounts: &[DemoAccount], today: Date) -> String {
    let lines: Vec<String> = accounts
        .iter()
        .map(|account| format!("  {:30} {}", account.role, account.email))
        .collect();
    format!(
        "Everybody here is made up. The demo's day is {}.\nOne account a role; the password of each is: {PASSWORD}\n{}\n",
        leaving_care::wording::day(today),
        lines.join("\n")
    )
}
