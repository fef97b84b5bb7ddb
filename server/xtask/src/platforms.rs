//! `cargo xtask test --only platforms`: the program built for other platforms, driven by the end-to-end tests through what
//! runs it here: Wine for Windows, qemu for other processors.
//!
//! The tests start what `ZHIBI_SERVER` names: a script of one line that hands their arguments to the runner. Named
//! `zhibi.exe`, it tells them that paths and addresses are those of Windows.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

use crate::dist::{self, Build};
use crate::say;
use crate::shell::{self, Done, command, has, root};
use crate::targets::{DEBIAN, Program, Target};
use crate::test::provide;

/// A platform with what runs its program here.
struct Platform {
    triple: &'static str,
    /// The runner and its arguments.
    runner: &'static [&'static str],
    /// The oldest version of the runner that serves.
    least: (u32, u32),
    /// Tests that are not run, and why not.
    except: &'static [(&'static str, &'static str)],
}

/// Debian's `wine` asks for a 32-bit one first.
pub const WINE: &str = "/usr/lib/wine/wine64";
const SERVER: &str = "/usr/lib/wine/wineserver64";

const PLATFORMS: [Platform; 3] = [
    Platform { triple: "x86_64-pc-windows-gnu", runner: &[WINE], least: (8, 0), except: UNIX_ONLY },
    Platform {
        triple: "aarch64-unknown-linux-gnu",
        runner: &["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"],
        least: (7, 2),
        except: EMULATED,
    },
    // Rust takes the vector instructions of LoongArch for granted, which older versions lack. Debian 12 has a newer one in
    // its backports.
    Platform {
        triple: "loongarch64-unknown-linux-musl",
        runner: &["qemu-loongarch64"],
        least: (8, 1),
        except: EMULATED,
    },
];

/// What Windows has no like of, or Wine does not show of it.
const UNIX_ONLY: &[(&str, &str)] = &[
    ("an_output_may_be_a_pipe_and_keeps_the_mode_of_what_it_replaces", "FIFOs and modes of Unix"),
    ("fifos_devices_and_huge_lists_among_drafts_stall_nothing", "FIFOs and devices of Unix"),
    (
        "links_met_in_a_folder_lead_to_nothing_outside_and_are_not_written_through",
        "Wine shows links as what they lead to",
    ),
    (
        "what_the_product_wrote_into_a_folder_is_no_draft_of_the_next_run",
        "Wine does not tell what output is redirected to; `windows` has it for -o",
    ),
    ("mode_owner_and_attributes_survive_a_fix", "modes and owners of Unix"),
    ("f48_an_ignore_is_never_written_through_a_link", "Wine shows links as what they lead to"),
    (
        "edits_as_fast_as_they_go_do_not_grow_the_memory",
        "what Wine itself keeps is counted with it, and differs from run to run",
    ),
];

/// What asks for the speed of a real processor, or for its memory.
const EMULATED: &[(&str, &str)] = &[
    (
        "f40_a_save_waits_for_safe_fixes_only_where_that_is_wanted_and_never_long",
        "an imitated processor takes longer than the 100 ms that a save waits",
    ),
    (
        "edits_as_fast_as_they_go_do_not_grow_the_memory",
        "what imitates the processor keeps the code that it has translated, and grows by it",
    ),
];

/// Command line and protocol.
const TESTS: [&str; 15] = [
    "calm",
    "capabilities",
    "cli",
    "client_quirks",
    "companions",
    "drafts",
    "edits",
    "extensions",
    "failures_clients",
    "failures_documents",
    "failures_protocol",
    "hostile_folders",
    "protocol",
    "resources",
    "workspace",
];

/// Builds, and runs the tests; `ZHIBI_PLATFORM` chooses one platform.
pub fn run() -> Done {
    let only = std::env::var("ZHIBI_PLATFORM").ok();
    let (mut summary, mut failed) = (Vec::new(), Vec::new());
    for platform in PLATFORMS.iter().filter(|p| only.as_deref().is_none_or(|o| o == p.triple)) {
        say!("\n-- {}", platform.triple);
        let clock = Instant::now();
        match tested(platform) {
            Ok(counts) => {
                let Counts { passed, failed: wrong } = counts;
                let time = clock.elapsed();
                summary.push(format!("{}: {passed} tests passed, {wrong} failed in {time:.0?}", platform.triple));
                summary.extend(platform.except.iter().map(|(name, cause)| format!("  not run: {name}: {cause}")));
                if wrong > 0 || passed == 0 {
                    failed.push(platform.triple);
                }
            }
            Err(message) => {
                summary.push(format!("{}: {message}", platform.triple));
                failed.push(platform.triple);
            }
        }
    }
    say!("\n{}", summary.join("\n"));
    if failed.is_empty() { Ok(()) } else { Err(failed.join(", ")) }
}

