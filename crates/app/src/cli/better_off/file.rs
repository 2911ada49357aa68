//! A file of households: answered in pieces on every processor, written in order.

use std::{
    fs,
    io::Write,
    path::Path,
    process::ExitCode,
    sync::mpsc::{Receiver, sync_channel},
    thread,
};

use better_off::household_file::{Answers, Piece, YearRates, pieces};

use super::super::output::Failure;

/// Answered pieces of one worker that may wait to be written: memory stays small however large the file is.
const WAITING: usize = 2;

/// Files are answered with JSON lines whatever the format: that is what they are for.
pub fn answer(path: &Path) -> Result<ExitCode, Failure> {
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}.", path.display())))?;
    let rates = YearRates::known().map_err(|error| Failure::new(error.to_string()))?;
    let pieces: Vec<Piece> = pieces(&text).collect();
    let mut answered = 0;
    let write = |answers: &Answers| {
        // A reader that has gone away is no fault.
        let _ = std::io::stdout().lock().write_all(answers.text.as_bytes());
        for unreadable in &answers.unreadable {
            eprintln!("{} {unreadable}.", path.display());
        }
        answered += answers.answered;
    };
    on_every_processor(&pieces, &rates, write);
    Ok(if answered == 0 {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// Worker `n` answers pieces n, n + workers and so on; taking from the workers in turn gives the order of the file.
fn on_every_processor(pieces: &[Piece], rates: &YearRates, mut write: impl FnMut(&Answers)) {
    // Asking for the number of processors takes longer than a household.
    let workers = match pieces.len() {
        0 | 1 => 1,
        several => thread::available_parallelism().map_or(1, |found| found.get().min(several)),
    };
    if workers < 2 {
        for piece in pieces {
            write(&rates.answer(*piece));
        }
        return;
    }
    thread::scope(|scope| {
        let workers: Vec<Receiver<Answers>> = (0..workers)
            .map(|worker| {
                let (send, receive) = sync_channel(WAITING);
                scope.spawn(move || {
                    for piece in pieces.iter().skip(worker).step_by(workers) {
                        if send.send(rates.answer(*piece)).is_err() {
                            return;
                        }
                    }
                });
                receive
            })
            .collect();
        for (_, worker) in pieces.iter().zip(workers.iter().cycle()) {
            // A worker ends early only by a panic, which the scope passes on.
            if let Ok(answers) = worker.recv() {
                write(&answers);
            }
        }
    });
}
