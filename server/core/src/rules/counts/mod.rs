//! Declared counts against what follows.
