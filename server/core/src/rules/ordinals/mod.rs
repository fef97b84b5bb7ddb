//! Numbering: gaps, duplicates, forms and levels.

mod sequence;

pub mod caption_gap;
pub mod contents_mismatch;
pub mod enumeration_mixed;
pub mod heading_end_punct;
pub mod heading_glued;
pub mod heading_missing_ordinal;
pub mod heading_repeated;
pub mod level_order;
pub mod ordinal_duplicate;
pub mod ordinal_form;
pub mod ordinal_gap;
pub mod ordinal_malformed;
pub mod ordinal_starts_late;
pub mod ordinal_style_mixed;
pub mod reference_unresolved;
pub mod series_separator;
pub mod yishi_punctuation;
