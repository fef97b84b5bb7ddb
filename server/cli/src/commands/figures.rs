//! `zhibi figures`: every figure of the drafts, for the sheet that departments confirm.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write, stdout};
use std::process::ExitCode;

use zhibi_core::features::{FigureRow, ledger_rows, table};

use super::{FAILURE, Failure};
use crate::args::{Color, FiguresArgs, FiguresFormat};
use crate::input::{Draft, display, for_each_draft, reason};
use crate::language::{self, tr};
use crate::output::json::ArrayWriter;
use crate::output::style::Look;
use crate::output::{json, text, xlsx};
use crate::settings::SettingsSource;

/// Excel takes a CSV file for UTF-8 only when it begins with this.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Prints the figures of the drafts.
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
    let mut out: Box<dyn Write> = match &args.output {
        Some(path) => {
            let file =
                File::create(path).map_err(|e| Failure::Message(format!("{}: {}", display(path), reason(&e))))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(stdout().lock())),
    };
    let rows = |draft: Draft, emit: &mut dyn FnMut((String, Vec<FigureRow>))| {
        let rows = ledger_rows(&settings.analyse(&draft));
        emit((draft.name, rows));
    };
    let (input, language) = (&args.input, language::current());
    let outcome = match args.format {
        FiguresFormat::Json => {
            let mut array = ArrayWriter::new(&mut out);
            let work = |draft: Draft, emit: &mut dyn FnMut(io::Result<Vec<u8>>)| {
                let snapshot = settings.analyse(&draft);
                drop(draft.text);
                json::figures(&draft.name, &snapshot, emit);
            };
            let outcome = for_each_draft(input, work, |bytes| Ok(array.push(&bytes?)?))?;
            array.finish()?;
            outcome
        }
        FiguresFormat::Table => {
            let look = if args.output.is_some() { Look::stdout(Color::Never) } else { Look::stdout(color) };
            for_each_draft(input, rows, |(name, rows)| {
                let mut bytes = Vec::new();
                text::figures(&mut bytes, &name, &rows, look)?;
                Ok(out.write_all(&bytes)?)
            })?
        }
        FiguresFormat::Csv => {
            out.write_all(BOM)?;
            let mut first = true;
            for_each_draft(input, rows, |(name, rows)| {
                let sheet = table::csv(&rows, language);
                let sheet = sheet.trim_start_matches('\u{feff}');
                let mut lines = sheet.split_inclusive('\n');
                let head = lines.next().unwrap_or_default();
                if first {
                    write!(out, "{},{head}", tr("文件", "File"))?;
                    first = false;
                }
                Ok(csv_rows(&mut out, &name, lines)?)
            })?
        }
        FiguresFormat::Markdown => for_each_draft(input, rows, |(name, rows)| {
            Ok(writeln!(out, "## {name}\n\n{}", table::markdown(&rows, language))?)
        })?,
        FiguresFormat::Xlsx => {
            let mut drafts = Vec::new();
            let outcome = for_each_draft(input, rows, |draft| {
                drafts.push(draft);
                Ok(())
            })?;
            let bytes = xlsx::workbook(&drafts).map_err(|e| Failure::Message(e.to_string()))?;
            out.write_all(&bytes)?;
            outcome
        }
    };
    out.flush()?;
    let failed = !outcome.unreadable.is_empty() || settings.has_problems();
    Ok(ExitCode::from(if failed { FAILURE } else { 0 }))
}

/// Puts the draft's name before each row; a quoted cell may hold line breaks.
fn csv_rows<'a>(out: &mut impl Write, name: &str, lines: impl Iterator<Item = &'a str>) -> io::Result<()> {
    let name =
        if name.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.into() };
    let mut inside = false;
    for line in lines {
        if !inside {
            write!(out, "{name},")?;
        }
        inside ^= line.matches('"').count() % 2 == 1;
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}
