//! `latin-case`: the case of a code.

use std::cell::LazyCell;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{after, before, here, is_han, perhaps, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "latin-case",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "代号大小写", en: "The case of a code" },
    docs: "## 检查什么\n\n通行代号写成了小写：pm2.5、g237、eod、epc、5g、wifi。\n\n## 为什么\n\nGB/T 15835—2011 第4.1.2、4.2.3条：代号、专名保持固定写法；污染物为 PM2.5、PM10，公路编号为 G、S、X、Y 加数字。\n\n## 误报与边界\n\n网址、邮箱、文件名和西文句子里的不报。\n\n在1,004份公开报告和公文（1,686万字）上报告3处（2份），读了3处，都属实。",
    docs_en: "Well-known codes in lower case (pm2.5, g237, eod). Addresses and Latin text are left alone.",
    options: &[],
    triggers: &[
        "pm2.5", "pm10", "Pm2.5", "Pm10", "eod", "epc", "ppp", "gdp", "cpi", "ppi", "eod", "wifi", "Wifi", "5g", "4g",
        "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9",
    ],
    examples: &[
        Example::pass("PM2.5浓度"),
        Example::pass("S225线"),
        Example::pass("见www.gdp-g2.cn"),
        Example::pass("重5g2的"),
        Example::pass("the eod model"),
        Example::fixed("⟦pm2.5⟧下降", "PM2.5下降"),
        Example::fixed("争取⟦g237⟧金湖大道", "争取G237金湖大道"),
        Example::fixed("启动⟦eod⟧项目", "启动EOD项目"),
        Example::fixed("免费⟦wifi⟧覆盖，新建⟦5g⟧基站", "免费WiFi覆盖，新建5G基站"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let half = LazyCell::new(|| view.block.lexis.half_marks(text, view.kind));
    for word in view.hits() {
        let (start, mut end) = (word.start as usize, word.end as usize);
        let bytes = text.as_bytes();
        let road = word.len() == 2 && !word.of(text).ends_with('g');
        if road {
            end += bytes[end..].iter().take_while(|b| b.is_ascii_digit()).count();
            if !(3..=5).contains(&(end - start)) {
                continue;
            }
        }
        // Chinese text, a blank or a bracket on both sides: not an address, a file or a Latin word.
        let (left, right) = (before(text, start), after(text, end));
        // A half-width mark that stands for a full-width one counts as such.
        let mark = |c: Option<char>, at: usize| {
            let mark = c.filter(|c| matches!(c, ',' | '(' | ')' | ';' | ':' | '?' | '!'));
            mark.is_some() && half.binary_search_by_key(&at, |m| m.span.start as usize).is_ok()
        };
        let wide = |c: Option<char>, at: usize| c.is_some_and(|c| !c.is_ascii()) || mark(c, at);
        let left_wide = wide(left, start.wrapping_sub(1)) || text[..start].ends_with("...");
        let right_wide = wide(right, end) || text[end..].starts_with("...");
        let edge = |c: Option<char>, wide: bool| wide || c.is_none_or(|c| matches!(c, ',' | '(' | ')' | ';' | ':'));
        let chinese = left_wide || right_wide;
        if !edge(left, left_wide) || !edge(right, right_wide) || !chinese || (road && !right.is_some_and(is_han)) {
            continue;
        }
        let all = here(Span::new(start, end));
        let upper = match &text[start..end] {
            "wifi" | "Wifi" => "WiFi".to_owned(),
            code => code.to_ascii_uppercase(),
        };
        found.push(
            report(all, format!("代号应大写：{upper}"), format!("the code is written {upper}"))
                .fix(perhaps(all, upper)),
        );
    }
}
