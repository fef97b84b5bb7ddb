//! What the parser of the command line says (help, version, mistakes), in the language in use.
//!
//! clap writes its own sentences in English only. For Chinese they are built here from the kind of an error and what
//! clap knows of it; its English ones stay for English.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use zhibi_core::Language;

use crate::commands::FAILURE;
use crate::language;
use crate::output::text::line_start;

/// Prints what the parser had to say and gives the exit code: help and version are no failure.
pub fn refuse(error: &clap::Error) -> ExitCode {
    if language::current() == Language::En {
        // Nothing can be done when the terminal is gone.
        let _ = if error.use_stderr() {
            std::io::stderr().lock().write_all(shown(&error.render().to_string()).as_bytes())
        } else {
            error.print()
        };
    } else if error.use_stderr() {
        let _ = anstream::stderr().lock().write_all(shown(&chinese(error)).as_bytes());
    } else {
        let _ = anstream::stdout().lock().write_all(chinese(error).as_bytes());
    }
    if error.use_stderr() { ExitCode::from(FAILURE) } else { ExitCode::SUCCESS }
}

/// A mistake repeats what was given, which may be the name of a file from anywhere.
fn shown(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => line_start(line) + "\n",
            None => line_start(line),
        })
        .collect()
}

/// The words of clap's own help that no setting changes.
const FRAME: [(&str, &str); 6] = [
    ("[OPTIONS]", "[选项]"),
    ("命令:", "命令："),
    ("参数:", "参数："),
    ("选项:", "选项："),
    ("通用:", "通用："),
    ("Usage:", "用法："),
];

/// Replaces clap's frame words.
pub fn localised(text: &str) -> String {
    FRAME.iter().fold(text.to_owned(), |text, (english, chinese)| text.replace(english, chinese))
}

/// Help and version as they are; a mistake as a sentence, advice, the usage.
fn chinese(error: &clap::Error) -> String {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::DisplayVersion => {
            return localised(&error.render().ansi().to_string());
        }
        _ => {}
    }
    let context = Context(error);
    let Some(sentence) = sentence(&context) else { return error.render().ansi().to_string() };
    let mut out = format!("错误：{sentence}\n");
    for advice in advice(&context) {
        let _ = writeln!(out, "  {advice}");
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        // "Usage: zhibi …", plain: the sentence is what should catch the eye.
        let usage = localised(&usage.to_string()).replace("用法： ", "用法：");
        let _ = write!(out, "\n{}\n", usage.trim());
    }
    out.push_str("\n加 --help 看说明。\n");
    out
}

/// What clap knows of a mistake.
struct Context<'a>(&'a clap::Error);

impl Context<'_> {
    /// As text; a list as its items.
    fn all(&self, kind: ContextKind) -> Vec<String> {
        match self.0.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            Some(ContextValue::StyledStrs(texts)) => texts.iter().map(StyledStr::to_string).collect(),
            Some(ContextValue::Number(number)) => vec![number.to_string()],
            _ => Vec::new(),
        }
    }

    fn one(&self, kind: ContextKind) -> String {
        self.all(kind).join("、")
    }
}

/// What is wrong; `None` for a kind that is not about the arguments.
fn sentence(context: &Context<'_>) -> Option<String> {
    let argument = context.one(ContextKind::InvalidArg);
    let value = context.one(ContextKind::InvalidValue);
    Some(match context.0.kind() {
        ErrorKind::InvalidSubcommand => format!("没有命令“{}”", context.one(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument if argument.starts_with('-') => format!("没有选项“{argument}”"),
        ErrorKind::UnknownArgument => format!("多了一个参数“{argument}”"),
        ErrorKind::InvalidValue | ErrorKind::NoEquals if value.is_empty() => format!("{argument} 后面缺少值"),
        ErrorKind::InvalidValue => format!("{argument} 的值不能是“{value}”"),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(context.0).map(|why| format!("：{why}")).unwrap_or_default();
            format!("{argument} 的值不能是“{value}”{why}")
        }
        ErrorKind::TooManyValues => format!("{argument} 后面多了一个值“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{argument} 的值的个数不对"),
        ErrorKind::ArgumentConflict => match context.one(ContextKind::PriorArg) {
            prior if prior == argument || prior.is_empty() => format!("{argument} 只能用一次"),
            prior => format!("{argument} 不能与 {prior} 同时用"),
        },
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::InvalidUtf8 => "参数不是合法的 UTF-8 文本".to_owned(),
        _ => return None,
    })
}

/// What could have been meant.
fn advice(context: &Context<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let values = context.all(ContextKind::ValidValue);
    if !values.is_empty() {
        out.push(format!("可用的值：{}", values.join("、")));
    }
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue] {
        let near = context.all(kind);
        if !near.is_empty() {
            out.push(format!("相近的有：{}", near.join("、")));
        }
    }
    for text in context.all(ContextKind::Suggested) {
        // An English sentence that ends with what to write, in quotes.
        let quoted: Vec<&str> = text.split('\'').skip(1).step_by(2).collect();
        match quoted.last() {
            Some(written) if written.starts_with("-- ") => out.push(format!("若是文件名，请写作“{written}”")),
            Some(written) => out.push(format!("有“{written}”")),
            None => {}
        }
    }
    out
}
