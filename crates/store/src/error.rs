//! What can go wrong between the program and its database.

/// PostgreSQL's code for bytes that its encoding does not hold; from Rust's text that can only be NUL.
const CHARACTER_NOT_IN_REPERTOIRE: &str = "22021";

/// A database operation that could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database address must start with sqlite: or postgres://")]
    UnknownDatabase,
    #[error(
        "the database server does not answer: check that it runs and that its address is right"
    )]
    ServerDoesNotAnswer,
    #[error("the database could not be opened: {0}")]
    Open(#[source] sqlx::Error),
    #[error("the tables could not be brought up to date: {0}")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    #[error("could not {operation}: {source}")]
    Query {
        /// A verb phrase: "find a person", "record a spell".
        operation: &'static str,
        source: sqlx::Error,
    },
    /// PostgreSQL keeps no text with the character NUL in it.
    #[error("could not {operation}: a text holds the character NUL, which cannot be kept")]
    TextWithNul { operation: &'static str },
    #[error("{what} in the database cannot be read: it was not written by this program")]
    Unreadable { what: &'static str },
}

impl Error {
    pub(crate) fn open(source: sqlx::Error) -> Self {
        match source {
            sqlx::Error::PoolTimedOut => Self::ServerDoesNotAnswer,
            source => Self::Open(source),
        }
    }

    /// For `map_err`: names the operation that failed.
    pub(crate) fn of(operation: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |source| {
            let code = source
                .as_database_error()
                .and_then(sqlx::error::DatabaseError::code);
            if code.as_deref() == Some(CHARACTER_NOT_IN_REPERTOIRE) {
                Self::TextWithNul { operation }
            } else {
                Self::Query { operation, source }
            }
        }
    }
}
