//! `zhibi figures`: the figures of the drafts, for the sheet that departments confirm.

use std::io::{self, IsTerminal, Write, stdout};
use std::process::ExitCode;

use zhibi_core::features::{Choice, FigureRow, sheet_rows, table};
use zhibi_core::text::escape_markdown;

use super::{FAILURE, Failure};
use crate::args::{Color, FiguresArgs, FiguresFormat};
use crate::files::Output;
use crate::input::{Draft, Outcome, display, for_each_draft, reason};
use crate::language::{self, tr};
use crate::output::json::ArrayWriter;
use crate::output::style::Look;
use crate::output::{json, ours, sent, text, xlsx};
use crate::report;
use crate::settings::SettingsSource;

/// Excel takes a CSV file for UTF-8 only when it begins with this.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Prints the figures of the drafts. A file that stands at `--output` is replaced only when all drafts were read.
///
/// # Errors
/// Wrong options, or when nothing can be written.
pub fn run(args: &FiguresArgs, color: Color) -> Result<ExitCode, Failure> {
    let settings = SettingsSource::new(&args.settings).map_err(Failure::Message)?;
    if args.format == FiguresFormat::Xlsx && args.output.is_none() && stdout().is_terminal() {
        let message = tr(
            "xlsx 需用 --output 指定文件，或重定向标准输出",
            "xlsx needs --output FILE, or redirect standard output",
        );
        return Err(Failure::Message(message.to_owned()));
    }
    let cannot = |e: io::Error| match &args.output {
        Some(path) => Failure::Message(format!("{}: {}", display(path), reason(&e))),
        None => e.into(),
    };
    let mut out = Output::new(args.output.as_deref()).map_err(cannot)?;
    let outcome = write(args, color, &settings, &mut out)?;
    let complete = outcome.unreadable.is_empty();
    let nothing = !complete && outcome.read == 0;
    let written = if nothing && args.output.is_some() { false } else { out.finish(complete).map_err(cannot)? };
    if let Some(path) = args.output.as_deref().filter(|_| !written) {
        let why = tr("有文稿未能读取，保持原样", "is left as it is, because drafts could not be read");
        report::error(&format!("{}: {why}", display(path)));
    }
    Ok(ExitCode::from(if !complete || settings.has_problems() { FAILURE } else { 0 }))
}

/// Writes the figures of all drafts in the format asked for.
fn write(args: &FiguresArgs, color: Color, settings: &SettingsSource, out: &mut Output) -> Result<Outcome, Failure> {
    let (input, language) = (&args.input, language::current());
    let choice = Choice { all: args.all, filter: args.filter.clone() };
    let rows = |draft: Draft, emit: &mut dyn FnMut((String, Vec<FigureRow>))| {
        let rows = sheet_rows(&settings.analyse(&draft), &choice, language);
        emit((draft.name, rows));
    };
    let places = out.places();
    match args.format {
        FiguresFormat::Json => {
            let mut array = ArrayWriter::new(out);
            let work = |draft: Draft, emit: &mut dyn FnMut(io::Result<Vec<u8>>)| {
                let snapshot = settings.analyse(&draft);
                drop(draft.text);
                json::figures(&draft.name, &snapshot, emit);
            };
            let outcome = for_each_draft(input, &places, work, |bytes| Ok(array.push(&bytes?)?))?;
            array.finish()?;
            Ok(outcome)
        }
        FiguresFormat::Table => {
            let look = if args.output.is_some() { Look::stdout(Color::Never) } else { Look::stdout(color) };
            if out.is_file() {
                writeln!(out, "{}", ours::text_mark("figures"))?;
            }
            for_each_draft(input, &places, rows, |(name, rows)| {
                let mut bytes = Vec::new();
                text::figures(&mut bytes, &name, &rows, look)?;
                Ok(out.write_all(&bytes)?)
            })
        }
        FiguresFormat::Csv => {
            out.write_all(BOM)?;
            let mut first = true;
            for_each_draft(input, &places, rows, |(name, rows)| {
                let sheet = table::csv(&rows, language);
                let sheet = sheet.trim_start_matches('\u{feff}');
                let mut lines = sheet.lines();
                let head = lines.next().unwrap_or_default();
                if first {
                    write!(out, "{},{head}\r\n", tr("文件", "file"))?;
                    first = false;
                }
                let name = csv_cell(sent(&name));
                Ok(lines.try_for_each(|line| write!(out, "{name},{line}\r\n"))?)
            })
        }
        FiguresFormat::Markdown => {
            if out.is_file() {
                writeln!(out, "{}\n", table::MARKDOWN_MARK)?;
            }
            for_each_draft(input, &places, rows, |(name, rows)| {
                Ok(writeln!(out, "## {}\n\n{}", escape_markdown(sent(&name)), table::markdown(&rows, language))?)
            })
        }
        FiguresFormat::Xlsx => {
            let mut drafts = Vec::new();
            let outcome = for_each_draft(input, &places, rows, |draft| {
                drafts.push(draft);
                Ok(())
            })?;
            let bytes = xlsx::workbook(&drafts).map_err(|e| Failure::Message(e.to_string()))?;
            out.write_all(&bytes)?;
            Ok(outcome)
        }
    }
}

/// The draft's name as a cell.
fn csv_cell(name: &str) -> String {
    let name = text::line_start(name);
    if name.contains(['"', ',']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name }
}
