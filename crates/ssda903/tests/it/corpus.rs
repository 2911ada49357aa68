//! Every file of the corpus, spoilt in many ways, gets an answer, and what is counted agrees with itself.
//!
//! The same is done for as long as one likes by `cargo run --release -p ssda903 --example spoil`.

#[path = "../../examples/spoil/mutation.rs"]
mod mutation;

use mutation::{Kind, corpus, read_spoilt, spoil};

fn check(kind: Kind, times: u64) {
    let corpus = corpus(kind).unwrap();
    assert!(corpus.len() >= 3);
    for file in &corpus {
        read_spoilt(kind, file);
    }
    for seed in 0..times {
        read_spoilt(kind, &spoil(kind, &corpus, seed));
    }
}

#[test]
fn spoilt_tables_get_an_answer() {
    check(Kind::Csv, 3_000);
}

#[test]
fn spoilt_xml_gets_an_answer() {
    check(Kind::Xml, 3_000);
}

#[test]
fn spoilt_workbooks_get_an_answer() {
    check(Kind::Xlsx, 500);
}
