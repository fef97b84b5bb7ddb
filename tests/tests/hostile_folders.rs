//! What a folder can hold to make the server lose, overwrite or wait for something. Numbers in names are those of
//! docs/robustness.md.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};
use zhibi_tests::{client::Client, folder::Folder};

const GAP: &str = "一、甲\n三、乙\n";

fn started(folder: &Folder, options: Value) -> Client {
    let mut client = Client::start();
    let root = folder.uri("").trim_end_matches('/').to_owned();
    client.initialize_with(json!({
        "processId": null, "rootUri": root, "workspaceFolders": [{"uri": root, "name": "drafts"}],
        "capabilities": {"workspace": {"symbol": {}}}, "initializationOptions": options, "locale": "en",
    }));
    client
}

fn ignore(client: &mut Client, uri: &str, line: usize) -> Value {
    let argument = json!({"uri": uri, "code": "ordinal-gap", "line": line, "byte": 0});
    client.ask("workspace/executeCommand", json!({"command": "zhibi.ignore", "arguments": [argument]}))
}

/// A draft in which every other line is a gap, each in a sentence of its own.
fn gaps(count: usize) -> String {
    (0..count).map(|n| format!("一、甲\n三、乙{n}\n")).collect()
}

fn stored(folder: &Folder) -> usize {
    let list = fs::read_to_string(folder.path.join(".zhibi/ignore.toml")).expect("the list");
    zhibi_core::config::ignores::parse(&list).expect("a list").len()
}

#[test]
fn f47_every_ignore_that_is_acknowledged_is_stored() {
    let folder = Folder::new("races");
    let (uri, text) = (folder.uri("稿.txt"), gaps(20));
    let mut servers: Vec<Client> = (0..3).map(|_| started(&folder, json!({}))).collect();
    for server in &mut servers {
        server.open(&uri, &text);
    }
    let asked: Vec<_> = (0..20).map(|n| (n % 3, ignore(&mut servers[n % 3], &uri, 2 * n + 1))).collect();
    for (server, id) in &asked {
        let answer = servers[*server].answer(id);
        assert!(answer.get("error").is_none(), "{answer}");
    }
    assert_eq!(stored(&folder), 20);
    let left = fs::read_dir(folder.path.join(".zhibi")).expect("the folder").count();
    // Only on Unix can a folder be locked by itself.
    assert_eq!(left, if zhibi_tests::binary::is_windows() { 2 } else { 1 }, "nothing but the list is left behind");
    servers.iter_mut().for_each(Client::finish);
}

#[test]
fn f47_what_people_wrote_into_the_list_stays() {
    let folder = Folder::new("written");
    let written = "# 我的说明\nversion = 2\n\n[[ignore]]\nfile = \"b.txt\"\nrule = \"y\"\n";
    folder.write(".zhibi/ignore.toml", written);
    let mut client = started(&folder, json!({}));
    client.open(&folder.uri("稿.txt"), GAP);
    let id = ignore(&mut client, &folder.uri("稿.txt"), 1);
    assert!(client.answer(&id).get("error").is_none());
    let now = fs::read_to_string(folder.path.join(".zhibi/ignore.toml")).expect("the list");
    assert!(now.starts_with(written) && now.contains("稿.txt"), "{now}");
    // What cannot be read is not overwritten.
    folder.write(".zhibi/ignore.toml", "<<<<<<< HEAD\n");
    client.open(&folder.uri("稿.txt"), GAP);
    let id = ignore(&mut client, &folder.uri("稿.txt"), 1);
    assert!(client.answer(&id)["error"]["message"].as_str().is_some_and(|m| m.contains("left as it is")));
    assert_eq!(fs::read_to_string(folder.path.join(".zhibi/ignore.toml")).expect("the list"), "<<<<<<< HEAD\n");
    client.finish();
}

/// What leads from the folder of drafts to a file elsewhere, and how.
#[cfg(unix)]
type Linked = (&'static str, fn(&Path, &Path));

#[cfg(unix)]
#[test]
fn f48_an_ignore_is_never_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let set_ups: [Linked; 4] = [
        ("a temporary name", |drafts, victim| {
            fs::create_dir(drafts.join(".zhibi")).expect("a folder");
            symlink(victim, drafts.join(".zhibi/ignore.toml.part")).expect("a link");
        }),
        ("the list", |drafts, victim| {
            fs::create_dir(drafts.join(".zhibi")).expect("a folder");
            symlink(victim, drafts.join(".zhibi/ignore.toml")).expect("a link");
        }),
        ("its folder", |drafts, victim| {
            symlink(victim.parent().expect("a folder"), drafts.join(".zhibi")).expect("a link");
        }),
        ("the draft's folder", |drafts, victim| {
            fs::remove_dir(drafts).expect("empty");
            symlink(victim.parent().expect("a folder"), drafts).expect("a link");
        }),
    ];
    for (name, set_up) in set_ups {
        let (folder, elsewhere) = (Folder::new("links"), Folder::new("elsewhere"));
        elsewhere.write("victim", "珍贵\n");
        fs::create_dir(folder.path.join("稿")).expect("a folder");
        set_up(&folder.path.join("稿"), &elsewhere.path.join("victim"));
        let mut client = started(&folder, json!({}));
        let uri = folder.uri("稿/稿.txt");
        client.open(&uri, GAP);
        let id = ignore(&mut client, &uri, 1);
        let answer = client.answer(&id);
        assert_eq!(answer.get("error").is_some(), name != "a temporary name", "{name}: {answer}");
        assert_eq!(fs::read_to_string(elsewhere.path.join("victim")).expect("the victim"), "珍贵\n", "{name}");
        let names: Vec<_> =
            fs::read_dir(&elsewhere.path).expect("elsewhere").flatten().map(|e| e.file_name()).collect();
        assert_eq!(names, ["victim"], "{name}");
        client.finish();
    }
    // A draft in a folder that is not there, as somebody else's editor may name one.
    let folder = Folder::new("nowhere");
    let mut client = started(&folder, json!({}));
    client.open(&folder.uri("没有/稿.txt"), GAP);
    let id = ignore(&mut client, &folder.uri("没有/稿.txt"), 1);
    assert!(client.answer(&id).get("error").is_some());
    assert!(!folder.path.join("没有").exists());
    client.finish();
}

