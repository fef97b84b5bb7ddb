//! Figures and targets.

pub mod approx_arabic;
pub mod approx_numeral_dunhao;
pub mod approx_redundant;
pub mod arabic_qian;
pub mod comparator_redundant;
pub mod date_invalid;
pub mod decrease_by_multiple;
pub mod negative_growth;
pub mod number_broken;
pub mod percent_corrupted;
pub mod percent_vs_point;
pub mod point_arithmetic;
pub mod range_reversed;
pub mod range_unit_dropped;
pub mod ratio_sum;
pub mod span_length_mismatch;
pub mod target_bound_conflict;
pub mod year_malformed;
