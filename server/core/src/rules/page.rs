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
    // The examples stand between the reasons and the limits; what is for a configuration file comes last.
    let (docs, options) = docs.find("## 选项").map_or((docs, ""), |at| docs.split_at(at));
    let (before, limits) = docs.find("## 误报与边界").map_or((docs, ""), |at| docs.split_at(at));
    let _ = writeln!(out, "{}\n", before.trim());
    examples(&mut out, rule, false, language);
    if !limits.is_empty() {
        let _ = writeln!(out, "{}\n", limits.trim());
    }
    let set = rule.examples.iter().any(|example| !example.settings.is_empty());
    if !options.is_empty() {
        let _ = writeln!(out, "{}\n", options.trim());
    } else if set || !rule.options.is_empty() {
        let _ = writeln!(out, "## {}\n", tr("选项", "Options"));
    }
    options_table(&mut out, rule, language);
    examples(&mut out, rule, true, language);
    let (heading, setting) =
        if rule.on { (tr("关闭", "Turning it off"), "off") } else { (tr("启用", "Turning it on"), "on") };
    let since = tr("始于", "Since");
    let _ =
        writeln!(out, "## {heading}\n\n{since} {}\n\n```toml\n[rules]\n{} = \"{setting}\"\n```", rule.since, rule.code);
    out
}

fn options_table(out: &mut String, rule: &Rule, language: Language) {
    if rule.options.is_empty() {
        return;
    }
    let tr = |zh, en| text(zh, en).get(language);
    let heads = [tr("选项", "Option"), tr("默认值", "Default"), tr("说明", "Meaning")];
    let _ = writeln!(out, "| {} |\n|---|---|---|", heads.join(" | "));
    for option in rule.options {
        let (default, about) = (option.default.replace('|', "\\|"), option.about.get(language));
        let _ = writeln!(out, "| `{}` | `{default}` | {about} |", option.name);
    }
    out.push('\n');
}

/// The examples that hold as they stand, or those that need settings.
fn examples(out: &mut String, rule: &Rule, under_settings: bool, language: Language) {
    let tr = |zh, en| text(zh, en).get(language);
    let chosen = rule.examples.iter().filter(|example| example.settings.is_empty() != under_settings);
    let (wrong, right): (Vec<&Example>, Vec<&Example>) = chosen.partition(|e| e.text.contains('⟦'));
    let level = if under_settings { "###" } else { "##" };
    if !wrong.is_empty() {
        let about = tr("⟦⟧ 中是所报之处。", "What stands in ⟦⟧ is reported.");
        let _ = writeln!(out, "{level} {}\n\n{about}\n", tr("错误示例", "Wrong"));
    }
    for example in wrong {
        set(out, example, language);
        let _ = writeln!(out, "```text\n{}\n```\n", example.text.trim_end());
        if let Some(fixed) = example.fixed {
            let _ = writeln!(out, "{}\n\n```text\n{}\n```\n", tr("改为：", "Becomes:"), fixed.trim_end());
        }
    }
    if !right.is_empty() {
        let _ = writeln!(out, "{level} {}\n", tr("正确示例", "Right"));
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What of a page stands above the part for configuration files, without examples, which show what drafts say.
    fn for_the_office(page: &str) -> String {
        let heads = ["\n## 选项\n", "\n## 关闭\n", "\n## 启用\n"];
        let above = heads.iter().find_map(|head| page.find(head)).map_or(page, |at| &page[..at]);
        above.split("```").step_by(2).collect()
    }

    #[test]
    fn pages_speak_the_language_of_an_office() {
        // Names of rules and options in code, commands, settings and code points are for those who keep the configuration.
        let foreign = regex::Regex::new(
            r"`\[*[a-z][A-Za-z-]*[^`;]*`|zhibi |U\+[0-9A-F]|gb 档|toml|profile|码点|码位|字节|UTF-16|正则|\u{fffd}",
        );
        let foreign = foreign.expect("a pattern");
        let mut found = Vec::new();
        for rule in RULES {
            let page = page(rule, Language::Zh);
            let office = for_the_office(&page);
            let heading = page.lines().next().unwrap_or_default();
            let text = office.strip_prefix(heading).unwrap_or(&office);
            found.extend(foreign.find_iter(text).map(|m| format!("{}: {}", rule.code, m.as_str())));
            let head = if rule.on { "## 关闭" } else { "## 启用" };
            assert!(page.contains(head) && !office.contains("```toml"), "{}", rule.code);
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
