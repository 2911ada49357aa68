//! What the rules look things up in: Ofsted's providers, postcodes, and which authority lies in which.

mod authority;
mod grid;
mod postcode;
mod postcode_file;
mod provider;
mod provider_list;

pub use authority::Authorities;
pub use grid::GridReference;
pub use postcode::{PostcodePlace, Postcodes, postcode_key};
pub use provider::{Provider, Providers};

/// Why a list could not be used at all. What is wrong with single rows is a finding.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    #[error("The postcodes cannot be read: {0}.")]
    ReadPostcodes(std::io::Error),
    #[error("The compact postcode file cannot be written: {0}.")]
    WritePostcodes(std::io::Error),
    #[error(
        "The postcode file has no column for {0}. Hand in the postcode directory of the Office for National Statistics as CSV, with its header line."
    )]
    PostcodeColumn(&'static str),
    #[error("The postcode file holds no postcode. Hand in the whole postcode directory as CSV.")]
    NoPostcodes,
    #[error("The postcode file has more than {0} rows, which the whole country does not have.")]
    TooManyPostcodes(usize),
    #[error(
        "The compact postcode file is damaged or of another version. Make it again from the postcode directory."
    )]
    DamagedPostcodes,
    #[error(
        "The list of authorities cannot be read: {0}. It has to be a JSON list with LTLA21CD and UTLA21CD, or the same of another year, in each entry."
    )]
    ReadAuthorities(String),
    #[error(
        "The list of providers cannot be opened: {0}. Save it again as an Excel workbook (.xlsx) without a password."
    )]
    OpenProviders(String),
    #[error("The list of providers unpacks to more than {0} MB, which Ofsted's lists do not.")]
    ProvidersTooLarge(u64),
    #[error(
        "No sheet of the list of providers has a column URN. Hand in Ofsted's list as it was published."
    )]
    NoProviders,
}
