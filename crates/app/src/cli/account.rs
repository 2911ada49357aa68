//! `throughcare account`: who may sign in.

use std::process::ExitCode;

use casework::{Role, account};
use clap::Subcommand;
use uuid::Uuid;

use super::{
    Everywhere,
    output::{self, Failure},
};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add an account; the password is read from the environment so that it stands in no history
    #[command(
        after_help = "Example:\n  THROUGHCARE_PASSWORD='a long sentence' throughcare account add --la 888 --email sam@council.example --name 'Sam Made-Up' --role personal_adviser"
    )]
    Add {
        /// The authority, by its nine-character or three-digit code
        #[arg(long, value_name = "CODE")]
        la: Option<String>,
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        /// personal_adviser, social_worker, team_manager, performance_analyst, board_member, administrator ...
        #[arg(long, value_parser = role)]
        role: Role,
        /// The young person whose own account it is, by the id in the address of their page; only with the role care_leaver
        #[arg(long, value_name = "ID")]
        person: Option<Uuid>,
        #[arg(long, env = "THROUGHCARE_PASSWORD", hide_env_values = true)]
        password: String,
    },
}

pub async fn run(everywhere: &Everywhere, command: &Command) -> Result<ExitCode, Failure> {
    let Command::Add {
        la,
        email,
        name,
        role,
        person,
        password,
    } = command;
    let office = everywhere.office().await?;
    let actor = everywhere.actor(&office, la.as_deref()).await?;
    let new = account::NewAccount {
        email: email.clone(),
        name: name.clone(),
        role: *role,
        worker: None,
        person: *person,
        password: password.clone(),
    };
    account::add(&actor, &office, new).await?;
    office.close().await;
    output::print_text("The account is there.");
    Ok(ExitCode::SUCCESS)
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|()| {
        let roles: Vec<&str> = Role::people().map(Role::code).collect();
        format!("say one of {}", roles.join(", "))
    })
}
