//! Compiles `patterns/*.pat` into tables. What they may hold is told in docs/adding-a-pattern.md.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::class::WordClass;
use super::kind::Kind;

/// How far a gap without a number reaches, in characters: within a clause, and within a sentence.
const CLAUSE: u16 = 80;
const SENTENCE: u16 = 120;

/// A list of words, with the place where it is written.
struct List {
    words: Vec<String>,
    place: String,
    /// Whether code reads it.
    exported: bool,
    used: bool,
}

struct Rule {
    name: String,
    doc: Vec<String>,
    place: String,
    lines: Vec<(String, String)>,
    /// Whether it is to hold, the text, the place.
    examples: Vec<(bool, String, String)>,
}

/// A step of a sequence.
struct Made {
    source: String,
    /// Which characters it may begin with, going away from the figure, if it passes words alone.
    near: Option<Near>,
    /// Whether the next step may stand in its place.
    may_be_left: bool,
}

/// A set of characters by their last eight bits.
type Near = [u64; 4];

const NONE: Near = [0; 4];
const ALL: Near = [u64::MAX; 4];

fn either(a: Near, b: Near) -> Near {
    [0, 1, 2, 3].map(|i| a[i] | b[i])
}

/// Which characters may stand next to the figure: a look at one character tells of most figures that a pattern does not hold
/// of them.
fn near(steps: &[Made]) -> Near {
    let mut all = NONE;
    for step in steps {
        match step.near {
            Some(near) => all = either(all, near),
            None if step.may_be_left && step.source.contains("What::No(") => {}
            None => return ALL,
        }
        if !step.may_be_left {
            return all;
        }
    }
    ALL
}

/// The last characters of words, or the first.
fn neighbours<'w>(words: impl IntoIterator<Item = &'w String>, last: bool) -> Near {
    let next = |word: &String| if last { word.chars().next_back() } else { word.chars().next() };
    words.into_iter().filter_map(next).fold(NONE, |mut set, c| {
        let c = u32::from(c);
        set[(c >> 6 & 3) as usize] |= 1 << (c & 63);
        set
    })
}

/// What the files hold.
#[derive(Default)]
pub struct Patterns {
    /// The words of the lexicon with the bits of their classes.
    lexicon: Vec<(String, u64)>,
    /// Sequences under a name, which stands in brackets where they are put in.
    sequences: BTreeMap<String, (String, bool, String)>,
    lists: BTreeMap<String, List>,
    rules: Vec<Rule>,
    pub errors: Vec<String>,
}

impl Patterns {
    /// None yet, with the words of a lexicon.
    pub fn of(lexicon: Vec<(String, u64)>) -> Self {
        Self { lexicon, ..Self::default() }
    }

    /// Reads one file.
    pub fn read(&mut self, file: &str, text: &str) {
        let mut doc = Vec::new();
        // Which list the last line was of.
        let mut open: Option<String> = None;
        for (i, line) in text.lines().enumerate() {
            let place = format!("{file}:{}", i + 1);
            if let Some(comment) = line.strip_prefix("//") {
                doc.push(comment.trim().to_owned());
                continue;
            }
            if line.trim().is_empty() {
                doc.clear();
                open = None;
                continue;
            }
            let said = std::mem::take(&mut doc);
            if let Some(list) = open.as_ref().filter(|_| line.starts_with(' ')) {
                self.add_words(&list.clone(), line, &place);
            } else if let Some((name, exported)) = line
                .strip_prefix("words ")
                .map(|n| (n, false))
                .or_else(|| line.strip_prefix("list ").map(|n| (n, true)))
            {
                let Some((name, words)) = name.split_once('=') else {
                    self.errors.push(format!("{place}: a name, an equals sign and words are wanted"));
                    continue;
                };
                let name = name.trim().to_owned();
                let list = List { words: vec![], place: place.clone(), exported, used: exported };
                if let Some(first) = self.lists.insert(name.clone(), list) {
                    self.errors.push(format!("{place}: a list “{name}” stands at {}, too", first.place));
                }
                self.add_words(&name, words, &place);
                open = Some(name);
            } else if let Some((name, tokens)) = line.strip_prefix("let ").and_then(|rest| rest.split_once('=')) {
                let (name, tokens) = (format!("[{}]", name.trim()), tokens.trim().to_owned());
                self.sequences.insert(name, (tokens, false, place));
            } else if let Some(name) = line.strip_prefix("rule ") {
                let name = name.trim().to_owned();
                if let Some(first) = self.rules.iter().find(|rule| rule.name == name) {
                    self.errors.push(format!("{place}: a rule “{name}” stands at {}, too", first.place));
                }
                self.rules.push(Rule { name, doc: said, place, lines: vec![], examples: vec![] });
            } else if let Some(rule) = self.rules.last_mut() {
                match (line.strip_prefix("+ "), line.strip_prefix("- "), line.strip_prefix("  ")) {
                    (Some(text), ..) => rule.examples.push((true, text.to_owned(), place)),
                    (_, Some(text), _) => rule.examples.push((false, text.to_owned(), place)),
                    (.., Some(pattern)) => rule.lines.push((pattern.trim().to_owned(), place)),
                    _ => self.errors.push(format!(
                        "{place}: a line begins with “rule”, “words”, “list”, “let”, “+ ”, “- ”, “//” or two blanks"
                    )),
                }
            } else {
                self.errors.push(format!("{place}: a pattern stands behind the name of its rule"));
            }
        }
    }

