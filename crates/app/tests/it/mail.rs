//! Reminders through a real mail server: down, refusing, untrusted; two instances on one database; a process killed at the worst moment.

use std::{collections::BTreeSet, process::Stdio, time::Duration};

use app::{
    clock::at_hour,
    mail::{MailServer as Sender, Protection, Settings, round},
};
use casework::{
    Moment, Office, Role, SecretKey,
    jobcentre::{self, NewStep},
    reminder::{self, Frequency},
};
use jiff::{SignedDuration, civil::Date};
use leaving_care::claim::{Channel, Purpose, Step};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    sync::watch,
};

use uuid::Uuid;

use crate::support::{
    Site, TODAY, a_long_life, command_line,
    mail_server::{MailServer, header},
    on_each_engine,
};

fn sender(port: u16, protection: Protection, signs_in: Option<(&str, &str)>) -> Sender {
    let settings = Settings {
        host: "localhost".into(),
        port: Some(port),
        protection,
        user_and_password: signs_in.map(|(user, password)| (user.into(), password.into())),
        from: "Throughcare <throughcare@council.example>".into(),
        timeout: Duration::from_secs(20),
        public_address: "https://throughcare.council.example".into(),
    };
    Sender::new(settings).unwrap()
}

/// So many seconds after eight in the morning.
fn morning(seconds: i64) -> impl Fn() -> Moment {
    move || Moment {
        today: TODAY,
        now: at_hour(TODAY, 8) + SignedDuration::from_secs(seconds),
    }
}

async fn send(office: &Office, sender: &Sender, seconds: i64) -> usize {
    let (_keep, stop) = watch::channel(false);
    round(office, sender, morning(seconds), &stop)
        .await
        .unwrap()
}

/// What administrators see of the one reminder.
async fn seen(site: &Site) -> reminder::Waiting {
    let waiting = reminder::waiting(&command_line(TODAY), &site.office, 10)
        .await
        .unwrap();
    assert_eq!(waiting.len(), 1);
    waiting.into_iter().next().unwrap()
}

#[tokio::test]
async fn a_reminder_waits_while_the_server_is_down_or_refuses_and_arrives_once() {
    on_each_engine(async |site| {
        a_long_life(site).await;
        let email = site.account(Role::PersonalAdviser).await;
        let mut mail = MailServer::start().await;
        let port = mail.port;
        drop(mail);
        let sender = sender(port, Protection::None, None);
        assert_eq!(send(&site.office, &sender, 0).await, 0);
        let down = seen(site).await;
        assert!(!down.was_sent && !down.last_answer.is_empty(), "{down:?}");

        mail = MailServer::start_on(port).await;
        mail.behave("refuse").await;
        assert_eq!(send(&site.office, &sender, 30).await, 0);
        assert!(seen(site).await.last_answer.contains("busy"));
        mail.behave("accept").await;
        // The pause has grown to a minute.
        assert_eq!(send(&site.office, &sender, 89).await, 0);
        assert_eq!(send(&site.office, &sender, 90).await, 1);
        let taken = mail.taken().await;
        assert_eq!(taken.len(), 1);
        assert_eq!(taken[0]["to"], serde_json::json!([email]));
        let text = taken[0]["text"].as_str().unwrap();
        assert!(
            header(&taken[0], "Subject").starts_with("Throughcare: "),
            "{text}"
        );
        assert!(
            text.contains("https://throughcare.council.example/"),
            "{text}"
        );
        for name in ["Ash", "Brook", "Sam", "Okafor", "2006"] {
            assert!(!text.contains(name), "{name} in {text}");
        }
        assert_eq!(send(&site.office, &sender, 3_600).await, 0);
        assert!(mail.taken().await.is_empty());
        let sent = seen(site).await;
        assert!(sent.was_sent && sent.attempts == 3, "{sent:?}");
    })
    .await;
}

