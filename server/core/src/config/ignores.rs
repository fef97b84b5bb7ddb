//! "Ignore this here": findings that a drafter looked at and wants to keep.
//!
//! A report is printed, so nothing of this may stand in its text. It is kept beside it, in `.zhibi/ignore.toml`, keyed by
//! the rule and a hash of the sentence: edits elsewhere do not disturb it, an edit of the sentence ends it.

use std::collections::BTreeSet;
use std::ops::Range;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, value};

use crate::text::Span;

/// Where the ignored findings of the drafts of a folder are kept, from that folder.
pub const FILE: &str = ".zhibi/ignore.toml";

/// In place of a sentence's hash: the rule is ignored in the whole draft.
pub const EVERYWHERE: &str = "*";

/// One ignored finding, or a rule ignored in a draft.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Name of the draft, in the folder of the list.
    pub file: String,
    /// Code of the rule.
    pub rule: String,
    /// [Hash](SentenceHashes::of) of the sentence, or [`EVERYWHERE`].
    pub hash: String,
    /// The sentence's beginning, for people who read the list.
    pub text: String,
}

impl Entry {
    /// Whether it is of the draft named `file`, whatever the case of its letters: not every system tells them apart.
    #[must_use]
    pub fn is_of(&self, file: &str) -> bool {
        self.file.to_lowercase() == file.to_lowercase()
    }
}

/// What is ignored in one draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ignored(BTreeSet<(String, String)>);

impl Ignored {
    /// The entries of the draft named `file`.
    #[must_use]
    pub fn of(entries: &[Entry], file: &str) -> Self {
        let own = entries.iter().filter(|e| e.is_of(file));
        Self(own.map(|e| (e.rule.clone(), e.hash.clone())).collect())
    }

    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a finding of `rule` at `span` of the block `text` is ignored.
    #[must_use]
    pub fn contains<'t>(&self, rule: &str, text: &'t str, span: Span, hashes: &mut SentenceHashes<'t>) -> bool {
        let has = |hash: String| self.0.contains(&(rule.to_owned(), hash));
        !self.is_empty() && (has(EVERYWHERE.to_owned()) || has(hashes.of(text, span).to_owned()))
    }
}

/// Reads a list. Entries that cannot be used are left out; `None` when the text is no TOML at all, so that the caller
/// does not overwrite what it could not read.
#[must_use]
pub fn parse(text: &str) -> Option<Vec<Entry>> {
    let table: toml::Table = text.parse().ok()?;
    let entries = table.get("ignore").and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let entry = |value: &toml::Value| {
        let text = |key: &str| value.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        let (file, rule, hash) = (text("file")?, text("rule")?, text("hash")?);
        Some(Entry { file, rule, hash, text: text("text").unwrap_or_default() })
    };
    Some(entries.iter().filter_map(entry).collect())
}

/// What a new list begins with.
const HEAD: &str = "\
# 忽略的检查结果。句子一改，对应条目即失效；hash 为 * 的对全文有效。zhibi ignores prune 清理失效条目。
# Ignored findings. An entry ends when its sentence changes; `*` stands for the whole draft. `zhibi ignores prune`
# removes the entries that have ended.
";

/// The list `text` with one entry more, everything else in it as it was; unchanged when it has the entry already.
/// `None` when the text is no list.
#[must_use]
pub fn with(text: &str, entry: &Entry) -> Option<String> {
    let text = if text.trim().is_empty() { HEAD } else { text };
    let mut list: DocumentMut = text.parse().ok()?;
    let entries = list.entry("ignore").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    // `ignore = [{ … }]` means the same as `[[ignore]]`.
    if let Some(array) = entries.as_array_mut() {
        *entries = Item::ArrayOfTables(std::mem::take(array).into_iter().map(inline_table).collect::<Option<_>>()?);
    }
    let entries = entries.as_array_of_tables_mut()?;
    let same = |known: Entry| (&known.file, &known.rule, &known.hash) == (&entry.file, &entry.rule, &entry.hash);
    if !entries.iter().filter_map(|table| read(table)).any(same) {
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        for (key, text) in [("file", &entry.file), ("rule", &entry.rule), ("hash", &entry.hash), ("text", &entry.text)]
        {
            table.insert(key, value(text));
        }
        entries.push(table);
    }
    Some(list.to_string())
}

