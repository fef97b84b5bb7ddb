//! Reads numerals: Arabic digits with scales (12.98亿, 1万6千), Chinese numerals (四千八百多), mixtures of both.
//!
//! Every reader is linear in what it consumes and returns no value, instead of failing, where a number has more digits
//! than an exact decimal can hold.

use super::Decimal;
use super::units::unit_at;
use crate::reading::line::Line;
use crate::text::is_han;

/// A numeral with its scale and its infix approximation.
#[derive(Clone, Debug, Default)]
pub(super) struct Numeral {
    /// First character.
    pub start: usize,
    /// After the last character, scale and approximation included.
    pub end: usize,
    /// After the digits: before 余/多 and, for Arabic digits, before the scale.
    pub digits_end: usize,
    /// The value, scale folded in; `None` when there are too many digits.
    pub value: Option<Decimal>,
    /// Upper end of an approximate pair (三四十: 40), scale folded in.
    pub upper: Option<Decimal>,
    /// Product of the scale words (万: 10000).
    pub scale: Option<Decimal>,
    /// 余, 多, 几, 数, 上: the upper end is open.
    pub open: bool,
    /// Written with Chinese digits.
    pub chinese: bool,
    /// Arabic: number of digits before the point. Chinese: number of characters.
    pub digits: usize,
    /// Arabic with a decimal point, or Chinese with 点.
    pub decimal: bool,
    /// Chinese digits without any of 十百千万亿 (一九五四).
    pub positional: bool,
    /// Starts with a scale word: 千亩, 亿元.
    pub bare: bool,
    /// Contains 百, 千, 万 or 亿.
    pub large: bool,
}

/// An exact decimal from its digits; `None` beyond 28 of them.
fn exact(mantissa: i128, digits: usize, decimals: u32) -> Option<Decimal> {
    (digits <= 28).then(|| Decimal::try_from_i128_with_scale(mantissa, decimals).ok()).flatten()
}

pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

pub(super) fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

fn ten_to(power: u32) -> Option<Decimal> {
    10_i128.checked_pow(power).and_then(|n| Decimal::try_from_i128_with_scale(n, 0).ok())
}

/// Skips one space between a numeral and what belongs to it.
pub(super) fn skip_space(line: &Line<'_>, i: usize) -> usize {
    if line.c(i) == ' ' && line.c(i + 1) != ' ' { i + 1 } else { i }
}

/// Where the Arabic digits from `i` on end.
pub(super) fn digits_end(line: &Line<'_>, i: usize) -> usize {
    line.run(i, line.len(), |c| c.is_ascii_digit())
}

/// Joins the two ends of a range, dates too: 3—5, 由3到5.
pub(super) const fn joins_range(c: char) -> bool {
    matches!(c, '—' | '-' | '~' | '至' | '到' | '―' | '─' | '−')
}

/// Where the second end of a range begins, if what joins it to the first stands at `i`.
pub(super) fn connector(line: &Line<'_>, i: usize) -> Option<usize> {
    let at = skip_space(line, i);
    let mark = line.c(at);
    let double = matches!(mark, '—' | '-') && line.c(at + 1) == mark;
    let second = if double { at + 2 } else { at + 1 };
    // 0.1 -0.1 in a table: the mark belongs to the second number.
    let minus = mark == '-' && at > i && line.c(second).is_ascii_digit();
    (joins_range(mark) && !minus).then(|| skip_space(line, second))
}

/// Digits with thousands separators and a decimal point, without scale. `i` is at a digit.
pub(super) fn arabic_digits(line: &Line<'_>, i: usize) -> Numeral {
    let mut whole = digits_end(line, i);
    // Groups of three after a half-width comma: 1,234,567. The same after blanks, where nothing but a group of digits
    // can be meant: 达到10 497元.
    if whole - i <= 3 {
        let grouped = groups_end(line, whole, |mark| matches!(mark, ',' | '\u{2009}'));
        whole = if grouped > whole { grouped } else { blank_groups_end(line, i, whole) };
    }
    let decimal = line.c(whole) == '.' && line.c(whole + 1).is_ascii_digit();
    let end = if decimal { digits_end(line, whole + 1) } else { whole };
    let digits_in = |from: usize, to: usize| line.slice(from, to).iter().filter_map(|c| c.to_digit(10));
    let count = digits_in(i, whole).count();
    let decimals = digits_in(whole, end).count();
    let mantissa = digits_in(i, end).take(28).fold(0, |mantissa, digit| mantissa * 10 + i128::from(digit));
    Numeral {
        start: i,
        end,
        digits_end: end,
        value: exact(mantissa, count + decimals, decimals as u32),
        digits: count,
        decimal,
        ..Numeral::default()
    }
}

