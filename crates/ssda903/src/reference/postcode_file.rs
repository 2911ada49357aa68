//! Reads postcodes from the directory of the Office for National Statistics, once, and writes and reads them in compact form ever after.

use std::io::{Cursor, Read, Write};

use super::ReferenceError;
use super::grid::GridReference;
use super::postcode::{MOST_AUTHORITIES, Packing, Postcodes, RECORD};
use crate::cell::Text;
use crate::finding::{Finding, Severity};

/// How a compact file begins. A change of the form raises the number.
const BEGINNING: &[u8; 24] = b"Throughcare postcodes 1\n";

/// The directory has 2.7 million rows. Twice sixteen bytes for each are held while they are sorted.
const MOST_ROWS: usize = 10_000_000;

/// Where in a row of the directory the columns stand.
struct Columns {
    postcode: usize,
    authority: usize,
    easting: usize,
    northing: usize,
}

impl Postcodes {
    /// Reads either form: the postcode directory as CSV, row by row, or the compact file. `name` goes into [`Postcodes::version`].
    pub fn read(mut input: impl Read, name: &str) -> Result<(Self, Vec<Finding>), ReferenceError> {
        let mut beginning = Vec::with_capacity(BEGINNING.len());
        let wanted = BEGINNING.len() as u64;
        (&mut input)
            .take(wanted)
            .read_to_end(&mut beginning)
            .map_err(ReferenceError::ReadPostcodes)?;
        if beginning == BEGINNING {
            return Ok((read_compact(input)?, Vec::new()));
        }
        read_directory(Cursor::new(beginning).chain(input), name)
    }

    /// Writes the compact form, which [`Postcodes::read`] takes as quickly as the disk gives it.
    pub fn write_compact(&self, mut output: impl Write) -> Result<(), ReferenceError> {
        let length = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes();
        let mut start = BEGINNING.to_vec();
        start.extend(length(self.version.len()));
        start.extend(self.version.as_bytes());
        start.extend(length(self.authorities.len()));
        for authority in &self.authorities {
            start.extend(length(authority.len()));
            start.extend(authority.as_bytes());
        }
        start.extend(length(self.len()));
        output
            .write_all(&start)
            .and_then(|()| output.write_all(&self.records))
            .and_then(|()| output.flush())
            .map_err(ReferenceError::WritePostcodes)
    }
}

/// Reads on behind the beginning.
fn read_compact(mut input: impl Read) -> Result<Postcodes, ReferenceError> {
    let version = text(&mut input, 1_000)?;
    let count = number(&mut input)?;
    if count > MOST_AUTHORITIES {
        return Err(ReferenceError::DamagedPostcodes);
    }
    let mut authorities = Vec::with_capacity(count);
    for _ in 0..count {
        authorities.push(Text::from(text(&mut input, 100)?));
    }
    let count = number(&mut input)?;
    if count > MOST_ROWS {
        return Err(ReferenceError::TooManyPostcodes(MOST_ROWS));
    }
    let records = bytes(&mut input, count * RECORD)?;
    Postcodes::from_records(records, authorities, version).ok_or(ReferenceError::DamagedPostcodes)
}

fn number(input: &mut impl Read) -> Result<usize, ReferenceError> {
    let mut bytes = [0; 4];
    input
        .read_exact(&mut bytes)
        .map_err(|_| ReferenceError::DamagedPostcodes)?;
    usize::try_from(u32::from_be_bytes(bytes)).map_err(|_| ReferenceError::DamagedPostcodes)
}

fn text(input: &mut impl Read, longest: usize) -> Result<String, ReferenceError> {
    let length = number(input)?;
    if length > longest {
        return Err(ReferenceError::DamagedPostcodes);
    }
    String::from_utf8(bytes(input, length)?).map_err(|_| ReferenceError::DamagedPostcodes)
}

/// Exactly so many bytes; what a damaged file says of its length is believed up to 64 MB and no further, before they are there.
fn bytes(input: &mut impl Read, length: usize) -> Result<Vec<u8>, ReferenceError> {
    let mut bytes = Vec::with_capacity(length.min(1 << 26));
    input
        .take(length as u64)
        .read_to_end(&mut bytes)
        .map_err(ReferenceError::ReadPostcodes)?;
    if bytes.len() < length {
        return Err(ReferenceError::DamagedPostcodes);
    }
    Ok(bytes)
}

