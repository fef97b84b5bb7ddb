//! What can be written of what is asked for: it is written, read again and held against what it should be.

use std::ops::Range;

use super::comments::Comments;
use super::lines::Lines;
use super::writer::{Plan, Writer, Written};
use super::{Change, Hand, Names, Remark};
use crate::error::Error;
use crate::read::{Context, PieceKind, Word};

/// Most times that changes are put in anew because one of them would not come out as it should.
const MAX_TRIES: usize = 40;

/// What is written into, and by whom.
pub(super) struct Job<'a> {
    pub(super) body: &'a str,
    pub(super) word: &'a Word,
    pub(super) lines: &'a Lines<'a>,
    pub(super) names: &'a Names,
    pub(super) comments: &'a Comments,
    pub(super) hand: &'a Hand,
}

/// What was written, how many changes, and how many could not be.
pub(super) struct Done {
    pub(super) written: Written,
    pub(super) made: usize,
    pub(super) left: usize,
}

/// What came of writing some of the changes.
struct Attempt {
    written: Written,
    /// Which of them.
    chosen: Vec<usize>,
    /// Whether new paragraphs beside numbered ones are numbered by Word.
    automatic: bool,
    /// What it reads.
    text: String,
}

/// What is the same for each attempt.
struct Aim<'a> {
    plans: Vec<Option<Plan>>,
    remarks: &'a [Remark],
    contexts: &'a (Context, Context),
    /// The text with all changes rejected; none where there are none.
    original: Option<String>,
}

impl Aim<'_> {
    fn of(&self, chosen: &[usize]) -> Vec<&Plan> {
        chosen.iter().filter_map(|at| self.plans[*at].as_ref()).collect()
    }
}