/// Where the groups of three digits end that stand at `at`, each behind one of these marks.
fn groups_end(line: &Line<'_>, mut at: usize, parts: impl Fn(char) -> bool) -> usize {
    while parts(line.raw(at)) && digits_end(line, at + 1) == at + 4 {
        at += 4;
    }
    at
}

/// Where the groups of three digits after single blanks end that go on with the digits from `i` to `at`. They stand in
/// running text, no other number beside them: rows of a table are numbers parted by blanks, too.
fn blank_groups_end(line: &Line<'_>, i: usize, at: usize) -> usize {
    let before = line.before(i, 1);
    if line.c(i) == '0' || !(is_han(before) || matches!(before, ',' | '(' | '“' | '、')) {
        return at;
    }
    let end = groups_end(line, at, |mark| mark == ' ');
    let follows = |c: char| is_han(c) && !matches!(c, '年' | '月' | '日');
    let closed = match line.c(end) {
        '.' => line.c(end + 1).is_ascii_digit(),
        ' ' => follows(line.c(end + 1)),
        c => follows(c),
    };
    if closed { end } else { at }
}

/// Scale words at `i` with 余/多/几 around them: the end, the product's power of ten, whether the number is open.
fn scales(line: &Line<'_>, i: usize) -> (usize, u32, bool) {
    let (mut at, mut powers, mut open) = (i, 0_u32, false);
    loop {
        let here = skip_space(line, at);
        let c = line.c(here);
        if matches!(c, '余' | '多' | '几' | '来')
            && !open
            && (power(line.c(here + 1)).is_some_and(|p| p >= 4)
                || (c == '余' || c == '多') && open_ends(line, here + 1))
        {
            open = true;
            at = here + 1;
            continue;
        }
        let Some(p) = power(c).filter(|p| *p > 1 || power(line.c(here + 1)).is_some_and(|p| p >= 4)) else { break };
        // 千瓦, 千米, 百分点: the word is part of a unit or of another word.
        if p <= 3 && (unit_at(line, here).is_some() || line.has(here, "百分")) {
            break;
        }
        // 5万达广场, 3千里马: not scales, but a rare risk; 亿达, 万科 need the next character.
        let of_name = p == 4 && matches!(line.c(here + 1), '科' | '达' | '豪' | '里' | '象' | '众' | '物');
        if of_name || powers > 16 {
            break;
        }
        powers += p;
        at = here + 1;
    }
    (at, powers, open)
}

/// Whether 余/多 before `i` approximates a number, seen from what follows it.
fn open_ends(line: &Line<'_>, i: usize) -> bool {
    let i = skip_space(line, i);
    unit_at(line, i).is_some()
        || power(line.c(i)).is_some()
        || !matches!(line.c(i), '功' | '元' | '样' | '次' | '层' | '种')
}

/// An Arabic number with scale, approximation and lower parts (10亿零817万, 1万6千).
pub(super) fn arabic(line: &Line<'_>, i: usize) -> Numeral {
    let mut number = arabic_digits(line, i);
    let (end, powers, open) = scales(line, number.end);
    (number.end, number.open) = (end, open);
    if powers == 0 {
        return number;
    }
    number.large = true;
    number.scale = ten_to(powers);
    number.value = number.value.zip(number.scale).and_then(|(v, s)| v.checked_mul(s));
    // A lower part: its own scale word must be smaller.
    let mut last = powers;
    while !number.open {
        let at = if line.c(number.end) == '零' { number.end + 1 } else { number.end };
        if !line.c(at).is_ascii_digit() {
            break;
        }
        let low = arabic_digits(line, at);
        let (end, powers, open) = scales(line, low.end);
        if low.decimal || powers == 0 || powers >= last || low.digits > 4 {
            break;
        }
        let part = low.value.zip(ten_to(powers)).and_then(|(v, s)| v.checked_mul(s));
        number.value = number.value.zip(part).and_then(|(a, b)| a.checked_add(b));
        (number.end, number.open) = (end, open);
        last = powers;
    }
    number
}

