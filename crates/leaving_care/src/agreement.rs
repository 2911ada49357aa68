//! A protocol as it was signed: which parties, for which district, from when, who signed, what each side promised and what was done.

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An agreement between a council and its partners. Which duties follow for each young person stands in the protocol that it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    pub title: String,
    /// The Jobcentre's district, or another area for which it holds.
    pub district: String,
    pub version: String,
    pub starts_on: Date,
    pub review_on: Option<Date>,
    /// The id of the protocol with the duties; empty for none.
    pub protocol: String,
    /// Any number: agreements name them differently from page to page.
    pub parties: Vec<Party>,
    #[serde(default)]
    pub signatures: Vec<Signature>,
    #[serde(default)]
    pub obligations: Vec<Obligation>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub name: String,
    pub kind: PartyKind,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    pub id: Uuid,
    /// The name of one of the parties.
    pub party: String,
    pub name: String,
    pub position: String,
    pub signed_on: Date,
}

/// What a side promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    pub id: Uuid,
    pub side: Side,
    pub words: String,
    /// Whether it goes on for as long as the agreement; otherwise it is done once.
    pub goes_on: bool,
    pub due_on: Option<Date>,
    pub done: Option<Done>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub on: Date,
    /// How, or where it can be seen.
    pub note: String,
}

/// Writes a closed set once: variant, code in forms and files, words on pages.
macro_rules! coded {
    ($(#[$note:meta])* $name:ident { $($variant:ident $code:literal $label:literal,)* }) => {
        $(#[$note])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($variant,)* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|one| one.code() == text).ok_or(())
            }
        }
    };
}

coded! {
    /// What a party is.
    PartyKind {
        Council "council" "A council",
        Jobcentre "jobcentre" "The Jobcentre (DWP)",
        Other "other" "Another partner",
    }
}

coded! {
    /// Who promised something.
    Side {
        Council "council" "The council",
        Jobcentre "jobcentre" "The Jobcentre",
        Everybody "everybody" "Every party",
    }
}

/// One step in the life of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Everything but signatures and promises.
    Describe(Box<Description>),
    Sign(Signature),
    RemoveSignature(Uuid),
    Promise(Obligation),
    RemovePromise(Uuid),
    Done(Uuid, Done),
    NotDone(Uuid),
}

/// What an agreement says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    pub title: String,
    pub district: String,
    pub version: String,
    pub starts_on: Date,
    pub review_on: Option<Date>,
    pub protocol: String,
    pub parties: Vec<Party>,
}

impl Change {
    /// In words for the history.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Describe(_) => "Changed what it says of itself",
            Self::Sign(_) => "A signature was added",
            Self::RemoveSignature(_) => "A signature was removed",
            Self::Promise(_) => "An obligation was added",
            Self::RemovePromise(_) => "An obligation was removed",
            Self::Done(..) => "An obligation was done",
            Self::NotDone(_) => "An obligation is open again",
        }
    }
}

