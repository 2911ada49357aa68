//! Spoils files for as long as one likes and reads them: `cargo run --release -p ssda903 --example spoil -- csv|xml|xlsx SECONDS [SEED]`.
//!
//! Ends with 1 at the first file that makes reading panic or take more than five seconds, and says where it has put it.

mod mutation;

use std::panic::catch_unwind;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use mutation::{Kind, corpus, read_spoilt, spoil};

const SLOW: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let kind = arguments.first().and_then(|name| {
        [Kind::Csv, Kind::Xml, Kind::Xlsx]
            .into_iter()
            .find(|kind| kind.folder() == name)
    });
    let number = |place: usize| arguments.get(place).and_then(|text| text.parse().ok());
    let (Some(kind), Some(seconds)) = (kind, number(1)) else {
        eprintln!("usage: spoil csv|xml|xlsx SECONDS [SEED]");
        return ExitCode::from(2);
    };
    let corpus = match corpus(kind) {
        Ok(corpus) => corpus,
        Err(error) => {
            eprintln!("The corpus cannot be read: {error}.");
            return ExitCode::from(2);
        }
    };
    let first: u64 = number(2).unwrap_or(0);
    let begun = Instant::now();
    let mut seed = first;
    let mut slowest = Duration::ZERO;
    while begun.elapsed() < Duration::from_secs(seconds) {
        let file = spoil(kind, &corpus, seed);
        let start = Instant::now();
        let result = catch_unwind(|| read_spoilt(kind, &file));
        let took = start.elapsed();
        slowest = slowest.max(took);
        if result.is_err() || took > SLOW {
            let path = std::env::temp_dir().join(format!("spoilt_{seed}.{}", kind.folder()));
            let kept = std::fs::write(&path, &file)
                .map_or_else(|error| error.to_string(), |()| path.display().to_string());
            println!(
                "{}: seed {seed} fails after {} ms; the file: {kept}",
                kind.folder(),
                took.as_millis()
            );
            return ExitCode::FAILURE;
        }
        seed += 1;
    }
    println!(
        "{}: {} spoilt files read in {} s without a panic; the slowest took {:.1} ms; most memory {} MB",
        kind.folder(),
        seed - first,
        begun.elapsed().as_secs(),
        slowest.as_secs_f64() * 1e3,
        most_memory_megabytes().map_or("?".into(), |megabytes| megabytes.to_string()),
    );
    ExitCode::SUCCESS
}

/// On Linux; elsewhere it is not known.
fn most_memory_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}
