//! `year-malformed`: a malformed year.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rules::common::{before, here, perhaps, re, report};
use crate::rules::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "year-malformed",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "年份写法不规范", en: "A malformed year" },
    docs: "## 检查什么\n\n汉字年份用了“零”或字母、圈号（二零二二年、二O二二年、二○二二年）；数字年份里有字母（2O22年）；年份缩写（05年、95年3月）。\n\n## 为什么\n\nGB/T 15835—2011 第5.2.5条：年份的“0”用“〇”；第5.1.4条：年份不简写。\n\n## 误报与边界\n\n“60年光辉历程”“10年3个月”是时长，不报；“’99”“90年不变价”不报。",
    docs_en: "A Chinese year with 零, O or ○ for 〇, a letter in an Arabic year, or a year of two digits (GB/T 15835-2011, 5.2.5, 5.1.4).",
    options: &[],
    triggers: &["零", "○", "O", "o", "Ｏ", "０", "l", "年"],
    examples: &[
        Example::pass("二〇二二年"),
        Example::pass("2022年"),
        Example::pass("60年光辉历程"),
        Example::pass("刑期10年3个月"),
        Example::pass("零二年级"),
        Example::pass("’99年会"),
        Example::pass("90年不变价"),
        Example::pass("2005年3月"),
        Example::fixed("⟦二零二二年⟧", "二〇二二年"),
        Example::fixed("⟦二○二二年⟧", "二〇二二年"),
        Example::fixed("⟦2O22年⟧", "2022年"),
        Example::fixed("⟦05年⟧以来", "2005年以来"),
        Example::fixed("⟦95年⟧3月", "1995年3月"),
    ],
    check: Check::Block(check),
};

static CHINESE: LazyLock<Regex> = LazyLock::new(|| re(r"[一二][一二三四五六七八九〇零○OoＯ０]{3}年"));
static LETTER: LazyLock<Regex> = LazyLock::new(|| re(r"[12][0-9OoＯl]{3}年"));

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let (mut odd, mut letter) = (false, false);
    for word in view.hits() {
        match word.of(text) {
            "年" => short(text, word, found),
            "零" | "○" => odd = true,
            _ => (odd, letter) = (true, true),
        }
    }
    if odd {
        for year in CHINESE.find_iter(text).filter(|m| m.as_str().contains(['零', '○', 'O', 'o', 'Ｏ', '０'])) {
            let mended = year.as_str().replace(['零', '○', 'O', 'o', 'Ｏ', '０'], "〇");
            push(year.start(), year.end(), "年份的“0”用“〇”", mended, found);
        }
    }
    if letter {
        for year in LETTER.find_iter(text).filter(|m| m.as_str().contains(['O', 'o', 'Ｏ', 'l'])) {
            if before(text, year.start()).is_some_and(|c| c.is_ascii_alphanumeric()) {
                continue;
            }
            let mended = year.as_str().replace(['O', 'o', 'Ｏ'], "0").replace('l', "1");
            push(year.start(), year.end(), "年份里有字母", mended, found);
        }
    }
}

/// 05年, 95年3月
fn short(text: &str, word: Span, found: &mut Vec<Finding>) {
    let at = word.start as usize;
    let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits != 2 || before(text, at - 2).is_some_and(|c| c.is_ascii_alphanumeric() || ".’'‘—～~-－/：:".contains(c))
    {
        return;
    }
    let year = &text[at - 2..at];
    let rest = &text[word.end as usize..];
    let month = rest.bytes().take_while(u8::is_ascii_digit).count();
    let dated = (1..=2).contains(&month) && rest[month..].starts_with('月');
    let century = match year.as_bytes() {
        [b'0', _] => "20",
        [b'8' | b'9', _] if dated => "19",
        [b'1' | b'2', _] if dated && !text[..at - 2].ends_with(['期', '刑', '满', '长']) => "20",
        _ => return,
    };
    push(at - 2, word.end as usize, "年份不简写", format!("{century}{year}年"), found);
}

fn push(start: usize, end: usize, zh: &str, mended: String, found: &mut Vec<Finding>) {
    let all = here(Span::new(start, end));
    found.push(report(all, zh, "malformed year").fix(perhaps(all, mended)));
}
