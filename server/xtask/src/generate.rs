//! `cargo xtask generate-all`: everything in the project that is written by the project itself.
//!
//! Rule pages, the list of settings, the command-line reference, the JSON schema and the rule settings of the VS Code
//! extension all follow from the code. `--check` writes nothing and fails when one of them is stale.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use zhibi_core::Language;
use zhibi_core::config::{KnownRule, schema};
use zhibi_core::rule::{Group, Rule};
use zhibi_core::rules::{self, RULES, page};

use crate::dist::{self, Build};
use crate::say;
use crate::shell::{self, Done, command, root};

/// Folders whose Markdown files are all generated: others in them are left over from removed rules.
const OWNED: [&str; 2] = ["docs/rules", "docs/en/rules"];

const PACKAGE: &str = "editors/vscode/package.json";

/// Texts of the extension's manifest, Chinese and English.
const TEXTS: [(Language, &str); 2] =
    [(Language::Zh, "editors/vscode/package.nls.zh-cn.json"), (Language::En, "editors/vscode/package.nls.json")];

/// How the keys of a rule's title and of a group's begin there.
const OWN_TEXTS: [&str; 2] = ["rule.", "config.checkFor."];
const SUMMARY: &str = "docs/SUMMARY.md";

/// Writes or checks all generated files.
pub fn run(args: &[String]) -> Done {
    let check = match args {
        [] => false,
        [arg] if arg == "--check" => true,
        _ => return Err("usage: cargo xtask generate-all [--check]".into()),
    };
    let files = files()?;
    let mut stale = Vec::new();
    for (path, text) in &files {
        let full = root().join(path);
        if fs::read_to_string(&full).is_ok_and(|old| old == *text) {
            continue;
        }
        stale.push(path.clone());
        if !check {
            let folder = full.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
            fs::write(&full, text).map_err(|e| format!("{}: {e}", full.display()))?;
        }
    }
    let wanted: BTreeSet<&Path> = files.iter().map(|(path, _)| path.as_path()).collect();
    for folder in OWNED {
        for entry in fs::read_dir(root().join(folder)).into_iter().flatten().flatten() {
            let path = Path::new(folder).join(entry.file_name());
            if path.extension().is_some_and(|e| e == "md") && !wanted.contains(path.as_path()) {
                if !check {
                    fs::remove_file(root().join(&path)).map_err(|e| format!("{}: {e}", path.display()))?;
                }
                stale.push(path);
            }
        }
    }
    let list: Vec<String> = stale.iter().map(|p| p.display().to_string()).collect();
    if check && !stale.is_empty() {
        return Err(format!("stale, run `cargo xtask generate-all`:\n  {}", list.join("\n  ")));
    }
    say!("{} generated files, {} {}", files.len(), stale.len(), if check { "stale" } else { "written" });
    Ok(())
}

