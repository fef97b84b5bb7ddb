//! Nothing lost, nothing followed: outputs, fixes and searches among files that somebody else changes or has laid out.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use zhibi_tests::binary::zhibi;

use super::support::{FAULTY, Ran, folder, run_in};

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("a file")
}

/// Names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> = entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Runs the command with standard output in a file of the folder.
fn run_into(folder: &Path, args: &[&str], target: &str) -> Ran {
    let file = fs::File::create(folder.join(target)).expect("a file");
    let output =
        Command::new(zhibi()).args(args).current_dir(folder).env("LC_ALL", "en_US.UTF-8").stdout(file).output();
    let output = output.expect("zhibi runs");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    Ran { code: output.status.code().expect("an exit code"), out: Vec::new(), err }
}

#[test]
fn an_output_that_is_a_draft_is_refused_whatever_its_name() {
    let dir = folder(&[("a.txt", FAULTY.as_bytes()), ("夹/b.txt", FAULTY.as_bytes())]);
    let mut targets = vec!["a.txt", "./a.txt", "夹/../a.txt", "夹/b.txt"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("a.txt", dir.path().join("链.csv")).expect("a link");
        fs::hard_link(dir.path().join("a.txt"), dir.path().join("又名.csv")).expect("a hard link");
        targets.extend(["链.csv", "又名.csv"]);
    }
    for format in ["csv", "json", "table", "markdown", "xlsx"] {
        for target in &targets {
            for inputs in [&["a.txt", "夹/b.txt"][..], &["."]] {
                let ran = run_in(dir.path(), &[&["figures", "--format", format, "-o", target], inputs].concat(), b"");
                assert_eq!(ran.code, 2, "{format} {target}: {}", ran.err);
                assert!(ran.err.contains("cannot be the output"), "{format} {target}: {}", ran.err);
            }
        }
    }
    assert_eq!((read(dir.path(), "a.txt"), read(dir.path(), "夹/b.txt")), (FAULTY.into(), FAULTY.into()));
    assert!(!names(dir.path()).iter().any(|name| name.ends_with(".part")));
}

#[test]
fn last_weeks_ledger_outlives_a_run_that_fails() {
    let dir = folder(&[("好.txt", FAULTY.as_bytes()), ("坏.docx", b"nothing"), ("台账.csv", b"last week")]);
    let ledger = |inputs: &[&str]| {
        run_in(dir.path(), &[&["figures", "--format", "csv", "-o", "台账.csv"], inputs].concat(), b"")
    };
    for inputs in
        [&["没有.txt"][..], &["好.txt", "没有.txt"], &["."], &["--glob", "[", "."], &["--rule", "no-such", "."]]
    {
        let ran = ledger(inputs);
        assert_eq!((ran.code, read(dir.path(), "台账.csv").as_str()), (2, "last week"), "{inputs:?}: {}", ran.err);
    }
    assert_eq!(ledger(&["好.txt"]).code, 0);
    assert!(read(dir.path(), "台账.csv").contains("100个"));
    // One broken draft does not keep the others from a first ledger.
    fs::remove_file(dir.path().join("台账.csv")).expect("a file");
    assert_eq!(ledger(&["."]).code, 2);
    assert!(read(dir.path(), "台账.csv").contains("100个"));
    fs::remove_file(dir.path().join("台账.csv")).expect("a file");
    assert_eq!(ledger(&["没有.txt"]).code, 2);
    assert_eq!(names(dir.path()), ["坏.docx", "好.txt"]);
}

