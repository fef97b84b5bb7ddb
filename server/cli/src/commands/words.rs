//! `zhibi words`: packs of words, and whether they do what their examples say.

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use zhibi_core::config::pack::{self, PackClass, PackExample};
use zhibi_core::figures::{Class, variants};
use zhibi_core::rules::text::wording;
use zhibi_core::text::{Span, printable};
use zhibi_core::{DocumentKind, Language, Message, Settings, Snapshot};
use zhibi_lsp::disk;

use super::{FAILURE, FINDINGS, Failure};
use crate::input::{display, reason};
use crate::language;
use crate::report;

/// Checks packs and tries their examples. Ends with 1 where something is wrong, with 2 where a pack cannot be read.
///
/// # Errors
/// When nothing can be written.
pub fn check(packs: &[PathBuf]) -> Result<ExitCode, Failure> {
    let mut out = stdout().lock();
    let (mut wrong, mut unread) = (0, false);
    for path in packs {
        let text = match disk::read(path) {
            Ok(text) => text,
            Err(error) => {
                report::error(&format!("{}: {}", display(path), reason(&error)));
                unread = true;
                continue;
            }
        };
        let pack = pack::read(&text);
        let mut settings = Settings::default();
        pack.layer.apply(&mut settings);
        let settings = Arc::new(settings);
        let tried = pack.examples.iter().filter_map(|example| Some((example.span.start, failed(example, &settings)?)));
        let mut all: Vec<(usize, Message)> = pack.problems.into_iter().map(|p| (p.span.start, p.message)).collect();
        all.extend(tried);
        all.sort_by_key(|(at, _)| *at);
        for (at, message) in &all {
            let line = text.get(..*at).unwrap_or(&text).matches('\n').count() + 1;
            writeln!(out, "{}:{line}: {}", shown(path), printable(message.get(language::current())))?;
        }
        wrong += all.len();
        let (words, examples) = (pack.words, pack.examples.len());
        let summary = match language::current() {
            Language::Zh => format!("{words} 个词，{examples} 个例句，{} 处有问题", all.len()),
            Language::En => format!("{words} words, {examples} examples, {} problems", all.len()),
        };
        writeln!(out, "{}: {summary}", shown(path))?;
    }
    Ok(ExitCode::from(if unread { FAILURE } else { u8::from(wrong > 0) * FINDINGS }))
}

fn shown(path: &Path) -> String {
    printable(&display(path)).into_owned()
}

/// What an example says and is not so.
fn failed(example: &PackExample, settings: &Arc<Settings>) -> Option<Message> {
    let place = Span::new(example.place.start, example.place.end);
    let done = does(example, place, &Snapshot::of(&example.text, DocumentKind::Plain, Arc::clone(settings)));
    let (word, at) = (&example.word, &example.text[example.place.clone()]);
    let (zh, en) = match (example.class, example.does) {
        _ if done == example.does => return None,
        (PackClass::Name, true) => (format!("“{at}”里还有数字被认出来"), format!("a figure is still read in “{at}”")),
        (PackClass::Name, false) => (format!("“{at}”没有认成数字"), format!("“{at}” is read as no figure")),
        (PackClass::Unit | PackClass::Classifier, true) => {
            (format!("“{at}”没有认成以“{word}”为单位的数字"), format!("“{at}” is not read as a figure in `{word}`"))
        }
        (PackClass::Unit | PackClass::Classifier, false) => {
            (format!("“{at}”认成了以“{word}”为单位的数字"), format!("“{at}” is read as a figure in `{word}`"))
        }
        (PackClass::Metric, true) => (
            format!("“{at}”说的没有认成“{}”", example.stands_for),
            format!("what “{at}” tells is not taken for `{}`", example.stands_for),
        ),
        (PackClass::Metric, false) => (
            format!("“{at}”说的认成了“{}”", example.stands_for),
            format!("what “{at}” tells is taken for `{}`", example.stands_for),
        ),
        (PackClass::Avoid, true) => (format!("“{at}”没有报告"), format!("“{at}” is not told")),
        (PackClass::Avoid, false) => (format!("“{at}”被报告了"), format!("“{at}” is told")),
    };
    Some(Message::new(zh, en))
}

/// Whether a word does its work at a place of a sentence.
fn does(example: &PackExample, place: Span, sentence: &Snapshot) -> bool {
    let Some(block) = sentence.blocks().first() else { return false };
    let mut here = block.figures.iter().filter(|figure| figure.span.overlaps(place));
    match example.class {
        PackClass::Name => here.all(|figure| figure.class == Class::Name),
        PackClass::Unit | PackClass::Classifier => {
            here.any(|figure| figure.span == place && figure.unit.of(&block.text).contains(&*example.word))
        }
        PackClass::Metric => {
            let wanted = variants::key(&example.stands_for);
            let mut all = sentence.ledger().all().filter(|e| block.figures[e.figure as usize].span.overlaps(place));
            all.any(|entry| entry.metric.as_ref().is_some_and(|metric| metric.key == wanted))
        }
        PackClass::Avoid => {
            let code = wording::RULE.code;
            sentence.diagnostics().iter().any(|d| d.finding.code == code && d.finding.loc.span.overlaps(place))
        }
    }
}
