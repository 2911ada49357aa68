//! Why an action could not be done, in words that can be shown.

/// What stopped an action.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("Your role may not do this.")]
    NotAllowed,
    #[error("There is no such {0} here.")]
    NotFound(&'static str),
    /// Somebody else changed the same thing in the meantime; nothing was written.
    #[error("Somebody else changed this while you were working on it.")]
    Conflict,
    /// What was entered cannot be taken, field by field.
    #[error("Some answers need another look.")]
    Invalid(Vec<Problem>),
    #[error("The e-mail address or the password is not right.")]
    SignInFailed,
    #[error("There were too many attempts. Try again in {minutes} minutes.")]
    Locked { minutes: i64 },
    #[error("{0}")]
    Refused(String),
    #[error("The database did not answer as it should: {0}")]
    Store(#[source] store::Error),
}

impl From<store::Error> for Error {
    /// What no database keeps is the sender's to mend, not the database's.
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::TextWithNul { .. } => Self::Refused(
                "One of the texts holds a character that cannot be kept (NUL). Type it again and try once more.".into(),
            ),
            error => Self::Store(error),
        }
    }
}

/// A text without NUL, the one character that PostgreSQL does not keep. It comes from damaged files and from programs, never from a
/// keyboard, and says nothing.
pub(crate) fn without_nul(text: &str) -> String {
    text.replace('\0', "")
}

/// A field that cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's name in the form.
    pub field: &'static str,
    /// What to do, one sentence.
    pub message: String,
}

impl Problem {
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self {
            field,
            message: message.into(),
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;
