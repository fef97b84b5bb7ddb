//! `unbalanced-pair`: a pair mark without its partner.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rules::common::{perhaps, report};
use crate::rules::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "unbalanced-pair",
    group: Group::Punctuation,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "成对标点不配对", en: "A pair mark without its partner" },
    docs: "## 检查什么\n\n引号、括号、书名号只有一半：“三保任务、（含开发区。\n\n## 为什么\n\nGB/T 15834—2011 第4.8、4.9、4.15条：引号、括号、书名号成对使用。\n\n## 误报与边界\n\n逐段检查，并在下一对处重新对齐，一处缺失不会连累后文。引文分段、每段以前引号开头（第4.8.3.5条）不报；括号跨行（标题、落款）不报；“1）”“一）”“a)”这样的序号、“’99”的撇号、乱码近旁不报。\n\n在112份公开报告（182万字）上报告20处，逐处核对，误报0处。",
    docs_en: "A quotation mark, bracket or title mark without its partner, paragraph by paragraph with resynchronisation. Quotations over several paragraphs, brackets across title lines, list markers such as 1） and apostrophes are left alone.",
    options: &[],
    triggers: &["“", "”", "‘", "（", "）", "(", ")", "《", "》", "〔", "〕", "〝", "〞", "【", "】"],
    examples: &[
        Example::pass("落实“三保”任务（含开发区）。"),
        Example::pass("1）抓投资\n2）抓消费"),
        Example::pass("（2022年1月8日在云岭市\n第一届人民代表大会上）"),
        Example::pass("“第一段。\n“第二段。”"),
        Example::pass("中国’99博览会"),
        Example::pass("他说“要‘快’要‘稳’”。"),
        Example::fail("落实⟦“⟧三保任务，推进“双减”工作"),
        Example::fail("投资增长（含开发区），消费增长⟦（⟧含青禾县，其余增长（略）。"),
        Example::fail("云岭市人民代表大会上⟦）⟧"),
        Example::fail("编制多彩云岭⟦》⟧一书"),
    ],
    check: Check::Document(check),
};

/// The kinds of pairs; brackets of both widths are one kind.
const KINDS: usize = 6;

#[derive(Clone, Copy)]
struct Half {
    loc: Loc,
    kind: usize,
    opens: bool,
}

fn half(mark: &str) -> Option<(usize, bool)> {
    Some(match mark {
        "“" | "〝" => (0, true),
        "”" | "〞" => (0, false),
        "（" | "(" => (1, true),
        "）" | ")" => (1, false),
        "《" => (2, true),
        "》" => (2, false),
        "〔" => (3, true),
        "〕" => (3, false),
        "【" => (4, true),
        "】" => (4, false),
        "‘" => (5, true),
        _ => return None,
    })
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let mut single = Vec::new();
    let mut hits = view.hits().peekable();
    while let Some(first) = hits.next() {
        let mut line = vec![first];
        while let Some(next) = hits.next_if(|n| n.block == first.block) {
            line.push(next);
        }
        let text = view.text(first.block);
        for kind in 0..KINDS {
            // A lost or garbled mark near damage explains the other half anywhere in the line.
            let damaged = !view.blocks[first.block as usize].lexis.damage.is_empty();
            if !damaged {
                unpaired(text, &line, kind, &mut single);
            }
        }
    }
    single.sort_by_key(|h: &Half| h.loc);
    let kept: Vec<_> = single.iter().filter(|h| !continued(view, **h, &single)).copied().collect();
    for half in kept {
        let mark = view.at(half.loc);
        let (zh, en) =
            if half.opens { ("没有后一半", "is never closed") } else { ("没有前一半", "was never opened") };
        found.push(report(half.loc, format!("“{mark}”{zh}"), format!("“{mark}” {en}")).fix(perhaps(half.loc, "")));
    }
}

