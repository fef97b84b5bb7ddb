//! The body of a laid-out document.

use std::fmt::Write;
use std::ops::Range;

use quick_xml::escape::escape;

use super::draft::{Line, Notes};
use super::model::{Layout, Look};
use super::style_id;

/// Begins the name of a bookmark that says what stood before a paragraph in the draft; Word hides such names.
pub(crate) const MARK: &str = "_zb";
/// Style of what is on the page and not in the draft: minutes.
pub(crate) const ASIDE: &str = "ZhibiAside";
/// Style of the title.
pub(crate) const TITLE: &str = "ZhibiTitle";
/// What keeps two characters on one line.
pub(crate) const JOINER: char = '\u{2060}';

/// Marks that letters and characters share; in Chinese they are as wide as characters.
const WIDE: [char; 7] = ['“', '”', '‘', '’', '—', '…', '·'];

/// The paragraphs and tables of a draft.
pub(super) fn body(lines: &[Line], notes: &Notes, layout: &Layout) -> String {
    let mut writer = Writer { layout, notes, out: String::new(), mark: 0, entries: Vec::new(), count: 0, minute: 0 };
    let levels = layout.contents.levels;
    let front = lines.iter().take_while(|line| matches!(line.kind, "title" | "subtitle")).count();
    if levels > 0 {
        let of = |line: &Line| line.entry.clone().filter(|(_, level)| *level <= levels);
        writer.entries = lines.iter().map(of).collect();
    }
    for line in &lines[..front] {
        writer.paragraph(line, None);
    }
    writer.contents();
    let mut at = front;
    while at < lines.len() {
        if let Some(cells) = &lines[at].cells {
            let end = (at + 1..lines.len())
                .find(|i| lines[*i].blank > 0 || lines[*i].cells.as_ref().is_none_or(|c| c.len() != cells.len()))
                .unwrap_or(lines.len());
            writer.table(&lines[at..end]);
            at = end;
        } else {
            writer.paragraph(&lines[at], Some(at));
            at += 1;
        }
    }
    writer.out
}

struct Writer<'a> {
    layout: &'a Layout,
    notes: &'a Notes,
    out: String,
    /// Number of the last bookmark.
    mark: u32,
    /// What the table of contents says of each line.
    entries: Vec<Option<(String, u32)>>,
    /// Characters read so far, and minutes told.
    count: u32,
    minute: u32,
}

