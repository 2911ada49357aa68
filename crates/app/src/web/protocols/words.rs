//! A protocol's duties as its page tells them: the engine's own sentences without the codes that only files need.

use casework::protocol::Overview;
use jiff::civil::Date;
use leaving_care::{
    agreement::Agreement,
    duty::{Explanation, Protocol, explain},
    event::EventKind,
};

use crate::web::printed;

/// "14 of 20", or all, of a protocol's duties.
pub fn checked(overview: &Overview) -> String {
    let all = overview.protocol.duties.len();
    match overview.unverified() {
        0 => "every duty".to_owned(),
        unverified if unverified == all => "not yet".to_owned(),
        unverified => format!("{} of {all} duties", all - unverified),
    }
}

/// "2 of 3 parties".
pub fn signed(agreement: &Agreement) -> String {
    let all = agreement.parties.len();
    match agreement.unsigned().len() {
        0 => "by every party".to_owned(),
        unsigned => format!("by {} of {all} parties", all - unsigned),
    }
}

/// The day of a look back; empty for none.
#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "templates pass references"
)]
pub fn known(known_at: &Option<Date>) -> String {
    known_at
        .as_ref()
        .map_or_else(String::new, printed::long_date)
}

/// One duty as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent answers that a page shows"
)]
pub struct Told {
    pub id: String,
    pub title: String,
    /// Label and words, in the order in which they are read.
    pub lines: Vec<(&'static str, String)>,
    pub source: String,
    pub is_checked: bool,
    pub is_local: bool,
    pub is_law: bool,
    /// Whether the council may change it.
    pub is_open: bool,
    /// Differs from what ships.
    pub is_changed: bool,
}

/// Every duty of a protocol.
pub fn told(protocol: &Protocol, is_law: bool, shipped: Option<&Protocol>) -> Vec<Told> {
    let all = protocol.exemptions.len();
    let explained = explain(protocol).into_iter().zip(&protocol.duties);
    explained
        .map(|(explanation, duty)| {
            let put_off = if all > 1 && duty.excused_by.len() == all {
                "for any of the reasons below".to_owned()
            } else {
                plain(&explanation.put_off_by, protocol)
            };
            Told {
                id: duty.id.clone(),
                title: duty.title.clone(),
                lines: lines(&explanation, put_off, protocol),
                source: duty.source.clone(),
                is_checked: duty.verified,
                is_local: duty.local,
                is_law: is_law && !duty.local,
                is_open: !is_law || duty.local,
                is_changed: shipped
                    .and_then(|shipped| shipped.duty(&duty.id))
                    .is_some_and(|ships| ships != duty),
            }
        })
        .collect()
}

fn lines(
    explanation: &Explanation,
    put_off: String,
    protocol: &Protocol,
) -> Vec<(&'static str, String)> {
    let mut lines = vec![
        ("Owed by", explanation.owed_by.clone()),
        ("Counted from", explanation.anchor.clone()),
        ("Opens", explanation.opens.clone()),
        ("Due", explanation.first_due.clone()),
        ("Late", explanation.late.clone()),
        ("Comes again", explanation.again.clone()),
    ];
    if explanation.again != "once" {
        lines.push(("If done early", explanation.early_resets_the_clock.clone()));
    }
    lines.extend([
        ("Done by", explanation.done_by.clone()),
        ("Ends", explanation.ends.clone()),
        ("Can be put off", put_off),
    ]);
    for (_, words) in &mut lines {
        *words = capitalised(&plain(words, protocol));
    }
    lines
}

/// Without the codes of events and exemptions in brackets.
fn plain(words: &str, protocol: &Protocol) -> String {
    let mut plain = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once(" (") {
        plain.push_str(before);
        let (inside, behind) = after.split_once(')').unwrap_or((after, ""));
        let is_code = inside.parse::<EventKind>().is_ok() || protocol.exemption(inside).is_some();
        if is_code {
            rest = behind;
        } else {
            plain.push_str(" (");
            rest = after;
        }
    }
    plain.push_str(rest);
    plain
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use leaving_care::duty::Protocols;

    #[test]
    fn codes_go_and_other_brackets_stay() {
        let protocol = Protocols::shipped()
            .find("statutory_england")
            .expect("a protocol");
        let check = |words: &str, expected: &str| assert_eq!(plain(words, protocol), expected);
        check("Claim began (claim_started)", "Claim began");
        check(
            "Claim began (claim_started) or Work ended (job_ended); each for itself",
            "Claim began or Work ended; each for itself",
        );
        check("due (a choice) in 3 days", "due (a choice) in 3 days");
        check("open ( and (claim_started", "open ( and");
        check("", "");
    }

    #[test]
    fn every_shipped_duty_is_told_without_a_code() {
        for protocol in Protocols::shipped().iter() {
            for duty in told(protocol, false, Some(protocol)) {
                assert!(!duty.is_changed);
                for (label, words) in duty.lines {
                    assert!(
                        !words.is_empty() && !words.contains('_'),
                        "{label}: {words}"
                    );
                }
            }
        }
    }
}
