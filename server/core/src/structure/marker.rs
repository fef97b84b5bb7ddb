//! Reads one ordinal at a given place of a line.

use super::{Boundary, Form, Ordinal, OrdinalStyle as Style};
use crate::text::Span;

/// An ordinal at byte `at`, and whether only its series can confirm it.
pub(super) fn parse(text: &str, at: usize, boundary: Boundary) -> Option<(Ordinal, bool)> {
    let first = char_at(text, at)?;
    let mut reader = Reader { text, at, start: at, boundary, spaced: false };
    match first {
        '（' | '(' | '﹙' => reader.bracketed(first),
        '第' => reader.di(),
        '其' => reader.qi(),
        '首' | '再' | '最' | '另' => reader.word(),
        '0'..='9' | '０'..='９' => reader.arabic(),
        '①'..='⒛' | '㈠'..='㈩' | '㉑'..='㉟' | '㊱'..='㊿' => reader.single(first),
        _ if numeral_digit(first) => reader.chinese(),
        _ => None,
    }
}

/// Whether a character may open an ordinal: a cheap test before [`parse`].
pub(super) const fn may_start(c: char) -> bool {
    matches!(
        c,
        '（' | '(' | '﹙' | '第' | '其' | '首' | '再' | '最' | '另' | '0'..='9' | '０'..='９' | '①'..='⒛' | '㈠'..='㈩'
            | '㉑'..='㉟' | '㊱'..='㊿'
    ) || numeral_digit(c)
}

pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Characters of Chinese numerals.
pub(super) const fn numeral_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '廿' | '卅' | '〇' | '零')
}

/// Blanks of every width, which may stand before and inside an ordinal.
pub(super) const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200b}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
}

