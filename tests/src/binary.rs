//! Where the binaries under test are.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// The `zhibi` binary: the one named by the environment variable `ZHIBI_SERVER`, else one built from this workspace,
/// once for each test process, with the profile of the tests.
///
/// # Panics
/// When it cannot be built.
pub fn zhibi() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| match std::env::var_os("ZHIBI_SERVER") {
        Some(path) => PathBuf::from(path),
        None => build(),
    })
}

fn build() -> PathBuf {
    // …/target/<profile>/deps/<test>
    let test = std::env::current_exe().expect("the test knows its own path");
    let profile = test.parent().and_then(Path::parent).expect("tests run from target/<profile>/deps");
    let name = profile.file_name().and_then(|n| n.to_str()).expect("a profile name");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--package", "zhibi", "--bin", "zhibi"]);
    command.args(["--profile", if name == "debug" { "dev" } else { name }]);
    command.arg("--target-dir").arg(profile.parent().expect("a target folder"));
    command.current_dir(workspace());
    let status = command.status().expect("cargo runs");
    assert!(status.success(), "`zhibi` does not build");
    profile.join("zhibi").with_extension(std::env::consts::EXE_EXTENSION)
}

/// The root of the workspace.
///
/// # Panics
/// When the tests were moved away from it.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests are a folder of the workspace")
}
