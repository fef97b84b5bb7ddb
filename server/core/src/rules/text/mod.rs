//! Damage and wording.

pub mod character_lost;
pub mod character_wrong;
pub mod encoding_suspect;
pub mod html_entity;
pub mod invisible_character;
pub mod jiezhi;
pub mod latin_case;
pub mod length_over_budget;
pub mod lost_plus;
pub mod mojibake_gbk_slip;
pub mod placeholder_left;
pub mod script_mixed;
pub mod space_stray;
pub mod template_leftover;
pub mod text_overlaid;
pub mod tongbi_redundant;
