//! Cuts the byte stream of the base protocol into message bodies, and finds its way back after damage.
//!
//! Base protocol: header lines `Name: value` ending in CRLF (a bare LF is taken too), an empty line, then
//! `Content-Length` bytes of UTF-8 JSON. Header names are case-insensitive and may come in any number.
//! Whatever cannot be read is skipped up to the next `Content-Length:`; the caller learns of it by
//! [`Frame::Damaged`], once for each damaged place, so that it can answer with a parse error.

use std::{
    io::{self, BufRead},
    ops::Range,
};

/// Longest body accepted, in bytes; a longer one is skipped as damage.
pub const MAX_BODY: usize = 256 << 20;

/// Longest header line kept, in bytes; of a longer one only the tail is looked at.
const MAX_HEADER_LINE: usize = 16 << 10;

/// Bytes that were read and are of no more use, before room is made.
const SPENT: usize = 64 << 10;

const LENGTH_HEADER: &[u8] = b"content-length:";

/// What the stream gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame<'a> {
    /// The body of one message, not yet checked to be JSON.
    Body(&'a [u8]),
    /// Bytes that belong to no message were skipped.
    Damaged,
}

/// Reads frames from a byte stream. What it has read stays in place until it is known to be of no more use, so that going
/// back after damage copies nothing: a stream of headers that each claim the rest costs what it is long.
pub struct FrameReader<R> {
    input: R,
    /// Read, and not dropped yet.
    buffer: Vec<u8>,
    /// What comes next, in `buffer`.
    at: usize,
    /// The last body, in `buffer`.
    body: Range<usize>,
}

impl<R: BufRead> FrameReader<R> {
    /// A reader over `input`.
    pub const fn new(input: R) -> Self {
        Self { input, buffer: Vec::new(), at: 0, body: 0..0 }
    }

    /// The next frame, or `None` at the end of the stream (also in the middle of a message).
    ///
    /// # Errors
    /// Those of the stream itself, except interruptions.
    pub fn next_frame(&mut self) -> io::Result<Option<Frame<'_>>> {
        let mut length = None;
        let mut damaged = false;
        loop {
            let Some(line) = self.read_line()? else { return Ok(None) };
            let line = &self.buffer[line];
            if let Some(at) = find_ignoring_case(line, LENGTH_HEADER) {
                // Text before the header on its line is what a too short length left over. It was already
                // reported when the body before it turned out not to be JSON.
                length = parse_length(&line[at + LENGTH_HEADER.len()..]);
                damaged = length.is_none();
                continue;
            }
            if trim_line_end(line).is_empty() {
                match length {
                    Some(length) if !damaged => return self.read_body(length),
                    _ => return Ok(Some(Frame::Damaged)),
                }
            }
        }
    }

    /// Searches the last body, which was not JSON, for the header of a following message, which a too large
    /// `Content-Length` swallowed, and goes on from there.
    pub fn recover(&mut self) {
        let body = &self.buffer[self.body.clone()];
        // The scan begins behind the first byte: a body cannot begin with its own header. JSON text
        // cannot contain a raw line end inside a string, so a header line found here is a real one.
        let mut from = 1;
        while let Some(at) = body.get(from..).and_then(|rest| find_ignoring_case(rest, LENGTH_HEADER)) {
            let start = from + at;
            let value = &body[start + LENGTH_HEADER.len()..];
            let digits_end = value.iter().position(|b| !matches!(b, b' ' | b'\t' | b'0'..=b'9')).unwrap_or(value.len());
            let plausible = matches!(value.get(digits_end), None | Some(b'\r' | b'\n'));
            if plausible {
                self.at = self.body.start + start;
                return;
            }
            from = start + LENGTH_HEADER.len();
        }
        // A header cut in two by the end of the body: `Content-Len` | `gth: 40`.
        let tail = (1..LENGTH_HEADER.len().min(body.len()))
            .rev()
            .find(|&n| body[body.len() - n..].eq_ignore_ascii_case(&LENGTH_HEADER[..n]));
        self.at = self.body.end - tail.unwrap_or(0);
    }

    /// Reads up to and including the next LF: where the line is in the buffer. `None` at the end of the stream.
    fn read_line(&mut self) -> io::Result<Option<Range<usize>>> {
        // From `at` on, as it may move.
        let mut searched = 0;
        loop {
            if let Some(end) = memchr::memchr(b'\n', &self.buffer[self.at + searched..]) {
                let end = self.at + searched + end + 1;
                let start = self.at.max(end.saturating_sub(MAX_HEADER_LINE));
                self.at = end;
                return Ok(Some(start..end));
            }
            if self.buffer.len() - self.at > MAX_HEADER_LINE {
                // Only a header at the very end of such a line can still be of use.
                self.at = self.buffer.len() - MAX_HEADER_LINE / 2;
            }
            searched = self.buffer.len() - self.at;
            if !self.read_more()? {
                return Ok(None);
            }
        }
    }

    fn read_body(&mut self, length: usize) -> io::Result<Option<Frame<'_>>> {
        while self.buffer.len() - self.at < length {
            if !self.read_more()? {
                return Ok(None);
            }
        }
        self.body = self.at..self.at + length;
        self.at = self.body.end;
        Ok(Some(Frame::Body(&self.buffer[self.body.clone()])))
    }

    /// Adds what the stream has to the buffer. `false` at its end.
    fn read_more(&mut self) -> io::Result<bool> {
        if self.at > SPENT && self.at > self.buffer.len() / 2 {
            self.buffer.drain(..self.at);
            self.at = 0;
            self.buffer.shrink_to(self.buffer.len() + SPENT);
        }
        let chunk = fill(&mut self.input)?;
        let read = chunk.len();
        self.buffer.extend_from_slice(chunk);
        self.input.consume(read);
        Ok(read > 0)
    }
}