/// The list `text` without the entries that have `ended`, everything else in it as it was; empty when nothing is left
/// that a person wrote. `None` when the text is no list.
#[must_use]
pub fn without(text: &str, ended: impl Fn(&Entry) -> bool) -> Option<String> {
    let mut list: DocumentMut = text.parse().ok()?;
    let ends = |table: &dyn TableLike| read(table).is_some_and(|entry| ended(&entry));
    let left = match list.get_mut("ignore") {
        Some(Item::ArrayOfTables(entries)) => {
            entries.retain(|table| !ends(table));
            entries.len()
        }
        Some(Item::Value(toml_edit::Value::Array(entries))) => {
            entries.retain(|entry| !entry.as_inline_table().is_some_and(|table| ends(table)));
            entries.len()
        }
        _ => 0,
    };
    if left == 0 {
        list.remove("ignore");
    }
    let text = list.to_string();
    let says_nothing = list.is_empty() && HEAD.starts_with(text.trim());
    Some(if says_nothing { String::new() } else { text })
}

fn read(table: &dyn TableLike) -> Option<Entry> {
    let text = |key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
    let (file, rule, hash) = (text("file")?, text("rule")?, text("hash")?);
    Some(Entry { file, rule, hash, text: text("text").unwrap_or_default() })
}

fn inline_table(value: toml_edit::Value) -> Option<Table> {
    match value {
        toml_edit::Value::InlineTable(table) => Some(table.into_table()),
        _ => None,
    }
}

/// The entry that ignores a finding of `rule` at `span` of the block `text` of the draft `file`.
#[must_use]
pub fn entry(file: &str, rule: &str, text: &str, span: Span) -> Entry {
    let range = sentence(text, span);
    let (sentence, hash) = (text[range.clone()].trim(), hash(&text[range]));
    let mut shown: String = sentence.chars().take(40).collect();
    if shown.len() < sentence.len() {
        shown.push('…');
    }
    Entry { file: file.into(), rule: rule.into(), hash, text: shown }
}

/// The entry that ignores a rule in the whole draft `file`.
#[must_use]
pub fn entry_everywhere(file: &str, rule: &str) -> Entry {
    Entry { file: file.into(), rule: rule.into(), hash: EVERYWHERE.into(), text: String::new() }
}

/// Hashes of the sentences of a draft's findings; a sentence with many of them is read once.
#[derive(Debug, Default)]
pub struct SentenceHashes<'t> {
    text: &'t str,
    sentence: Range<usize>,
    hash: String,
}

impl<'t> SentenceHashes<'t> {
    /// The hash of the sentence in which `span` begins, white space aside: 16 hexadecimal digits, the same for ever
    /// (FNV-1a).
    pub fn of(&mut self, text: &'t str, span: Span) -> &str {
        if !std::ptr::eq(self.text, text) || !self.sentence.contains(&(span.start as usize)) {
            let sentence = sentence(text, span);
            *self = Self { text, hash: hash(&text[sentence.clone()]), sentence };
        }
        &self.hash
    }
}

fn hash(sentence: &str) -> String {
    format!("{:016x}", fnv(sentence))
}

