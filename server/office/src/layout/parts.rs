//! The other parts of a laid-out document: styles, fonts, page numbers, settings.

use std::collections::BTreeMap;
use std::fmt::Write;

use quick_xml::escape::escape;

use super::draft::Notes;
use super::model::{KINDS, Layout, Look, Spacing};
use super::style_id;
use super::write::{ASIDE, legal};

pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Style of the notes at the foot of a page.
const NOTE: &str = "ZhibiNote";

/// Millimetres as twentieths of a point.
pub(super) fn twips(mm: f64) -> i64 {
    (mm * 1440.0 / 25.4).round() as i64
}

/// All parts but the body, by name.
pub(super) fn all(layout: &Layout, title: &str, notes: &Notes) -> Vec<(&'static str, String)> {
    let over = |name: &str, kind: &str| {
        format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{CONTENT}.{kind}+xml\"/>")
    };
    let mut names = vec![
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    ];
    let mut document = vec![
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("footer", "footer1.xml"),
        ("footer", "footer2.xml"),
    ];
    if !notes.is_empty() {
        names.push(("footnotes", "footnotes"));
        document.push(("footnotes", "footnotes.xml"));
    }
    let types = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>",
        names.iter().map(|(name, kind)| over(name, kind)).collect::<String>()
    );
    let relations = |inner: &str| {
        format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
        )
    };
    let relation = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let package = relation(1, "officeDocument", "word/document.xml")
        + "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>";
    let document: String = document.iter().zip(1..).map(|((kind, target), id)| relation(id, kind, target)).collect();
    let core = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        escape(title)
    );
    let mut parts = vec![
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations(&package)),
        ("docProps/core.xml", core),
        ("word/_rels/document.xml.rels", relations(&document)),
        ("word/styles.xml", styles(layout)),
        ("word/settings.xml", settings(layout, !notes.is_empty())),
        ("word/fontTable.xml", font_table(layout)),
        ("word/footer1.xml", footer(layout, false)),
        ("word/footer2.xml", footer(layout, true)),
    ];
    if !notes.is_empty() {
        parts.push(("word/footnotes.xml", footnotes(notes)));
    }
    parts
}

/// The number of a note in its part: the first two are the lines above notes.
pub(super) const fn note_id(index: usize) -> usize {
    index + 2
}

/// The notes.
fn footnotes(notes: &Notes) -> String {
    let line = |id: usize, kind: &str, sign: &str| {
        format!("<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>")
    };
    let one = |(index, (_, text)): (usize, &(String, String))| {
        format!(
            "<w:footnote w:id=\"{}\"><w:p><w:pPr><w:pStyle w:val=\"{NOTE}\"/></w:pPr><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteRef/></w:r>\
             <w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\"> {}</w:t></w:r></w:p></w:footnote>",
            note_id(index),
            legal(text)
        )
    };
    format!(
        "{HEAD}<w:footnotes xmlns:w=\"{MAIN}\">{}{}{}</w:footnotes>",
        line(0, "separator", "separator"),
        line(1, "continuationSeparator", "continuationSeparator"),
        notes.iter().enumerate().map(one).collect::<String>()
    )
}

/// The page: size, margins, grid, page numbers.
pub(super) fn section(layout: &Layout) -> String {
    let page = &layout.page;
    let numbers = if layout.numbers.form.is_empty() {
        ""
    } else {
        "<w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" r:id=\"rId5\"/>"
    };
    // The number stands 7 mm below the text (GB/T 9704, 7.5); its own height is about 5.
    let footer = (page.bottom - 7.0 - 5.0).max(5.0);
    let mut out = format!(
        "<w:sectPr>{numbers}<w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"850\" w:footer=\"{}\" w:gutter=\"0\"/>",
        twips(page.width),
        twips(page.height),
        twips(page.top),
        twips(page.right),
        twips(page.bottom),
        twips(page.left),
        twips(footer)
    );
    if page.lines > 0 {
        let pitch = twips(page.height - page.top - page.bottom) / i64::from(page.lines);
        let _ = write!(out, "<w:docGrid w:type=\"lines\" w:linePitch=\"{pitch}\"/>");
    }
    out + "</w:sectPr>"
}

/// By how much characters of a size are set apart or together so that a line holds its number, in twentieths of a point.
/// A grid for characters would say it once, but programs differ in what they make of letters and digits on it.
fn spacing(layout: &Layout, look: &Look) -> Option<i64> {
    let page = &layout.page;
    let size = layout.look("text").size.filter(|size| look.size == Some(*size))?;
    let width = (page.width - page.left - page.right) * 72.0 / 25.4;
    let space = (width / f64::from(page.characters) - f64::from(size.0) / 2.0) * 20.0;
    (page.characters > 0 && space.abs() < 100.0).then(|| space.floor() as i64)
}

/// Fonts of a run.
pub(super) fn fonts(look: &Look) -> String {
    let font = look.font.as_deref().unwrap_or("宋体");
    named(font, look.latin.as_deref().unwrap_or(font))
}

/// Fonts of a run of marks that are as wide as characters though letters have them, too.
pub(super) fn wide(look: &Look) -> String {
    let font = look.font.as_deref().unwrap_or("宋体");
    named(font, font)
}

fn named(font: &str, latin: &str) -> String {
    let latin = escape(latin);
    let font = escape(font);
    format!(
        "<w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:cs=\"{latin}\" w:eastAsia=\"{font}\" w:hint=\"eastAsia\"/>"
    )
}

