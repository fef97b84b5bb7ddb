//! `zhibi check`.

use std::io::Write;
use std::process::ExitCode;
use std::sync::OnceLock;

use zhibi_core::config::ignores::SentenceHashes;
use zhibi_core::finding::Severity;
use zhibi_core::{Columns, Diagnostic, Language, PositionEncoding, Snapshot};

use super::annotate::{Annotation, Edits, Found};
use super::{FAILURE, FINDINGS, Failure};
use crate::args::{CheckArgs, CheckFormat, Color};
use crate::files::Output;
use crate::input::{Draft, Outcome, for_each_draft};
use crate::language::{self, tr};
use crate::output::style::Look;
use crate::output::{github, json, junit, ours, page, report_page, sarif, text};
use crate::report;
use crate::settings::SettingsSource;

/// Bytes of output after which a worker hands over what it has.
const PART: usize = 256 << 10;

/// Some findings of a draft, written out.
#[derive(Default)]
struct Part {
    bytes: Vec<u8>,
    /// Where each finding ends in `bytes`.
    ends: Vec<usize>,
    /// Written whatever the limit: the frame around findings.
    frame: bool,
    /// Findings by severity.
    counts: [usize; 4],
    fails: bool,
}

/// Checks the drafts.
///
/// # Errors
/// Wrong options, or when nothing can be written.
pub fn run(args: &CheckArgs, color: Color) -> Result<ExitCode, Failure> {
    if args.format == CheckFormat::Html && args.max_problems.is_some() {
        let why = tr(
            "--format html 写出全部问题，不能与 --max-problems 同用",
            "--format html writes all problems: --max-problems does not go with it",
        );
        return Err(Failure::Message(why.to_owned()));
    }
    let mut settings = SettingsSource::new(&args.settings).map_err(Failure::Message)?;
    settings.add_facts(&args.facts).map_err(Failure::Message)?;
    let writer = Writer { args, language: language::current(), look: Look::stdout(color) };
    let (annotation, edits, found) = (Annotation::new(args)?, Edits::new(args)?, OnceLock::new());
    let annotated = annotation.is_some();
    let work = |mut draft: Draft, emit: &mut dyn FnMut(Part)| {
        let snapshot = settings.analyse(&draft);
        if !annotated {
            // The snapshot has its own copy; a large draft would stand in memory twice.
            draft.text = String::new();
        }
        writer.draft(&draft.name, &snapshot, emit);
        if annotated {
            // There is one document: this is done once.
            let _ = found.set(Found::of(&draft, snapshot, &settings, &edits));
        }
    };
    let mut sheet = Sheet::new(args)?;
    sheet.head(writer.language)?;
    let places = sheet.out.places();
    let outcome = for_each_draft(&args.input, &places, work, |part| sheet.add(part))?;
    sheet.tail(&outcome, writer.look)?;
    if let (Some(annotation), Some(found)) = (annotation, found.get().filter(|_| outcome.unreadable.is_empty())) {
        annotation.write(found)?;
    }
    let failed = !outcome.unreadable.is_empty() || settings.has_problems();
    Ok(ExitCode::from(match (failed, sheet.fails) {
        (true, _) => FAILURE,
        (false, true) => FINDINGS,
        (false, false) => 0,
    }))
}

/// Writes the findings of one draft.
struct Writer<'a> {
    args: &'a CheckArgs,
    language: Language,
    look: Look,
}

impl Writer<'_> {
    fn draft(&self, name: &str, snapshot: &Snapshot, emit: &mut dyn FnMut(Part)) {
        let format = self.args.format;
        if format == CheckFormat::Html {
            return emit(self.page(name, snapshot));
        }
        let utf16 = format == CheckFormat::Sarif;
        let columns = Columns::new(snapshot, if utf16 { PositionEncoding::Utf16 } else { PositionEncoding::Utf32 });
        let mut sentences = SentenceHashes::default();
        let uri = if format == CheckFormat::Sarif { sarif::artifact_uri(name) } else { String::new() };
        let diagnostics = snapshot.diagnostics();
        let frame = |write: &dyn Fn(&mut Vec<u8>)| {
            let mut part = Part { frame: true, ..Part::default() };
            write(&mut part.bytes);
            part
        };
        if format == CheckFormat::Junit {
            // Writing to memory does not fail.
            emit(frame(&|out| drop(junit::open(out, name, diagnostics.len()))));
        }
        let mut part = Part::default();
        for diagnostic in diagnostics {
            let severity = diagnostic.finding.severity;
            part.counts[severity as usize] += 1;
            part.fails |= self.args.fail_on.counts(severity);
            let file = if format == CheckFormat::Sarif { &uri } else { name };
            let _ = self.diagnostic(&mut part.bytes, file, &columns, &mut sentences, diagnostic);
            part.ends.push(part.bytes.len());
            if part.bytes.len() > PART {
                emit(std::mem::take(&mut part));
            }
        }
        if !part.ends.is_empty() {
            emit(part);
        }
        if format == CheckFormat::Junit {
            emit(frame(&junit::close));
        }
    }

    /// A draft as a section of the page, whole: its tables can't be cut.
    fn page(&self, name: &str, snapshot: &Snapshot) -> Part {
        let mut section = String::new();
        report_page::page(name, snapshot, self.language).html_section(&mut section);
        let mut part = Part { bytes: section.into_bytes(), frame: true, ..Part::default() };
        for diagnostic in snapshot.diagnostics() {
            let severity = diagnostic.finding.severity;
            part.counts[severity as usize] += 1;
            part.fails |= self.args.fail_on.counts(severity);
        }
        part
    }

    fn diagnostic<'s>(
        &self,
        out: &mut Vec<u8>,
        file: &str,
        columns: &Columns<'s>,
        sentences: &mut SentenceHashes<'s>,
        diagnostic: &Diagnostic,
    ) -> std::io::Result<()> {
        let language = self.language;
        match self.args.format {
            CheckFormat::Text => text::diagnostic(out, file, columns, diagnostic, language, self.look),
            CheckFormat::Json => Ok(json::diagnostic(out, file, columns, diagnostic, language)?),
            CheckFormat::Sarif => sarif::diagnostic(out, file, columns, sentences, diagnostic, language),
            CheckFormat::Github => github::diagnostic(out, file, columns, diagnostic, language),
            CheckFormat::Junit => junit::diagnostic(out, file, columns, diagnostic, language),
            // Written by the draft.
            CheckFormat::Html => Ok(()),
        }
    }
}