/// The FNV-1a hash of a text without its white space.
pub(crate) fn fnv(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut buffer = [0; 4];
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        for byte in c.encode_utf8(&mut buffer).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

/// The sentence in which `span` begins.
pub(crate) fn sentence(text: &str, span: Span) -> Range<usize> {
    const ENDS: [char; 4] = ['。', '！', '？', '；'];
    let mut at = (span.start as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind(ENDS).map_or(0, |end| end + '。'.len_utf8());
    let end = text[at..].find(ENDS).map_or(text.len(), |end| at + end + '。'.len_utf8());
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "全年新增就业三千人。完成投资超过10亿元以上。其他不变。";

    fn at(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    }

    #[test]
    fn an_entry_holds_while_its_sentence_does() {
        let entry = entry("稿.txt", "comparator-redundant", TEXT, at(TEXT, "超过"));
        assert_eq!((entry.text.as_str(), entry.hash.len()), ("完成投资超过10亿元以上。", 16));
        let twice = with(&with("", &entry).unwrap(), &entry).unwrap();
        let list = parse(&twice).unwrap();
        assert_eq!(list, [entry]);
        let ignored = Ignored::of(&list, "稿.txt");
        let holds = |text: &str| {
            ignored.contains("comparator-redundant", text, at(text, "超过"), &mut SentenceHashes::default())
        };
        assert!(holds(TEXT));
        assert!(holds("新的开头。完成投资 超过10亿元以上。"), "edits elsewhere and white space do not matter");
        assert!(!holds("完成投资超过11亿元以上。"));
        assert!(!ignored.contains("ordinal-gap", TEXT, at(TEXT, "超过"), &mut SentenceHashes::default()));
        assert!(Ignored::of(&list, "别的.txt").is_empty());
    }

    #[test]
    fn a_rule_is_ignored_in_a_whole_draft() {
        let list = parse(&with("", &entry_everywhere("稿.txt", "comparator-redundant")).unwrap()).unwrap();
        let holds = |file: &str, rule: &str| {
            Ignored::of(&list, file).contains(rule, TEXT, at(TEXT, "超过"), &mut SentenceHashes::default())
        };
        assert!(holds("稿.txt", "comparator-redundant"));
        assert!(!holds("稿.txt", "ordinal-gap") && !holds("别的.txt", "comparator-redundant"));
    }

    #[test]
    fn awkward_names_survive_and_nonsense_is_not_overwritten() {
        let odd = Entry { file: "“a\"\n\\b.txt".into(), rule: "r".into(), hash: "h".into(), text: "'''\u{7}".into() };
        assert_eq!(parse(&with("", &odd).unwrap()), Some(vec![odd.clone()]));
        assert_eq!(parse("not toml ["), None);
        assert_eq!(parse("[[ignore]]\nfile = 3\n"), Some(vec![]));
        assert_eq!((with("not toml [", &odd), with("ignore = 3", &odd)), (None, None));
        assert_eq!(without("not toml [", |_| true), None);
    }

    #[test]
    fn a_rewrite_keeps_what_people_wrote() {
        let written = "# 我的说明\nversion = 2\n\n[[ignore]] # 领导定的\nfile = \"a.txt\"\nrule = \"x\"\nhash = \"00\"\nnote = '为什么'\n\n[[ignore]]\nfile = \"b.txt\"\n";
        let entry = entry_everywhere("c.txt", "y");
        let more = with(written, &entry).unwrap();
        assert_eq!(
            more.strip_prefix(written),
            Some("\n[[ignore]]\nfile = \"c.txt\"\nrule = \"y\"\nhash = \"*\"\ntext = \"\"\n")
        );
        assert_eq!(without(&more, |e| e.file == "c.txt").as_deref(), Some(written));
        let inline = "ignore = [{ file = 'a.txt', rule = 'x', hash = '00' }]\n";
        assert_eq!(parse(&with(inline, &entry).unwrap()).map(|list| list.len()), Some(2));
        assert_eq!(without(inline, |_| true).as_deref(), Some(""));
        // What we began goes with its last entry; what people began stays.
        assert_eq!(without(&with("", &entry).unwrap(), |_| true).as_deref(), Some(""));
        assert_eq!(without(&with("# 我的\n", &entry).unwrap(), |_| true).as_deref(), Some("# 我的\n"));
    }
}
