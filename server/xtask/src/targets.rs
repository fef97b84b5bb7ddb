//! The platforms that packages are made for, and how the program is built for one that is not this machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::dist::{self, Build};
use crate::shell::{self, Done, command};
use crate::tools::from_wheel;

/// A platform.
#[derive(Debug, PartialEq, Eq)]
pub struct Target {
    /// As rustc names it.
    pub triple: &'static str,
    /// The oldest glibc it runs on; `None` where there is none, or the system's own is meant.
    pub glibc: Option<&'static str>,
    /// As VS Code's packager names it.
    pub vscode: Option<&'static str>,
    /// As Debian names its processor.
    pub debian: Option<&'static str>,
}

/// UOS, Kylin and openEuler of today have glibc 2.28; CentOS 7 and Kylin V4 have 2.17. On LoongArch, where each of them has
/// another, the program brings its own C library.
pub const TARGETS: [Target; 9] = [
    Target::new("x86_64-unknown-linux-gnu", "linux-x64").glibc("2.17").debian("amd64"),
    Target::new("aarch64-unknown-linux-gnu", "linux-arm64").glibc("2.28").debian("arm64"),
    Target { vscode: None, ..Target::new("loongarch64-unknown-linux-musl", "") }.debian("loong64"),
    Target::new("x86_64-unknown-linux-musl", "alpine-x64"),
    Target::new("x86_64-pc-windows-gnu", "win32-x64"),
    Target::new("x86_64-pc-windows-msvc", "win32-x64"),
    Target::new("aarch64-pc-windows-msvc", "win32-arm64"),
    Target::new("x86_64-apple-darwin", "darwin-x64"),
    Target::new("aarch64-apple-darwin", "darwin-arm64"),
];

/// A program of the workspace.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    package: &'static str,
    name: &'static str,
}

impl Program {
    /// What is published.
    pub const ZHIBI: Self = Self { package: "zhibi", name: "zhibi" };
    /// The server with hooks that the protocol tests ask for.
    pub const TEST_SERVER: Self = Self { package: "zhibi-tests", name: "test-server" };
}

impl Target {
    const fn new(triple: &'static str, vscode: &'static str) -> Self {
        Self { triple, glibc: None, vscode: Some(vscode), debian: None }
    }

    const fn glibc(self, version: &'static str) -> Self {
        Self { glibc: Some(version), ..self }
    }

    const fn debian(self, processor: &'static str) -> Self {
        Self { debian: Some(processor), ..self }
    }

