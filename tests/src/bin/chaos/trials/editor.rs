//! `zhibi fix` on drafts that somebody goes on saving, now and then killed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use zhibi_tests::binary::zhibi;
use zhibi_tests::folder::Folder;

use super::random::Random;
use crate::Seen;

/// What the editor saved last must be there at the end, mended or not, and nothing may be left beside it.
pub fn round(random: &mut Random, seen: &mut Seen) {
    let folder = Folder::new("改稿");
    let draft = "（一）抓投资。。新建项目超过100个以上。\n".repeat(200 + random.below(8_000));
    let path = folder.path.join("稿.txt");
    fs::write(&path, &draft).expect("written");
    let (stop, pause) = (AtomicBool::new(false), Duration::from_millis(1 + random.below(60) as u64));
    let by_renaming = random.below(2) == 0;
    let kills = random.below(4) == 0;
    let saves = std::thread::scope(|scope| {
        let editor = scope.spawn(|| {
            let mut saves = 0;
            while !stop.load(Ordering::Relaxed) {
                saves += 1;
                save(&path, &format!("{draft}作者第{saves}次保存\n"), by_renaming);
                std::thread::sleep(pause);
            }
            saves
        });
        for _ in 0..6 {
            let since = Instant::now();
            let mut fix = fix(&folder.path);
            if kills {
                std::thread::sleep(Duration::from_millis(random.below(120) as u64));
                fix.kill().expect("killed");
            }
            let status = fix.wait().expect("it ends");
            seen.took("a fix", since.elapsed());
            if !kills && !matches!(status.code(), Some(0 | 2)) {
                seen.fault(format!("a fix ended with {status}"));
            }
        }
        stop.store(true, Ordering::Relaxed);
        editor.join().expect("saved")
    });
    let expected = format!("作者第{saves}次保存");
    let now = fs::read_to_string(&path).unwrap_or_default();
    if !now.contains(&expected) {
        seen.fault(format!(
            "{expected} (renaming: {by_renaming}, kills: {kills}) is lost; the file has {} bytes",
            now.len()
        ));
    }
    fix(&folder.path).wait().expect("it ends");
    let mended = format!("{draft}{expected}\n").replace("。。", "。");
    if fs::read_to_string(&path).unwrap_or_default() != mended {
        seen.fault("an undisturbed fix did not mend what was saved last".to_owned());
    }
    let names: Vec<_> = fs::read_dir(&folder.path).expect("a folder").flatten().map(|e| e.file_name()).collect();
    if names.len() != 1 {
        seen.fault(format!("left beside the draft: {names:?}"));
    }
}

/// As editors do: over the file, or beside it and renamed.
fn save(path: &Path, text: &str, by_renaming: bool) {
    if by_renaming {
        let beside = path.with_extension("swp");
        fs::write(&beside, text).expect("written");
        fs::rename(beside, path).expect("renamed");
    } else {
        fs::write(path, text).expect("written");
    }
}

fn fix(folder: &Path) -> std::process::Child {
    let mut command = Command::new(zhibi());
    command.args(["fix", "--rule", "repeated-punct", "稿.txt"]).current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("zhibi starts")
}
