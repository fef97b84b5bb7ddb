//! What a layout is, and the files it is read from.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Value;

use crate::error::Error;

/// The built-in layouts, which are files as an office would write them.
const BUILT_IN: [(&str, &str); 4] = [
    ("gb9704", include_str!("../layouts/gb9704.toml")),
    ("reading", include_str!("../layouts/reading.toml")),
    ("deputies", include_str!("../layouts/deputies.toml")),
    ("handout", include_str!("../layouts/handout.toml")),
];
/// A layout may build upon another one, and that upon a third.
const MAX_BASES: usize = 4;

/// A layout.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Layout {
    pub(super) page: Page,
    pub(super) numbers: Numbers,
    styles: BTreeMap<String, Look>,
    pub(super) contents: Contents,
    pub(super) speech: Speech,
}

/// The page, in millimetres.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    /// Lines of a page; 0 for no grid.
    pub(super) lines: u32,
    /// Characters of a line; 0 for no grid.
    pub(super) characters: u32,
}

/// Page numbers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numbers {
    /// The text around the number, which stands at `{}`; empty for none.
    pub(super) form: String,
    pub(super) font: String,
    pub(super) latin: String,
    pub(super) size: Size,
    /// At the outer edge, else in the middle.
    pub(super) outside: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Contents {
    pub(super) title: String,
    pub(super) levels: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Speech {
    /// Characters read in a minute; 0 for no marks.
    pub(super) rate: u32,
    /// Whether a figure and its unit stay on one line.
    pub(super) keep_figures: bool,
}

/// How a kind of paragraph looks. What is not said is as in the text.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Look {
    pub(super) font: Option<String>,
    pub(super) fallback: Option<Vec<String>>,
    /// The font of letters and digits; that of the characters where none is named.
    pub(super) latin: Option<String>,
    pub(super) size: Option<Size>,
    pub(super) bold: Option<bool>,
    pub(super) align: Option<Align>,
    /// Characters by which the first line is indented.
    pub(super) indent: Option<u32>,
    /// Characters left free at the right.
    pub(super) right: Option<u32>,
    pub(super) line: Option<Spacing>,
    pub(super) new_page: Option<bool>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Align {
    Left,
    Right,
    Center,
    Both,
}

impl Align {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Center => "center",
            Self::Both => "both",
        }
    }
}

/// A size of type in half points.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(try_from = "Value")]
pub(super) struct Size(pub(super) u32);

/// The sizes that have names, in half points.
const SIZES: [(&str, u32); 16] = [
    ("初号", 84),
    ("小初", 72),
    ("1号", 52),
    ("小1号", 48),
    ("2号", 44),
    ("小2号", 36),
    ("3号", 32),
    ("小3号", 30),
    ("4号", 28),
    ("小4号", 24),
    ("5号", 21),
    ("小5号", 18),
    ("6号", 15),
    ("小6号", 13),
    ("7号", 11),
    ("8号", 10),
];

/// A number of points within reason.
fn points(value: &Value) -> Option<f64> {
    let points = value.as_float().or_else(|| value.as_integer().map(|n| n as f64))?;
    (1.0..=200.0).contains(&points).then_some(points)
}

impl TryFrom<Value> for Size {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        let named = |name: &str| {
            let digit =
                |c: char| "一二三四五六七八".chars().position(|n| n == c).map_or(c, |at| (b'1' + at as u8) as char);
            let name: String = name.chars().map(digit).collect();
            SIZES.iter().find(|(known, _)| *known == name).map(|(_, half)| *half)
        };
        let size = value.as_str().and_then(named).or_else(|| points(&value).map(|p| (p * 2.0).round() as u32));
        size.map(Self)
            .ok_or_else(|| format!("{value}: 字号应为“3号”这样的名称或磅数 (a size is a name such as 3号, or points)"))
    }
}

/// The space of a line.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(try_from = "Value")]
pub(super) enum Spacing {
    /// Points.
    Exact(f64),
    /// Times the height of the type.
    Times(f64),
}

impl TryFrom<Value> for Spacing {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        if let Some(points) = points(&value) {
            return Ok(Self::Exact(points));
        }
        let times = value.as_str().and_then(|text| text.parse().ok()).filter(|times| (0.5..=5.0).contains(times));
        times.map(Self::Times).ok_or_else(|| {
            format!(
                "{value}: 行距应为磅数，或如 \"1.5\" 的倍数 (the space of lines is points, or times such as \"1.5\")"
            )
        })
    }
}