#[tokio::test]
async fn two_instances_on_one_database_send_each_reminder_once() {
    on_each_engine(async |site| {
        a_long_life(site).await;
        let mut emails = BTreeSet::new();
        for _ in 0..6 {
            emails.insert(site.account(Role::PersonalAdviser).await);
        }
        let mut mail = MailServer::start().await;
        let other = Office::open(site.address(), SecretKey::new([7; 32]))
            .await
            .unwrap();
        let senders = [1, 2].map(|_| sender(mail.port, Protection::None, None));
        let (one, two) = tokio::join!(
            send(&site.office, &senders[0], 0),
            send(&other, &senders[1], 0)
        );
        assert_eq!(one + two, 6);
        let taken = mail.taken().await;
        assert_eq!(taken.len(), 6);
        let ids: BTreeSet<String> = taken
            .iter()
            .map(|message| header(message, "Message-ID"))
            .collect();
        let to: BTreeSet<String> = taken
            .iter()
            .map(|message| message["to"][0].as_str().unwrap().to_owned())
            .collect();
        assert_eq!((ids.len(), to), (6, emails));
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_server_without_a_known_certificate_gets_nothing_and_a_password_is_used() {
    let site = Site::on_sqlite().await;
    a_long_life(&site).await;
    site.account(Role::PersonalAdviser).await;
    let mut mail = MailServer::start().await;
    let untrusted = sender(mail.port, Protection::Starttls, None);
    assert_eq!(send(&site.office, &untrusted, 0).await, 0);
    let answer = seen(&site).await.last_answer;
    assert!(answer.to_lowercase().contains("certificate"), "{answer}");
    let wrong = sender(
        mail.port,
        Protection::None,
        Some(("throughcare", "guessed")),
    );
    assert_eq!(send(&site.office, &wrong, 60).await, 0);
    assert!(mail.taken().await.is_empty());
    let right = sender(
        mail.port,
        Protection::None,
        Some(("throughcare", "made-up")),
    );
    assert_eq!(send(&site.office, &right, 600).await, 1);
    assert_eq!(mail.next().await["user"], "throughcare");
}

/// The program itself, on a database and a day.
async fn serve(site: &Site, day: Date, mail: &MailServer) -> Child {
    let mut process = Command::new(env!("CARGO_BIN_EXE_throughcare"))
        .args(["serve", "--port", "0", "--db", site.address()])
        .args(["--today", &day.to_string(), "--key-file", &site.key_file()])
        .args([
            "--smtp-host",
            "localhost",
            "--smtp-port",
            &mail.port.to_string(),
        ])
        .args([
            "--smtp-tls",
            "none",
            "--mail-from",
            "throughcare@council.example",
        ])
        .args(["--public-address", "https://throughcare.council.example"])
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    assert!(
        lines
            .next_line()
            .await
            .unwrap()
            .unwrap()
            .contains("Open http://")
    );
    process
}

#[tokio::test]
async fn a_process_killed_between_sending_and_recording_sends_the_same_message_again_and_never_loses_it()
 {
    on_each_engine(async |site| {
        let person = a_long_life(site).await;
        let email = site.account(Role::PersonalAdviser).await;
        let mut visitor = crate::support::Visitor::new(site.router(TODAY));
        visitor.sign_in(&email).await;
        let chosen = visitor
            .post(
                "/account/reminders",
                &[("frequency", Frequency::None.code())],
            )
            .await;
        assert_eq!(chosen.status, 303);
        let appointment = Uuid::now_v7();
        let step = |id, about, step| NewStep {
            id,
            about,
            on: TODAY,
            step,
        };
        let arranged = Step::AppointmentArranged {
            purpose: Purpose::Regular,
            for_day: TODAY,
            time: String::new(),
            place: String::new(),
            channel: Channel::FaceToFace,
            claim: None,
        };
        let missed = Step::AppointmentMissed {
            note: String::new(),
        };
        let steps = vec![
            step(appointment, None, arranged),
            step(Uuid::now_v7(), Some(appointment), missed),
        ];
        jobcentre::record(&command_line(TODAY), &site.office, person, steps)
            .await
            .unwrap();

        let mut mail = MailServer::start().await;
        mail.behave("hold").await;
        let mut process = serve(site, TODAY, &mail).await;
        // The server has the message, and has not said so: nothing can have been written down.
        let first = mail.next().await;
        process.kill().await.unwrap();
        assert!(!seen(site).await.was_sent);

        // On the next day the lease has run out. The server would drop the repeat by its Message-ID; here both are shown.
        mail.behave("accept").await;
        let mut process = serve(site, TODAY.tomorrow().unwrap(), &mail).await;
        let second = mail.next().await;
        assert_eq!(header(&first, "Message-ID"), header(&second, "Message-ID"));
        assert_eq!(second["to"], serde_json::json!([email]));
        // Asked to stop, it writes down what it has sent.
        let pid = process.id().unwrap().to_string();
        let asked = Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .await
            .unwrap();
        assert!(asked.success() && process.wait().await.unwrap().success());
        let sent = seen(site).await;
        assert!(sent.was_sent && sent.attempts == 2, "{sent:?}");
        assert!(mail.taken().await.is_empty());
    })
    .await;
}
