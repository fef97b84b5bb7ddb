//! Word's automatic numbering (ECMA-376 part 1, §17.9): which text it puts before a paragraph.

use std::collections::HashMap;

use zhibi_core::structure::chinese_numeral;

use crate::error::Error;
use crate::xml::{Step, attribute, local, number, on, walk};

/// Levels of a list: Word has nine, and passes over what is said of others.
const LEVELS: usize = 9;

/// Most characters of the text around a number: several times the longest that is in use.
const MAX_TEXT: usize = 64;

/// List and level that a paragraph or style names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// `w:numId`; 0 means no list.
    pub list: Option<u32>,
    /// `w:ilvl`, from 0.
    pub level: Option<u32>,
}

/// The numbering definitions of a document.
#[derive(Debug, Default)]
pub struct Definitions {
    /// Levels of each abstract list.
    lists: HashMap<u32, [Option<Level>; LEVELS]>,
    /// `w:num`: the abstract list that each list uses, and its own starts.
    instances: HashMap<u32, (u32, [Option<u32>; LEVELS])>,
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// Restarts after a level up to this one (1-based); 0 never.
    restart: Option<u32>,
    /// All numbers of the text in digits.
    legal: bool,
    suffix: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        let (format, text) = ("decimal".to_owned(), String::new());
        Self { start: 1, format, text, restart: None, legal: false, suffix: None }
    }
}

/// Reads `word/numbering.xml`.
pub fn definitions(xml: &str) -> Result<Definitions, Error> {
    let mut found = Definitions::default();
    let (mut list, mut instance, mut level) = (None::<u32>, None::<u32>, None::<usize>);
    walk(xml, |step, _| match step {
        Step::Start(element, _) => {
            let name = element.local_name();
            let id = |key| attribute(element, key).and_then(|v| v.parse::<u32>().ok());
            match name.as_ref() {
                "abstractNum" => list = id("abstractNumId"),
                "num" => {
                    instance = id("numId");
                    if let Some(instance) = instance {
                        found.instances.entry(instance).or_default();
                    }
                }
                "abstractNumId" => {
                    if let (Some(instance), Some(list)) = (instance, number(element)) {
                        found.instances.entry(instance).or_default().0 = list;
                    }
                }
                "lvl" | "lvlOverride" => level = id("ilvl").map(|i| i as usize).filter(|i| *i < LEVELS),
                "startOverride" => {
                    if let (Some(instance), Some(level), Some(start)) = (instance, level, number(element)) {
                        found.instances.entry(instance).or_default().1[level] = Some(start);
                    }
                }
                other => {
                    let (Some(list), None, Some(level)) = (list, instance, level) else { return };
                    let level = found.lists.entry(list).or_default()[level].get_or_insert_default();
                    match other {
                        "start" => level.start = number(element).unwrap_or(1),
                        "numFmt" => level.format = attribute(element, "val").unwrap_or_default(),
                        "lvlText" => {
                            level.text = attribute(element, "val").unwrap_or_default().chars().take(MAX_TEXT).collect();
                        }
                        "lvlRestart" => level.restart = number(element),
                        "isLgl" => level.legal = on(element),
                        "suff" => level.suffix = attribute(element, "val"),
                        _ => {}
                    }
                }
            }
        }
        Step::End(name) => match local(name) {
            "abstractNum" => list = None,
            "num" => instance = None,
            "lvl" | "lvlOverride" => level = None,
            _ => {}
        },
        Step::Text(_) | Step::Written(_) => {}
    })?;
    Ok(found)
}

/// Counts the paragraphs of every list.
#[derive(Debug)]
pub struct Counter<'a> {
    definitions: &'a Definitions,
    /// Last number of each level, by abstract list: lists that share one go on counting.
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Levels of lists whose own starts were applied.
    started: HashMap<u32, [bool; LEVELS]>,
}

impl<'a> Counter<'a> {
    /// At the document's start.
    pub fn new(definitions: &'a Definitions) -> Self {
        Self { definitions, counts: HashMap::new(), started: HashMap::new() }
    }

