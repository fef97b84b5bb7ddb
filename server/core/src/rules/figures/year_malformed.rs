//! `year-malformed`: a malformed year.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, is_han, number_after, number_before, perhaps, re, report};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "year-malformed",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "年份写法不规范", en: "A malformed year" },
    docs: "## 检查什么\n\n汉字年份用了“零”或字母、圈号（二零二二年、二O二二年、二00八年、二○二二年）；数字年份里有字母（2O22年）或多一位（20222年）；年份缩写（05年、95年3月、96年、97年、比95年增长）。\n\n## 为什么\n\nGB/T 15835—2011 第5.2.5条：年份的“0”用“〇”；第5.1.4条：年份不简写。\n\n## 误报与边界\n\n“60年光辉历程”“10年3个月”是时长，不报；“’99”“90年不变价”不报；上一行以数字结尾的行首“07年”是断开的年份，不报。圈号“○”通行，只作提示；同一写法超过两处合为一条。\n\n在1,004份公开报告和公文（1,686万字）上报告6处（6份），读了6处，都属实。",
    docs_en: "A Chinese year with 零, O or ○ for 〇, a letter in an Arabic year, or a year of two digits (GB/T 15835-2011, 5.2.5, 5.1.4).",
    options: &[],
    triggers: &[
        "零", "○", "二0", "O", "o", "Ｏ", "０", "l", "0年", "1年", "2年", "3年", "4年", "5年", "6年", "7年", "8年",
        "9年",
    ],
    examples: &[
        Example::pass("二〇二二年"),
        Example::pass("2022年"),
        Example::pass("60年光辉历程"),
        Example::pass("刑期10年3个月"),
        Example::pass("零二年级"),
        Example::pass("’99年会"),
        Example::pass("90年不变价"),
        Example::pass("2005年3月"),
        Example::pass("规划期到20\n07年"),
        Example::fixed("⟦二零二二年⟧", "二〇二二年"),
        Example::fixed("⟦二○二二年⟧", "二〇二二年"),
        Example::fixed("⟦二00八年⟧工作回顾", "二〇〇八年工作回顾"),
        Example::fixed("⟦2O22年⟧", "2022年"),
        Example::fail("截至⟦20222年⟧底"),
        Example::fail("综合各方面因素,⟦20234年⟧目标是"),
        Example::fixed("⟦05年⟧以来", "2005年以来"),
        Example::fixed("⟦95年⟧3月", "1995年3月"),
        Example::fixed("⟦96年⟧、⟦97年⟧连续丰收", "1996年、1997年连续丰收"),
        Example::fixed("产值比⟦95年⟧增长5%", "产值比1995年增长5%"),
        Example::pass("展示70年、80年的沧桑巨变，50年、60年一遇的洪水"),
    ],
    check: Check::Document(check),
};

