//! The page of a rule and the list of all rules, as Markdown, from the rules' own metadata.

use std::fmt::Write;

use super::{Example, FixAvailability, Group, RULES, Rule};
use crate::message::{Language, StaticMessage};

const fn text(zh: &'static str, en: &'static str) -> StaticMessage {
    StaticMessage { zh, en }
}

/// The title of a group.
#[must_use]
pub const fn group_title(group: Group) -> StaticMessage {
    match group {
        Group::Ordinals => text("序号", "Numbering"),
        Group::Counts => text("计数", "Declared counts"),
        Group::Figures => text("数字与指标", "Figures and targets"),
        Group::Punctuation => text("标点", "Punctuation"),
        Group::Text => text("文字与损坏", "Text and damage"),
        Group::Facts => text("核定表", "The confirmed sheet"),
    }
}

const fn fix_title(fix: FixAvailability) -> StaticMessage {
    match fix {
        FixAvailability::None => text("无", "none"),
        FixAvailability::Safe | FixAvailability::Style => text("有把握，可一键改正", "safe"),
        FixAvailability::Unsafe => text("需确认", "needs your choice"),
        FixAvailability::Both | FixAvailability::StyleAndUnsafe => {
            text("有把握的可一键改正，另有需确认的", "safe, and others that need your choice")
        }
    }
}

fn severity_title(rule: &Rule, language: Language) -> &'static str {
    use crate::finding::Severity;
    let title = match (rule.on, rule.severity) {
        (false, _) => text("默认关闭", "off by default"),
        (true, Severity::Error) => text("错误", "error"),
        (true, Severity::Warning) => text("警告", "warning"),
        (true, Severity::Information) => text("说明", "information"),
        (true, Severity::Hint) => text("提示", "hint"),
    };
    title.get(language)
}

/// The page of one rule: what it checks and why, examples, where it errs, its options.
#[must_use]
pub fn page(rule: &Rule, language: Language) -> String {
    let tr = |zh, en| text(zh, en).get(language);
    let mut out = String::new();
    let _ = writeln!(out, "# {} · {}\n", rule.title.get(language), rule.code);
    let facts = [
        (tr("级别", "Severity"), severity_title(rule, language)),
        (tr("类别", "Group"), group_title(rule.group).get(language)),
        (tr("改正", "Fix"), fix_title(rule.fix).get(language)),
    ];
    let _ = writeln!(
        out,
        "| {} |\n|---|---|---|\n| {} |\n",
        facts.map(|f| f.0).join(" | "),
        facts.map(|f| f.1).join(" | ")
    );
    let docs = match language {
        Language::Zh => rule.docs,
        Language::En => rule.docs_en,
    };
    // The examples stand between the reasons and the limits.
    let (before, after) = docs.find("## 误报与边界").map_or((docs, ""), |at| docs.split_at(at));
    let _ = writeln!(out, "{}\n", before.trim());
    examples(&mut out, rule, language);
    if !after.is_empty() {
        let (limits, options) = after.find("## 选项").map_or((after, ""), |at| after.split_at(at));
        let _ = writeln!(out, "{}\n", limits.trim());
        if !options.is_empty() {
            let _ = writeln!(out, "{}\n", options.trim());
        }
    } else if !rule.options.is_empty() {
        let _ = writeln!(out, "## {}\n", tr("选项", "Options"));
    }
    if !rule.options.is_empty() {
        let _ = writeln!(
            out,
            "| {} | {} | {} |\n|---|---|---|",
            tr("选项", "Option"),
            tr("默认值", "Default"),
            tr("说明", "Meaning")
        );
        for option in rule.options {
            let _ = writeln!(
                out,
                "| `{}` | `{}` | {} |",
                option.name,
                option.default.replace('|', "\\|"),
                option.about.get(language)
            );
        }
        out.push('\n');
    }
    let _ = writeln!(
        out,
        "## {}\n\n{} {}\n\n```toml\n[rules]\n{} = \"off\"\n```",
        tr("关闭", "Turning it off"),
        tr("始于", "Since"),
        rule.since,
        rule.code
    );
    out
}

fn examples(out: &mut String, rule: &Rule, language: Language) {
    let tr = |zh, en| text(zh, en).get(language);
    let (wrong, right): (Vec<&Example>, Vec<&Example>) = rule.examples.iter().partition(|e| e.text.contains('⟦'));
    let _ = writeln!(
        out,
        "## {}\n\n{}\n",
        tr("错误示例", "Wrong"),
        tr("⟦⟧ 中是所报之处。", "What stands in ⟦⟧ is reported.")
    );
    for example in wrong {
        set(out, example, language);
        let _ = writeln!(out, "```text\n{}\n```\n", example.text.trim_end());
        if let Some(fixed) = example.fixed {
            let _ = writeln!(out, "{}\n\n```text\n{}\n```\n", tr("改为：", "Becomes:"), fixed.trim_end());
        }
    }
    let _ = writeln!(out, "## {}\n", tr("正确示例", "Right"));
    for example in right {
        set(out, example, language);
        let _ = writeln!(out, "```text\n{}\n```\n", example.text.trim_end());
    }
}

/// What an example's settings are, where they are not the default.
fn set(out: &mut String, example: &Example, language: Language) {
    if !example.settings.is_empty() {
        let with = text("设置为：", "Under these settings:").get(language);
        let _ = writeln!(out, "{with}\n\n```toml\n{}\n```\n", example.settings);
    }
}

/// The list of all rules, by group, with links to their pages.
#[must_use]
pub fn index(language: Language) -> String {
    let tr = |zh, en| text(zh, en).get(language);
    let mut out = format!("# {}\n\n", tr("规则", "Rules"));
    let mut group = None;
    for rule in RULES {
        if group != Some(rule.group) {
            group = Some(rule.group);
            let _ = writeln!(
                out,
                "{}## {}\n",
                if out.ends_with("|\n") { "\n" } else { "" },
                group_title(rule.group).get(language)
            );
            let head =
                [tr("规则", "Rule"), tr("级别", "Severity"), tr("改正", "Fix"), tr("检查内容", "What it reports")];
            let _ = writeln!(out, "| {} |\n|---|---|---|---|", head.join(" | "));
        }
        let (severity, fix) = (severity_title(rule, language), fix_title(rule.fix).get(language));
        let _ = writeln!(out, "| [{0}]({0}.md) | {severity} | {fix} | {1} |", rule.code, rule.title.get(language));
    }
    out
}
