//! Understands settings: each key is checked by itself, so that a mistake costs that key and nothing else.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::files::is_revision;
use super::names::LONGEST;
use super::value::{Node, Value, from_json, from_toml};
use super::{KnownRule, OutlineItems, Pattern, Profile, RuleSetting, RunWhen, Settings, Unfinished, Wording};
use crate::message::Message;
use crate::reading::own::OwnWords;

/// Something in the settings that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the text it stands at; empty where the settings were no text.
    pub span: Range<usize>,
    /// Dotted name of the key.
    pub key: String,
    /// What is wrong.
    pub message: Message,
}

/// Settings that were made in one place: what it does not say is left to the places below.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    profile: Option<Profile>,
    report_year: Option<Option<i32>>,
    pub(super) words: Vec<String>,
    word_patterns: Vec<Pattern>,
    pub(super) wording: Vec<Wording>,
    /// What packs say beside names and wordings.
    pub(super) own: OwnWords,
    rules: BTreeMap<String, RuleSetting>,
    run: Option<RunWhen>,
    debounce_ms: Option<u32>,
    outline_items: Option<OutlineItems>,
    unfinished: Option<Unfinished>,
    budget: BudgetLayer,
    task_units: BTreeMap<String, Vec<String>>,
    companions: CompanionsLayer,
}

/// What one place says of other files; a file that is named again takes the place of the one before.
#[derive(Clone, Debug, Default, PartialEq)]
struct CompanionsLayer {
    last_year: Option<String>,
    previous: Option<String>,
    facts: Option<Vec<String>>,
    siblings: Option<Vec<String>>,
}

/// What one place says of the length.
#[derive(Clone, Debug, Default, PartialEq)]
struct BudgetLayer {
    total: Option<u32>,
    pace: Option<u32>,
    sections: BTreeMap<String, u32>,
}

impl Layer {
    /// Puts this layer over `settings`. Word lists add up; a rule's options are replaced one by one.
    pub fn apply(&self, settings: &mut Settings) {
        if let Some(profile) = self.profile {
            settings.profile = profile;
        }
        if let Some(year) = self.report_year {
            settings.report_year = year;
        }
        settings.words.add(&self.words);
        settings.wording.add(&self.wording);
        if !self.own.is_empty() {
            Arc::make_mut(&mut settings.own).add(&self.own);
        }
        add_patterns(&mut settings.word_patterns, &self.word_patterns);
        for (code, setting) in &self.rules {
            let merged = match (settings.rules.remove(code), setting) {
                (Some(RuleSetting::Table(mut below)), RuleSetting::Table(above)) => {
                    below.extend(above.clone());
                    RuleSetting::Table(below)
                }
                (Some(RuleSetting::Table(mut below)), RuleSetting::Severity(word)) => {
                    below.insert("severity".into(), word.clone().into());
                    RuleSetting::Table(below)
                }
                (Some(RuleSetting::Severity(word)), RuleSetting::Table(above)) => {
                    let mut table = above.clone();
                    table.entry("severity".into()).or_insert_with(|| word.into());
                    RuleSetting::Table(table)
                }
                (_, above) => above.clone(),
            };
            settings.rules.insert(code.clone(), merged);
        }
        if let Some(run) = self.run {
            settings.check.run = run;
        }
        if let Some(debounce) = self.debounce_ms {
            settings.check.debounce_ms = debounce;
        }
        if let Some(items) = self.outline_items {
            settings.outline.items = items;
        }
        if let Some(unfinished) = self.unfinished {
            settings.check.unfinished = unfinished;
        }
        settings.budget.total = self.budget.total.or(settings.budget.total);
        settings.budget.pace = self.budget.pace.unwrap_or(settings.budget.pace);
        settings.budget.sections.extend(self.budget.sections.clone());
        settings.tasks.units.extend(self.task_units.clone());
        let (above, below) = (&self.companions, &mut settings.companions);
        below.last_year = above.last_year.clone().or(below.last_year.take());
        below.previous = above.previous.clone().or(below.previous.take());
        if let Some(facts) = &above.facts {
            below.facts.clone_from(facts);
        }
        if let Some(siblings) = &above.siblings {
            below.siblings.clone_from(siblings);
        }
    }

