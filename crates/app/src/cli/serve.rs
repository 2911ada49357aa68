//! `throughcare serve`: the pages and the API.

use std::{net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use casework::Office;
use tokio::net::TcpListener;

use super::{
    Everywhere,
    mail::MailOptions,
    output::{self, Failure},
};
use crate::{
    mail,
    state::{App, DemoAccount},
    web::router::router,
};

/// So long after midnight, at the most, the duties of the new day are worked out.
const A_WHILE: Duration = Duration::from_mins(1);

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The port to listen on
    #[arg(long, default_value_t = 8080, value_name = "N")]
    pub port: u16,
    /// The address to listen on; only this machine unless said otherwise
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub address: std::net::IpAddr,
    #[command(flatten)]
    pub mail: MailOptions,
}

pub async fn run(everywhere: &Everywhere, options: &Options) -> Result<ExitCode, Failure> {
    let office = everywhere.office().await?;
    let app = App {
        office,
        clock: everywhere.clock(),
        public_address: Arc::default(),
        has_made_up_data: false,
        demo_accounts: Arc::default(),
    };
    serve(app, options, "").await
}

/// Serves until the process is asked to stop, then finishes what is running and writes what is waiting.
pub async fn serve(mut app: App, options: &Options, hello: &str) -> Result<ExitCode, Failure> {
    app.public_address = options.mail.public_address()?.into();
    let mail_server = options.mail.server()?;
    let address = SocketAddr::from((options.address, options.port));
    let listener = TcpListener::bind(address).await.map_err(|error| {
        Failure::new(format!(
            "Port {} cannot be opened: {error}. Choose another with --port.",
            options.port
        ))
    })?;
    let office = app.office.clone();
    output::print_text(&format!("{hello}Open http://{address}"));
    let ready = tokio::spawn(make_ready(app.clone()));
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let reminders = mail_server.map(|server| tokio::spawn(mail::run(app.clone(), server, stopped)));
    let served = axum::serve(listener, router(app))
        .with_graceful_shutdown(asked_to_stop())
        .await;
    let _ = stop.send(true);
    if let Some(reminders) = reminders {
        // What is being sent is finished and written down, so that it does not go twice.
        let _ = reminders.await;
    }
    ready.abort();
    office.close().await;
    served.map_err(|error| Failure::new(format!("The server stopped: {error}.")))?;
    Ok(ExitCode::SUCCESS)
}

/// The published figures take a moment to unpack, and the duties of each day to be worked out: better now than when somebody waits.
async fn make_ready(app: App) {
    if let Err(error) = app.office.warm_up().await {
        tracing::warn!(%error, "the published figures could not be read before they were asked for");
    }
    let mut ready_for = None;
    loop {
        let today = app.clock.moment().today;
        if ready_for != Some(today) {
            if let Err(error) = casework::duty::make_ready(&app.office, today).await {
                tracing::warn!(%error, "the day's duties could not be worked out before they were asked for");
            }
            ready_for = Some(today);
        }
        tokio::time::sleep(A_WHILE).await;
    }
}

async fn asked_to_stop() {
    let interrupted = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

/// The server of a demo.
pub fn demo_app(office: Office, clock: crate::clock::Clock, accounts: Vec<DemoAccount>) -> App {
    App {
        office,
        clock,
        public_address: Arc::default(),
        has_made_up_data: true,
        demo_accounts: Arc::new(accounts),
    }
}
