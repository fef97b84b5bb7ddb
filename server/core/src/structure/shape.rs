//! What a line is that starts with no ordinal: body text, a title, a paragraph named by its first sentence, an
//! appendix, or noise of a web page.

use super::marker::{char_at, is_blank, numeral_digit};
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
const END_MARKS: [char; 12] = ['。', '；', '，', '：', '！', '？', ';', ',', ':', '!', '?', '、'];

/// The shape of the line and the words that would name it.
pub(super) fn of(text: &str, start: usize) -> (LineShape, Span) {
    let blank = |c: char| c == '*' || c == '#' || is_blank(c);
    let content = text[start..].trim_end_matches(blank);
    let whole = Span::new(start, start + content.len());
    if content.is_empty() {
        return (LineShape::Blank, whole);
    }
    // Lengths in bytes first: most lines are long and need no closer look than their first sentence.
    let first = content.char_indices().nth(40).map_or(content, |(i, _)| &content[..i]);
    if is_noise(content, first) {
        return (LineShape::Noise, whole);
    }
    if first.starts_with("——") || first.starts_with("--") || (first.starts_with(['—', '―', '－']) && first.len() > 6)
    {
        let lead = content.len() - content.trim_start_matches(['—', '-', '―', '－', ' ']).len();
        let words = &content[lead..];
        let stop = words.find(['。', '，', '：', '；', '！', ',', ':', ';']).unwrap_or(words.len());
        return (LineShape::Dash, Span::new(start + lead, start + lead + stop));
    }
    if content.len() <= 120 && is_appendix(content) {
        return (LineShape::Appendix, whole);
    }
    if is_title(content) {
        return (if is_part(content) { LineShape::Part } else { LineShape::Title }, whole);
    }
    match lead(content) {
        Some(len) => (LineShape::Lead, Span::new(start, start + len)),
        None => (LineShape::Body, whole),
    }
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
        "注：",
        "缩略语",
    ]
    .iter()
    .any(|tail| words.ends_with(tail))
}

fn is_title(content: &str) -> bool {
    if content.len() > 120 || content.ends_with(END_MARKS) {
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

fn is_part(content: &str) -> bool {
    const TIMES: [&str; 10] = ["过去", "今年", "去年", "上年", "全年", "明年", "今后", "未来", "下一", "本届"];
    const ACTS: [&str; 14] = [
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
    ];
    let year = content.get(..4).is_some_and(|y| y.starts_with("20") && y.bytes().all(|b| b.is_ascii_digit()));
    content.chars().count() <= 24
        && (year || TIMES.iter().any(|t| content.starts_with(t)))
        && ACTS.iter().any(|t| content.ends_with(t))
}

/// Length of a short first sentence that reads like a title, if more follows it.
fn lead(content: &str) -> Option<usize> {
    const NEVER: [&str; 12] = ["各位", "这", "那", "我们", "同时", "此外", "现在", "请", "以上", "谢", "他", "其"];
    let mut count = 0;
    for (i, c) in content.char_indices() {
        match c {
            '。' => {
                let rest = content[i + c.len_utf8()..].trim_matches(|c: char| c == '*' || is_blank(c));
                let named =
                    (4..=24).contains(&count) && rest.len() > 30 && !NEVER.iter().any(|n| content.starts_with(n));
                return named.then(|| content[..i].trim_end_matches('*').len());
            }
            '，' | '；' | '：' | '！' | '？' | ',' | ';' | ':' | '!' | '?' | '|' | '0'..='9' => return None,
            _ => count += 1,
        }
        if count > 24 {
            return None;
        }
    }
    None
}
