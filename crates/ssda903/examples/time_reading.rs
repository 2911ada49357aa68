//! How long reading takes beside the `csv` crate: `cargo run --release -p ssda903 --example time_reading -- DIR [copies]`.
//!
//! DIR holds the folders this_year and last_year. Both are read into typed rows, and the same bytes are walked by the `csv` crate as byte
//! records: the limit is four times that. With `copies` the children are there so many times, under different identifiers.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use ssda903::{InputFile, YearReading, read_year};

const LARGEST: usize = usize::MAX;
const RUNS: usize = 25;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("Name the folder of the return.")?;
    let copies: usize = arguments.next().map_or(Ok(1), |copies| copies.parse())?;
    let years = [
        files(&Path::new(&folder).join("this_year"), copies)?,
        files(&Path::new(&folder).join("last_year"), copies)?,
    ];
    let bytes: usize = years.iter().flatten().map(|file| file.bytes.len()).sum();

    let before = resident_kilobytes();
    let readings = read_both(&years);
    let rows: u64 = readings
        .iter()
        .flat_map(|reading| &reading.files)
        .map(|file| file.rows)
        .sum();
    let findings: usize = readings.iter().map(|reading| reading.findings.len()).sum();
    println!("{rows} rows, {bytes} bytes, {findings} findings");
    if let (Some(before), Some(after)) = (before, resident_kilobytes()) {
        println!(
            "typed rows in memory: {} MB (limit 150 MB for 316,000 rows), the files themselves {} MB",
            after.saturating_sub(before) / 1024,
            bytes / 1_000_000
        );
    }
    drop(readings);

    // By turns, so that other work on the machine lengthens both; and the shortest, because it only ever lengthens.
    let mut typed = Duration::MAX;
    let mut walked = Duration::MAX;
    for _ in 0..RUNS {
        typed = typed.min(time(|| read_both(&years)));
        walked = walked.min(time(|| years.iter().flatten().map(walk).sum::<usize>()));
    }
    println!(
        "typed rows {:.1} ms, csv crate {:.1} ms: {:.2} times (limit 4)",
        typed.as_secs_f64() * 1e3,
        walked.as_secs_f64() * 1e3,
        typed.as_secs_f64() / walked.as_secs_f64()
    );
    Ok(())
}

fn read_both(years: &[Vec<InputFile>]) -> Vec<YearReading> {
    let read = |(files, year): (&Vec<InputFile>, i16)| read_year(files, year, LARGEST);
    years.iter().zip([2027, 2026]).map(read).collect()
}

/// What the `csv` crate has to do to see every cell. The number keeps the compiler from leaving the work out.
fn walk(file: &InputFile) -> usize {
    let mut reader = csv::ReaderBuilder::new().from_reader(file.bytes.as_slice());
    let mut record = csv::ByteRecord::new();
    let mut cells = 0;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        cells += record.len();
    }
    cells
}

/// How long the work takes. What it made is thrown away afterwards.
fn time<T>(work: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    let made = std::hint::black_box(work());
    let took = start.elapsed();
    drop(made);
    took
}

fn files(folder: &Path, copies: usize) -> std::io::Result<Vec<InputFile>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        let (header, rows) = text.split_once('\n').unwrap_or((&text, ""));
        let mut all = format!("{header}\n");
        for copy in 0..copies {
            for row in rows.lines() {
                if copy > 0 {
                    all.push_str(&copy.to_string());
                }
                all.push_str(row);
                all.push('\n');
            }
        }
        files.push(InputFile {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            bytes: all.into_bytes(),
        });
    }
    Ok(files)
}

/// On Linux; elsewhere memory is not printed.
fn resident_kilobytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
