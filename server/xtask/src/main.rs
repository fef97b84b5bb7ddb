//! Project automation: `cargo xtask COMMAND`.

fn main() {}
