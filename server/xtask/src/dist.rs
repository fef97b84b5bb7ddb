//! `cargo xtask dist`: packages for people to install, under `target/dist`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::notices::{self, Parts};
use crate::shell::{self, Done, command, root, run_with_retries};
use crate::targets::{Program, Target};
use crate::{packages, say, sbom};

/// The program's file.
pub const PROGRAM: &str = if cfg!(windows) { "zhibi.exe" } else { "zhibi" };

/// How the program inside a package is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// As it is published: optimised as a whole, which takes minutes.
    Release,
    /// As it is published, without the long link: what is measured and tested while developing.
    Fast,
    /// As it is developed: quick to build, good enough to try and to test.
    Dev,
}

impl Build {
    /// Where cargo puts what it builds so.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Fast => "fast",
            Self::Dev => "debug",
        }
    }

    /// The name of cargo's profile.
    pub const fn profile(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Fast => "fast",
            Self::Dev => "dev",
        }
    }

    /// Where packages go: one that was built for trying things out must not be taken for one to publish.
    pub fn packages(self) -> PathBuf {
        target().join(match self {
            Self::Release => "dist",
            Self::Fast | Self::Dev => "dist-dev",
        })
    }
}

/// Runs the command; without names every package for the platform is made. `universal` (the extension without a program)
/// and `bill` (of materials) are the same for all platforms.
pub fn run(args: &[String]) -> Done {
    let mut build = Build::Release;
    let mut universal = false;
    let mut only = Vec::new();
    let mut target = None;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "vsix" | "archive" | "wheel" | "deb" | "universal" | "bill" => only.push(arg.clone()),
            "--target" => target = Some(Target::named(args.next().ok_or("--target needs the name of a platform")?)?),
            "--dev" => build = Build::Dev,
            "--universal" => universal = true,
            other => return Err(format!("unknown argument `{other}`")),
        }
    }
    let all = only.is_empty();
    let wants = |kind: &str| all || only.iter().any(|o| o == kind);
    if let Some(target) = target {
        return for_target(target, build, wants);
    }
    if wants("vsix") {
        vsix(build)?;
    }
    if universal || only.iter().any(|o| o == "universal") {
        universal_vsix()?;
    }
    if wants("wheel") {
        packages::wheel(build)?;
    }
    if wants("deb") {
        packages::deb(build)?;
    }
    if wants("bill") {
        let bill = build.packages().join("zhibi.cdx.json");
        sbom::write(&bill)?;
        say!("{}", bill.display());
    }
    Ok(())
}

/// The packages for a platform that need not be this one. Only maturin can make a wheel, and only for this one.
fn for_target(target: &Target, build: Build, wants: impl Fn(&str) -> bool) -> Done {
    let program = target.build(Program::ZHIBI, build)?;
    if wants("archive") {
        packages::archive(&program, target, build)?;
    }
    match target.vscode {
        Some(platform) if wants("vsix") => drop(vsix_with(&program, platform, build)?),
        None if wants("vsix") => {
            say!("vsix: VS Code has no platform for {}; the one without a program serves", target.triple)
        }
        _ => {}
    }
    match target.debian {
        Some(_) if wants("deb") => packages::deb_for(&program, target, build),
        _ => Ok(()),
    }
}

/// Builds the program for this platform; returns its path.
pub fn server(build: Build) -> Done<PathBuf> {
    let mut cargo = command("cargo");
    cargo.args(["build", "--package", "zhibi", "--locked", "--profile", build.profile()]);
    shell::run(&mut cargo)?;
    Ok(target().join(build.folder()).join(PROGRAM))
}

/// The file of each package with the licences of what is inside.
const NOTICES: &str = "THIRD-PARTY-NOTICES.txt";

/// Packages the VS Code extension with the program inside; returns the path of the .vsix.
pub fn vsix(build: Build) -> Done<PathBuf> {
    vsix_with(&server(build)?, platform()?, build)
}

