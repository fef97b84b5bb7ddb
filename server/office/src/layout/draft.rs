//! What each line of a draft is on the page, read from its outline.

use std::collections::HashMap;
use std::ops::Range;

use zhibi_core::structure::{Cue, LineShape, Node, NodeKind, OrdinalStyle};
use zhibi_core::{DocumentKind, Snapshot};

/// A line as it is to be set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its text, without the blanks before it.
    pub(super) text: String,
    /// The blanks before it.
    pub(super) indent: String,
    /// Blank lines before it.
    pub(super) blank: u32,
    /// Kind of paragraph.
    pub(super) kind: &'static str,
    /// The heading at its beginning where the paragraph goes on behind it: its kind and where it ends.
    pub(super) run_in: Option<(&'static str, usize)>,
    /// Stretches in bold type.
    pub(super) bold: Vec<Range<usize>>,
    /// Level in the outline, from 1, of a line that is nothing but a heading.
    pub(super) level: Option<u32>,
    /// Whether its heading goes into a table of contents: the words and the level.
    pub(super) entry: Option<(String, u32)>,
    /// Figures, as bytes of the text.
    pub(super) figures: Vec<Range<usize>>,
    /// Cells, where it is a row of a table.
    pub(super) cells: Option<Vec<String>>,
    /// Where the text refers to notes, and the names of these.
    pub(super) marks: Vec<(usize, String)>,
}

/// The notes of a Markdown draft: a name and the text.
pub(super) type Notes = Vec<(String, String)>;

/// Longest figure that is kept on one line, in bytes.
const MAX_FIGURE: usize = 48;
/// Longest paragraph in bytes above which the title page has ended.
const MAX_FRONT: usize = 60;

/// The lines of a draft, blank ones counted at those below them, and its notes.
pub(super) fn lines(snapshot: &Snapshot) -> (Vec<Line>, Notes) {
    let snapshot = &snapshot.by_line();
    let notes = notes(snapshot);
    let mut headings: HashMap<u32, &Node> = HashMap::new();
    for node in &snapshot.outline().nodes {
        headings.entry(node.heading.block).or_insert(node);
    }
    let markdown = snapshot.kind() == DocumentKind::Markdown;
    let mut out: Vec<Line> = Vec::new();
    let mut blank = 0;
    let mut front = Front::Begins;
    let mut after_attachment = false;
    let mut block = 0;
    for number in 0..snapshot.line_count() {
        let first = block;
        let blocks = snapshot.blocks();
        let mut text = blocks[first].text.to_string();
        block += 1;
        while block < blocks.len() && blocks[block].continues {
            text.push_str(&blocks[block].text);
            block += 1;
        }
        if text.trim().is_empty() {
            // The last line of a text that ends in a line break is none.
            blank += u32::from(number + 1 < snapshot.line_count());
            continue;
        }
        if note(&text).is_some_and(|(name, _)| notes.iter().any(|(known, _)| known == name)) {
            continue;
        }
        let cut = text.len() - text.trim_start_matches([' ', '\t', '\u{3000}']).len();
        let (scan, node) = (&blocks[first].scan, headings.get(&(first as u32)).copied());
        let mut line = Line { indent: text[..cut].to_owned(), blank, kind: "text", ..Line::default() };
        blank = 0;
        // The marks of Markdown stand before the ordinal.
        let marks = if markdown { text.len() - text.trim_start_matches(['#', '*', ' ', '\u{3000}']).len() } else { 0 };
        let heading =
            node.filter(|node| (node.heading.span.start as usize) <= cut.max(scan.words.start as usize).max(marks));
        if let Some(node) = heading {
            head(&mut line, node, &text, cut, scan.shape);
        } else if let Some(kind) = front.of(scan.shape, scan.cue, text.trim()) {
            line.kind = kind;
        } else if after_attachment && scan.shape == LineShape::Title {
            line.kind = "attachment-title";
        }
        if heading.is_some() {
            front = Front::Over;
        }
        after_attachment = line.kind == "attachment" || (after_attachment && line.kind == "attachment-title");
        line.figures = blocks[first].figures.iter().map(|f| f.span.start as usize..f.span.end as usize).collect();
        line.figures.retain(|range| range.start >= cut && range.len() <= MAX_FIGURE);
        line.figures.iter_mut().for_each(|range| *range = range.start - cut..range.end - cut);
        text.drain(..cut);
        line.text = text;
        if markdown {
            plain(&mut line, &notes);
        }
        out.push(line);
    }
    signatures(&mut out);
    if markdown {
        // What parts the head of a table from its rows is not one of them.
        let parts =
            |text: &str| text.starts_with('|') && text.contains('-') && text.chars().all(|c| "|-: ".contains(c));
        out.retain(|line| !parts(line.text.trim_end()));
    }
    tables(&mut out, markdown);
    (out, notes)
}

