//! `placeholder-left`: a placeholder was left.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rules::common::{before, here, quoted, report};
use crate::rules::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "placeholder-left",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "占位内容未填", en: "A placeholder was left" },
    docs: "## 检查什么\n\n起草时留下的占位：XX亿元、20XX年、××市、待补充、（）亿元、____万元、TODO。\n\n## 为什么\n\n定稿前须填实；占位进入印发稿即成事故。\n\n## 误报与边界\n\n“××”须紧接数量单位、年份或行政区划；引号、书名号里的（规定名称格式）、表格和表单里成行的下划线不报；“待定”“待确认”可能是实情，不报。\n\n在112份公开报告（182万字）上报告5处，逐处核对，误报0处。",
    docs_en: "What a drafter meant to fill in later: XX亿元, 20XX年, 待补充, （）亿元, ____万元, TODO.",
    options: &[],
    triggers: &[
        "XX",
        "xx",
        "××",
        "ＸＸ",
        "待补充",
        "待填",
        "待核数",
        "TODO",
        "TBD",
        "（）",
        "()",
        "（ ）",
        "（　）",
        "__",
    ],
    examples: &[
        Example::pass("增长8%"),
        Example::pass("时间待定"),
        Example::pass("姓名：____ 年 月 日"),
        Example::pass("《XX法》研究"),
        Example::fail("总投资⟦XX⟧亿元"),
        Example::fail("20⟦XX⟧年"),
        Example::fail("营收⟦（）⟧亿元"),
        Example::fail("数据⟦待补充⟧。"),
        Example::fail("新增⟦____⟧万元"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let mut done = 0;
    for word in view.hits() {
        if word.start < done {
            continue;
        }
        let start = word.start as usize;
        let mark = word.of(text);
        let run = ['X', 'x', '×', 'Ｘ', '_'].into_iter().find(|c| mark.starts_with(*c));
        let end = match run {
            Some(c) => text.len() - text[start..].trim_start_matches(c).len(),
            None => word.end as usize,
        };
        let rest = &text[end..];
        let measured =
            ["亿", "万", "%", "％", "个", "家", "项", "户", "元", "公里", "亩"].iter().any(|u| rest.starts_with(u));
        let sure = match run {
            Some('_') => measured,
            Some(_) => {
                let latin = before(text, start).is_some_and(|c| c.is_ascii_alphabetic())
                    || rest.starts_with(|c: char| c.is_ascii_alphanumeric());
                !latin && (measured || rest.starts_with(['年', '月', '市', '县', '区', '镇', '乡', '村']))
            }
            None if mark.starts_with(['（', '(']) => measured && !rest.starts_with("个"),
            None => !before(text, start).is_some_and(|c| c.is_ascii_alphanumeric()),
        };
        if sure && !quoted(text, start) {
            done = end as u32;
            found.push(report(here(Span::new(start, end)), "占位内容未填", "a placeholder was left"));
        }
    }
}
