//! `zhibi fix`.

use std::io::{IsTerminal, Write, stdout};
use std::path::Path;
use std::process::ExitCode;

use similar::TextDiff;
use zhibi_core::Language;
use zhibi_core::text::printable;

use super::{FAILURE, FINDINGS, Failure};
use crate::args::{Color, FixArgs};
use crate::files::{Failed, Output, replace};
use crate::fixing::{Wanted, fixed};
use crate::input::{Draft, Stored, for_each_draft};
use crate::language::{self, tr};
use crate::output::style::{Look, Role};
use crate::output::text;
use crate::report;
use crate::settings::SettingsSource;

/// What became of one draft.
struct Done {
    name: String,
    /// Text for standard output: a diff, or the mended text of standard input.
    shown: Vec<u8>,
    changed: usize,
    failed: Option<String>,
}

/// Mends the drafts.
///
/// # Errors
/// Wrong options, or when nothing can be written.
pub fn run(args: &FixArgs, color: Color) -> Result<ExitCode, Failure> {
    let settings = SettingsSource::new(&args.settings).map_err(Failure::Message)?;
    let look = Look::stdout(color);
    let is_stdin = |draft: &Draft| {
        args.input.paths.iter().any(|p| p.as_os_str() == "-")
            && draft.path == args.input.stdin_filename.as_deref().unwrap_or(Path::new("<stdin>"))
    };
    let mut out = Output::new(None)?;
    // A patch that is kept must be the draft's own bytes; a terminal is spared what would steer it.
    let (places, raw, terminal) = (out.places(), out.is_file(), stdout().is_terminal());
    let wanted = Wanted { unsafe_: args.unsafe_, named: settings.named() };
    let work = |draft: Draft, emit: &mut dyn FnMut(Done)| {
        let (text, changed) = fixed(&draft.text, draft.kind, &settings.of(&draft.path), wanted);
        let stdin = is_stdin(&draft);
        let mut done = Done { name: draft.name, shown: Vec::new(), changed, failed: None };
        match draft.stored {
            Stored::Word if changed > 0 => {
                let why = tr(
                    "不修改 Word 文档；请在 Word 中按检查结果修改",
                    "Word documents are not changed; mend them in Word",
                );
                done.failed = Some(why.to_owned());
            }
            Stored::Word => {}
            Stored::Text(_) if draft.link => {
                if changed > 0 {
                    let why = tr("是链接，未经由它修改", "a link, and nothing is changed through it");
                    report::note(&format!("{}: {why}", done.name));
                }
                done.changed = 0;
            }
            Stored::Text(_) if args.diff => done.shown = diff(&done.name, &draft.text, &text, look, raw),
            Stored::Text(encoding) => {
                let bytes = match &draft.kept {
                    Some(kept) => encoding.encode_over(&text, &draft.text, kept),
                    None => encoding.encode(&text),
                };
                let bytes = bytes.map_err(|c| match language::current() {
                    Language::Zh => format!("{} 中没有“{c}”，未修改", encoding.name()),
                    Language::En => format!("{} has no `{c}`; not changed", encoding.name()),
                });
                match bytes {
                    Ok(bytes) if stdin => done.shown = if terminal { lines(&text) } else { bytes },
                    Ok(bytes) if changed > 0 => {
                        done.failed = replace(&draft.path, draft.seen, &bytes).err().map(Failed::in_words)
                    }
                    Ok(_) => {}
                    Err(why) => done.failed = Some(why),
                }
            }
        }
        emit(done);
    };
    let (mut changed, mut files, mut failed) = (0, 0, false);
    let outcome = for_each_draft(&args.input, &places, work, |done| {
        if let Some(why) = done.failed {
            failed = true;
            report::error(&format!("{}: {why}", done.name));
        } else if done.changed > 0 {
            changed += done.changed;
            files += 1;
        }
        Ok(out.write_all(&done.shown)?)
    })?;
    out.flush()?;
    report::note(&match (language::current(), args.diff) {
        (Language::Zh, false) => format!("改正 {files} 个文件中的 {changed} 处"),
        (Language::Zh, true) => format!("可改正 {files} 个文件中的 {changed} 处，未写入"),
        (Language::En, false) => format!("{changed} problem(s) fixed in {files} file(s)"),
        (Language::En, true) => format!("{changed} problem(s) would be fixed in {files} file(s); nothing written"),
    });
    failed |= !outcome.unreadable.is_empty() || settings.has_problems();
    Ok(ExitCode::from(match (failed, args.diff && changed > 0) {
        (true, _) => FAILURE,
        (false, true) => FINDINGS,
        (false, false) => 0,
    }))
}

/// The lines of a text for a terminal.
fn lines(text: &str) -> Vec<u8> {
    let printed = |line: &str| match line.strip_suffix('\n') {
        Some(line) => text::line_start(line) + "\n",
        None => text::line_start(line),
    };
    text.split_inclusive('\n').map(printed).collect::<String>().into_bytes()
}

/// A unified diff; `raw` as it is, else without what steers a terminal.
fn diff(name: &str, old: &str, new: &str, look: Look, raw: bool) -> Vec<u8> {
    if old == new {
        return Vec::new();
    }
    let name = if raw { name.into() } else { printable(name) };
    let diff = TextDiff::from_lines(old, new);
    let text = diff.unified_diff().context_radius(1).header(&format!("a/{name}"), &format!("b/{name}")).to_string();
    if raw {
        return text.into_bytes();
    }
    let painted = text.split_inclusive('\n').map(|line| {
        let (body, end) = line.strip_suffix('\n').map_or((line, ""), |body| (body, "\n"));
        let role = match body.as_bytes().first() {
            Some(b'-') => Role::Removed,
            Some(b'+') => Role::Added,
            Some(b'@') => Role::Frame,
            Some(b' ') => return format!(" {}{end}", text::line_start(&body[1..])),
            _ => return format!("{}{end}", printable(body)),
        };
        look.paint(role, printable(body)) + end
    });
    painted.collect::<String>().into_bytes()
}
