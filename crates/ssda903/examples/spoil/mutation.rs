//! Spoils files of the corpus by chance, and says what must hold however a file is spoilt.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use ssda903::derived::derive;
use ssda903::reference::{Authorities, Postcodes, Providers};
use ssda903::{InputFile, Severity, read_year};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Xml,
    Xlsx,
}

impl Kind {
    pub fn folder(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xml => "xml",
            Self::Xlsx => "xlsx",
        }
    }
}

/// The files from which all others are made.
pub fn corpus(kind: Kind) -> std::io::Result<Vec<Vec<u8>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/corpus");
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder.join(kind.folder()))? {
        paths.push(entry?.path());
    }
    paths.sort();
    paths.iter().map(fs::read).collect()
}

/// Reads the file as what it may be. Panics when something does not hold that always must.
pub fn read_spoilt(kind: Kind, bytes: &[u8]) {
    if kind == Kind::Xlsx {
        if let Ok((mut providers, findings)) = Providers::read(bytes, "providers.xlsx") {
            providers.locate(
                &Postcodes::default(),
                Authorities::dated(),
                jiff::civil::date(2027, 3, 31),
            );
            assert!(findings.len() <= 100_001);
        }
        return;
    }
    let _ = Postcodes::read(bytes, "postcodes.csv");
    let _ = Authorities::read(bytes, "authorities.json");
    let file = InputFile {
        name: "return".into(),
        bytes: bytes.to_vec(),
    };
    let reading = read_year(&[file], 2027, 10_000_000);
    let year = &reading.year;
    let rows = [
        year.header.len(),
        year.episodes.len(),
        year.reviews.len(),
        year.uasc.len(),
        year.oc2.len(),
        year.oc3.len(),
        year.ad1.len(),
        year.placed_for_adoption.len(),
        year.previous_permanence.len(),
        year.missing.len(),
        year.social_worker_episodes.len(),
        year.deprivation_of_liberty.len(),
    ];
    let counted: u64 = reading.files.iter().map(|file| file.rows).sum();
    assert_eq!(
        rows.iter().sum::<usize>() as u64,
        counted,
        "rows are lost or made"
    );
    let mut numbered = year.episodes.iter().zip(0..);
    assert!(
        numbered.all(|(row, number)| row.number == number),
        "episodes are not numbered one by one"
    );
    assert!(reading.findings.len() <= 100_001);
    if reading.tables.is_empty() {
        let error = |finding: &ssda903::Finding| finding.severity == Severity::Error;
        assert!(
            reading.findings.iter().any(error),
            "nothing was read, and nothing says so"
        );
    }
    let derived = derive(
        &year.episodes,
        &Postcodes::default(),
        Authorities::dated(),
        "E09000027",
        jiff::civil::date(2027, 3, 31),
    );
    assert_eq!(derived.len(), year.episodes.len());
}

/// A file of the corpus, spoilt in one to eight places. The same seed spoils in the same way.
pub fn spoil(kind: Kind, corpus: &[Vec<u8>], seed: u64) -> Vec<u8> {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let Some(file) = corpus.get(chance.below(corpus.len())) else {
        return Vec::new();
    };
    let other = corpus.get(chance.below(corpus.len())).unwrap_or(file);
    if kind != Kind::Xlsx || chance.below(4) == 0 {
        return spoil_bytes(file.clone(), other, &mut chance);
    }
    // Most spoilt archives go no further than their table of contents: spoil a part and pack it again.
    spoil_part(file, &mut chance).unwrap_or_else(|| file.clone())
}

fn spoil_part(workbook: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).ok()?;
    let spoilt = chance.below(archive.len());
    let mut output = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).ok()?;
        let mut bytes = Vec::new();
        part.by_ref()
            .take(10_000_000)
            .read_to_end(&mut bytes)
            .ok()?;
        if number == spoilt {
            let other = bytes.clone();
            bytes = spoil_bytes(bytes, &other, chance);
        }
        output
            .start_file(part.name().ok()?.into_owned(), options)
            .ok()?;
        output.write_all(&bytes).ok()?;
    }
    Some(output.finish().ok()?.into_inner())
}

/// What is likely to matter where it is put in.
const PIECES: [&[u8]; 40] = [
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b" ",
    b"\xff",
    b"\xef\xbb\xbf",
    "é".as_bytes(),
    b"CHILD",
    b"DOB",
    b"DECOM",
    b"31/02/2026",
    b"2026-05-01",
    b"01/05/2026 00:00",
    b"<",
    b">",
    b"/",
    b"&",
    b"&lol;",
    b"&#0;",
    b"&#x110000;",
    b"<CHILD>",
    b"</CHILD>",
    b"<HEADER>",
    b"</HEADER>",
    b"<EPISODE>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<!DOCTYPE a [",
    b"</EXPSSDA903>",
    b"-1",
    b"99999999999999999999",
    b"1e308",
    b"XFD1048577",
];

fn spoil_bytes(mut bytes: Vec<u8>, other: &[u8], chance: &mut Chance) -> Vec<u8> {
    for _ in 0..=chance.below(8) {
        let start = chance.below(bytes.len() + 1);
        let end = (start + chance.below(40)).min(bytes.len());
        match chance.below(9) {
            0 => bytes.truncate(start),
            1 => drop(bytes.drain(start..end)),
            2 => {
                let copy = bytes.get(start..end).unwrap_or_default().to_vec();
                let times = 1 + chance.below(200);
                bytes.splice(start..start, copy.repeat(times));
            }
            3 => {
                let from = chance.below(other.len() + 1);
                let to = (from + chance.below(200)).min(other.len());
                let piece = other.get(from..to).unwrap_or_default().to_vec();
                bytes.splice(start..end, piece);
            }
            4 => {
                if let Some(byte) = bytes.get_mut(start) {
                    *byte ^= 1 << chance.below(8);
                }
            }
            5 => {
                if let Some(byte) = bytes.get_mut(start) {
                    *byte = chance.below(256).to_le_bytes()[0];
                }
            }
            _ => {
                let piece = PIECES.get(chance.below(PIECES.len())).unwrap_or(&PIECES[0]);
                bytes.splice(start..start, piece.iter().copied());
            }
        }
        bytes.truncate(1_000_000);
    }
    bytes
}

/// Chance that can be repeated (xorshift64*).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From 0 up to and without `end`; 0 when there is nothing below it.
    fn below(&mut self, end: usize) -> usize {
        let end = end.max(1) as u64;
        usize::try_from((self.next() >> 11) % end).unwrap_or(0)
    }
}
