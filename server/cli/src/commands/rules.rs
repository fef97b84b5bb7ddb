//! `zhibi rules` and `zhibi explain`.

use std::io::{BufWriter, Write, stdout};
use std::process::ExitCode;

use serde::Serialize;
use zhibi_core::rules::{self, FixAvailability, RULES, Rule, RuleOption, page};

use super::Failure;
use crate::args::{Color, RulesArgs, RulesFormat};
use crate::language;
use crate::output::excerpt::columns;
use crate::output::style::{Look, Role};
use crate::output::text;
use crate::settings::unknown_rule;

#[derive(Serialize)]
struct JsonRule<'a> {
    code: &'a str,
    group: &'a str,
    severity: &'a str,
    on: bool,
    fix: &'a str,
    since: &'a str,
    title: &'a str,
    options: Vec<JsonOption<'a>>,
}

#[derive(Serialize)]
struct JsonOption<'a> {
    name: &'a str,
    default: serde_json::Value,
    about: &'a str,
}

/// Lists the rules.
///
/// # Errors
/// When nothing can be written.
pub fn list(args: &RulesArgs, color: Color) -> Result<ExitCode, Failure> {
    let mut out = BufWriter::new(stdout().lock());
    match args.format {
        RulesFormat::Text => {
            let look = Look::stdout(color);
            let width = RULES.iter().map(|r| r.code.len()).max().unwrap_or(0);
            for rule in RULES {
                let level = if rule.on { text::severity(rule.severity) } else { language::tr("关", "off") };
                let gap = " ".repeat(12_usize.saturating_sub(columns(level)));
                let level = look.paint(Role::Severity(rule.severity), level);
                writeln!(out, "{:width$}  {level}{gap}{}", rule.code, rule.title.get(language::current()))?;
            }
        }
        RulesFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &RULES.iter().map(|r| json(r)).collect::<Vec<_>>())?;
            writeln!(out)?;
        }
        RulesFormat::Markdown => out.write_all(page::index(language::current()).as_bytes())?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn json(rule: &Rule) -> JsonRule<'_> {
    let language = language::current();
    let option = |o: &RuleOption| JsonOption {
        name: o.name,
        default: serde_json::from_str(o.default).unwrap_or_default(),
        about: o.about.get(language),
    };
    JsonRule {
        code: rule.code,
        group: rule.group.name(),
        severity: rule.severity.name(),
        on: rule.on,
        fix: match rule.fix {
            FixAvailability::None => "none",
            FixAvailability::Safe | FixAvailability::Style => "safe",
            FixAvailability::Unsafe => "unsafe",
            FixAvailability::Both | FixAvailability::StyleAndUnsafe => "both",
        },
        since: rule.since,
        title: rule.title.get(language),
        options: rule.options.iter().map(option).collect(),
    }
}

/// Prints the page of a rule.
///
/// # Errors
/// There is no such rule, or nothing can be written.
pub fn explain(code: &str) -> Result<ExitCode, Failure> {
    let rule = rules::rule(code).ok_or_else(|| Failure::Message(unknown_rule(code)))?;
    stdout().lock().write_all(page::page(rule, language::current()).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