#[test]
fn what_the_product_wrote_into_a_folder_is_no_draft_of_the_next_run() {
    let outputs: [&[&str]; 12] = [
        &["figures", "--format", "csv"],
        &["figures", "--format", "json"],
        &["figures", "--format", "table"],
        &["figures", "--format", "markdown"],
        &["outline", "--format", "text"],
        &["outline", "--format", "markdown"],
        &["outline", "--format", "json"],
        &["check", "--format", "text"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "junit"],
        &["check", "--format", "html"],
    ];
    for output in outputs.into_iter().chain([&["check", "--format", "github"][..]]) {
        for language in ["en", "zh"] {
            let dir = folder(&[("稿.txt", FAULTY.as_bytes())]);
            let args = [output, &["--lang", language, "."]].concat();
            let mut written = Vec::new();
            for target in ["本周.txt", "本周.md"] {
                for round in 0..2 {
                    run_into(dir.path(), &args, target);
                    let text = read(dir.path(), target);
                    let named = text.contains("稿.txt") || text.contains("%E7%A8%BF.txt");
                    assert!(named && !text.contains("本周"), "{args:?}, round {round}: {text}");
                }
                written.push(read(dir.path(), target));
                if output[0] == "figures" {
                    let ran = run_in(dir.path(), &[&args[..], &["-o", target]].concat(), b"");
                    assert_eq!((ran.code, read(dir.path(), target)), (0, written[0].clone()), "{}", ran.err);
                }
            }
            let again = run_in(dir.path(), &["check", "--format", "json"], b"");
            assert!(again.list().iter().all(|finding| finding["file"] == "稿.txt"), "{args:?}");
            assert!(again.err.contains("2 file(s) that zhibi wrote passed over"), "{args:?}: {}", again.err);
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::time::Duration;

    use super::*;

    const FIX: [&str; 4] = ["fix", "--unsafe", "--rule", "ordinal-gap"];

    fn fixed() -> String {
        FAULTY.replace("（三）", "（二）")
    }

    #[test]
    fn links_met_in_a_folder_lead_to_nothing_outside_and_are_not_written_through() {
        let outside = folder(&[("别处.txt", FAULTY.as_bytes()), ("树/深.txt", FAULTY.as_bytes())]);
        let dir = folder(&[("稿.txt", FAULTY.as_bytes()), ("数据.bin", FAULTY.as_bytes())]);
        symlink(outside.path().join("别处.txt"), dir.path().join("外.txt")).expect("a link");
        symlink(outside.path().join("树"), dir.path().join("外夹.txt")).expect("a link");
        symlink(".", dir.path().join("环.txt")).expect("a link");
        symlink("稿.txt", dir.path().join("内.txt")).expect("a link");
        symlink("数据.bin", dir.path().join("内二.txt")).expect("a link");
        symlink("没有", dir.path().join("悬.txt")).expect("a link");
        let found = run_in(dir.path(), &["check", "--format", "json", "--rule", "ordinal-gap", "."], b"");
        let files: Vec<_> = found.list().iter().map(|f| f["file"].as_str().expect("a name").to_owned()).collect();
        assert_eq!(files, ["内.txt", "内二.txt", "稿.txt"]);
        for (name, why) in [("外.txt", "out of the folder"), ("环.txt", "to a folder"), ("悬.txt", "to nothing")] {
            assert!(found.err.lines().any(|line| line.contains(name) && line.contains(why)), "{name}: {}", found.err);
        }
        assert_eq!(found.code, 1, "what is passed over is no failure");
        let ran = run_in(dir.path(), &[&FIX[..], &["."]].concat(), b"");
        assert_eq!((ran.code, read(dir.path(), "稿.txt")), (0, fixed()), "{}", ran.err);
        assert!(ran.err.contains("内二.txt: a link, and nothing is changed through it"), "{}", ran.err);
        assert_eq!(read(dir.path(), "数据.bin"), FAULTY);
        assert_eq!(
            (read(outside.path(), "别处.txt"), read(outside.path(), "树/深.txt")),
            (FAULTY.into(), FAULTY.into())
        );
        // A link that is named is what somebody wants.
        assert_eq!(run_in(dir.path(), &[&FIX[..], &["外.txt"]].concat(), b"").code, 0);
        assert_eq!(read(outside.path(), "别处.txt"), fixed());
    }

    #[test]
    fn fifos_devices_and_huge_lists_among_drafts_stall_nothing() {
        let dir = folder(&[("稿.txt", FAULTY.as_bytes()), (".git/HEAD", b""), ("夹/b.txt", FAULTY.as_bytes())]);
        let fifo = |name: &str| {
            assert!(Command::new("mkfifo").arg(dir.path().join(name)).status().expect("mkfifo").success());
        };
        ["管.txt", "管.docx", ".gitignore", "夹/.ignore"].into_iter().for_each(fifo);
        for (name, device) in [("零.txt", "/dev/zero"), ("入.md", "/dev/stdin"), ("端.报告", "/dev/tty")] {
            symlink(device, dir.path().join(name)).expect("a link");
        }
        fs::write(dir.path().join(".ignore"), "*.txt\n".repeat(1 << 18)).expect("a file");
        let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("座.txt")).expect("a socket");
        for args in
            [&["check", "--format", "json"][..], &["outline", "--format", "json"], &["figures", "--format", "json"]]
        {
            let ran = run_in(dir.path(), &[args, &["."]].concat(), b"");
            let mut files: Vec<_> = ran.list().iter().map(|f| f["file"].as_str().expect("a name").to_owned()).collect();
            files.dedup();
            assert_eq!(files, ["夹/b.txt", "稿.txt"], "{}", ran.err);
            for name in ["管.txt", "管.docx", "座.txt", ".gitignore", "夹/.ignore"] {
                let named = |line: &str| line.contains(name) && line.contains("not a regular file");
                assert!(ran.err.lines().any(named), "{name}: {}", ran.err);
            }
            assert!(ran.err.lines().any(|line| line.contains(".ignore") && line.contains("too large")), "{}", ran.err);
        }
        let ran = run_in(dir.path(), &[&FIX[..], &["."]].concat(), b"");
        assert_eq!((ran.code, read(dir.path(), "稿.txt")), (0, fixed()), "{}", ran.err);
        assert_eq!(run_in(dir.path(), &["ignores", "list", "."], b"").code, 0);
    }

    #[test]
    fn a_save_while_a_draft_is_mended_is_kept_and_named() {
        let text = FAULTY.repeat(if zhibi_tests::full_size() { 12_000 } else { 1_500 });
        let dir = folder(&[("稿.txt", text.as_bytes())]);
        let path = dir.path().join("稿.txt");
        let (mut kept, mut tries) = (0, 0);
        // The editor saves at a different moment each time, until it has been in the way several times.
        while kept < 5 {
            tries += 1;
            assert!(tries < 400, "the editor never came in between");
            fs::write(&path, &text).expect("a file");
            let mut child = Command::new(zhibi());
            child.args(["fix", "--unsafe", "--rule", "comparator-redundant", "稿.txt"]).current_dir(dir.path());
            let child = child.env("LC_ALL", "en_US.UTF-8").stderr(Stdio::piped()).spawn().expect("zhibi starts");
            std::thread::sleep(Duration::from_millis(7 * tries % 600));
            let saved = format!("{text}作者刚刚保存的第{tries}段\n");
            fs::write(&path, &saved).expect("saved");
            let output = child.wait_with_output().expect("zhibi ends");
            let now = fs::read_to_string(&path).expect("a file");
            assert!(now.contains(&format!("第{tries}段")), "the save is lost in try {tries}");
            if output.status.code() == Some(2) {
                kept += 1;
                let err = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(err.contains("稿.txt: was changed by another program"), "{err}");
                assert_eq!(now, saved);
            }
        }
        assert_eq!(names(dir.path()), ["稿.txt"]);
    }

    #[test]
    fn what_a_killed_run_leaves_the_next_clears_away() {
        let text = FAULTY.repeat(2_000);
        let dir = folder(&[("稿.txt", text.as_bytes()), (".zhibi-left00.part", b"half"), (".zhibi.toml", b"")]);
        let args = ["fix", "--unsafe", "--rule", "comparator-redundant", "稿.txt"];
        for round in 0..8 {
            fs::write(dir.path().join("稿.txt"), &text).expect("a file");
            let mut child = Command::new(zhibi()).args(args).current_dir(dir.path()).stderr(Stdio::null()).spawn();
            let child = child.as_mut().expect("zhibi starts");
            std::thread::sleep(Duration::from_millis(40 * round));
            child.kill().expect("killed");
            child.wait().expect("ended");
            let now = read(dir.path(), "稿.txt");
            assert!(now == text || now == text.replace("个以上", "个"), "half a file in round {round}");
        }
        fs::write(dir.path().join("稿.txt"), &text).expect("a file");
        assert_eq!(run_in(dir.path(), &args, b"").code, 0);
        assert_eq!(names(dir.path()), [".zhibi.toml", "稿.txt"]);
    }

    #[test]
    fn mode_owner_and_attributes_survive_a_fix() {
        let dir = folder(&[("稿.txt", FAULTY.as_bytes())]);
        let path = dir.path().join("稿.txt");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
        // Root alone may give files away.
        let given = std::os::unix::fs::chown(&path, Some(1234), Some(1234)).is_ok();
        let attributes = |args: &[&str]| Command::new("python3").args(args).arg(&path).output();
        let set = attributes(&["-c", "import os,sys; os.setxattr(sys.argv[1], 'user.源', b'v')"]);
        let has_attributes = set.is_ok_and(|output| output.status.success());
        assert_eq!(run_in(dir.path(), &[&FIX[..], &["稿.txt"]].concat(), b"").code, 0);
        let metadata = fs::metadata(&path).expect("a file");
        assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
        assert!(!given || (metadata.uid(), metadata.gid()) == (1234, 1234));
        if has_attributes {
            let kept =
                attributes(&["-c", "import os,sys; print(os.getxattr(sys.argv[1], 'user.源'))"]).expect("python3");
            assert_eq!(kept.stdout, b"b'v'\n");
        } else {
            eprintln!("mode_owner_and_attributes_survive_a_fix: no extended attributes here, not looked at");
        }
        assert_eq!(read(dir.path(), "稿.txt"), fixed());
    }

    #[test]
    fn an_output_may_be_a_pipe_and_keeps_the_mode_of_what_it_replaces() {
        let dir = folder(&[("稿.txt", FAULTY.as_bytes()), ("台账.csv", b"")]);
        fs::set_permissions(dir.path().join("台账.csv"), fs::Permissions::from_mode(0o604)).expect("a mode");
        let args = ["figures", "--format", "csv", "稿.txt", "-o"];
        let piped = run_in(dir.path(), &[&args[..], &["/dev/stdout"]].concat(), b"");
        assert_eq!(run_in(dir.path(), &[&args[..], &["台账.csv"]].concat(), b"").code, 0);
        assert!(piped.text().contains("100个") && piped.text() == read(dir.path(), "台账.csv"));
        let mode = fs::metadata(dir.path().join("台账.csv")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o604);
        let full = run_in(dir.path(), &[&args[..], &["/dev/full"]].concat(), b"");
        assert_eq!(full.code, 2, "{}", full.err);
    }
}
