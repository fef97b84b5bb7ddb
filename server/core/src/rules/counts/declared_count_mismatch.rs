//! `declared-count-mismatch`: 以下八个方面, and seven follow.

use std::collections::HashMap;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::words::{Count, counts, written};
use crate::finding::{Edit, Finding, Fix, Severity, Wait};
use crate::message::{Message, StaticMessage};
use crate::reading::segments::{last_clause, last_statement, near_after, near_before};
use crate::rule::{BlockView, Check, DocumentView, Example, FixAvailability, Group, Note, Rule};
use crate::structure::{Node, Outline, Series};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "declared-count-mismatch",
    group: Group::Counts,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "声明的项数与实际不符", en: "A declared count differs from what follows" },
    docs: "## 检查什么\n\n“重点抓好以下八个方面工作：”之后只有（一）至（七）；“办好五件事：一是…”只到四是；“五个坚持，即：坚持…；坚持…”只有四个。\n\n## 为什么\n\n增删一项而未改前面的数，读稿时最容易被听众发现。\n\n## 误报与边界\n\n只数紧跟在声明之后的列举：由冒号、“以下”或标题本身引出的，是错误；段末句号之后另起一行编号的，是警告；句号之后同段的“一是……”可能是另一组，只在相差一项时提示。项内用分号分开的也算。一句里有两个数（三大攻坚战、六个新突破；三个方面11项）时不报；后面另有一组列举恰好是声明的数时不报；口号（“四个自信”）不是声明。877篇公开的政府工作报告上报错误1处，属实；提示1处，存疑。",
    docs_en: "A sentence promises a number of items (以下八个方面：) and the enumeration right behind it has another number. Sentences with two counts are left alone.",
    options: &[],
    triggers: &["个", "项", "件", "条", "大", "点", "种", "类", "型", "句"],
    examples: &[
        Example::pass("重点抓好以下三个方面工作：\n（一）抓投资\n（二）抓消费\n（三）抓开放"),
        Example::pass("重点抓好三个方面11项工作：\n（一）抓投资\n（二）抓消费"),
        Example::pass("热心做好事，完成承诺的九件实事。\n（一）抓投资\n（二）抓消费"),
        Example::pass("打好三大攻坚战，取得六个突破：\n（一）抓投资\n（二）抓消费"),
        Example::pass("去年完成十件实事。一是教育加快发展。二是医疗不断改善。三是住房得到保障。"),
        Example::pass("要办好五件事：一是修路；架桥。二是引水；打井；绿化。"),
        Example::fixed(
            "要办好⟦四⟧件事：①修路；②引水；同时建校；③建院。",
            "要办好三件事：①修路；②引水；同时建校；③建院。",
        ),
        Example::pass("培育三型企业、两类园区：一是创新型。二是效益型。三是生态型。四是综合型。"),
        Example::fixed(
            "抓好⟦四⟧件事：一是修路。二是引水。三是建校。\n（一）工业\n（二）农业\n（三）商贸\n（四）金融",
            "抓好三件事：一是修路。二是引水。三是建校。\n（一）工业\n（二）农业\n（三）商贸\n（四）金融",
        ),
        Example::fixed(
            "培育⟦四⟧类企业：一是创新型。二是效益型。三是生态型。",
            "培育三类企业：一是创新型。二是效益型。三是生态型。",
        ),
        Example::pass("要做到三个坚持，即：坚持改革；坚持开放；坚持创新。"),
        Example::pass(
            "把握好以下原则，做好两个方面工作：\n——坚持稳字当头。\n——坚持改革。\n——坚持开放。\n（一）抓投资\n（二）抓消费",
        ),
        Example::fixed(
            "重点抓好以下⟦四⟧个方面工作：\n（一）抓投资\n（二）抓消费\n（三）抓开放",
            "重点抓好以下三个方面工作：\n（一）抓投资\n（二）抓消费\n（三）抓开放",
        ),
        Example::fixed(
            "大力实施⟦四⟧大战略。一是科教。二是人才。三是生态。",
            "大力实施三大战略。一是科教。二是人才。三是生态。",
        ),
        Example::fixed("要办好⟦三⟧件事：一是修路；二是引水。", "要办好两件事：一是修路；二是引水。"),
        Example::fixed(
            "办好⟦4⟧件民生实事。一是修路。二是引水。三是建校。",
            "办好3件民生实事。一是修路。二是引水。三是建校。",
        ),
        Example::fixed(
            "重点办好⟦4⟧件民生实事。分别是：\n（一）修路\n（二）引水\n（三）建校",
            "重点办好3件民生实事。分别是：\n（一）修路\n（二）引水\n（三）建校",
        ),
        Example::fixed(
            "要做到⟦四⟧个坚持，即：坚持改革；坚持开放；坚持创新。",
            "要做到三个坚持，即：坚持改革；坚持开放；坚持创新。",
        ),
    ],
    check: Check::Noted { note, check },
};