fn read_directory(
    input: impl Read,
    name: &str,
) -> Result<(Postcodes, Vec<Finding>), ReferenceError> {
    let failed = |error: csv::Error| ReferenceError::ReadPostcodes(error.into());
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .buffer_capacity(1 << 20)
        .from_reader(input);
    let columns = find_columns(reader.byte_headers().map_err(failed)?)?;
    let mut packing = Packing::default();
    let mut row = csv::ByteRecord::new();
    let mut refused = 0_u64;
    let mut first_refused = None;
    while reader.read_byte_record(&mut row).map_err(failed)? {
        let cell = |place: usize| {
            let bytes = row.get(place).unwrap_or_default();
            std::str::from_utf8(bytes).unwrap_or_default().trim()
        };
        let grid = grid(cell(columns.easting), cell(columns.northing));
        let authority = cell(columns.authority).to_ascii_uppercase();
        if !packing.add(cell(columns.postcode), &authority, grid) {
            refused += 1;
            first_refused = first_refused.or(row.position().map(csv::Position::line));
        }
        if packing.len() > MOST_ROWS || refused > MOST_ROWS as u64 {
            return Err(ReferenceError::TooManyPostcodes(MOST_ROWS));
        }
    }
    if packing.len() == 0 {
        return Err(ReferenceError::NoPostcodes);
    }
    let packed = packing.finish(name);
    let mut findings = Vec::new();
    if let Some(line) = first_refused {
        let reason = format!("{refused} rows hold no postcode; they were left out.");
        let remedy = "Compare the file with the one that was published; this is the first of them.";
        let finding = Finding::new(Severity::Warning, reason, remedy);
        findings.push(finding.at_file(name).at_row(line));
    }
    if packed.repeats > 0 {
        let reason = format!(
            "{} rows hold a postcode that stood there before; the first was read.",
            packed.repeats
        );
        let remedy = "Check that the file is one edition of the directory.";
        findings.push(Finding::new(Severity::Warning, reason, remedy).at_file(name));
    }
    Ok((packed.postcodes, findings))
}

/// The names that the directory and its relatives have used: pcd, laua, oseast1m and osnrth1m until 2024, pcd7, lad25cd and so on, east1m and
/// north1m since 2025. Any of the postcode columns will do: they differ in spaces alone.
fn find_columns(header: &csv::ByteRecord) -> Result<Columns, ReferenceError> {
    let names: Vec<String> = header
        .iter()
        .map(|name| {
            let name = String::from_utf8_lossy(name);
            name.trim_start_matches('\u{feff}')
                .trim()
                .to_ascii_lowercase()
        })
        .collect();
    let find = |what: &'static str, is: &dyn Fn(&str) -> bool| {
        let place = names.iter().position(|name| is(name));
        place.ok_or(ReferenceError::PostcodeColumn(what))
    };
    let is_authority = |name: &str| {
        let year = name
            .strip_prefix("lad")
            .and_then(|rest| rest.strip_suffix("cd"));
        name == "laua"
            || name == "oslaua"
            || year.is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
    };
    Ok(Columns {
        postcode: find("the postcode (pcd)", &|name| {
            ["pcd", "pcds", "pcd2", "pcd7", "pcd8", "postcode"].contains(&name)
        })?,
        authority: find("the authority (laua)", &is_authority)?,
        easting: find("the easting (oseast1m)", &|name| {
            ["oseast1m", "east1m"].contains(&name)
        })?,
        northing: find("the northing (osnrth1m)", &|name| {
            ["osnrth1m", "north1m"].contains(&name)
        })?,
    })
}

/// The directory writes 0 and 0 for what has no place on the grid.
fn grid(easting: &str, northing: &str) -> Option<GridReference> {
    let grid = GridReference {
        easting: metres(easting)?,
        northing: metres(northing)?,
    };
    (grid.easting != 0 || grid.northing != 0).then_some(grid)
}

