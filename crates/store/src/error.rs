//! What can go wrong between the program and its database.

/// A database operation that could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database address must start with sqlite: or postgres://")]
    UnknownDatabase,
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
    #[error("{what} in the database cannot be read: it was not written by this program")]
    Unreadable { what: &'static str },
}

impl Error {
    pub(crate) fn open(source: sqlx::Error) -> Self {
        Self::Open(source)
    }

    /// For `map_err`: names the operation that failed.
    pub(crate) fn of(operation: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |source| Self::Query { operation, source }
    }
}
