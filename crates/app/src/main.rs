//! The program `throughcare`.

use std::process::ExitCode;

use app::cli::{CommandLine, run, run_at_once};
use clap::Parser;
use tracing_subscriber::EnvFilter;

/// Imports allocate millions of small texts: this allocator halves the time that takes (docs/decisions/0010).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    if let Some(code) = run_at_once(&command_line) {
        return code;
    }
    let filter = EnvFilter::try_from_env("THROUGHCARE_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,sqlx=error"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(run(command_line)),
        Err(error) => {
            eprintln!("throughcare: the program cannot start: {error}");
            ExitCode::from(2)
        }
    }
}
