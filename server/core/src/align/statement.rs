//! A figure of a draft as a statement: what it measures, in which words, in which part of the report.

use super::bag::{self, Bag};
use super::terms;
use crate::analysis::Snapshot;
use crate::config::OwnWords;
use crate::figures::units::{self, Dimension};
use crate::figures::{Change, Class, Decimal, Figure, Placed, Role, variants};
use crate::reading::line::{fold, fold_text};
use crate::reading::segments;
use crate::structure::NodeKind;
use crate::text::Span;

/// What a number can be held against: amounts with amounts of one dimension, changes with changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Things, households, people: counted.
    Count,
    /// In a unit that converts, or in one of its own.
    Amount(Dimension, String),
    /// %.
    Percent,
    /// ‰.
    Permille,
    /// 个百分点.
    Points,
    /// N倍.
    Multiple,
}

impl Measure {
    /// Whether it counts: 个, 家, 项 alike, and so do people and households.
    pub const fn counts(&self) -> bool {
        matches!(self, Self::Count | Self::Amount(Dimension::People, _))
    }

    /// Whether two numbers can be held against each other.
    pub fn is_like(&self, other: &Self) -> bool {
        self == other || self.counts() && other.counts()
    }
}

/// Whether a number tells how much something grew, or how much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A relative change.
    Growth,
    /// A share or rate.
    Share,
    /// An amount.
    Level,
}

/// One figure with the words around it.
#[derive(Clone, Debug)]
pub(super) struct Statement<'a> {
    pub at: (u32, usize),
    pub figure: &'a Figure,
    pub entry: Placed<'a>,
    pub text: &'a str,
    pub unit: String,
    pub measure: Measure,
    pub kind: Kind,
    /// What it measures, in one script, without blanks and figures.
    pub metric: String,
    /// The clause it stands in, up to the next mark.
    pub clause: String,
    /// The clause behind it.
    pub next: String,
    /// Its sentence up to the figure.
    pub sentence: String,
    /// It stands where several years are told together, and not of one of them.
    pub of_term: bool,
    pub words: Words,
}

/// The words of a statement, as characters and as pairs of neighbouring ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Characters of the metric.
    pub metric: Bag,
    /// Pairs of the metric.
    pub metric_pairs: Bag,
    /// Characters of the metric and the clause around the figure.
    pub near: Bag,
    /// Pairs of them.
    pub near_pairs: Bag,
    /// Pairs of the clause before, the rest of the sentence and the headings above.
    pub far_pairs: Bag,
}

impl Words {
    /// Of the stretches of a metric, of the clause around its figure, and of what stands further off.
    fn of(metric: &[String], near: &[String], far: &[String]) -> Self {
        let all = || metric.iter().chain(near);
        Self {
            metric: characters(metric.iter()),
            metric_pairs: pairs(metric.iter()),
            near: characters(all()),
            near_pairs: pairs(all()),
            far_pairs: pairs(far.iter()),
        }
    }
}

impl Statement<'_> {
    /// The exact value; of a range its lower end.
    pub fn value(&self) -> Option<Decimal> {
        self.figure.lower.number().or_else(|| self.figure.upper.number())
    }

    /// Whether its name tells it from most others: 城镇新增就业 does, 新引进项目 and 完成投资 do not.
    pub fn is_particular(&self) -> bool {
        stretches(&self.metric).iter().map(|s| s.chars().count()).sum::<usize>() >= 4
    }

    /// Whether it is told of several years together, by its clause or by the words that its sentence opens with.
    pub fn spans_years(&self) -> bool {
        terms::spans_years(&self.clause, first(&self.sentence, 16))
    }

    /// Whether the clause behind tells the growth of each year on the way to it: 达到58000元，年均增长8%.
    pub fn is_followed_by_years(&self) -> bool {
        self.kind == Kind::Level && self.next.starts_with("年均")
    }

    /// Whether it is told as a fall.
    pub fn falls(&self) -> bool {
        self.figure.change == Some(Change::Decrease)
    }
}

