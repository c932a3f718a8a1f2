//! Paths as URI references.

use std::fmt::Write as _;

/// The reference of a path as reports show it: relative ones stay so, absolute ones get the scheme of files.
pub(super) fn of_path(path: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::of_path;

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
