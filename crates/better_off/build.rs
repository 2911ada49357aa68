//! Turns the parameter files into constants, so that starting the program reads and sorts nothing. A fault in a file stops the build.

#[path = "src/parameters/block.rs"]
mod block;
#[path = "src/hundredths.rs"]
mod hundredths;

use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use block::{Block, Day};

fn main() {
    println!("cargo::rerun-if-changed=parameters");
    if let Err(message) = build() {
        // Cargo fails the build because of this line, and shows the sentence.
        println!("cargo::error={message}");
    }
}

fn build() -> Result<(), String> {
    let folder = |name: &str| env::var(name).map(PathBuf::from).map_err(said);
    let parameters = folder("CARGO_MANIFEST_DIR")?.join("parameters");
    let texts = toml_files(&parameters)?;
    let mut blocks = Vec::new();
    for (name, text) in &texts {
        blocks.extend(block::blocks(text).map_err(|fault| format!("{name}: {fault}"))?);
    }
    blocks.sort_by_key(|block| (block.name, block.from));
    let allowances = read(&parameters.join("local_housing_allowance.csv"))?;
    let nations = read(&parameters.join("areas.csv"))?;

    let mut out = String::new();
    let shipped = texts.iter().map(|(_, text)| text.as_str());
    let mark = mark(shipped.chain([allowances.as_str()]));
    // Writing into a string cannot fail.
    let _ = writeln!(out, "pub(super) const MARK: u64 = {mark};");
    let _ = writeln!(
        out,
        "pub(super) static VALUES: [Value; {}] = [",
        blocks.len()
    );
    for block in &blocks {
        write_value(block, &mut out);
    }
    out.push_str("];\n");
    write(&folder("OUT_DIR")?.join("values.rs"), &out)?;
    write(
        &folder("OUT_DIR")?.join("areas.rs"),
        &areas(&allowances, &nations)?,
    )
}

/// Every TOML file of the folder by name, with its text.
fn toml_files(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(said)? {
        let path = entry.map_err(said)?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            files.push((name.into_owned(), read(&path)?));
        }
    }
    files.sort();
    Ok(files)
}

/// FNV-1a over the files: two builds with the same mark used the same amounts. For comparing, not for security.
fn mark<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    texts
        .flat_map(str::bytes)
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

fn write_value(block: &Block, out: &mut String) {
    let _ = writeln!(
        out,
        "Value {{ name: {:?}, hundredths: {}, unit: {:?}, from: {}, to: {}, nation: {:?}, instrument: {:?}, source: {:?}, verified: {} }},",
        block.name,
        block.hundredths,
        block.unit,
        date(block.from),
        date(block.to),
        block.nation,
        block.instrument,
        block.source,
        block.verified,
    );
}

/// A row for each area by name: its nation, the days on which its allowances hold, and one for each size of home.
fn areas(allowances: &str, nations: &str) -> Result<String, String> {
    let nation_of = |area: &str| {
        nations.lines().find_map(|line| {
            let (name, nation) = line.split_once(',')?;
            (name == area).then_some(nation)
        })
    };
    let mut rows = Vec::new();
    for line in allowances.lines().skip(1) {
        let fault = |what: &str| format!("local_housing_allowance.csv: {what}: {line}");
        let mut cells = line.split(',');
        let name = cells.next().ok_or_else(|| fault("no area"))?;
        let nation = nation_of(name)
            .ok_or_else(|| format!("areas.csv does not say in which nation {name} is"))?;
        let mut next_day = || cells.next().and_then(block::day);
        let from = next_day().ok_or_else(|| fault("no first day"))?;
        let to = next_day().ok_or_else(|| fault("no last day"))?;
        let amounts = cells
            .map(|cell| hundredths::hundredths(cell).map(|pence| format!("Pence({pence})")))
            .collect::<Option<Vec<_>>>()
            .filter(|amounts| amounts.len() == 5)
            .ok_or_else(|| fault("not five amounts"))?;
        rows.push((
            name,
            format!(
                "Row {{ name: {name:?}, nation: Nation::{nation}, from: {}, to: {}, a_month: [{}] }},\n",
                date(from),
                date(to),
                amounts.join(", ")
            ),
        ));
    }
    rows.sort();
    let count = rows.len();
    let text: String = rows.into_iter().map(|(_, row)| row).collect();
    Ok(format!(
        "pub(super) static ROWS: [Row; {count}] = [\n{text}];\n"
    ))
}

fn date((year, month, day): Day) -> String {
    format!("jiff::civil::date({year}, {month}, {day})")
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}