impl Writer<'_> {
    /// One paragraph.
    fn paragraph(&mut self, line: &Line, index: Option<usize>) {
        self.minutes(line);
        self.out.push_str("<w:p>");
        let mut properties = format!("<w:pStyle w:val=\"{}\"/>", style_id(line.kind));
        if let Some(level) = line.level.filter(|level| *level <= 9) {
            let _ = write!(properties, "<w:outlineLvl w:val=\"{}\"/>", level - 1);
        }
        let _ = write!(self.out, "<w:pPr>{properties}</w:pPr>");
        self.before(line);
        let target = index.filter(|i| self.entries.get(*i).is_some_and(Option::is_some));
        if let Some(index) = target {
            self.mark += 1;
            let _ = write!(
                self.out,
                "<w:bookmarkStart w:id=\"{0}\" w:name=\"_Toc{index}\"/><w:bookmarkEnd w:id=\"{0}\"/>",
                self.mark
            );
        }
        let text = &line.text;
        let mut cuts: Vec<usize> = vec![0, text.len()];
        let run_in = line.run_in.map(|(kind, end)| (self.layout.look(kind), end.min(text.len())));
        cuts.extend(run_in.as_ref().map(|(_, end)| *end));
        cuts.extend(line.bold.iter().flat_map(|range| [range.start, range.end]));
        cuts.extend(line.marks.iter().map(|(at, _)| *at));
        cuts.retain(|cut| text.is_char_boundary(*cut));
        cuts.sort_unstable();
        cuts.dedup();
        let mut marks = line.marks.iter().peekable();
        for pair in cuts.windows(2) {
            let range = pair[0]..pair[1];
            while let Some((_, name)) = marks.next_if(|(at, _)| *at <= range.start) {
                self.mark(name);
            }
            let head = run_in.as_ref().filter(|(_, end)| range.end <= *end).map(|(look, _)| look);
            let bold = line.bold.iter().any(|bold| bold.start <= range.start && range.end <= bold.end);
            let figures = if self.layout.speech.keep_figures { line.figures.as_slice() } else { &[] };
            let joined = joined(text, &range, figures);
            self.run(line.kind, head, bold, &joined);
        }
        marks.for_each(|(_, name)| self.mark(name));
        self.out.push_str("</w:p>");
    }

    /// A reference to a note.
    fn mark(&mut self, name: &str) {
        if let Some(note) = self.notes.iter().position(|(known, _)| known == name) {
            let id = super::parts::note_id(note);
            let _ = write!(
                self.out,
                "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
            );
        }
    }

    /// What stood before the paragraph in the draft and is not on the page.
    fn before(&mut self, line: &Line) {
        if line.blank == 0 && line.indent.is_empty() {
            return;
        }
        self.mark += 1;
        let mut name = format!("{MARK}{}_{}_", self.mark, line.blank);
        let mut blanks = line.indent.chars().peekable();
        while let Some(blank) = blanks.next() {
            let mut times = 1;
            while blanks.next_if_eq(&blank).is_some() {
                times += 1;
            }
            let letter = match blank {
                '\u{3000}' => 'i',
                '\t' => 't',
                _ => 's',
            };
            let _ = write!(name, "{letter}{times}");
        }
        // Word's names are 40 characters at most.
        if name.len() <= 40 {
            let _ = write!(
                self.out,
                "<w:bookmarkStart w:id=\"{0}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{0}\"/>",
                self.mark
            );
        }
    }

    /// Text in the look of its paragraph's kind, or in that of a heading at its beginning.
    fn run(&mut self, kind: &str, head: Option<&Look>, bold: bool, text: &str) {
        let of_kind;
        let look = match head {
            Some(look) => look,
            None => {
                of_kind = self.layout.look(kind);
                &of_kind
            }
        };
        let bold = if bold || head.is_some_and(|look| look.bold == Some(true)) { "<w:b/>" } else { "" };
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let wide = WIDE.contains(&first);
            let end = rest.find(|c: char| WIDE.contains(&c) != wide).unwrap_or(rest.len());
            let fonts = match (wide, head) {
                (true, _) => super::parts::wide(look),
                (false, Some(look)) => super::parts::fonts(look),
                (false, None) => "<w:rFonts w:hint=\"eastAsia\"/>".to_owned(),
            };
            let _ = write!(self.out, "<w:r><w:rPr>{fonts}{bold}</w:rPr>");
            for (index, part) in rest[..end].split('\t').enumerate() {
                if index > 0 {
                    self.out.push_str("<w:tab/>");
                }
                if !part.is_empty() {
                    let _ = write!(self.out, "<w:t xml:space=\"preserve\">{}</w:t>", legal(part));
                }
            }
            self.out.push_str("</w:r>");
            rest = &rest[end..];
        }
    }

    fn table(&mut self, rows: &[Line]) {
        let columns = rows[0].cells.as_ref().map_or(1, Vec::len).max(1);
        let page = &self.layout.page;
        let width = super::parts::twips(page.width - page.left - page.right);
        let widths = widths(rows, columns, width);
        let border = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
        let borders: String =
            ["top", "left", "bottom", "right", "insideH", "insideV"].iter().map(|side| border(side)).collect();
        let _ = write!(
            self.out,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{}</w:tblGrid>",
            widths.iter().map(|each| format!("<w:gridCol w:w=\"{each}\"/>")).collect::<String>()
        );
        for (index, row) in rows.iter().enumerate() {
            let head = if index == 0 {
                "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
            } else {
                "<w:trPr><w:cantSplit/></w:trPr>"
            };
            let _ = write!(self.out, "<w:tr>{head}");
            for (column, cell) in row.cells.iter().flatten().enumerate() {
                let each = widths.get(column).copied().unwrap_or_default();
                let _ = write!(
                    self.out,
                    "<w:tc><w:tcPr><w:tcW w:w=\"{each}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>",
                    style_id("table")
                );
                if column == 0 {
                    self.before(row);
                }
                if !cell.is_empty() {
                    self.run("table", None, false, cell);
                }
                self.out.push_str("</w:p></w:tc>");
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
        self.count += rows.iter().map(|row| row.text.chars().count() as u32).sum::<u32>();
    }

    /// The table of contents: a field, filled with what is known; the program that opens it puts the pages in.
    fn contents(&mut self) {
        let entries: Vec<(usize, String, u32)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| entry.clone().map(|(words, level)| (index, words, level)))
            .collect();
        if entries.is_empty() {
            return;
        }
        let _ = write!(
            self.out,
            "<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t>{}</w:t></w:r></w:p>",
            style_id("contents-title"),
            legal(&self.layout.contents.title)
        );
        let style = style_id("contents");
        let page = &self.layout.page;
        let right = super::parts::twips(page.width - page.left - page.right);
        let last = entries.len() - 1;
        for (at, (index, words, level)) in entries.into_iter().enumerate() {
            let left = (i64::from(level) - 1) * 320;
            let _ = write!(
                self.out,
                "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{right}\"/></w:tabs><w:ind w:left=\"{left}\" w:firstLine=\"0\" w:firstLineChars=\"0\"/></w:pPr>\
                 <w:hyperlink w:anchor=\"_Toc{index}\"><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGEREF _Toc{index} \\h </w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:hyperlink>",
                legal(words.trim())
            );
            if at == last {
                self.out.push_str("<w:r><w:br w:type=\"page\"/></w:r>");
            }
            self.out.push_str("</w:p>");
        }
    }

    /// A note in the margin where another minute has been read.
    fn minutes(&mut self, line: &Line) {
        let rate = self.layout.speech.rate;
        let minute = self.count.checked_div(rate).unwrap_or(0);
        if minute > self.minute {
            self.minute = minute;
            let _ = write!(
                self.out,
                "<w:p><w:pPr><w:pStyle w:val=\"{ASIDE}\"/><w:framePr w:w=\"1000\" w:hSpace=\"60\" w:wrap=\"around\" w:vAnchor=\"text\" w:hAnchor=\"page\" w:x=\"400\" w:y=\"1\"/></w:pPr>\
                 <w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t>{minute}分钟</w:t></w:r></w:p>"
            );
        }
        let read = |c: &char| c.is_alphanumeric();
        self.count += line.text.chars().filter(read).count() as u32;
    }
}