/// Packages the extension with a program that was built for `platform`, as VS Code's packager names it.
fn vsix_with(program: &Path, platform: &str, build: Build) -> Done<PathBuf> {
    let extension = extension()?;
    let inside = extension.join("server");
    fresh_folder(&inside)?;
    let copy = inside.join(program.file_name().unwrap_or_default());
    // std::fs::copy keeps the permission to execute.
    std::fs::copy(program, &copy).map_err(|e| format!("{} could not be copied: {e}", program.display()))?;
    notices::write(&extension.join(NOTICES), Parts::BOTH)?;
    let package = package_vsix(&extension, build, &format!("zhibi-{platform}.vsix"), &["--target", platform]);
    // A stale program must not slip into another package.
    let _ = std::fs::remove_dir_all(&inside);
    package
}

/// Packages the VS Code extension without a program: it looks for `zhibi` on PATH or by its setting.
fn universal_vsix() -> Done<PathBuf> {
    let extension = extension()?;
    let _ = std::fs::remove_dir_all(extension.join("server"));
    notices::write(&extension.join(NOTICES), Parts::EXTENSION)?;
    package_vsix(&extension, Build::Release, "zhibi-universal.vsix", &[])
}

/// The extension's folder, its packages installed as the lockfile says.
pub fn extension() -> Done<PathBuf> {
    let folder = root().join("editors/vscode");
    let installed = folder.join("node_modules/.package-lock.json");
    let age = |path: &Path| path.metadata().and_then(|m| m.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    if age(&installed) < age(&folder.join("package-lock.json")) {
        run_with_retries(|| {
            let mut npm = npm(&folder);
            npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
            npm
        })?;
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let from = root().join(licence);
        if from.exists() {
            std::fs::copy(&from, folder.join(licence))
                .map_err(|e| format!("{} could not be copied: {e}", from.display()))?;
        }
    }
    Ok(folder)
}

/// Most bytes of an extension's package: it is carried by hand to machines without a network.
const MOST: u64 = 8 << 20;

fn package_vsix(extension: &Path, build: Build, name: &str, args: &[&str]) -> Done<PathBuf> {
    let folder = build.packages();
    std::fs::create_dir_all(&folder).map_err(|e| format!("{} could not be made: {e}", folder.display()))?;
    let package = folder.join(name);
    let mut pack = npm(extension);
    pack.args(["run", "--silent", "package", "--", "--out"]).arg(&package).args(args);
    shell::run(dated(&mut pack))?;
    let size = package.metadata().map_err(|e| format!("{} is missing: {e}", package.display()))?.len();
    say!("{} ({} KB)", package.display(), size.div_ceil(1024));
    if build == Build::Release && size > MOST {
        return Err(format!("{} is larger than {} MB", package.display(), MOST >> 20));
    }
    Ok(package)
}

/// Has a packager give all files the time of the commit, so that a package depends on nothing else.
pub fn dated(packager: &mut Command) -> &mut Command {
    packager.env("SOURCE_DATE_EPOCH", epoch())
}

/// The time of the commit, in seconds.
pub fn epoch() -> String {
    let time = command("git").args(["log", "-1", "--format=%ct"]).output();
    let time = time.ok().filter(|o| o.status.success()).map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned());
    // A source archive has no commit: any time serves that is the same each time and that ZIP can say.
    time.unwrap_or_else(|| "1704067200".to_owned())
}

/// The host as VS Code's packager names it.
fn platform() -> Done<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Ok("linux-x64"),
        ("linux", "aarch64") => Ok("linux-arm64"),
        ("macos", "x86_64") => Ok("darwin-x64"),
        ("macos", "aarch64") => Ok("darwin-arm64"),
        ("windows", "x86_64") => Ok("win32-x64"),
        ("windows", "aarch64") => Ok("win32-arm64"),
        (os, arch) => {
            Err(format!("VS Code has no platform for {os} on {arch}; --universal makes a package without a program"))
        }
    }
}

/// Cargo's output folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// npm, to be run in a folder.
pub fn npm(folder: &Path) -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(folder);
    npm
}

/// Makes the folder anew, empty.
pub fn fresh_folder(folder: &Path) -> Done {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).map_err(|e| format!("{} could not be made: {e}", folder.display()))
}
