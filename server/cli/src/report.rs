//! What the command says on standard error, beside its output.

use std::io::Write;

use crate::language::tr;

/// A failure: something could not be done.
pub fn error(message: &str) {
    line(tr("错误：", "error: "), message);
}

fn line(head: &str, message: &str) {
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "{head}{message}");
}
