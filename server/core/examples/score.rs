#![allow(missing_docs, clippy::print_stdout)]
use std::sync::Arc;
use zhibi_core::*;
fn main() {
    let mut all = Vec::new();
    for file in std::env::args().skip(1).filter(|a| a.contains('/')) {
        let text = std::fs::read_to_string(&file).unwrap();
        let snapshot = Snapshot::of(&text, DocumentKind::Plain, Arc::new(Settings::default()));
        for (index, block) in snapshot.blocks().iter().enumerate() {
            for f in &block.figures {
                let start = snapshot.line_range(Loc::new(index, f.span));
                let lt = snapshot.line_text(start.start.line);
                let col = |b: u32| lt[..b as usize].chars().count() + 1;
                all.push(serde_json::json!({"file": file, "line": start.start.line + 1, "column": col(start.start.byte),
                  "endLine": start.end.line + 1, "endColumn": col(start.end.byte), "text": f.span.of(&block.text), "class": f.class.name(),
                  "lower": f.lower.text(), "upper": f.upper.text(), "unit": f.unit_text(&block.text), "bound": f.bound.symbol(), "change": f.change.map(|c| c.name()),
                  "role": null, "metric": null, "relations": []}));
            }
        }
    }
    println!("{}", serde_json::to_string(&all).unwrap());
}
