//! What figures mean costs what the text is long; what they mean stands in `spec/`.
#![allow(clippy::disallowed_methods, reason = "a clock tells a pass that hangs from one that is slow")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use zhibi_core::{DocumentKind, Settings, Snapshot};

fn snapshot(text: &str) -> Snapshot {
    Snapshot::of(text, DocumentKind::Plain, Arc::new(Settings::default()))
}

/// A line costs what it is long, whatever it repeats.
#[test]
fn the_ledger_is_linear() {
    for unit in [
        "增长5%，",
        "100万元、",
        "由5%、6%到7%和8%，",
        "由5家",
        "5、",
        "5 ",
        "1:2:",
        "A1+2，",
        "“5个",
        "2020年",
        "12万，",
        "生产总值增长5%",
        "（",
        "（）",
        "其中5家，",
        "分别",
        "占5%的",
        "3户4人",
    ] {
        let read = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len());
            let start = Instant::now();
            assert!(snapshot(&text).ledger().report_year.is_none());
            start.elapsed()
        };
        // Four times the text: a quadratic pass takes sixteen times as long. The allowance is for a busy machine.
        let (short, long) = (read(10_000), read(40_000));
        assert!(long < short * 10 + Duration::from_secs(8), "{unit}: {short:?}, then {long:?}");
    }
}
