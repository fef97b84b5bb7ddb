//! Running the command and making what it reads.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use zhibi_tests::binary::{workspace, zhibi};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a run of the command gave.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: Vec<u8>,
    pub err: String,
}

impl Ran {
    pub fn text(&self) -> String {
        String::from_utf8(self.out.clone()).expect("output is UTF-8")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.out).unwrap_or_else(|e| panic!("{e}: {}{}", self.err, self.text()))
    }

    /// The elements of a JSON array.
    pub fn list(&self) -> Vec<Value> {
        self.json().as_array().expect("an array").clone()
    }
}

/// Runs the command in `folder`, in English, with `input` on standard input.
pub fn run_in(folder: &Path, args: &[&str], input: &[u8]) -> Ran {
    let mut command = Command::new(zhibi());
    command.args(args).current_dir(folder).env_remove("LC_MESSAGES").env("LC_ALL", "en_US.UTF-8");
    command.env_remove("CLICOLOR_FORCE").env_remove("COLUMNS");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("zhibi starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // A command that does not read its input closes it.
    let feed = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("zhibi ends");
    feed.join().expect("input was written");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!err.contains("panicked"), "{err}");
    let code = output.status.code().unwrap_or_else(|| panic!("{args:?}: {}: {err}", output.status));
    Ran { code, out: output.stdout, err }
}

/// Runs the command in the workspace's root.
pub fn run(args: &[&str]) -> Ran {
    run_in(workspace(), args, b"")
}

/// The sample drafts.
pub fn seeds() -> Vec<PathBuf> {
    let mut seeds: Vec<_> = fs::read_dir(workspace().join("seeds"))
        .expect("seeds")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    seeds.sort();
    assert!(seeds.len() >= 5);
    seeds
}

/// A folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

/// Two faults that no setting softens: a gap in the numbering and a bound said twice.
pub const FAULTY: &str = "一、总体要求\n（一）抓投资。新建项目超过100个以上。\n（三）抓消费。\n";

/// A Word document of these parts of `word/`.
pub fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        zip.start_file(format!("word/{name}"), SimpleFileOptions::default()).expect("a part");
        zip.write_all(xml.as_bytes()).expect("a part");
    }
    zip.finish().expect("an archive").into_inner()
}

/// Paragraphs of a Word document: text, and list level if it is numbered by Word.
pub fn document(paragraphs: &[(&str, Option<u32>)]) -> String {
    let body: String = paragraphs
        .iter()
        .map(|(text, level)| {
            let list = level.map_or(String::new(), |level| {
                format!("<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>")
            });
            format!("<w:p>{list}<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
        })
        .collect();
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"><w:body>{body}</w:body></w:document>")
}

/// Word's numbering 一、 → （一） for list 3.
pub fn numbering() -> String {
    let level = |i: u32, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{i}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    format!(
        "<w:numbering xmlns:w=\"urn:w\"><w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        level(0, "%1、"),
        level(1, "（%2）")
    )
}
