//! The checks of the statutory return for `check/check.html`: a request in bytes, an answer in JSON, and nothing else in the world.

mod answer;
mod memory;
mod request;

pub use request::{File, Request, Role};

/// Answers a request of the page: what was read, and what became of every rule; or why it could not be done.
pub fn answer(request: &[u8]) -> Vec<u8> {
    match Request::read(request) {
        Some(request) => answer::to(&request),
        None => {
            answer::refusal("The page and its checks do not belong together. Get the page again.")
        }
    }
}