    /// Reads the paths of other files from `folder` on. `normal` resolves a path, or says that it leads to another machine.
    /// Revisions of a git repository are none.
    pub(super) fn place_companions(&mut self, normal: impl Fn(&str) -> Option<String>) {
        let companions = &mut self.companions;
        let one = |path: &mut Option<String>| *path = path.take().and_then(|p| normal(&p));
        let many = |paths: &mut Option<Vec<String>>| {
            *paths = paths.take().map(|list| list.iter().filter_map(|p| normal(p)).collect());
        };
        one(&mut companions.last_year);
        if !companions.previous.as_deref().is_some_and(is_revision) {
            one(&mut companions.previous);
        }
        many(&mut companions.facts);
        many(&mut companions.siblings);
    }

    /// Sets the severity word of a rule.
    pub fn set_rule(&mut self, code: &str, word: &str) {
        self.rules.insert(code.into(), RuleSetting::Severity(word.into()));
    }

    /// Sets the profile.
    pub fn set_profile(&mut self, profile: Profile) {
        self.profile = Some(profile);
    }

    /// Sets the report's year.
    pub fn set_report_year(&mut self, year: i32) {
        self.report_year = Some(Some(year));
    }
}

/// Adds patterns that are not there yet.
fn add_patterns(patterns: &mut Vec<Pattern>, more: &[Pattern]) {
    if more.is_empty() {
        return;
    }
    let mut known: HashSet<String> = patterns.iter().map(|pattern| pattern.regex().as_str().to_owned()).collect();
    patterns.extend(more.iter().filter(|pattern| known.insert(pattern.regex().as_str().to_owned())).cloned());
}

/// A configuration file that was understood, as far as it could be.
#[derive(Clone, Debug, Default)]
pub(super) struct Parsed {
    pub layer: Layer,
    /// Files to put below this one, with their places.
    pub extends: Vec<(String, Range<usize>)>,
    /// Packs of words, with their places.
    pub packs: Vec<(String, Range<usize>)>,
    pub overrides: Vec<(Vec<String>, Layer)>,
    /// Other files that are named, with their places.
    pub companions: Vec<(String, Range<usize>)>,
    pub problems: Vec<Problem>,
}

/// Reads `zhibi.toml`.
pub(super) fn toml(text: &str, rules: &[KnownRule]) -> Parsed {
    let mut parsed = Parsed::default();
    let root = from_toml(text, &mut parsed.problems);
    let mut reader = Reader {
        rules,
        problems: std::mem::take(&mut parsed.problems),
        path: Vec::new(),
        lenient: false,
        companions: Vec::new(),
    };
    if let Value::Table(members) = &root.value {
        for (key, place, node) in members {
            reader.path.push(key.clone());
            match key.as_str() {
                "extends" => parsed.extends = reader.extends(node),
                "packs" => parsed.packs = reader.texts(node),
                "overrides" => parsed.overrides = reader.overrides(node),
                // Editors' TOML extensions look for it.
                "$schema" => {}
                _ => reader.key(key, place, node, &mut parsed.layer),
            }
            reader.path.pop();
        }
    }
    (parsed.problems, parsed.companions) = (reader.problems, reader.companions);
    parsed.problems.sort_by_key(|p| p.span.start);
    cut_off(&mut parsed.problems);
    parsed
}

/// Most problems of one file that are told: nobody reads more, and a file of something else has one in each line.
const MOST_PROBLEMS: usize = 100;

