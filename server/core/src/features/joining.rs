//! Lines that were cut at the width of a page, put together: for a stretch of a draft by itself, as it was pasted.

use std::ops::Range;
use std::sync::Arc;

use crate::analysis::Snapshot;
use crate::fixes::TextEdit;
use crate::reading::traces::Cause;
use crate::text::{LineCol, LineRange, Loc, Span};

/// The edits that join the lines of each paragraph among `lines`: what stands between two lines that belong together goes,
/// blanks and numbers of pages with it. None where the lines were not cut at the width of a page, judged by them alone.
#[must_use]
pub fn join_lines(snapshot: &Snapshot, lines: Range<u32>) -> Vec<TextEdit> {
    let (from, to) = (lines.start, lines.end.min(snapshot.line_count()));
    if from >= to {
        return vec![];
    }
    let texts: Vec<String> = (from..to).map(|line| snapshot.line_text(line).into_owned()).collect();
    let alone = Snapshot::of(&texts.join("\n"), snapshot.kind(), Arc::default());
    let Some(woven) = alone.woven().filter(|woven| woven.wrapped) else { return vec![] };
    let moved = |at: LineCol| LineCol { line: at.line + from, ..at };
    let edit = |(block, at, _)| {
        let range = woven.gap_range(Loc { block, span: Span { start: at, end: at } });
        TextEdit { range: LineRange { start: moved(range.start), end: moved(range.end) }, text: String::new() }
    };
    woven.all_gaps().filter(|(.., cause)| *cause == Cause::Break).map(edit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::snapshot;
    use crate::reading::traces::wrapped::cut;

    #[test]
    fn lines_of_what_was_pasted_are_joined_whatever_stands_around_it() {
        let paragraphs = [
            "过去一年，面对复杂严峻的形势和艰巨繁重的任务，我们坚持稳中求进，完成投资12.98亿元，增长6.5%，新增企业18家。",
            "（一）全力以赴稳增长，推动经济运行持续向好。兑现奖补资金3200万元，惠及市场主体1500户，全年新登记企业620户。",
            "一是食用菌产业高速发展。建成出菇棚2600个，带动农户1800户，实现产值5.6亿元，产品远销省内外，成为富民支柱产业。",
            "各位代表！成绩来之不易，这是上级正确领导的结果，是全县干部群众团结拼搏、苦干实干的结果，我们倍加珍惜。",
        ];
        let pasted: Vec<String> = paragraphs.iter().flat_map(|p| cut(p, 44)).collect();
        let own = ["工作报告", "短句。", "一、安排", "新建公园3个。", "二、保障", "抓落实。", "增进福祉。"];
        let text = format!("{}\n{}\n{}\n", own.join("\n"), pasted.join("\n"), own.join("\n"));
        let draft = snapshot(&text);
        let (from, to) = (own.len() as u32, (own.len() + pasted.len()) as u32);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let edits = join_lines(&draft, from..to);
        for edit in edits.iter().rev() {
            let (start, end) = (edit.range.start, edit.range.end);
            let tail = lines[end.line as usize][end.byte as usize..].to_owned();
            let first = &mut lines[start.line as usize];
            first.truncate(start.byte as usize);
            first.push_str(&tail);
            lines.drain(start.line as usize + 1..=end.line as usize);
        }
        assert_eq!(lines[own.len()..own.len() + paragraphs.len()], paragraphs);
        assert_eq!(lines.len(), own.len() * 2 + paragraphs.len());
        assert_eq!(join_lines(&draft, 0..from), []);
        assert_eq!(join_lines(&draft, 90..99), []);
    }
}