/// The field of a form, and what to do about it.
pub type Fault = (&'static str, String);

/// The longest name and the longest sentence.
const LONGEST_NAME: usize = 200;
const LONGEST_WORDS: usize = 1_000;

impl Agreement {
    /// A new agreement with nothing promised and nobody's signature.
    pub fn new(description: Description) -> Self {
        Self {
            title: description.title,
            district: description.district,
            version: description.version,
            starts_on: description.starts_on,
            review_on: description.review_on,
            protocol: description.protocol,
            parties: description.parties,
            signatures: Vec::new(),
            obligations: Vec::new(),
        }
    }

    /// Takes one step. A step about something that is not there, or that cannot be taken, changes nothing and says why.
    pub fn change(&mut self, change: Change, today: Date) -> Result<(), Vec<Fault>> {
        let gone = |what: &str| {
            vec![(
                "id",
                format!("This {what} is no longer there. Open the agreement again."),
            )]
        };
        let mut faults = Vec::new();
        match change {
            Change::Describe(description) => {
                let next = Self {
                    signatures: self.signatures.clone(),
                    obligations: self.obligations.clone(),
                    ..Self::new(*description)
                };
                faults = next.faults();
                if faults.is_empty() {
                    *self = next;
                }
            }
            Change::Sign(signature) => {
                if !self
                    .parties
                    .iter()
                    .any(|party| party.name == signature.party)
                {
                    faults.push(("party", "Choose for which party they signed.".to_owned()));
                }
                check_text(
                    "name",
                    &signature.name,
                    LONGEST_NAME,
                    "Enter who signed.",
                    &mut faults,
                );
                check_text(
                    "position",
                    &signature.position,
                    LONGEST_NAME,
                    "Enter their position, such as District Manager.",
                    &mut faults,
                );
                check_day("signed_on", signature.signed_on, today, &mut faults);
                if faults.is_empty() {
                    self.signatures.push(signature);
                }
            }
            Change::RemoveSignature(id) => {
                let before = self.signatures.len();
                self.signatures.retain(|signature| signature.id != id);
                if self.signatures.len() == before {
                    return Err(gone("signature"));
                }
            }
            Change::Promise(obligation) => {
                check_text(
                    "words",
                    &obligation.words,
                    LONGEST_WORDS,
                    "Say what is promised.",
                    &mut faults,
                );
                if faults.is_empty() {
                    self.obligations.push(obligation);
                }
            }
            Change::RemovePromise(id) => {
                let before = self.obligations.len();
                self.obligations.retain(|obligation| obligation.id != id);
                if self.obligations.len() == before {
                    return Err(gone("obligation"));
                }
            }
            Change::Done(id, done) => {
                check_day("done_on", done.on, today, &mut faults);
                if done.note.chars().count() > LONGEST_WORDS {
                    faults.push(("note", format!("Write up to {LONGEST_WORDS} characters.")));
                }
                if faults.is_empty() {
                    self.obligation(id).ok_or_else(|| gone("obligation"))?.done = Some(done);
                }
            }
            Change::NotDone(id) => {
                self.obligation(id).ok_or_else(|| gone("obligation"))?.done = None;
            }
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }

    fn obligation(&mut self, id: Uuid) -> Option<&mut Obligation> {
        self.obligations
            .iter_mut()
            .find(|obligation| obligation.id == id)
    }

    /// What must be put right before it can be kept.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        check_text(
            "title",
            &self.title,
            LONGEST_NAME,
            "Give the agreement a name.",
            &mut faults,
        );
        check_text(
            "version",
            &self.version,
            LONGEST_NAME,
            "Enter its version, such as 1.",
            &mut faults,
        );
        if self.district.chars().count() > LONGEST_NAME {
            faults.push((
                "district",
                format!("Write up to {LONGEST_NAME} characters."),
            ));
        }
        if self
            .review_on
            .is_some_and(|review_on| review_on <= self.starts_on)
        {
            faults.push((
                "review_on",
                "The review comes after the first day.".to_owned(),
            ));
        }
        let names: Vec<&str> = self
            .parties
            .iter()
            .map(|party| party.name.as_str())
            .collect();
        let is_repeated = names
            .iter()
            .enumerate()
            .any(|(at, name)| names[..at].contains(name));
        if names.len() < 2 {
            faults.push(("parties", "Name at least two parties.".to_owned()));
        } else if is_repeated {
            faults.push(("parties", "Name each party once.".to_owned()));
        } else if names.iter().any(|name| name.chars().count() > LONGEST_NAME) {
            faults.push((
                "parties",
                format!("The name of a party has up to {LONGEST_NAME} characters."),
            ));
        }
        if let Some(signature) = self
            .signatures
            .iter()
            .find(|signature| !names.contains(&signature.party.as_str()))
        {
            faults.push((
                "parties",
                format!(
                    "Somebody signed for {}: keep that party, or remove the signature first.",
                    signature.party
                ),
            ));
        }
        faults
    }

    /// The parties for which nobody has signed.
    pub fn unsigned(&self) -> Vec<&Party> {
        let has_signed = |party: &&Party| {
            self.signatures
                .iter()
                .any(|signature| signature.party == party.name)
        };
        self.parties
            .iter()
            .filter(|party| !has_signed(party))
            .collect()
    }

    /// Whether its review should have been held. The day itself is still in time.
    pub fn is_review_late(&self, as_at: Date) -> bool {
        self.review_on.is_some_and(|review_on| review_on < as_at)
    }
}

impl Obligation {
    /// Done once, not yet, and its day is over.
    pub fn is_late(&self, as_at: Date) -> bool {
        !self.goes_on && self.done.is_none() && self.due_on.is_some_and(|due_on| due_on < as_at)
    }
}

fn check_text(
    field: &'static str,
    text: &str,
    longest: usize,
    missing: &str,
    faults: &mut Vec<Fault>,
) {
    if text.trim().is_empty() {
        faults.push((field, missing.to_owned()));
    } else if text.chars().count() > longest {
        faults.push((field, format!("Write up to {longest} characters.")));
    }
}

fn check_day(field: &'static str, day: Date, today: Date, faults: &mut Vec<Fault>) {
    if day > today {
        faults.push((field, "This day has not come yet.".to_owned()));
    }
}

/// What the two sides promised each other in the protocol of Southend, Thurrock and Essex with Jobcentre Plus of 2014, beside the duties
/// to each young person: to begin with, and to be changed. True: goes on; false: done once.
pub const ESSEX_OBLIGATIONS: &[(Side, bool, &str)] = &[
    (
        Side::Council,
        false,
        "Incorporate this protocol into operational policies",
    ),
    (
        Side::Jobcentre,
        false,
        "Incorporate this protocol into operational policies",
    ),
    (
        Side::Jobcentre,
        true,
        "Hold care leaver awareness sessions for the designated work coaches",
    ),
    (
        Side::Jobcentre,
        true,
        "Give the council an up-to-date list of designated work coaches",
    ),
    (
        Side::Council,
        true,
        "Give the Jobcentre up-to-date contact details of personal advisers",
    ),
    (
        Side::Council,
        true,
        "Ask each young person for consent to share information with the Jobcentre",
    ),
    (
        Side::Council,
        true,
        "Tell the Jobcentre, with consent, which care leavers of 18 and over live in the district",
    ),
    (
        Side::Council,
        true,
        "Tell the Jobcentre in advance, with consent, who is about to turn 18",
    ),
    (
        Side::Council,
        true,
        "Make sure that young people know of the enhanced service",
    ),
    (
        Side::Council,
        true,
        "Explain again what the Jobcentre expects when an appointment is first missed",
    ),
];

#[cfg(test)]
mod tests;
