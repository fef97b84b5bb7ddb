//! `approx-numeral-dunhao`: a 顿号 inside an approximate number.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, here, perhaps, report, statement};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "approx-numeral-dunhao",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "概数中间用了顿号", en: "A 顿号 inside an approximate number" },
    docs: "## 检查什么\n\n相邻两数表示概数时中间加了顿号：三、四十个，3、4个。\n\n## 为什么\n\nGB/T 15834—2011 第4.5.3.4条、GB/T 15835—2011 第5.2.1条：相邻数字连用表示概数，中间不用顿号，并用汉字。\n\n## 误报与边界\n\n二、三产业，二、三、四期，一、二年级，3、4月份等是列举，不报；“分别为3、4个”不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "Two neighbouring numbers that mean an approximation (三四十个) take no 顿号. Enumerations (二、三产业, 3、4月) are left alone.",
    options: &[],
    triggers: &[
        "一、二",
        "二、三",
        "三、四",
        "四、五",
        "五、六",
        "六、七",
        "七、八",
        "八、九",
        "1、2",
        "2、3",
        "3、4",
        "4、5",
        "5、6",
        "6、7",
        "7、8",
        "8、9",
    ],
    examples: &[
        Example::pass("三四十个"),
        Example::pass("二、三、四期开工"),
        Example::pass("二、三产业"),
        Example::pass("分别新建3、4个"),
        Example::pass("3、4月份"),
        Example::pass("第三、四个"),
        Example::fixed("带动⟦三、四十⟧个村", "带动三四十个村"),
        Example::fixed("建设⟦3、4⟧个", "建设三四个"),
    ],
    check: Check::Block(check),
};

const DIGITS: &str = "一二三四五六七八九";

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for mark in view.hits() {
        let Some((a, b)) = mark.of(text).split_once('、') else { continue };
        let at = mark.start as usize + a.len();
        let next = at + '、'.len_utf8();
        let (Some(a), Some(b)) = (a.chars().next(), b.chars().next()) else { continue };
        let (Some(low), Some(high)) = (value(a), value(b)) else { continue };
        let (start, end) = (at - a.len_utf8(), next + b.len_utf8());
        let outside = before(text, start);
        if high != low + 1
            || low == 0
            || outside.is_some_and(|c| value(c).is_some() || "、第十百千万.．—-至".contains(c))
        {
            continue;
        }
        let rest = &text[end..];
        let scale = rest.chars().next().filter(|c| "十百千万".contains(*c));
        let tail = scale.map_or(rest, |c| &rest[c.len_utf8()..]);
        // Only a classifier that nothing is numbered by; 十 and more make it an approximation of their own.
        let counts = if scale.is_some() {
            "个名位家户人件项亩元年天次里公吨种条"
        } else {
            "个名位户人种"
        };
        let sentence = &text[statement(text, at).start as usize..start];
        if !tail.starts_with(|c| counts.contains(c)) || sentence.contains("分别") {
            continue;
        }
        let end = end + scale.map_or(0, char::len_utf8);
        let all = here(Span::new(start, end));
        let chinese = |v: u32| DIGITS.chars().nth(v as usize - 1).unwrap_or_default();
        let mended = format!("{}{}{}", chinese(low), chinese(high), scale.map(String::from).unwrap_or_default());
        found.push(report(all, "概数中间不用顿号", "no 顿号 inside an approximate number").fix(perhaps(all, mended)));
    }
}

fn value(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| DIGITS.chars().position(|d| d == c).map(|i| i as u32 + 1))
}