/// What came of the tests.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
}

impl Counts {
    /// Adds what a line of the test harness says: `test result: ok. 9 passed; 0 failed; …`.
    fn add(&mut self, line: &str) {
        let Some(results) = line.strip_prefix("test result: ") else { return };
        let words: Vec<&str> = results.split([' ', ';']).collect();
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<usize>() else { continue };
            match pair[1] {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                _ => {}
            }
        }
    }
}

fn tested(platform: &Platform) -> Done<Counts> {
    let [runner, ..] = platform.runner else { return Err("no runner".into()) };
    if !has(runner) && !Path::new(runner).exists() {
        return Err(format!("{runner} is missing"));
    }
    let told = command(runner).arg("--version").output().map_err(|e| format!("{runner}: {e}"))?.stdout;
    let told = String::from_utf8_lossy(&told).into_owned();
    if version(&told).is_none_or(|version| version < platform.least) {
        let (major, minor) = platform.least;
        let told = told.lines().next().unwrap_or_default();
        return Err(format!("{runner} {major}.{minor} or later is needed: {told}"));
    }
    let target = Target::named(platform.triple)?;
    provide_std(target)?;
    let folder = dist::target().join("platforms").join(platform.triple);
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let (mut server, mut windows) = (PathBuf::new(), PathBuf::new());
    for program in [Program::TEST_SERVER, Program::ZHIBI] {
        let built = target.build(program, Build::Fast)?;
        if target.is_windows() {
            shim(&built)?;
        }
        server = wrapper(&folder, platform, &built)?;
        windows = built;
    }
    let mut tests = tests_of(target, platform, &server);
    if target.is_windows() {
        wrapper(&folder, platform, Path::new("cmd.exe"))?;
        // Held until the tests are done.
        let wine = Wine::start(&folder)?;
        return counted(tests.env("ZHIBI_PROGRAM", windows).env("ZHIBI_SHARES", wine.shares()));
    }
    counted(&mut tests)
}

/// The version in what a program says of itself: `qemu-aarch64 version 7.2.22 (…)`, `wine-8.0 (…)`.
fn version(told: &str) -> Option<(u32, u32)> {
    let mut words = told.split(|c: char| !c.is_ascii_digit() && c != '.');
    words.find_map(|word| {
        let (major, rest) = word.split_once('.')?;
        Some((major.parse().ok()?, rest.split('.').next()?.parse().ok()?))
    })
}

/// The end-to-end tests against a program.
fn tests_of(target: &Target, platform: &Platform, server: &Path) -> std::process::Command {
    let mut test = command("cargo");
    test.args(["test", "--locked", "--no-fail-fast", "--package", "zhibi-tests"]);
    test.args(TESTS.iter().flat_map(|test| ["--test", test]));
    if target.is_windows() {
        test.args(["--features", "on-windows", "--test", "windows"]);
    }
    test.arg("--").args(platform.except.iter().flat_map(|(name, _)| ["--skip", name]));
    test.env("ZHIBI_SERVER", server);
    test
}

/// Installs the standard library for a platform: rustup's, else Debian's sources with the compiler they belong to.
fn provide_std(target: &Target) -> Done {
    if has("rustup")
        && !target.has_std()?
        && let Err(message) = shell::run(command("rustup").args(["target", "add", target.triple]))
    {
        say!("{message}");
    }
    if target.has_std()? {
        return Ok(());
    }
    let [rustc, cargo, source] = DEBIAN;
    let missing = provide(&[("rustc-web", rustc), ("cargo-web", cargo), ("rust-web-src", source)]);
    if missing.is_empty() { Ok(()) } else { Err(format!("missing: {}", missing.join(", "))) }
}

/// Runs the tests, with their output shown, and adds up what came of them.
fn counted(test: &mut std::process::Command) -> Done<Counts> {
    let mut child = test
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("cargo could not be started: {e}"))?;
    let mut counts = Counts::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            counts.add(&line);
            say!("{line}");
        }
    }
    let status = child.wait().map_err(|e| e.to_string())?;
    if status.success() || counts.failed > 0 { Ok(counts) } else { Err(format!("the tests ended with {status}")) }
}

