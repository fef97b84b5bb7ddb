//! What clients say, in the core's terms.

use tower_lsp::lsp_types::{ClientCapabilities, Position, PositionEncodingKind, Range};
use zhibi_core::{LineCol, PositionEncoding, Snapshot, text::LineRange};

/// The encoding to use with this client: UTF-8 if offered (no conversion), else its first choice that we know, else
/// the protocol's default.
pub fn position_encoding(capabilities: &ClientCapabilities) -> PositionEncoding {
    let offered = capabilities.general.as_ref().and_then(|g| g.position_encodings.as_deref()).unwrap_or_default();
    if offered.contains(&PositionEncodingKind::UTF8) {
        return PositionEncoding::Utf8;
    }
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-16" => Some(PositionEncoding::Utf16),
        "utf-32" => Some(PositionEncoding::Utf32),
        _ => None,
    };
    offered.iter().find_map(known).unwrap_or(PositionEncoding::Utf16)
}

/// A client position in a snapshot, clamped to its text.
pub fn position(snapshot: &Snapshot, encoding: PositionEncoding, at: Position) -> LineCol {
    snapshot.position(encoding, at.line, at.character)
}

/// A client range in a snapshot, clamped; an inverted one is empty at its start.
pub fn range(snapshot: &Snapshot, encoding: PositionEncoding, range: Range) -> LineRange {
    let start = position(snapshot, encoding, range.start);
    let end = position(snapshot, encoding, range.end).max(start);
    LineRange { start, end }
}
