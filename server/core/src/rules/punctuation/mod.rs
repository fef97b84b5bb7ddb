//! Punctuation that breaks numbering and figures.

pub mod booktitle_nested;
pub mod colon_nested;
pub mod dash_form;
pub mod deng_dunhao;
pub mod ellipsis_form;
pub mod halfwidth_punctuation;
pub mod name_dot;
pub mod paren_nested_same;
pub mod quoted_list_dunhao;
pub mod quotes_empty;
pub mod quotes_nested_same;
pub mod quotes_replaced;
pub mod repeated_punct;
pub mod unbalanced_pair;
