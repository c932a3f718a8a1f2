//! Which words the import statements of a file spell, kept as their hashes: enough to say of nearly all files that
//! they do not come to a module, without reading them again.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

/// Words that import a module by its name as text, or put something in its place.
pub const BY_TEXT: [&str; 12] = [
    "__import__",
    "exec_module",
    "find_spec",
    "import_module",
    "import_string",
    "importorskip",
    "load_module",
    "modules",
    "monkeypatch",
    "patch",
    "pytest_plugins",
    "runpy",
];

/// Bytes of a line before its `import`, and of a list behind one, that are looked at.
const LONGEST: usize = 4096;

/// What the import statements of one file spell. It may say that a word is there which is not, and never the
/// other way round.
#[derive(Debug, Clone, Default)]
pub struct ImportWords {
    /// The words between `from` and `import`.
    modules: Hashes,
    /// Those behind `import`: their attributes may be modules as well.
    names: Hashes,
    /// With how many dots an import begins at most.
    dots: u8,
    /// Whether it may import something in a way that was not looked at.
    otherwise: bool,
}

impl ImportWords {
    /// Takes the words of the statement whose word `import` begins at `at`.
    pub fn take(&mut self, bytes: &[u8], at: usize) {
        let from = at.saturating_sub(LONGEST);
        let before = &bytes[from..at];
        let before = match memchr::memrchr2(b'\n', b'\r', before) {
            Some(end) => &before[end + 1..],
            None if from == 0 => before,
            None => return self.otherwise = true,
        };
        // The rest of a statement that began on another line.
        if before.trim_ascii().is_empty()
            && bytes[..at - before.len()].trim_ascii_end().ends_with(b"\\")
        {
            self.otherwise = true;
        }
        let Some(names) = listed(&bytes[at + "import".len()..]) else {
            return self.otherwise = true;
        };
        match memchr::memmem::rfind(before, b"from") {
            Some(begin) => {
                let module = &before[begin + "from".len()..];
                self.dots = self.dots.max(dots(module));
                for word in words(module) {
                    self.modules.insert(word);
                }
                for word in words(names) {
                    self.names.insert(word);
                }
            }
            None => names
                .split(|byte| *byte == b',')
                .for_each(|one| self.take_module(one)),
        }
    }

    /// Takes one module of `import a, b.c as d`: by another name than its path only the last part of that is come to.
    fn take_module(&mut self, module: &[u8]) {
        let parts = module.split(|byte| byte.is_ascii_whitespace() || *byte == b'\\');
        let mut parts = parts.filter(|part| !part.is_empty());
        let path = parts.next().unwrap_or_default();
        let has_alias = parts.next() == Some(b"as");
        let last = words(path).last();
        for word in words(path) {
            self.modules.insert(word);
            if !has_alias || Some(word) == last {
                self.names.insert(word);
            }
        }
    }

    /// Takes one of [`BY_TEXT`], which begins at `at`.
    pub fn take_other(&mut self, word: &str, bytes: &[u8], at: usize) {
        let behind = &bytes[at + word.len()..];
        self.otherwise |= match word {
            // The name of many other things as well.
            "modules" => bytes[..at].ends_with(b"sys."),
            "patch" => matches!(behind.first(), Some(b'(' | b'.')),
            _ => true,
        };
    }

    /// Brings what was taken into its order, before anything is asked.
    pub fn settle(&mut self) {
        self.modules.settle();
        self.names.settle();
    }