/// Leaves the first problems, with one more that says how many there are beside them.
pub(super) fn cut_off(problems: &mut Vec<Problem>) {
    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    if let Some(first) = problems.get_mut(MOST_PROBLEMS) {
        first.message = Message::new(format!("另有 {more} 处，不再列出"), format!("{more} more, not listed"));
        problems.truncate(MOST_PROBLEMS + 1);
    }
}

/// Reads settings that an editor sent: `initializationOptions`, or its section `zhibi`, bare or wrapped in one more
/// `zhibi`. Keys that only the editor's extension uses are passed over; `null` stands for "not set". What is set counts,
/// also where it equals the default: that is how a user overrides a file.
#[must_use]
pub fn editor_layer(value: &serde_json::Value, rules: &[KnownRule]) -> (Layer, Vec<Problem>) {
    let value = editor_section(value);
    let mut layer = Layer::default();
    let mut reader = Reader { rules, problems: Vec::new(), path: Vec::new(), lenient: true, companions: Vec::new() };
    if let Value::Table(members) = from_json(value).value {
        for (key, place, node) in &members {
            if !matches!(node.value, Value::Null) {
                reader.path.push(key.clone());
                reader.key(key, place, node, &mut layer);
                reader.path.pop();
            }
        }
    }
    (layer, reader.problems)
}

/// Our section of what an editor sent: clients that push all their settings wrap ours in its name.
#[must_use]
pub fn editor_section(value: &serde_json::Value) -> &serde_json::Value {
    value.get("zhibi").filter(|inner| inner.is_object()).unwrap_or(value)
}

const KEYS: [&str; 13] = [
    "profile",
    "reportYear",
    "words",
    "wordPatterns",
    "wording",
    "rules",
    "check",
    "outline",
    "budget",
    "tasks",
    "extends",
    "packs",
    "overrides",
];
const SEVERITIES: [&str; 6] = ["off", "on", "hint", "information", "warning", "error"];

struct Reader<'a> {
    rules: &'a [KnownRule],
    problems: Vec<Problem>,
    path: Vec<String>,
    /// Unknown keys at the top are somebody else's.
    lenient: bool,
    /// Other files that were named, with their places.
    companions: Vec<(String, Range<usize>)>,
}