impl Job<'_> {
    /// Writes, and reads again what was written. A change that comes out otherwise than it should, of paragraphs and of what
    /// Word numbers by itself, is left.
    pub(super) fn done(
        &self,
        changes: &[Change],
        remarks: &[Remark],
        contexts: &(Context, Context),
    ) -> Result<Done, Error> {
        let target = applied(&self.word.text, changes.iter().map(|change| (&change.range, change.text.as_str())));
        let original = if changes.is_empty() { None } else { Some(Word::text_within(&contexts.1, self.body)?.text) };
        let aim = Aim { plans: Writer::new(self, false)?.plans(changes)?, remarks, contexts, original };
        let attempt = self.attempt(&aim, &target)?;
        if attempt.text == target {
            return Ok(Done { written: attempt.written, made: changes.len(), left: 0 });
        }
        let attempt = match self.with_numbers(&aim, attempt)? {
            Ok(Attempt { written, chosen, .. }) => {
                return Ok(Done { written, made: chosen.len(), left: changes.len() - chosen.len() });
            }
            Err(attempt) => attempt,
        };
        // Word counts anew where a numbered paragraph came or went, whatever the draft says.
        let plain = self.with(&aim, &attempt.chosen);
        let renumbered = unlike(&attempt.text, &plain).len();
        let made = attempt.chosen.len();
        Ok(Done { written: attempt.written, made, left: changes.len() - made + renumbered })
    }

    /// The text with some of the changes.
    fn with(&self, aim: &Aim<'_>, chosen: &[usize]) -> String {
        applied(&self.word.text, aim.of(chosen).into_iter().map(|plan| (&plan.range, plan.text.as_str())))
    }

    /// Writes all changes but those of automatic numbers, and leaves one after another of those that do not come out.
    fn attempt(&self, aim: &Aim<'_>, target: &str) -> Result<Attempt, Error> {
        let plans = &aim.plans;
        let mut good: Vec<bool> =
            plans.iter().map(|plan| plan.as_ref().is_some_and(|plan| !plan.is_number())).collect();
        let structural = |at: usize| plans[at].as_ref().is_some_and(Plan::is_structural);
        let mut automatic = (0..plans.len()).any(structural);
        let mut tries = 0;
        loop {
            let chosen: Vec<usize> = (0..plans.len()).filter(|at| good[*at]).collect();
            let (written, kept, read) = self.tried(aim, &chosen, automatic)?;
            let expected = self.expected(&aim.of(&chosen));
            let unlike = (read.text != target && (automatic || masked(&read) != expected.0)).then(|| {
                let read = masked(&read);
                read.bytes().zip(expected.0.bytes()).take_while(|(a, b)| a == b).count()
            });
            if kept && unlike.is_none() {
                return Ok(Attempt { written, chosen, automatic, text: read.text });
            }
            if automatic {
                automatic = false;
                continue;
            }
            let first = unlike.unwrap_or(0);
            let before = |wanted: &dyn Fn(usize) -> bool| {
                let some = chosen.iter().zip(&expected.1).filter(|(at, offset)| wanted(**at) && **offset <= first);
                some.map(|(at, _)| *at).last().or_else(|| chosen.iter().copied().find(|at| wanted(*at)))
            };
            let Some(culprit) = before(&structural).or_else(|| before(&|_| true)) else {
                return Err(Error::new(
                    "写回后的文字与预期不符，未写出；请报告此问题",
                    "the text would not be what it should be, and nothing is written; please report this",
                ));
            };
            tries += 1;
            if kept && tries < MAX_TRIES {
                good[culprit] = false;
            } else {
                // Of these none can be told from the others.
                let kind = structural(culprit);
                (0..good.len()).filter(|at| structural(*at) == kind).for_each(|at| good[at] = false);
            }
        }
    }

    /// Writes changes, and tells whether rejecting all leaves what was, and what accepting all makes of the document.
    fn tried(&self, aim: &Aim<'_>, chosen: &[usize], automatic: bool) -> Result<(Written, bool, Word), Error> {
        let written = Writer::new(self, automatic)?.write(&aim.of(chosen), aim.remarks)?;
        let kept = match &aim.original {
            Some(original) => Word::text_within(&aim.contexts.1, &written.body)?.text == *original,
            None => true,
        };
        let read = Word::text_within(&aim.contexts.0, &written.body)?;
        Ok((written, kept, read))
    }

    /// An attempt with the automatic numbers that were changed, too: those that Word does not count as the draft has them become
    /// text. The attempt as it was, where that would make others count anew.
    fn with_numbers(&self, aim: &Aim<'_>, attempt: Attempt) -> Result<Result<Attempt, Attempt>, Error> {
        let is_number = |at: &usize| aim.plans[*at].as_ref().is_some_and(Plan::is_number);
        let numbers: Vec<usize> = (0..aim.plans.len()).filter(is_number).collect();
        if numbers.is_empty() {
            return Ok(Err(attempt));
        }
        let mut all = [attempt.chosen.as_slice(), &numbers].concat();
        all.sort_unstable();
        let wanted = self.with(aim, &all);
        let lines: Vec<usize> = numbers.iter().map(|number| self.line_of(aim, &all, *number)).collect();
        let (mut written, mut text, mut typed) = (None, attempt.text.clone(), Vec::new());
        loop {
            let unlike = unlike(&text, &wanted);
            if unlike.is_empty() {
                let (written, automatic) = (written.unwrap_or(attempt.written), attempt.automatic);
                return Ok(Ok(Attempt { written, chosen: all, automatic, text }));
            }
            let new = |at: &usize| unlike.binary_search(&lines[*at]).is_ok() && !typed.contains(&numbers[*at]);
            let new: Vec<usize> = (0..numbers.len()).filter(new).map(|at| numbers[at]).collect();
            if new.is_empty() {
                return Ok(Err(attempt));
            }
            typed.extend(new);
            let mut chosen = [attempt.chosen.as_slice(), &typed].concat();
            chosen.sort_unstable();
            let (made, kept, read) = self.tried(aim, &chosen, attempt.automatic)?;
            if !kept {
                return Ok(Err(attempt));
            }
            (written, text) = (Some(made), read.text);
        }
    }

    /// The line that a change begins in when these are made.
    fn line_of(&self, aim: &Aim<'_>, made: &[usize], change: usize) -> usize {
        let before = made.partition_point(|at| *at < change);
        let start = aim.plans[change].as_ref().map_or(0, |plan| plan.range.start);
        let text = applied(
            &self.word.text[..start],
            aim.of(&made[..before]).into_iter().map(|plan| (&plan.range, plan.text.as_str())),
        );
        text.bytes().filter(|byte| *byte == b'\n').count()
    }

    /// The text with changes, automatic numbers masked, and where in it each change begins.
    fn expected(&self, plans: &[&Plan]) -> (String, Vec<usize>) {
        let (mut text, mut offsets, mut done) = (String::with_capacity(self.word.text.len()), Vec::new(), 0);
        for plan in plans {
            push_masked(self.word, done..plan.range.start, &mut text);
            offsets.push(text.len());
            text.push_str(&plan.text);
            done = plan.range.end;
        }
        push_masked(self.word, done..self.word.text.len(), &mut text);
        (text, offsets)
    }
}

/// The lines in which texts differ; all of them where they have not as many.
fn unlike(text: &str, other: &str) -> Vec<usize> {
    let count = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
    if count(text) != count(other) {
        return (0..count(text).max(count(other))).collect();
    }
    let pairs = text.lines().zip(other.lines()).enumerate();
    pairs.filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect()
}

/// A text with changes.
fn applied<'c>(text: &str, changes: impl Iterator<Item = (&'c Range<usize>, &'c str)>) -> String {
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for (range, new) in changes {
        out.push_str(&text[done..range.start]);
        out.push_str(new);
        done = range.end;
    }
    out + &text[done..]
}

/// The text of a document, its automatic numbers masked: which they are follows from the paragraphs.
fn masked(word: &Word) -> String {
    let mut out = String::with_capacity(word.text.len());
    push_masked(word, 0..word.text.len(), &mut out);
    out
}

fn push_masked(word: &Word, range: Range<usize>, out: &mut String) {
    let mut at = range.start;
    let first = word.pieces.partition_point(|piece| (piece.at as usize) < range.start);
    let inside = word.pieces[first..].iter().take_while(|piece| (piece.at as usize) < range.end);
    for piece in inside.filter(|piece| piece.kind == PieceKind::Number) {
        let number = piece.at as usize..(piece.at + piece.len) as usize;
        if number.start >= at && number.end <= range.end {
            out.push_str(&word.text[at..number.start]);
            out.push('\u{1}');
            at = number.end;
        }
    }
    out.push_str(&word.text[at..range.end]);
}
