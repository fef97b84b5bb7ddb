//! `zhibi check --annotate`: what was found, as comments in a copy of the Word document.

use std::io::Write;
use std::path::{Path, PathBuf};

use zhibi_core::features::Wanted;
use zhibi_core::{Language, Snapshot};
use zhibi_office::{Annotated, Change, Hand, Remark, annotate, changes, remarks};

use super::Failure;
use crate::args::CheckArgs;
use crate::files::{Output, Seen};
use crate::input::{Draft, display, open_bounded, read_named, reason};
use crate::language::{self, tr};
use crate::report;
use crate::settings::SettingsSource;

/// A copy that is to be written.
pub struct Annotation {
    source: PathBuf,
    target: PathBuf,
    out: Output,
}

/// What goes into a document, and what the document was then.
pub struct Found {
    seen: Seen,
    remarks: Vec<Remark>,
    changes: Vec<Change>,
}

impl Found {
    /// What is to be written of a document; the fixes, too, where they are to be tracked, or what stands in the draft that was
    /// made of it.
    pub fn of(draft: &Draft, snapshot: Snapshot, settings: &SettingsSource, edits: &Edits) -> Self {
        let remarks = remarks(&snapshot, &draft.text, language::current());
        // Not two analyses at a time.
        drop(snapshot);
        let changes = match edits {
            Edits::None => Vec::new(),
            Edits::Fixes => {
                let wanted = Wanted { unsafe_: false, named: settings.named() };
                changes(&draft.text, &settings.fixed(draft, wanted))
            }
            Edits::Draft(text) => changes(&draft.text, text),
        };
        SettingsSource::forget_lines();
        Self { seen: draft.seen, remarks, changes }
    }
}

/// What becomes tracked changes.
pub enum Edits {
    /// Nothing.
    None,
    /// Safe fixes.
    Fixes,
    /// What makes this text of the document's.
    Draft(String),
}

impl Edits {
    /// What the options ask for.
    ///
    /// # Errors
    /// A draft that cannot be read.
    pub fn new(args: &CheckArgs) -> Result<Self, Failure> {
        let Some(path) = &args.draft else { return Ok(if args.track { Self::Fixes } else { Self::None }) };
        let draft = read_named(path).map_err(|why| Failure::Message(format!("{}: {why}", display(path))))?;
        // Lines of a document end in line feeds, the last one, too.
        let mut text = draft.text.replace("\r\n", "\n").replace('\r', "\n");
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(Self::Draft(text))
    }
}

impl Annotation {
    /// What the options ask for, if anything.
    ///
    /// # Errors
    /// Options that do not go together, or a place that cannot be written.
    pub fn new(args: &CheckArgs) -> Result<Option<Self>, Failure> {
        let Some(target) = &args.annotate else { return Ok(None) };
        let message = |text: &str| Err(Failure::Message(text.to_owned()));
        let [source] = args.input.paths.as_slice() else {
            return message(tr("--annotate 只用于一个 Word 文件", "--annotate is for one Word document"));
        };
        if !is_word(source) || !is_word(target) {
            return message(tr("--annotate 的文稿和输出都应是 .docx", "--annotate reads and writes .docx"));
        }
        let named = |why: &str| Failure::Message(format!("{}: {why}", display(target)));
        let out = Output::new(Some(target)).map_err(|e| named(&reason(&e)))?;
        if out.places().have(source) {
            return Err(named(tr("是要读的文稿，不能写在上面", "is a draft to be read and is not written over")));
        }
        let (source, target) = (source.clone(), target.clone());
        Ok(Some(Self { source, target, out }))
    }

    /// Writes the copy.
    ///
    /// # Errors
    /// When it cannot be made or written; then there is none.
    pub fn write(mut self, found: &Found) -> Result<(), Failure> {
        let language = language::current();
        let source = display(&self.source);
        let named = |why: &str| Failure::Message(format!("{source}: {why}"));
        let bytes = open_bounded(&self.source).map_err(|why| named(&why))?;
        if Seen::of(&bytes) != found.seen {
            return Err(named(tr(
                "检查时文件被改动，未写出；请再试一次",
                "has changed while it was checked; nothing is written, try again",
            )));
        }
        let done = annotate(&bytes, &found.remarks, &found.changes, &Hand::now(language, true));
        let done = done.map_err(|why| named(why.get(language)))?;
        self.out.write_all(&done.bytes)?;
        self.out.finish(true)?;
        tell(&self.target, &done);
        Ok(())
    }
}

/// Says what was written.
fn tell(target: &Path, done: &Annotated) {
    let Annotated { comments, changes, left, .. } = done;
    let name = display(target);
    report::note(&match language::current() {
        Language::Zh => format!("{name}：批注 {comments} 条，修订 {changes} 处"),
        Language::En => format!("{name}: {comments} comment(s), {changes} tracked change(s)"),
    });
    if *left > 0 {
        report::warning(&match language::current() {
            Language::Zh => format!("{name}：另有 {left} 处改动涉及自动编号、公式、脚注、空行或表格的列，没有写成修订"),
            Language::En => format!(
                "{name}: {left} more change(s) touch automatic numbers, formulas, notes, blank lines or columns of tables, and are not tracked"
            ),
        });
    }
}

fn is_word(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("docx"))
}
