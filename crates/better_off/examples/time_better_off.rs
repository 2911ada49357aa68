//! Times the calculation on the households of a file: `cargo run --release -p better_off --example time_better_off -- FILE.jsonl`.

use std::{
    env, fs,
    hint::black_box,
    time::{Duration, Instant},
};

use better_off::{Rates, amounts, budget_curve, calculate, household_file};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = env::args().nth(1).ok_or("name a file of households")?;
    let text = fs::read_to_string(path)?;

    let started = Instant::now();
    let first = household_file::day_of_year(2025);
    black_box(Rates::on(first, first)?);
    let cold = started.elapsed();

    let households = household_file::households(&text)?;
    let mut alone = Vec::with_capacity(households.len());
    let mut explained = Vec::with_capacity(households.len());
    let mut curves = Vec::with_capacity(households.len());
    for (year, household) in &households {
        let day = household_file::day_of_year(*year);
        let rates = Rates::on(day, day)?;
        // One run is shorter than the clock can tell well: the mean of a hundred, the median of households.
        alone.push(time(100, || {
            black_box(amounts(black_box(household), &rates));
        }));
        explained.push(time(5, || {
            let _ = black_box(calculate(black_box(household), day));
        }));
        curves.push(time(3, || {
            black_box(budget_curve(black_box(household), &rates));
        }));
    }
    let started = Instant::now();
    let lines = household_file::answer(&text)?.answered;
    let whole = started.elapsed();

    println!("household-years: {}", households.len());
    println!("amounts alone, median: {:?} (limit 5 µs)", median(alone));
    println!("with the explanation, median: {:?}", median(explained));
    println!(
        "curve of 41 points, median: {:?} (limit 250 µs)",
        median(curves)
    );
    println!("reading the rates, once: {cold:?}");
    println!("the file of {lines} lines, read, calculated and written: {whole:?}");
    Ok(())
}

fn time(runs: u32, run: impl Fn()) -> Duration {
    let started = Instant::now();
    for _ in 0..runs {
        run();
    }
    started.elapsed() / runs
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
