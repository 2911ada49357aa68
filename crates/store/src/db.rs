//! The two engines behind one type: an embedded SQLite file, or a PostgreSQL server.

use std::{str::FromStr, time::Duration};

use sqlx::{
    Postgres, Sqlite, SqlitePool, Transaction,
    postgres::{PgPool, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::error::Error;

/// A database. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Db {
    /// Write-ahead log, many readers, one writer.
    Sqlite {
        readers: SqlitePool,
        writer: SqlitePool,
    },
    Postgres(PgPool),
}

/// A running write transaction; dropped without [`Tx::commit`] it is undone.
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs the same statement on the pool of either engine.
macro_rules! on_pool {
    ($db:expr, $pool:ident => $body:expr) => {
        match $db {
            $crate::db::Db::Sqlite { readers: $pool, .. } => $body,
            $crate::db::Db::Postgres($pool) => $body,
        }
    };
}

/// Runs the same statement in the transaction of either engine.
macro_rules! on_tx {
    ($tx:expr, $connection:ident => $body:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
            $crate::db::Tx::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
        }
    };
}
pub(crate) use {on_pool, on_tx};

/// How many pages may be read at once from SQLite.
const SQLITE_READERS: u32 = 8;
const POSTGRES_CONNECTIONS: u32 = 16;

impl Db {
    /// Opens `sqlite:PATH` (made when missing), `sqlite::memory:` or `postgres://...` and brings its tables up to date.
    pub async fn open(url: &str) -> Result<Self, Error> {
        let db = if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let pool = PgPoolOptions::new()
                .max_connections(POSTGRES_CONNECTIONS)
                .acquire_timeout(Duration::from_secs(10))
                .connect(url)
                .await
                .map_err(Error::open)?;
            Self::Postgres(pool)
        } else if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await?
        } else {
            return Err(Error::UnknownDatabase);
        };
        match &db {
            Self::Sqlite { writer, .. } => sqlx::migrate!().run(writer).await,
            Self::Postgres(pool) => sqlx::migrate!().run(pool).await,
        }
        .map_err(Error::Migrate)?;
        Ok(db)
    }

    async fn open_sqlite(url: &str) -> Result<Self, Error> {
        let options = SqliteConnectOptions::from_str(url)
            .map_err(Error::open)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(Duration::from_secs(10))
            // 2 MB for each connection: the system keeps the file in its own memory once, for all of them.
            .pragma("cache_size", "-2000")
            .pragma("temp_store", "memory");
        let in_memory = url.contains(":memory:");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            // An in-memory database lives in its one connection: it must never be dropped as idle.
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await
            .map_err(Error::open)?;
        if in_memory {
            return Ok(Self::Sqlite {
                readers: writer.clone(),
                writer,
            });
        }
        let readers = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_lazy_with(options);
        Ok(Self::Sqlite { readers, writer })
    }

    /// Starts a write transaction. On SQLite it holds the one write lock from the start, so that it never fails half-way.
    pub async fn begin(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(
                writer
                    .begin_with("BEGIN IMMEDIATE")
                    .await
                    .map_err(Error::of("start to write"))?,
            ),
            Self::Postgres(pool) => {
                Tx::Postgres(pool.begin().await.map_err(Error::of("start to write"))?)
            }
        })
    }

    /// The function that makes a text of an id.
    pub(crate) fn id_as_text(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "hex",
            Self::Postgres(_) => "text",
        }
    }

    /// "sqlite" or "postgres", for logs and the about page.
    pub fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// Refreshes what the query planner knows; after large imports.
    pub async fn analyse(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite { writer, .. } => sqlx::query("ANALYZE").execute(writer).await.map(drop),
            Self::Postgres(pool) => sqlx::query("ANALYZE").execute(pool).await.map(drop),
        }
        .map_err(Error::of("analyse"))
    }

    /// Closes every connection, so that the file can be copied or the database dropped.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes everything in this transaction lasting.
    pub async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
        }
        .map_err(Error::of("finish writing"))
    }
}
