//! The words of a reminder. They name nobody and nothing that somebody over a shoulder should read.

use askama::Template;
use casework::reminder::{Kind, Letter};
use lettre::{
    Message,
    message::{
        Mailbox,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
};

#[derive(Template)]
#[template(path = "caseload/reminder.txt")]
struct Words<'a> {
    letter: &'a Letter,
    address: &'a str,
}

/// Says to other programs that no person wrote this, so that nobody's "out of office" answers it (RFC 3834).
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The message. Its id is the same at every try, so that whoever has it already can drop it.
pub(super) fn message(from: &Mailbox, address: &str, letter: &Letter) -> Result<Message, String> {
    let to: Mailbox = letter
        .to
        .parse()
        .map_err(|_| "The account's e-mail address cannot be written to.".to_owned())?;
    let words = Words { letter, address };
    let text = words.render().map_err(|error| error.to_string())?;
    Message::builder()
        .from(from.clone())
        .to(to)
        .subject(subject(letter))
        .message_id(Some(format!("<{}@{}>", letter.id, from.email.domain())))
        .header(AutoSubmitted)
        .header(ContentType::TEXT_PLAIN)
        .body(text)
        .map_err(|error| error.to_string())
}

fn subject(letter: &Letter) -> String {
    match letter.kind {
        Kind::FirstMissedAppointment => {
            "Throughcare: an appointment at the Jobcentre was missed".to_owned()
        }
        Kind::Daily | Kind::Weekly => format!("Throughcare: {}", counts(letter)),
    }
}

/// "3 things are overdue, and 4 are due this week".
fn counts(letter: &Letter) -> String {
    let things = |count: u64| match count {
        1 => "1 thing is".to_owned(),
        _ => format!("{count} things are"),
    };
    match (letter.overdue, letter.due) {
        (0, due) => format!("{} due in the next seven days", things(due)),
        (overdue, 0) => format!("{} overdue", things(overdue)),
        (overdue, 1) => format!(
            "{} overdue, and 1 is due in the next seven days",
            things(overdue)
        ),
        (overdue, due) => format!(
            "{} overdue, and {due} are due in the next seven days",
            things(overdue)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn letter(kind: Kind, overdue: u64, due: u64) -> Letter {
        Letter {
            id: Uuid::from_u128(7),
            to: "sam@council.example".into(),
            kind,
            day: date(2026, 3, 3),
            overdue,
            due,
            attempts: 1,
        }
    }

    #[test]
    fn a_reminder_says_how_many_and_where_to_look() {
        let check = |kind, overdue, due, subject: &str, says: &str| {
            let from = "Throughcare <throughcare@council.example>".parse().unwrap();
            let letter = letter(kind, overdue, due);
            let message = message(&from, "https://throughcare.council.example", &letter).unwrap();
            let text = String::from_utf8(message.formatted()).unwrap();
            assert!(text.contains(&format!("Subject: {subject}")), "{text}");
            assert!(text.contains(says), "{says} is not in {text}");
            assert!(
                text.contains("Message-ID: <00000000-0000-0000-0000-000000000007@council.example>"),
                "{text}"
            );
            assert!(text.contains("Auto-Submitted: auto-generated"), "{text}");
        };
        let week = "due in the next seven days";
        check(
            Kind::Daily,
            3,
            4,
            "Throughcare: 3 things are overdue",
            &format!("and 4 are {week}."),
        );
        check(
            Kind::Daily,
            1,
            1,
            "Throughcare: 1 thing is overdue",
            &format!("and 1 is {week}."),
        );
        check(
            Kind::Weekly,
            0,
            1,
            "Throughcare: 1 thing is due",
            &format!("1 thing is {week}."),
        );
        check(
            Kind::Weekly,
            2,
            0,
            "Throughcare: 2 things are overdue",
            "2 things are overdue.",
        );
        check(
            Kind::FirstMissedAppointment,
            0,
            0,
            "Throughcare: an appointment",
            "Somebody you work with has missed a first appointment",
        );
    }
}