/// Widths of columns that share `width` by the longest of their cells, within bounds.
fn widths(rows: &[Line], columns: usize, width: i64) -> Vec<i64> {
    const LEAST: i64 = 4;
    const MOST: i64 = 40;
    let longest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.as_ref()?.get(column));
        cells.map(|cell| cell.chars().count() as i64).max().unwrap_or(0).clamp(LEAST, MOST)
    };
    let lengths: Vec<i64> = (0..columns).map(longest).collect();
    let all = lengths.iter().sum::<i64>().max(1);
    lengths.into_iter().map(|length| width * length / all).collect()
}

/// Part of a text with its figures held together.
fn joined(text: &str, range: &Range<usize>, figures: &[Range<usize>]) -> String {
    let part = &text[range.clone()];
    if figures.is_empty() {
        return part.to_owned();
    }
    let mut out = String::with_capacity(part.len() + 32);
    let mut before: Option<char> = None;
    for (at, c) in part.char_indices() {
        let at = range.start + at;
        let inside = figures.iter().any(|figure| figure.start < at && at < figure.end);
        let digits =
            before.is_some_and(|b| b.is_ascii_alphanumeric() || b == '.') && (c.is_ascii_alphanumeric() || c == '.');
        if inside && !digits {
            out.push(JOINER);
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Text as XML 1.0 can hold it.
pub(super) fn legal(text: &str) -> String {
    let legal = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    escape(text.chars().filter(legal).collect::<String>()).into_owned()
}