/// Notes that a promise inside a sentence of this block is not kept.
fn note(view: &BlockView<'_>, notes: &mut Vec<Note>) {
    if !clauses(view.text()).is_empty() {
        notes.push(Note::new(0, [Span::default(); 2]));
    }
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let lists = LazyLock::new(|| Lists::of(view.outline));
    for series in &view.outline.series {
        let actual = series.members.len();
        let Some(declared) = declared(view, series).filter(|_| actual > 1) else { continue };
        let missing = actual.abs_diff(declared.count.value as usize);
        let severity = match declared.bond {
            Bond::Bound => Severity::Error,
            Bond::Called => Severity::Warning,
            Bond::Loose if missing == 1 => Severity::Hint,
            Bond::Loose => continue,
        };
        if missing > 0
            && !lists.kept_elsewhere(series, &declared)
            && clauses_of_items(view, series) != declared.count.value as usize
        {
            found.push(Finding { severity, ..report(view, &declared, actual, series) });
        }
    }
    for (block, _) in view.notes() {
        for (count, actual) in clauses(view.text(block)) {
            let loc = Loc { block, span: count.number };
            found.push(finding(loc, &count, actual).until(Wait::Sentence));
        }
    }
}

struct Declared {
    block: u32,
    count: Count,
    /// The sum with the 一个… beside it.
    sum: u32,
    bond: Bond,
}

/// What ties a list to the count before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bond {
    /// A colon, 以下, or the heading of the section that the list is.
    Bound,
    /// A paragraph that calls for headings: 重点做好九个方面工作。
    Called,
    /// A full stop in running text: perhaps the list of something else.
    Loose,
}

fn bond(view: &DocumentView<'_>, series: &Series, (block, count): (u32, &Count), sentence: &str, colon: bool) -> Bond {
    let node = &view.outline.nodes[series.members[0] as usize];
    let parent = node.parent.map(|p| &view.outline.nodes[p as usize]);
    let heading = parent.is_some_and(|p| {
        p.heading.block == block && p.title.start <= count.number.start && count.number.end <= p.title.end
    });
    if colon || heading || ["以下", "如下", "下列"].iter().any(|w| sentence.contains(w)) {
        return Bond::Bound;
    }
    if node.heading.block == block { Bond::Loose } else { Bond::Called }
}

/// The count that stands right before a series.
fn declared(view: &DocumentView<'_>, series: &Series) -> Option<Declared> {
    let node = &view.outline.nodes[series.members[0] as usize];
    if node.ordinal?.value != 1 || series.style.is_word() || series.runs_on_from.is_some() {
        return None;
    }
    let block = node.heading.block as usize;
    let before = &view.text(node.heading.block)[..node.heading.span.start as usize];
    let blank = |c: char| c.is_whitespace() || matches!(c, '*' | '#' | '>' | '-');
    let own = before.trim_end_matches(blank);
    // A heading stands in a block of its own: what promises it is the paragraph before.
    let (block, text, inline) = if own.is_empty() {
        let above = view.blocks[..block].iter().rposition(|b| !b.read().trim_matches(blank).is_empty())?;
        (above, view.blocks[above].read().trim_end_matches(blank), false)
    } else {
        (block, own, true)
    };
    let end = text.chars().next_back()?;
    let colon = matches!(end, '：' | ':');
    if !colon && end != '。' {
        return None;
    }
    let sentence = near_before(text, text.len() - end.len_utf8());
    let base = text.len() - end.len_utf8() - sentence.len();
    // 办好4件实事。分别是：
    let namely = ["分别是", "分别为"].iter().find_map(|w| sentence.strip_suffix(w)).filter(|_| colon);
    let sentence = namely.map_or(sentence, |s| s.trim_end_matches(['。', '，', ',', ' ']));
    let stop = base + sentence.len();
    let sentence = &sentence[last_statement(sentence)..];
    let from = stop - sentence.len();
    let all = counts(sentence, from);
    let many: Vec<&Count> = all.iter().filter(|c| c.value > 1).collect();
    let [count] = many[..] else { return None };
    let tail = text.get(count.end..stop)?;
    promises(sentence, tail, count, colon, inline).then(|| Declared {
        block: block as u32,
        count: *count,
        bond: bond(view, series, (block as u32, count), sentence, colon),
        sum: all.iter().map(|c| c.value).sum(),
    })
}

