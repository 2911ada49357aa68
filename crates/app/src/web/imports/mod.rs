//! Imports: sending files, reading what was found, confirming, and looking back.

mod list;
mod report;
mod upload;

pub use list::list;
pub use report::{confirm, findings_sheet, show, waiting};
pub use report::{download, download_waiting};
pub use upload::upload;
