//! What everything costs at two sizes of a draft, in steps: a `zhibi` that counts the basic blocks it runs, and the program
//! that drives it.

use std::fs;

use crate::shell::{self, Done, command, root};

/// One call in each basic block; what is called is in `tests/steps/count.c`. With assertions, since a server without them
/// gives up what takes it longer than a drafter waits, and counting takes longer.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=2 \
    -Cllvm-args=-sanitizer-coverage-trace-pc -Cdebug-assertions=on";

/// Bytes of the file that holds the counts, as in `tests/steps/count.c`.
const COUNTS: usize = 1024 * 64;

/// Builds both and runs them.
pub fn run() -> Done {
    let out = root().join("target/steps");
    fs::create_dir_all(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    let counter = out.join("count.o");
    shell::run(command("cc").args(["-O2", "-c", "tests/steps/count.c", "-o"]).arg(&counter))?;
    let host = shell::host()?;
    // With a target named, build scripts and macros are compiled without the flags.
    let mut build = command("cargo");
    build.args(["build", "--locked", "--profile", "fast", "--package", "zhibi", "--target", &host]);
    build.arg("--target-dir").arg(&out).env("RUSTFLAGS", format!("{FLAGS} -Clink-arg={}", counter.display()));
    shell::run(&mut build)?;
    // One process on each core, each with a count of its own.
    let processes = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    shell::run(command("cargo").args(["build", "--locked", "--quiet", "--package", "zhibi-tests", "--bin", "growth"]))?;
    let mut running = Vec::new();
    for number in 1..=processes {
        let steps = out.join(format!("steps-{number}"));
        fs::write(&steps, vec![0_u8; COUNTS]).map_err(|e| format!("{}: {e}", steps.display()))?;
        let mut growth = command("cargo");
        growth.args(["run", "--locked", "--quiet", "--package", "zhibi-tests", "--bin", "growth", "--"]);
        growth.arg(format!("{number}/{processes}"));
        growth.env("ZHIBI_SERVER", out.join(&host).join("fast/zhibi")).env("ZHIBI_STEPS", steps);
        running.push(growth.spawn().map_err(|e| format!("growth {number}/{processes}: {e}"))?);
    }
    let mut failed = Vec::new();
    for (number, mut process) in running.into_iter().enumerate() {
        let status = process.wait().map_err(|e| format!("growth: {e}"))?;
        if !status.success() {
            failed.push(format!("growth {}/{processes}: {status}", number + 1));
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join("; ")) }
}
