//! Packs of words: files of an office's own, in the form of the lexicon, with examples that prove them.
//!
//! One word a line, its class behind a tab, and for some classes a third column. Lines that begin with `#` are notes; lines
//! that begin with `+` or `-` are examples of the word above them, where `⟦⟧` stands around the place that is meant.

use std::collections::HashMap;
use std::ops::Range;

use super::Wording;
use super::names::LONGEST;
use super::read::{Layer, Problem, cut_off, nearest};
use crate::message::{Message, StaticMessage};
use crate::reading::own::OwnUnit;
use crate::reading::script::simplified;
use crate::text::lines;

/// Most words of one pack, and most units of them: each is tried wherever its first character stands behind a number.
const MOST: usize = 20_000;
const MOST_UNITS: usize = 500;

/// What a word of a pack is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackClass {
    /// A name that holds a number and is no figure: “982”工程.
    Name,
    /// A name of a metric; the third column has the one that it stands for.
    Metric,
    /// A measure, which converts into no other: 机时.
    Unit,
    /// What things are counted with: 客位.
    Classifier,
    /// How something is not to be written; the third column has how it is, a fourth why.
    Avoid,
}

impl PackClass {
    /// Every class: its name in files, and what a word of it is.
    pub const ALL: [(Self, &'static str, StaticMessage); 5] = [
        (Self::Name, "name", StaticMessage { zh: "含数字的专名，不是数字", en: "a name that holds a number" }),
        (
            Self::Metric,
            "metric",
            StaticMessage {
                zh: "指标的另一种叫法，第三列写它指的指标",
                en: "another name of the metric in the third column",
            },
        ),
        (Self::Unit, "unit", StaticMessage { zh: "计量单位", en: "a measure" }),
        (Self::Classifier, "classifier", StaticMessage { zh: "量词", en: "what things are counted with" }),
        (
            Self::Avoid,
            "avoid",
            StaticMessage {
                zh: "不用的写法，第三列写改用什么，第四列写理由",
                en: "not to be written so; the third column has how, a fourth why",
            },
        ),
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own, _)| *own == name).map(|(class, ..)| *class)
    }
}

/// A sentence that shows what a word does, or does not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackExample {
    /// The word that it belongs to.
    pub word: String,
    /// What that word is.
    pub class: PackClass,
    /// For a metric, the name that it stands for.
    pub stands_for: String,
    /// Whether the word is to do its work at the place (`+`), or not (`-`).
    pub does: bool,
    /// The sentence, without the marks.
    pub text: String,
    /// Bytes of `text` between the marks.
    pub place: Range<usize>,
    /// Bytes of the pack that it stands in.
    pub span: Range<usize>,
}

/// A pack that was understood, as far as it could be.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// What could not be used of it.
    pub problems: Vec<Problem>,
    /// Its examples, in order.
    pub examples: Vec<PackExample>,
    /// How many words it has.
    pub words: usize,
    /// The same as a place of settings.
    pub layer: Layer,
}

/// Reads a pack.
#[must_use]
pub fn read(text: &str) -> Pack {
    let mut reader = Reader::default();
    let mut at = 0;
    for line in lines(text) {
        let from = text[at..].find(line).map_or(at, |found| at + found);
        at = from + line.len();
        reader.line(line, from);
    }
    let mut pack = reader.pack;
    cut_off(&mut pack.problems);
    pack
}

#[derive(Default)]
struct Reader {
    pack: Pack,
    /// Where each word stands.
    known: HashMap<String, usize>,
    number: usize,
    units: usize,
    /// The word above: what it is, what it stands for.
    above: Option<(String, PackClass, String)>,
}

impl Reader {
    fn problem(&mut self, span: Range<usize>, zh: impl Into<String>, en: impl Into<String>) {
        self.pack.problems.push(Problem { span, key: String::new(), message: Message::new(zh, en) });
    }

    fn line(&mut self, line: &str, from: usize) {
        self.number += 1;
        let line = line.trim_start_matches('\u{FEFF}').trim_end();
        let span = from..from + line.len();
        match line.chars().next() {
            None | Some('#') => {}
            Some(sign @ ('+' | '-')) => self.example(line[1..].trim(), sign == '+', span),
            Some(_) => self.word(line, span),
        }
    }

