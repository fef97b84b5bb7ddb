//! `zhibi check --annotate`: what was found, as comments in a copy of the Word document.

use std::io::Write;
use std::path::{Path, PathBuf};

use zhibi_core::Language;
use zhibi_core::features::{Wanted, fixed};
use zhibi_office::{Annotated, Hand, annotate, changes, remarks};

use super::Failure;
use crate::args::CheckArgs;
use crate::files::Output;
use crate::input::{display, read_word, reason};
use crate::language::{self, tr};
use crate::report;
use crate::settings::SettingsSource;

/// A copy that is to be written.
pub struct Annotation {
    source: PathBuf,
    target: PathBuf,
    out: Output,
    track: bool,
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
        Ok(Some(Self { source: source.clone(), target: target.clone(), out, track: args.track }))
    }

    /// Writes the copy.
    ///
    /// # Errors
    /// When it cannot be made or written; then there is none.
    pub fn write(mut self, settings: &SettingsSource) -> Result<(), Failure> {
        let language = language::current();
        let source = display(&self.source);
        let named = |why: &str| Failure::Message(format!("{source}: {why}"));
        let (draft, bytes) = read_word(&self.source).map_err(|why| named(&why))?;
        let snapshot = settings.analyse(&draft);
        let remarks = remarks(&snapshot, &draft.text, language);
        let edits = if self.track {
            let wanted = Wanted { unsafe_: false, named: settings.named() };
            let (text, _) = fixed(&draft.text, draft.kind, &settings.of(&draft.path), wanted);
            changes(&draft.text, &text)
        } else {
            Vec::new()
        };
        let done = annotate(&bytes, &remarks, &edits, &Hand::now(language)).map_err(|why| named(why.get(language)))?;
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
            Language::Zh => format!("{name}：另有 {left} 处改动涉及自动编号、公式、脚注或分段，只在批注里写明"),
            Language::En => format!(
                "{name}: {left} more change(s) touch automatic numbers, formulas, notes or paragraph breaks; see the comments"
            ),
        });
    }
}

fn is_word(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("docx"))
}
