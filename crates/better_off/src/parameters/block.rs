//! One block of a parameter file: read when the crate is built, so that a program that uses it reads nothing when it starts.

use crate::hundredths::hundredths;

/// The fields of a block as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block<'a> {
    pub name: &'a str,
    pub hundredths: i64,
    pub unit: &'a str,
    pub from: Day,
    pub to: Day,
    pub nation: &'a str,
    pub instrument: &'a str,
    pub source: &'a str,
    pub verified: bool,
}

/// Year, month and day. Whether there is such a day is checked when the amounts are compiled.
pub type Day = (i16, i8, i8);

/// The blocks of a file, or what is wrong with the first that cannot be read.
pub fn blocks(text: &str) -> Result<Vec<Block<'_>>, String> {
    text.split("[[value]]")
        .skip(1)
        .map(|block| read(block).map_err(|fault| format!("{fault}:\n{block}")))
        .collect()
}

/// Reads the lines `key = "text"` and `key = true` of one block: the part of TOML that the files use.
fn read(block: &str) -> Result<Block<'_>, &'static str> {
    let field = |key: &str| {
        block.lines().find_map(|line| {
            let (found, value) = line.split_once('=')?;
            (found.trim() == key).then(|| value.trim())
        })
    };
    let text = |key: &str| {
        field(key)
            .and_then(|value| value.strip_prefix('"')?.strip_suffix('"'))
            .filter(|value| !value.is_empty())
    };
    let found = Block {
        name: text("name").ok_or("no name")?,
        hundredths: text("amount").and_then(hundredths).ok_or("no amount")?,
        unit: text("unit").ok_or("no unit")?,
        from: text("from").and_then(day).ok_or("no first day")?,
        to: text("to").and_then(day).ok_or("no last day")?,
        nation: text("nation").ok_or("no nation")?,
        instrument: text("instrument").ok_or("no instrument")?,
        source: text("source").ok_or("no source")?,
        verified: match field("verified") {
            Some("true") => true,
            Some("false") => false,
            _ => return Err("not said whether verified"),
        },
    };
    if found.to < found.from {
        return Err("ends before it begins");
    }
    Ok(found)
}

/// "2025-04-07".
pub fn day(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let day = (
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    );
    parts.next().is_none().then_some(day)
}
