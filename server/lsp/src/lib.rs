//! The language server: the only crate that knows the Language Server Protocol.
