//! What the page asks: a line of JSON that names the collection and the files, and the files' bytes behind it.

use serde::Deserialize;

/// The first bytes of a request say how long its line of JSON is.
const LENGTH_BYTES: usize = 4;

/// The collection and the files, in the order of their bytes.
#[derive(Debug, Deserialize)]
pub struct Request {
    /// The code of the authority that makes the return.
    pub authority: String,
    /// The collection of the year that ends on 31 March of this year.
    pub year_ending: i16,
    pub files: Vec<File>,
    #[serde(skip)]
    whole: Vec<u8>,
    /// Where in the request the files' bytes begin, one behind the other.
    #[serde(skip)]
    files_begin_at: usize,
}

#[derive(Debug, Deserialize)]
pub struct File {
    pub name: String,
    pub role: Role,
    pub bytes: usize,
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    ThisYear,
    LastYear,
    /// The year before last.
    TwoYearsAgo,
    Providers,
    Postcodes,
}

impl Request {
    /// Takes a request apart. `None` when it is not of that form: then the page and the engine are not of one build.
    pub fn read(whole: Vec<u8>) -> Option<Self> {
        let (length, rest) = whole.split_first_chunk::<LENGTH_BYTES>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (line, _) = rest.split_at_checked(length)?;
        let request: Self = serde_json::from_slice(line).ok()?;
        Some(Self {
            files_begin_at: LENGTH_BYTES + length,
            whole,
            ..request
        })
    }

    /// The files of one kind, each with its name and its bytes. A file whose bytes are not all there is empty.
    pub fn files_for(&self, role: Role) -> impl Iterator<Item = (&str, &[u8])> {
        let mut begins_at = self.files_begin_at;
        self.files.iter().filter_map(move |file| {
            let ends_at = begins_at.saturating_add(file.bytes);
            let bytes = self.whole.get(begins_at..ends_at).unwrap_or_default();
            begins_at = ends_at;
            (file.role == role).then_some((file.name.as_str(), bytes))
        })
    }
}
