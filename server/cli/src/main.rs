//! The `zhibi` command.

fn main() {}