fn run_properties(look: &Look, spacing: Option<i64>) -> String {
    let mut out = fonts(look);
    if look.bold == Some(true) {
        out.push_str("<w:b/><w:bCs/>");
    }
    if let Some(spacing) = spacing {
        let _ = write!(out, "<w:spacing w:val=\"{spacing}\"/>");
    }
    if let Some(size) = look.size {
        let _ = write!(out, "<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", size.0);
    }
    out
}

fn paragraph_properties(look: &Look) -> String {
    let mut out = String::from("<w:widowControl w:val=\"0\"/>");
    if look.new_page == Some(true) {
        out.insert_str(0, "<w:pageBreakBefore/>");
    }
    let _ = match look.line {
        Some(Spacing::Exact(points)) => write!(
            out,
            "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{}\" w:lineRule=\"exact\"/>",
            (points * 20.0).round()
        ),
        Some(Spacing::Times(times)) => write!(
            out,
            "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{}\" w:lineRule=\"auto\"/>",
            (times * 240.0).round()
        ),
        None => write!(out, "<w:spacing w:before=\"0\" w:after=\"0\"/>"),
    };
    let indent = look.indent.unwrap_or(0);
    let size = look.size.map_or(32, |size| size.0);
    let _ = write!(out, "<w:ind w:firstLineChars=\"{}\" w:firstLine=\"{}\"", indent * 100, indent * size * 10);
    if let Some(right) = look.right.filter(|right| *right > 0) {
        let _ = write!(out, " w:rightChars=\"{}\" w:right=\"{}\"", right * 100, right * size * 10);
    }
    out.push_str("/>");
    if let Some(align) = look.align {
        let _ = write!(out, "<w:jc w:val=\"{}\"/>", align.name());
    }
    out
}

fn look(layout: &Layout, kind: &str) -> Look {
    match kind {
        "contents-title" => Look { new_page: Some(true), ..layout.look("title") },
        "contents" => layout.look("text"),
        kind => layout.look(kind),
    }
}

fn styles(layout: &Layout) -> String {
    let text = layout.look("text");
    let mut out = format!(
        "{HEAD}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>{0}<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:widowControl w:val=\"0\"/></w:pPr><w:rPr><w:sz w:val=\"{1}\"/><w:szCs w:val=\"{1}\"/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"{NOTE}\"><w:name w:val=\"footnote text\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"{ASIDE}\"><w:name w:val=\"公文旁注\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:color w:val=\"808080\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr></w:style>",
        run_properties(&text, None),
        text.size.map_or(32, |size| size.0)
    );
    for (kind, name) in KINDS {
        let look = look(layout, kind);
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>",
            style_id(kind),
            paragraph_properties(&look),
            run_properties(&look, spacing(layout, &look))
        );
    }
    out + "</w:styles>"
}

fn settings(layout: &Layout, notes: bool) -> String {
    // Which of the notes are the lines above them.
    let notes =
        if notes { "<w:footnotePr><w:footnote w:id=\"0\"/><w:footnote w:id=\"1\"/></w:footnotePr>" } else { "" };
    let sides = if layout.numbers.outside { "<w:evenAndOddHeaders/>" } else { "" };
    format!(
        "{HEAD}<w:settings xmlns:w=\"{MAIN}\"><w:zoom w:percent=\"100\"/>{sides}<w:drawingGridVerticalSpacing w:val=\"156\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/>{notes}<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}

/// Fonts, and what may stand for them where they are not installed. None is put into the document.
fn font_table(layout: &Layout) -> String {
    let mut fonts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (kind, _) in KINDS {
        let look = look(layout, kind);
        if let Some(font) = look.font {
            fonts.entry(font).or_insert_with(|| look.fallback.unwrap_or_default());
        }
        if let Some(latin) = look.latin {
            fonts.entry(latin).or_default();
        }
    }
    fonts.entry(layout.numbers.font.clone()).or_default();
    let one = |(name, others): (&String, &Vec<String>)| {
        let other = if others.is_empty() {
            String::new()
        } else {
            format!("<w:altName w:val=\"{}\"/>", escape(others.join(",")))
        };
        format!("<w:font w:name=\"{}\">{other}</w:font>", escape(name.as_str()))
    };
    format!("{HEAD}<w:fonts xmlns:w=\"{MAIN}\">{}</w:fonts>", fonts.iter().map(one).collect::<String>())
}

fn footer(layout: &Layout, even: bool) -> String {
    let numbers = &layout.numbers;
    let (before, after) = numbers.form.split_once("{}").unwrap_or((&numbers.form, ""));
    let (side, indent) = match (numbers.outside, even) {
        (false, _) => ("center", ""),
        (true, false) => ("right", " w:rightChars=\"100\" w:right=\"280\""),
        (true, true) => ("left", " w:leftChars=\"100\" w:left=\"280\""),
    };
    let look = Look {
        font: Some(numbers.font.clone()),
        latin: Some(numbers.latin.clone()),
        size: Some(numbers.size),
        ..Look::default()
    };
    let properties = run_properties(&look, None);
    let run = |inner: String| format!("<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>");
    let text = |text: &str| {
        if text.is_empty() { String::new() } else { run(format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(text))) }
    };
    let field = |kind: &str| run(format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    let number = [
        field("begin"),
        run("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>".to_owned()),
        field("separate"),
        run("<w:t>1</w:t>".to_owned()),
        field("end"),
    ]
    .concat();
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:ind w:firstLine=\"0\"{indent}/><w:jc w:val=\"{side}\"/></w:pPr>{}{number}{}</w:p></w:ftr>",
        text(before),
        text(after)
    )
}