    /// The text before the next paragraph of `list` at `level`; empty where Word shows none.
    pub fn next(&mut self, list: u32, level: u32) -> String {
        let Some((of, starts)) = self.definitions.instances.get(&list) else { return String::new() };
        let Some(levels) = self.definitions.lists.get(of) else { return String::new() };
        let level = level as usize;
        let Some(definition) = levels.get(level).and_then(Option::as_ref) else { return String::new() };
        let counts = self.counts.entry(*of).or_default();
        let started = self.started.entry(list).or_default();
        let number = match (starts[level].filter(|_| !started[level]), counts[level]) {
            (Some(start), _) => {
                started[level] = true;
                start
            }
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => starts[level].unwrap_or(definition.start),
        };
        counts[level] = Some(number);
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = levels[deeper].as_ref().and_then(|l| l.restart);
            if !restart.is_some_and(|r| r == 0 || level as u32 + 1 > r) {
                *count = None;
            }
        }
        if matches!(definition.format.as_str(), "bullet" | "none") {
            return String::new();
        }
        let mut text = String::new();
        let mut rest = definition.text.chars();
        while let Some(c) = rest.next() {
            let digit = (c == '%').then(|| rest.clone().next()?.to_digit(10)).flatten().filter(|d| *d > 0);
            let Some(digit) = digit else {
                text.push(c);
                continue;
            };
            rest.next();
            let of = digit as usize - 1;
            let shown = levels[of].as_ref().unwrap_or(definition);
            let number = counts[of].unwrap_or(shown.start);
            let format = if definition.legal { "decimal" } else { shown.format.as_str() };
            text.push_str(&written(number, format));
        }
        // 1. before 2亿元 must not become 1.2亿元; Chinese ordinals need nothing between.
        if text.ends_with(|c: char| c.is_ascii()) && definition.suffix.as_deref() != Some("nothing") {
            text.push(' ');
        }
        text
    }
}

/// A number in one of Word's formats (ST_NumberFormat).
fn written(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "taiwaneseDigital" => chinese_numeral(number),
        "chineseLegalSimplified" | "ideographLegalTraditional" => {
            let plain = chinese_numeral(number);
            plain
                .chars()
                .map(|c| "一壹二贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟".find(c).map_or(c, |at| financial(at, c)))
                .collect()
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => match number {
            1..=20 => char::from_u32(0x2460 + number - 1).map(String::from).unwrap_or_default(),
            21..=35 => char::from_u32(0x3251 + number - 21).map(String::from).unwrap_or_default(),
            36..=50 => char::from_u32(0x32B1 + number - 36).map(String::from).unwrap_or_default(),
            _ => number.to_string(),
        },
        "decimalEnclosedParen" if (1..=20).contains(&number) => {
            char::from_u32(0x2474 + number - 1).map(String::from).unwrap_or_default()
        }
        "decimalEnclosedFullstop" if (1..=20).contains(&number) => {
            char::from_u32(0x2488 + number - 1).map(String::from).unwrap_or_default()
        }
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |d: char| char::from_u32(u32::from(d) - u32::from('0') + 0xFF10).unwrap_or(d);
            number.to_string().chars().map(wide).collect()
        }
        "decimalZero" => format!("{number:02}"),
        "lowerLetter" => letters(number, 'a'),
        "upperLetter" => letters(number, 'A'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        _ => number.to_string(),
    }
}

/// The financial numeral after the plain one at `at` in the table, or the plain one where it is itself financial.
fn financial(at: usize, plain: char) -> char {
    let table = "一壹二贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟";
    let mut rest = table[at..].chars();
    rest.next();
    rest.next().unwrap_or(plain)
}

/// a … z, aa, bb …
fn letters(number: u32, first: char) -> String {
    let (Some(index), Some(times)) = (number.checked_sub(1).map(|n| n % 26), number.checked_sub(1).map(|n| n / 26 + 1))
    else {
        return String::new();
    };
    let letter = char::from_u32(u32::from(first) + index).unwrap_or(first);
    std::iter::repeat_n(letter, times.min(8) as usize).collect()
}

fn roman(number: u32) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let steps = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let (mut rest, mut out) = (number, String::new());
    for (value, letters) in steps {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_words_formats() {
        let cases = [
            (12, "chineseCounting", "十二"),
            (3, "decimalEnclosedCircle", "③"),
            (21, "decimalEnclosedCircle", "㉑"),
            (9, "decimalZero", "09"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
            (12, "decimalFullWidth", "１２"),
            (23, "chineseLegalSimplified", "贰拾叁"),
            (7, "unknown", "7"),
        ];
        for (number, format, want) in cases {
            assert_eq!(written(number, format), want, "{format}");
        }
    }

    #[test]
    fn levels_restart_below_and_lists_share_their_count() {
        let level = |i: u32, format: &str, text: &str| {
            format!(
                r#"<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
            )
        };
        let xml = format!(
            r#"<w:numbering><w:abstractNum w:abstractNumId="5">{}{}</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
            </w:numbering>"#,
            level(0, "chineseCounting", "%1、"),
            level(1, "decimal", "%1.%2"),
        );
        let definitions = definitions(&xml).unwrap();
        let mut counter = Counter::new(&definitions);
        let got: Vec<String> = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0), (2, 0), (9, 0)]
            .iter()
            .map(|(l, i)| counter.next(*l, *i))
            .collect();
        assert_eq!(got, ["一、", "一.1 ", "一.2 ", "二、", "二.1 ", "四、", "五、", ""]);
    }
}
