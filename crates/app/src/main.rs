//! The program `throughcare`.

fn main() {}
