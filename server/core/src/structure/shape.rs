//! What a line is that starts with no ordinal: body text, a title, a paragraph named by its first sentence, an
//! appendix, or noise of a web page.

use super::lead::{self, LeadForm};
use super::marker::{char_at, is_blank, numeral_digit};
use crate::reading::segments::ends_clause;
use crate::text::{DocumentKind, Span};

/// What a line without an ordinal is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineShape {
    /// Nothing but blanks and markup.
    Blank,
    /// Running text.
    #[default]
    Body,
    /// A short line without an end mark.
    Title,
    /// A title that names a part of a report by its time and what it does there: 2025年工作回顾, 今后五年的主要任务.
    Part,
    /// A paragraph whose first sentence is short and reads like a title.
    Lead,
    /// An item introduced by a dash: ——
    Dash,
    /// 附件1, 名词解释: what follows is no longer the report.
    Appendix,
    /// Page number, source line, counter of a web page.
    Noise,
}

/// Where a line's content starts: behind blanks and markup (`#`, `*`, `>`, list marks).
pub(super) fn content_start(text: &str, _kind: DocumentKind) -> usize {
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let list_mark = matches!(c, '-' | '+' | '•' | '●' | '◆' | '■')
            && char_at(text, at + c.len_utf8()).is_none_or(|n| is_blank(n) || (c != '-' && c != '+'));
        if !(is_blank(c) || matches!(c, '*' | '#' | '>') || list_mark) {
            break;
        }
        at += c.len_utf8();
    }
    at
}

const NOISE: [&str; 15] = [
    "信息来源",
    "来源：",
    "来源:",
    "发布时间",
    "发布日期",
    "阅读量",
    "浏览次数",
    "浏览量",
    "责任编辑",
    "打印本页",
    "关闭窗口",
    "字号：",
    "【",
    "索引号",
    "更新时间",
];
/// Longest first sentence that names an item behind a dash.
const DASH_TITLE: usize = 40;

/// The level of a Markdown heading, 0 for another line.
pub(super) fn hashes(text: &str) -> u8 {
    let content = text.trim_start_matches(['\u{feff}', ' ']);
    let rest = content.trim_start_matches('#');
    let count = content.len() - rest.len();
    if (1..=6).contains(&count) && rest.starts_with([' ', '\t', '\u{3000}']) { count as u8 } else { 0 }
}

/// The shape of the line, the words that would name it and how they look.
pub(super) fn of(text: &str, start: usize) -> (LineShape, Span, LeadForm) {
    let blank = |c: char| c == '*' || c == '#' || is_blank(c);
    let content = text[start..].trim_end_matches(blank);
    let whole = Span::new(start, start + content.len());
    let plain = |shape, words| (shape, words, LeadForm::default());
    if content.is_empty() || is_rule(content) {
        return plain(LineShape::Blank, whole);
    }
    // Lengths in bytes first: most lines are long and need no closer look than their first sentence.
    let first = content.char_indices().nth(40).map_or(content, |(i, _)| &content[..i]);
    if is_noise(content, first) {
        return plain(LineShape::Noise, whole);
    }
    if let Some(words) = dash(content, first) {
        return plain(LineShape::Dash, Span::new(start + words.start as usize, start + words.end as usize));
    }
    if content.len() <= 120 && is_appendix(content) {
        return plain(LineShape::Appendix, whole);
    }
    let bold = text[..start].ends_with("**");
    if is_title(content) {
        let form =
            if bold && text[start + content.len()..].starts_with("**") { LeadForm::Bold } else { LeadForm::default() };
        return (if is_part(content) { LineShape::Part } else { LineShape::Title }, whole, form);
    }
    match lead::of(content, bold) {
        Some((len, form)) => (LineShape::Lead, Span::new(start, start + len), form),
        None => plain(LineShape::Body, whole),
    }
}

/// A rule across the page: `---`, `———`.
fn is_rule(content: &str) -> bool {
    content.len() >= 3 && content.chars().all(|c| matches!(c, '-' | '—' | '─' | '_' | '=' | ' '))
}

