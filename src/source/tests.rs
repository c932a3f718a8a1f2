//! Which files are tests, as pytest and unittest find them.

use std::path::Path;

/// Whether a file is a test, or what tests share.
#[must_use]
pub fn is_test(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let named = name.is_some_and(|name| {
        name == SHARED || name.starts_with("test_") || name.ends_with("_test.py")
    });
    let mut folders = path.parent().into_iter().flat_map(Path::components);
    named || folders.any(|one| matches!(one.as_os_str().to_str(), Some("test" | "tests")))
}

/// What the tests of a folder and those below it share, by pytest's name for it.
const SHARED: &str = "conftest.py";

/// The files, whether they are there or not, that share things with the test at a path.
pub fn shared_by_tests(path: &str) -> impl Iterator<Item = String> {
    let folders = path.match_indices('/').map(|(at, _)| &path[..=at]);
    let folders = std::iter::once("").chain(folders);
    folders.map(|folder| format!("{folder}{SHARED}"))
}

#[cfg(test)]
mod checks {
    use super::*;

    #[test]
    fn tests_share_what_stands_in_their_folder_or_above() {
        let shared: Vec<String> = shared_by_tests("a/tests/test_x.py").collect();
        assert_eq!(
            shared,
            ["conftest.py", "a/conftest.py", "a/tests/conftest.py"]
        );
    }

    #[test]
    fn tests_are_known_by_their_names_and_folders() {
        for test in [
            "conftest.py",
            "a/test_x.py",
            "x_test.py",
            "tests/x.py",
            "a/test/b/x.py",
        ] {
            assert!(is_test(Path::new(test)), "{test}");
        }
        for code in [
            "x.py",
            "testing/x.py",
            "latest.py",
            "a/tests.py",
            "contest.py",
        ] {
            assert!(!is_test(Path::new(code)), "{code}");
        }
    }
}
