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
    Store(#[from] store::Error),
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
