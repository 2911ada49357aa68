//! What a protocol says of one duty: who owes it, what starts it, when it is due, how often, what fulfils it and what ends it.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::length::Length;
use crate::event::{Attendee, EventDetails, EventKind};

/// Which side owes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwedBy {
    Council,
    Jobcentre,
    Both,
}

impl OwedBy {
    pub fn code(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::Jobcentre => "jobcentre",
            Self::Both => "both",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Council => "the council",
            Self::Jobcentre => "the Jobcentre",
            Self::Both => "the council and the Jobcentre",
        }
    }
}

/// One duty of a protocol.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent answers about one duty, each a line of the file"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Unique in its protocol.
    pub id: String,
    /// What is to be done, as a line of a list: "Weekly contact from the Jobcentre".
    pub title: String,
    pub owed_by: OwedBy,
    /// The person who does it, where the text names one.
    pub role: Option<Attendee>,
    /// One sentence that says why; `{trigger}`, `{last}`, `{due}` are days.
    pub why: String,
    /// The same for every time after the first; empty: as the first.
    pub why_again: String,
    /// The same for the first time after it stood still, where `{resumed}` is the day on which that ended; empty: as the first.
    pub why_resumed: String,
    /// Which text says so.
    pub source: String,
    /// Whether somebody has read it in that text.
    pub verified: bool,
    /// A choice of the council's where the text names no day or number: it may be changed without breaking the text.
    pub local: bool,
    pub starts: Starts,
    /// Counted from the start (or a resumption).
    pub due: Length,
    /// Due on reaching an age instead.
    pub due_at_age: Option<Length>,
    /// Counted from this age where it started before: nothing can be paid to somebody who is younger.
    pub counts_from_age: Option<Length>,
    /// How long before the due day the window opens. Not said: at once for what is done once, on the due day for what comes again.
    pub opens: Option<Length>,
    /// After the due day; nothing is late before that has passed.
    pub late: Length,
    pub every: Option<Cadence>,
    /// What counts as done: any of these.
    pub fulfilled_by: Vec<Acceptance>,
    pub accepts: AcceptsFrom,
    /// A thing that may not be done until it is fulfilled, rather than one that somebody must do.
    pub is_hold: bool,
    /// Whether it stands still for want of the young person's agreement to share information with the Jobcentre.
    pub consent: Consent,
    pub ends: Ends,
    /// Each leaves its own stretches out.
    pub pauses: Vec<Pauses>,
    /// Where one of these has ever happened the duty does not arise.
    pub unless: Vec<EventKind>,
    /// Arises only where one of these has happened on or before the start.
    pub only_after: Vec<EventKind>,
    /// The exemptions (ids) that may excuse it; empty: none may.
    pub excused_by: Vec<String>,
    /// Of what is done once: those for whom its day had passed when a council began to work by the protocol are owed it from then.
    pub catch_up: bool,
    /// The day on which a council began to work by it: what would have been due before was never asked of anybody. It is no line of the
    /// file but a decision of the council's; `None`: asked for from the beginning, as the law is.
    pub in_use_from: Option<Date>,
}

/// What starts a duty. Each start makes one duty, or one row of repeated ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Starts {
    /// The day of any of these events, plus a length.
    On {
        kinds: Vec<EventKind>,
        after: Length,
        which: Which,
    },
    /// The days on which the person reaches these ages.
    AtAges(Vec<Length>),
}

/// Whether the young person's agreement to share information with the Jobcentre matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Nothing is shared.
    DoesNotMatter,
    /// It waits until the young person has agreed, and while they have taken that back.
    Needed,
    /// It waits while the young person has refused or taken back; where nobody wrote down what they said it does not.
    NotRefused,
}

/// Which of several events of these kinds count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Each makes a duty of its own.
    Each,
    /// Each, and takes the place of the one before.
    Latest,
    /// The first there ever was.
    First,
    /// The first since the latest of these.
    FirstSince(Vec<EventKind>),
}

