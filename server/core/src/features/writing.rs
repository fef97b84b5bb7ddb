//! Where a draft is being written, and what of it is shown meanwhile.
//!
//! Three things are not shown yet: a finding that [waits](crate::finding::Wait) for what is being written; a finding
//! elsewhere that only came because of what is being written here, until this paragraph is left; and anything at all that
//! follows from letters an input method is still composing, or from half an ordinal. While those stand under the cursor,
//! the state before them is shown, its places moved along.

use std::collections::HashMap;
use std::sync::Arc;

use super::unfinished::unfinished;
use crate::analysis::{Document, LazySnapshot, Snapshot};
use crate::finding::{Finding, Severity, Wait};
use crate::text::{LineCol, LineRange, Moved};

/// The longest text that one keystroke of an input method commits, in characters: what brings more, or a line break, was
/// pasted, undone or mended, and is complete.
const COMMITTED: usize = 20;
/// The longest that is taken for letters being composed or for an ordinal, in bytes.
const COMPOSED: usize = 64;
const ORDINAL: usize = 40;
/// The longest line of which this is asked, in bytes.
const LINE: usize = 8 << 10;

/// The text that is being written, since its paragraph was entered.
#[derive(Clone, Debug)]
pub struct Writing {
    stretch: Stretch,
    pause: Option<Pause>,
}

/// What was written in one paragraph without going elsewhere.
#[derive(Clone, Debug)]
struct Stretch {
    /// The draft before it; none after a change that was complete.
    before: Option<Arc<LazySnapshot>>,
    /// All of it, as one replacement.
    change: Moved,
    /// The end of the last edit.
    at: LineCol,
    /// Where was written before the paragraph was entered, if what is unfinished there was held back.
    was: Option<LineCol>,
    /// Whether the paragraph had an ordinal when it was entered.
    ordinal: bool,
}

/// What stands under the cursor is not text yet.
#[derive(Clone, Debug)]
struct Pause {
    /// The draft before it, and how that was shown.
    state: Arc<LazySnapshot>,
    stretch: Option<Stretch>,
    /// What came since.
    change: Moved,
}

impl Writing {
    /// What is being written once `new` is put into `document` as `change` says; `before` is what was until then.
    #[must_use]
    pub fn after(before: Option<Self>, document: &Document, change: Moved, new: &str) -> Self {
        let at = change.new_end;
        let one_line = change.start.line == change.old_end.line && change.start.line == at.line;
        if !one_line || new.chars().count() > COMMITTED {
            return Self::complete(at);
        }
        let (text, index) = (document.text(), at.line as usize);
        let short = text.len_of_lines(index..index + 1) <= LINE;
        let line = if short { text.line(index) } else { String::new() };
        let (stretch, pause) = before.map_or((None, None), |before| (Some(before.stretch), before.pause));
        let last = stretch.clone();
        let stretch = match stretch {
            Some(stretch) if stretch.before.is_some() && stretch.at.line == at.line => {
                Stretch { change: stretch.change.then(change), at, ..stretch }
            }
            _ => {
                let ordinal = is_ordinal(&line[..ordinal_len(&line)]);
                Stretch { before: Some(document.lazy()), change, at, was: stretch.map(|last| last.at), ordinal }
            }
        };
        let (head, rest) = (line.get(..change.start.byte as usize), line.get(change.old_end.byte as usize..));
        let head = head.unwrap_or_default().to_owned() + new;
        let pauses = short
            && (composed(&head, stretch.change.start.byte, pause.is_some())
                || half_ordinal(&head, rest.unwrap_or_default(), &stretch));
        let pause = pauses.then(|| match pause {
            Some(pause) if last.as_ref().is_some_and(|last| last.at.line == at.line) => {
                Pause { change: pause.change.then(change), ..pause }
            }
            _ => Pause { state: document.lazy(), stretch: last, change },
        });
        Self { stretch, pause }
    }

    /// A change that is complete, and ended here.
    #[must_use]
    pub const fn complete(at: LineCol) -> Self {
        Self {
            stretch: Stretch { before: None, change: Moved::nothing(at), at, was: None, ordinal: false },
            pause: None,
        }
    }

