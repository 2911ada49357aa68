//! The key for secret identifiers: kept in a file of its own beside the database, readable by its owner only.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use casework::SecretKey;

use super::{output::Failure, store_address::DatabaseAddress};

/// Reads the key, or makes one where there is none yet.
pub fn load_or_make(file: Option<&Path>, db: &DatabaseAddress) -> Result<SecretKey, Failure> {
    let beside = || {
        db.file().map_or_else(
            || PathBuf::from("throughcare.key"),
            |file| file.with_extension("key"),
        )
    };
    let path = file.map_or_else(beside, Path::to_owned);
    match fs::read_to_string(&path) {
        Ok(text) => SecretKey::from_hex(&text).ok_or_else(|| {
            Failure::new(format!(
                "{} does not hold a key. Put back the file that belongs to this database.",
                path.display()
            ))
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(&path),
        Err(error) => Err(Failure::new(format!(
            "The key in {} cannot be read: {error}.",
            path.display()
        ))),
    }
}

fn make(path: &Path) -> Result<SecretKey, Failure> {
    let key = SecretKey::generate()
        .ok_or_else(|| Failure::new("The system has no random numbers to make a key from."))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(path)
        .and_then(|mut file| file.write_all(key.to_hex().as_bytes()));
    written.map_err(|error| {
        Failure::new(format!(
            "The key cannot be kept in {}: {error}.",
            path.display()
        ))
    })?;
    Ok(key)
}
