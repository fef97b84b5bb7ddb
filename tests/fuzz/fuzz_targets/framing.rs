//! Noise before, between and inside frames. A message behind the noise is found again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zhibi_lsp::shell::framing::{read_all, write_frame};

/// Longer than any length the noise may have announced, so that the last message cannot be swallowed as a body.
const LAST: &[u8] = br#"{"the":"last"}"#;

fuzz_target!(|noise: &[u8]| {
    let frames = read_all(noise);
    for body in frames.iter().flatten() {
        assert!(serde_json::from_slice::<serde_json::Value>(body).is_ok());
    }
    // A length that reaches beyond the noise waits for more; nothing can be promised then.
    let announces = noise.windows(7).any(|w| w.eq_ignore_ascii_case(b"length:"));
    if !announces {
        let mut bytes = noise.to_vec();
        write_frame(&mut bytes, LAST);
        assert_eq!(read_all(&bytes).last(), Some(&Some(LAST.to_vec())));
    }
});
