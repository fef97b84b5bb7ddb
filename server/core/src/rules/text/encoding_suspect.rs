//! `encoding-suspect`: the encoding was probably misread.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::report;
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "encoding-suspect",
    group: Group::Text,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "疑似编码识别错误", en: "The encoding was probably misread" },
    docs: "## 检查什么\n\n全文大量出现编码读错才有的字：把 UTF-8 当 GBK 读（锛、銆、鐨）、把 GBK 当西文读（µÄ、£¬）、把 GBK 当 UTF-8 读（一串黑底问号）。\n\n## 为什么\n\n这些字在公文里几乎不用，成片出现说明打开文件时选错了编码；改字没有用，应换编码重新打开。\n\n## 误报与边界\n\n须有十处以上且占全文千分之五以上才报，只报一次；报了它，别的一概不报。\n\n在1,004份公开报告和公文（1,686万字）上报告1处（1份），未逐处读。",
    docs_en: "Characters that only a wrong decoding produces, in bulk: reopen the file with the right encoding (GBK/GB18030 or UTF-8). Nothing else is reported of such a text.",
    options: &[],
    triggers: &["锛", "銆", "鐨", "鈥", "鍜", "浜嗘", "ï¼", "ã€", "µÄ", "¡£", "£¬", "\u{fffd}", "锟斤拷"],
    examples: &[
        Example::pass("云岭市经济平稳增长。"),
        Example::fail(
            "⟦鏀⟧垮簻宸ヤ綔鎶ュ憡锛屽浗姘戠粡娴庯紝鐨勫彂灞曪紝鍜岋紝鐨勶紝鐨勶紝鐨勶紝鐨勶紝鐨勶紝鐨勶紝銆傜殑锛",
        ),
        Example::fail("⟦Õ⟧þ¸®¹¤×÷±¨¸æ£¬µÄ¡£µÄ¡£µÄ¡£µÄ¡£µÄ¡£µÄ"),
    ],
    check: Check::OfDamage(&Check::Document(check)),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let (mut utf8, mut gbk, mut lost) = (0_usize, 0_usize, 0_usize);
    for hit in view.hits() {
        match view.at(hit) {
            "µÄ" | "¡£" | "£¬" => gbk += 1,
            "\u{fffd}" | "锟斤拷" => lost += 1,
            _ => utf8 += 1,
        }
    }
    let most = utf8.max(gbk).max(lost);
    let length: usize = view.blocks.iter().map(|b| b.text.len()).sum();
    // A Chinese character has three bytes: one in two hundred characters is one in six hundred bytes.
    if most < 10 || most * 600 < length {
        return;
    }
    let (zh, en) = if most == utf8 {
        (
            "文件疑为 UTF-8，却按 GBK 打开；请用 UTF-8 重新打开",
            "the file is probably UTF-8 read as GBK: reopen it as UTF-8",
        )
    } else if most == gbk {
        ("文件疑为 GBK，却按西文打开；请用 GBK 重新打开", "the file is probably GBK read as Latin: reopen it with GBK")
    } else {
        (
            "文件疑为 GBK，却按 UTF-8 打开；请用 GBK 重新打开",
            "the file is probably GBK read as UTF-8: reopen it with GBK",
        )
    };
    let Some((block, text)) = view.blocks.iter().enumerate().find(|(_, b)| !b.text.trim().is_empty()) else { return };
    let start = text.text.len() - text.text.trim_start().len();
    let width = text.text[start..].chars().next().map_or(0, char::len_utf8);
    found.push(report(Loc::new(block, Span::new(start, start + width)), zh, en));
}