/// A Chinese number. `i` is at a digit, at one of 十百千万亿, or at 数/几/上 before one of them.
pub(super) fn chinese(line: &Line<'_>, i: usize) -> Option<Numeral> {
    let prefixed = matches!(line.c(i), '数' | '几' | '上') && power(line.c(i + 1)).is_some();
    let first = i + usize::from(prefixed);
    let bare = !prefixed && power(line.c(first)).is_some_and(|p| p > 1);
    let numeral = Numeral { start: i, chinese: true, open: prefixed, bare, ..Numeral::default() };
    let mut reader = Reader::new(line, first, numeral);
    loop {
        let c = line.c(reader.at);
        let goes_on = if let Some(d) = digit(c) {
            reader.digit(i128::from(d))
        } else if let Some(p) = power(c) {
            reader.power(p)
        } else if matches!(c, '余' | '多' | '几' | '来') {
            reader.approximation(c)
        } else if c == '点'
            && let Some(decimal) = reader.decimal()
        {
            return Some(decimal);
        } else {
            false
        };
        if !goes_on {
            break;
        }
    }
    (reader.at > first).then(|| reader.finish())
}

/// A Chinese number while it is being read.
struct Reader<'l, 'a> {
    line: &'l Line<'a>,
    numeral: Numeral,
    first: usize,
    at: usize,
    /// What stands above 万, below it, and the digit that no power has taken yet.
    total: i128,
    section: i128,
    part: Option<i128>,
    /// The upper of a pair: 三四十.
    second: Option<i128>,
    seen_power: bool,
    overflow: bool,
    lowest: u32,
    /// The digits read in a row.
    positional: i128,
    count: usize,
}

impl<'l, 'a> Reader<'l, 'a> {
    fn new(line: &'l Line<'a>, first: usize, numeral: Numeral) -> Self {
        Self {
            line,
            numeral,
            first,
            at: first,
            total: 0,
            section: 0,
            part: None,
            second: None,
            seen_power: false,
            overflow: false,
            lowest: u32::MAX,
            positional: 0,
            count: 0,
        }
    }

    /// Takes a digit; `false` where it is of another number.
    fn digit(&mut self, d: i128) -> bool {
        self.count += 1;
        match self.positional.checked_mul(10).and_then(|p| p.checked_add(d)) {
            Some(positional) => self.positional = positional,
            None => (self.positional, self.overflow) = (0, true),
        }
        if let Some(p) = self.part.filter(|p| *p > 0 && self.line.before(self.at, 1) != '零') {
            // Two digits on end: 三四十 is a pair; 一九五四 is positional.
            let power_follows = power(self.line.c(self.at + 1)).is_some();
            if self.second.is_none() && d == p + 1 && (power_follows || self.seen_power) {
                self.second = Some(d);
            } else if self.seen_power {
                return false;
            }
        }
        if self.second.is_none() {
            self.part = Some(d);
        }
        self.at += 1;
        true
    }

    /// Takes 十, 百, 千, 万 or 亿; `false` where it begins something else.
    fn power(&mut self, p: u32) -> bool {
        // 百分之, 千分之 start a fraction of their own; 千瓦 and 千米 are units after a digit.
        if (2..=3).contains(&p) && self.line.has(self.at + 1, "分之")
            || p == 3 && self.at > self.first && unit_at(self.line, self.at).is_some()
            || p == 1 && self.part.is_none() && self.seen_power && self.lowest <= 1
        {
            return false;
        }
        self.count += 1;
        if p < 4 {
            self.small_power(p)
        } else {
            self.large_power(p)
        }
        self.numeral.large |= p > 1;
        self.seen_power = true;
        self.lowest = p;
        self.at += 1;
        true
    }

