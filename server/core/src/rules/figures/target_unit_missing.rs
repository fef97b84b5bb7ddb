//! `target-unit-missing`: a target without its unit.

use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, DocumentView, Example, FixAvailability, Group, Note, Rule};
use crate::rules::common::{number_after, number_before, report};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "target-unit-missing",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "指标数值缺单位", en: "A target without its unit" },
    docs: "## 检查什么\n\n投资、收入、产值等金额指标的数字之后直接是“以上”“以内”“左右”，没有单位，而同段其他数字有“亿元”“万元”：完成投资12.98以上；同段的增长率都有百分号，只有一个没有：财政收入增长5.2，；全文别处的增长率都有百分号，自成一段的一个没有：税收增长7.7。；全文“增长”“下降”之后的数值多没有百分号的（四处以上），只报一处。\n\n## 为什么\n\nGB/T 15835—2011 第4.1.1条：计量用数字须与单位连用；缺单位则目标无从考核。\n\n## 误报与边界\n\n同段没有“亿元”“万元”的不报；指数、比值不报；数字在行尾的不报：转存的网页把一行从数字中间断开。\n\n在1,004份公开报告和公文（1,686万字）上报告1处（1份），读了1处，都属实。",
    docs_en: "An amount (投资, 收入, 产值) followed by 以上, 以内 or 左右 without a unit, where the paragraph has 亿元 or 万元.",
    options: &[],
    triggers: &["以上", "以内", "左右", "增长", "下降"],
    examples: &[
        Example::pass("总投资18.32亿元，完成投资12.98亿元以上"),
        Example::pass("价格指数103以上"),
        Example::pass("完成投资12.98以上"),
        Example::fail("总投资18.32亿元，确保完成投资⟦12.98⟧以上"),
        Example::fail("生产总值增长6%，财政收入增长⟦5.2⟧，投资增长8%。"),
        Example::pass("生产总值增长6%，财政收入、投资分别增长5、8个百分点，户数增长3倍。"),
        Example::pass("生产总值增长6%，财政收入增长5。2%"),
        Example::pass("生产总值增长6%，财政收入增长5\n.2%"),
        Example::fail("生产总值增长⟦12⟧，投资增长26.1，税收增长8.5。\n出口下降3.2。"),
        Example::pass("生产总值增长12，投资增长26.1。"),
        Example::fail("生产总值增长6%，投资增长8.2%。\n产值增长9%。\n税收增长⟦7.7⟧。"),
        Example::pass("生产总值增长6%，投资增长8.2%。\n产值增长9%。\n比2030年增长7。"),
    ],
    check: Check::Noted { note, check },
};

const METRICS: [&str; 13] =
    ["投资", "收入", "产值", "总值", "总额", "税收", "利润", "增加值", "资金", "贷款", "存款", "销售额", "交易额"];

/// A value without its unit, by the words around it.
const MISSING: u64 = 0;
/// A growth without a sign in a line without signs.
const BARE: u64 = 1;
/// A growth with its sign.
const SIGNED: u64 = 2;
/// So many bare growths, and fewer with their sign, are a draft that lost its signs.
const STRIPPED: usize = 4;
/// So many growths with their sign for each without, and the one has lost it.
const OTHERS: usize = 3;

fn note(view: &BlockView<'_>, notes: &mut Vec<Note>) {
    let text = view.text();
    let from = notes.len();
    for word in view.hits() {
        if !word.of(text).starts_with(['以', '左']) {
            growth(text, word, notes);
            continue;
        }
        let Some(number) = number_before(text, word.start as usize) else { continue };
        let mut head = &text[..number.start as usize];
        for verb in ["达到", "突破", "超过", "完成", "实现", "增加到", "达", "为", "到位"] {
            head = head.strip_suffix(verb).unwrap_or(head);
        }
        if METRICS.iter().any(|m| head.ends_with(m)) && ["亿元", "万元"].iter().any(|u| text.contains(u)) {
            notes.push(Note::new(MISSING, [number; 2]));
        }
    }
    // Beside growths of the same word with their sign, one without has lost it.
    for verb in ["增长", "下降"] {
        let said = |n: &Note| n.spans[1].of(text) == verb;
        if notes[from..].iter().any(|n| n.key == SIGNED && said(n)) {
            notes[from..].iter_mut().filter(|n| n.key == BARE && said(n)).for_each(|n| n.key = MISSING);
        }
    }
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let of = |key: u64| view.notes().filter(move |(_, n)| n.key == key);
    let place = |(block, note): (u32, &Note)| Loc { block, span: note.spans[0] };
    found.extend(of(MISSING).map(|n| report(place(n), "数值缺单位", "the unit is missing")));
    let bare: Vec<Loc> = of(BARE).map(place).collect();
    let signed = of(SIGNED).count();
    if bare.len() < STRIPPED || signed >= bare.len() {
        // 税收增长7.7。 alone in its paragraph, in a draft that writes the sign everywhere else.
        let decimal = |loc: &&Loc| view.at(**loc).contains('.');
        if bare.len() * OTHERS <= signed {
            found.extend(bare.iter().filter(decimal).map(|l| report(*l, "数值缺单位", "the unit is missing")));
        }
        return;
    }
    let count = bare.len();
    let finding = report(
        bare[0],
        format!("全文{count}处升降的数值没有百分号，可能脱落"),
        format!("{count} growths have no percent sign: the signs are probably lost"),
    );
    let others = bare.iter().skip(1).take(9);
    found.push(others.fold(finding, |f, l| f.related(*l, Message::new("也没有", "here, too"))));
}

/// A growth without its percent sign among growths that have theirs.
fn growth(text: &str, word: Span, notes: &mut Vec<Note>) {
    let Some(number) = number_after(text, word.end as usize) else { return };
    // 增长57。8%: a damaged point.
    let ends = |rest: &str| {
        let next = rest.trim_start_matches(['，', '；', '。', ',', ';']);
        next.len() < rest.len() && !next.starts_with(|c: char| c.is_ascii_digit())
    };
    if text[number.end as usize..].starts_with(['%', '％']) {
        notes.push(Note::new(SIGNED, [number, word]));
    } else if ends(&text[number.end as usize..]) && number.len() < 6 {
        notes.push(Note::new(BARE, [number, word]));
    }
}