    /// The line that is being written.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.stretch.at.line
    }

    /// Of a draft that is being written: what is shown.
    #[must_use]
    pub fn shown(&self, now: &Snapshot) -> Shown {
        match &self.pause {
            Some(pause) => {
                let snapshot = pause.state.snapshot();
                let hidden = pause.stretch.as_ref().map(|stretch| stretch.hidden(&snapshot));
                Shown { hidden: hidden.unwrap_or_default(), snapshot, moved: Some(pause.change) }
            }
            None => Shown { hidden: self.stretch.hidden(now), snapshot: now.clone(), moved: None },
        }
    }

    /// The state whose outline, figures and colours are shown, if that is an earlier one, and what came since.
    #[must_use]
    pub fn paused(&self) -> Option<(Snapshot, Moved)> {
        self.pause.as_ref().map(|pause| (pause.state.snapshot(), pause.change))
    }
}

/// Where a finding and the places related to it are.
pub type Place = (LineRange, Vec<LineRange>);

/// What is shown of a draft's findings.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The state that is shown.
    pub snapshot: Snapshot,
    /// What was written since that state.
    moved: Option<Moved>,
    /// For each finding whether it is held back; nothing is, where this is shorter.
    hidden: Vec<bool>,
}

impl Shown {
    /// All findings.
    #[must_use]
    pub const fn all(snapshot: Snapshot) -> Self {
        Self { snapshot, moved: None, hidden: Vec::new() }
    }

    /// The findings shown, and their place and the related ones where those are others now.
    pub fn findings(&self) -> impl Iterator<Item = (&Finding, Option<Place>)> {
        let findings = self.snapshot.diagnostics().iter().map(|d| &d.finding).enumerate();
        let shown = findings.filter(|(index, _)| !self.hidden.get(*index).is_some_and(|hidden| *hidden));
        shown.filter_map(|(_, finding)| {
            let Some(moved) = self.moved else { return Some((finding, None)) };
            let place = self.snapshot.line_range(finding.loc);
            let related = || finding.related.iter().map(|r| moved.push(self.snapshot.line_range(r.loc))).collect();
            (!moved.touches(place)).then(|| (finding, Some((moved.push(place), related()))))
        })
    }

    /// How many findings, hints aside, are held back.
    #[must_use]
    pub fn held(&self) -> usize {
        let hidden = self.snapshot.diagnostics().iter().zip(&self.hidden);
        hidden.filter(|(d, hidden)| **hidden && d.finding.severity < Severity::Hint).count()
    }
}

impl Stretch {
    /// For each finding of the draft whether it is held back.
    fn hidden(&self, now: &Snapshot) -> Vec<bool> {
        let findings = now.diagnostics();
        if findings.is_empty() {
            return Vec::new();
        }
        let before = self.before.as_ref().map(|before| before.snapshot());
        // What there was before, and whether it was held back.
        let known: Option<HashMap<(&str, LineCol, LineCol), bool>> = before.as_ref().map(|before| {
            let held = |f: &Finding| self.was.is_some_and(|at| unfinished(before, f, at));
            let known = before.diagnostics().iter().map(|d| (&d.finding, before.line_range(d.finding.loc)));
            known.map(|(f, place)| ((f.code, place.start, place.end), held(f))).collect()
        });
        let hidden = |finding: &Finding| {
            let place = now.line_range(finding.loc);
            let own = place.start <= self.change.new_end && self.change.start <= place.end;
            let before = (finding.code, self.change.back(place.start), self.change.back(place.end));
            match known.as_ref().filter(|_| !own).map(|known| known.get(&before)) {
                // What is new elsewhere came with what is being written.
                Some(None) => true,
                // A list that was told of stays told of while one writes below it.
                Some(Some(false)) if finding.waits == Wait::List => false,
                _ => unfinished(now, finding, self.at),
            }
        };
        findings.iter().map(|d| hidden(&d.finding)).collect()
    }
}

