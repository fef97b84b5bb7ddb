//! The figure scanner over any line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zhibi_core::figures;

fuzz_target!(|line: &str| {
    let mut end = 0;
    for figure in figures::scan(line) {
        let range = figure.span.range();
        assert!(range.start >= end, "in order, not overlapping: {figure:?}");
        assert!(range.start < range.end && line.get(range.clone()).is_some(), "{figure:?}");
        assert!(line.get(figure.numeral.range()).is_some() && line.get(figure.unit.range()).is_some(), "{figure:?}");
        for span in [figure.before, figure.after].into_iter().flatten() {
            assert!(line.get(span.range()).is_some(), "{figure:?}");
        }
        end = range.end;
    }
});