/// A note of a Markdown draft, `[^1]: text`: its name and its text.
fn note(line: &str) -> Option<(&str, &str)> {
    let (name, text) = line.trim_start().strip_prefix("[^")?.split_once("]:")?;
    (!name.is_empty() && !name.contains(['[', ']', ' '])).then(|| (name, text.trim()))
}

/// The notes of a Markdown draft that its text refers to, outside tables and once each.
fn notes(snapshot: &Snapshot) -> Notes {
    let mut found: Notes = Vec::new();
    if snapshot.kind() != DocumentKind::Markdown {
        return found;
    }
    let texts: Vec<_> = (0..snapshot.line_count()).map(|line| snapshot.line_text(line)).collect();
    let mut referred: HashMap<&str, usize> = HashMap::new();
    for text in texts.iter().filter(|text| note(text).is_none()) {
        let row = text.trim_start().starts_with('|');
        for (at, _) in text.match_indices("[^") {
            let Some((name, _)) = text[at + 2..].split_once(']') else { continue };
            // Of a note that cannot be Word's, because it is referred to twice or in a table, nothing is taken away.
            *referred.entry(name).or_insert(0) += 1 + usize::from(row);
        }
    }
    for (name, text) in texts.iter().filter_map(|text| note(text)) {
        if referred.get(name) == Some(&1) && found.iter().all(|(known, _)| known != name) {
            found.push((name.to_owned(), text.to_owned()));
        }
    }
    found
}

/// What a heading makes of its line.
fn head(line: &mut Line, node: &Node, text: &str, cut: usize, shape: LineShape) {
    let end = node.heading.span.end as usize;
    let alone = text[end..].trim_matches(['*', '#', ' ', '\u{3000}', '\t']).is_empty();
    let words = text[node.heading.span.start as usize..end].trim();
    let kind = match (node.kind, node.ordinal.map(|ordinal| ordinal.style)) {
        (_, None) if shape == LineShape::Appendix => {
            if ["附件", "附表", "附录"].iter().any(|head| words.starts_with(head)) {
                "attachment"
            } else if words.starts_with('注') || words.starts_with("附注") {
                "text"
            } else {
                "terms"
            }
        }
        (NodeKind::Part, _) => "part",
        (NodeKind::Heading, None) => "chinese",
        (_, None) => "lead",
        (_, Some(OrdinalStyle::Part | OrdinalStyle::Chapter)) => "part",
        (_, Some(OrdinalStyle::Chinese | OrdinalStyle::Section)) => "chinese",
        (_, Some(OrdinalStyle::ChineseParen)) => "chinese-paren",
        (_, Some(OrdinalStyle::Arabic)) => "arabic",
        (_, Some(OrdinalStyle::ArabicParen | OrdinalStyle::Circled)) => "arabic-paren",
        (_, Some(_)) => "item",
    };
    if node.kind.is_heading() {
        line.entry = Some((words.to_owned(), node.level));
    }
    if alone {
        line.kind = kind;
        line.level = node.kind.is_heading().then_some(node.level);
    } else {
        // The mark behind a run-in heading belongs to it.
        let rest = text[end..].trim_start_matches('*');
        let mark = rest.chars().next().filter(|c| "。：:！；".contains(*c)).map_or(0, char::len_utf8);
        let end = if mark > 0 { text.len() - rest.len() + mark } else { end };
        line.run_in = Some((kind, end - cut));
    }
}

/// Where in the title page we are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Front {
    Begins,
    Title,
    Below,
    Over,
}

impl Front {
    /// The kind of a line without heading.
    fn of(&mut self, shape: LineShape, cue: Cue, text: &str) -> Option<&'static str> {
        /// What a title ends with.
        const ENDS: [&str; 16] = [
            "报告", "方案", "意见", "通知", "计划", "规划", "纲要", "草案", "决定", "办法", "要点", "总结", "讲话",
            "公报", "说明", "建议",
        ];
        // 各位代表： or, of a notice, the offices it goes to.
        let address = text.ends_with(['：', ':']) && (cue == Cue::Address || matches!(self, Self::Title | Self::Below));
        if address {
            *self = Self::Over;
            return Some("salutation");
        }
        if cue == Cue::Address
            || text.len() > MAX_FRONT && !matches!(shape, LineShape::Title | LineShape::Part | LineShape::Dash)
        {
            *self = Self::Over;
        }
        let aside = text.starts_with(['（', '(', '—', '-', '〔', '[']) || text.ends_with(['日', '）', ')']);
        match self {
            Self::Over => None,
            Self::Begins if aside || !matches!(shape, LineShape::Title | LineShape::Part) => {
                *self = Self::Over;
                None
            }
            Self::Begins => {
                *self = if ENDS.iter().any(|end| text.ends_with(end)) { Self::Below } else { Self::Title };
                Some("title")
            }
            Self::Title if !aside && shape == LineShape::Title => {
                *self = if ENDS.iter().any(|end| text.ends_with(end)) { Self::Below } else { Self::Title };
                Some("title")
            }
            Self::Title | Self::Below => {
                *self = Self::Below;
                Some("subtitle")
            }
        }
    }
}