/// The words that name an item behind a dash: its first sentence, its first clause when that is long.
fn dash(content: &str, first: &str) -> Option<Span> {
    if !(first.starts_with("——")
        || first.starts_with("--")
        || first.starts_with(['—', '―', '－', '─']) && first.len() > 6)
    {
        return None;
    }
    let marks = ['—', '-', '―', '－', '─', ' ', '*', '\u{3000}'];
    let words = content.trim_start_matches(marks);
    let lead = content.len() - words.len();
    let sentence = words.find(['。', '：', '；', '！', ':', ';']).unwrap_or(words.len());
    let stop = if words[..sentence].chars().count() <= DASH_TITLE {
        sentence
    } else {
        words.find(['，', ',']).map_or(sentence, |comma| comma.min(sentence))
    };
    Some(Span::new(lead, lead + words[..stop].trim_end_matches(['*', ' ']).len()))
}

fn is_noise(content: &str, first: &str) -> bool {
    if content.len() <= 24 {
        let inner =
            content.trim_matches(|c: char| matches!(c, '-' | '—' | '–' | '－' | '第' | '页' | '/') || is_blank(c));
        if !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit()) && content.len() > inner.len() {
            return true;
        }
    }
    content.len() <= 240 && NOISE.iter().any(|n| first.starts_with(n))
}

fn is_appendix(content: &str) -> bool {
    let words = content.trim_end_matches(['：', ':', '）', ')']).trim_start_matches(['（', '(']);
    if words.chars().count() > 40 || words.contains(['。', '；']) {
        return false;
    }
    for head in ["附件", "附表", "附录", "附注", "附"] {
        if let Some(rest) = words.strip_prefix(head)
            && rest.chars().all(|c| c.is_ascii_digit() || is_blank(c) || numeral_digit(c) || matches!(c, '：' | ':'))
        {
            return true;
        }
    }
    [
        "名词解释",
        "术语解释",
        "解释和说明",
        "注解",
        "名词注释",
        "名词说明",
        "词语解释",
        "有关用语说明",
        "用语说明",
        "注释",
        "注 释",
        "附注",
        "注：",
        "缩略语",
    ]
    .iter()
    .any(|tail| words.ends_with(tail))
}

fn is_title(content: &str) -> bool {
    if content.len() > 120 || content.ends_with(|c| ends_clause(c) || c == '、') {
        return false;
    }
    let (mut count, mut han, mut commas) = (0, 0, 0);
    for c in content.chars() {
        count += 1;
        match c {
            '\u{4e00}'..='\u{9fff}' => han += 1,
            '，' | ',' => commas += 1,
            '。' | '；' | '！' | '？' | '：' | ';' | '!' | '?' | ':' | '|' | '\t' | '=' => return false,
            _ => {}
        }
    }
    count <= 36 && han >= 4 && commas <= 1
}

/// Times with which the name of a part starts.
const TIMES: [&str; 14] =
    ["过去", "今年", "去年", "上年", "全年", "明年", "今后", "未来", "下一", "本届", "“十", "五年", "一年", "当前"];
/// What a part is about, at its end.
const ACTS: [&str; 17] = [
    "回顾",
    "总结",
    "安排",
    "任务",
    "目标",
    "打算",
    "部署",
    "建议",
    "思路",
    "要求",
    "工作情况",
    "完成情况",
    "重点工作",
    "主要工作",
    "政府工作",
    "谋划",
    "意见",
];
/// 2025年工作回顾, 一九九三年的政府工作, “十三五”工作回顾.
fn is_part(content: &str) -> bool {
    let count = content.chars().count();
    let timed = starts_with_year(content) || TIMES.iter().any(|t| content.starts_with(t));
    count <= 30 && timed && ACTS.iter().any(|t| content.ends_with(t))
        || count <= 8 && matches!(content, "工作回顾" | "工作安排" | "主要任务" | "重点工作")
}

/// Four digits of a year, in either kind of numeral, and 年.
fn starts_with_year(content: &str) -> bool {
    let digit = |c: &char| c.is_ascii_digit() || numeral_digit(*c) || *c == '○';
    let digits: Vec<char> = content.chars().take_while(digit).take(5).collect();
    let century = matches!(digits.first(), Some('1' | '2' | '一' | '二'));
    digits.len() == 4 && century && content.chars().nth(4).is_some_and(|c| matches!(c, '年' | '—' | '-' | '至' | '和'))
}