static CHINESE: LazyLock<Regex> = LazyLock::new(|| re(r"[一二][一二三四五六七八九〇零○OoＯ０0]{3}年"));
static LETTER: LazyLock<Regex> = LazyLock::new(|| re(r"[12][0-9OoＯl]{3}年"));

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for (i, block) in view.blocks.iter().enumerate() {
        // Every form it looks for holds one of its words.
        if block.lexis.rules >> view.rule & 1 == 0 {
            continue;
        }
        let text = block.read();
        let cut = i > 0 && view.text(i as u32 - 1).trim_end().ends_with(|c: char| c.is_ascii_digit());
        for run in block.lexis.digits.iter().filter(|r| r.len() == 2 && text[r.end as usize..].starts_with('年')) {
            // 20⏎07年: the page cut the line.
            if cut && text[..run.start as usize].trim().is_empty() {
                continue;
            }
            short(text, i, *run, found);
        }
        for run in block.lexis.digits.iter().filter(|r| r.len() == 5 && text[r.end as usize..].starts_with('年')) {
            let digits = run.of(text);
            let start = run.start as usize;
            // A half-width mark behind a word is no part of a number.
            let mark = |c: char| matches!(c, ',' | ';' | ':' | '(') && before(text, start - 1).is_some_and(is_han);
            let glued = before(text, start).is_some_and(|c| c.is_ascii() && !mark(c) || c == '．');
            if (digits.starts_with("19") || digits.starts_with("20")) && !digits.ends_with("00") && !glued {
                let all = Loc::new(i, Span::new(run.start as usize, run.end as usize + '年'.len_utf8()));
                found.push(report(all, "年份多了一位数字", "a year of five digits"));
            }
        }
        if !block.lexis.hits(view.rule).any(|word| !word.of(text).ends_with('年')) {
            continue;
        }
        for year in CHINESE.find_iter(text).filter(|m| m.as_str().contains(ZEROS)) {
            let loc = Loc::new(i, Span::new(year.start(), year.end()));
            if year.as_str().contains('○') {
                push(loc, "年份的“0”用“〇”，不用“○”", year.as_str().replace('○', "〇"), found);
                // Much used, and hard to tell apart.
                found.last_mut().expect("just pushed").severity = Severity::Hint;
            } else {
                push(loc, "年份的“0”用“〇”", year.as_str().replace(ZEROS, "〇"), found);
            }
        }
        for year in LETTER.find_iter(text).filter(|m| m.as_str().contains(['O', 'o', 'Ｏ', 'l'])) {
            if before(text, year.start()).is_some_and(|c| c.is_ascii_alphanumeric()) {
                continue;
            }
            let mended = year.as_str().replace(['O', 'o', 'Ｏ'], "0").replace('l', "1");
            push(Loc::new(i, Span::new(year.start(), year.end())), "年份里有字母", mended, found);
        }
    }
}

/// What stands for 〇 in a Chinese year.
const ZEROS: [char; 7] = ['零', '○', 'O', 'o', 'Ｏ', '０', '0'];

fn digits_then_year(text: &str) -> bool {
    number_after(text, 0).is_some_and(|n| n.len() == 2 && text[n.end as usize..].starts_with('年'))
}

/// 05年, 95年3月
fn short(text: &str, block: usize, digits: Span, found: &mut Vec<Finding>) {
    let at = digits.end as usize;
    if before(text, at - 2).is_some_and(|c| c.is_ascii_alphanumeric() || ".’'‘—～~-－/：:".contains(c)) {
        return;
    }
    let year = &text[at - 2..at];
    let end = at + '年'.len_utf8();
    let rest = &text[end..];
    let month = rest.bytes().take_while(u8::is_ascii_digit).count();
    let dated = (1..=2).contains(&month) && rest[month..].starts_with('月');
    // 96年、97年连续丰收, 比95年增长: years, not lengths of time.
    let listed =
        rest.strip_prefix(['、', '和', '至']).is_some_and(|r| r.starts_with(['8', '9']) && digits_then_year(r));
    let behind = text[..at - 2].strip_suffix(['、', '和', '至']).is_some_and(|h| {
        let before = h.strip_suffix('年').and_then(|h| number_before(h, h.len()));
        before.is_some_and(|n| n.len() == 2 && n.of(h).starts_with(['8', '9']))
    });
    let compared = text[..at - 2].ends_with(['比', '较']) && rest.starts_with(['增', '提', '上', '下', '减', '翻']);
    let century = match year.as_bytes() {
        [b'0', _] => "20",
        [b'8' | b'9', _] if listed || behind || compared => "19",
        [b'8' | b'9', _] if dated => "19",
        [b'1' | b'2', _] if dated && !text[..at - 2].ends_with(['期', '刑', '满', '长']) => "20",
        _ => return,
    };
    push(Loc::new(block, Span::new(at - 2, end)), "年份不简写", format!("{century}{year}年"), found);
}

fn push(loc: Loc, zh: &str, mended: String, found: &mut Vec<Finding>) {
    found.push(report(loc, zh, "malformed year").fix(perhaps(loc, mended)));
}