    /// Whether the file at a path may come to a module.
    #[must_use]
    pub fn may_reach(&self, from: &str, module: &Module<'_>) -> bool {
        let names_one = || module.segments.iter().any(|one| self.names.has(one.hash));
        let spells_it = self.modules.has(module.stem()) || self.dots > 0 && module.is_package;
        if !spells_it && !names_one() {
            return false;
        }
        let shared = module.shared_with(from);
        let is_root = |one: &Segment<'_>| {
            let hash = one.hash;
            (one.is_root || one.begin <= shared) && (self.modules.has(hash) || self.names.has(hash))
        };
        let climbed = self.climbed(from);
        climbed.is_some_and(|folder| module.path.starts_with(folder))
            || module.segments.iter().any(is_root)
    }

    /// The folder, with its `/`, that the dots of its imports come to at most from the file at a path; none without dots.
    #[must_use]
    pub fn climbed<'f>(&self, from: &'f str) -> Option<&'f str> {
        let mut folder = from;
        for _ in 0..self.dots {
            let inside = folder.strip_suffix('/').unwrap_or(folder);
            folder = &folder[..inside.rfind('/').map_or(0, |at| at + 1)];
        }
        (self.dots > 0).then_some(folder)
    }

    /// The hashes of the words that its import statements spell.
    pub fn hashes(&self) -> impl Iterator<Item = u32> {
        let both = self.modules.0.iter().chain(&self.names.0);
        both.copied()
    }

    /// Whether it may import something in a way that was not looked at.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.otherwise
    }
}

/// A module that files are asked for.
#[derive(Debug)]
pub struct Module<'p> {
    path: &'p str,
    /// The parts that an import may spell.
    segments: Vec<Segment<'p>>,
    /// The length of the folders above what was walked.
    above: usize,
    /// Whether it is what a package has itself.
    is_package: bool,
}

/// A part of a module's path.
#[derive(Debug)]
struct Segment<'p> {
    word: &'p str,
    hash: u32,
    /// Where it begins in the path.
    begin: usize,
    /// Whether an import from anywhere may begin with it: what it stands in is no package.
    is_root: bool,
}

impl<'p> Module<'p> {
    /// The module at a path, with `/`, where `is_package` says which folders are packages. Of the folders `above` what was walked
    /// an import spells the last one at least, where it begins above; and none of those above a folder whose name is no
    /// identifier. `within` is the first folder of the package that the working directory stands in.
    #[must_use]
    pub fn new(
        path: &'p str,
        above: &str,
        within: Option<&'p str>,
        is_package: impl Fn(&str) -> bool,
    ) -> Self {
        let module = path.strip_suffix(".py").unwrap_or(path);
        let own = module.strip_suffix("/__init__");
        let mut begin = 0;
        let mut segments: Vec<Segment<'p>> = Vec::new();
        segments.extend(within.map(|word| Segment {
            word,
            hash: hash(word.as_bytes()),
            begin,
            is_root: true,
        }));
        let mut rest = own.unwrap_or(module).split('/').peekable();
        while let Some(word) = rest.next() {
            let is_folder = rest.peek().is_some();
            if is_folder && !is_identifier(word) || begin + word.len() < above.len() {
                segments.clear();
            } else {
                segments.push(Segment {
                    word,
                    hash: hash(word.as_bytes()),
                    begin,
                    is_root: !is_package(path[..begin].trim_end_matches('/')),
                });
            }
            begin += word.len() + 1;
        }
        Self {
            path,
            segments,
            above: above.len(),
            is_package: own.is_some() || module == "__init__",
        }
    }

