use std::sync::Arc;
use zhibi_core::*;
fn main() {
    let mut all = Vec::new();
    for file in std::env::args().skip(1).filter(|a| !a.starts_with("--") && a != "json" && a != "figures") {
        let bytes = std::fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let kind = if file.ends_with(".md") { DocumentKind::Markdown } else { DocumentKind::Plain };
        let s = Snapshot::of(&text, kind, Arc::new(Default::default()));
        for (b, block) in s.blocks().iter().enumerate() {
            for (k, f) in block.figures.iter().enumerate() {
                let e = s.ledger().entry(b as u32, k).unwrap();
                let r = s.line_range(Loc::new(b, f.span));
                // one block a line here
                let column = block.text[..f.span.start as usize].chars().count() + 1;
                let rel: Vec<_> = e.relations.iter().map(|r| serde_json::json!({"kind": r.kind.name(), "value": r.value, "unit": r.unit, "formula": r.formula})).collect();
                all.push(serde_json::json!({"file": file, "line": r.start.line + 1, "column": column, "text": f.span.of(&block.text),
                    "class": f.class.name(), "lower": f.lower.text(), "upper": f.upper.text(), "unit": f.unit_text(&block.text), "bound": f.bound.symbol(),
                    "role": e.role.map(|r| r.name()), "metric": e.metric.as_ref().map(|m| m.text.clone()), "change": f.change.map(|c| c.name()), "period": e.period, "section": Vec::<String>::new(), "relations": rel}));
            }
        }
    }
    println!("{}", serde_json::to_string(&all).unwrap());
}
