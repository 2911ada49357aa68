//! Opens a file: refuses what is not text, and finds out how its characters are written.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::InputFile;
use crate::finding::{Finding, Severity};

pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static str,
    pub(super) findings: Vec<Finding>,
}

/// Files of other kinds that people hand in by mistake, by their first bytes.
const OTHER_KINDS: [(&[u8], &str); 5] = [
    (
        b"PK\x03\x04",
        "This is an Excel workbook or a ZIP archive, not text.",
    ),
    (
        b"\xD0\xCF\x11\xE0",
        "This is an old Excel or Word file, not text.",
    ),
    (b"%PDF", "This is a PDF, not text."),
    (b"\x1F\x8B", "This is a compressed file, not text."),
    (b"SQLite format 3", "This is a database, not text."),
];

/// The text of the file, or the one finding that says why there is none.
pub(super) fn open(file: &InputFile, largest_bytes: usize) -> Result<Decoded<'_>, Box<Finding>> {
    let refuse = |reason: Cow<'static, str>, remedy: &str| {
        Box::new(Finding::new(Severity::Error, reason, remedy).at_file(&file.name))
    };
    let bytes = file.bytes.as_slice();
    if bytes.len() > largest_bytes {
        let reason = format!(
            "The file has {} bytes; more than {largest_bytes} are not read.",
            bytes.len()
        );
        return Err(refuse(
            reason.into(),
            "Check that it is a return; if it is, hand it in by year or by table.",
        ));
    }
    if let Some((_, reason)) = OTHER_KINDS
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
    {
        return Err(refuse(
            (*reason).into(),
            "Save each table as CSV, or hand in the XML of the return.",
        ));
    }
    let decoded = decode(file);
    if decoded.text.trim().is_empty() {
        return Err(refuse(
            "The file is empty.".into(),
            "Hand in the file with its header line, or leave it out.",
        ));
    }
    Ok(decoded)
}

fn decode(file: &InputFile) -> Decoded<'_> {
    let bytes = file.bytes.as_slice();
    let mut findings = Vec::new();
    let (text, encoding) = if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        utf_8_or_windows(rest, "UTF-8 with byte-order mark", &mut findings)
    } else if let Some((encoding, name, start)) = utf_16(bytes) {
        let (text, damaged) =
            encoding.decode_without_bom_handling(bytes.get(start..).unwrap_or_default());
        if damaged {
            findings.push(Finding::new(
                Severity::Warning,
                "Some characters of this UTF-16 file are damaged and were replaced.",
                "Save the file as UTF-8 (CSV UTF-8 in Excel) and hand it in again.",
            ));
        }
        (text, name)
    } else {
        utf_8_or_windows(bytes, "UTF-8", &mut findings)
    };
    let text = without_nul(text, &mut findings);
    let findings = findings
        .into_iter()
        .map(|finding| finding.at_file(&file.name))
        .collect();
    Decoded {
        text,
        encoding,
        findings,
    }
}

fn utf_8_or_windows<'a>(
    bytes: &'a [u8],
    name: &'static str,
    findings: &mut Vec<Finding>,
) -> (Cow<'a, str>, &'static str) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), name);
    }
    findings.push(Finding::new(
        Severity::Note,
        "The file is not written in UTF-8; it was read as Windows-1252.",
        "Look whether letters with accents are right; if not, save the file as UTF-8 and hand it in again.",
    ));
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    (text, "Windows-1252")
}

/// UTF-16 with its mark, or without one when every second byte of the beginning is zero, as in plain letters and digits.
fn utf_16(bytes: &[u8]) -> Option<(&'static Encoding, &'static str, usize)> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some((UTF_16LE, "UTF-16 little-endian", 2)),
        [0xFE, 0xFF, ..] => return Some((UTF_16BE, "UTF-16 big-endian", 2)),
        _ => {}
    }
    let beginning = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    let zeros = |odd: usize| {
        beginning
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = beginning.len() / 2;
    match (zeros(0), zeros(1)) {
        _ if half < 4 => None,
        (0, little) if little == half => Some((UTF_16LE, "UTF-16 little-endian", 0)),
        (big, 0) if big >= half => Some((UTF_16BE, "UTF-16 big-endian", 0)),
        _ => None,
    }
}

fn without_nul<'a>(text: Cow<'a, str>, findings: &mut Vec<Finding>) -> Cow<'a, str> {
    if !text.contains('\0') {
        return text;
    }
    findings.push(Finding::new(
        Severity::Warning,
        "The file holds NUL bytes, as damaged files do; they were left out.",
        "Compare the number of rows with the source, and export the file again if in doubt.",
    ));
    Cow::Owned(text.replace('\0', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<(&str, &str, usize), &str>) {
        let file = InputFile {
            name: "oc3.csv".into(),
            bytes: bytes.to_vec(),
        };
        let found = open(&file, 1_000);
        match (&found, expected) {
            (Ok(decoded), Ok(expected)) => {
                assert_eq!(
                    (&*decoded.text, decoded.encoding, decoded.findings.len()),
                    expected
                );
            }
            (Err(finding), Err(reason)) => {
                assert!(finding.reason.contains(reason), "{}", finding.reason);
            }
            (Ok(decoded), Err(reason)) => panic!("{reason} was expected, not {}", decoded.text),
            (Err(finding), Ok(_)) => panic!("{}", finding.reason),
        }
    }

    fn utf_16_bytes(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let units = mark
            .then_some(0xFEFF)
            .into_iter()
            .chain(text.encode_utf16());
        units
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn text_is_read_however_it_is_written() {
        check(b"CHILD,DOB", Ok(("CHILD,DOB", "UTF-8", 0)));
        check("Zoë,Siân".as_bytes(), Ok(("Zoë,Siân", "UTF-8", 0)));
        check(
            b"\xEF\xBB\xBFCHILD",
            Ok(("CHILD", "UTF-8 with byte-order mark", 0)),
        );
        check(b"Zo\xEB,\x80", Ok(("Zoë,€", "Windows-1252", 1)));
        for mark in [true, false] {
            check(
                &utf_16_bytes("CHILD,DOB", true, mark),
                Ok(("CHILD,DOB", "UTF-16 little-endian", 0)),
            );
            check(
                &utf_16_bytes("CHILD,DOB", false, mark),
                Ok(("CHILD,DOB", "UTF-16 big-endian", 0)),
            );
        }
        check(
            b"\xFF\xFEC\0H\0\x00\xD8",
            Ok(("CH\u{FFFD}", "UTF-16 little-endian", 1)),
        );
        check(b"CHI\0LD,DOB", Ok(("CHILD,DOB", "UTF-8", 1)));
    }

    #[test]
    fn what_is_not_text_is_refused() {
        check(b"", Err("empty"));
        check(b" \r\n\t", Err("empty"));
        check(b"\xEF\xBB\xBF", Err("empty"));
        check(&[0; 500], Err("empty"));
        check(&[b'a'; 1_001], Err("1001 bytes"));
        check(b"PK\x03\x04rest", Err("Excel"));
        check(b"%PDF-1.7", Err("PDF"));
    }
}
