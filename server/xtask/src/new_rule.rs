//! `cargo xtask new-rule GROUP/CODE`: the file of a rule with everything its tests ask for, and its registration.

use std::fs;
use std::path::Path;

const GROUPS: [&str; 5] = ["ordinals", "counts", "figures", "punctuation", "text"];

/// Writes the rule's file and registers it.
///
/// # Errors
/// When the name is no rule name, the rule exists, or a file cannot be read or written.
pub fn run(args: &[String]) -> Result<(), String> {
    let [name] = args else { return Err("usage: cargo xtask new-rule GROUP/CODE  (text/stray-tab)".into()) };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/rules");
    let file = create(&root, name)?;
    crate::say!(
        "{file} is written and registered.\nNow describe it, give it examples and run: cargo test -p zhibi-core rules"
    );
    Ok(())
}

/// The same below `root`, the folder of the rules; gives the new file's path.
fn create(root: &Path, name: &str) -> Result<String, String> {
    let (group, code) = name.split_once('/').ok_or("give the group too: GROUP/CODE")?;
    if !GROUPS.contains(&group) {
        return Err(format!("`{group}` is no group; there are {}", GROUPS.join(", ")));
    }
    let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !code.starts_with(|c: char| c.is_ascii_lowercase()) || !code.chars().all(kebab) || code.ends_with('-') {
        return Err(format!("`{code}` is no code: lower-case words joined by hyphens"));
    }
    let module = code.replace('-', "_");
    let file = root.join(group).join(format!("{module}.rs"));
    if file.exists() {
        return Err(format!("{} exists", file.display()));
    }
    let list = root.join(group).join("mod.rs");
    let (modules, registry) = (read(&list)?, read(&root.join("mod.rs"))?);
    let modules = with_module(&modules, &module);
    let registry = with_rule(&registry, group, &module).ok_or("rules/mod.rs has no list RULES")?;
    write(&file, &template(group, code))?;
    write(&list, &modules)?;
    write(&root.join("mod.rs"), &registry)?;
    Ok(file.display().to_string())
}

fn with_module(list: &str, module: &str) -> String {
    let (head, mut lines): (Vec<&str>, Vec<String>) = (
        list.lines().filter(|l| !l.starts_with("pub mod ")).collect(),
        list.lines().filter(|l| l.starts_with("pub mod ")).map(String::from).collect(),
    );
    lines.push(format!("pub mod {module};"));
    lines.sort();
    format!("{}\n\n{}\n", head.join("\n").trim_end(), lines.join("\n"))
}

/// After the last rule of the group, or of the groups before it.
fn with_rule(registry: &str, group: &str, module: &str) -> Option<String> {
    let start = registry.find("pub const RULES")?;
    let end = start + registry[start..].find("\n];")? + 1;
    let rank = |line: &str| GROUPS.iter().position(|g| line.trim_start().starts_with(&format!("&{g}::")));
    let own = GROUPS.iter().position(|g| *g == group)?;
    let mut at = start + registry[start..].find('\n')? + 1;
    let mut line_start = at;
    for line in registry[at..end].split_inclusive('\n') {
        line_start += line.len();
        if rank(line).is_some_and(|r| r <= own) {
            at = line_start;
        }
    }
    Some(format!("{}    &{group}::{module}::RULE,\n{}", &registry[..at], &registry[at..]))
}

fn template(group: &str, code: &str) -> String {
    let family = format!("{}{}", group[..1].to_uppercase(), &group[1..]);
    format!(
        r###"//! `{code}`: what it finds, in one line.

use crate::finding::{{Finding, Severity}};
use crate::message::StaticMessage;
use crate::rule::{{BlockView, Check, Example, FixAvailability, Group, Rule}};
use crate::rules::common::{{here, report}};

/// The rule.
pub const RULE: Rule = Rule {{
    code: "{code}",
    group: Group::{family},
    severity: Severity::Hint,
    on: false,
    fix: FixAvailability::None,
    since: "{version}",
    title: StaticMessage {{ zh: "标题", en: "Title" }},
    docs: "## 检查什么\n\n……\n\n## 为什么\n\n标准号与条款。\n\n## 误报与边界\n\n……",
    docs_en: "What it finds and why.",
    options: &[],
    triggers: &["触发词"],
    examples: &[Example::pass("不报的句子"), Example::fail("⟦触发词⟧在这里")],
    check: Check::Block(check),
}};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {{
    for word in view.hits() {{
        found.push(report(here(word), "问题在哪里", "what is wrong"));
    }}
}}
"###,
        version = env!("CARGO_PKG_VERSION"),
    )
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_and_registers() {
        let root = std::env::temp_dir().join(format!("zhibi-new-rule-{}", std::process::id()));
        fs::create_dir_all(root.join("text")).expect("a folder");
        let rules = "pub const RULES: &[&Rule] = &[\n    &ordinals::a::RULE,\n    &text::b::RULE,\n];\n";
        write(&root.join("mod.rs"), rules).expect("a file");
        write(&root.join("text/mod.rs"), "//! Head.\n\npub mod b;\n").expect("a file");
        assert!(create(&root, "text/a-tab").is_ok());
        assert!(create(&root, "text/a-tab").is_err());
        assert!(create(&root, "nonsense/x").is_err());
        assert!(create(&root, "text/Not_A_Code").is_err());
        let list = read(&root.join("text/mod.rs")).expect("a file");
        assert_eq!(list, "//! Head.\n\npub mod a_tab;\npub mod b;\n");
        let registry = read(&root.join("mod.rs")).expect("a file");
        assert!(registry.contains("&text::b::RULE,\n    &text::a_tab::RULE,\n];"));
        let rule = read(&root.join("text/a_tab.rs")).expect("a file");
        assert!(rule.contains("code: \"a-tab\"") && rule.contains("Group::Text"));
        fs::remove_dir_all(&root).expect("our own folder");
    }
}