/// `fill_buf` that goes on after an interruption and waits for a pipe that was set non-blocking.
fn fill(input: &mut impl BufRead) -> io::Result<&[u8]> {
    loop {
        match input.fill_buf() {
            Ok(_) => break,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            Err(e) => return Err(e),
        }
    }
    // The buffer is filled now: this second call only borrows it (the loop above could not return the borrow).
    input.fill_buf()
}

fn parse_length(value: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(value).ok()?.trim();
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|n| *n <= MAX_BODY)
}

fn trim_line_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn find_ignoring_case(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let first = needle.first()?;
    let mut from = 0;
    while let Some(at) = memchr::memchr2(first.to_ascii_lowercase(), first.to_ascii_uppercase(), &haystack[from..]) {
        let start = from + at;
        match haystack.get(start..start + needle.len()) {
            Some(window) if window.eq_ignore_ascii_case(needle) => return Some(start),
            Some(_) => from = start + 1,
            None => return None,
        }
    }
    None
}

/// Writes one frame around `body` into `out`.
pub fn write_frame(out: &mut Vec<u8>, body: &[u8]) {
    out.extend_from_slice(b"Content-Length: ");
    out.extend_from_slice(body.len().to_string().as_bytes());
    out.extend_from_slice(b"\r\n\r\n");
    out.extend_from_slice(body);
}

