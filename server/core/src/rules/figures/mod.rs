//! Figures and targets.

pub mod comparator_redundant;
