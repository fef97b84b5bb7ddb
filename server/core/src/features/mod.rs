//! What editors show and do, as plain data in [`crate::LineCol`] coordinates: outline, hover, folding, navigation,
//! refactorings, completion. The protocol crate only converts.