/// Reads all bodies of `bytes`, as the server would; `None` stands for damage, every body that is not JSON included.
/// For tests and fuzzing.
pub fn read_all(bytes: &[u8]) -> Vec<Option<Vec<u8>>> {
    let mut reader = FrameReader::new(io::BufReader::with_capacity(64, bytes));
    let mut frames = Vec::new();
    while let Ok(Some(frame)) = reader.next_frame() {
        let body = match frame {
            Frame::Body(body) => {
                Some(body.to_vec()).filter(|body| serde_json::from_slice::<serde_json::Value>(body).is_ok())
            }
            Frame::Damaged => {
                frames.push(None);
                continue;
            }
        };
        if body.is_none() {
            reader.recover();
        }
        frames.push(body);
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(bytes: &[u8]) -> Vec<String> {
        read_all(bytes)
            .into_iter()
            .map(|body| body.map_or("damaged".into(), |body| String::from_utf8(body).expect("valid JSON is UTF-8")))
            .collect()
    }

    #[test]
    fn headers_in_any_case_order_and_number() {
        let bytes =
            b"X-Other: 1\r\ncontent-LENGTH: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}";
        assert_eq!(bodies(bytes), ["{}"]);
        assert_eq!(bodies(b"Content-Length: 2\n\n[]Content-Length:2\r\n\r\n{}"), ["[]", "{}"]);
    }

    #[test]
    fn a_length_too_short_costs_one_message() {
        assert_eq!(bodies(b"Content-Length: 3\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}"), ["damaged", "{}"]);
    }

    #[test]
    fn a_length_in_characters_costs_one_message() {
        let body = "{\"文\":\"报告\"}";
        let mut bytes = format!("Content-Length: {}\r\n\r\n{body}", body.chars().count()).into_bytes();
        write_frame(&mut bytes, b"{}");
        assert_eq!(bodies(&bytes), ["damaged", "{}"]);
    }

    #[test]
    fn a_length_too_long_costs_one_message_wherever_it_cuts_the_next_header() {
        for extra in 1..40 {
            let mut bytes = format!("Content-Length: {}\r\n\r\n{{}}", 2 + extra).into_bytes();
            write_frame(&mut bytes, br#"{"next":"message, longer than the excess of the one before it"}"#);
            write_frame(&mut bytes, b"[1]");
            let all = bodies(&bytes);
            assert_eq!(all[0], "damaged", "{extra}");
            assert_eq!(all.last().map(String::as_str), Some("[1]"), "{extra}: {all:?}");
            assert_eq!(all.len(), 3, "{extra}: {all:?}");
        }
    }

    #[test]
    fn lengths_that_are_no_lengths() {
        for bad in ["-5", "abc", "99999999999999999999", "", "1e3"] {
            let bytes = format!("Content-Length: {bad}\r\n\r\n{{}}Content-Length: 3\r\n\r\n[2]");
            assert_eq!(bodies(bytes.as_bytes()), ["damaged", "[2]"], "{bad}");
        }
    }

    #[test]
    fn a_missing_length_and_plain_noise() {
        assert_eq!(bodies(b"Content-Type: x\r\n\r\n{}Content-Length: 2\r\n\r\n{}"), ["damaged", "{}"]);
        let mut noise = vec![b'x'; 100_000];
        noise.extend_from_slice(b"Content-Length: 2\r\n\r\n{}");
        assert_eq!(bodies(&noise), ["{}"]);
    }

    #[test]
    fn headers_that_each_claim_the_rest_are_gone_through_one_by_one() {
        let claim = b"Content-Length: 100000\r\n\r\n{";
        let mut bytes = claim.repeat(20_000);
        bytes.extend(std::iter::repeat_n(b' ', 100_000));
        let input = io::BufReader::with_capacity(4_096, bytes.as_slice());
        let mut reader = FrameReader::new(input);
        let mut damaged = 0;
        while let Ok(Some(Frame::Body(_))) = reader.next_frame() {
            reader.recover();
            damaged += 1;
            assert!(reader.buffer.capacity() < 1 << 20, "{}", reader.buffer.capacity());
        }
        assert_eq!(damaged, 20_000);
    }

    #[test]
    fn the_end_inside_a_message_is_the_end() {
        assert_eq!(bodies(b"Content-Length: 50\r\n\r\n{\"a\""), Vec::<String>::new());
        assert_eq!(bodies(b"Content-Le"), Vec::<String>::new());
    }

    #[test]
    fn an_empty_body_is_damage() {
        assert_eq!(bodies(b"Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["damaged", "{}"]);
    }
}
