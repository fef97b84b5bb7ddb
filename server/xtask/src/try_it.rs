//! `cargo xtask try`: builds the program and the extension, and opens a sample draft in VS Code with the extension loaded.
//!
//! A desktop VS Code gets a profile of its own under `target/try`, so that the user's is not touched. Without one, the
//! workbench is installed under `target/workbench` and served on 127.0.0.1.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use signal_hook::consts::SIGINT;

use crate::dist::{self, Build, fresh_folder, target};
use crate::say;
use crate::shell::{self, Done, command, has, root};

const USAGE: &str = "usage: cargo xtask try [--browser] [--release] [--screenshot FILE] [DRAFT]";

#[derive(Default)]
struct Options {
    browser: bool,
    release: bool,
    screenshot: Option<PathBuf>,
    draft: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &[String]) -> Done {
    let options = parse(args)?;
    let vsix = dist::vsix(if options.release { Build::Release } else { Build::Dev })?;
    let folder = target().join("try");
    let drafts = folder.join("drafts");
    // Copies: whoever tries things out does not change the samples.
    fresh_folder(&drafts)?;
    copy_texts(&root().join("seeds"), &drafts)?;
    let open = match &options.draft {
        Some(draft) => copy_into(&here()?.join(draft), &drafts)?,
        // Short, and with something to see in each of its sections.
        None => copy_into(&root().join("editors/vscode/walkthrough/sample.gwr"), &drafts)?,
    };
    match desktop().filter(|_| !options.browser && options.screenshot.is_none()) {
        Some(program) => in_desktop(program, &vsix, &folder, &drafts, &open),
        None => in_browser(&vsix, &folder, &drafts, &open, options.screenshot.as_deref()),
    }
}

fn parse(args: &[String]) -> Done<Options> {
    let mut options = Options::default();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--browser" => options.browser = true,
            "--release" => options.release = true,
            "--screenshot" => {
                let file = args.next().ok_or_else(|| format!("--screenshot needs a file\n{USAGE}"))?;
                options.screenshot = Some(here()?.join(file));
            }
            flag if flag.starts_with('-') => return Err(format!("unknown argument `{flag}`\n{USAGE}")),
            draft if options.draft.is_none() => options.draft = Some(draft.into()),
            more => return Err(format!("one draft at a time, not also `{more}`\n{USAGE}")),
        }
    }
    Ok(options)
}

/// A desktop VS Code that can be started here: on Linux only where there is a display.
fn desktop() -> Option<&'static str> {
    let display = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !display("DISPLAY") && !display("WAYLAND_DISPLAY") {
        return None;
    }
    let names: &[&str] = if cfg!(windows) { &["code.cmd", "codium.cmd"] } else { &["code", "codium"] };
    names.iter().copied().find(|name| has(name))
}

fn in_desktop(program: &str, vsix: &Path, folder: &Path, drafts: &Path, open: &str) -> Done {
    let user = folder.join("desktop/User");
    fresh_folder(&user)?;
    let settings = user.join("settings.json");
    std::fs::write(
        &settings,
        "{ \"zhibi.documents.include\": [\"**/*.txt\"], \"workbench.startupEditor\": \"none\" }\n",
    )
    .map_err(|e| format!("{} could not be written: {e}", settings.display()))?;
    let profile = |command: &mut std::process::Command| {
        command.arg("--user-data-dir").arg(folder.join("desktop"));
        command.arg("--extensions-dir").arg(folder.join("desktop-extensions"));
    };
    let mut install = command(program);
    profile(&mut install);
    shell::run(install.arg("--install-extension").arg(vsix).arg("--force"))?;
    let mut code = command(program);
    profile(&mut code);
    say!("VS Code opens; this command ends with its window.");
    shell::run(code.args(["--disable-workspace-trust", "--new-window", "--wait"]).arg(drafts).arg(drafts.join(open)))
}

fn in_browser(vsix: &Path, folder: &Path, drafts: &Path, open: &str, screenshot: Option<&Path>) -> Done {
    // Ctrl-C reaches the child as well, which ends the workbench in order; we wait for it.
    signal_hook::flag::register(SIGINT, Arc::default()).map_err(|e| format!("Ctrl-C can't be handled: {e}"))?;
    let mut serve = command("node");
    serve.arg("tests/workbench/serve.mjs");
    serve.arg("--vsix").arg(vsix).arg("--drafts").arg(drafts).arg("--open").arg(open);
    serve.arg("--state").arg(folder.join("workbench"));
    if let Some(file) = screenshot {
        serve.arg("--screenshot").arg(file);
    }
    // The child ends when this pipe does: also when we are killed.
    let mut child = serve.stdin(Stdio::piped()).spawn().map_err(|e| format!("Node.js could not be started: {e}"))?;
    let pipe = child.stdin.take();
    let status = child.wait().map_err(|e| format!("the workbench was lost: {e}"))?;
    drop(pipe);
    if status.success() { Ok(()) } else { Err(format!("the workbench ended with {status}")) }
}

fn copy_texts(from: &Path, to: &Path) -> Done {
    for name in texts(from)? {
        copy_into(&from.join(name), to)?;
    }
    Ok(())
}

/// Copies one file into the folder; returns its name.
fn copy_into(file: &Path, folder: &Path) -> Done<String> {
    let name = file.file_name().and_then(|n| n.to_str()).ok_or_else(|| format!("{} is no file", file.display()))?;
    std::fs::copy(file, folder.join(name)).map_err(|e| format!("{} could not be read: {e}", file.display()))?;
    Ok(name.to_owned())
}

/// Names of the text files of a folder, sorted.
fn texts(folder: &Path) -> Done<Vec<String>> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{} could not be read: {e}", folder.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".txt"))
        .collect();
    names.sort();
    Ok(names)
}

/// The folder from which the command was called.
fn here() -> Done<PathBuf> {
    std::env::current_dir().map_err(|e| format!("the current folder can't be read: {e}"))
}