/// The whole output.
struct Sheet<'a> {
    out: Output,
    format: CheckFormat,
    args: &'a CheckArgs,
    printed: usize,
    counts: [usize; 4],
    fails: bool,
}

impl<'a> Sheet<'a> {
    fn new(args: &'a CheckArgs) -> Result<Self, Failure> {
        let out = Output::new(None)?;
        Ok(Self { out, format: args.format, args, printed: 0, counts: [0; 4], fails: false })
    }

    fn head(&mut self, language: Language) -> Result<(), Failure> {
        match self.format {
            CheckFormat::Sarif => {
                let mut head = Vec::new();
                sarif::head(&mut head, language)?;
                self.out.write_all(&head)?;
            }
            CheckFormat::Junit => self.out.write_all(junit::HEAD)?,
            CheckFormat::Html => {
                let title = tr("检查报告", "Check report");
                self.out.write_all(page::html_head("check", title, language).as_bytes())?;
            }
            CheckFormat::Json => self.out.write_all(b"[")?,
            CheckFormat::Text if self.out.is_file() => writeln!(self.out, "{}", ours::text_mark("check"))?,
            CheckFormat::Text | CheckFormat::Github => {}
        }
        Ok(())
    }

    fn add(&mut self, part: Part) -> Result<(), Failure> {
        self.fails |= part.fails;
        self.counts.iter_mut().zip(part.counts).for_each(|(all, new)| *all += new);
        if self.format == CheckFormat::Html {
            self.printed += part.counts.iter().sum::<usize>();
        }
        let left = self.args.max_problems.map_or(usize::MAX, |max| max - self.printed);
        let count = part.ends.len().min(left);
        let end = if part.frame { part.bytes.len() } else { count.checked_sub(1).map_or(0, |last| part.ends[last]) };
        if end > 0 {
            if matches!(self.format, CheckFormat::Json | CheckFormat::Sarif) {
                self.out.write_all(if self.printed > 0 { b",\n" } else { b"\n" })?;
            }
            self.out.write_all(&part.bytes[..end])?;
            self.printed += count;
        }
        Ok(())
    }

    fn tail(&mut self, outcome: &Outcome, look: Look) -> Result<(), Failure> {
        let mut tail = Vec::new();
        match self.format {
            CheckFormat::Sarif => sarif::tail(&mut tail, &outcome.unreadable)?,
            CheckFormat::Junit => {
                outcome.unreadable.iter().try_for_each(|(name, why)| junit::unreadable(&mut tail, name, why))?;
                tail.extend_from_slice(junit::TAIL);
            }
            CheckFormat::Html => {
                for (name, why) in &outcome.unreadable {
                    tail.extend_from_slice(page::html_trouble(&format!("{name}: {why}")).as_bytes());
                }
                tail.extend_from_slice(page::HTML_TAIL.as_bytes());
            }
            CheckFormat::Json => tail.extend_from_slice(if self.printed > 0 { b"\n]\n" } else { b"]\n" }),
            CheckFormat::Text => writeln!(tail, "{}", self.summary(outcome, look))?,
            CheckFormat::Github => {}
        }
        self.out.write_all(&tail)?;
        self.out.flush()?;
        let left = self.counts.iter().sum::<usize>() - self.printed;
        if left > 0 {
            report::note(&match language::current() {
                Language::Zh => format!("另有 {left} 条未输出（--max-problems）"),
                Language::En => format!("{left} more not printed (--max-problems)"),
            });
        }
        Ok(())
    }

    fn summary(&self, outcome: &Outcome, look: Look) -> String {
        let total: usize = self.counts.iter().sum();
        let files = outcome.read;
        if total == 0 {
            return match language::current() {
                Language::Zh => format!("检查 {files} 个文件，未发现问题"),
                Language::En => format!("{files} file(s) checked, no problems"),
            };
        }
        let kinds =
            Severity::ALL.into_iter().zip(self.counts).filter(|(_, count)| *count > 0).map(|(severity, count)| {
                look.paint(
                    crate::output::style::Role::Severity(severity),
                    format_args!("{} {count}", text::severity(severity)),
                )
            });
        let kinds = kinds.collect::<Vec<_>>().join(tr("，", ", "));
        match language::current() {
            Language::Zh => format!("检查 {files} 个文件：{kinds}"),
            Language::En => format!("{files} file(s) checked: {kinds}"),
        }
    }
}