    /// The target with this triple.
    ///
    /// # Errors
    /// When there is none; the message lists them.
    pub fn named(triple: &str) -> Done<&'static Self> {
        let list = || TARGETS.iter().map(|t| t.triple).collect::<Vec<_>>().join(", ");
        let found = TARGETS.iter().find(|t| t.triple == triple);
        found.ok_or_else(|| format!("no packages are made for `{triple}`; for these they are: {}", list()))
    }

    /// Whether it is Windows.
    pub fn is_windows(&self) -> bool {
        self.triple.contains("windows")
    }

    /// Builds a program; returns its path.
    ///
    /// The standard library comes from rustup where it has been added (`rustup target add`), else it is built from the
    /// sources of Debian's `rust-web-src`. Linux is linked against the oldest glibc by zig, Windows on Linux by mingw.
    ///
    /// # Errors
    /// When neither standard library is there, the build fails, or what it gives asks for a newer glibc.
    pub fn build(&self, program: Program, build: Build) -> Done<PathBuf> {
        let zig = self.triple.contains("linux") && cfg!(target_os = "linux");
        let (mut cargo, from_source) = self.cargo(zig)?;
        cargo.args([if zig { "zigbuild" } else { "build" }, "--locked", "--package", program.package]);
        cargo.args(["--bin", program.name, "--profile", build.profile(), "--target"]).arg(self.linked_as());
        let mut target = dist::target();
        if from_source {
            // Another compiler: what it makes must not stand between ours.
            target = target.join("from-source");
            cargo.args(["-Z", "build-std=std,panic_unwind"]).env("RUSTC_BOOTSTRAP", "1");
            cargo.env("CARGO_TARGET_DIR", &target);
            if self.triple.ends_with("musl") {
                cargo.env("RUSTFLAGS", zigs_unwinder(&target)?);
            }
        }
        shell::run(&mut cargo)?;
        let suffix = if self.is_windows() { ".exe" } else { "" };
        let built = target.join(self.triple).join(build.folder()).join(format!("{}{suffix}", program.name));
        self.asks_for_no_newer_glibc(&built)?;
        Ok(built)
    }

    /// A symbol of a newer glibc than promised shows only on the machine that lacks it.
    fn asks_for_no_newer_glibc(&self, program: &Path) -> Done {
        let Some(oldest) = self.glibc.filter(|_| cfg!(target_os = "linux")) else { return Ok(()) };
        let bytes = std::fs::read(program).map_err(|e| format!("{}: {e}", program.display()))?;
        let newest = newest_glibc(&bytes).ok_or_else(|| format!("{} names no glibc", program.display()))?;
        let allowed = version(oldest.as_bytes());
        if Some(newest) <= allowed {
            return Ok(());
        }
        Err(format!("{} asks for glibc {}.{}, not {oldest}", program.display(), newest.0, newest.1))
    }

    /// The triple with the version of glibc, as zig wants it.
    fn linked_as(&self) -> String {
        match self.glibc.filter(|_| cfg!(target_os = "linux")) {
            Some(version) => format!("{}.{version}", self.triple),
            None => self.triple.to_owned(),
        }
    }

    /// Whether the compiler on PATH has a standard library for it.
    ///
    /// # Errors
    /// When there is no compiler.
    pub fn has_std(&self) -> Done<bool> {
        let root = command("rustc").args(["--print", "sysroot"]).output();
        let root = root.map_err(|e| format!("rustc could not be started: {e}"))?.stdout;
        let root = PathBuf::from(String::from_utf8_lossy(&root).trim());
        Ok(root.join("lib/rustlib").join(self.triple).join("lib").is_dir())
    }

    /// The build command without arguments, and whether the standard library is to be built.
    fn cargo(&self, zig: bool) -> Done<(Command, bool)> {
        let from_source = if self.has_std()? {
            false
        } else if DEBIAN.iter().all(|path| Path::new(path).exists()) {
            true
        } else {
            return Err(format!(
                "no standard library for {0}: `rustup target add {0}`, or Debian's rustc-web, cargo-web and rust-web-src",
                self.triple
            ));
        };
        let [rustc, own, _] = DEBIAN;
        let mut cargo = if zig {
            command(from_wheel("cargo-zigbuild", "cargo-zigbuild==0.24.1")?)
        } else {
            command(if from_source { own } else { "cargo" })
        };
        if zig {
            // Zig comes with the tool, for the Python that lies beside it.
            let paths = std::env::var_os("PATH").unwrap_or_default();
            let beside = Path::new(cargo.get_program()).parent().filter(|folder| folder.is_absolute());
            let search = beside.map(Path::to_path_buf).into_iter().chain(std::env::split_paths(&paths));
            let search = std::env::join_paths(search).map_err(|e| e.to_string())?;
            cargo.env("PATH", search);
        }
        if from_source {
            cargo.env("RUSTC", rustc).env("CARGO", own).env_remove("RUSTUP_TOOLCHAIN");
        }
        Ok((cargo, from_source))
    }
}

/// A static standard library asks for a `libunwind.a`, which rustup's brings along and Debian's sources do not; zig has one
/// of its own. An empty archive satisfies the compiler, and the linker is told to take zig's.
fn zigs_unwinder(target: &Path) -> Done<String> {
    let folder = target.join("unwind");
    let write =
        || std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("libunwind.a"), "!<arch>\n"));
    write().map_err(|e| format!("{}: {e}", folder.display()))?;
    Ok(format!("-L native={} -C link-arg=-lunwind", folder.display()))
}

/// The newest glibc that a program asks for, by the names of symbol versions in it (`GLIBC_2.28`).
fn newest_glibc(program: &[u8]) -> Option<(u32, u32)> {
    const NAME: &[u8] = b"GLIBC_";
    program
        .windows(NAME.len())
        .enumerate()
        .filter(|(_, word)| *word == NAME)
        .filter_map(|(at, _)| version(&program[at + NAME.len()..]))
        .max()
}

/// The version with which bytes begin, without its third part.
fn version(bytes: &[u8]) -> Option<(u32, u32)> {
    let end = bytes.iter().position(|b| !b.is_ascii_digit() && *b != b'.').unwrap_or(bytes.len());
    let mut parts = std::str::from_utf8(&bytes[..end]).ok()?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Debian's own compiler with the sources of its standard library.
pub const DEBIAN: [&str; 3] = ["/usr/bin/rustc", "/usr/bin/cargo", "/usr/lib/rustlib/src/rust/library/Cargo.toml"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_target_has_its_own_name() {
        for (i, target) in TARGETS.iter().enumerate() {
            assert!(TARGETS[..i].iter().all(|t| t.triple != target.triple), "{}", target.triple);
            assert_eq!(Target::named(target.triple), Ok(target));
        }
        let unknown = Target::named("riscv64gc-unknown-linux-gnu").expect_err("there is none");
        assert!(unknown.contains("aarch64-unknown-linux-gnu"), "{unknown}");
    }

    #[test]
    fn the_newest_glibc_counts() {
        let program = b"\0GLIBC_2.9\0GLIBC_2.17\0GLIBC_2.3.4\0GLIBC_PRIVATE\0";
        assert_eq!(newest_glibc(program), Some((2, 17)));
        assert_eq!(newest_glibc(b"\0GLIBC_PRIVATE\0"), None);
    }
}