/// The marks of one kind in a line that have no partner.
fn unpaired(text: &str, line: &[Loc], kind: usize, single: &mut Vec<Half>) {
    let mut open: Vec<Loc> = Vec::new();
    let mut nested = false;
    // 》》…《《: ornaments of a web page.
    let doubled = |span: Span| {
        let mark = span.of(text);
        text[..span.start as usize].ends_with(mark) || text[span.end as usize..].starts_with(mark)
    };
    let from = single.len();
    for loc in line {
        let Some((k, opens)) = half(loc.span.of(text)) else { continue };
        if k != kind || (kind == 1 && is_marker(text, loc.span, opens)) || (kind == 2 && doubled(loc.span)) {
            continue;
        }
        if kind == 5 {
            if opens && !text[loc.span.end as usize..].contains('’') {
                single.push(Half { loc: *loc, kind, opens });
            }
            continue;
        }
        if opens {
            nested |= !open.is_empty();
            open.push(*loc);
        } else if open.pop().is_none() {
            single.push(Half { loc: *loc, kind, opens: false });
        }
    }
    if open.is_empty() {
        return;
    }
    if !nested {
        single.extend(open.iter().map(|loc| Half { loc: *loc, kind, opens: true }));
        return;
    }
    // Something opened twice and was closed once: the one followed by another opening mark lost its partner.
    single.truncate(from);
    let mut pending: Option<Loc> = None;
    for loc in line {
        let Some((k, opens)) = half(loc.span.of(text)) else { continue };
        if k != kind || (kind == 1 && is_marker(text, loc.span, opens)) {
            continue;
        }
        match (opens, pending) {
            (true, before) => {
                single.extend(before.map(|loc| Half { loc, kind, opens: true }));
                pending = Some(*loc);
            }
            (false, Some(_)) => pending = None,
            (false, None) => single.push(Half { loc: *loc, kind, opens: false }),
        }
    }
    single.extend(pending.map(|loc| Half { loc, kind, opens: true }));
    // One pair inside another of its kind: “甲“乙”丙”. The outer marks remain; they are a pair.
    let mut i = from;
    while i + 1 < single.len() {
        if single[i].opens && !single[i + 1].opens && single[i].kind == kind && single[i + 1].kind == kind {
            single.drain(i..=i + 1);
        } else {
            i += 1;
        }
    }
}

/// 1）, 一）, a): the bracket of a list marker.
fn is_marker(text: &str, mark: Span, opens: bool) -> bool {
    if opens {
        return false;
    }
    let head = text[..mark.start as usize].trim_end_matches('*');
    let label =
        head.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩".contains(c));
    let length = head[label.len()..].chars().count();
    // （**一）: the marker has its opening bracket.
    if label.trim_end_matches('*').ends_with(['（', '(']) {
        return false;
    }
    (1..=3).contains(&length)
        && (label.trim().is_empty()
            || label.ends_with(['。', '；', '：', ';', ':', '，', ',', ' ', '\u{3000}', '*', '#']))
}

/// Whether another line holds the partner: a quotation of several paragraphs, a bracket around several title lines.
fn continued(view: &DocumentView<'_>, this: Half, single: &[Half]) -> bool {
    let next_line =
        |from: u32| (from + 1..view.blocks.len() as u32).find(|i| !view.text(*i).trim().is_empty()).unwrap_or(u32::MAX);
    if this.kind == 0 {
        let begins = |block: u32| {
            let text = view.blocks.get(block as usize).map_or("", |b| &b.text);
            text.trim_start_matches([' ', '\u{3000}', '*', '#', '>']).starts_with('“')
        };
        if this.opens && begins(next_line(this.loc.block)) {
            return true;
        }
    }
    // （ alone, and the rest of the ordinal on the next line.
    if this.kind == 1 && this.opens && view.text(this.loc.block).trim().len() == this.loc.span.len() {
        return true;
    }
    // The partner stands within the next (or former) few short lines.
    let reach = |a: u32, b: u32| {
        let mut at = a;
        for _ in 0..4 {
            at = next_line(at);
            if at >= b {
                return at == b;
            }
        }
        false
    };
    single.iter().any(|other| {
        other.kind == this.kind
            && other.opens != this.opens
            && if this.opens {
                other.loc.block > this.loc.block && reach(this.loc.block, other.loc.block)
            } else {
                other.loc.block < this.loc.block && reach(other.loc.block, this.loc.block)
            }
    })
}