#[cfg(unix)]
fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("`mkfifo` runs").success());
}

/// Codes of a draft's first diagnostics.
fn codes(client: &mut Client, uri: &str, text: &str) -> Vec<String> {
    client.open(uri, text);
    let found = client.diagnostics(uri, 1);
    found.iter().filter_map(|d| d["code"].as_str().map(str::to_owned)).collect()
}

/// What lies in a folder, and how it comes there.
#[cfg(unix)]
type SetUp = (&'static str, fn(&Folder));

#[cfg(unix)]
#[test]
fn f49_pipes_devices_and_giants_hold_nobody_up() {
    use std::os::unix::fs::symlink;
    let set_ups: [SetUp; 7] = [
        ("a pipe extended", |f| {
            pipe(&f.path.join("pipe"));
            f.write("zhibi.toml", "extends = 'pipe'\n");
        }),
        ("a device extended", |f| f.write("zhibi.toml", "extends = '/dev/zero'\n")),
        ("a terminal extended", |f| f.write("zhibi.toml", "extends = ['/dev/stdin', '/proc/self/fd/0']\n")),
        ("a list that is a pipe", |f| {
            fs::create_dir(f.path.join(".zhibi")).expect("a folder");
            pipe(&f.path.join(".zhibi/ignore.toml"));
        }),
        ("a list that is a device", |f| {
            fs::create_dir(f.path.join(".zhibi")).expect("a folder");
            symlink("/dev/zero", f.path.join(".zhibi/ignore.toml")).expect("a link");
        }),
        ("a giant", |f| f.write("zhibi.toml", "x = 1\n".repeat(200_000))),
        (".gitignore that is a device, drafts that are pipes", |f| {
            f.write("old/.gitignore", "");
            fs::remove_file(f.path.join("old/.gitignore")).expect("removed");
            symlink("/dev/zero", f.path.join("old/.gitignore")).expect("a link");
            pipe(&f.path.join("管道.txt"));
            symlink("/dev/zero", f.path.join("设备.txt")).expect("a link");
        }),
    ];
    for (name, set_up) in set_ups {
        let folder = Folder::new("pipes");
        set_up(&folder);
        folder.write("别的.txt", "一、抓工业投资\n");
        let mut client = started(&folder, json!({}));
        assert_eq!(codes(&mut client, &folder.uri("稿.txt"), GAP), ["ordinal-gap"], "{name}");
        let found = client.result("workspace/symbol", json!({"query": "抓工业"}));
        assert_eq!(found.as_array().map(Vec::len), Some(1), "{name}: {found}");
        client.finish();
    }
}

#[test]
fn f51_in_a_folder_that_is_not_trusted_configuration_stays_inside() {
    let (folder, elsewhere) = (Folder::new("untrusted"), Folder::new("office"));
    elsewhere.write("base.toml", "[rules]\nordinal-gap = 'off'\n");
    folder.write("inner.toml", "[rules]\nordinal-gap = 'off'\n");
    let outside = elsewhere.path.join("base.toml").display().to_string();
    let relative = format!("../{}/base.toml", elsewhere.path.file_name().expect("a name").to_string_lossy());
    for (target, trusted, silent) in [
        (outside.as_str(), true, true),
        (outside.as_str(), false, false),
        (relative.as_str(), false, false),
        ("inner.toml", false, true),
    ] {
        folder.write("zhibi.toml", format!("extends = '{target}'\n"));
        let mut client = started(&folder, json!({"workspaceTrusted": trusted}));
        let found = codes(&mut client, &folder.uri("稿.txt"), GAP);
        assert_eq!(found.is_empty(), silent, "{target} {trusted}: {found:?}");
        client.finish();
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside, folder.path.join("link.toml")).expect("a link");
        folder.write("zhibi.toml", "extends = 'link.toml'\n");
        let mut client = started(&folder, json!({"workspaceTrusted": false}));
        assert_eq!(codes(&mut client, &folder.uri("稿.txt"), GAP), ["ordinal-gap"]);
        client.finish();
    }
}