const NOUNS: [&str; 15] = [
    "方面", "工作", "任务", "实事", "事", "措施", "举措", "工程", "行动", "原则", "重点", "环节", "问题", "特点",
    "优势",
];

/// Whether the words behind a count make it a promise of the list that follows.
fn promises(sentence: &str, tail: &str, count: &Count, colon: bool, inline: bool) -> bool {
    let words = tail.trim_end_matches(['即', '，', ',', '”', ' ', '*', '是']);
    if words.chars().count() > 16 || words.contains(['，', ',', '、', '：', ':', '；', '“', '（']) {
        return false;
    }
    let named = NOUNS.iter().any(|n| words.contains(n));
    if colon {
        return !count.arabic || named;
    }
    // After a full stop the list must be called for, in the clause of the count itself.
    let called = ["重点", "着力", "著力", "抓好", "做好", "办好", "以下", "抓了", "做了"];
    let clause = &sentence[last_clause(sentence)..];
    // 实施四大战略。一是…: the whole clause is a verb and what is counted.
    let short = inline && !count.arabic && words.chars().count() <= 5 && clause.chars().count() <= 16;
    if short && ["实施", "坚持", "做到", "突出", "推进", "实现", "打造"].iter().any(|v| clause.contains(v))
    {
        return true;
    }
    named && (inline || called.iter().any(|w| clause.contains(w)))
}

/// The lists of a draft by the node they stand in, so that none is looked through for each of the others.
struct Lists<'o> {
    outline: &'o Outline,
    /// The last list of each length, by its first member.
    last: HashMap<(Option<u32>, usize), u32>,
    /// The same of the lists in running text.
    last_inline: HashMap<(Option<u32>, usize), u32>,
    /// Members of all lists.
    members: HashMap<Option<u32>, usize>,
}

impl<'o> Lists<'o> {
    fn of(outline: &'o Outline) -> Self {
        let mut lists = Self { outline, last: HashMap::new(), last_inline: HashMap::new(), members: HashMap::new() };
        for series in &outline.series {
            let (parent, length) = (lists.parent(series), series.members.len());
            for last in [Some(&mut lists.last), series.inline.then_some(&mut lists.last_inline)].into_iter().flatten() {
                let last = last.entry((parent, length)).or_default();
                *last = series.members[0].max(*last);
            }
            *lists.members.entry(parent).or_default() += length;
        }
        lists
    }

    fn parent(&self, series: &Series) -> Option<u32> {
        self.outline.nodes[series.members[0] as usize].parent
    }

    /// Whether the promised number is found in another way: the sum, a later list of the same section, or the lists
    /// inside the items (三个方面 counted one level down).
    fn kept_elsewhere(&self, series: &Series, declared: &Declared) -> bool {
        let wanted = declared.count.value as usize;
        let below = || series.members.iter().filter_map(|m| self.members.get(&Some(*m))).sum::<usize>();
        // What follows the colon in its own line outweighs the headings further down.
        let inline = series.inline && declared.bond == Bond::Bound;
        let last = if inline { &self.last_inline } else { &self.last };
        series.members.len() == declared.sum as usize
            || last.get(&(self.parent(series), wanted)).is_some_and(|first| *first > series.members[0])
            || below() == wanted
    }
}

