//! "Would I be better off?": filled in from the record, worked out, kept, opened again, and watched when rates change.

mod case;
mod record;
mod run;
mod take_home;

pub use case::{Alternative, Answer, Case, Situation, Start, Work, work_out, work_out_own};
pub use record::{Filled, Sources, areas_used, fill_in, fill_in_own};
pub(crate) use run::run_of;
pub use run::{
    Changed, ChangedRun, Kept, RunSummary, SavedRun, changed, history, of_person, open, save,
};
pub use take_home::{Vacancy, take_home};
