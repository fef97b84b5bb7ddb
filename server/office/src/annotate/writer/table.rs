//! Rows of tables that come and go.

use super::{Entry, Numbered, Plan, Rank, Writer, look, look_of_mark};
use crate::annotate::Change;
use crate::annotate::lines::{self, Beside};
use crate::annotate::properties::marked_row;
use crate::annotate::rows::Parts;
use crate::error::Error;
use crate::read::{PieceKind, Row};

impl<'a> Writer<'a> {
    /// What a change comes to of which the whole is rows of a table.
    pub(super) fn plan_of_rows(&self, change: &Change) -> Result<Option<Plan>, Error> {
        let Change { range, text } = change;
        let plan = Plan::new(change);
        let line = self.lines.at(range.start);
        if text.is_empty() {
            let row = self.lines.row(line).filter(|_| !range.is_empty() && *range == self.lines.range(line));
            return Ok(row.map(|row| self.removal(row, plan)));
        }
        if !range.is_empty() || !self.lines.is_start(range.start) || !text.ends_with('\n') {
            return Ok(None);
        }
        let Some((beside, row)) = self.lines.beside(range.start, text) else { return Ok(None) };
        for new in text.lines() {
            if self.model_of_row(new, beside, row)?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(Plan { entry: Some(Entry::Rows { beside, line: row.line as usize }), ..plan }))
    }

    /// A row goes with all that is in it that can be told to go.
    fn removal(&self, row: &Row, plan: Plan) -> Plan {
        let xml = self.lines.row_xml(row);
        let pieces = self.pieces(&plan.range).iter();
        let deleted = pieces.filter(|piece| !piece.kind.made() && !self.run(piece).fixed).cloned().collect();
        let all = &self.word.source.paragraphs;
        let first = all.partition_point(|paragraph| paragraph.element.open.start < xml.start);
        let last = all.partition_point(|paragraph| paragraph.element.open.start < xml.end);
        let marks = (first..last).filter(|at| all[*at].around.is_none()).map(|at| at as u32).collect();
        Plan { deleted, marks, row: Some(row.row), ..plan }
    }

    /// A row, and where it stands in the body.
    fn row_of(&self, row: &Row) -> Result<(&'a str, Parts), Error> {
        let xml = self.splice.xml(self.lines.row_xml(row));
        Ok((xml, Parts::of(xml)?))
    }

    /// The row that a new one beside another is to look like, and whether cells of it go on from those above: the nearest
    /// one that can hold the words; the first row of a table, which is its head, only where there is no other.
    fn model_of_row(&self, new: &str, beside: Beside, row: &'a Row) -> Result<Option<(&'a Row, bool)>, Error> {
        let words: Vec<&str> = new.split('\t').collect();
        let table = self.lines.table(row);
        let at = table.partition_point(|other| other.line < row.line);
        let below = at + usize::from(beside == Beside::Behind);
        if let Some(below) = table.get(below)
            && let (_, parts) = self.row_of(below)?
            && parts.cells.iter().any(|cell| cell.goes_on)
        {
            // In the middle of merged cells.
            return Ok(parts.holds(&words, true).then_some((below, true)));
        }
        let around = at.saturating_sub(MAX_MODELS)..table.len().min(at + MAX_MODELS);
        let mut near: Vec<&Row> = table[around].iter().collect();
        near.sort_by_key(|other| (other.line == table[0].line, other.line.abs_diff(row.line)));
        for model in near {
            if self.row_of(model)?.1.holds(&words, false) {
                return Ok(Some((model, false)));
            }
        }
        Ok(None)
    }

    /// Puts rows in.
    pub(super) fn put_rows(&mut self, text: &str, beside: Beside, line: usize) -> Result<(), Error> {
        let Some(row) = self.lines.row(line) else { return Ok(()) };
        let mut node = String::new();
        for new in text.lines() {
            if let Some((model, goes_on)) = self.model_of_row(new, beside, row)? {
                node.push_str(&self.new_row(new, model, goes_on)?);
            }
        }
        let place = self.lines.row_xml(row);
        self.splice.insert(if beside == Beside::Before { place.start } else { place.end }, Rank::Insert, node);
        Ok(())
    }

    /// A row that looks like another.
    fn new_row(&mut self, new: &str, model: &Row, goes_on: bool) -> Result<String, Error> {
        let p = self.names.prefix.clone();
        let words: Vec<&str> = new.split('\t').collect();
        let columns = self.lines.columns(model.line as usize);
        let (xml, parts) = self.row_of(model)?;
        let signature = self.signature();
        let properties = marked_row(&parts.look(xml)?, &format!("<{p}ins {signature}/>"), &p)?;
        let mut node = format!("<{p}tr>{}{properties}", &xml[parts.exceptions.clone()]);
        for cell in &parts.cells {
            let mut new = words[cell.column];
            let first = columns.get(cell.column).and_then(|column| self.lines.pieces(column).first());
            let number = first.filter(|piece| piece.kind == PieceKind::Number);
            let number = number.map(|piece| &self.word.text[piece.at as usize..piece.end()]);
            let behind = number.filter(|_| self.automatic).and_then(|number| lines::behind_number(new, number));
            let kind = if number.is_some() && behind.is_none() { Numbered::Not } else { Numbered::Alike };
            new = &new[behind.unwrap_or(0)..];
            let own = cell.paragraph.clone().map_or("", |range| &xml[range]);
            let look_of_text = match &cell.run {
                Some(range) => xml[range.clone()].to_owned(),
                None => look_of_mark(own)?,
            };
            let paragraph = self.tracked(&look(own, kind, &p)?)?;
            let text = if new.is_empty() { String::new() } else { self.insertion_of(new, &look_of_text) };
            let cell = cell.look(xml, goes_on)?;
            node.push_str(&format!("<{p}tc>{cell}<{p}p>{paragraph}{text}</{p}p></{p}tc>"));
        }
        node.push_str(&format!("</{p}tr>"));
        Ok(node)
    }

    /// Says of rows that they go.
    pub(super) fn settle_rows(&mut self) -> Result<(), Error> {
        let p = self.names.prefix.clone();
        for (row, signature) in std::mem::take(&mut self.gone_rows) {
            let element = &self.word.source.rows[row as usize];
            let start = element.open.start;
            let xml = self.splice.xml(start..element.end);
            let parts = Parts::of(xml)?;
            let own = parts.properties.clone().map_or("", |range| &xml[range]);
            let properties = marked_row(own, &format!("<{p}del {signature}/>"), &p)?;
            match parts.properties {
                Some(range) => self.splice.replace(start + range.start as u32..start + range.end as u32, properties),
                None => self.splice.insert(start + parts.inner as u32, Rank::Properties, properties),
            }
        }
        Ok(())
    }
}

/// Most rows above, and below, that are looked at for one that a new row is to look like.
const MAX_MODELS: usize = 25;