    /// The words of its path that an import from the file at a path may begin with.
    pub fn roots(&self, from: &str) -> impl Iterator<Item = &'p str> {
        let shared = self.shared_with(from);
        let segments = self.segments.iter();
        let roots = segments.filter(move |one| one.is_root || one.begin <= shared);
        roots.map(|one| one.word)
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &'p str {
        self.path
    }

    /// The words of its path that an import may spell.
    pub fn words(&self) -> impl Iterator<Item = &'p str> {
        self.segments.iter().map(|one| one.word)
    }

    /// The hashes of those words.
    pub fn hashes(&self) -> impl Iterator<Item = u32> {
        self.segments.iter().map(|one| one.hash)
    }

    /// Whether it shares a folder, below what was walked, with a path.
    #[must_use]
    pub fn is_beside(&self, from: &str) -> bool {
        self.shared_with(from) > self.above + usize::from(self.above > 0)
    }

    fn stem(&self) -> u32 {
        self.segments.last().map_or(0, |one| one.hash)
    }

    /// The length of the folders that it shares with a path.
    fn shared_with(&self, from: &str) -> usize {
        let pairs = self.path.bytes().zip(from.bytes());
        let pairs = pairs
            .enumerate()
            .take_while(|(_, (one, other))| one == other);
        let ends = pairs
            .filter(|(_, (one, _))| *one == b'/')
            .map(|(at, _)| at + 1);
        ends.last().unwrap_or_default()
    }
}

/// The names behind the word `import`: those of its line, or of its parentheses. None where they are longer than is looked at.
fn listed(rest: &[u8]) -> Option<&[u8]> {
    let rest = &rest[..rest.len().min(LONGEST)];
    let is_cut = rest.len() == LONGEST;
    let mut end = 0;
    if rest.trim_ascii_start().starts_with(b"(") {
        // A comment may have a parenthesis as well.
        while let Some(length) = memchr::memchr2(b')', b'#', &rest[end..]) {
            end += length;
            if rest[end] == b')' {
                return Some(&rest[..end]);
            }
            end += memchr::memchr2(b'\n', b'\r', &rest[end..]).unwrap_or(rest.len() - end);
        }
        return (!is_cut).then_some(rest);
    }
    loop {
        let Some(length) = memchr::memchr2(b'\n', b'\r', &rest[end..]) else {
            return (!is_cut).then_some(rest);
        };
        end += length;
        if !rest[..end].trim_ascii_end().ends_with(b"\\") {
            return Some(&rest[..end]);
        }
        end += 1;
    }
}

/// The identifiers of a text.
fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    text.split(move |byte| !is_part(byte))
        .filter(|word| !word.is_empty())
}

/// The dots that the module of a `from` begins with.
fn dots(module: &[u8]) -> u8 {
    let is_between = |byte: &u8| *byte == b'.' || *byte == b'\\' || byte.is_ascii_whitespace();
    let before = module.iter().take_while(|byte| is_between(byte));
    u8::try_from(before.filter(|byte| **byte == b'.').count()).unwrap_or(u8::MAX)
}

/// Whether an import can spell the name of a folder.
fn is_identifier(word: &str) -> bool {
    let mut letters = word.chars();
    let begins = letters
        .next()
        .is_some_and(|one| one == '_' || one.is_alphabetic() || !one.is_ascii());
    begins && letters.all(|one| one == '_' || one.is_alphanumeric() || !one.is_ascii())
}

/// A word as a number. Words that are different have the same one so rarely that it costs no more than a look at a file.
fn hash(word: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word);
    (hasher.finish() >> 32) as u32
}

/// Hashes of words, in their order once they are settled.
#[derive(Debug, Clone, Default)]
struct Hashes(Vec<u32>);

impl Hashes {
    fn insert(&mut self, word: &[u8]) {
        self.0.push(hash(word));
    }

    fn settle(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
        self.0.shrink_to_fit();
    }