impl Reader<'_> {
    fn problem(&mut self, span: &Range<usize>, message: Message) {
        self.problems.push(Problem { span: span.clone(), key: self.path.join("."), message });
    }

    fn wrong_type(&mut self, node: &Node, zh: &str, en: &str) {
        let (got, key) = (node.type_name(), self.path.join("."));
        let zh = format!("“{key}”应为{zh}，这里是{}", got.zh);
        self.problem(&node.span, Message::new(zh, format!("`{key}` should be {en}, not {}", got.en)));
    }

    fn unknown(&mut self, place: &Range<usize>, name: &str, known: &[&str]) {
        let (mut zh, mut en) = (format!("没有“{name}”这一项"), format!("there is no setting `{name}`"));
        if let Some(near) = nearest(name, known) {
            zh += &format!("，是否指“{near}”？");
            en += &format!(": did you mean `{near}`?");
        }
        self.problem(place, Message::new(zh, en));
    }

    fn key(&mut self, key: &str, place: &Range<usize>, node: &Node, layer: &mut Layer) {
        match key {
            "profile" => {
                let profiles = [("inferred", Profile::Inferred), ("gb", Profile::Gb), ("lenient", Profile::Lenient)];
                layer.profile = self.choice(node, &profiles).or(layer.profile);
            }
            "reportYear" => match node.value {
                Value::Integer(year @ 1949..=2199) => layer.report_year = Some(Some(year as i32)),
                Value::Null => layer.report_year = Some(None),
                _ => self.wrong_type(node, "1949—2199 之间的年份", "a year from 1949 to 2199"),
            },
            "words" => {
                let words = self.texts(node).into_iter().filter(|(word, _)| !word.trim().is_empty());
                for (word, span) in words {
                    if word.chars().count() <= LONGEST {
                        layer.words.push(word);
                    } else {
                        let message = format!("名称超过 {LONGEST} 字");
                        self.problem(&span, Message::new(message, format!("longer than {LONGEST} characters")));
                    }
                }
            }
            "wordPatterns" => {
                for (text, span) in self.texts(node) {
                    match Pattern::new(&text) {
                        Ok(pattern) => layer.word_patterns.push(pattern),
                        Err(message) => self.problem(&span, message),
                    }
                }
            }
            "wording" => self.wording(node, layer),
            "rules" => self.rules(node, layer),
            "check" => self.table(node, |reader, key, place, node| match key {
                "run" => {
                    let runs = [("onType", RunWhen::OnType), ("onSave", RunWhen::OnSave)];
                    layer.run = reader.choice(node, &runs).or(layer.run);
                }
                "debounceMs" => match node.value {
                    Value::Integer(ms @ 0..=10_000) => layer.debounce_ms = Some(ms as u32),
                    _ => reader.wrong_type(node, "0—10000 的毫秒数", "milliseconds from 0 to 10000"),
                },
                "unfinished" => {
                    let choices = [("hold", Unfinished::Hold), ("show", Unfinished::Show)];
                    layer.unfinished = reader.choice(node, &choices).or(layer.unfinished);
                }
                _ => reader.unknown(place, key, &["run", "debounceMs", "unfinished"]),
            }),
            "outline" => self.table(node, |reader, key, place, node| match key {
                "items" => {
                    let items = [
                        ("all", OutlineItems::All),
                        ("numbered", OutlineItems::Numbered),
                        ("headings", OutlineItems::Headings),
                    ];
                    layer.outline_items = reader.choice(node, &items).or(layer.outline_items);
                }
                _ => reader.unknown(place, key, &["items"]),
            }),
            "budget" => self.budget(node, &mut layer.budget),
            "tasks" => self.table(node, |reader, key, place, node| match key {
                "units" => reader.table(node, |reader, word, _, node| {
                    let units = reader.texts(node).into_iter().map(|(unit, _)| unit).collect();
                    layer.task_units.insert(word.to_owned(), units);
                }),
                _ => reader.unknown(place, key, &["units"]),
            }),
            // Paths are read from the file that names them; what an editor says lies nowhere.
            "companions" if !self.lenient => self.companions(node, &mut layer.companions),
            _ if self.lenient => {}
            _ => self.unknown(place, key, &KEYS),
        }
    }

    /// Wordings: `[[wording]]` with a wrong form and, mostly, a right one.
    fn wording(&mut self, node: &Node, layer: &mut Layer) {
        let Value::List(items) = &node.value else {
            self.wrong_type(node, "表的列表（[[wording]]）", "a list of tables ([[wording]])");
            return;
        };
        for item in items {
            let mut wording = Wording::default();
            self.table(item, |reader, key, place, node| {
                let field = match key {
                    "wrong" => &mut wording.wrong,
                    "right" => &mut wording.right,
                    "note" => &mut wording.note,
                    _ => return reader.unknown(place, key, &["wrong", "right", "note"]),
                };
                match &node.value {
                    Value::Text(text) => text.trim().clone_into(field),
                    _ => reader.wrong_type(node, "字符串", "a string"),
                }
            });
            match wording.wrong.chars().count() {
                0 => self.problem(
                    &item.span,
                    Message::new("缺“wrong”：哪种写法不用", "`wrong` is missing: what is not to be written"),
                ),
                1..=LONGEST if wording.wrong != wording.right => layer.wording.push(wording),
                1..=LONGEST => {
                    self.problem(&item.span, Message::new("“wrong”与“right”相同", "`wrong` and `right` are the same"))
                }
                _ => self.problem(
                    &item.span,
                    Message::new(format!("写法超过 {LONGEST} 字"), format!("longer than {LONGEST} characters")),
                ),
            }
        }
    }

    fn budget(&mut self, node: &Node, budget: &mut BudgetLayer) {
        self.table(node, |reader, key, place, node| match key {
            "total" => budget.total = reader.words(node).or(budget.total),
            "pace" => match node.value {
                Value::Integer(pace @ 50..=1_000) => budget.pace = Some(pace as u32),
                _ => reader.wrong_type(node, "50—1000 的每分钟字数", "characters a minute from 50 to 1000"),
            },
            "sections" => reader.table(node, |reader, heading, _, node| {
                if let Some(words) = reader.words(node) {
                    budget.sections.insert(heading.into(), words);
                }
            }),
            _ => reader.unknown(place, key, &["total", "sections", "pace"]),
        });
    }

    /// A length in words.
    fn words(&mut self, node: &Node) -> Option<u32> {
        if let Value::Integer(words @ 1..=10_000_000) = node.value {
            return Some(words as u32);
        }
        self.wrong_type(node, "1—10000000 的字数", "a number of words from 1 to 10000000");
        None
    }

    fn companions(&mut self, node: &Node, layer: &mut CompanionsLayer) {
        self.table(node, |reader, key, place, node| {
            let paths = |reader: &mut Self| -> Vec<String> {
                let found = reader.texts(node);
                reader.companions.extend(found.iter().cloned());
                found.into_iter().map(|(path, _)| path).collect()
            };
            match key {
                "last-year" | "previous" if !matches!(node.value, Value::Text(_)) => {
                    reader.wrong_type(node, "路径", "a path");
                }
                "last-year" => layer.last_year = paths(reader).pop(),
                "previous" => layer.previous = paths(reader).pop(),
                "facts" => layer.facts = Some(paths(reader)),
                "siblings" => layer.siblings = Some(paths(reader)),
                _ => reader.unknown(place, key, &["last-year", "previous", "facts", "siblings"]),
            }
        });
    }

    fn rules(&mut self, node: &Node, layer: &mut Layer) {
        self.table(node, |reader, code, place, node| {
            let rules = reader.rules;
            let Some(rule) = rules.iter().find(|r| r.code == code) else {
                let codes: Vec<&str> = rules.iter().map(|r| r.code).collect();
                reader.unknown(place, code, &codes);
                return;
            };
            let word = |on: bool| if on { "on" } else { "off" };
            let setting = match &node.value {
                Value::Bool(on) => RuleSetting::Severity(word(*on).into()),
                Value::Text(_) => {
                    let words = SEVERITIES.map(|s| (s, s));
                    let Some(chosen) = reader.choice(node, &words) else { return };
                    RuleSetting::Severity(chosen.into())
                }
                Value::Table(_) => {
                    let mut table = BTreeMap::new();
                    reader.table(node, |reader, option, place, node| {
                        if let Some(value) = reader.option(rule, option, place, node) {
                            table.insert(option.to_owned(), value);
                        }
                    });
                    RuleSetting::Table(table)
                }
                _ => {
                    return reader.wrong_type(node, "级别（如 \"off\"）或选项表", "a severity (\"off\") or a table");
                }
            };
            layer.rules.insert(code.into(), setting);
        });
    }

    fn option(&mut self, rule: &KnownRule, name: &str, place: &Range<usize>, node: &Node) -> Option<serde_json::Value> {
        if name == "severity" {
            return match node.value {
                Value::Bool(on) => Some(if on { "on" } else { "off" }.into()),
                _ => self.choice(node, &SEVERITIES.map(|s| (s, s))).map(Into::into),
            };
        }
        let Some(option) = rule.options.iter().find(|o| o.name == name) else {
            let names: Vec<&str> = rule.options.iter().map(|o| o.name).chain(["severity"]).collect();
            self.unknown(place, name, &names);
            return None;
        };
        let default: serde_json::Value = serde_json::from_str(option.default).unwrap_or_default();
        let value = node.to_json();
        if same_type(&default, &value) {
            return Some(value);
        }
        let (zh, en) = match default {
            serde_json::Value::Bool(_) => ("true 或 false", "true or false"),
            serde_json::Value::Number(_) => ("整数", "an integer"),
            serde_json::Value::Array(_) => ("字符串列表", "a list of strings"),
            _ => ("字符串", "a string"),
        };
        self.wrong_type(node, zh, en);
        None
    }

    /// Calls `each` with every member of a table, inside its path.
    fn table(&mut self, node: &Node, mut each: impl FnMut(&mut Self, &str, &Range<usize>, &Node)) {
        let Value::Table(members) = &node.value else {
            return self.wrong_type(node, "表", "a table");
        };
        for (key, place, member) in members {
            // An editor writes null for what is not set.
            if self.lenient && matches!(member.value, Value::Null) {
                continue;
            }
            self.path.push(key.clone());
            each(self, key, place, member);
            self.path.pop();
        }
    }

    fn choice<T: Copy>(&mut self, node: &Node, choices: &[(&str, T)]) -> Option<T> {
        let found = match &node.value {
            Value::Text(text) => choices.iter().find(|(name, _)| name == text),
            _ => None,
        };
        if found.is_none() {
            let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            let names = names.join(" ");
            self.wrong_type(node, &format!("{names} 之一"), &format!("one of {names}"));
        }
        found.map(|(_, value)| *value)
    }

    /// The strings of a list (or one string), with their places.
    fn texts(&mut self, node: &Node) -> Vec<(String, Range<usize>)> {
        let one = std::slice::from_ref(node);
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            Value::Text(_) => one,
            _ => {
                self.wrong_type(node, "字符串列表", "a list of strings");
                return Vec::new();
            }
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match &item.value {
                Value::Text(text) => texts.push((text.clone(), item.span.clone())),
                _ => self.wrong_type(item, "字符串", "a string"),
            }
        }
        texts
    }

    fn extends(&mut self, node: &Node) -> Vec<(String, Range<usize>)> {
        self.texts(node)
    }

    fn overrides(&mut self, node: &Node) -> Vec<(Vec<String>, Layer)> {
        let Value::List(items) = &node.value else {
            self.wrong_type(node, "表的列表（[[overrides]]）", "a list of tables ([[overrides]])");
            return Vec::new();
        };
        let mut overrides = Vec::new();
        for item in items {
            let (mut files, mut layer) = (Vec::new(), Layer::default());
            self.table(item, |reader, key, place, node| match key {
                "files" => {
                    for (glob, span) in reader.texts(node) {
                        match globset::Glob::new(&glob) {
                            Ok(_) => files.push(glob),
                            Err(e) => {
                                let e = e.kind().to_string();
                                let zh = format!("“{glob}”不是有效的路径模式：{e}");
                                reader.problem(&span, Message::new(zh, format!("`{glob}` is no path pattern: {e}")));
                            }
                        }
                    }
                }
                "extends" | "overrides" => reader.unknown(place, key, &[]),
                _ => reader.key(key, place, node, &mut layer),
            });
            if files.is_empty() {
                let message =
                    Message::new("缺少 files：没有说明用于哪些文件", "`files` is missing: nothing says which files");
                self.problem(&item.span, message);
            } else {
                overrides.push((files, layer));
            }
        }
        overrides
    }
}

fn same_type(a: &serde_json::Value, b: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match (a, b) {
        (Json::Bool(_), Json::Bool(_)) | (Json::String(_), Json::String(_)) => true,
        (Json::Number(_), Json::Number(n)) => n.is_i64(),
        (Json::Array(_), Json::Array(items)) => items.iter().all(Json::is_string),
        _ => false,
    }
}

/// The known name that `name` is probably a slip of.
pub(super) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let slips = |k: &str| distance(&name.to_lowercase(), &k.to_lowercase());
    let best = known.iter().map(|k| (slips(k), *k)).min()?;
    (best.0 <= 1 + name.chars().count() / 4).then_some(best.1)
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
