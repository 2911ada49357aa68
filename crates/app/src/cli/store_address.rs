//! The address of a database, as it is given on the command line.

use std::{convert::Infallible, path::PathBuf, str::FromStr};

use super::output::Failure;

/// The database when none is named.
pub const DEFAULT: &str = "sqlite:throughcare.db";

/// "sqlite:PATH" or "postgres://...".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseAddress(String);

impl FromStr for DatabaseAddress {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl std::fmt::Display for DatabaseAddress {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl DatabaseAddress {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nobody named a database.
    pub fn is_default(&self) -> bool {
        self.0 == DEFAULT
    }

    /// The file of an embedded database; `None` for one in memory or on a server.
    pub fn file(&self) -> Option<PathBuf> {
        let path = self.0.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        let path = path.split('?').next().unwrap_or_default();
        (!path.is_empty() && path != ":memory:").then(|| PathBuf::from(path))
    }

    /// Stops a question to an embedded database that is not there: it would be made, and the answer would be nobody.
    pub fn must_exist(&self) -> Result<(), Failure> {
        match self.file() {
            Some(file) if !file.exists() => Err(Failure::new(format!(
                "There is no database {}. Name yours with --db, or import or synthesise something first.",
                file.display()
            ))),
            _ => Ok(()),
        }
    }

    /// Makes the folder of an embedded database.
    pub fn prepare(&self) -> Result<(), Failure> {
        let Some(folder) = self
            .file()
            .and_then(|file| file.parent().map(PathBuf::from))
        else {
            return Ok(());
        };
        if folder.as_os_str().is_empty() {
            return Ok(());
        }
        std::fs::create_dir_all(&folder).map_err(|error| {
            Failure::new(format!(
                "The folder {} cannot be made: {error}.",
                folder.display()
            ))
        })
    }
}
