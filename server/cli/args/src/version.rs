//! What `zhibi --version` says: the version and how this binary was built.

/// The version alone.
pub const SHORT: &str = env!("CARGO_PKG_VERSION");

/// Version, commit, target, compiler and build profile.
pub const LONG: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\ncommit: ",
    env!("ZHIBI_COMMIT"),
    "\ntarget: ",
    env!("ZHIBI_TARGET"),
    "\nrustc: ",
    env!("ZHIBI_RUSTC"),
    "\nprofile: ",
    env!("ZHIBI_PROFILE"),
);