/// Ends of clauses, folded.
const CLAUSES: [char; 2] = [',', ':'];

/// The figures of a draft that measure something, in order, which `wanted` picks by their role;
/// `own` names stand for others.
pub(super) fn statements<'a>(
    snapshot: &'a Snapshot,
    own: &OwnWords,
    wanted: impl Fn(Role) -> bool,
) -> Vec<Statement<'a>> {
    let mut found = Vec::new();
    for entry in snapshot.ledger().all() {
        let (block, index) = (entry.block, entry.figure as usize);
        let text = &*snapshot.blocks()[block as usize].text;
        let figure = &snapshot.blocks()[block as usize].figures[index];
        if !entry.role.is_some_and(&wanted) {
            continue;
        }
        let unit = fold_text(figure.unit_text(text)).trim().to_owned();
        let Some(measure) = measure(figure.class, &unit) else { continue };
        found.push(statement(snapshot, entry, figure, text, unit, measure, own));
    }
    found
}

fn measure(class: Class, unit: &str) -> Option<Measure> {
    Some(match class {
        Class::Percent => Measure::Percent,
        Class::Permille => Measure::Permille,
        Class::PercentagePoint => Measure::Points,
        Class::Multiple => Measure::Multiple,
        Class::CountCn => Measure::Count,
        Class::Quantity => match units::find(unit).map(|u| u.dimension) {
            None if unit.is_empty() => Measure::Count,
            None => Measure::Amount(Dimension::Other, unit.to_owned()),
            Some(Dimension::Count) => Measure::Count,
            Some(dimension @ (Dimension::Currency | Dimension::Other | Dimension::Calendar)) => {
                Measure::Amount(dimension, unit.to_owned())
            }
            Some(dimension) => Measure::Amount(dimension, String::new()),
        },
        _ => return None,
    })
}

fn statement<'a>(
    snapshot: &Snapshot,
    entry: Placed<'a>,
    figure: &'a Figure,
    text: &'a str,
    unit: String,
    measure: Measure,
    own: &OwnWords,
) -> Statement<'a> {
    let sentence = Span { end: figure.span.start, ..segments::statement(text, figure.span.start as usize) };
    let sentence = fold_text(sentence.of(text));
    let mut clauses = sentence.rsplit(CLAUSES);
    let head = clauses.next().unwrap_or_default().to_owned();
    let previous = clauses.next().unwrap_or_default().to_owned();
    let rest: String = clauses.rev().collect();
    let after = &text[figure.after.map_or(figure.span.end, |s| s.end.max(figure.span.end)) as usize..];
    let reach = fold_text(&after.chars().take(REACH).collect::<String>());
    let mut following = reach.split(segments::ends_clause);
    let reach = following.next().unwrap_or_default();
    let next = following.next().unwrap_or_default().to_owned();
    let tail = first(reach.split('、').next().unwrap_or_default(), TAIL);
    let near = format!("{}#{tail}", last(&head, HEAD));
    let metric = match &entry.metric {
        Some(metric) => compact(variants::stands_for(&metric.text, own).unwrap_or(&metric.text)),
        None => compact(&format!("{}#{}", last(&head, 10), first(tail, 8))),
    };
    let kind = match (figure.class, entry.role, figure.change) {
        (Class::Percent | Class::Permille, Some(Role::Growth), _) => Kind::Growth,
        (Class::Percent | Class::Permille, _, Some(Change::Increase | Change::Decrease)) => Kind::Growth,
        (Class::Percent | Class::Permille, ..) => Kind::Share,
        _ => Kind::Level,
    };
    let above = headings(snapshot, entry.block, figure.span);
    let far = format!("{}#{}#{}", last(&previous, FAR), last(&rest, REST), first(&above, HEADINGS));
    let words = Words::of(&stretches(&metric), &stretches(&near), &stretches(&far));
    let at = (entry.block, entry.figure as usize);
    Statement {
        at,
        figure,
        entry,
        text,
        unit,
        measure,
        kind,
        metric,
        clause: format!("{head}{reach}"),
        next,
        sentence,
        of_term: false,
        words,
    }
}