    fn add_words(&mut self, name: &str, line: &str, place: &str) {
        let Some(list) = self.lists.get_mut(name) else { return };
        for word in line.trim().split('|').filter(|word| !word.is_empty()).map(literal) {
            if list.words.contains(&word) {
                self.errors.push(format!("{place}: “{word}” stands in “{name}” twice"));
            }
            list.words.push(word);
        }
    }

    /// The source of all of them.
    pub fn source(&mut self) -> String {
        let mut source = String::new();
        let rules = std::mem::take(&mut self.rules);
        for rule in &rules {
            let mut lines = String::new();
            let mut near = [NONE; 2];
            for (line, place) in &rule.lines {
                let mut line = line.clone();
                for (name, (tokens, used, _)) in &mut self.sequences {
                    *used |= line.contains(name.as_str());
                    line = line.replace(name.as_str(), tokens);
                }
                let parts: Vec<(String, [Near; 2])> = line.split(" & ").map(|part| self.part(part, place)).collect();
                near = [0, 1].map(|side| either(near[side], parts.first().map_or(NONE, |part| part.1[side])));
                let parts: Vec<String> = parts.into_iter().map(|part| part.0).collect();
                let _ = write!(lines, "Pattern(&[{}]),", parts.join(","));
            }
            if rule.lines.is_empty() {
                self.errors.push(format!("{}: “{}” has no pattern", rule.place, rule.name));
            }
            for said in &rule.doc {
                let _ = writeln!(source, "/// {said}");
            }
            let places: Vec<&str> = rule.lines.iter().map(|(_, place)| place.as_str()).collect();
            let _ = writeln!(
                source,
                "pub(crate) static {}: Rule = Rule {{ #[cfg(test)] places: &{places:?}, near: {near:?}, lines: &[{lines}] }};",
                constant(&rule.name)
            );
        }
        for (name, list) in &self.lists {
            if !list.used {
                self.errors.push(format!("{}: no pattern uses the list “{name}”", list.place));
            }
            if list.exported {
                let _ = writeln!(source, "pub(crate) const {}: &[&str] = &{:?};", constant(name), list.words);
            }
        }
        for (name, (_, _, place)) in self.sequences.iter().filter(|(_, sequence)| !sequence.1) {
            self.errors.push(format!("{place}: no pattern uses {name}"));
        }
        let _ = writeln!(source, "#[cfg(test)] static RULES: &[&Rule] = &[");
        source.extend(rules.iter().map(|rule| format!("&{},", constant(&rule.name))));
        source.push_str("];\n#[cfg(test)] static EXAMPLES: &[(usize, bool, &str, &str)] = &[\n");
        for (i, rule) in rules.iter().enumerate() {
            for (holds, text, place) in &rule.examples {
                let _ = writeln!(source, "({i}, {holds}, {text:?}, {place:?}),");
            }
        }
        source.push_str("];\n");
        source
    }

