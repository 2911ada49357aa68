//! How long checking takes: `cargo run --release -p ssda903 --example time_checking -- DIR [copies]`.
//!
//! DIR holds the folders this_year and last_year. With `copies` the children are there so many times, under other identifiers. Prints wall
//! time and processor time of reading, of all rules and of the report, and the most memory that was in use.

use std::fs;
use std::path::Path;
use std::time::Instant;

use ssda903::checked::Checked;
use ssda903::{Collection, InputFile, Submission, read_year};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("Name the folder of the return.")?;
    let copies: usize = arguments.next().map_or(Ok(1), |copies| copies.parse())?;
    let folder = Path::new(&folder);
    let (this, last) = (
        files(&folder.join("this_year"), copies)?,
        files(&folder.join("last_year"), copies)?,
    );

    let clock = Clock::start();
    let (this, last) = std::thread::scope(|scope| {
        let last = scope.spawn(|| read_year(&last, 2026, usize::MAX));
        (read_year(&this, 2027, usize::MAX), last.join())
    });
    let last = last.map_err(|_| "reading panicked")?;
    let submission = Submission::new(Collection::new(2027, "E09000027"), this, vec![last]);
    clock.say("read both years");
    let clock = Clock::start();
    let ledger = submission.check();
    clock.say("all rules");
    let mut ids: Vec<String> = submission
        .years
        .first()
        .ok_or("no year")?
        .year
        .header
        .iter()
        .map(|row| row.value.child.text().into_owned())
        .collect();
    ids.sort();
    for (count, limit) in [(100, 10_000), (1, 1_000)] {
        let some: std::collections::BTreeSet<&str> =
            ids.iter().take(count).map(String::as_str).collect();
        let some = submission.only(|child| some.contains(child));
        let start = Instant::now();
        let rows: usize = (0..100)
            .map(|_| {
                some.check()
                    .entries
                    .iter()
                    .map(|entry| entry.flagged.len())
                    .sum::<usize>()
            })
            .sum();
        println!(
            "{count} checked again: {} microseconds (limit {limit}), {} rows flagged",
            start.elapsed().as_micros() / 100,
            rows / 100
        );
    }
    let clock = Clock::start();
    let checked = Checked::of(&ledger, &submission);
    let json = serde_json::to_vec(&checked)?;
    clock.say("report as JSON");
    println!(
        "{} rows flagged, {} bytes of JSON, at the most {} MB in use",
        checked.count(),
        json.len(),
        most_megabytes().unwrap_or(0)
    );
    Ok(())
}

fn files(folder: &Path, copies: usize) -> Result<Vec<InputFile>, Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        let (header, rows) = text.split_once('\n').unwrap_or((&text, ""));
        let mut all = format!("{header}\n");
        for copy in 0..copies {
            for row in rows.lines() {
                if copy > 0 {
                    all.extend([&copy.to_string(), "x"]);
                }
                all.push_str(row);
                all.push('\n');
            }
        }
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        files.push(InputFile {
            name,
            bytes: all.into_bytes(),
        });
    }
    Ok(files)
}

struct Clock {
    wall: Instant,
    processor: f64,
}

impl Clock {
    fn start() -> Self {
        Self {
            wall: Instant::now(),
            processor: processor_seconds().unwrap_or(0.0),
        }
    }

    fn say(&self, what: &str) {
        let processor = processor_seconds().unwrap_or(0.0) - self.processor;
        println!(
            "{what}: {:.3} s, {processor:.3} s of processor time",
            self.wall.elapsed().as_secs_f64()
        );
    }
}

/// Of all threads so far, also those that have ended, in steps of 10 ms: the kernel counts in hundredths of a second.
fn processor_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, behind_the_name) = stat.rsplit_once(')')?;
    let mut fields = behind_the_name.split_whitespace().skip(11);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    Some(f64::from(user + system) / 100.0)
}

fn most_megabytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}
