//! The pure heart of Zhibi.
