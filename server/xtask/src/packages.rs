//! The parts of `cargo xtask dist` for people without VS Code: an archive, a Python wheel and a Debian package.

use std::fs;
use std::path::Path;

use crate::dist::{Build, dated, epoch, server};
use crate::shell::{self, Done, command, has, root, run_with_retries};
use crate::targets::Target;
use crate::tools::{self, from_wheel};
use crate::{notices, say};

/// A wheel that carries the program: `pip install` puts `zhibi` on PATH.
pub fn wheel(build: Build) -> Done {
    let maturin = from_wheel("maturin", "maturin==1.16.0")?;
    let notices = root().join("THIRD-PARTY-NOTICES.txt");
    notices::write(&notices, notices::Parts::PROGRAM)?;
    let mut maturin = command(maturin);
    maturin.args(["build", "--locked", "--profile", build.profile(), "--out"]).arg(build.packages());
    let done = shell::run(dated(&mut maturin));
    let _ = fs::remove_file(&notices);
    done
}

/// A folder with the program and its licences, as .tar.gz, for Windows as .zip.
pub fn archive(program: &Path, target: &Target, build: Build) -> Done {
    let name = format!("zhibi-{}-{}", env!("CARGO_PKG_VERSION"), target.triple);
    let folder = build.packages().join(&name);
    crate::dist::fresh_folder(&folder)?;
    let copy = |from: &Path| {
        let to = folder.join(from.file_name().unwrap_or_default());
        fs::copy(from, &to).map(drop).map_err(|e| format!("{} could not be copied: {e}", from.display()))
    };
    copy(program)?;
    for file in ["LICENSE-MIT", "LICENSE-APACHE", "README.md"] {
        copy(&root().join(file))?;
    }
    notices::write(&folder.join("THIRD-PARTY-NOTICES.txt"), notices::Parts::PROGRAM)?;
    let packed = build.packages().join(format!("{name}.{}", if target.is_windows() { "zip" } else { "tar.gz" }));
    if target.is_windows() {
        zip(&folder, &packed)?;
    } else {
        let mut tar = command("tar");
        if cfg!(target_os = "linux") {
            // Only GNU's can pack the same bytes each time.
            tar.args(["--owner=0", "--group=0", "--numeric-owner", "--sort=name"]).arg(format!("--mtime=@{}", epoch()));
        }
        shell::run(tar.arg("-C").arg(build.packages()).arg("-czf").arg(&packed).arg(&name))?;
    }
    let size = packed.metadata().map_err(|e| format!("{}: {e}", packed.display()))?.len();
    say!("{} ({} KB)", packed.display(), size.div_ceil(1024));
    fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))
}

/// Puts the files of a folder into a ZIP, below the folder's name.
fn zip(folder: &Path, packed: &Path) -> Done {
    let pack = || -> Result<(), Box<dyn std::error::Error>> {
        let mut zip = zip::ZipWriter::new(fs::File::create(packed)?);
        let mut files: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
        files.sort_by_key(fs::DirEntry::file_name);
        for file in files {
            let name = Path::new(folder.file_name().unwrap_or_default()).join(file.file_name());
            zip.start_file_from_path(name, zip::write::SimpleFileOptions::default())?;
            std::io::copy(&mut fs::File::open(file.path())?, &mut zip)?;
        }
        zip.finish()?;
        Ok(())
    };
    pack().map_err(|e| format!("{}: {e}", packed.display()))
}

/// A Debian package with the program, its manual page, completions and licences.
pub fn deb(build: Build) -> Done {
    let program = server(build)?;
    debian(&program, &program, None, build)
}

/// The same for a platform that need not be this one: this platform's program prints the manual.
pub fn deb_for(program: &Path, target: &Target, build: Build) -> Done {
    debian(program, &server(Build::Dev)?, Some(target), build)
}

/// Packs `program`; `printer` is one that runs here.
fn debian(program: &Path, printer: &Path, target: Option<&Target>, build: Build) -> Done {
    if !has("dpkg") {
        say!("deb: did not run; dpkg is missing");
        return Ok(());
    }
    let tool = tools::folder().join("bin/cargo-deb");
    if !has("cargo-deb") && !tool.exists() {
        run_with_retries(|| {
            let mut cargo = command("cargo");
            cargo.args(["install", "--quiet", "--locked", "cargo-deb@3.8.0", "--root"]).arg(tools::folder());
            cargo
        })?;
    }
    // What cargo-deb puts into the package beside the program: paths in server/cli/Cargo.toml, relative to it.
    let assets = root().join("target/deb-assets");
    crate::dist::fresh_folder(&assets)?;
    notices::write(&assets.join("THIRD-PARTY-NOTICES.txt"), notices::Parts::PROGRAM)?;
    let print = |file: &str, args: &[&str]| {
        let output = command(printer).args(args).output().map_err(|e| format!("{}: {e}", printer.display()))?;
        fs::write(assets.join(file), output.stdout).map_err(|e| format!("{file}: {e}"))
    };
    print("zhibi.1", &["man", "--lang", "zh"])?;
    print("zhibi.bash", &["completions", "bash", "--lang", "zh"])?;
    print("_zhibi", &["completions", "zsh", "--lang", "zh"])?;
    print("zhibi.fish", &["completions", "fish", "--lang", "zh"])?;
    let copy = assets.join("zhibi");
    fs::copy(program, &copy).map_err(|e| format!("{}: {e}", copy.display()))?;
    let mut deb = if has("cargo-deb") { command("cargo-deb") } else { command(&tool) };
    deb.args(["--no-build", "--package", "zhibi", "--output"]).arg(build.packages());
    if let Some(target) = target {
        deb.args(["--target", target.triple]);
    }
    shell::run(dated(&mut deb))
}
