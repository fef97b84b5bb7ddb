//! Damage and wording.