/// How often it comes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cadence {
    Every {
        length: Length,
        /// Whether doing it early counts, and moves the next one: it is then due this long after it was last done. Otherwise it is due at
        /// fixed intervals from the first, and only what is done inside the window counts.
        early_resets: bool,
    },
    /// Once by each of these days of the year (month, day): school terms.
    By(Vec<(i8, i8)>),
}

/// An event that counts as done.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent questions about one event"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    pub kind: EventKind,
    /// Only when it is known to have been face to face.
    pub face_to_face: bool,
    /// Not when it is known to have been at a distance; a record that does not say counts.
    pub not_remote: bool,
    /// Only when the council's adviser is known to have been there.
    pub adviser_present: bool,
    /// Who must have been there, if it was written down who was; a documented substitute stands in for anybody. Each line is a choice of
    /// people of whom one must have been there.
    pub present: Vec<Vec<Attendee>>,
    /// Of a step of the council's own: its name.
    pub step: String,
    /// Only up to the last day on which it is in time: what is done later says nothing of that day.
    pub in_time: bool,
}

impl Acceptance {
    /// Whether an event with these details is accepted.
    pub fn takes(&self, details: Option<&EventDetails>) -> bool {
        // Made once: most of a country's contacts say nothing more.
        static PLAIN: LazyLock<EventDetails> = LazyLock::new(EventDetails::default);
        let details = details.unwrap_or(&PLAIN);
        let asks_nothing = !self.face_to_face
            && !self.not_remote
            && !self.adviser_present
            && self.step.is_empty()
            && self.present.is_empty();
        if asks_nothing {
            return true;
        }
        let adviser_was_there = details.adviser_present.unwrap_or_else(|| {
            details.present.iter().any(|attendee| {
                matches!(
                    attendee,
                    Attendee::PersonalAdviser | Attendee::YouthAdviser | Attendee::SocialWorker
                )
            })
        });
        let stood_in = !details.substitute.trim().is_empty();
        (!self.face_to_face || details.face_to_face == Some(true))
            && (!self.not_remote || details.face_to_face != Some(false))
            && (!self.adviser_present || adviser_was_there || stood_in)
            && (self.step.is_empty() || self.step == details.step)
            && self.all_were_there(details, stood_in)
    }

    /// A meeting of named people counts when its record does not say who was there (its name says it), when the record names them all, or
    /// when it says who stood in. It does not count when the record says that the adviser was missing.
    fn all_were_there(&self, details: &EventDetails, stood_in: bool) -> bool {
        if self.present.is_empty() || stood_in {
            return true;
        }
        if details.present.is_empty() {
            return details.adviser_present != Some(false);
        }
        self.present
            .iter()
            .all(|choice| choice.iter().any(|wanted| details.present.contains(wanted)))
    }
}

/// From when on something done counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcceptsFrom {
    /// This long after (before, when negative) the start.
    Start(Length),
    /// However long ago.
    Ever,
}

/// What ends a duty, done or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ends {
    pub on: Vec<EventKind>,
    pub at_age: Option<Length>,
    /// Counted from the start; the last day still counts.
    pub after: Option<Length>,
}

/// A stretch in which it is not owed; it starts anew when the stretch ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pauses {
    pub from: EventKind,
    pub until: EventKind,
}

/// A reason for which a duty may be put off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exemption {
    pub id: String,
    pub title: String,
    /// How many days it adds.
    pub days: i32,
    /// Whether it also helps what was already late; by default it does not.
    pub rescues_overdue: bool,
}

/// A protocol: its duties, the exemptions that it knows, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protocol {
    pub id: String,
    pub title: String,
    pub version: String,
    /// `None`: in both nations.
    pub nation: Option<crate::authority::Nation>,
    /// Starts before this day and from `until` on make no duties.
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub parties: Vec<String>,
    pub source: String,
    pub note: String,
    pub duties: Vec<Definition>,
    pub exemptions: Vec<Exemption>,
    /// As it was written.
    pub text: String,
}

impl Protocol {
    pub fn duty(&self, id: &str) -> Option<&Definition> {
        self.duties.iter().find(|duty| duty.id == id)
    }

    pub fn exemption(&self, id: &str) -> Option<&Exemption> {
        self.exemptions.iter().find(|exemption| exemption.id == id)
    }
}
