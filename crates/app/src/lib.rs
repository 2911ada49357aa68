//! Throughcare as its users meet it: pages, JSON API and command line.

pub mod api;
pub mod cli;
pub mod clock;
pub mod state;
pub mod web;
