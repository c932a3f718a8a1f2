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
    /// On one that is none, with what is wrong with it.
    pub fn new(folder: &Path, patterns: &[impl AsRef<str>]) -> Result<Self, ignore::Error> {
        let mut builder = GitignoreBuilder::new(folder);
        for pattern in patterns {
            builder.add_line(None, pattern.as_ref())?;
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
    fn a_wrong_pattern_is_said() {
        assert!(Globs::new(Path::new("/p"), &["[z-a]".to_owned()]).is_err());
    }
}