/// Whether the text up to the cursor ends in letters that an input method is still composing: Latin ones with tone digits
/// (`zhong1guo`, `ji z`) or phonetic signs, all of them typed just now. A blank behind them parts syllables only where
/// letters were composed already.
fn composed(head: &str, typed_from: u32, before: bool) -> bool {
    let mut start = head.len();
    for (at, c) in head.char_indices().rev().take(COMPOSED) {
        let composing = c.is_ascii_lowercase()
            || matches!(c, 'ü' | '\'' | ' ' | '1'..='5' | '\u{3105}'..='\u{312f}' | 'ˊ' | 'ˇ' | 'ˋ' | '˙');
        if !composing {
            break;
        }
        start = at;
    }
    // A digit or a blank before the letters belongs to the text.
    let run =
        head[start.max(typed_from as usize).min(head.len())..].trim_start_matches([' ', '\'', '1', '2', '3', '4', '5']);
    let behind = head[..head.len() - run.len()].chars().next_back();
    !run.is_empty() && (before || !run.ends_with(' ')) && !behind.is_some_and(|c| c.is_ascii_lowercase())
}

/// Length of what a line begins with that may be an ordinal or half of one, blanks and marks of Markdown included.
fn ordinal_len(line: &str) -> usize {
    let blank = line.find(|c: char| !(c.is_whitespace() || matches!(c, '#' | '*'))).unwrap_or(line.len());
    let rest = &line[blank..];
    let inside = |c: char| {
        "（(第〇零一二三四五六七八九十百）)、．.，,章节部分条".contains(c) || c.is_numeric() || matches!(c, '０'..='９')
    };
    blank + rest.find(|c| !inside(c)).unwrap_or(rest.len())
}

/// Whether an ordinal is complete: it has the mark or word that ends it.
fn is_ordinal(head: &str) -> bool {
    head.chars().next_back().is_some_and(|c| "）)、．.，,章节部分条".contains(c) || matches!(c, '①'..='⑳'))
}

