//! Measures: all of them by theme, one with everything behind it, the people behind a figure, targets, and the Department's table.

mod asked;
mod comparison;
mod list;
mod people;
mod show;
mod table;
mod target;

pub use list::list;
pub use people::people;
pub use show::show;
pub use table::table;
pub use target::set_target;