/// Kinds of paragraphs that a layout gives a look.
pub(super) const KINDS: [(&str, &str); 18] = [
    ("text", "公文正文"),
    ("title", "公文标题"),
    ("subtitle", "公文副题"),
    ("salutation", "公文称谓"),
    ("part", "公文部分标题"),
    ("chinese", "公文一级标题"),
    ("chinese-paren", "公文二级标题"),
    ("arabic", "公文三级标题"),
    ("arabic-paren", "公文四级标题"),
    ("lead", "公文段首题"),
    ("item", "公文分项"),
    ("signature", "公文落款"),
    ("table", "公文表格"),
    ("attachment", "公文附件"),
    ("attachment-title", "公文附件标题"),
    ("terms", "公文名词解释"),
    ("contents-title", "公文目录标题"),
    ("contents", "公文目录"),
];

impl Layout {
    /// A built-in layout.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        Self::read(text).ok()
    }

    /// Names of the built-in layouts.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// Reads a layout; what it does not say is as in the one it builds upon.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(text: &str) -> Result<Self, Error> {
        let wrong = |why: &str| Error::new(format!("版式文件有误：{why}"), format!("the layout is wrong: {why}"));
        let mut chain = vec![text.parse::<toml::Table>().map_err(|e| wrong(&e.to_string()))?];
        while let Some(base) = chain.last_mut().and_then(base) {
            let known = BUILT_IN.iter().find(|(name, _)| *name == base).filter(|_| chain.len() < MAX_BASES);
            let (_, text) = known.ok_or_else(|| wrong(&format!("extends = \"{base}\"")))?;
            chain.push(text.parse().map_err(|e: toml::de::Error| wrong(&e.to_string()))?);
        }
        let mut all = chain.pop().unwrap_or_default();
        while let Some(over) = chain.pop() {
            merge(&mut all, over);
        }
        let layout: Self = Value::Table(all).try_into().map_err(|e: toml::de::Error| wrong(e.message()))?;
        if let Some(unknown) = layout.styles.keys().find(|key| !KINDS.iter().any(|(kind, _)| kind == key)) {
            return Err(wrong(&format!("styles.{unknown}")));
        }
        let Page { width, height, top, bottom, left, right, .. } = layout.page;
        let sane = [width, height].iter().all(|n| (50.0..=1500.0).contains(n))
            && [top, bottom, left, right].iter().all(|n| (0.0..=500.0).contains(n))
            && width - left - right >= 20.0
            && height - top - bottom >= 20.0
            && layout.page.lines <= 200
            && layout.page.characters <= 200;
        if sane { Ok(layout) } else { Err(wrong("page")) }
    }

    /// How a kind of paragraph looks, with everything said.
    pub(super) fn look(&self, kind: &str) -> Look {
        let text = self.styles.get("text").cloned().unwrap_or_default();
        let own = self.styles.get(kind).cloned().unwrap_or_default();
        let fonts = if own.font.is_some() { own.fallback.or(Some(Vec::new())) } else { text.fallback };
        Look {
            font: own.font.or(text.font),
            fallback: fonts,
            latin: own.latin.or(text.latin),
            size: own.size.or(text.size),
            bold: own.bold.or(text.bold),
            align: own.align.or(text.align),
            indent: own.indent.or(text.indent),
            right: own.right.or(text.right),
            line: own.line.or(text.line),
            new_page: own.new_page.or(text.new_page),
        }
    }
}

/// What a file builds upon; the files of this folder end with gb9704.
fn base(table: &mut toml::Table) -> Option<String> {
    match table.remove("extends") {
        Some(Value::String(name)) => Some(name),
        Some(other) => Some(other.to_string()),
        // The bottom of all says everything; any other file builds upon it.
        None if ["page", "numbers", "styles", "contents", "speech"].iter().all(|key| table.contains_key(*key)) => None,
        None => Some("gb9704".to_owned()),
    }
}

fn merge(all: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (all.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(value)) => merge(below, value),
            (_, value) => drop(all.insert(key, value)),
        }
    }
}
