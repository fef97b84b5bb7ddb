//! `item-repeated`: an item stands twice in a list.

use crate::finding::{Finding, Severity, Wait};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, is_letter, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "item-repeated",
    group: Group::Text,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "并列的项重复", en: "An item stands twice in a list" },
    docs: "## 检查什么\n\n用顿号并列的几项里有两项完全相同：红河、百溪、红河。\n\n## 为什么\n\n拼合名单、增删项目时常见；有时是把另一项误写成了这一项（农业、农业、农民）。改成什么只有作者知道，所以不提供改正。\n\n## 误报与边界\n\n数字、百分比、名次可以相同，不看；“实干、实干、再实干”是有意的；名称的一部分（莎河—云岭）不看。第一项前面带着动词的，只有三个字以上的名称才比。\n\n在877篇公开报告和127份文稿上报告1条，属实。",
    docs_en: "The same word stands twice among items parted by 、. Figures and ranks are left alone: they may be equal.",
    options: &[],
    triggers: &["、"],
    examples: &[
        Example::pass("培育企业、产业、产业链、产业生态。"),
        Example::pass("一、二、三产业分别增长6%、5%、5%。"),
        Example::pass("分别居全省第一、第二、第二位。"),
        Example::pass("必须实干、实干、再实干。"),
        Example::pass("建成青禾—莎河、莎河—云岭输变电工程。"),
        Example::pass("深化与东南亚、南亚、中亚的合作。"),
        Example::pass("由主要依靠投资、出口转向依靠消费、投资、出口协同拉动。"),
        Example::fail("推进青禾湖、百溪湖、⟦青禾湖⟧、小云湖湿地公园建设。"),
        Example::fail("关系农业、⟦农业⟧、农民。"),
    ],
    check: Check::Block(check),
};

/// Items of one list that are compared: nobody writes more.
const MOST: usize = 60;
/// Verbs that stand before the first item of a list.
const VERBS: [&str; 24] = [
    "推进", "建设", "推动", "加强", "加快", "发展", "实施", "完成", "打造", "支持", "培育", "抓好", "做好", "落实",
    "涉及", "包括", "聚焦", "围绕", "新建", "改造", "整治", "提升", "完善", "关系",
];

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let mut marks = view.hits().peekable();
    while let Some(first) = marks.next() {
        let mut items = vec![Span { start: start_of(text, first.start as usize) as u32, end: first.start }];
        let mut from = first.end;
        let mut end = end_of(text, from as usize) as u32;
        while let Some(mark) = marks.next_if(|m| m.start <= end) {
            items.push(Span { start: from, end: mark.start });
            from = mark.end;
            end = end_of(text, from as usize) as u32;
        }
        items.push(Span { start: from, end });
        if items.len() <= MOST {
            found.extend(repeated(text, &items));
        }
    }
}

/// Whether a character ends a list of words.
fn parts(c: char) -> bool {
    !is_letter(c) && c != ' '
}

/// Where the item before byte `at` begins.
fn start_of(text: &str, at: usize) -> usize {
    text[..at]
        .char_indices()
        .rev()
        .take(40)
        .find(|(_, c)| parts(*c))
        .map_or_else(|| text[..at].char_indices().rev().nth(40).map_or(0, |(i, _)| i), |(i, c)| i + c.len_utf8())
}

/// Where the item from byte `at` on ends.
fn end_of(text: &str, at: usize) -> usize {
    let near = text[at..].char_indices().take(60);
    near.take_while(|(_, c)| !parts(*c)).last().map_or(at, |(i, c)| at + i + c.len_utf8())
}

/// The first item that stands in the list twice.
fn repeated(text: &str, items: &[Span]) -> Option<Finding> {
    let word = |span: &Span| span.of(text).trim();
    let (mut at, mut before) = (None, None);
    for (i, item) in items.iter().enumerate().skip(1) {
        let name = listed(word(item), i + 1 == items.len());
        if name.chars().count() < 2 || !is_name(name) {
            continue;
        }
        let first = items[1..i].iter().find(|other| word(other) == name).or_else(|| {
            let head = word(&items[0]).strip_suffix(name)?;
            (head.is_empty() || VERBS.iter().any(|v| head.ends_with(v))).then_some(&items[0])
        });
        if let Some(first) = first {
            (at, before) = (Some((*item, name)), Some(*first));
            break;
        }
    }
    let ((item, name), first) = (at?, before?);
    let rest = &text[item.end as usize..];
    // 奔跑、奔跑、再奔跑: said with emphasis.
    let again = rest.strip_prefix('、').is_some_and(|r| r.starts_with(['再', '还', '更']));
    // 莎车—和田, 名校（园）长: part of a longer name.
    let part = |span: Span| {
        text[span.end as usize..].starts_with(['—', '-', '－', '～', '~', '（', '(', '/'])
            || text[..span.start as usize].ends_with(['—', '-', '－', '～', '~', '/'])
    };
    if again || part(item) || part(first) {
        return None;
    }
    let start = item.start as usize + item.of(text).len() - item.of(text).trim_start().len();
    let place = Span::new(start, start + name.len());
    let finding =
        report(here(place), format!("“{name}”在这一列中出现两次"), format!("“{name}” stands twice in this list"));
    Some(finding.related(here(first), Message::new("前一处", "the other one")).until(Wait::Sentence))
}

/// The words of an item; of the last one what stands before 等.
fn listed(item: &str, last: bool) -> &str {
    if last { item.find('等').map_or(item, |at| &item[..at]) } else { item }
}

/// Whether an item is a word: no figure, no rank, no grade. These may be equal.
fn is_name(item: &str) -> bool {
    let numeral = |c: char| c.is_numeric() || "一二三四五六七八九十百千万亿两零〇％%".contains(c);
    !item.contains(numeral) && !item.starts_with(['第', '再', '又', '更', '不', '最'])
}
