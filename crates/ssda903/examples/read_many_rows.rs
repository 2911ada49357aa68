//! How long reading takes: `cargo run --release -p ssda903 --example read_many_rows [rows]` makes OC3 rows and reads them.

use std::fmt::Write;
use std::time::Instant;

use ssda903::{InputFile, ReadOptions, read};

fn main() {
    let rows: u32 = std::env::args()
        .nth(1)
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(100_000);
    let activities = ["F1", "F2", "F5", "P5", "G4", "G5", "G6", "F4"];
    let homes = ["U1", "B1", "D1", "E2", "Z1", "K1"];
    let mut clean = String::from("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n");
    let mut header = String::from("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n");
    for row in 0..rows {
        let born = format!("{:02}/{:02}/{}", 1 + row % 28, 1 + row % 12, 2003 + row % 3);
        let activity = activities
            .get(row as usize % activities.len())
            .unwrap_or(&"G5");
        let home = homes.get(row as usize % homes.len()).unwrap_or(&"U1");
        // Writing to a string cannot fail.
        let _ = writeln!(clean, "{row},{born},YES,{activity},{home}");
        let _ = writeln!(header, "{row},1,{born},WBRI,A{row:012},,");
    }
    let dirty = clean.replace("YES,G5", "DIED,F3").replace(",U1", ",S1");
    let header = InputFile {
        name: "2024/header.csv".into(),
        bytes: header.into_bytes(),
    };
    for (name, text) in [("OC3", clean), ("OC3, three rows of four wrong", dirty)] {
        let oc3 = InputFile {
            name: "2024/oc3.csv".into(),
            bytes: text.into_bytes(),
        };
        time(name, std::slice::from_ref(&oc3));
        time(&format!("{name}, with Header"), &[header.clone(), oc3]);
    }
}

fn time(name: &str, files: &[InputFile]) {
    let start = Instant::now();
    let reading = read(files, &ReadOptions::default());
    let took = start.elapsed();
    let rows: u64 = reading.files.iter().map(|file| file.rows).sum();
    println!(
        "{name}: {rows} rows in {} ms, {} findings",
        took.as_millis(),
        reading.findings.len()
    );
}
