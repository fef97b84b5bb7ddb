//! Folders made by a small grammar: drafts, huge and deep ones, links of all kinds, rings, FIFOs, devices, sockets, lists
//! that never end, names that steer a terminal.

use std::fs;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};
use zhibi_tests::binary::zhibi;
use zhibi_tests::client::Client;
use zhibi_tests::folder::Folder;

use super::random::Random;
use crate::Seen;

const DRAFT: &str = "一、总体要求\n（一）抓投资。。新建项目超过100个以上。\n（三）抓消费，增长8%。\n";
const NAMES: [&str; 8] = ["稿", "a b", "\u{1b}[31m红", "换\n行", "-x", "::error::x", "\u{202e}倒", "台账"];
const ENDINGS: [&str; 7] = [".txt", ".md", ".docx", ".报告", ".toml", ".csv", ""];
const DEVICES: [&str; 6] = ["/dev/zero", "/dev/stdin", "/dev/tty", "/dev/random", "/proc/kmsg", "/proc/self/mem"];
const LISTS: [&str; 5] = [".gitignore", ".ignore", "zhibi.toml", ".zhibi.toml", ".zhibi/ignore.toml"];

/// Nothing outside is touched, nothing stalls, nothing panics, and what is no draft stays what it is.
pub fn round(random: &mut Random, seen: &mut Seen) {
    let (outside, folder) = (Folder::new("外"), Folder::new("内"));
    outside.write("别人的.txt", DRAFT);
    let mut made =
        Made { random, outside: outside.path.clone(), specials: Vec::new(), sockets: Vec::new(), budget: 60 };
    made.folder(&folder.path, 0);
    let specials = std::mem::take(&mut made.specials);
    let ledger = folder.path.join("台账.out");
    for args in [
        &["check", "--format", "json"][..],
        &["outline"],
        &["figures", "--format", "markdown", "-o"],
        &["fix"],
        &["ignores", "list"],
    ] {
        let ledger = args.contains(&"-o").then(|| ledger.as_os_str());
        let mut command = Command::new(zhibi());
        command.args(args).args(ledger).arg(".").current_dir(&folder.path).stdin(Stdio::null());
        let since = Instant::now();
        let output = command.output().expect("zhibi starts");
        seen.took(&format!("{args:?}"), since.elapsed());
        let errors = String::from_utf8_lossy(&output.stderr);
        if !matches!(output.status.code(), Some(0..=2)) || errors.contains("panicked") {
            seen.fault(format!("{args:?} ended with {}: {errors}", output.status));
        }
        if errors.contains('\u{1b}') || errors.lines().any(|line| line.trim_start().starts_with("::")) {
            seen.fault(format!("{args:?} lets a name steer: {errors:?}"));
        }
    }
    serve(&folder, seen);
    let untouched = fs::read_to_string(outside.path.join("别人的.txt")).is_ok_and(|text| text == DRAFT);
    if !untouched || fs::read_dir(&outside.path).expect("a folder").count() != 1 {
        seen.fault("something outside the folder was touched".to_owned());
    }
    for path in specials {
        let kind = fs::symlink_metadata(&path).map(|m| m.file_type());
        if !kind.is_ok_and(|kind| kind.is_symlink() || kind.is_fifo() || kind.is_socket()) {
            seen.fault(format!("{} is no longer what it was", path.display()));
        }
    }
}

/// A server on the folder answers at once.
fn serve(folder: &Folder, seen: &mut Seen) {
    let mut client = Client::start();
    let capabilities = json!({"workspace": {"symbol": {}}});
    client.initialize_with(json!({"processId": null, "rootUri": folder.uri(""), "capabilities": capabilities}));
    let uri = folder.uri("新稿.txt");
    client.open(&uri, DRAFT);
    for (method, params) in [
        ("workspace/symbol", json!({"query": ""})),
        ("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}})),
    ] {
        let since = Instant::now();
        let answer = client.request(method, params);
        seen.took(method, since.elapsed());
        if answer.get("result").is_none_or(Value::is_null) {
            seen.fault(format!("{method}: {answer}"));
        }
    }
    client.finish();
}

struct Made<'a> {
    random: &'a mut Random,
    outside: PathBuf,
    /// What must stay as it is.
    specials: Vec<PathBuf>,
    sockets: Vec<UnixListener>,
    budget: usize,
}

impl Made<'_> {
    /// folder ::= entry*
    fn folder(&mut self, folder: &Path, depth: usize) {
        fs::create_dir_all(folder).expect("a folder");
        if self.random.below(2) == 0 {
            fs::create_dir_all(folder.join(".git")).expect("a folder");
        }
        for _ in 0..2 + self.random.below(9) {
            if self.budget == 0 {
                return;
            }
            self.budget -= 1;
            let name =
                format!("{}{}{}", self.random.one_of(&NAMES), self.random.below(100), self.random.one_of(&ENDINGS));
            let path = folder.join(name);
            if fs::symlink_metadata(&path).is_err() {
                self.entry(folder, &path, depth);
            }
        }
    }

    /// entry ::= draft | huge | deep | folder | link | ring | fifo | socket | device | list
    fn entry(&mut self, folder: &Path, path: &Path, depth: usize) {
        match self.random.below(12) {
            0 | 1 => fs::write(path, DRAFT).expect("written"),
            2 => fs::write(path, DRAFT.repeat(1 + self.random.below(4_000))).expect("written"),
            3 => {
                let noise: Vec<u8> = (0..self.random.below(5_000)).map(|_| self.random.below(256) as u8).collect();
                fs::write(path, noise).expect("written");
            }
            4 => {
                // As deep as the system lets a path be.
                let mut deep = path.to_path_buf();
                while deep.as_os_str().len() < 3_000 && fs::create_dir(&deep).is_ok() {
                    deep.push("层层");
                }
                let _ = fs::write(deep.with_file_name("深.txt"), DRAFT);
            }
            5 if depth < 4 => self.folder(path, depth + 1),
            6 => self.link(&self.outside.join("别人的.txt"), path),
            7 => self.link(&self.outside.clone(), path),
            8 => {
                let ring = *self.random.one_of(&[".", "..", "../..", "没有"]);
                self.link(Path::new(ring), path);
            }
            9 => {
                let device = *self.random.one_of(&DEVICES);
                self.link(Path::new(device), path);
            }
            10 => self.special(path),
            _ => self.list(folder),
        }
    }

    fn link(&mut self, target: &Path, path: &Path) {
        symlink(target, path).expect("a link");
        self.specials.push(path.to_path_buf());
    }

    fn special(&mut self, path: &Path) {
        if self.random.below(2) == 0 {
            assert!(Command::new("mkfifo").arg("--").arg(path).status().expect("mkfifo").success());
        } else if let Ok(socket) = UnixListener::bind(path) {
            self.sockets.push(socket);
        } else {
            return;
        }
        self.specials.push(path.to_path_buf());
    }

    /// list ::= endless | fifo | link | nonsense
    fn list(&mut self, folder: &Path) {
        let path = folder.join(self.random.one_of(&LISTS));
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        if fs::symlink_metadata(&path).is_ok() {
            return;
        }
        match self.random.below(5) {
            0 => fs::write(&path, "*.bak\n".repeat(1 << 19)).expect("written"),
            1 => self.link(Path::new("/dev/zero"), &path),
            2 => self.link(&self.outside.join("别人的.txt"), &path),
            3 => fs::write(&path, "[\n\u{0}!{{{***\n").expect("written"),
            _ => self.special(&path),
        }
    }
}
