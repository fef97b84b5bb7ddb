//! What a web page leaves around and in a text: its tools, its codes to scan, its words to those who have not paid.

use std::collections::HashMap;

use super::{Cause, Trace};
use crate::reading::script;
use crate::text::Span;

/// What was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// ……省略912字，正式会员可完整阅读……
    Cut,
    /// 微信扫一扫，分享到朋友圈
    Scan,
    /// 【字号：大 中 小】 打印 关闭窗口
    Tools,
    /// The same Latin word at every line's end.
    Token,
}

/// Longest line that is a page's, in characters.
const LONGEST: usize = 60;
/// Words of a page's tools, the telling ones first.
const TOOLS: [&str; 33] = [
    "打印本页",
    "关闭窗口",
    "返回顶部",
    "返回上一页",
    "打印",
    "字号",
    "字体",
    "分享到",
    "我要纠错",
    "复制链接",
    "微信",
    "微博",
    "QQ空间",
    "QQ",
    "收藏",
    "关闭",
    "默认",
    "特大",
    "超大",
    "大",
    "中",
    "小",
    "A+",
    "A-",
    "+",
    "-",
    "分享",
    "朗读",
    "下载",
    "视力保护色",
    "无障碍",
    "繁体",
    "简体",
];
/// How many of [`TOOLS`] tell that a line is tools: the others are ordinary words.
const TELLING: usize = 10;

/// What of a page a whole line is.
#[must_use]
pub fn line(text: &str) -> Option<Kind> {
    if text.len() > 4 * LONGEST {
        return None;
    }
    let text = &*script::simplified(text);
    let words = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '>' | '#'));
    if words.is_empty() || words.len() > 3 * LONGEST || words.chars().nth(LONGEST).is_some() {
        return None;
    }
    let scan = words.trim_start_matches(['【', '[', '（', '(']);
    let scanned = ["微信扫一扫", "扫一扫", "微信扫码", "扫描二维码", "手机扫一扫", "用微信扫"];
    let ends = ["手机", "分享", "朋友圈", "关注", "打开", "公众号", "浏览", "阅读", "查看"];
    if scanned.iter().any(|w| scan.starts_with(w))
        && !words.contains('。')
        && (ends.iter().any(|w| words.contains(w)) || scanned.contains(&scan))
    {
        return Some(Kind::Scan);
    }
    if let Some(trace) = words.find('省').and_then(|at| at_cut(words, at, 0))
        && trace.span.len() + 6 >= words.len()
    {
        return Some(Kind::Cut);
    }
    is_tools(words).then_some(Kind::Tools)
}

/// Whether a line consists of the words of tools and what parts them.
fn is_tools(words: &str) -> bool {
    let parts = |c: char| c.is_whitespace() || "【】[]［］（）()|｜：:、·/".contains(c);
    let (mut rest, mut telling, mut count) = (words, false, 0);
    loop {
        rest = rest.trim_start_matches(parts);
        if rest.is_empty() {
            return telling && count > 1;
        }
        let Some(index) = TOOLS.iter().position(|w| rest.starts_with(w)) else { return false };
        (telling, count) = (telling || index < TELLING, count + 1);
        rest = &rest[TOOLS[index].len()..];
    }
}

/// 省略912字 with the dots and the words to those who have not paid around it, at `at`; nothing before `from` belongs to it.
pub(in crate::reading) fn at(text: &str, at: usize, from: usize) -> Option<Trace> {
    at_cut(text, at, from)
}

