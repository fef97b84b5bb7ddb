//! Ends the server when the editor that started it is gone but its pipes are still open elsewhere.

use std::time::Duration;

/// How often the parent is looked for.
const INTERVAL: Duration = Duration::from_secs(5);

/// Watches the process and calls `gone` when it has ended. Does nothing when the process cannot be seen at the
/// start (the editor may run in another container) or is this process itself.
pub fn start(process_id: u32, gone: impl FnOnce() + Send + 'static) {
    let parent = if process_id == std::process::id() { None } else { Process::alive(process_id) };
    let Some(parent) = parent else {
        tracing::debug!(process_id, "the client's process cannot be watched");
        return;
    };
    let watch = move || {
        while parent.lives_on() {}
        gone();
    };
    if let Err(error) = std::thread::Builder::new().name("parent-watch".into()).stack_size(64 << 10).spawn(watch) {
        tracing::warn!(%error, "the client's process is not watched");
    }
}

/// Another process, by its id.
#[cfg(unix)]
struct Process(u32);

#[cfg(unix)]
impl Process {
    /// A process that is alive and can be seen.
    fn alive(id: u32) -> Option<Self> {
        is_alive(id).then_some(Self(id))
    }

    /// Waits a while; whether it is alive then.
    fn lives_on(&self) -> bool {
        std::thread::sleep(INTERVAL);
        is_alive(self.0)
    }
}

/// Another process, held open, so that its id cannot pass to a third.
#[cfg(windows)]
struct Process(winsafe::guard::CloseHandleGuard<winsafe::HPROCESS>);

#[cfg(windows)]
impl Process {
    /// A process that is alive and can be seen.
    fn alive(id: u32) -> Option<Self> {
        let process = winsafe::HPROCESS::OpenProcess(winsafe::co::PROCESS::SYNCHRONIZE, false, id).ok()?;
        let process = Self(process);
        process.outlives(Duration::ZERO).then_some(process)
    }

    /// Waits a while, or until it ends; whether it is alive then.
    fn lives_on(&self) -> bool {
        self.outlives(INTERVAL)
    }

    fn outlives(&self, time: Duration) -> bool {
        let ended = self.0.WaitForSingleObject(Some(time.as_millis() as u32));
        ended == Ok(winsafe::co::WAIT::TIMEOUT)
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
