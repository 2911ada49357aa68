//! Throughcare as its users meet it: pages, JSON API and command line.

pub mod api;
mod checked_return;
pub mod cli;
pub mod clock;
pub mod mail;
mod percentage;
mod return_upload;
pub mod state;
mod upload;
pub mod web;