/// How many characters are read: of the clause behind the figure, of its next words, before it in its clause, of the clause before, of the rest of the
/// sentence, of the headings above.
const REACH: usize = 40;
const TAIL: usize = 14;
const HEAD: usize = 20;
const FAR: usize = 24;
const REST: usize = 60;
const HEADINGS: usize = 40;

/// The titles of the two sections nearest to a place.
fn headings(snapshot: &Snapshot, block: u32, span: Span) -> String {
    let outline = snapshot.outline();
    let path = outline.at(block, span.start).map(|n| outline.path(n)).unwrap_or_default();
    let nodes = path.into_iter().map(|n| &outline.nodes[n as usize]).filter(|n| n.kind != NodeKind::Item);
    let titles: Vec<_> = nodes.map(|n| n.title.of(&snapshot.blocks()[n.heading.block as usize].text)).collect();
    fold_text(&titles[titles.len().saturating_sub(2)..].join("#"))
}

fn last(text: &str, count: usize) -> &str {
    let skip = text.chars().count().saturating_sub(count);
    text.char_indices().nth(skip).map_or("", |(at, _)| &text[at..])
}

pub(super) fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

/// Without blanks, marks of quoting and figures.
fn compact(text: &str) -> String {
    let kept = |c: &char| !(c.is_whitespace() || c.is_ascii_digit() || "“”\"（）()《》*.%‰".contains(*c));
    let mut out = String::with_capacity(text.len());
    out.extend(text.chars().map(fold).filter(kept));
    out
}

/// Words that say how a number is told and not of what; longest first where one begins another.
const TELLING: [&str; 60] = [
    "进一步",
    "不少于",
    "不低于",
    "新获批",
    "新引进",
    "新改建",
    "新认证",
    "新开工",
    "新增",
    "新建",
    "建成",
    "完成",
    "实现",
    "达到",
    "力争",
    "确保",
    "以上",
    "左右",
    "以内",
    "全年",
    "全市",
    "全省",
    "全州",
    "全区",
    "全县",
    "我市",
    "我省",
    "分别",
    "各类",
    "超过",
    "突破",
    "同比",
    "年均",
    "累计",
    "预计",
    "净增",
    "培育",
    "打造",
    "建设",
    "推进",
    "实施",
    "加快",
    "开展",
    "组织",
    "启动",
    "地方",
    "比重",
    "占比",
    "增长",
    "提高",
    "下降",
    "控制在",
    "保持在",
    "引进",
    "我县",
    "我区",
    "我州",
    "全旗",
    "全国",
    "年度",
];

/// The stretches of a text between what says nothing of its matter.
fn stretches(text: &str) -> Vec<String> {
    let mut text = compact(text);
    // Most words are not there: one look at the characters says so.
    let bit = |c: char| 1_u64 << (u32::from(c) & 63);
    let there = text.chars().fold(0, |bits, c| bits | bit(c));
    for word in TELLING {
        if word.chars().all(|c| there & bit(c) != 0) && text.contains(word) {
            text = text.replace(word, "#");
        }
    }
    text.split('#').filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

fn pairs<'a>(stretches: impl Iterator<Item = &'a String>) -> Bag {
    stretches.flat_map(|s| s.chars().zip(s.chars().skip(1))).map(|(a, b)| bag::pair(a, b)).collect()
}

fn characters<'a>(stretches: impl Iterator<Item = &'a String>) -> Bag {
    let telling = |c: &char| !"的和与及、,了在为将等到中".contains(*c);
    stretches.flat_map(|s| s.chars()).filter(telling).map(bag::character).collect()
}
