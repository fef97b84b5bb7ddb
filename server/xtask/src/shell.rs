//! Running other programs: always by argument list, from the project root, with the command shown.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Prints a line to standard output, which belongs to the person who called the command.
#[macro_export]
macro_rules! say {
    ($($arg:tt)*) => {{
        use std::io::Write as _;
        // A closed pipe (`cargo xtask … | head`) is no reason to fail.
        let _ = writeln!(std::io::stdout(), $($arg)*);
    }};
}

/// Result of an automation step: an error is a sentence for the reader.
pub type Done<T = ()> = Result<T, String>;

/// The project's root folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// A command that starts in the root folder.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs a command, inheriting its output; an error names it and its exit status.
pub fn run(command: &mut Command) -> Done {
    let shown = show(command);
    say!("$ {shown}");
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` ended with {status}")),
        Err(error) => Err(format!("`{shown}` could not be started: {error}")),
    }
}

/// Runs a command that needs the network: up to three times.
pub fn run_with_retries(make: impl Fn() -> Command) -> Done {
    let mut last = Ok(());
    for attempt in 0..3_u64 {
        std::thread::sleep(Duration::from_secs(5 * attempt));
        last = run(&mut make());
        if last.is_ok() {
            break;
        }
    }
    last
}

/// Whether a program can be started from PATH.
pub fn has(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|paths| std::env::split_paths(&paths).any(|dir| dir.join(program).is_file()))
}

fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|w| w.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// The triple of this machine, as the compiler names it.
pub fn host() -> Done<String> {
    let about = command("rustc").arg("-vV").output().map_err(|e| format!("rustc could not be started: {e}"))?;
    let about = String::from_utf8_lossy(&about.stdout).into_owned();
    about
        .lines()
        .find_map(|l| l.strip_prefix("host: "))
        .map(str::to_owned)
        .ok_or_else(|| "rustc names no host".to_owned())
}
