//! Throughcare as its users meet it: pages, JSON API and command line.

pub mod clock;
pub mod state;
pub mod web;
