//! Reminders by e-mail: makes what is to be made, sends it through the council's mail server, and writes down what became of it.

mod letter;

use std::time::Duration;

use casework::{Moment, Office, reminder};
use jiff::{SignedDuration, civil::Date};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{clock, state::App};

/// How often it looks for something to send: what is urgent arrives within the minute.
const EVERY: Duration = Duration::from_secs(10);
/// Summaries go out from this hour on.
const MORNING_HOUR: i8 = 7;
/// A reminder stays with whoever took it for so many times the longest that sending can last.
const LEASE_IN_TIMEOUTS: i32 = 3;
/// So often it is tried to write down that something was sent; after that the lease runs out and it goes once more.
const TRIES_TO_RECORD: u32 = 5;

/// How the line to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Protection {
    /// Begins openly and is then encrypted; refused when the server cannot.
    Starttls,
    /// Encrypted from the start.
    Tls,
    /// Not encrypted: only for a server on the same machine.
    None,
}

impl Protection {
    fn usual_port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// What is known of the council's mail server.
#[derive(Debug, Clone)]
pub struct Settings {
    pub host: String,
    pub port: Option<u16>,
    pub protection: Protection,
    pub user_and_password: Option<(String, String)>,
    /// "Throughcare <throughcare@council.example>".
    pub from: String,
    pub timeout: Duration,
    /// Where the service is opened in a browser, without a slash at its end.
    pub public_address: String,
}

/// A mail server to send through.
pub struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    timeout: Duration,
    public_address: String,
    /// Names this instance among several on one database.
    instance: String,
}

impl MailServer {
    /// Reads the settings; nothing is sent yet. The error is one sentence.
    pub fn new(settings: Settings) -> Result<Self, String> {
        let from: Mailbox = settings.from.parse().map_err(|_| {
            format!(
                "\"{}\" is no address to send from. Write --mail-from \"Throughcare <throughcare@council.example>\".",
                settings.from
            )
        })?;
        let tls = |host: &str| {
            TlsParameters::new(host.to_owned()).map_err(|error| {
                format!("The certificates of this machine cannot be read: {error}.")
            })
        };
        let tls = match settings.protection {
            Protection::Starttls => Tls::Required(tls(&settings.host)?),
            Protection::Tls => Tls::Wrapper(tls(&settings.host)?),
            Protection::None => Tls::None,
        };
        let port = settings.port.unwrap_or(settings.protection.usual_port());
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(port)
            .tls(tls)
            .timeout(Some(settings.timeout));
        if let Some((user, password)) = settings.user_and_password {
            transport = transport.credentials(Credentials::new(user, password));
        }
        Ok(Self {
            transport: transport.build(),
            from,
            timeout: settings.timeout,
            public_address: settings.public_address,
            instance: Uuid::now_v7().to_string(),
        })
    }

    fn lease(&self) -> SignedDuration {
        SignedDuration::try_from(self.timeout)
            .unwrap_or(SignedDuration::from_mins(1))
            .saturating_mul(LEASE_IN_TIMEOUTS)
    }
}

/// Sends until it is told to stop; what is being sent then is finished first.
pub async fn run(app: App, server: MailServer, mut stop: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = stop.changed() => return,
        }
        let now = || app.clock.moment();
        if let Err(error) = round(&app.office, &server, now, &stop).await {
            tracing::error!(%error, "reminders could not be made or sent; trying again soon");
        }
    }
}

/// Makes what is to be made at a moment, and sends what waits. Gives how many were sent.
pub async fn round(
    office: &Office,
    server: &MailServer,
    now: impl Fn() -> Moment,
    stop: &watch::Receiver<bool>,
) -> casework::Result<usize> {
    reminder::prepare(office, now(), morning_of).await?;
    let mut count = 0;
    while !*stop.borrow() {
        let lease = server.lease();
        let Some(letter) = reminder::claim(office, now(), &server.instance, lease).await? else {
            break;
        };
        match send(server, &letter).await {
            Ok(()) => {
                record_sent(office, &letter, &now).await?;
                count += 1;
            }
            Err(answer) => {
                tracing::warn!(%answer, reminder = %letter.id, "a reminder could not be sent; it waits");
                let now = now().now;
                reminder::postpone(office, &letter, &server.instance, &answer, now).await?;
            }
        }
    }
    Ok(count)
}

/// When the summaries of a day go out.
fn morning_of(day: Date) -> jiff::Timestamp {
    clock::at_hour(day, MORNING_HOUR)
}

/// The error is what the server said, or why it could not be reached.
async fn send(server: &MailServer, letter: &reminder::Letter) -> Result<(), String> {
    let message = letter::message(&server.from, &server.public_address, letter)?;
    match tokio::time::timeout(server.timeout, server.transport.send(message)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("The mail server did not answer in time.".to_owned()),
    }
}

/// That it was sent must be written down, or it is sent again.
async fn record_sent(
    office: &Office,
    letter: &reminder::Letter,
    now: &impl Fn() -> Moment,
) -> casework::Result<()> {
    let mut tries = 1;
    loop {
        match reminder::sent(office, letter, now().now).await {
            Err(error) if tries < TRIES_TO_RECORD => {
                tracing::warn!(%error, tries, "it could not be written down that a reminder was sent");
                tries += 1;
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            result => return result,
        }
    }
}
