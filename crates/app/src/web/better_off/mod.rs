//! "Better off in work?": the form, the answer with every line explained, the letter, what was kept, and the part for a vacancy.

mod answer;
mod case_form;
pub mod form_page;
mod letter;
pub mod saved;
mod shown;
mod tables;
pub mod take_home;
mod typed;
mod words;
