//! The part of TOML in which the files of entitlements, plans and readiness are written: `[[kind]]` and lines `key = "text"`.

use jiff::civil::Date;

/// One block: everything from its `[[kind]]` to the next.
pub(crate) struct Block<'a>(&'a str);

/// What was read, or what is wrong with it in a few words.
pub(crate) type Read<T> = Result<T, String>;

impl<'a> Block<'a> {
    /// Every block of a file in order; what stands above the first is a comment.
    pub fn all(text: &'a str) -> impl Iterator<Item = Self> {
        text.split("\n[[").skip(1).map(Self)
    }

    pub fn whole(&self) -> &str {
        self.0
    }

    pub fn kind(&self) -> &str {
        self.0.split("]]").next().unwrap_or_default()
    }

    pub fn value(&self, key: &str) -> Option<&str> {
        self.0.lines().find_map(|line| {
            let (found, value) = line.split_once('=')?;
            (found.trim() == key).then(|| value.trim().trim_matches('"'))
        })
    }

    pub fn text(&self, key: &str) -> Read<String> {
        let found = self.value(key).filter(|text| !text.is_empty());
        found.map(str::to_owned).ok_or_else(|| format!("no {key}"))
    }

    /// A text that may be left out.
    pub fn text_if_any(&self, key: &str) -> String {
        self.value(key).unwrap_or_default().to_owned()
    }

    pub fn one_of<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Read<T> {
        let text = self.text(key)?;
        chosen(&text, choices).ok_or_else(|| format!("{key} cannot be {text}"))
    }

    /// Texts with commas between; none where the key is missing.
    pub fn list<T>(&self, key: &str, read: impl Fn(&str) -> Option<T>) -> Read<Vec<T>> {
        let text = self.value(key).unwrap_or_default();
        let parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts
            .map(|part| read(part).ok_or_else(|| format!("{key} cannot be {part}")))
            .collect()
    }

    /// Yes or no; no where the key is missing.
    pub fn flag(&self, key: &str) -> Read<bool> {
        match self.value(key) {
            None => Ok(false),
            Some(_) => self.one_of(key, &[("true", true), ("false", false)]),
        }
    }

    pub fn age(&self, key: &str) -> Read<Option<i16>> {
        let text = self.value(key);
        text.map(|text| text.parse().map_err(|_| format!("{key} is no age")))
            .transpose()
    }

    pub fn day(&self, key: &str) -> Read<Option<Date>> {
        let text = self.value(key);
        text.map(|text| text.parse().map_err(|_| format!("{key} is no day")))
            .transpose()
    }
}

/// What a code stands for among the given choices.
pub(crate) fn chosen<T: Copy>(text: &str, choices: &[(&str, T)]) -> Option<T> {
    choices
        .iter()
        .find(|(code, _)| *code == text)
        .map(|(_, choice)| *choice)
}
