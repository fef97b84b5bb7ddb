//! Local scoring helper: not committed.
#![allow(missing_docs, clippy::print_stdout)]
use std::sync::Arc;
use zhibi_core::{DocumentKind, Settings, Snapshot};
fn files(p: &std::path::Path, out: &mut Vec<std::path::PathBuf>) {
    if p.is_dir() {
        let mut v: Vec<_> = std::fs::read_dir(p).unwrap().map(|e| e.unwrap().path()).collect();
        v.sort();
        for f in v {
            files(&f, out)
        }
    } else {
        out.push(p.into())
    }
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut list = vec![];
    for a in args[2..].iter().filter(|a| !a.starts_with("--") && *a != "json") {
        files(a.as_ref(), &mut list);
    }
    let mut rows = vec![];
    for f in &list {
        let bytes = std::fs::read(f).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let kind = if f.extension().is_some_and(|e| e == "md") { DocumentKind::Markdown } else { DocumentKind::Plain };
        let s = Snapshot::of(&text, kind, Arc::new(Settings::default()));
        if args[1] == "check" {
            for d in s.diagnostics() {
                let r = s.line_range(d.finding.loc);
                let col = |p: zhibi_core::LineCol| s.line_text(p.line)[..p.byte as usize].chars().count() + 1;
                rows.push(serde_json::json!({"file": f, "code": d.finding.code, "severity": d.finding.severity.name(), "message": d.finding.message.zh, "line": r.start.line + 1, "column": col(r.start), "endLine": r.end.line + 1, "endColumn": col(r.end)}));
            }
        } else {
            println!("=== {}", f.display());
            for n in &s.outline().nodes {
                let t = &s.blocks()[n.heading.block as usize].text;
                println!(
                    "{:5} {}{} {} [{:?} {:?}]",
                    n.heading.block + 1,
                    "    ".repeat(n.level as usize - 1),
                    n.ordinal.map_or("", |o| o.span.of(t)),
                    n.title.of(t).chars().take(30).collect::<String>(),
                    n.kind,
                    n.series
                );
            }
        }
    }
    if args[1] == "check" {
        println!("{}", serde_json::to_string(&rows).unwrap());
    }
}