fn at_cut(text: &str, at: usize, from: usize) -> Option<Trace> {
    let rest = text[at..].strip_prefix("省略")?.trim_start_matches(['约', ' ']);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = number.strip_prefix('字').filter(|_| number.len() < rest.len())?;
    let dots = |c: char| matches!(c, '…' | '.' | '。' | '·' | ' ' | '（' | '(' | '[' | '【');
    let head = text[from..at].trim_end_matches(dots);
    let dotted = text[from + head.len()..at].contains(['…', '.', '·']);
    // Without dots before it, or words about members behind it, somebody speaks of what he left out.
    let members = ["会员", "完整阅读", "完整版", "全文下载"];
    let behind: String = after.chars().take(24).collect();
    let paid = members.iter().filter_map(|m| behind.find(m).map(|i| i + m.len())).max();
    if !dotted && paid.is_none() {
        return None;
    }
    let mut end = text.len() - after.len() + paid.unwrap_or(0);
    for word in ["可完整阅读", "完整阅读", "可阅读", "全文", "可见", "可下载"] {
        end += if text[end..].starts_with(word) { word.len() } else { 0 };
    }
    end = text.len() - text[end..].trim_start_matches(['…', '.', '）', ')', ']', '】', '·']).len();
    // The full stop before the dots is the sentence's own.
    let start = from + head.len();
    let start = start + if text[start..].starts_with('。') { '。'.len_utf8() } else { 0 };
    Some(Trace { span: Span::new(start, end), cause: Cause::Scrap(Kind::Cut) })
}

/// The Latin word at the end of a line, behind Chinese text.
fn token(text: &str) -> Option<&str> {
    let words = text.trim_end();
    let head = words.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    let token = &words[head.len()..];
    let spelled = token.len() >= 4 && token.bytes().any(|b| b.is_ascii_alphabetic());
    (spelled && head.ends_with(|c: char| !c.is_ascii() || c == ' ')).then_some(token)
}

/// Fewest lines that end in the same word, and their share of all lines with words: one in this many.
const LINES: usize = 6;
const SHARE: usize = 2;

/// The Latin word that ends most lines of a draft.
pub(in crate::reading) fn repeated<'a>(lines: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let (mut count, mut of): (usize, HashMap<&str, usize>) = (0, HashMap::new());
    for text in lines.filter(|l| !l.trim().is_empty()) {
        count += 1;
        if let Some(token) = token(text) {
            *of.entry(token).or_default() += 1;
        }
    }
    let (token, times) = of.into_iter().max_by_key(|(token, times)| (*times, *token))?;
    (times >= LINES && times * SHARE >= count).then_some(token)
}

/// The trace of `token` at the end of a line.
pub(in crate::reading) fn ending(text: &str, token: &str) -> Option<Trace> {
    let end = text.trim_end().len();
    let head = text[..end].strip_suffix(token)?;
    // 增长12kx27d: behind a number, where it begins with a letter.
    let letter = token.starts_with(|c: char| c.is_ascii_alphabetic());
    let apart = |c: char| !c.is_ascii_alphanumeric() || letter && c.is_ascii_digit();
    head.ends_with(apart).then(|| {
        let start = head.trim_end_matches(' ').len();
        Trace { span: Span::new(start, end), cause: Cause::Scrap(Kind::Token) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_page_are_told_from_text() {
        assert_eq!(line("【字号：大 中 小】 打印"), Some(Kind::Tools));
        assert_eq!(line("打印本页 | 关闭窗口"), Some(Kind::Tools));
        assert_eq!(line("微信扫一扫，分享到朋友圈"), Some(Kind::Scan));
        assert_eq!(line("扫一扫在手机打开当前页"), Some(Kind::Scan));
        assert_eq!(line("……省略912字，正式会员可完整阅读……"), Some(Kind::Cut));
        for text in
            ["打印", "3D打印产业", "“粤字号”农业品牌", "推行“扫一扫”办事，群众满意。", "大中小学", "一、中小企业"]
        {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_cut_inside_a_line_is_found_with_its_dots() {
        let cut = |text: &'static str| text.find('省').and_then(|i| at(text, i, 0)).map_or("", |t| t.span.of(text));
        assert_eq!(
            cut("新建公园3个。……省略912字，正式会员可完整阅读……全年完成投资"),
            "……省略912字，正式会员可完整阅读……"
        );
        assert_eq!(cut("篇幅所限，省略300字"), "");
    }

    #[test]
    fn a_word_at_most_line_ends_is_no_text() {
        let lines = ["一、回顾 kj88x", "投资增长。kj88x", "", "甲kj88x", "乙kj88x", "丙kj88x", "丁 kj88x", "戊"];
        assert_eq!(repeated(lines.into_iter()), Some("kj88x"));
        assert_eq!(repeated(lines[..4].iter().copied()), None);
        assert_eq!(ending("投资增长 kj88x ", "kj88x").map(|t| t.span), Some(Span::new(12, 18)));
    }
}
