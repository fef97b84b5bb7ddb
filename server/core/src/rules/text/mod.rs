//! Damage and wording.

pub mod character_lost;
pub mod character_wrong;
pub mod encoding_suspect;
mod ending;
pub mod html_entity;
pub mod invisible_character;
pub mod item_repeated;
pub mod jiezhi;
pub mod latin_case;
pub mod length_over_budget;
pub mod lost_plus;
pub mod mojibake_gbk_slip;
pub mod paragraph_broken;
pub mod placeholder_left;
pub mod script_mixed;
pub mod sentence_repeated;
pub mod sentence_unfinished;
pub mod space_stray;
pub mod template_leftover;
pub mod text_overlaid;
pub mod tongbi_redundant;
pub mod word_repeated;
pub mod wording;
