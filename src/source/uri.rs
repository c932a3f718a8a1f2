//! Paths as URI references, and back.

use std::fmt::Write as _;
use std::path::PathBuf;

/// The reference of a path as reports show it: relative ones stay so, absolute ones get the scheme of files.
#[must_use]
pub fn of_path(path: &str) -> String {
    let has_drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes().get(2) == Some(&b'/');
    let start = match (path.starts_with("//"), path.starts_with('/'), has_drive) {
        // A share of Windows: the host comes first.
        (true, ..) => "file:",
        (_, true, _) => "file://",
        (.., true) => "file:///",
        _ => "",
    };
    let mut uri = start.to_owned();
    let drive = usize::from(has_drive) * 2;
    uri.push_str(&path[..drive]);
    for byte in path[drive..].bytes() {
        // The letters that RFC 3986 allows in a segment, without the colon: the first one of a relative reference has none.
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => uri.push(char::from(byte)),
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b'@' => {
                uri.push(char::from(byte));
            }
            other => {
                // Text takes all that is written to it.
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri
}

/// The path of a file's reference, as editors write them; none of another scheme, or where it is no text.
#[must_use]
pub fn to_path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file:")?;
    let rest = match rest.strip_prefix("//") {
        Some(rest) if rest.starts_with('/') => rest.to_owned(),
        Some(rest) => match rest.strip_prefix("localhost/") {
            Some(rest) => format!("/{rest}"),
            None => format!("//{rest}"),
        },
        None => rest.to_owned(),
    };
    let mut bytes = Vec::with_capacity(rest.len());
    let mut left = rest.as_bytes();
    while let Some((first, after)) = left.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                left = &after[2..];
            }
            None => {
                bytes.push(*first);
                left = after;
            }
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    let has_drive = path.as_bytes().get(2) == Some(&b':') && path.starts_with('/');
    let path = if has_drive { &path[1..] } else { &path };
    Some(PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::{of_path, to_path};

    #[test]
    fn references_of_files_are_paths() {
        let rows = [
            ("file:///srv/x.py", Some("/srv/x.py")),
            ("file://localhost/srv/x.py", Some("/srv/x.py")),
            ("file:///srv/a%20b/%C3%BC%25.py", Some("/srv/a b/ü%.py")),
            ("file:///c%3A/x.py", Some("c:/x.py")),
            ("file://host/share/x.py", Some("//host/share/x.py")),
            ("untitled:Untitled-1", None),
        ];
        for (uri, path) in rows {
            assert_eq!(to_path(uri), path.map(Into::into), "{uri}");
        }
    }

    #[test]
    fn paths_are_references_on_each_system() {
        let rows = [
            ("app/models.py", "app/models.py"),
            ("../a b/ü%.py", "../a%20b/%C3%BC%25.py"),
            ("a:b?#.py", "a%3Ab%3F%23.py"),
            ("/srv/x.py", "file:///srv/x.py"),
            ("C:/x y.py", "file:///C:/x%20y.py"),
            ("//host/share/x.py", "file://host/share/x.py"),
        ];
        for (path, uri) in rows {
            assert_eq!(of_path(path), uri);
        }
    }
}