/// Length of the line break that begins a text, as cells of Markdown tables have them (`<br>`, `<br/>`, `<br />`), else 0.
fn cell_break(text: &str) -> usize {
    ["<br>", "<br/>", "<br />"].iter().find(|tag| text.starts_with(**tag)).map_or(0, |tag| tag.len())
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    start: usize,
    boundary: Boundary,
    spaced: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        char_at(self.text, self.at)
    }

    fn bump(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    fn eat(&mut self, set: &[char]) -> Option<char> {
        let c = self.peek().filter(|c| set.contains(c))?;
        self.bump(c);
        Some(c)
    }

    /// Skips blanks, line breaks of a table's cell and `*`; true if there was a blank or a break.
    fn skip(&mut self) -> bool {
        let mut blank = false;
        while let Some(c) = self.peek() {
            let length = match c {
                '*' => 1,
                '<' => cell_break(&self.text[self.at..]),
                c if is_blank(c) => c.len_utf8(),
                _ => 0,
            };
            if length == 0 {
                break;
            }
            blank |= c != '*';
            self.at += length;
        }
        blank
    }

    /// Skips blanks that may stray into a marker; remembers that there were some. Takes nothing back if `then` fails.
    fn over_blanks(&mut self, then: &[char]) -> Option<char> {
        let before = self.at;
        let blank = self.skip();
        let found = self.eat(then);
        if found.is_some() {
            self.spaced |= blank;
        } else {
            self.at = before;
        }
        found
    }

    fn numeral(&mut self) -> Option<(u32, Span)> {
        let from = self.at;
        while let Some(c) = self.peek().filter(|c| numeral_digit(*c)) {
            self.bump(c);
        }
        let value = small_chinese(&self.text[from..self.at])?;
        Some((value, Span::new(from, self.at)))
    }

    fn digits(&mut self) -> Option<(u32, Span)> {
        let (from, mut value, mut count) = (self.at, 0, 0);
        while let Some((c, digit)) = self.peek().and_then(|c| Some((c, arabic_digit(c)?))) {
            self.bump(c);
            value = value * 10 + digit;
            count += 1;
            if count > 3 {
                return None;
            }
        }
        (value > 0).then(|| (value, Span::new(from, self.at)))
    }

    fn done(&self, style: Style, (value, number): (u32, Span), form: Form, weak: bool) -> Option<(Ordinal, bool)> {
        let form = Form { spaced: self.spaced, ..form };
        Some((Ordinal { value, style, span: Span::new(self.start, self.at), number, form }, weak))
    }

    /// A mark that does not belong after the ordinal but stands there: （一）、
    fn extra_mark(&mut self) -> Option<char> {
        let before = self.at;
        self.skip();
        let found = self.eat(&['、', '．', '，', ',', '：', ':']).or_else(|| {
            let dot = self.peek() == Some('.') && !self.text[self.at + 1..].starts_with(|c: char| c.is_ascii_digit());
            dot.then(|| {
                self.at += 1;
                '.'
            })
        });
        if found.is_none() {
            self.at = before;
        }
        found
    }

    /// （一） （1）
    fn bracketed(&mut self, open: char) -> Option<(Ordinal, bool)> {
        if self.boundary == Boundary::Comma {
            return None;
        }
        self.bump(open);
        self.spaced |= self.skip();
        let (number, style) = match self.peek()? {
            c if numeral_digit(c) => (self.numeral()?, Style::ChineseParen),
            c if arabic_digit(c).is_some() => (self.digits()?, Style::ArabicParen),
            _ => return None,
        };
        let close = self.over_blanks(&['）', ')', '﹚']);
        if close.is_none() {
            // The closing bracket lost: only before a mark is it still an ordinal.
            let mark = self.over_blanks(&['、'])?;
            let form = Form { open: Some(open), mark: Some(mark), ..Form::default() };
            return self.boundary.starts_paragraph().then(|| self.done(style, number, form, true)).flatten();
        }
        let mark = self.extra_mark();
        if mark == Some('、') && self.peek().is_some_and(|c| matches!(c, '（' | '(')) {
            return None; // （一）、（二）项 is a reference.
        }
        let weak = self.boundary == Boundary::Space;
        self.done(style, number, Form { open: Some(open), close, mark, spaced: false }, weak)
    }

    /// 第一章 第一条 第一，
    fn di(&mut self) -> Option<(Ordinal, bool)> {
        self.bump('第');
        let blank = self.skip();
        let paragraph = self.boundary.starts_paragraph();
        let chinese = self.peek().is_some_and(numeral_digit);
        let number = if chinese { self.numeral()? } else { self.digits()? };
        self.spaced |= blank;
        let heading = self.over_blanks(&['篇', '编', '章', '节', '条', '部']);
        if let Some(word) = heading {
            if word == '部' {
                self.eat(&['分'])?;
            }
            let style = match word {
                '章' => Style::Chapter,
                '节' => Style::Section,
                '条' => Style::Article,
                _ => Style::Part,
            };
            let next = self.peek();
            let apart =
                next.is_none_or(|c| is_blank(c) || matches!(c, '*' | '：' | ':' | '、' | '，' | '【' | '（' | '('));
            // Without a space 第二条路径 is as likely as a heading: only a short line may be one.
            let rest = &self.text[self.at..];
            let short = style != Style::Article && rest.chars().count() <= 40 && !rest.contains(['。', '，', '；']);
            if !paragraph || !(apart || short) {
                return None;
            }
            let mark = self.eat(&['、', '，', '：', ':', '.', '．']);
            if mark.is_some() && self.peek() == Some('第') {
                return None; // 第三条、第五条规定的……
            }
            return self.done(style, number, Form { mark, ..Form::default() }, !apart);
        }
        if !chinese {
            return None;
        }
        let mark = self.over_blanks(&['，', ',', '、', '：', ':']).or_else(|| self.eat(&['是', '要']));
        let mark = mark?;
        if matches!(mark, '、' | '：' | ':') && self.peek().is_some_and(|c| c == '第' || numeral_digit(c)) {
            return None;
        }
        let weak = match self.boundary {
            Boundary::Line | Boundary::Gap | Boundary::Sentence | Boundary::Clause | Boundary::Colon => {
                !matches!(mark, '，' | ',')
            }
            Boundary::Comma | Boundary::Space => true,
        };
        self.done(Style::DiYi, number, Form { mark: Some(mark), ..Form::default() }, weak)
    }

    /// 其一， 其次，
    fn qi(&mut self) -> Option<(Ordinal, bool)> {
        self.bump('其');
        let number = if self.eat(&['次']).is_some() {
            let mark = self.eat(&['，', ',', '、', '是', '要']);
            let number = (2, Span::new(self.start, self.start + '其'.len_utf8() * 2));
            return self.done(Style::First, number, Form { mark, ..Form::default() }, true);
        } else {
            self.numeral()?
        };
        let mark = self.eat(&['，', ',', '、', '：', ':', '是', '要'])?;
        self.done(Style::QiYi, number, Form { mark: Some(mark), ..Form::default() }, self.boundary >= Boundary::Comma)
    }

    /// 首先 再次 最后 另一方面
    fn word(&mut self) -> Option<(Ordinal, bool)> {
        const WORDS: [(&str, u32, Style); 5] = [
            ("首先", 1, Style::First),
            ("再次", 3, Style::First),
            ("最后", 0, Style::First),
            ("另一方面", 2, Style::OneHand),
            ("另壹方面", 2, Style::OneHand),
        ];
        let (word, value, style) = WORDS.into_iter().find(|(w, ..)| self.text[self.at..].starts_with(w))?;
        self.at += word.len();
        let number = (value, Span::new(self.start, self.at));
        let mark = self.eat(&['，', ',', '、', '是', '要']);
        if mark.is_none() && value != 1 && style == Style::First {
            return None;
        }
        self.done(style, number, Form { mark, ..Form::default() }, true)
    }

    /// 1. 1、 1）
    fn arabic(&mut self) -> Option<(Ordinal, bool)> {
        if self.boundary == Boundary::Comma {
            return None;
        }
        let number = self.digits()?;
        let start_like = self.boundary.starts_paragraph();
        let close = self.over_blanks(&['）', ')']);
        if close.is_some() {
            let strong = matches!(self.boundary, Boundary::Line | Boundary::Gap | Boundary::Clause | Boundary::Colon);
            return self.done(Style::ArabicParen, number, Form { close, ..Form::default() }, !strong);
        }
        let Some(mark) = self.over_blanks(&['.', '．', '、', '。']) else { return self.bare(number) };
        let next = self.peek();
        let digit = next.is_some_and(|c| arabic_digit(c).is_some());
        let rest = &self.text[self.at..];
        if mark == '。' && !start_like
            || digit && (mark == '。' || self.boundary == Boundary::Space || number_alone(rest, self.boundary))
            || next.is_some_and(|c| matches!(c, '：' | ':' | '，' | '。' | '%' | '％' | '‰'))
            || self.boundary == Boundary::Space && mark == '.' && next.is_some_and(|c| c.is_ascii_alphabetic())
        {
            return None;
        }
        // 24. 3亿元: a blank strayed into a figure, or an item that begins with one; its series decides.
        let figure = matches!(mark, '.' | '．') && begins_with_figure(rest);
        let weak = !start_like || mark == '。' || next.is_none() || digit || figure && number.0 > 1;
        self.done(Style::Arabic, number, Form { mark: Some(mark), ..Form::default() }, weak)
    }

    /// 14：某某, 41“某某”计划: an item that lost its dot or has another mark, if the items around it agree.
    fn bare(&mut self, number: (u32, Span)) -> Option<(Ordinal, bool)> {
        let next = self.peek()?;
        let words = matches!(next, '“' | '《' | '「' | '\u{4e00}'..='\u{9fff}');
        if self.boundary != Boundary::Line || number.0 < 2 || !words && !matches!(next, '：' | ':' | '，' | ',') {
            return None;
        }
        let mark = self.eat(&['：', ':', '，', ',']);
        if self.peek().is_none_or(|c| arabic_digit(c).is_some()) {
            return None; // 15:30
        }
        self.done(Style::Arabic, number, Form { mark, ..Form::default() }, true)
    }

    /// ① ⑴ ⒈ ㈠: numeral and form in one character.
    fn single(&mut self, c: char) -> Option<(Ordinal, bool)> {
        let (value, style) = match c {
            '①'..='⑳' => (c as u32 - '①' as u32 + 1, Style::Circled),
            '㉑'..='㉟' => (c as u32 - '㉑' as u32 + 21, Style::Circled),
            '㊱'..='㊿' => (c as u32 - '㊱' as u32 + 36, Style::Circled),
            '⑴'..='⒇' => (c as u32 - '⑴' as u32 + 1, Style::ArabicParen),
            '⒈'..='⒛' => (c as u32 - '⒈' as u32 + 1, Style::Arabic),
            _ => (c as u32 - '㈠' as u32 + 1, Style::ChineseParen),
        };
        self.bump(c);
        let number = (value, Span::new(self.start, self.at));
        let next = self.peek();
        if next.is_none_or(|c| matches!(c, '，' | '。' | '、' | '；' | '）' | '”')) {
            return None;
        }
        self.done(style, number, Form::default(), !self.boundary.starts_paragraph())
    }

    /// 一、 一是 一要 一方面 一）
    fn chinese(&mut self) -> Option<(Ordinal, bool)> {
        let number = self.numeral()?;
        let paragraph = self.boundary.starts_paragraph();
        if self.text[self.at..].starts_with("方面") && number.0 == 1 {
            self.at += "方面".len();
            let number = (1, Span::new(self.start, self.at));
            let mark = self.eat(&['，', ',', '、', '是', '要']);
            return self.done(Style::OneHand, number, Form { mark, ..Form::default() }, true);
        }
        let strong = matches!(
            self.boundary,
            Boundary::Line | Boundary::Gap | Boundary::Sentence | Boundary::Clause | Boundary::Colon
        );
        if self.over_blanks(&['是']).is_some() {
            let mark = self.yishi_mark();
            return self.done(Style::YiShi, number, Form { mark, ..Form::default() }, !strong);
        }
        if !self.spaced && self.over_blanks(&['要']).is_some() {
            if self.spaced || self.peek().is_some_and(|c| matches!(c, '素' | '点' | '件' | '务' | '塞' | '领')) {
                return None;
            }
            let mark = self.yishi_mark();
            return self.done(Style::YiYao, number, Form { mark, ..Form::default() }, !strong);
        }
        if self.boundary == Boundary::Comma {
            return None;
        }
        if let Some(close) = self.over_blanks(&['）', ')']) {
            let form = Form { close: Some(close), ..Form::default() };
            return self.done(Style::ChineseParen, number, form, !strong);
        }
        if self.over_blanks(&['、']).is_some() {
            let (joined, doubtful) = self.joined();
            let form = Form { mark: Some('、'), ..Form::default() };
            if joined {
                return None;
            }
            return self.done(Style::Chinese, number, form, !paragraph || doubtful);
        }
        // 一， 一. 一：: a wrong mark; only where a paragraph starts, and only if its series agrees.
        if !paragraph {
            return None;
        }
        let mark = self.over_blanks(&['，', ',', '．', '.', '：', ':', '·'])?;
        self.done(Style::Chinese, number, Form { mark: Some(mark), ..Form::default() }, true)
    }

    /// The comma or colon that does not belong after 一是.
    fn yishi_mark(&mut self) -> Option<char> {
        let before = self.at;
        self.skip();
        let mark = self.eat(&['，', ',', '：', ':', '、']);
        if mark.is_none() {
            self.at = before;
        }
        mark
    }

    /// After 「二、」: whether what follows joins it to a list of numbers (二、三产业), and whether it may.
    fn joined(&self) -> (bool, bool) {
        let mut rest = Reader { text: self.text, at: self.at, start: self.at, boundary: self.boundary, spaced: false };
        rest.skip();
        let from = rest.at;
        while let Some(c) = rest.peek().filter(|c| numeral_digit(*c) || *c == '○') {
            rest.bump(c);
        }
        if rest.at == from {
            return (false, false);
        }
        let run = &self.text[from..rest.at];
        if run.chars().count() >= 4 {
            return (false, false); // 一、二〇二三年
        }
        let rest = &self.text[rest.at..];
        // At the start of a paragraph 一、五年工作回顾 and 一、四次会议 are as likely as not: the series decides.
        if self.boundary.starts_paragraph() {
            return (["、", "产", "次产"].iter().any(|w| rest.starts_with(w)), true);
        }
        const AFTER: [char; 16] =
            ['、', '产', '次', '期', '级', '类', '线', '号', '环', '中', '季', '等', '年', '层', '四', '村'];
        (rest.starts_with(AFTER), true)
    }
}

