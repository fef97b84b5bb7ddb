//! Records the facts of the build for `zhibi --version`.
#![allow(clippy::print_stdout, reason = "cargo reads it")]

use std::path::Path;
use std::process::Command;

fn main() {
    let output = |program: &str, args: &[&str]| {
        let output = Command::new(program).args(args).output().ok().filter(|o| o.status.success())?;
        String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let unknown = || "unknown".to_owned();
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let variable = |name: &str| std::env::var(name).unwrap_or_else(|_| unknown());
    let facts = [
        // A source archive has no repository; packagers may set the variable instead.
        (
            "ZHIBI_COMMIT",
            std::env::var("ZHIBI_COMMIT")
                .ok()
                .or_else(|| output("git", &["rev-parse", "--short=12", "HEAD"]))
                .unwrap_or_else(unknown),
        ),
        ("ZHIBI_TARGET", variable("TARGET")),
        ("ZHIBI_RUSTC", output(&rustc, &["--version"]).unwrap_or_else(unknown)),
        ("ZHIBI_PROFILE", variable("PROFILE")),
    ];
    for (name, value) in facts {
        println!("cargo::rustc-env={name}={value}");
    }
    println!("cargo::rerun-if-env-changed=ZHIBI_COMMIT");
    println!("cargo::rerun-if-changed=build.rs");
    // Only release builds follow the commit closely: otherwise every commit would build the command anew.
    if variable("PROFILE") == "release"
        && let Some(head) = output("git", &["rev-parse", "--git-path", "HEAD"])
        && Path::new(&head).exists()
    {
        println!("cargo::rerun-if-changed={head}");
    }
}
