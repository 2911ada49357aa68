//! What the rules look things up in: Ofsted's providers, postcodes, and which authority lies in which.

mod postcode;
mod provider;

pub use postcode::{PostcodePlace, Postcodes, postcode_key};
pub use provider::{Provider, Providers};
