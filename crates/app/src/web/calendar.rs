//! A worker's calendar at its secret address, as iCalendar (RFC 5545): all-day entries that name nobody.

use std::{
    collections::HashMap,
    fmt::Write,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use casework::calendar_feed::{self, Entry};
use jiff::{SignedDuration, Timestamp, fmt::rfc2822, tz::TimeZone};
use sha2::{Digest, Sha256};

use super::{
    call::Path,
    context::{App, Problem},
};

/// Programs ask every few minutes at most; more than this in an hour is none that serves anybody.
const READS_AN_HOUR: u32 = 120;
/// Wrong addresses of all visitors together. The right ones cannot be guessed; this keeps the guessing cheap for us.
const WRONG_ADDRESSES_AN_HOUR: u32 = 600;
/// Content lines are folded before their 76th byte (RFC 5545 section 3.1).
const LONGEST_LINE: usize = 75;

/// `GET /calendar/SECRET.ics`.
pub async fn show(
    State(app): State<App>,
    Extension(limits): Extension<Limits>,
    headers: HeaderMap,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let moment = app.clock.moment();
    let token = file.strip_suffix(".ics").unwrap_or(&file);
    if let Some(wait) = limits.must_wait(token, moment.now) {
        return Ok((
            StatusCode::TOO_MANY_REQUESTS,
            [(header::RETRY_AFTER, wait.to_string())],
            "This calendar was asked for too often. Ask again later.",
        )
            .into_response());
    }
    let calendar = match calendar_feed::open(&app.office, token, moment).await {
        Ok(calendar) => calendar,
        Err(error) => {
            limits.note_wrong_address();
            return Err(error.into());
        }
    };
    limits.note_read(token);
    let text = written(&calendar.entries, &address(&app, &headers));
    let hash = hex(&Sha256::digest(text.as_bytes()));
    let since = calendar_feed::unchanged_since(&app.office, &calendar, &hash, moment.now).await?;
    Ok(answer(&headers, text, &hash, since))
}

/// Where "My work" is opened: as the operator said, or as whoever asks has found us.
pub(super) fn address(app: &App, headers: &HeaderMap) -> String {
    if !app.public_address.is_empty() {
        return format!("{}/", app.public_address);
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .filter(|host| {
            host.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
        });
    host.map_or_else(String::new, |host| format!("http://{host}/"))
}

/// The calendar, or that it has not changed.
fn answer(asked: &HeaderMap, text: String, hash: &str, since: Timestamp) -> Response {
    let tag = format!("\"{hash}\"");
    let has_tag = asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|tags| tags.to_str().ok())
        .flat_map(|tags| tags.split(','))
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == tag || known == "*");
    // Which of both counts: RFC 9110 section 13.2.2. Dates have no fractions of seconds.
    let is_unchanged = if asked.contains_key(header::IF_NONE_MATCH) {
        has_tag
    } else {
        asked
            .get(header::IF_MODIFIED_SINCE)
            .and_then(|date| date.to_str().ok())
            .and_then(|date| rfc2822::DateTimeParser::new().parse_timestamp(date).ok())
            .is_some_and(|known| since.as_second() <= known.as_second())
    };
    let mut headers = HeaderMap::new();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::ETAG, &tag);
    set(header::LAST_MODIFIED, &http_date(since));
    set(header::CACHE_CONTROL, "private, no-cache");
    if is_unchanged {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    set(header::CONTENT_TYPE, "text/calendar; charset=utf-8");
    set(
        header::CONTENT_DISPOSITION,
        "inline; filename=\"throughcare.ics\"",
    );
    (headers, text).into_response()
}

/// "Tue, 03 Mar 2026 12:00:00 GMT".
fn http_date(moment: Timestamp) -> String {
    moment
        .to_zoned(TimeZone::UTC)
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string()
}

/// The calendar as text. Days have no time zone: a duty is due on a day wherever the telephone is.
fn written(entries: &[Entry], address: &str) -> String {
    let mut text = String::new();
    let mut line = |content: &str| push_folded(&mut text, content);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Throughcare//What is due//EN");
    line("CALSCALE:GREGORIAN");
    line("X-WR-CALNAME:Throughcare");
    line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    line("X-PUBLISHED-TTL:PT1H");
    for entry in entries {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}@throughcare", entry.uid));
        line(&format!("DTSTAMP:{}T000000Z", basic(entry.since)));
        line(&format!("DTSTART;VALUE=DATE:{}", basic(entry.on)));
        // The day after: the end of an entry is not part of it.
        let next = entry.on.tomorrow().unwrap_or(entry.on);
        line(&format!("DTEND;VALUE=DATE:{}", basic(next)));
        line(&format!("SUMMARY:{}", escaped(&entry.summary)));
        if !address.is_empty() {
            line(&format!("URL:{address}"));
            line(&format!(
                "DESCRIPTION:{}",
                escaped(&format!("Open My work: {address}"))
            ));
        }
        line("TRANSP:TRANSPARENT");
        line("CLASS:PRIVATE");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

fn basic(day: jiff::civil::Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// A text value (RFC 5545 section 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' => escaped.push_str("\\n"),
            character if character.is_control() => {}
            character => escaped.push(character),
        }
    }
    escaped
}