/// An office and a date at the end of the text, or before what is attached.
fn signatures(lines: &mut [Line]) {
    let is_date = |text: &str| {
        let text = text.trim();
        let parts: Vec<&str> = text.split(['年', '月', '日']).collect();
        let number =
            |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c));
        text.ends_with('日') && parts.len() == 4 && parts[..3].iter().all(|part| number(part))
    };
    let ends: Vec<usize> = (0..lines.len())
        .filter(|at| lines.get(at + 1).is_none_or(|next| matches!(next.kind, "attachment" | "terms")))
        .collect();
    for at in ends {
        if at == 0 || lines[at].kind != "text" || !is_date(&lines[at].text) {
            continue;
        }
        lines[at].kind = "signature";
        let office = ["人民政府", "办公室", "委员会", "办公厅", "局", "厅", "部"];
        let above = &mut lines[at - 1];
        // So short a line may have been taken for a heading.
        let unnumbered = matches!(above.kind, "text" | "part" | "chinese") && !above.text.contains(['、', '（', '(']);
        if unnumbered
            && above.text.chars().count() <= 30
            && office.iter().any(|end| above.text.trim_end().ends_with(end))
        {
            (above.kind, above.level, above.entry) = ("signature", None, None);
        }
    }
}

/// Rows: lines of cells parted by tabs, two or more of one number; of a Markdown draft those between bars.
fn tables(lines: &mut [Line], markdown: bool) {
    let cells = |line: &Line| -> Option<Vec<String>> {
        let text = line.text.trim_end();
        if markdown && text.starts_with('|') && text.ends_with('|') && text.len() > 1 {
            let inner = text[1..text.len() - 1].replace("\\|", "\u{e000}");
            return Some(inner.split('|').map(|cell| cell.trim().replace('\u{e000}', "|")).collect());
        }
        let cells: Vec<String> = line.text.split('\t').map(str::to_owned).collect();
        (!markdown && cells.len() > 1).then_some(cells)
    };
    let mut at = 0;
    while at < lines.len() {
        let Some(first) = cells(&lines[at]) else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while end < lines.len() && lines[end].blank == 0 && cells(&lines[end]).is_some_and(|c| c.len() == first.len()) {
            end += 1;
        }
        if end - at > 1 {
            for line in &mut lines[at..end] {
                let row = cells(line);
                *line = Line {
                    text: std::mem::take(&mut line.text),
                    indent: std::mem::take(&mut line.indent),
                    blank: line.blank,
                    kind: "table",
                    cells: row,
                    ..Line::default()
                };
            }
        }
        at = end;
    }
}

/// Takes the marks of Markdown away: hashes of headings, asterisks around bold type, references to notes.
fn plain(line: &mut Line, notes: &Notes) {
    let hashes = line.text.len() - line.text.trim_start_matches('#').len();
    let cut = if (1..=6).contains(&hashes) && line.text[hashes..].starts_with([' ', '\u{3000}']) {
        hashes + line.text[hashes..].len() - line.text[hashes..].trim_start_matches([' ', '\u{3000}']).len()
    } else {
        0
    };
    let mut out = String::new();
    // For each byte of the text where it stands afterwards.
    let mut places = vec![0; line.text.len() + 1];
    let (mut at, mut open) = (cut, None);
    while at < line.text.len() {
        places[at] = out.len();
        if line.text[at..].starts_with("**") {
            match open.take() {
                Some(from) => line.bold.push(from..out.len()),
                None => open = Some(out.len()),
            }
            places[at + 1] = out.len();
            at += 2;
            continue;
        }
        let name = line.text[at..].strip_prefix("[^").and_then(|rest| rest.split_once(']')).map(|(name, _)| name);
        if let Some(name) = name.filter(|name| notes.iter().any(|(known, _)| known == name)) {
            line.marks.push((out.len(), name.to_owned()));
            let end = at + name.len() + "[^]".len();
            (at..end).for_each(|byte| places[byte] = out.len());
            at = end;
            continue;
        }
        let c = line.text[at..].chars().next().unwrap_or_default();
        (at..at + c.len_utf8()).for_each(|byte| places[byte] = out.len());
        out.push(c);
        at += c.len_utf8();
    }
    let end = line.text.len();
    places[end] = out.len();
    if let Some((_, at)) = &mut line.run_in {
        *at = places[(*at).min(end)];
    }
    line.figures.iter_mut().for_each(|range| *range = places[range.start]..places[range.end]);
    line.text = out;
}
