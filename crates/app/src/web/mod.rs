//! The pages: server-rendered, usable without JavaScript, by keyboard and on a phone.

pub mod assets;
pub mod form;
pub mod layout;
pub mod printed;