    /// One part of a pattern, `before # after`, and which characters may stand next to the figure before it and behind it.
    fn part(&mut self, part: &str, place: &str) -> (String, [Near; 2]) {
        let (negated, part) = part.strip_prefix("! ").map_or((false, part), |rest| (true, rest));
        let tokens: Vec<&str> = part.split(' ').filter(|token| !token.is_empty()).collect();
        let Some(at) = tokens.iter().position(|token| token.starts_with('#')) else {
            self.errors.push(format!("{place}: “{part}” does not say where the figure stands: #"));
            return (String::new(), [NONE; 2]);
        };
        let (kinds, units) = tokens[at][1..].split_once('=').unwrap_or((&tokens[at][1..], ""));
        let own = self.own(kinds, place);
        let units: Vec<&str> = units.split('|').filter(|unit| !unit.is_empty()).collect();
        let mut steps = |tokens: &mut dyn Iterator<Item = &&str>, side: &str| {
            tokens.map(|token| self.step(token, side, place)).collect::<Vec<_>>()
        };
        let before = steps(&mut tokens[..at].iter().rev(), "Before");
        let after = steps(&mut tokens[at + 1..].iter(), "After");
        let near = [near(&before), near(&after)];
        let join = |steps: Vec<Made>| steps.into_iter().map(|step| step.source).collect::<Vec<_>>().join(",");
        let (before, after) = (join(before), join(after));
        let source = format!(
            "Part {{ negated: {negated}, near: {near:?}, own: &[{own}], units: &{units:?}, before: &[{before}], \
             after: &[{after}] }}"
        );
        (source, if negated { [ALL; 2] } else { near })
    }

    /// `percent|fraction+money~rising`: sets of kinds of which the figure is, or is not.
    fn own(&mut self, kinds: &str, place: &str) -> String {
        let mut sets = String::new();
        let mut wanted = true;
        for set in kinds.split_inclusive(['+', '~']) {
            let names = set.trim_end_matches(['+', '~']);
            if !names.is_empty() {
                let _ = write!(sets, "({}, {wanted}),", self.kinds(names, false, place));
            }
            wanted = !set.ends_with('~');
        }
        sets
    }

    /// The bits of kinds of figures; `classes` where classes of words are meant, too.
    fn kinds(&mut self, names: &str, classes: bool, place: &str) -> u64 {
        names.split('|').fold(0, |bits, name| {
            let kind = Kind::named(name);
            if kind.is_none() {
                let what = if classes { "class of words and no kind" } else { "kind" };
                self.errors.push(format!("{place}: no {what} of figure is called “{name}”"));
            }
            bits | kind.unwrap_or_default()
        })
    }

    fn step(&mut self, token: &str, side: &str, place: &str) -> Made {
        let (token, times) = match token.strip_suffix('?') {
            Some(rest) => (rest, "Maybe"),
            None => token.strip_suffix('*').map_or((token, "Once"), |rest| (rest, "Any")),
        };
        let passes = !token.starts_with(['!', '@']) || token.starts_with("!>") || token.starts_with("@>");
        let (what, near) = self.what(token, side, place);
        Made { source: format!("Step({what}, Times::{times})"), near, may_be_left: times != "Once" || !passes }
    }

