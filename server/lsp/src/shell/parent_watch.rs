//! Ends the server when the editor that started it is gone but its pipes are still open elsewhere.

use std::time::Duration;

/// How often the parent is looked for.
const INTERVAL: Duration = Duration::from_secs(5);

/// Watches the process and calls `gone` when it has ended. Does nothing when the process cannot be seen at the
/// start (the editor may run in another container) or is this process itself.
pub fn start(process_id: u32, gone: impl FnOnce() + Send + 'static) {
    if process_id == std::process::id() || !is_alive(process_id) {
        tracing::debug!(process_id, "the client's process cannot be watched");
        return;
    }
    let watch = move || {
        while is_alive(process_id) {
            std::thread::sleep(INTERVAL);
        }
        gone();
    };
    if let Err(error) = std::thread::Builder::new().name("parent-watch".into()).stack_size(64 << 10).spawn(watch) {
        tracing::warn!(%error, "the client's process is not watched");
    }
}

/// A process that has ended and was not yet collected by its own parent (a zombie) counts as gone.
#[cfg(target_os = "linux")]
fn is_alive(process_id: u32) -> bool {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{process_id}/stat")) else { return false };
    // The state follows the command, which stands in brackets and may itself contain brackets.
    let state = stat.rfind(')').and_then(|at| stat[at + 1..].trim_start().chars().next());
    !matches!(state, Some('Z' | 'X') | None)
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_alive(process_id: u32) -> bool {
    let pid = i32::try_from(process_id).ok().and_then(rustix::process::Pid::from_raw);
    // "Not permitted" means that it exists.
    pid.is_some_and(|pid| !matches!(rustix::process::test_kill_process(pid), Err(rustix::io::Errno::SRCH)))
}

/// Elsewhere the end of the pipes tells the same: handles are not inherited by accident there.
#[cfg(not(unix))]
fn is_alive(_process_id: u32) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::is_alive;

    #[test]
    fn sees_the_living_the_dead_and_the_uncollected() {
        assert!(is_alive(std::process::id()));
        assert!(!is_alive(u32::MAX));
        let mut child = std::process::Command::new("true").spawn().expect("`true` runs");
        let id = child.id();
        if cfg!(target_os = "linux") {
            for _ in 0..500 {
                if !is_alive(id) {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            assert!(!is_alive(id), "an ended, uncollected process counts as gone");
        }
        child.wait().expect("collected");
        assert!(!is_alive(id));
    }
}
