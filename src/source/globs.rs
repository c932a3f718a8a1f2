//! Patterns of paths as `.gitignore` has them, from a folder on.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Some patterns, and the folder that they begin at.
#[derive(Debug, Clone)]
pub struct Globs(Gitignore);

impl Globs {
    /// Reads patterns.
    ///
    /// # Errors
    /// On one that is none, or that can name nothing, with what is wrong with it.
    pub fn new(folder: &Path, patterns: &[impl AsRef<str>]) -> Result<Self, ignore::Error> {
        let mut builder = GitignoreBuilder::new(folder);
        let mut named = false;
        for pattern in patterns.iter().map(AsRef::as_ref) {
            if let Some(why) = idle(pattern, named) {
                return Err(ignore::Error::Glob {
                    glob: Some(pattern.to_owned()),
                    err: why.to_owned(),
                });
            }
            named = true;
            // Shells and other tools write the folder itself so; git would look for a folder of that name.
            let pattern = match pattern.strip_prefix("./") {
                Some(below) => format!("/{below}"),
                None => pattern.replacen("!./", "!/", usize::from(pattern.starts_with("!./"))),
            };
            builder.add_line(None, &pattern)?;
        }
        builder.build().map(Self)
    }

    /// Whether they name a file or folder.
    #[must_use]
    pub fn name(&self, path: &Path, is_folder: bool) -> bool {
        path.starts_with(self.0.path()) && self.0.matched(path, is_folder).is_ignore()
    }

    /// Whether they name a file or folder, or a folder that it stands in.
    #[must_use]
    pub fn cover(&self, path: &Path, is_folder: bool) -> bool {
        let globs = &self.0;
        path.starts_with(globs.path())
            && globs
                .matched_path_or_any_parents(path, is_folder)
                .is_ignore()
    }
}

/// Why a pattern names nothing at all, where another one `stands` before it or not: who wrote it means something.
fn idle(pattern: &str, stands: bool) -> Option<&'static str> {
    match pattern.trim() {
        "" => Some("the pattern is empty"),
        one if one.starts_with('#') => Some("this is a comment there: write `\\#`"),
        one if one.starts_with("../") => Some("patterns name what is below the folder"),
        one if one.starts_with('!') && !stands => {
            Some("`!` takes back what a pattern before it names, and there is none")
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn patterns_begin_at_their_folder() {
        let globs = Globs::new(Path::new("/p/a"), &["old/", "*_pb2.py", "/x.py"]).unwrap();
        let covers = |path: &str| globs.cover(Path::new(path), false);
        assert!(covers("/p/a/old/b.py") && covers("/p/a/c/old/b.py"));
        assert!(covers("/p/a/c/d_pb2.py") && covers("/p/a/x.py"));
        assert!(!covers("/p/a/c/x.py") && !covers("/p/b/old/b.py") && !covers("/p/old/b.py"));
        assert!(globs.name(Path::new("/p/a/old"), true));
        assert!(!globs.name(Path::new("/p/a/old/b.py"), false));
    }

    #[test]
    fn the_folder_itself_may_be_written() {
        let globs = Globs::new(Path::new("/p/a"), &["./old", "*.pyi", "!./x.pyi"]).unwrap();
        let covers = |path: &str| globs.cover(Path::new(path), false);
        assert!(covers("/p/a/old/b.py") && !covers("/p/a/c/old/b.py"));
        assert!(covers("/p/a/c/x.pyi") && !covers("/p/a/x.pyi"));
    }

    #[test]
    fn a_wrong_pattern_is_said() {
        for wrong in ["[z-a]", "a{b", "", " ", "#x", "../a", "!a"] {
            assert!(Globs::new(Path::new("/p"), &[wrong]).is_err(), "{wrong:?}");
        }
        assert!(Globs::new(Path::new("/p"), &["\\#x", "!a"]).is_ok());
    }
}
