//! `mojibake-gbk-slip`: garbled text, with the original where it can be worked out.

use crate::damage::{self, Kind};
use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, perhaps, report};

/// The rule.
pub const RULE: Rule = Rule {
    code: "mojibake-gbk-slip",
    group: Group::Text,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "乱码", en: "Garbled text" },
    docs: "## 检查什么\n\n汉字被从中间切开造成的错位乱码（`?!`、`??` 之后的一串怪字）；读错后留下的黑底问号、“锟斤拷”；混在中文里的假名、俄文字母和打不出的字符。能倒推的给出原文预览。\n\n## 为什么\n\n有的程序在“！”“？”处切断文字，却切在了一个汉字当中：前一个字成了 `?`，后面的字跟着都错读半个，到下一个英文字符为止。补回丢掉的半个字即得原文；首字多为“。”或“保”，末字可能丢失，以 □ 表示。\n\n## 误报与边界\n\n人写的 `??`、`?!` 之后不是错位字串，不报；一行至多报五处残留字符。其他规则在乱码近旁（12字以内）一律不报。\n\n在1,004份公开报告和公文（1,686万字）上报告8处（3份），读了5处，都属实。",
    docs_en: "Text garbled by a byte-wise cut of GBK, with the reconstruction as a preview; stray U+FFFD, 锟斤拷, kana, Cyrillic and private-use characters. Other rules keep 12 characters away.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("干什么?!他说"),
        Example::pass("金额???万元"),
        Example::fixed("落实“三⟦?!比蝿?⟧，", "落实“三保”任□，"),
        Example::fail("发展⟦\u{fffd}\u{fffd}⟧环境"),
        Example::fail("产业⟦ぷ⟧升级"),
    ],
    check: Check::OfDamage(&Check::Block(check)),
};

/// Stray characters reported in one line.
const MOST: usize = 5;

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    if view.block.lexis.damage.is_empty() {
        return;
    }
    let mut stray = 0;
    for damage in damage::scan(view.written()) {
        let loc = here(damage.span);
        match damage.kind {
            Kind::Slip { repair } => {
                // Behind a colon: what is restored may itself hold quotation marks.
                let (zh, en) = if repair.contains('□') {
                    ("（□是丢失的字）", " (□: a character that is lost)")
                } else {
                    ("", "")
                };
                found.push(
                    report(loc, format!("乱码，原文疑为：{repair}{zh}"), format!("garbled; probably: {repair}{en}"))
                        .fix(perhaps(loc, repair)),
                );
            }
            kind => {
                stray += 1;
                if stray > MOST {
                    break;
                }
                let (zh, en) = match kind {
                    Kind::Lost => ("此处字符已丢失", "characters were lost here"),
                    Kind::Private => ("私有区字符，别处显示不出", "a private-use character: it shows nowhere else"),
                    _ => ("中文里混入了外文字母，疑为乱码", "foreign letters in Chinese text: probably garbled"),
                };
                found.push(report(loc, zh, en));
            }
        }
    }
}
