//! Which encoding a Python file declares, and the way between its bytes and text.

use encoding_rs::Encoding;

/// The mark that some editors put before UTF-8 text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// An encoding in which a file can be read and written without loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextEncoding {
    Utf8,
    Ascii,
    /// Each byte is the character of that number. The web's encodings, which the library has, take
    /// this name for another one.
    Latin1,
    Other(&'static Encoding),
}

/// How the bytes of a file hold its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) encoding: TextEncoding,
    pub(super) mark: bool,
}

/// Why bytes have no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DecodeError {
    Unknown(String),
    /// First bad byte and the name of the encoding.
    Invalid(usize, String),
    /// There are bytes that would be written otherwise than they were read.
    Lossy(String),
    /// A mark of UTF-8 and the declaration of something else.
    Contradiction(String),
}

/// Decodes a file as Python does: the mark first, then a declaration in the first two lines, then
/// UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Form), DecodeError> {
    let body = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mark = body.len() != bytes.len();
    let declared = declaration(body);
    let encoding = match &declared {
        Some(name) => named(name).ok_or_else(|| DecodeError::Unknown(name.clone()))?,
        None => TextEncoding::Utf8,
    };
    let name = declared.unwrap_or_else(|| "utf-8".to_owned());
    if mark && encoding != TextEncoding::Utf8 {
        return Err(DecodeError::Contradiction(name));
    }
    let skipped = bytes.len() - body.len();
    let text = match encoding {
        TextEncoding::Utf8 => std::str::from_utf8(body)
            .map_err(|error| DecodeError::Invalid(skipped + error.valid_up_to(), name))?
            .to_owned(),
        TextEncoding::Ascii => match body.iter().position(|byte| !byte.is_ascii()) {
            Some(at) => return Err(DecodeError::Invalid(at, name)),
            None => body.iter().copied().map(char::from).collect(),
        },
        TextEncoding::Latin1 => body.iter().copied().map(char::from).collect(),
        TextEncoding::Other(other) => other
            .decode_without_bom_handling_and_without_replacement(body)
            .ok_or_else(|| DecodeError::Invalid(0, name.clone()))
            .and_then(|text| {
                let form = Form { encoding, mark };
                if encode(&text, form).is_ok_and(|again| again == bytes) {
                    Ok(text.into_owned())
                } else {
                    Err(DecodeError::Lossy(name))
                }
            })?,
    };
    Ok((text, Form { encoding, mark }))
}

/// The bytes of a text in a file's form; the first character that the encoding lacks otherwise.
pub(super) fn encode(text: &str, form: Form) -> Result<Vec<u8>, char> {
    let mut bytes = Vec::with_capacity(text.len() + BYTE_ORDER_MARK.len());
    if form.mark {
        bytes.extend_from_slice(BYTE_ORDER_MARK);
    }
    match form.encoding {
        TextEncoding::Utf8 => bytes.extend_from_slice(text.as_bytes()),
        TextEncoding::Ascii => match text.chars().find(|letter| !letter.is_ascii()) {
            Some(letter) => return Err(letter),
            None => bytes.extend_from_slice(text.as_bytes()),
        },
        TextEncoding::Latin1 => {
            for letter in text.chars() {
                bytes.push(u8::try_from(letter).map_err(|_| letter)?);
            }
        }
        TextEncoding::Other(other) => {
            let (encoded, _, lossy) = other.encode(text);
            if lossy {
                let lacking = |letter: &char| other.encode(letter.encode_utf8(&mut [0; 4])).2;
                return Err(text.chars().find(lacking).unwrap_or('?'));
            }
            bytes.extend_from_slice(&encoded);
        }
    }
    Ok(bytes)
}

/// How many bytes a stretch from the start of the text takes in the file, the mark included.
pub(super) fn encoded_length(text: &str, form: Form) -> usize {
    match form.encoding {
        TextEncoding::Utf8 if form.mark => text.len() + BYTE_ORDER_MARK.len(),
        TextEncoding::Utf8 | TextEncoding::Ascii => text.len(),
        TextEncoding::Latin1 => text.chars().count(),
        TextEncoding::Other(_) => encode(text, form).map_or(text.len(), |bytes| bytes.len()),
    }
}

/// The encoding that one of the first two lines declares (PEP 263); the second counts only behind a
/// comment or an empty line.
fn declaration(body: &[u8]) -> Option<String> {
    let mut rest = body;
    for _ in 0..2 {
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        let blank = line
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0c'))
            .count();
        match line.get(blank) {
            Some(b'#') => {
                if let Some(name) = declared_in(&line[blank..]) {
                    return Some(name);
                }
            }
            Some(_) => return None,
            None => {}
        }
        rest = rest.get(end..).unwrap_or_default();
        rest = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.get(1..))
            .unwrap_or_default();
    }
    None
}

/// `coding: name` or `coding=name` in a comment.
fn declared_in(comment: &[u8]) -> Option<String> {
    for at in memchr::memmem::find_iter(comment, b"coding") {
        let rest = &comment[at + "coding".len()..];
        let Some((b':' | b'=', rest)) = rest.split_first() else {
            continue;
        };
        let name: String = rest
            .iter()
            .skip_while(|byte| matches!(byte, b' ' | b'\t'))
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
            .map(|byte| char::from(*byte))
            .collect();
        if !name.is_empty() {
            return Some(name);
        }
    }
    None
}

