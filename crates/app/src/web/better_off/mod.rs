//! "Better off in work?": the form, the answer with every line explained, the letter, what was kept, and the part for a vacancy.

mod answer;
pub mod case_form;
pub mod drafts;
pub mod fields;
pub mod form_page;
pub mod letter;
pub mod saved;
mod shown;
pub mod tables;
pub mod take_home;
mod typed;
mod words;
