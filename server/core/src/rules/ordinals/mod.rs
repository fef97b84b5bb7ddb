//! Numbering: gaps, duplicates, forms and levels.

pub mod ordinal_gap;
