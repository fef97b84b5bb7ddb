//! Cuts the byte stream of the base protocol into message bodies, and finds its way back after damage.
//!
//! Base protocol: header lines `Name: value` ending in CRLF (a bare LF is taken too), an empty line, then
//! `Content-Length` bytes of UTF-8 JSON. Header names are case-insensitive and may come in any number.
//! Whatever cannot be read is skipped up to the next `Content-Length:`; the caller learns of it by
//! [`Frame::Damaged`], once for each damaged place, so that it can answer with a parse error.

use std::io::{self, BufRead, Read};

/// Longest body accepted, in bytes; a longer one is skipped as damage.
pub const MAX_BODY: usize = 256 << 20;

/// Longest header line kept, in bytes; of a longer one only the tail is looked at.
const MAX_HEADER_LINE: usize = 16 << 10;

/// As much memory as a header alone may claim, in bytes. The rest is allocated as the body arrives.
const EAGER_CAPACITY: usize = 64 << 10;

const LENGTH_HEADER: &[u8] = b"content-length:";

/// What the stream gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The body of one message, not yet checked to be JSON.
    Body(Vec<u8>),
    /// Bytes that belong to no message were skipped.
    Damaged,
}

/// Reads frames from a byte stream.
pub struct FrameReader<R> {
    input: R,
    /// Bytes given back by [`FrameReader::push_back`], read before `input`.
    returned: io::Cursor<Vec<u8>>,
}

impl<R: BufRead> FrameReader<R> {
    /// A reader over `input`.
    pub fn new(input: R) -> Self {
        Self { input, returned: io::Cursor::default() }
    }

    /// The next frame, or `None` at the end of the stream (also in the middle of a message).
    ///
    /// # Errors
    /// Those of the stream itself, except interruptions.
    pub fn next_frame(&mut self) -> io::Result<Option<Frame>> {
        let mut length = None;
        let mut damaged = false;
        let mut line = Vec::new();
        loop {
            if !self.read_line(&mut line)? {
                return Ok(None);
            }
            if let Some(at) = find_ignoring_case(&line, LENGTH_HEADER) {
                // Text before the header on its line is what a too short length left over. It was already
                // reported when the body before it turned out not to be JSON.
                length = parse_length(&line[at + LENGTH_HEADER.len()..]);
                damaged = length.is_none();
                continue;
            }
            let text = trim_line_end(&line);
            if text.is_empty() {
                match length {
                    Some(length) if !damaged => return self.read_body(length),
                    _ => return Ok(Some(Frame::Damaged)),
                }
            }
        }
    }

    /// Searches a body that was not JSON for the header of a following message, which a too large
    /// `Content-Length` swallowed, and gives the bytes from there back to the stream.
    pub fn recover(&mut self, body: &[u8]) {
        // The scan begins behind the first byte: a body cannot begin with its own header. JSON text
        // cannot contain a raw line end inside a string, so a header line found here is a real one.
        let mut from = 1;
        while let Some(at) = body.get(from..).and_then(|rest| find_ignoring_case(rest, LENGTH_HEADER)) {
            let start = from + at;
            let value = &body[start + LENGTH_HEADER.len()..];
            let digits_end = value.iter().position(|b| !matches!(b, b' ' | b'\t' | b'0'..=b'9')).unwrap_or(value.len());
            let plausible = matches!(value.get(digits_end), None | Some(b'\r' | b'\n'));
            if plausible {
                self.push_back(&body[start..]);
                return;
            }
            from = start + LENGTH_HEADER.len();
        }
        // A header cut in two by the end of the body: `Content-Len` | `gth: 40`.
        let tail = (1..LENGTH_HEADER.len().min(body.len()))
            .rev()
            .find(|&n| body[body.len() - n..].eq_ignore_ascii_case(&LENGTH_HEADER[..n]));
        if let Some(n) = tail {
            self.push_back(&body[body.len() - n..]);
        }
    }

    fn push_back(&mut self, bytes: &[u8]) {
        let at = usize::try_from(self.returned.position()).unwrap_or(usize::MAX);
        let mut all = bytes.to_vec();
        all.extend_from_slice(self.returned.get_ref().get(at..).unwrap_or_default());
        self.returned = io::Cursor::new(all);
    }

    /// Reads up to and including the next LF. `false` at the end of the stream.
    fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        loop {
            let (source, from_returned) = match self.returned.fill_buf() {
                Ok(rest) if !rest.is_empty() => (rest, true),
                _ => (fill(&mut self.input)?, false),
            };
            if source.is_empty() {
                return Ok(false);
            }
            let end = memchr::memchr(b'\n', source).map(|at| at + 1);
            let taken = end.unwrap_or(source.len());
            line.extend_from_slice(&source[..taken]);
            if from_returned {
                self.returned.consume(taken);
            } else {
                self.input.consume(taken);
            }
            if line.len() > MAX_HEADER_LINE {
                // Only a header at the very end of such a line can still be of use.
                line.drain(..line.len() - MAX_HEADER_LINE / 2);
            }
            if end.is_some() {
                return Ok(true);
            }
        }
    }

    fn read_body(&mut self, length: usize) -> io::Result<Option<Frame>> {
        let mut body = Vec::with_capacity(length.min(EAGER_CAPACITY));
        let at = usize::try_from(self.returned.position()).unwrap_or(usize::MAX);
        let rest = self.returned.get_ref().get(at..).unwrap_or_default();
        let from_returned = rest.len().min(length);
        body.extend_from_slice(&rest[..from_returned]);
        self.returned.consume(from_returned);
        while body.len() < length {
            let chunk = fill(&mut self.input)?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let taken = chunk.len().min(length - body.len());
            body.extend_from_slice(&chunk[..taken]);
            self.input.consume(taken);
        }
        Ok(Some(Frame::Body(body)))
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

/// Reads all frames of `bytes`, as the server would, treating every body that is not JSON as damage.
/// For tests and fuzzing.
pub fn read_all(bytes: &[u8]) -> Vec<Frame> {
    let mut reader = FrameReader::new(io::BufReader::with_capacity(64, bytes.take(u64::MAX)));
    let mut frames = Vec::new();
    while let Ok(Some(frame)) = reader.next_frame() {
        match frame {
            Frame::Body(body) if serde_json::from_slice::<serde_json::Value>(&body).is_err() => {
                reader.recover(&body);
                frames.push(Frame::Damaged);
            }
            frame => frames.push(frame),
        }
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(bytes: &[u8]) -> Vec<String> {
        read_all(bytes)
            .into_iter()
            .map(|frame| match frame {
                Frame::Body(body) => String::from_utf8(body).expect("valid JSON is UTF-8"),
                Frame::Damaged => "damaged".into(),
            })
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
    fn the_end_inside_a_message_is_the_end() {
        assert_eq!(bodies(b"Content-Length: 50\r\n\r\n{\"a\""), Vec::<String>::new());
        assert_eq!(bodies(b"Content-Le"), Vec::<String>::new());
    }

    #[test]
    fn an_empty_body_is_damage() {
        assert_eq!(bodies(b"Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["damaged", "{}"]);
    }
}