    /// The element; and which characters it may begin with, if it passes words alone.
    fn what(&mut self, token: &str, side: &str, place: &str) -> (String, Option<Near>) {
        let mut gap = |name: &str, digits: &str, all: u16| {
            let most = if digits.is_empty() { Some(all) } else { digits.parse().ok() };
            if most.is_none() {
                self.errors.push(format!("{place}: “{token}” is no gap: how many characters?"));
            }
            (format!("What::{name}({})", most.unwrap_or_default()), None)
        };
        if let Some(digits) = token.strip_prefix("...") {
            return gap("Far", digits, SENTENCE);
        }
        if let Some(digits) = token.strip_prefix("..") {
            return gap("Gap", digits, CLAUSE);
        }
        if let Some(digits) = token.strip_prefix('~') {
            return gap("Plain", digits, CLAUSE);
        }
        if let Some(digits) = token.strip_prefix("<han>").filter(|digits| !digits.is_empty()) {
            return gap("Hans", digits, CLAUSE);
        }
        for (zero, what) in [("!<han>", "NoHan"), ("@<han>", "IsHan")] {
            if token == zero {
                return (format!("What::{what}"), None);
            }
        }
        if let Some(words) = token.strip_prefix(['!', '@']) {
            let what = if token.starts_with('!') { "No" } else { "Is" };
            let (side, words) = match (words.strip_prefix('>'), words.strip_prefix('<')) {
                (Some(words), _) => ("After", words),
                (_, Some(words)) => ("Before", words),
                _ => (side, words),
            };
            let words = self.words(&alternatives(words), place);
            let near = neighbours(&words, side == "Before");
            return (format!("What::{what}(&{words:?}, {near:?}, Side::{side})"), None);
        }
        // Words stand together; classes, figures and edges each for themselves.
        let (mut words, mut all, mut near) = (Vec::new(), Vec::new(), Some(NONE));
        for one in alternatives(token) {
            let own = match one {
                "^" | "$" => Some(("What::Edge".to_owned(), None)),
                "^^" | "$$" => Some(("What::LineEdge".to_owned(), None)),
                "<han>" => Some(("What::Han".to_owned(), None)),
                _ => {
                    let names = one.strip_prefix('<').and_then(|t| t.strip_suffix('>'));
                    names.map(|names| self.class(names, side == "Before", place))
                }
            };
            match own {
                Some((what, own)) => {
                    all.push(what);
                    near = near.zip(own).map(|(near, own)| either(near, own));
                }
                None => words.push(one),
            }
        }
        let words = self.words(&words, place);
        if !words.is_empty() {
            let own = neighbours(&words, side == "Before");
            all.insert(0, format!("What::Words(&{words:?}, {own:?})"));
            near = near.map(|near| either(near, own));
        }
        (if all.len() == 1 { all.remove(0) } else { format!("What::Any(&[{}])", all.join(",")) }, near)
    }

    /// Classes of words, or kinds of figures.
    fn class(&mut self, names: &str, last: bool, place: &str) -> (String, Option<Near>) {
        let classes: Option<u64> =
            names.split('|').try_fold(0, |bits, name| Some(bits | 1 << WordClass::named(name)? as u64));
        let Some(bits) = classes else { return (format!("What::Figure({})", self.kinds(names, true, place)), None) };
        let words = self.lexicon.iter().filter(|(_, classes)| *classes & bits != 0).map(|(word, _)| word);
        (format!("What::Class(Classes::from_bits({bits}))"), Some(neighbours(words, last)))
    }

    /// Alternatives, those of lists put in.
    fn words(&mut self, alternatives: &[&str], place: &str) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for word in alternatives {
            if let Some(name) = word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
                match self.lists.get_mut(name) {
                    Some(list) => {
                        list.used = true;
                        words.extend(list.words.iter().cloned());
                    }
                    None => self.errors.push(format!("{place}: no list is called “{name}”")),
                }
            } else if word.is_empty() {
                self.errors.push(format!("{place}: an alternative is empty"));
            } else if word.contains(['{', '}', '[', ']', '<', '>', '#']) {
                self.errors.push(format!(
                    "{place}: “{word}” is no word; nothing put in is called so, or a bracket is missing"
                ));
            } else {
                words.push(literal(word));
            }
        }
        words
    }
}

/// What bars part, but for those inside of `<…>`.
fn alternatives(token: &str) -> Vec<&str> {
    let mut inside = false;
    token
        .split(|c| {
            inside = (inside || c == '<') && c != '>';
            c == '|' && !inside
        })
        .collect()
}

/// A word as it is looked for: a blank is written as `_`.
fn literal(word: &str) -> String {
    word.replace('_', " ").replace("\\*", "*")
}

/// `goal-beside` as the name of a constant.
fn constant(name: &str) -> String {
    name.replace('-', "_").to_uppercase()
}
