//! Fuzzing: every target for half a minute, or for as many seconds as `ZHIBI_FUZZ_SECONDS` says.
//!
//! Built by plain cargo with the compiler's coverage pass. The sanitizers that `cargo fuzz` would add find mistakes of
//! `unsafe` code, which the project forbids, and need an unstable compiler.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;

use crate::say;
use crate::shell::{self, Done, command, root, run_with_retries};

const TARGETS: &[&str] = &["framing", "edits", "analysis", "figures", "fixes"];

/// Counters on edges and compared values, as libFuzzer reads them; our own assertions and overflow checks stay in.
const RUSTFLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions --cfg fuzzing";

/// Builds and runs all targets, as many at a time as there are processors.
pub fn run() -> Done {
    let seconds = match std::env::var("ZHIBI_FUZZ_SECONDS") {
        Ok(value) => value.parse::<u32>().map_err(|_| format!("ZHIBI_FUZZ_SECONDS is `{value}`, not a number"))?,
        Err(_) => 30,
    };
    let host = shell::host()?;
    let out = root().join("target/fuzz");
    let cargo = |action| {
        let mut cargo = command("cargo");
        cargo.args([action, "--locked", "--manifest-path", "tests/fuzz/Cargo.toml"]);
        cargo
    };
    run_with_retries(|| cargo("fetch"))?;
    let mut build = cargo("build");
    // With a target named, build scripts and macros are compiled without the flags.
    build.args(["--release", "--target", &host]).arg("--target-dir").arg(&out).env("RUSTFLAGS", RUSTFLAGS);
    shell::run(&mut build)?;
    let programs = out.join(host).join("release");
    let mut failed = Vec::new();
    for some in TARGETS.chunks(thread::available_parallelism().map_or(1, usize::from)) {
        let running: Vec<_> = some.iter().map(|target| (*target, start(target, &programs, &out, seconds))).collect();
        for (target, child) in running {
            if !ended(target, child, &out)? {
                failed.push(target);
            }
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("a finding of {}", failed.join(", "))) }
}

/// Starts a target; what it finds new stays in `corpus/` for the next run.
fn start(target: &str, programs: &Path, out: &Path, seconds: u32) -> Done<Child> {
    let (corpus, seeds) = (out.join("corpus").join(target), root().join("tests/fuzz/seeds").join(target));
    fs::create_dir_all(&corpus).map_err(|e| format!("{}: {e}", corpus.display()))?;
    let log = File::create(log(target, out)).map_err(|e| format!("{target}: {e}"))?;
    let mut run = command(programs.join(target));
    run.arg(corpus).arg(seeds).args(["-seed=1", "-rss_limit_mb=4096"]).arg(format!("-max_total_time={seconds}"));
    run.arg(format!("-artifact_prefix={}/{target}-", out.display()));
    run.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    run.spawn().map_err(|e| format!("{target} could not be started: {e}"))
}

/// Waits for a target and says how it went.
fn ended(target: &str, child: Done<Child>, out: &Path) -> Done<bool> {
    let status = child?.wait().map_err(|e| format!("{target}: {e}"))?;
    // Inputs that are shown may be any bytes.
    let log = fs::read(log(target, out)).map_err(|e| format!("{target}: {e}"))?;
    let log = String::from_utf8_lossy(&log);
    let lines: Vec<&str> = log.lines().collect();
    let shown = if status.success() { 1 } else { 40 };
    say!("{target}: {}", lines[lines.len().saturating_sub(shown)..].join("\n"));
    Ok(status.success())
}

fn log(target: &str, out: &Path) -> std::path::PathBuf {
    out.join(format!("{target}.log"))
}