/// Whole metres, also when a program has written them with a decimal point.
fn metres(text: &str) -> Option<i32> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let metres: i32 = whole.parse().ok()?;
    let up = decimals
        .bytes()
        .next()
        .is_some_and(|digit| (b'5'..=b'9').contains(&digit));
    let plain = decimals.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| metres.saturating_add(i32::from(up)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(Postcodes, Vec<Finding>), ReferenceError> {
        Postcodes::read(text.as_bytes(), "directory.csv")
    }

    #[test]
    fn the_directory_is_read_whatever_its_edition() {
        let check = |text: &str, found: usize, easting: Option<i32>, findings: usize| {
            let (postcodes, said) = read(text).expect(text);
            assert_eq!((postcodes.len(), said.len()), (found, findings), "{text}");
            let place = postcodes.find("B1 1AA").expect(text);
            assert_eq!(place.authority, "E08000025", "{text}");
            assert_eq!(place.grid.map(|grid| grid.easting), easting, "{text}");
        };
        let at = Some(406_600);
        check(
            "pcd,laua,oseast1m,osnrth1m\nB1  1AA,E08000025,406600.0,286500.0\n",
            1,
            at,
            0,
        );
        check(
            "\u{feff}PCD7,PCD8,X,LAD25CD,EAST1M,NORTH1M\r\n\"B1  1AA\",\"B1   1AA\",\"a,b\",\"E08000025\",\"406600\",\"0286500\"\r\n",
            1,
            at,
            0,
        );
        check(
            "laua,pcds,osnrth1m,oseast1m\ne08000025,b1 1aa,286500,406600\nX,AB1 0AA,,\n",
            2,
            at,
            0,
        );
        check(
            "pcd,oslaua,oseast1m,osnrth1m\nB11AA,E08000025,,\n",
            1,
            None,
            0,
        );
        check(
            "pcd,oslaua,oseast1m,osnrth1m\nB11AA,E08000025,0,0\n",
            1,
            None,
            0,
        );
        check(
            "pcd,laua,oseast1m,osnrth1m\nB11AA,E08000025,406599.5,1\nB1 1AA,X,2,2\nnot one!,,,\n\nB1 1AB\n",
            2,
            at,
            2,
        );
    }

    #[test]
    fn what_is_no_directory_is_refused() {
        let check = |text: &str, words: &str| {
            let message = read(text).map(|_| ()).expect_err(text).to_string();
            assert!(message.contains(words), "{text:?}: {message}");
        };
        check("", "no column for the postcode");
        check("pcd,oseast1m,osnrth1m\n", "no column for the authority");
        check("pcd,laua,oseast1m\n", "no column for the northing");
        check("pcd,laua,oseast1m,osnrth1m\n", "no postcode");
        check("Throughcare postcodes 1\n", "damaged");
        check(
            "Throughcare postcodes 1\n\u{7f}\u{7f}\u{7f}\u{7f}",
            "damaged",
        );
    }

    #[test]
    fn the_compact_form_is_the_same_and_a_damaged_one_is_refused_or_harmless() {
        let text = "pcd,laua,oseast1m,osnrth1m\nB1 1AA,E08000025,406600,286500\nZE1 0AA,S12000027,447000,1141000\nAB1 0AA,,,\n";
        let (postcodes, _) = read(text).expect("the directory");
        let mut file = Vec::new();
        postcodes.write_compact(&mut file).expect("written");
        let (again, findings) = Postcodes::read(file.as_slice(), "compact").expect("read");
        assert!(findings.is_empty());
        assert_eq!(again.version(), postcodes.version());
        assert!(again.version().starts_with("directory.csv, 3 postcodes, "));
        for postcode in ["B1 1AA", "ZE1 0AA", "AB1 0AA", "B1 1AB"] {
            assert_eq!(again.find(postcode), postcodes.find(postcode), "{postcode}");
        }
        for length in 0..file.len() {
            assert!(Postcodes::read(&file[..length], "cut").is_err(), "{length}");
        }
        for place in 0..file.len() {
            for change in [1, 0x80, 0xff] {
                let mut damaged = file.clone();
                damaged[place] ^= change;
                // Refused, or read as something else: it must not panic or take the memory.
                if let Ok((damaged, _)) = Postcodes::read(damaged.as_slice(), "damaged") {
                    let _ = damaged.find("B1 1AA");
                }
            }
        }
    }
}