    /// 十, 百, 千 multiply the digit before them.
    fn small_power(&mut self, p: u32) {
        let unit = 10_i128.pow(p);
        let value = self.part.take().filter(|v| *v > 0).unwrap_or(1);
        self.section = self.section.checked_add(value * unit).unwrap_or(0);
        if let Some(s) = self.second.take() {
            self.numeral.upper = exact((self.section - value * unit) + s * unit, 1, 0);
            self.overflow |= self.total != 0;
        }
    }

    /// 万 multiplies what stands below it, 亿 all of it: 万亿.
    fn large_power(&mut self, p: u32) {
        let low = self.section + self.part.take().unwrap_or(0);
        let value = if low == 0 && !self.seen_power { 1 } else { low };
        if let Some(s) = self.second.take() {
            self.numeral.upper = exact(s, 1, 0);
        }
        if let Some(u) = self.numeral.upper {
            self.numeral.upper = ten_to(p).and_then(|s| u.checked_mul(s));
        }
        let scaled = if p == 8 { self.total.checked_add(value) } else { Some(value) };
        match scaled.and_then(|v| v.checked_mul(10_i128.pow(p))) {
            Some(v) if v < 10_i128.pow(24) => self.total = if p == 8 { v } else { self.total + v },
            _ => (self.total, self.overflow) = (0, true),
        }
        self.section = 0;
    }

    /// 余, 多, 几, 来 after a power: 二十余, 十几万, 四千八百多. Only a scale goes on behind it.
    fn approximation(&mut self, c: char) -> bool {
        if !self.seen_power || self.part.is_some() || self.numeral.open {
            return false;
        }
        let scale_follows = power(self.line.c(self.at + 1)).is_some_and(|p| p >= 4);
        let fits = match c {
            '来' => unit_at(self.line, self.at + 1).is_some() && self.lowest <= 2,
            '几' => self.lowest == 1 || scale_follows,
            _ => scale_follows || open_ends(self.line, self.at + 1),
        };
        if fits {
            self.numeral.open = true;
            self.numeral.digits_end = if c == '几' { self.at + 1 } else { self.at };
            self.at += 1;
        }
        fits && scale_follows
    }

    /// 五点一, 十二点四亿: digits to the end, then perhaps 万 or 亿.
    fn decimal(&mut self) -> Option<Numeral> {
        digit(self.line.c(self.at + 1))?;
        if self.numeral.upper.is_some() || self.second.is_some() {
            return None;
        }
        // 十二点四 arrives with a part; 十点五 does not.
        let part = self.part.or_else(|| (self.seen_power && self.section > 0).then_some(0))?;
        let mut mantissa = if self.seen_power { self.total + self.section + part } else { self.positional };
        let (mut at, mut digits) = (self.at + 1, self.count);
        while let Some(d) = digit(self.line.c(at)) {
            digits += 1;
            if digits <= 28 {
                mantissa = mantissa.saturating_mul(10).saturating_add(i128::from(d));
            }
            at += 1;
        }
        let decimals = (digits - self.count) as u32;
        let mut value = if self.overflow { None } else { exact(mantissa, digits, decimals) };
        let (end, powers, open) = scales(self.line, at);
        let mut n = std::mem::take(&mut self.numeral);
        if powers > 0 {
            n.scale = ten_to(powers);
            value = value.zip(n.scale).and_then(|(v, s)| v.checked_mul(s));
            n.large = true;
        }
        n.open |= open;
        Some(Numeral { end, digits_end: at, value, decimal: true, digits: self.count, positional: false, ..n })
    }

