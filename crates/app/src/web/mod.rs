//! The pages: server-rendered, usable without JavaScript, by keyboard and on a phone.

pub mod assets;
pub mod audit;
pub mod better_off;
pub mod call;
pub mod charts;
mod check_page;
pub mod context;
pub mod duty;
pub mod entitlements;
pub mod form;
pub mod home;
pub mod imports;
pub mod jobcentre;
pub mod layout;
pub mod measures;
pub mod my;
pub mod neet;
pub mod partner;
pub mod people;
pub mod person;
pub mod printed;
pub mod protocols;
pub mod returns;
pub mod router;
pub mod sign_in;
pub mod spreadsheet;
pub mod timeline;