/// A line with its end, cut into pieces of at most 75 bytes between characters; each further piece begins with a space.
fn push_folded(text: &mut String, line: &str) {
    let mut used = 0;
    for character in line.chars() {
        if used + character.len_utf8() > LONGEST_LINE {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(character);
        used += character.len_utf8();
    }
    text.push_str("\r\n");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// How often each calendar was read in the hour that runs, and how many addresses were wrong.
#[derive(Clone, Default)]
pub struct Limits(Arc<Mutex<Counts>>);

#[derive(Default)]
struct Counts {
    since: Option<Timestamp>,
    reads: HashMap<String, u32>,
    wrong_addresses: u32,
}

impl Limits {
    /// For how many seconds this address has to wait, if it has to.
    fn must_wait(&self, token: &str, now: Timestamp) -> Option<i64> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let begins_anew = counts
            .since
            .is_none_or(|since| now.duration_since(since).abs() >= SignedDuration::from_hours(1));
        if begins_anew {
            *counts = Counts {
                since: Some(now),
                ..Counts::default()
            };
        }
        let is_too_often = match counts.reads.get(token) {
            Some(reads) => *reads >= READS_AN_HOUR,
            None => counts.wrong_addresses >= WRONG_ADDRESSES_AN_HOUR,
        };
        let waited = counts
            .since
            .map_or(0, |since| now.duration_since(since).as_secs());
        is_too_often.then_some((3_600 - waited).clamp(1, 3_600))
    }

    /// Only addresses that exist are kept, so that nobody fills the memory.
    fn note_read(&self, token: &str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.reads.entry(token.to_owned()).or_default() += 1;
    }

    fn note_wrong_address(&self) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.wrong_addresses += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn entry(summary: &str) -> Entry {
        Entry {
            uid: "0123456789abcdef".into(),
            on: date(2026, 2, 28),
            summary: summary.into(),
            since: date(2026, 1, 31),
        }
    }

    #[test]
    fn an_entry_is_a_whole_day_and_ends_on_the_next() {
        let text = written(&[entry("Plan; review, due\\now")], "https://x.example/");
        for line in [
            "UID:0123456789abcdef@throughcare",
            "DTSTAMP:20260131T000000Z",
            "DTSTART;VALUE=DATE:20260228",
            "DTEND;VALUE=DATE:20260301",
            "SUMMARY:Plan\\; review\\, due\\\\now",
            "URL:https://x.example/",
        ] {
            assert!(
                text.contains(&format!("{line}\r\n")),
                "{line} is not in {text}"
            );
        }
        assert!(
            text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
                && text.ends_with("END:VCALENDAR\r\n")
        );
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_bytes_and_unfolding_gives_it_back(line in "[a-zà-ž€😀 ,;]{0,400}") {
            let mut folded = String::new();
            push_folded(&mut folded, &line);
            prop_assert!(folded.ends_with("\r\n"));
            prop_assert!(folded.trim_end_matches("\r\n").split("\r\n").all(|piece| piece.len() <= 75));
            let unfolded = folded.replace("\r\n ", "");
            prop_assert_eq!(unfolded.trim_end_matches("\r\n"), line.as_str());
        }
    }

    #[test]
    fn an_hour_has_its_limit_and_the_next_one_begins_anew() {
        let limits = Limits::default();
        let noon = Timestamp::from_second(1_772_539_200).unwrap();
        for _ in 0..READS_AN_HOUR {
            assert_eq!(limits.must_wait("a", noon), None);
            limits.note_read("a");
        }
        assert_eq!(limits.must_wait("a", noon), Some(3_600));
        assert_eq!(limits.must_wait("b", noon), None);
        let later = noon + SignedDuration::from_mins(59);
        assert_eq!(limits.must_wait("a", later), Some(60));
        assert_eq!(
            limits.must_wait("a", noon + SignedDuration::from_hours(1)),
            None
        );
        for _ in 0..WRONG_ADDRESSES_AN_HOUR {
            limits.note_wrong_address();
        }
        assert!(
            limits
                .must_wait("guessed", noon + SignedDuration::from_hours(1))
                .is_some()
        );
    }

    #[test]
    fn a_program_that_has_it_already_is_told_so() {
        let since = Timestamp::from_millisecond(1_772_539_200_400).unwrap();
        let check = |name, value: &str, expected: StatusCode| {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_str(value).unwrap());
            let found = answer(&headers, "text".into(), "abc", since).status();
            assert_eq!(found, expected, "{value}");
        };
        check(header::IF_NONE_MATCH, "\"abc\"", StatusCode::NOT_MODIFIED);
        check(
            header::IF_NONE_MATCH,
            "\"x\", W/\"abc\"",
            StatusCode::NOT_MODIFIED,
        );
        check(header::IF_NONE_MATCH, "\"x\"", StatusCode::OK);
        check(
            header::IF_MODIFIED_SINCE,
            "Tue, 03 Mar 2026 12:00:00 GMT",
            StatusCode::NOT_MODIFIED,
        );
        check(
            header::IF_MODIFIED_SINCE,
            "Tue, 03 Mar 2026 11:59:59 GMT",
            StatusCode::OK,
        );
        check(header::IF_MODIFIED_SINCE, "yesterday", StatusCode::OK);
        assert_eq!(http_date(since), "Tue, 03 Mar 2026 12:00:00 GMT");
    }
}