fn files() -> Done<Vec<(PathBuf, String)>> {
    let known = rules::known();
    let mut files = Vec::new();
    let mut add = |path: &str, text: String| files.push((PathBuf::from(path), text));
    for (language, folder) in [(Language::Zh, "docs/rules"), (Language::En, "docs/en/rules")] {
        for rule in RULES {
            add(&format!("{folder}/{}.md", rule.code), page::page(rule, language));
        }
        add(&format!("{folder}/README.md"), page::index(language));
    }
    add("docs/config.schema.json", pretty(&schema::json_schema(&known)));
    add("docs/settings.md", settings(&known, Language::Zh)?);
    add("docs/en/settings.md", settings(&known, Language::En)?);
    let program = reference_program()?;
    add("docs/cli.md", reference(&program, "zh")?);
    add("docs/en/cli.md", reference(&program, "en")?);
    add(SUMMARY, summary()?);
    add(PACKAGE, package(&known)?);
    for (language, path) in TEXTS {
        add(path, texts(path, language)?);
    }
    Ok(files)
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The table of contents: the rule pages below the line that links their list.
fn summary() -> Done<String> {
    let old = read(SUMMARY)?;
    let mut out = String::new();
    let mut inside = false;
    for line in old.lines() {
        if inside && line.starts_with("  ") {
            continue;
        }
        inside = false;
        let _ = writeln!(out, "{line}");
        for (folder, language) in [("rules", Language::Zh), ("en/rules", Language::En)] {
            if line.ends_with(&format!("]({folder}/README.md)")) {
                inside = true;
                for rule in RULES {
                    let title = rule.title.get(language);
                    let _ = writeln!(out, "  - [{title} · {0}]({folder}/{0}.md)", rule.code);
                }
            }
        }
    }
    Ok(out)
}

fn read(path: &str) -> Done<String> {
    fs::read_to_string(root().join(path)).map_err(|e| format!("{path}: {e}"))
}

/// What writes the command-line reference. It is built with the program: by itself it would be built with other features of
/// what both are made of, and all of that once more.
fn reference_program() -> Done<PathBuf> {
    let mut build = command("cargo");
    build.args(["build", "--quiet", "--locked", "--package", "zhibi", "--package", "zhibi-args"]);
    shell::run(&mut build)?;
    Ok(dist::target().join(Build::Dev.folder()).join("zhibi-reference"))
}

/// The command-line reference, from the definition of the arguments alone.
fn reference(program: &Path, language: &str) -> Done<String> {
    let output = command(program).args(["--lang", language]).output();
    let output = output.map_err(|e| format!("{} could not be started: {e}", program.display()))?;
    if !output.status.success() {
        return Err(format!("command-line reference: {}", String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|e| e.to_string())
}

/// One setting of the reference.
struct Setting {
    key: &'static str,
    kind: [&'static str; 2],
    default: &'static str,
    about: [&'static str; 2],
}

const SETTINGS: &[Setting] = &[
    Setting {
        key: "profile",
        kind: ["`\"inferred\"` `\"gb\"` `\"lenient\"`", "`\"inferred\"` `\"gb\"` `\"lenient\"`"],
        default: "\"inferred\"",
        about: [
            "体例按什么规范：随文稿自身习惯；按国家标准；只报确定的错误。",
            "Which norms style follows: the draft's own habits; the national standards; only what is wrong beyond doubt.",
        ],
    },
    Setting {
        key: "reportYear",
        kind: ["1949—2199 的整数", "integer, 1949–2199"],
        default: "",
        about: [
            "报告年度。正文没有写明时用来确定“今年”“去年”。",
            "Year of the report: fixes 今年 and 去年 where the text does not say.",
        ],
    },
    Setting {
        key: "words",
        kind: ["字符串列表", "list of strings"],
        default: "[]",
        about: [
            "含数字的专名（如“982”工程）。专名之内不报任何问题。各层配置中的名称累加。",
            "Names that contain numbers; nothing inside them is reported. The lists of all layers add up.",
        ],
    },
    Setting {
        key: "wordPatterns",
        kind: ["正则表达式列表", "list of regular expressions"],
        default: "[]",
        about: [
            "同上，用正则表达式写（Rust regex 语法，不支持环视，大小有上限）。",
            "The same as regular expressions (Rust regex syntax: no look-around; bounded in size).",
        ],
    },
    Setting {
        key: "check.run",
        kind: ["`\"onType\"` `\"onSave\"`", "`\"onType\"` `\"onSave\"`"],
        default: "\"onType\"",
        about: [
            "编辑器中何时检查：边输入边查，或打开与保存时查。",
            "When an editor checks: as one types, or on open and save.",
        ],
    },
    Setting {
        key: "check.debounceMs",
        kind: ["0—10000 的整数", "integer, 0–10000"],
        default: "150",
        about: ["停止输入多少毫秒后检查；0 为立即。", "Milliseconds of quiet before checking; 0 checks at once."],
    },
    Setting {
        key: "outline.items",
        kind: ["`\"all\"` `\"numbered\"` `\"headings\"`", "`\"all\"` `\"numbered\"` `\"headings\"`"],
        default: "\"all\"",
        about: [
            "大纲、面包屑与 `zhibi outline` 的文本显示什么：全部；标题与带序号的各项；只有标题。JSON 总是全部。",
            "What the outline, breadcrumbs and the text of `zhibi outline` show: all; headings and numbered items; headings only. JSON always has all.",
        ],
    },
    Setting {
        key: "budget.total",
        kind: ["1—10000000 的整数", "integer, 1–10000000"],
        default: "",
        about: [
            "全文字数的限定，按 Word 的“字数”计；超出一成时提示。",
            "How many words the report may have, as Word counts them; over a tenth more is told.",
        ],
    },
    Setting {
        key: "budget.sections",
        kind: ["`\"标题中的字\" = 字数` 的表", "table of `\"words of a heading\" = words`"],
        default: "",
        about: [
            "各部分字数的限定，按标题中含有的字来对。",
            "How many words a section may have, by words that its heading holds.",
        ],
    },
    Setting {
        key: "budget.pace",
        kind: ["50—1000 的整数", "integer, 50–1000"],
        default: "230",
        about: [
            "每分钟念多少字，用来估算宣读时间。",
            "Characters read out in a minute, from which the reading time is told.",
        ],
    },
    Setting {
        key: "check.unfinished",
        kind: ["`\"hold\"` `\"show\"`", "`\"hold\"` `\"show\"`"],
        default: "\"hold\"",
        about: [
            "正在写的一句、一段、一组条目里只是还没写完的（引号未合、条目未齐）：写完、换处编辑或保存后再报；立即报。",
            "What may be no more than unfinished while one writes (an open quotation mark, a list under way): told once the sentence, paragraph or list is left or the draft is saved; told at once.",
        ],
    },
    Setting {
        key: "companions.last-year",
        kind: ["路径", "a path"],
        default: "",
        about: [
            "去年的报告：悬停显示去年目标与今年表述。路径从本文件算起，仅用于文件；下同。",
            "Last year's report: hovers show last year's targets beside this year's statements. From this file, in files only; so are the next ones.",
        ],
    },
    Setting {
        key: "companions.previous",
        kind: ["路径", "a path"],
        default: "",
        about: [
            "上一稿：悬停显示改动之前的数字。`git:HEAD` 是文稿自己在那次提交时的样子。",
            "The draft before: hovers show what a figure was. `git:HEAD` is the draft itself as that commit has it.",
        ],
    },
    Setting {
        key: "companions.facts",
        kind: ["路径列表", "list of paths"],
        default: "[]",
        about: [
            "核定表（xlsx、xls、ods、csv）：与之不符的数字即时报出。",
            "Confirmed sheets (xlsx, xls, ods, csv): figures that differ are told at once.",
        ],
    },
    Setting {
        key: "companions.siblings",
        kind: ["路径列表", "list of paths"],
        default: "[]",
        about: [
            "同年的计划、预算报告和统计公报：同一指标、同一时期应当一致。",
            "The plan, budget and communiqué of the same year: the same metric and period must agree.",
        ],
    },
    Setting {
        key: "tasks.units.WORD",
        kind: ["字符串或字符串列表", "a string or a list of strings"],
        default: "",
        about: [
            "任务分解表里含这个词的任务由谁负责：第一个牵头，其余配合。",
            "Who is responsible for a task whose sentence holds the word: the first unit leads, the others help.",
        ],
    },
    Setting {
        key: "wording",
        kind: ["`[[wording]]` 表：`wrong`、`right`、`note`", "`[[wording]]` tables: `wrong`, `right`, `note`"],
        default: "",
        about: [
            "本单位的规范用语：哪种写法不用、改用什么、为什么。可以单独放在一个文件里，用 `extends` 引用。",
            "The office's own words: what is not to be written, what is, and why. May stand in a file of its own that `extends` names.",
        ],
    },
    Setting {
        key: "rules.CODE",
        kind: [
            "`\"off\"` `\"on\"` `\"hint\"` `\"information\"` `\"warning\"` `\"error\"`、真假值，或含 `severity` 与选项的表",
            "`\"off\"` `\"on\"` `\"hint\"` `\"information\"` `\"warning\"` `\"error\"`, a boolean, or a table with `severity` and options",
        ],
        default: "",
        about: ["一条规则的级别与选项。", "Severity and options of one rule."],
    },
    Setting {
        key: "extends",
        kind: ["路径或路径列表", "a path or a list of paths"],
        default: "",
        about: [
            "以这些配置文件为基础，路径从本文件算起。仅用于文件。",
            "Files to build upon, from this file. In files only.",
        ],
    },
    Setting {
        key: "packs",
        kind: ["路径列表", "a list of paths"],
        default: "",
        about: [
            "词包：本单位自己的专名、指标的别名、单位和用语，一行一个，见配置一页。路径从本文件算起。仅用于文件。",
            "Packs of words: an office's own names, other names of metrics, units and wordings, one a line. Paths from this file. In files only.",
        ],
    },
    Setting {
        key: "overrides",
        kind: ["`[[overrides]]` 表", "`[[overrides]]` tables"],
        default: "",
        about: [
            "只用于某些文件的设置：`files` 为路径模式（从本文件所在文件夹算起），其余同上。仅用于文件。",
            "Settings for some files only: `files` has path patterns from this file's folder, the rest as above. In files only.",
        ],
    },
];

/// The settings as a page. Every property of the schema must be described.
fn settings(known: &[KnownRule], language: Language) -> Done<String> {
    let at = usize::from(language == Language::En);
    let schema = schema::json_schema(known);
    let properties = schema["properties"].as_object().ok_or("the schema has no properties")?;
    for key in properties.keys().filter(|k| !k.starts_with('$')) {
        let described = SETTINGS.iter().any(|s| s.key == key || s.key.starts_with(&format!("{key}.")));
        if !described {
            return Err(format!("setting `{key}` is not described in server/xtask/src/generate.rs"));
        }
    }
    let head = [
        "# 设置一览\n\n`zhibi.toml`、编辑器设置（`zhibi.` 之下）与 `initializationOptions` 用同一套键。\n\n| 键 | 值 | 默认 | 含义 |\n|---|---|---|---|",
        "# Settings\n\n`zhibi.toml`, editor settings (below `zhibi.`) and `initializationOptions` share these keys.\n\n| Key | Value | Default | Meaning |\n|---|---|---|---|",
    ];
    let mut out = format!("{}\n", head[at]);
    for setting in SETTINGS {
        let default = if setting.default.is_empty() { String::new() } else { format!("`{}`", setting.default) };
        let _ = writeln!(out, "| `{}` | {} | {default} | {} |", setting.key, setting.kind[at], setting.about[at]);
    }
    let with_options: Vec<_> = known.iter().filter(|r| !r.options.is_empty()).collect();
    if !with_options.is_empty() {
        let head = [
            "\n## 规则选项\n\n| 规则 | 选项 | 默认 | 含义 |\n|---|---|---|---|",
            "\n## Options of rules\n\n| Rule | Option | Default | Meaning |\n|---|---|---|---|",
        ];
        let _ = writeln!(out, "{}", head[at]);
        for rule in with_options {
            for option in rule.options {
                let (code, name, default) = (rule.code, option.name, option.default.replace('|', "\\|"));
                let _ = writeln!(
                    out,
                    "| [{code}](rules/{code}.md) | `{name}` | `{default}` | {} |",
                    option.about.get(language)
                );
            }
        }
    }
    let tail = [
        "\n机器可读的形式：`zhibi schema`，或 docs/config.schema.json。\n",
        "\nMachine-readable: `zhibi schema`, or docs/config.schema.json.\n",
    ];
    out.push_str(tail[at]);
    Ok(out)
}

/// The extension's manifest with the settings of every rule between its two markers.
fn package(known: &[KnownRule]) -> Done<String> {
    let old = read(PACKAGE)?;
    let marker = |name: &str| -> Done<usize> {
        let at = old.find(&format!("\"title\": \"{name}\"")).ok_or(format!("{PACKAGE} has no marker {name}"))?;
        Ok(at)
    };
    let start = marker("$generated-start")?;
    let start = start + old[start..].find("},\n").ok_or("the start marker is not an element")? + 3;
    let end = marker("$generated-end")?;
    let end = old[..end].rfind("      {\n").ok_or("the end marker is not an element")?;
    let rules: Vec<String> =
        known.iter().map(|r| format!("              {}: {}", json!(r.code), schema::rule_schema(r))).collect();
    let element = format!(
        r#"      {{
        "title": "%config.rulesTitle%",
        "order": 2,
        "properties": {{
{},
          "zhibi.rules": {{
            "order": 99,
            "type": "object",
            "default": {{}},
            "markdownDescription": "%config.rules%",
            "scope": "resource",
            "additionalProperties": false,
            "properties": {{
{}
            }}
          }}
        }}
      }},
"#,
        check_for().join(",\n"),
        rules.join(",\n")
    );
    Ok(format!("{}{element}{}", &old[..start], &old[end..]))
}

/// Groups of rules in order, each with its rules.
fn groups() -> Vec<(Group, Vec<&'static Rule>)> {
    let mut groups: Vec<(Group, Vec<&'static Rule>)> = Vec::new();
    for rule in RULES.iter().copied() {
        match groups.iter_mut().find(|(group, _)| *group == rule.group) {
            Some((_, rules)) => rules.push(rule),
            None => groups.push((rule.group, vec![rule])),
        }
    }
    groups
}

/// One setting a group: a box to be ticked for each rule.
fn check_for() -> Vec<String> {
    let setting = |(order, (group, rules)): (usize, (Group, Vec<&'static Rule>))| {
        let defaults: Vec<String> = rules.iter().map(|r| format!("{}: {}", json!(r.code), r.on)).collect();
        let keywords: Vec<&str> = rules.iter().flat_map(|r| [r.title.zh, r.title.en]).collect();
        let boxes: Vec<String> = rules
            .iter()
            .map(|r| {
                format!(
                    "              {}: {{ \"type\": \"boolean\", \"description\": \"%rule.{}%\" }}",
                    json!(r.code),
                    r.code
                )
            })
            .collect();
        format!(
            r#"          "zhibi.checkFor.{name}": {{
            "order": {},
            "type": "object",
            "default": {{ {} }},
            "description": "%config.checkFor.{name}%",
            "keywords": {},
            "scope": "resource",
            "additionalProperties": false,
            "properties": {{
{}
            }}
          }}"#,
            order + 1,
            defaults.join(", "),
            json!(keywords),
            boxes.join(",\n"),
            name = group.name(),
        )
    };
    groups().into_iter().enumerate().map(setting).collect()
}

/// Texts of the manifest, with those of rules and their groups at the end.
fn texts(path: &str, language: Language) -> Done<String> {
    let old = read(path)?;
    let own = |line: &&str| !OWN_TEXTS.iter().any(|key| line.trim_start().starts_with(&format!("\"{key}")));
    let mut lines: Vec<String> = old
        .lines()
        .filter(|line| line.starts_with("  "))
        .filter(own)
        .map(|line| line.trim_end_matches(',').to_owned())
        .collect();
    for (group, rules) in groups() {
        let title = page::group_title(group).get(language);
        let said = match language {
            Language::Zh => format!("{title}：勾选要查的。级别在最下面的“Zhibi: Rules”里改。"),
            Language::En => {
                format!("{title}: tick what is to be checked. Severities are set below, in “Zhibi: Rules”.")
            }
        };
        lines.push(format!("  \"config.checkFor.{}\": {}", group.name(), json!(said)));
        lines.extend(rules.iter().map(|r| format!("  \"rule.{}\": {}", r.code, json!(r.title.get(language)))));
    }
    Ok(format!("{{\n{}\n}}\n", lines.join(",\n")))
}