/// The encoding that Python means by a name. None for those that are not known, whose name means
/// another table in the library, or in which ASCII bytes can be part of something else.
fn named(name: &str) -> Option<TextEncoding> {
    let name = name.to_ascii_lowercase().replace('_', "-");
    let is = |known: &str| {
        name.strip_prefix(known)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    if is("utf-8") || name == "utf8" || name == "u8" || name == "cp65001" {
        return Some(TextEncoding::Utf8);
    }
    if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") {
        return Some(TextEncoding::Latin1);
    }
    match &*name {
        "latin1" | "latin" | "l1" | "8859" | "cp819" | "iso8859-1" | "iso8859" | "iso88591" => {
            Some(TextEncoding::Latin1)
        }
        "ascii" | "us-ascii" | "646" => Some(TextEncoding::Ascii),
        _ if name.contains("8859-9") || name.contains("8859-11") || name.contains("latin5") => None,
        _ => Encoding::for_label(name.as_bytes())
            .filter(|encoding| {
                encoding.is_ascii_compatible()
                    && *encoding != encoding_rs::UTF_8
                    && *encoding != encoding_rs::X_USER_DEFINED
            })
            .map(TextEncoding::Other),
    }
}

/// Whether a text has letters outside of ASCII and says, as Python reads it, that its file is not in UTF-8.
#[must_use]
pub fn declares_another(text: &str) -> bool {
    let is_another = |name: String| !matches!(named(&name), Some(TextEncoding::Utf8));
    !text.is_ascii() && declaration(text.as_bytes()).is_some_and(is_another)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_is_found_where_python_finds_it() {
        for (source, expected) in [
            ("# -*- coding: latin-1 -*-\n", Some("latin-1")),
            (
                "#!/bin/sh\n# vim: set fileencoding=cp1252 :\n",
                Some("cp1252"),
            ),
            ("\r\n  # coding:utf-8", Some("utf-8")),
            ("x = 1\n# coding: cp1252\n", None),
            ("\n\n# coding: cp1252\n", None),
            ("# encoding cp1252\n", None),
            ("", None),
        ] {
            assert_eq!(
                declaration(source.as_bytes()).as_deref(),
                expected,
                "{source:?}"
            );
        }
    }

    #[test]
    fn latin_1_is_exact() {
        let mut bytes = b"# coding: latin-1\n".to_vec();
        bytes.extend(0x80..=0xff);
        let (text, form) = decode(&bytes).unwrap();
        assert_eq!(form.encoding, TextEncoding::Latin1);
        assert!(text.contains('\u{80}') && text.ends_with('ÿ'));
        assert_eq!(encode(&text, form).unwrap(), bytes);
        assert_eq!(encode("€", form), Err('€'));
        assert_eq!(encoded_length("äö", form), 2);
    }

    #[test]
    fn other_encodings_come_back_byte_for_byte() {
        for (name, body) in [
            ("cp1252", &b"'\x80\xe4'"[..]),
            ("shift_jis", b"'\x83\x65\x83\x58'"),
            ("iso-8859-15", b"'\xa4'"),
            ("koi8-r", b"'\xc1'"),
            ("utf8", "'ä'".as_bytes()),
            ("UTF-8-unix", "'ä'".as_bytes()),
            ("ascii", b"'a'"),
        ] {
            let mut bytes = format!("# coding: {name}\n").into_bytes();
            bytes.extend_from_slice(body);
            let (text, form) = decode(&bytes).unwrap();
            assert_eq!(encode(&text, form).unwrap(), bytes, "{name}");
            assert_eq!(encoded_length(&text, form), bytes.len(), "{name}");
        }
    }

    #[test]
    fn what_cannot_be_read_exactly_is_refused() {
        assert!(matches!(
            decode(b"x = '\xff'"),
            Err(DecodeError::Invalid(5, _))
        ));
        assert!(matches!(
            decode(b"\xef\xbb\xbf\xff"),
            Err(DecodeError::Invalid(3, _))
        ));
        assert!(matches!(
            decode(b"# coding: ascii\n\xe4"),
            Err(DecodeError::Invalid(16, _))
        ));
        for name in ["klingon", "utf-16", "iso-8859-9", "iso-2022-jp"] {
            let source = format!("# coding: {name}\n");
            assert!(
                matches!(decode(source.as_bytes()), Err(DecodeError::Unknown(_))),
                "{name}"
            );
        }
        assert!(matches!(
            decode(b"\xef\xbb\xbf# coding: latin-1\n"),
            Err(DecodeError::Contradiction(_))
        ));
    }

    #[test]
    fn the_mark_is_kept() {
        let bytes = b"\xef\xbb\xbfx = 1\r\n";
        let (text, form) = decode(bytes).unwrap();
        assert_eq!(text, "x = 1\r\n");
        assert_eq!(encode(&text, form).unwrap(), bytes);
        assert_eq!(encoded_length("x", form), 4);
    }
}