    fn word(&mut self, line: &str, span: Range<usize>) {
        self.above = None;
        let mut columns = line.split('\t').map(str::trim);
        let word = columns.next().unwrap_or_default();
        let (class, third, note) =
            (columns.next(), columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        let Some(name) = class.filter(|class| !class.is_empty()) else {
            let (zh, en) = (
                format!("“{word}”后面缺词类：{}", classes(true)),
                format!("no class behind `{word}`: {}", classes(false)),
            );
            return self.problem(span, format!("{zh}；两者之间是制表符"), format!("{en}; a tab stands between them"));
        };
        let Some(class) = PackClass::named(name) else {
            let names: Vec<&str> = PackClass::ALL.iter().map(|(_, name, _)| *name).collect();
            let (mut zh, mut en) = (format!("没有词类“{name}”"), format!("there is no class `{name}`"));
            match nearest(name, &names) {
                Some(near) => {
                    zh += &format!("，是否指“{near}”？");
                    en += &format!(": did you mean `{near}`?");
                }
                None => {
                    zh += &format!("，可用：{}", classes(true));
                    en += &format!(": {}", classes(false));
                }
            }
            return self.problem(span, zh, en);
        };
        if word.is_empty() || word.chars().count() > LONGEST {
            return self.problem(
                span,
                format!("词应为 1—{LONGEST} 字"),
                format!("a word has 1 to {LONGEST} characters"),
            );
        }
        if let Some(line) = self.known.get(word) {
            return self.problem(
                span,
                format!("“{word}”在第{line}行已有"),
                format!("`{word}` stands in line {line} already"),
            );
        }
        let measures = matches!(class, PackClass::Unit | PackClass::Classifier);
        if self.pack.words == MOST || measures && self.units == MOST_UNITS {
            let (most, zh, en) =
                if self.pack.words == MOST { (MOST, "词", "words") } else { (MOST_UNITS, "个单位", "units") };
            return self.problem(span, format!("超过 {most} {zh}，不读"), format!("more than {most} {en}: not read"));
        }
        if class == PackClass::Metric && (third.is_empty() || third == word) {
            return self.problem(
                span,
                format!("第三列应为“{word}”所指的指标"),
                format!("the third column has the metric that `{word}` stands for"),
            );
        }
        if measures && !word.chars().all(|c| c.is_alphabetic() || matches!(c, '/' | '·')) {
            return self.problem(
                span,
                format!("单位“{word}”里不能有数字和标点"),
                format!("no digits or marks in a unit: `{word}`"),
            );
        }
        self.known.insert(word.to_owned(), self.number);
        self.pack.words += 1;
        self.above = Some((word.to_owned(), class, third.to_owned()));
        match class {
            PackClass::Name => self.pack.layer.words.push(word.to_owned()),
            PackClass::Metric => self.pack.layer.own.add_metric(word.to_owned(), third.to_owned()),
            PackClass::Unit | PackClass::Classifier => {
                let counts = class == PackClass::Classifier;
                self.pack.layer.own.add_unit(&OwnUnit { name: simplified(word).into_owned(), counts });
                self.units += 1;
            }
            PackClass::Avoid => {
                let wording = Wording { wrong: word.into(), right: third.into(), note: note.into() };
                self.pack.layer.wording.push(wording);
            }
        }
    }

    fn example(&mut self, sentence: &str, does: bool, span: Range<usize>) {
        let Some((word, class, stands_for)) = self.above.clone() else {
            return self.problem(span, "例句之上没有可用的词", "no word that can be used stands above this example");
        };
        let marks = sentence.split_once('⟦').and_then(|(head, rest)| Some((head, rest.split_once('⟧')?)));
        let Some((head, (place, tail))) = marks.filter(|(_, (place, _))| !place.is_empty()) else {
            return self.problem(span, "例句里用 ⟦⟧ 标出所指之处", "an example has ⟦⟧ around the place that is meant");
        };
        let (text, place) = (format!("{head}{place}{tail}"), head.len()..head.len() + place.len());
        self.pack.examples.push(PackExample { word, class, stands_for, does, text, place, span });
    }
}

/// All classes, for a message.
fn classes(chinese: bool) -> String {
    let each = |(_, name, about): &(PackClass, &str, StaticMessage)| {
        if chinese { format!("{name}（{}）", about.zh) } else { format!("{name} ({})", about.en) }
    };
    PackClass::ALL.iter().map(each).collect::<Vec<_>>().join(if chinese { "、" } else { ", " })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    #[test]
    fn every_class_takes_effect_and_examples_belong_to_the_word_above() {
        let pack = read(
            "# 本县用词\n“982”工程\tname\n+ 实施⟦“982”工程⟧\n研发强度\tmetric\t研发投入强度\n标箱\tunit\n台套\tclassifier\n老城\tavoid\t古城\t批复用名\n- 改造⟦古城⟧\n",
        );
        assert_eq!((pack.words, pack.problems.len()), (5, 0));
        let examples: Vec<_> = pack.examples.iter().map(|e| (&*e.word, e.does, &e.text[e.place.clone()])).collect();
        assert_eq!(examples, [("“982”工程", true, "“982”工程"), ("老城", false, "古城")]);
        let mut settings = Settings::default();
        pack.layer.apply(&mut settings);
        assert_eq!((settings.words.len(), settings.wording.find("老城").len()), (1, 1));
        let unit = |first| settings.own.units(first).iter().map(|u| (&*u.name, u.counts)).collect::<Vec<_>>();
        assert_eq!((unit('标'), unit('台')), (vec![("标箱", false)], vec![("台套", true)]));
        assert_eq!(settings.own.metric("研发强度", str::to_owned), Some("研发投入强度"));
    }

    #[test]
    fn each_mistake_is_told_at_its_line_and_costs_that_line() {
        let text = "甲工程 name\n乙\tnmae\n丙\tmetric\n+ 例句\n12吨\tunit\n丁\tname\n丁\tunit\n+ 没有标记\n戊\tavoid\n+ 写了⟦戊⟧\n";
        let pack = read(text);
        let told: Vec<_> = pack
            .problems
            .iter()
            .map(|p| format!("{} {}", text[..p.span.start].matches('\n').count() + 1, p.message.zh))
            .collect();
        assert_eq!(
            told,
            [
                "1 “甲工程 name”后面缺词类：name（含数字的专名，不是数字）、metric（指标的另一种叫法，第三列写它指的指标）、unit（计量单位）、classifier（量词）、avoid（不用的写法，第三列写改用什么，第四列写理由）；两者之间是制表符",
                "2 没有词类“nmae”，是否指“name”？",
                "3 第三列应为“丙”所指的指标",
                "4 例句之上没有可用的词",
                "5 单位“12吨”里不能有数字和标点",
                "7 “丁”在第6行已有",
                "8 例句之上没有可用的词",
            ]
        );
        assert_eq!((pack.words, pack.examples.len()), (2, 1));
        assert!(pack.problems.iter().all(|p| !p.span.is_empty()));
    }
}