    fn finish(self) -> Numeral {
        let Self { line, at, mut part, second, seen_power, lowest, positional, count, .. } = self;
        let mut n = self.numeral;
        n.end = at;
        if n.digits_end == 0 {
            n.digits_end = at;
        }
        n.digits = count;
        // 三千五 is 3500: a last digit right after 百, 千, 万 or 亿 counts in the power below; 三千零五 is 3005.
        if seen_power
            && lowest >= 2
            && let Some(d) = part.filter(|d| *d > 0 && second.is_none() && power(line.before(at, 2)) == Some(lowest))
        {
            part = d.checked_mul(10_i128.pow(lowest - 1));
        }
        n.positional = !seen_power;
        let mantissa = if seen_power { self.total + self.section + part.unwrap_or(0) } else { positional };
        n.value = if self.overflow { None } else { exact(mantissa, if seen_power { 1 } else { count }, 0) };
        if !seen_power && count == 2 && second.is_none() {
            // 五六个: two neighbours on end.
            let (a, b) = (positional / 10, positional % 10);
            if a > 0 && b == a + 1 {
                n.value = exact(a, 1, 0);
                n.upper = exact(b, 1, 0);
            }
        }
        n
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, String) {
        let line = Line::new(text);
        let n = if line.c(0).is_ascii_digit() { arabic(&line, 0) } else { chinese(&line, 0).unwrap() };
        let value = n.value.map_or("-".to_owned(), |v| v.normalize().to_string());
        let mut note = line.slice(n.start, n.end).iter().collect::<String>();
        if let Some(upper) = n.upper {
            note = format!("{note} {}", upper.normalize());
        }
        if n.open {
            note.push('+');
        }
        (value, note)
    }

    #[test]
    fn arabic_numbers() {
        for (text, value, note) in [
            ("12.98亿元", "1298000000", "12.98亿"),
            ("1,234,567人", "1234567", "1,234,567"),
            ("2020,2021年", "2020", "2020"),
            ("5,300,40个", "5300", "5,300"),
            ("1万余亩", "10000", "1万余+"),
            ("8600多万名", "86000000", "8600多万+"),
            ("600余场次", "600", "600余+"),
            ("10亿零817万", "1008170000", "10亿零817万"),
            ("1万6千多户", "16000", "1万6千多+"),
            ("5千瓦", "5", "5"),
            ("3.6万亿元", "3600000000000", "3.6万亿"),
            ("3千亿元", "300000000000", "3千亿"),
            ("5百分点", "5", "5"),
            ("99999999999999999999999999999999亿", "-", "99999999999999999999999999999999亿"),
            ("３．５万", "35000", "3.5万"),
        ] {
            assert_eq!(read(text), (value.to_owned(), note.to_owned()), "{text}");
        }
    }

    #[test]
    fn chinese_numbers() {
        for (text, value, note) in [
            ("一百零八亿度", "10800000000", "一百零八亿"),
            ("二百十七万吨", "2170000", "二百十七万"),
            ("一万三千五百十三台", "13513", "一万三千五百十三"),
            ("四千八百多个", "4800", "四千八百多+"),
            ("一亿六千余万亩", "160000000", "一亿六千余万+"),
            ("三四十个", "30", "三四十 40"),
            ("七八百万吨", "7000000", "七八百万 8000000"),
            ("五六个", "5", "五六 6"),
            ("十几万人", "100000", "十几万+"),
            ("二十余家", "20", "二十余+"),
            ("上千万元", "10000000", "上千万+"),
            ("数十万人", "100000", "数十万+"),
            ("几百个", "100", "几百+"),
            ("四点二倍", "4.2", "四点二"),
            ("十点五四", "10.54", "十点五四"),
            ("十二点四倍", "12.4", "十二点四"),
            ("三万亿元", "3000000000000", "三万亿"),
            ("万亿元", "1000000000000", "万亿"),
            ("千亿元", "100000000000", "千亿"),
            ("一九五四年", "1954", "一九五四"),
            ("二零二二年", "2022", "二零二二"),
            ("二十三", "23", "二十三"),
            ("两千", "2000", "两千"),
            ("三千五", "3500", "三千五"),
            ("一万三千零五", "13005", "一万三千零五"),
            ("一百二十三万四千五百六十七", "1234567", "一百二十三万四千五百六十七"),
            ("一点五亿", "150000000", "一点五亿"),
            ("三千瓦", "3", "三"),
        ] {
            assert_eq!(read(text), (value.to_owned(), note.to_owned()), "{text}");
        }
    }

    #[test]
    fn endless_numbers_have_no_value() {
        for unit in ["9", "九", "亿", "九亿", "百", "九点", "三四十"] {
            let text = unit.repeat(20_000);
            let line = Line::new(&text);
            let n = if line.c(0).is_ascii_digit() { Some(arabic(&line, 0)) } else { chinese(&line, 0) };
            assert!(n.is_some_and(|n| n.end > 0));
        }
    }
}
