//! What Windows alone asks for, against a Windows program: on Windows itself, or under Wine (`cargo xtask test --only
//! platforms`).

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;
use zhibi_tests::binary::{self, workspace, zhibi};
use zhibi_tests::client::Client;

/// Two faults that no setting softens; the first has a safe fix.
const FAULTY: &str = "一、总体要求\n（一）抓投资。新建项目，，超过100个。\n（三）抓消费。\n";
const FIXED: &str = "一、总体要求\n（一）抓投资。新建项目，超过100个。\n（三）抓消费。\n";

/// A path as VS Code writes it in an address: the drive in lower case, its colon escaped.
fn uri(path: &Path) -> String {
    let path = binary::path(path).replace('\\', "/");
    let (drive, rest) = path.split_at(1);
    format!("file:///{}%3A{}", drive.to_lowercase(), &rest[1..])
}

fn zhibi_in(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(zhibi());
    command.args(args).current_dir(folder).env("LC_ALL", "en_US.UTF-8").output().expect("zhibi starts")
}

fn findings(output: &Output) -> Vec<Value> {
    let told = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {told}"))
}

fn codes(output: &Output) -> Vec<String> {
    findings(output).iter().map(|f| f["code"].as_str().expect("a code").to_owned()).collect()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

#[test]
fn the_sample_drafts_give_what_they_give_elsewhere() {
    let seeds = workspace().join("seeds");
    let mut drafts: Vec<String> = fs::read_dir(&seeds)
        .expect("seeds")
        .map(|e| e.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|n| n.ends_with(".txt"))
        .collect();
    drafts.sort();
    assert!(drafts.len() >= 5);
    for draft in &drafts {
        let text = fs::read_to_string(seeds.join(draft)).expect("a draft");
        let document = zhibi_core::analysis::Snapshot::of(
            &text,
            zhibi_core::text::DocumentKind::Plain,
            zhibi_core::config::Settings::default().into(),
        );
        let here: Vec<&str> = document.diagnostics().iter().map(|d| d.finding.code).collect();
        assert_eq!(codes(&zhibi_in(&seeds, &["check", "--format", "json", draft])), here, "{draft}");
    }
}

#[test]
fn paths_with_drives_backslashes_and_chinese_names() {
    let drafts =
        folder(&[("用户 张三/文稿/报告.txt", FAULTY.as_bytes()), ("zhibi.toml", b"[rules]\nordinal-gap = \"off\"\n")]);
    let draft = binary::path(&drafts.path().join("用户 张三/文稿/报告.txt"));
    let output = zhibi_in(workspace(), &["check", "--format", "json", &draft]);
    assert_eq!(codes(&output), ["repeated-punct"], "the settings above the draft hold");
    assert_eq!(findings(&output)[0]["file"], draft.replace('\\', "/"));
    // From inside, as cmd.exe hands it over.
    let output = zhibi_in(drafts.path(), &["check", "--format", "json", r".\用户 张三\文稿\报告.txt"]);
    assert_eq!(codes(&output), ["repeated-punct"]);
    assert_eq!(findings(&output)[0]["file"], "./用户 张三/文稿/报告.txt");
    let output = zhibi_in(drafts.path(), &["fix", &draft]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fs::read_to_string(drafts.path().join("用户 张三/文稿/报告.txt")).expect("the draft"), FIXED);
}

#[test]
fn paths_beyond_260_characters() {
    let drafts = folder(&[("zhibi.toml", b"[rules]\nordinal-gap = \"off\"\n")]);
    let deep =
        (0..16).fold(drafts.path().to_path_buf(), |path, n| path.join(format!("第{n}层文件夹，名称很长很长很长很长")));
    fs::create_dir_all(&deep).expect("folders");
    fs::write(deep.join("报告.txt"), FAULTY).expect("a draft");
    let (folder, draft) = (binary::path(&deep), binary::path(&deep.join("报告.txt")));
    assert!(folder.chars().count() > 260);
    for path in [&draft, &format!(r"\\?\{draft}"), &folder, &format!(r"\\?\{folder}")] {
        let output = zhibi_in(workspace(), &["check", "--format", "json", path]);
        assert_eq!(codes(&output), ["repeated-punct"], "{path}");
    }
    assert_eq!(zhibi_in(workspace(), &["fix", &draft]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(deep.join("报告.txt")).expect("the draft"), FIXED);
}

#[test]
fn a_ledger_takes_the_place_of_last_weeks_and_lists_leave_out() {
    let drafts = folder(&[
        ("稿.txt", FAULTY.as_bytes()),
        ("旧/稿.txt", FAULTY.as_bytes()),
        (".ignore", "旧/\n".as_bytes()),
        ("夹/.ignore", &[b'x'; 2 << 20]),
        ("夹/稿.txt", FAULTY.as_bytes()),
    ]);
    for round in 0..2 {
        let output = zhibi_in(drafts.path(), &["figures", "--format", "csv", "-o", r".\台账.csv", "."]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "round {round}: {told}");
        // A list that is not used is named as people write paths.
        assert!(told.contains("/夹/.ignore: ") && !told.contains("//?/"), "{told}");
    }
    for round in 0..2 {
        let output = zhibi_in(drafts.path(), &["figures", "-o", "本周.txt", "."]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "round {round}: {told}");
        let passed_over = told.contains("1 file(s) that zhibi wrote passed over");
        assert_eq!(passed_over, round == 1, "{told}");
    }
    let ledger = fs::read_to_string(drafts.path().join("台账.csv")).expect("the ledger");
    assert!(ledger.contains("100个") && !ledger.contains("旧/"), "{ledger}");
}

#[test]
fn letters_of_names_are_not_told_apart() {
    let settings = b"[[overrides]]\nfiles = [\"Annex/*.TXT\"]\n[overrides.rules]\nordinal-gap = \"off\"\n";
    let drafts = folder(&[("annex/Report.txt", FAULTY.as_bytes()), ("zhibi.toml", settings)]);
    for name in [r"annex\Report.txt", r"ANNEX\REPORT.TXT"] {
        let output = zhibi_in(drafts.path(), &["check", "--format", "json", name]);
        assert_eq!(codes(&output), ["repeated-punct"], "{name}");
    }
    let output =
        zhibi_in(drafts.path(), &["figures", "--format", "csv", r"annex\report.txt", "-o", r"Annex\REPORT.txt"]);
    assert_eq!(output.status.code(), Some(2), "an output that is one of the drafts");
    assert_eq!(fs::read_to_string(drafts.path().join("annex/Report.txt")).expect("the draft"), FAULTY);
}

#[test]
fn notepads_files_keep_their_encoding_and_line_ends() {
    let text = FAULTY.replace('\n', "\r\n");
    let (gbk, _, _) = encoding_rs::GBK.encode(&text);
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let utf16: Vec<u8> = [0xfeff_u16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [("ANSI.txt", &*gbk), ("UTF-8.txt", &marked), ("UTF-16.txt", &utf16)] {
        let drafts = folder(&[(name, bytes)]);
        let before = findings(&zhibi_in(drafts.path(), &["check", "--format", "json", name]));
        let places: Vec<_> = before.iter().map(|f| (f["line"].clone(), f["column"].clone())).collect();
        assert_eq!(places, [(json!(2), json!(12)), (json!(3), json!(1))], "{name}");
        assert_eq!(zhibi_in(drafts.path(), &["fix", name]).status.code(), Some(0), "{name}");
        let after = fs::read(drafts.path().join(name)).expect("the draft");
        let fixed = FIXED.replace('\n', "\r\n");
        let wanted = match name {
            "ANSI.txt" => encoding_rs::GBK.encode(&fixed).0.into_owned(),
            "UTF-8.txt" => [b"\xef\xbb\xbf", fixed.as_bytes()].concat(),
            _ => [0xfeff_u16].into_iter().chain(fixed.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        };
        assert!(after == wanted, "{name}: {:?}", String::from_utf8_lossy(&after));
    }
}

#[test]
fn a_draft_that_is_open_elsewhere_is_replaced_whole_or_left() {
    let drafts = folder(&[("报告.txt", FAULTY.as_bytes())]);
    let path = drafts.path().join("报告.txt");
    let open = fs::File::open(&path).expect("open elsewhere");
    let output = zhibi_in(drafts.path(), &["fix", "报告.txt"]);
    let text = fs::read_to_string(&path).expect("the draft is there");
    match output.status.code() {
        Some(0) => assert_eq!(text, FIXED),
        Some(2) => assert_eq!(text, FAULTY, "{}", String::from_utf8_lossy(&output.stderr)),
        other => panic!("{other:?}: {}", String::from_utf8_lossy(&output.stderr)),
    }
    drop(open);
    let left: Vec<_> =
        fs::read_dir(drafts.path()).expect("the folder").map(|e| e.expect("an entry").file_name()).collect();
    assert_eq!(left, ["报告.txt"], "nothing is left beside it");
}

#[test]
fn a_session_with_addresses_as_vs_code_writes_them() {
    let drafts = folder(&[("文稿/Report.txt", FAULTY.as_bytes()), ("zhibi.toml", b"[rules]\nordinal-gap = \"off\"\n")]);
    let root = uri(drafts.path());
    let mut client = Client::start();
    client.initialize_with(json!({
        "processId": null, "rootUri": root, "workspaceFolders": [{"uri": root, "name": "drafts"}], "capabilities": {},
    }));
    let draft = uri(&drafts.path().join("文稿/Report.txt"));
    let text = FAULTY.replace('\n', "\r\n");
    client.open(&draft, &text);
    let told: Vec<Value> = client.diagnostics(&draft, 1).iter().map(|d| d["code"].clone()).collect();
    assert_eq!(told, ["repeated-punct"], "the settings of the folder hold");
    // The same document, spelled as other clients do.
    let spelled = draft.replace("%3A", ":");
    for other in [&spelled, &draft.replace("Report.txt", "REPORT.TXT")] {
        assert_eq!(client.text(other), text, "{other}");
    }
    let byte = FAULTY.lines().nth(1).and_then(|l| l.find("，，")).expect("the fault");
    let ignore = json!({"command": "zhibi.ignore", "arguments": [{"uri": draft, "code": "repeated-punct", "line": 1, "byte": byte}]});
    client.result("workspace/executeCommand", ignore);
    let list = fs::read_to_string(drafts.path().join("文稿/.zhibi/ignore.toml")).expect("the list of what is ignored");
    assert!(list.contains("repeated-punct"), "{list}");
    assert_eq!(
        codes(&zhibi_in(drafts.path(), &["check", "--format", "json", r"文稿\REPORT.TXT"])),
        Vec::<String>::new()
    );
    client.finish();
}

/// A shared folder with these files: its name on the network, and where it lies. Wine is given one by whoever starts the
/// tests; Windows shares each drive with those who administer it.
fn shared(files: &[(&str, &[u8])]) -> (String, TempDir) {
    let made = folder(files);
    if cfg!(windows) {
        let path = binary::path(made.path());
        let (drive, rest) = path.split_at(1);
        return (format!(r"\\localhost\{drive}${}", &rest[1..]), made);
    }
    let shares = std::env::var_os("ZHIBI_SHARES").expect("the folder where Wine looks for servers");
    let name = made.path().file_name().expect("a name").to_string_lossy().into_owned();
    let server = Path::new(&shares).join("office");
    fs::create_dir_all(&server).expect("a server");
    #[cfg(unix)]
    std::os::unix::fs::symlink(made.path(), server.join(&name)).expect("a share");
    (format!(r"\\office\{name}"), made)
}

#[test]
fn drafts_on_a_share() {
    let (share, drafts) = shared(&[("稿.txt", FAULTY.as_bytes()), ("zhibi.toml", b"[rules]\nordinal-gap = \"off\"\n")]);
    let names = [share.clone(), format!(r"{share}\稿.txt"), format!(r"\\?\UNC\{}\稿.txt", &share[2..])];
    for name in &names {
        let output = zhibi_in(workspace(), &["check", "--format", "json", name]);
        assert_eq!(codes(&output), ["repeated-punct"], "{name}");
        assert_eq!(findings(&output)[0]["file"], format!("{}/稿.txt", share.replace('\\', "/")), "{name}");
    }
    // As VS Code writes it: the server is the host of the address.
    let root = format!("file:{}", share.replace('\\', "/").replace('$', "%24"));
    let mut client = Client::start();
    client.initialize_with(json!({
        "processId": null, "rootUri": root, "workspaceFolders": [{"uri": root, "name": "drafts"}], "capabilities": {},
    }));
    let draft = format!("{root}/%E7%A8%BF.txt");
    client.open(&draft, FAULTY);
    let told: Vec<Value> = client.diagnostics(&draft, 1).iter().map(|d| d["code"].clone()).collect();
    assert_eq!(told, ["repeated-punct"], "the settings of the share hold");
    let byte = FAULTY.lines().nth(1).and_then(|l| l.find("，，")).expect("the fault");
    let ignore = json!({"command": "zhibi.ignore", "arguments": [{"uri": draft, "code": "repeated-punct", "line": 1, "byte": byte}]});
    client.result("workspace/executeCommand", ignore);
    client.finish();
    assert_eq!(
        codes(&zhibi_in(workspace(), &["check", "--format", "json", &names[1]])),
        Vec::<String>::new(),
        "the list of what is ignored lies on the share"
    );
    fs::remove_dir_all(drafts.path().join(".zhibi")).expect("the list");
    assert_eq!(zhibi_in(workspace(), &["fix", &names[1]]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(drafts.path().join("稿.txt")).expect("the draft"), FIXED);
}

#[test]
fn names_with_wildcards_are_looked_up() {
    // Windows hands them over as they were typed.
    let drafts = folder(&[("一稿.txt", FAULTY.as_bytes()), ("二稿.txt", FAULTY.as_bytes()), ("备注.md", b"# \n")]);
    let output = zhibi_in(drafts.path(), &["check", "--format", "json", "*稿.txt"]);
    let mut files: Vec<Value> = findings(&output).iter().map(|f| f["file"].clone()).collect();
    files.dedup();
    assert_eq!(files, ["一稿.txt", "二稿.txt"]);
    let output = zhibi_in(drafts.path(), &["check", "*无.txt"]);
    assert_eq!(output.status.code(), Some(2), "what leads to nothing is told");
    assert!(String::from_utf8_lossy(&output.stderr).contains("*无.txt"));
}

/// What cmd.exe shows in a console, its lines joined: Wine draws one into a terminal, which `script` is.
#[cfg(unix)]
fn in_console(folder: &Path, commands: &str) -> String {
    fs::write(folder.join("run.bat"), commands.replace('\n', "\r\n")).expect("a batch file");
    let shell = zhibi().with_file_name("cmd.exe");
    let output = Command::new("script")
        .args(["--quiet", "--return", "--command", &format!("'{}' /c run.bat", shell.display()), "/dev/null"])
        .current_dir(folder)
        .output()
        .expect("script starts");
    let text = String::from_utf8(output.stdout).expect("a terminal is sent UTF-8");
    shown(&text)
}

/// The characters of what a terminal is sent, but blanks, which it may be told to pass over instead: without moves of the
/// cursor (`ESC [ … letter`) and addresses of links (`ESC ] … ESC \`, or BEL).
#[cfg(unix)]
fn shown(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars().filter(|c| !c.is_whitespace());
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => match rest.next() {
                Some('[') => drop(rest.find(char::is_ascii_alphabetic)),
                Some(']') if rest.find(|c| matches!(c, '\u{1b}' | '\u{7}')) == Some('\u{1b}') => drop(rest.next()),
                _ => {}
            },
            c => out.push(c),
        }
    }
    out
}

#[cfg(unix)]
#[test]
fn a_console_shows_chinese_in_every_code_page() {
    let drafts = folder(&[("draft.txt", FAULTY.as_bytes())]);
    let program =
        binary::path(&fs::canonicalize(std::env::var("ZHIBI_PROGRAM").expect("the program")).expect("its path"));
    for page in ["936", "65001", "437"] {
        let shown = in_console(drafts.path(), &format!("@chcp {page} >nul\n@{program} check --lang zh draft.txt\n"));
        for told in ["draft.txt:3:1错误[ordinal-gap]", "此处应为“（二）”", "检查1个文件"] {
            assert!(shown.contains(told), "{page}: {shown}");
        }
    }
}
