//! Options of the mail server through which reminders go. Without a server there are none.

use std::{path::PathBuf, time::Duration};

use super::output::Failure;
use crate::mail::{MailServer, Protection, Settings};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reminders by e-mail")]
pub struct MailOptions {
    /// The mail server; without it no reminders are sent
    #[arg(long, env = "THROUGHCARE_SMTP_HOST", value_name = "NAME", requires_all = ["mail_from", "public_address"])]
    pub smtp_host: Option<String>,
    /// Its port; 587, 465 or 25 unless said otherwise
    #[arg(long, env = "THROUGHCARE_SMTP_PORT", value_name = "N")]
    pub smtp_port: Option<u16>,
    /// How the line to it is protected
    #[arg(long, env = "THROUGHCARE_SMTP_TLS", value_enum, default_value_t = Protection::Starttls)]
    pub smtp_tls: Protection,
    /// Who signs in there, if anybody has to
    #[arg(
        long,
        env = "THROUGHCARE_SMTP_USER",
        value_name = "NAME",
        requires = "smtp_password_file"
    )]
    pub smtp_user: Option<String>,
    /// The file that holds the password and nothing else
    #[arg(long, env = "THROUGHCARE_SMTP_PASSWORD_FILE", value_name = "FILE")]
    pub smtp_password_file: Option<PathBuf>,
    /// How long sending one message may take, in seconds
    #[arg(long, env = "THROUGHCARE_SMTP_TIMEOUT", value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub smtp_timeout: u64,
    /// Who the reminders are from, such as "Throughcare <throughcare@council.example>"
    #[arg(long, env = "THROUGHCARE_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Where the service is opened in a browser, such as https://throughcare.council.example: for links in reminders and calendars
    #[arg(long, env = "THROUGHCARE_PUBLIC_ADDRESS", value_name = "URL")]
    pub public_address: Option<String>,
}

impl MailOptions {
    /// Where the service is opened, without a slash at its end; empty when nobody said.
    pub fn public_address(&self) -> Result<String, Failure> {
        let Some(address) = &self.public_address else {
            return Ok(String::new());
        };
        let address = address.trim().trim_end_matches('/');
        match url::Url::parse(address) {
            Ok(url) if ["http", "https"].contains(&url.scheme()) && url.has_host() => {
                Ok(address.to_owned())
            }
            _ => Err(Failure::new(format!(
                "\"{address}\" is no address of a service. Write it like https://throughcare.council.example."
            ))),
        }
    }

    /// The mail server, if there is one.
    pub fn server(&self) -> Result<Option<MailServer>, Failure> {
        let Some(host) = &self.smtp_host else {
            return Ok(None);
        };
        let password = match &self.smtp_password_file {
            Some(path) => Some(std::fs::read_to_string(path).map_err(|error| {
                Failure::new(format!(
                    "The password of the mail server cannot be read from {}: {error}.",
                    path.display()
                ))
            })?),
            None => None,
        };
        let settings = Settings {
            host: host.clone(),
            port: self.smtp_port,
            protection: self.smtp_tls,
            user_and_password: self
                .smtp_user
                .clone()
                .zip(password.map(|password| password.trim_end_matches(['\r', '\n']).to_owned())),
            from: self.mail_from.clone().unwrap_or_default(),
            timeout: Duration::from_secs(self.smtp_timeout),
            public_address: self.public_address()?,
        };
        MailServer::new(settings).map(Some).map_err(Failure::new)
    }
}