    fn has(&self, hash: u32) -> bool {
        self.0.binary_search(&hash).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> ImportWords {
        let mut out = ImportWords::default();
        for (at, _) in text.match_indices("import") {
            out.take(text.as_bytes(), at);
        }
        out.settle();
        out
    }

    /// Whether a file with some text comes to a module, of a project whose only package is `app` with what is in it.
    fn comes(from: &str, text: &str, module: &str) -> bool {
        let module = Module::new(module, "", None, |folder| folder.contains("app"));
        let words = of(text);
        words.is_open() || words.may_reach(from, &module)
    }

    #[test]
    fn a_file_comes_to_a_module_by_its_name_or_through_a_package() {
        let comes = |from: &str, text: &str| comes(from, text, "app/services/llm.py");
        for text in [
            "from app.services.llm import ask",
            "from app.services import llm",
            "from app.services \\\n    import llm",
            "from app.services import other, \\\n    llm",
            "from app.services import (  # noqa (used below)\n    other,\n    llm,  # )\n)",
            "import os, \\\n    app.services.llm",
            "import app.services.other  # noqa",
            "import app.services.other; app.services.llm.ask()",
            "import app",
            "import os, app.services as services",
            "import app.services.llm as llm",
            "from app import services\n\nservices.llm.ask()",
            "try: from app.services.llm import ask",
            "import app.services.llm\r\n",
        ] {
            assert!(comes("scripts/run.py", text), "{text}");
        }
        for text in [
            "from . import (\n    other,\n    llm,\n)",
            "from.llm import ask",
            "from llm import ask",
        ] {
            assert!(!comes("scripts/run.py", text), "{text}");
            assert!(comes("app/services/run.py", text), "{text}");
        }
        for text in [
            "from app.services import other",
            "from os import path\n\nllm()",
            "import os",
            "from other.services.llm import ask",
            "import app.services.other as other",
        ] {
            assert!(!comes("scripts/run.py", text), "{text}");
        }
    }

    #[test]
    fn what_a_package_has_itself_is_come_to_by_dots_alone() {
        let comes = |text| comes("app/services/run.py", text, "app/services/__init__.py");
        assert!(comes("from . import ask"));
        assert!(comes("from app import services"));
        assert!(!comes("from os import path"));
    }

    #[test]
    fn what_stands_in_no_package_is_found_on_a_search_path() {
        let comes = |text| comes("run.py", text, "tools/llm.py");
        assert!(comes("import llm"));
        assert!(comes("from tools.llm import ask"));
        assert!(!comes("import ask"));
    }

    #[test]
    fn dots_come_as_far_up_as_there_are_dots() {
        let comes = |text| comes("app/web/api/run.py", text, "app/web/llm.py");
        assert!(comes("from .. import llm"));
        assert!(comes("from . . llm import ask"));
        assert!(comes("from .. import web"));
        let own = Module::new("__init__.py", "", Some("app"), |_| true);
        assert!(of("from . import ask").may_reach("run.py", &own));
        assert!(of("from .. import ask").may_reach("web/run.py", &own));
        assert!(!of("from . import ask").may_reach("web/run.py", &own));
    }

    #[test]
    fn an_import_begins_above_what_was_walked_by_the_folder_that_was() {
        let module = Module::new("home/dev/shop/app/llm.py", "home/dev/shop", None, |_| false);
        let comes = |text| of(text).may_reach("home/dev/shop/run.py", &module);
        for text in ["from app import llm", "import shop.app.llm", "import llm"] {
            assert!(comes(text), "{text}");
        }
        for text in ["from x import home", "from dev import x"] {
            assert!(!comes(text), "{text}");
        }
        assert!(!module.is_beside("home/dev/shop/run.py"));
        assert!(module.is_beside("home/dev/shop/app/run.py"));
    }

    #[test]
    fn no_import_spells_a_folder_whose_name_is_no_identifier() {
        let module = Module::new("tools/shop-1.0/app/llm.py", "", None, |_| false);
        let comes = |text| of(text).may_reach("tools/shop-1.0/run.py", &module);
        assert!(comes("from app import llm"));
        assert!(!comes("from x import tools"));
    }

    #[test]
    fn what_is_not_looked_at_may_come_to_anything() {
        let long = format!("from app import ({}\n    llm)", "a, ".repeat(LONGEST));
        let far = format!("{}import llm", " ".repeat(2 * LONGEST));
        for text in [long.as_str(), "from os \\\nimport path", &far] {
            assert!(of(text).is_open());
        }
        assert!(!of("from app import llm").is_open());
    }
}