/// Whether what follows an ordinal's dot may be the decimals of a figure: blanks, digits and a scale or percent sign.
pub(crate) fn begins_with_figure(text: &str) -> bool {
    let decimals = text.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
    let rest = decimals.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = decimals.len() - rest.len();
    let rest = rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
    (1..=4).contains(&digits) && rest.starts_with(['亿', '万', '%', '％', '‰', '元', '倍'])
}

/// Whether digits stand by themselves or in a list of numbers: a cell of a table, 1.2 目标, 1、2、3号线.
fn number_alone(text: &str, boundary: Boundary) -> bool {
    let rest = text.trim_start_matches(|c| arabic_digit(c).is_some());
    let words = rest.trim_start_matches(is_blank);
    let next = words.chars().next();
    // 4.1 核5城 is an item if the items around it agree.
    let apart = words.len() < rest.len();
    next.is_none_or(|c| matches!(c, '.' | '．' | '、' | '%' | '％' | '‰' | '|'))
        || apart && !(boundary == Boundary::Line && next.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
}

/// Whether an ordinal is followed by a digit at once: 2.10个园区 may be an item or a figure.
pub(crate) fn before_digit(text: &str, ordinal: &Ordinal) -> bool {
    ordinal.style == Style::Arabic
        && char_at(text, ordinal.span.end as usize).is_some_and(|c| arabic_digit(c).is_some())
}

fn arabic_digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// Chinese numerals as ordinals write them, 1 to 199.
fn small_chinese(text: &str) -> Option<u32> {
    if text.len() > 18 {
        return None;
    }
    super::numeral::chinese(text).filter(|n| *n < 200)
}
