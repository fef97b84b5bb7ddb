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

/// Whether that is a Windows program: on Windows, or one that Wine runs, which is named like one.
pub fn is_windows() -> bool {
    cfg!(windows) || zhibi().extension().is_some_and(|extension| extension == "exe")
}

/// The server with the test hooks: the one beside that of `ZHIBI_SERVER`, else the one `built` for this machine.
pub fn test_server(built: &str) -> PathBuf {
    let beside = std::env::var_os("ZHIBI_SERVER").map(|path| {
        let path = Path::new(&path);
        path.with_file_name("test-server").with_extension(path.extension().unwrap_or_default())
    });
    beside.filter(|path| path.exists()).unwrap_or_else(|| PathBuf::from(built))
}

/// A path as the program's system writes it. Wine shows the folders of Unix as drive Z.
///
/// # Panics
/// When it is not UTF-8.
pub fn path(path: &Path) -> String {
    let path = path.to_str().expect("a path in UTF-8");
    if is_windows() && !cfg!(windows) { format!("Z:{}", path.replace('/', "\\")) } else { path.to_owned() }
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
