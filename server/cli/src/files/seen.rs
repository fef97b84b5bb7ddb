//! What a file held when it was read, to tell later whether somebody has changed it since.

use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read};
use std::path::Path;

/// Length and hash of a file's bytes. Against accidents, not against forgery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    length: u64,
    hash: u64,
}

impl Seen {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Self { length: bytes.len() as u64, hash: hasher.finish() }
    }

    /// Of what a file holds now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn at(path: &Path) -> io::Result<Self> {
        let mut bytes = Vec::new();
        super::open_regular(path)?.read_to_end(&mut bytes)?;
        Ok(Self::of(&bytes))
    }
}