/// Whether the text up to the cursor is an ordinal that is still being typed: its end is to come, or the first word behind
/// it; or the paragraph had one, and all of it is deleted. A number that is put into an ordinal that stands is complete.
fn half_ordinal(head: &str, rest: &str, stretch: &Stretch) -> bool {
    let ordinal = head.trim();
    if ordinal.is_empty() {
        return stretch.ordinal;
    }
    if head.len() > ORDINAL || ordinal_len(head) < head.len() {
        return false;
    }
    if rest.trim().is_empty() {
        return true;
    }
    if is_ordinal(ordinal) {
        return false;
    }
    let line = format!("{head}{rest}");
    let (whole, words) = line.split_at(ordinal_len(&line));
    let stands = is_ordinal(whole.trim_end()) && whole.contains(|c: char| c.is_alphanumeric());
    !stands || words.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DocumentKind, PositionEncoding};

    /// Makes edits of one line each (columns in bytes) and tells what is shown in the end.
    fn written(text: &str, edits: &[(u32, u32, u32, &str)]) -> (Writing, Snapshot) {
        let mut draft = Document::new(text, DocumentKind::Plain, Arc::default());
        let mut writing = None;
        for (line, start, end, new) in edits {
            let at = |byte: &u32| LineCol { line: *line, byte: *byte };
            writing = Some(Writing::after(writing, &draft, Moved::new(at(start), at(end), new), new));
            draft.edit(PositionEncoding::Utf8, (*line, *start), (*line, *end), new);
        }
        (writing.expect("an edit"), draft.snapshot())
    }

    fn codes(text: &str, edits: &[(u32, u32, u32, &str)]) -> Vec<(&'static str, u32)> {
        let (writing, snapshot) = written(text, edits);
        let shown = writing.shown(&snapshot);
        let line = |(f, place): (&Finding, Option<Place>)| {
            (f.code, place.map_or(snapshot.line_range(f.loc), |(place, _)| place).start.line)
        };
        shown.findings().map(line).collect()
    }

    #[test]
    fn letters_being_composed_are_told_from_text() {
        for head in
            ["推进gai", "推进gai'ge", "推进ji z", "推进zhong1", "推进ㄓㄨㄥˋ", "新建12ge", "GDPzeng", "gai", "“fang"]
        {
            assert!(composed(head, 0, false), "{head}");
        }
        for head in ["推进", "推进12", "推进5 ", "推进gai ", "建成5G", "推进APP", "增长5.", ""] {
            assert!(!composed(head, 0, false), "{head}");
        }
        assert!(composed("推进gai ", 0, true));
        // What stood there already is text.
        assert!(!composed("推进app", 9, false));
        assert!(!composed("推进appx", 9, false));
    }

    #[test]
    fn half_an_ordinal_is_told_from_a_whole_one() {
        let (writing, _) = written("甲", &[(0, 3, 3, "乙")]);
        for (head, rest) in [
            ("（", ""),
            ("（二", ""),
            ("（二）", ""),
            ("1.2", ""),
            ("　　十一、", ""),
            ("（二", "甲"),
            ("第三", "章"),
            ("（", "）甲"),
            ("（二", "）"),
        ] {
            assert!(half_ordinal(head, rest, &writing.stretch), "{head}|{rest}");
        }
        // 四 was selected and written over by 三, or by a mend.
        for (head, rest) in [
            ("（二）", "甲"),
            ("一是", ""),
            ("（二）甲", ""),
            ("", ""),
            ("2031年", ""),
            ("（三", "）甲"),
            ("三", "、甲"),
        ] {
            assert!(!half_ordinal(head, rest, &writing.stretch), "{head}|{rest}");
        }
    }

    const DRAFT: &str = "一、甲\n（一）乙\n（二）丙\n（三）丁\n二、戊\n";

    #[test]
    fn what_comes_elsewhere_waits_until_the_paragraph_is_left() {
        // The ordinal of the second item is deleted: the third has a gap before it.
        let deleted = [(2, 6, 9, ""), (2, 3, 6, ""), (2, 0, 3, "")];
        assert_eq!(codes(DRAFT, &deleted), []);
        let (writing, snapshot) = written(DRAFT, &deleted);
        assert_eq!(snapshot.diagnostics().len(), 1);
        assert_eq!(writing.line(), 2);
        let elsewhere = [&deleted[..], &[(4, 9, 9, "己")]].concat();
        assert_eq!(codes(DRAFT, &elsewhere), [("ordinal-gap", 3)]);
    }

    #[test]
    fn what_was_there_stays_where_it_is_while_an_ordinal_is_retyped() {
        let draft = format!("{DRAFT}四、己\n");
        let retyped = [(4, 3, 6, ""), (4, 0, 3, ""), (4, 0, 0, "二"), (4, 3, 3, "、")];
        for steps in 1..=retyped.len() {
            assert_eq!(codes(&draft, &retyped[..steps]), [("ordinal-gap", 5)], "{steps}");
        }
        let (writing, _) = written(&draft, &retyped[..2]);
        let (state, moved) = writing.paused().expect("half an ordinal");
        assert_eq!(state.line_text(4), "二、戊");
        assert_eq!(moved.follow(LineCol { line: 5, byte: 3 }), LineCol { line: 5, byte: 3 });
    }

    #[test]
    fn letters_being_composed_change_nothing() {
        let draft = "一、甲\n新增12个项目，完成投资3亿元。\n";
        let at = "新增12个项目".len() as u32;
        let (writing, _) = written(draft, &[(1, at, at, "j"), (1, at, at + 1, "ji"), (1, at, at + 2, "ji z")]);
        let (state, moved) = writing.paused().expect("composing");
        assert_eq!(state.line_text(1), "新增12个项目，完成投资3亿元。");
        assert_eq!(moved.follow(LineCol { line: 1, byte: at + 3 }).byte, at + 7);
        let (writing, _) = written(draft, &[(1, at, at, "ji z"), (1, at, at + 4, "机制")]);
        assert!(writing.paused().is_none());
    }

    #[test]
    fn a_list_that_was_told_of_stays_told_of() {
        let list = "一、工作安排\n重点抓好三项工作：\n（一）抓投资。\n（二）抓消费。\n稳住基本盘。\n";
        let count = vec![("declared-count-mismatch", 1)];
        assert_eq!(codes(list, &[(4, 0, 6, "守")]), count, "mended below the list");
        assert_eq!(codes(list, &[(4, 0, 6, "守"), (4, 3, 3, "牢")]), count);
        // The list itself is being written: its announcement came with it.
        let new = codes(
            "一、工作安排\n抓\n（一）抓投资。\n（二）抓消费。\n",
            &[(1, 3, 3, "好三项工作："), (3, 21, 21, "稳")],
        );
        assert_eq!(new, []);
    }
}
