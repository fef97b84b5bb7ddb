//! Punctuation that breaks numbering and figures.
