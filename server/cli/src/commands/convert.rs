//! `zhibi convert`: Word documents to drafts, drafts to Word documents.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use zhibi_core::{Language, Reader};
use zhibi_lsp::disk;
use zhibi_office::{Layout, Revisions, Written, draft, typeset};

use super::Failure;
use crate::args::{CommentsArg, ConvertArgs, RevisionsArg, SettingsArgs};
use crate::files::Output;
use crate::input::{display, read_named, read_word, reason};
use crate::language::{self, tr};
use crate::settings::SettingsSource;

/// Converts a draft.
///
/// # Errors
/// Formats that do not go together, a draft that cannot be read, or when nothing can be written.
pub fn run(args: &ConvertArgs) -> Result<ExitCode, Failure> {
    let named = |path: &Path, why: &str| Failure::Message(format!("{}: {why}", display(path)));
    let to_word = has_extension(&args.output, &["docx"]);
    let written = if has_extension(&args.output, &["md", "markdown"]) {
        Some(Written::Markdown)
    } else {
        has_extension(&args.output, &["txt", "gwr", "公文", "报告"]).then_some(Written::Plain)
    };
    if !to_word && (written.is_none() || !has_extension(&args.input, &["docx"])) {
        let why = tr(
            "只能从 .docx 转为 .gwr、.txt、.md，或从文稿转为 .docx",
            "a .docx becomes .gwr, .txt or .md, and a draft becomes .docx",
        );
        return Err(named(&args.output, why));
    }
    let mut out = Output::new(Some(&args.output)).map_err(|e| named(&args.output, &reason(&e)))?;
    if out.places().have(&args.input) {
        let why = tr("是要读的文稿，不能写在上面", "is a draft to be read and is not written over");
        return Err(named(&args.output, why));
    }
    let bytes = match written {
        Some(written) => text(args, written).map_err(|why| named(&args.input, &why))?.into_bytes(),
        None => word(args)?,
    };
    out.write_all(&bytes)?;
    out.finish(true)?;
    Ok(ExitCode::SUCCESS)
}

/// A Word document as text.
fn text(args: &ConvertArgs, written: Written) -> Result<String, String> {
    let (_, bytes) = read_word(&args.input)?;
    let language = language::current();
    let revisions = match args.revisions {
        RevisionsArg::Accepted => Revisions::Accepted,
        RevisionsArg::Original => Revisions::Original,
    };
    let comments = (args.comments == CommentsArg::List).then_some(language);
    draft(&bytes, revisions, written, comments).map_err(|why| why.get(language).to_owned())
}

/// A draft as a Word document.
fn word(args: &ConvertArgs) -> Result<Vec<u8>, Failure> {
    let settings = SettingsArgs { config: args.config.clone(), ..SettingsArgs::default() };
    let settings = SettingsSource::new(&settings).map_err(Failure::Message)?;
    let layout = layout(&args.layout)?;
    let named = |why: &str| Failure::Message(format!("{}: {why}", display(&args.input)));
    let draft = read_named(&args.input).map_err(|why| named(&why))?;
    let snapshot = Reader::unchecked(draft.kind, settings.of(&draft.path)).read_told(&draft.text, &draft.told);
    typeset(&snapshot, &layout).map_err(|why| named(why.get(language::current())))
}

/// A built-in layout, or one of a file.
fn layout(name: &str) -> Result<Layout, Failure> {
    if let Some(layout) = Layout::named(name) {
        return Ok(layout);
    }
    let path = Path::new(name);
    if !has_extension(path, &["toml"]) {
        let names = Layout::names().collect::<Vec<_>>().join(tr("、", ", "));
        return Err(Failure::Message(match language::current() {
            Language::Zh => format!("没有版式“{name}”；现有 {names}，或版式文件 .toml"),
            Language::En => format!("there is no layout `{name}`; there are {names}, or a file .toml"),
        }));
    }
    let wrong = |why: &str| Failure::Message(format!("{}: {why}", display(path)));
    let text = disk::read(path).map_err(|e| wrong(&reason(&e)))?;
    Layout::read(&text).map_err(|why| wrong(why.get(language::current())))
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|e| extensions.iter().any(|known| e.eq_ignore_ascii_case(known)))
}
