//! `scrape-left`: what a web page left in the text.

use super::left_out::{around, cutting, one, places};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::markdown::LineRole;
use crate::message::{Message, StaticMessage};
use crate::reading::traces::Cause;
use crate::reading::traces::scraps::{self, Kind};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "scrape-left",
    group: Group::Text,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "网页残留", en: "Remains of a web page" },
    docs: "## 检查什么\n\n复制网页时带进来的内容：……省略912字，正式会员可完整阅读……；微信扫一扫分享；【字号：大 中 小】打印；行末反复出现的同一串字母数字。每种报一处，改正由用户选择。\n\n## 为什么\n\n这些不是文稿的内容。没有去掉之前，大纲、数字、字数和其他检查都不读它们。\n\n## 误报与边界\n\n整行只有网页工具的字样才算；“打印”“字号”出现在句子里（3D打印、老字号）不报；行末字母串要占一半以上的行。\n\n在877篇公开报告和127份文稿上报告1处，属实（扫一扫在手机打开当前页）。",
    docs_en: "What was copied with a web page: words to those who have not paid, codes to scan, tools of the page, the same Latin word at most line ends. One finding a kind; the fix is the user's choice. Nothing else reads them.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("推进3D打印产业发展，支持老字号企业创新。\n推行“扫一扫”办事。"),
        Example::fixed("新建公园3个。\n⟦【字号：大 中 小】 打印⟧\n新增就业200人。", "新建公园3个。\n新增就业200人。"),
        Example::fixed(
            "新建公园3个⟦。……省略912字，正式会员可完整阅读……全⟧年完成投资2亿元。",
            "新建公园3个。全年完成投资2亿元。",
        ),
        Example::fixed("新建公园3个。\n⟦微信扫一扫，分享到朋友圈⟧", "新建公园3个。"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for kind in [Kind::Cut, Kind::Scan, Kind::Tools, Kind::Token] {
        let inside = places(view, |cause| cause == Cause::Scrap(kind));
        let mut all: Vec<(Loc, Edit)> = inside.iter().map(|p| around(view, *p)).zip(cutting(&inside)).collect();
        let lines = view.blocks.iter().enumerate().filter(|(_, b)| b.role == LineRole::Page);
        let lines = lines.filter(|(_, b)| scraps::line(&b.text) == Some(kind));
        all.extend(lines.map(|(i, b)| (Loc::new(i, Span::new(0, b.text.len())), line(view, i))));
        all.sort_by_key(|(loc, _)| *loc);
        let count = all.len();
        let (zh, en) = words(kind);
        let message =
            Message::new(format!("网页残留：{zh}，共{count}处"), format!("left by a web page: {en}, {count} in all"));
        let (places, edits): (Vec<Loc>, Vec<Edit>) = all.into_iter().unzip();
        let fix = Fix::unsafe_(Message::new("删去网页残留", "Take it out"), edits);
        // What ends the lines of a page goes when these are joined.
        let cut = kind == Kind::Token && view.woven.is_some_and(|woven| woven.wrapped);
        found.extend(one(places, message).map(|f| if cut { f } else { f.fix(fix) }));
    }
}

const fn words(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Cut => ("正文被截去，只留下提示", "the text was cut, and these words stand for it"),
        Kind::Scan => ("扫码、分享的提示", "codes to scan"),
        Kind::Tools => ("页面工具的字样", "tools of the page"),
        Kind::Token => ("行末反复出现的同一串字母", "the same Latin word at line ends"),
    }
}

/// Takes out a whole line.
fn line(view: &DocumentView<'_>, block: usize) -> Edit {
    let (at, len) = (block as u32, view.blocks[block].text.len() as u32);
    match block.checked_sub(1) {
        _ if block + 1 < view.blocks.len() => Edit::cut((at, 0), (at + 1, 0)),
        Some(above) => Edit::cut((above as u32, view.blocks[above].text.len() as u32), (at, len)),
        None => Edit::cut((at, 0), (at, len)),
    }
}