/// 一是修路；架桥。二是引水；打井。: how many clauses the items of a line have, parted by semicolons.
fn clauses_of_items(view: &DocumentView<'_>, series: &Series) -> usize {
    let nodes: Vec<&Node> = series.members.iter().map(|m| &view.outline.nodes[*m as usize]).collect();
    let block = nodes[0].heading.block;
    if nodes.iter().any(|n| n.heading.block != block) {
        return 0;
    }
    let text = view.text(block);
    // The last item ends with the line, or far enough from its beginning.
    let last = nodes[nodes.len() - 1].heading.span.start as usize;
    let end = last + near_after(text, last).len();
    let ends = nodes.iter().skip(1).map(|n| n.heading.span.start as usize).chain([end]);
    let items = nodes.iter().zip(ends).filter_map(|(n, end)| text.get(n.heading.span.start as usize..end));
    let items: Vec<&str> = items.map(str::trim_end).collect();
    // Where semicolons part the items themselves, they part nothing within.
    if items.iter().any(|i| i.ends_with(['；', ';'])) {
        return 0;
    }
    items.iter().map(|i| i.matches(['；', ';']).count() + 1).sum()
}

fn report(view: &DocumentView<'_>, declared: &Declared, actual: usize, series: &Series) -> Finding {
    let node = |m: Option<&u32>| m.map(|n| &view.outline.nodes[*n as usize]);
    let loc = Loc { block: declared.block, span: declared.count.number };
    let mut finding = finding(loc, &declared.count, actual);
    let place = |n: &Node| Loc { block: n.heading.block, span: n.ordinal.map_or(n.heading.span, |o| o.span) };
    if let (Some(first), Some(last)) = (node(series.members.first()), node(series.members.last())) {
        finding = finding.related(place(first), Message::new("第一项", "the first item")).related(
            place(last),
            Message::new(format!("最后一项，第{actual}项"), format!("the last item, number {actual}")),
        );
    }
    finding.until(Wait::List)
}

fn finding(loc: Loc, count: &Count, actual: usize) -> Finding {
    let right = written(actual, count.arabic);
    let (value, classifier) = (count.value, count.classifier);
    Finding::new(
        loc,
        Message::new(
            format!("此处说{}{classifier}，后面列出的是{right}{classifier}", written(value as usize, count.arabic)),
            format!("{value} are promised here, {actual} follow"),
        ),
    )
    .fix(Fix::unsafe_(
        Message::new(format!("改为“{right}{classifier}”"), format!("Change to {actual}")),
        vec![Edit::new(loc, right)],
    ))
}

static NAMELY: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("即"));

/// 五个坚持，即：坚持…；坚持…。: clauses of one sentence that all start with the promised word.
fn clauses(text: &str) -> Vec<(Count, usize)> {
    let mut found = Vec::new();
    let mut done = 0;
    for at in NAMELY.find_iter(text.as_bytes()) {
        if at < done {
            continue;
        }
        let from = text[..at].rfind('。').map_or(0, |i| i + '。'.len_utf8());
        done = text[at..].find('。').map_or(text.len(), |i| at + i);
        found.extend(of_sentence(&text[from..done], from));
    }
    found
}

fn of_sentence(sentence: &str, base: usize) -> Option<(Count, usize)> {
    let colon = sentence.find(['：', ':'])?;
    let (head, list) = sentence.split_at(colon);
    let list = list.trim_start_matches(['：', ':']);
    if !list.contains(['；', ';']) {
        return None;
    }
    let all = counts(head, base);
    let many: Vec<&Count> = all.iter().filter(|c| c.value > 1).collect();
    let [count] = many[..] else { return None };
    if all.len() > 1 {
        return None;
    }
    let word = head.get(count.end - base..)?.trim_end_matches(['即', '，', ',', '”', ' ', '*']);
    let parts: Vec<&str> = list.split(['；', ';']).map(str::trim).collect();
    let short = (2..=3).contains(&word.chars().count());
    let same = short && parts.iter().all(|p| p.trim_start_matches(['一', '是', '“', '*']).starts_with(word));
    (same && parts.len() != count.value as usize).then_some((*count, parts.len()))
}
