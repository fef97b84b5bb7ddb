//! Declared counts: how many were promised, how many follow.

pub mod closed_list_count;
pub mod declared_count_mismatch;
pub mod deng_list_exceeds;
mod words;
