//! Tables in the body.

use std::ops::Range;

use quick_xml::events::BytesStart;

use super::super::Element;
use super::super::flow::{Flow, Table};
use super::Body;
use crate::xml::number;

/// A table while it is read.
#[derive(Default)]
pub(super) struct OpenTable {
    pub(super) table: Table,
    pub(super) span: u32,
    pub(super) number: u32,
    pub(super) in_row_properties: bool,
}

impl Body<'_> {
    pub(super) fn table(&mut self, own: &str, element: &BytesStart<'_>, empty: bool, place: Range<u32>) {
        if empty && matches!(own, "tbl" | "tr" | "tc") {
            return;
        }
        if own == "tbl" {
            self.tables.push(OpenTable { number: self.count_tables, ..OpenTable::default() });
            self.count_tables += 1;
            return;
        }
        let Some(table) = self.tables.last_mut() else { return };
        match own {
            "tr" => {
                table.table.row(self.source.rows.len() as u32);
                self.source.rows.push(Element { open: place, end: 0 });
            }
            "tc" => {
                table.span = 1;
                self.flows.push(Flow::default());
            }
            "trPr" => table.in_row_properties = !empty,
            "gridSpan" => table.span = number(element).unwrap_or(1),
            _ => {}
        }
    }

    pub(super) fn close_table(&mut self, own: &str, end: u32) {
        let Some(table) = self.tables.last_mut() else { return };
        match own {
            "trPr" => table.in_row_properties = false,
            "tr" => {
                if let Some(row) = table.table.open_row() {
                    self.source.rows[row as usize].end = end;
                }
            }
            "tc" => {
                if self.flows.len() > 1
                    && let Some(flow) = self.flows.pop()
                {
                    table.table.cell(flow, table.span);
                }
            }
            _ => {
                if let (Some(table), Some(flow)) = (self.tables.pop(), self.flows.last_mut()) {
                    flow.block(table.table.lines(table.number));
                }
            }
        }
    }
}
