//! What people may do: one function an action, each taking who acts; permission first, then the rule, the store and the audit log.

pub mod account;
pub mod actor;
pub mod audit;
pub mod authority;
pub mod awareness_session;
pub mod better_off;
pub mod contact;
pub mod draft;
pub mod duty;
pub mod entitlement;
pub mod error;
pub mod event;
pub mod export;
pub mod home;
pub mod import;
pub mod jobcentre;
pub mod jobcentre_directory;
pub mod measure;
pub mod neet;
pub mod office;
pub mod permission;
pub mod person;
pub mod protocol;
pub mod reference;
pub mod return_check;
pub mod saved_view;
pub mod spell;
pub mod statutory_return;
pub mod synthesise;
pub mod target;
pub mod worker;

pub use actor::{Actor, Moment};
pub use error::{Error, Problem, Result};
pub use office::{Office, SecretKey};
pub use permission::{Action, Role};