/// A script that starts the program as the tests start the real one.
fn wrapper(folder: &Path, platform: &Platform, program: &Path) -> Done<PathBuf> {
    let mut lines = vec!["#!/bin/sh".to_owned()];
    if platform.runner == [WINE] {
        // Wine's own files: beside the program; its messages: not in what the tests read. What is not ASCII in arguments
        // and names of files arrives only under a locale that is there.
        lines.push(format!("export WINEPREFIX='{}' WINEDEBUG=-all LC_CTYPE=C.UTF-8", folder.join("wine").display()));
        lines.push(format!("export LOCPATH='{}'", folder.join("locales").display()));
    }
    lines.push(format!("exec {} '{}' \"$@\"", platform.runner.join(" "), program.display()));
    let script = folder.join(program.file_name().unwrap_or_default());
    let write = || -> std::io::Result<()> {
        fs::write(&script, lines.join("\n") + "\n")?;
        #[cfg(unix)]
        fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
        Ok(())
    };
    write().map_err(|e| format!("{}: {e}", script.display()))?;
    Ok(script)
}

/// Puts what Wine lacks beside the program.
fn shim(program: &Path) -> Done {
    let source = root().join("tests/platforms/bcryptprimitives.c");
    let library = program.with_file_name("bcryptprimitives.dll");
    shell::run(command("x86_64-w64-mingw32-gcc").arg("-shared").arg("-o").arg(&library).arg(&source).arg("-ladvapi32"))
}

/// Wine's own server, which serves all programs of a folder.
struct Wine {
    folder: PathBuf,
}

impl Wine {
    /// Makes the locales that the tests ask for, and Wine's folder: many programs that start at once would each begin to.
    /// The server is started by itself: one that a program starts keeps that program's pipes open after it has ended.
    fn start(folder: &Path) -> Done<Self> {
        let locales = folder.join("locales");
        fs::create_dir_all(&locales).map_err(|e| format!("{}: {e}", locales.display()))?;
        for locale in ["en_US", "zh_CN"] {
            let made = locales.join(format!("{locale}.UTF-8"));
            if !made.exists() {
                shell::run(command("localedef").args(["-i", locale, "-f", "UTF-8", "--no-archive"]).arg(&made))?;
            }
        }
        let wine = Self { folder: folder.join("wine") };
        fs::create_dir_all(&wine.folder).map_err(|e| format!("{}: {e}", wine.folder.display()))?;
        // One that a run left behind that was killed.
        let _ = wine.run(SERVER, &["--kill"]);
        wine.run(SERVER, &["--persistent"])?;
        wine.run(WINE, &["wineboot", "--init"])?;
        Ok(wine)
    }

    /// Where it looks for servers of shared folders.
    fn shares(&self) -> PathBuf {
        self.folder.join("dosdevices/unc")
    }

    fn run(&self, program: &str, args: &[&str]) -> Done {
        let mut wine = command(program);
        wine.args(args).env("WINEPREFIX", &self.folder).env("WINEDEBUG", "-all").env("LC_ALL", "C.UTF-8");
        // It offers to download what no program here needs.
        shell::run(wine.env("WINEDLLOVERRIDES", "mscoree=;mshtml=").env_remove("DISPLAY"))
    }
}

impl Drop for Wine {
    fn drop(&mut self) {
        if let Err(message) = self.run(SERVER, &["--kill"]) {
            say!("{message}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_harness_is_understood() {
        let mut counts = Counts::default();
        for line in [
            "running 3 tests",
            "test result: ok. 9 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 1.20s",
            "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 7.00s",
        ] {
            counts.add(line);
        }
        assert_eq!(counts, Counts { passed: 13, failed: 2 });
    }

    #[test]
    fn runners_say_their_version() {
        assert_eq!(version("qemu-aarch64 version 7.2.22 (Debian 1:7.2+dfsg-7)"), Some((7, 2)));
        assert_eq!(version("wine-8.0 (Debian 8.0~repack-4)"), Some((8, 0)));
        assert_eq!(version("no number"), None);
    }

    #[test]
    fn every_file_of_end_to_end_tests_runs_on_every_platform() {
        let mut files: Vec<String> = fs::read_dir(root().join("tests/tests"))
            .expect("the tests")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
            .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
            // Of the pages and their words, and of Windows alone.
            .filter(|name| !matches!(name.as_str(), "docs" | "words" | "windows"))
            .collect();
        files.sort();
        assert_eq!(files, TESTS);
    }

    #[test]
    fn what_is_not_run_is_a_test_with_a_cause() {
        let source = |folder: &str| -> String {
            let entries = fs::read_dir(root().join(folder)).expect("tests").map(|e| e.expect("an entry").path());
            entries.filter(|path| path.is_file()).map(|path| fs::read_to_string(path).expect("source")).collect()
        };
        let tests = source("tests/tests") + &source("tests/tests/cli");
        for (name, cause) in PLATFORMS.iter().flat_map(|platform| platform.except) {
            assert!(tests.contains(&format!("fn {name}()")) && !cause.is_empty(), "{name}");
        }
    }
}
