//! Between the protocol's types and the core's. Nothing else in this crate counts columns.

pub mod from_client;
pub mod problems;
pub mod to_client;
pub mod wire;
