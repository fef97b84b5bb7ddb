//! Punctuation that breaks numbering and figures.

pub mod halfwidth_punctuation;
