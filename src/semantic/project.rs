//! The files of a project as modules of each other.
//!
//! Which file an import means is decided as Python would: from the folder that holds the importing
//! file's package, then from the folders above it up to the root that was walked. Nothing outside
//! the project is read; what is not found in it is a symbol of a package, or a file that a script or a search
//! path would find.

mod walk;

use std::sync::{Arc, OnceLock};

use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};

use self::walk::{SOURCES, Walk};
use super::bind::Scopes;
use super::value::FileId;
use crate::source::SourceUnit;
use crate::syntax::ast::Tree;

/// A parsed file.
#[derive(Debug)]
pub struct File {
    /// The text and how it maps to bytes and cells.
    pub unit: SourceUnit,
    /// Its syntax.
    pub tree: Tree,
    /// Its scopes.
    pub scopes: Scopes,
}

/// What a dotted path means inside the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A file that was parsed.
    File(FileId),
    /// A file that is there and was not parsed.
    Unread,
    /// A folder.
    Folder,
}

/// Files with their paths, by the name by which each is imported.
type Stems = FxHashMap<Box<str>, Vec<(Box<str>, FileId)>>;

/// Every path of the project, and the files of it that were parsed.
#[derive(Debug, Default)]
pub struct Modules {
    /// All Python files.
    walk: Arc<Walk>,
    /// Those that were parsed, by their numbers in the walk.
    parsed: Vec<Option<FileId>>,
    /// Files that were parsed and are not among them: what stands beside the code.
    beside: FxHashMap<Box<str>, FileId>,
    /// Top-level modules of packages that are known.
    outside: Arc<FxHashSet<Box<str>>>,
    /// Files that import what is named like themselves: they were named after it.
    namesakes: FxHashSet<Box<str>>,
    /// The package that the root itself is, where it is one: `a/b`.
    within: Box<str>,
    /// The folder that holds all that was walked.
    walked: Box<str>,
    /// The files that were parsed, by the name by which each is imported; made when it is asked for.
    by_stem: OnceLock<Stems>,
}

impl Modules {
    /// Over all Python files of the project: `paths` as reports show them.
    #[must_use]
    pub fn new<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let mut walk = Walk::default();
        for path in paths {
            walk.add(path);
        }
        Self {
            parsed: vec![None; walk.paths.len()],
            walk: Arc::new(walk),
            ..Self::default()
        }
    }

    /// The same files, none of which was parsed.
    #[must_use]
    pub fn unread(&self) -> Self {
        Self {
            walk: Arc::clone(&self.walk),
            parsed: vec![None; self.parsed.len()],
            beside: FxHashMap::default(),
            outside: Arc::clone(&self.outside),
            namesakes: self.namesakes.clone(),
            within: self.within.clone(),
            walked: self.walked.clone(),
            by_stem: OnceLock::new(),
        }
    }

    /// Says which top-level modules of packages no file in a package hides.
    #[must_use]
    pub fn beside_packages<'a>(mut self, tops: impl Iterator<Item = &'a str>) -> Self {
        self.outside = Arc::new(tops.map(Into::into).collect());
        self
    }

    /// Says that the root stands in a package, by its path: `a/b`.
    #[must_use]
    pub fn in_package(mut self, path: &str) -> Self {
        self.within = path.into();
        self
    }

    /// Says which folder holds all that was walked, by its path as reports show it.
    #[must_use]
    pub fn walked_below(mut self, folder: &str) -> Self {
        self.walked = folder.into();
        self
    }

    /// The folder that holds all that was walked, as reports show it; empty where that is the working directory.
    #[must_use]
    pub fn walked(&self) -> &str {
        &self.walked
    }

    /// The package that the root stands in, as a path; empty where it stands in none.
    #[must_use]
    pub fn within(&self) -> &str {
        &self.within
    }

    /// Says that the file at `path`, with its text, was parsed.
    pub fn parsed(&mut self, path: &str, text: &str, id: FileId) {
        if imports(text, stem(path)) {
            self.namesakes.insert(path.into());
        }
        self.numbered(path, id);
    }

    /// Says which number the file at `path` has, that was parsed.
    pub fn numbered(&mut self, path: &str, id: FileId) {
        self.by_stem = OnceLock::new();
        match self.walk.file(path) {
            Some(number) => self.parsed[number as usize] = Some(id),
            None => {
                self.beside.insert(path.into(), id);
            }
        }
    }

    /// The parsed file at a path as reports show it.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<FileId> {
        match self.walk.file(path) {
            Some(number) => self.parsed[number as usize],
            None => self.beside.get(path).copied(),
        }
    }

    /// What `import dotted` in the file at `from` means; none if it is not in the project.
    #[must_use]
    pub fn absolute(&self, from: &str, dotted: &str) -> Option<Found> {
        self.looked_for(from, dotted, |path| self.at(path))
    }

    /// What `look` gives at the first place, from the file at `from` upwards, at which `import dotted` finds
    /// something.
    fn looked_for<'s, T>(
        &'s self,
        from: &str,
        dotted: &str,
        look: impl Fn(&str) -> Option<T> + 's,
    ) -> Option<T> {
        let relative = dotted.replace('.', "/");
        let begins = relative.split('/').next().unwrap_or_default();
        let is_somewhere = relative.is_empty() || self.walk.names.contains(begins);
        let mut folder = is_somewhere.then(|| parent(from));
        while let Some(at) = folder {
            folder = (!at.is_empty()).then(|| parent(at));
            // A file in a package sees what stands beside the package, not what is in it.
            let Some(known) = self.walk.folders.get(at).filter(|one| !one.is_package) else {
                continue;
            };
            let candidate = join(at, &relative);
            // No file means itself by an import: it was named after the package that it uses.
            if from.strip_suffix(".py") != Some(&*candidate)
                && let Some(found) = look(&candidate)
            {
                return Some(found);
            }
            let sources = SOURCES.iter().zip(known.sources).filter(|(_, is)| *is);
            for (source, _) in sources {
                if let Some(found) = look(&join(&join(at, source), &relative)) {
                    return Some(found);
                }
            }
        }
        look(self.in_own_package(&relative)?)
    }

    /// The path below the root of a module whose path says in which package the root stands.
    fn in_own_package<'r>(&self, relative: &'r str) -> Option<&'r str> {
        let below = relative.strip_prefix(&*self.within)?;
        let is_within = !self.within.is_empty() && (below.is_empty() || below.starts_with('/'));
        is_within.then(|| below.trim_start_matches('/'))
    }

    /// The parsed files that `import dotted` in the file at `from` may mean where it means none by the folders: in a
    /// package's own folder, which a script in it or above it sees, or in one that whatever runs the code puts on the
    /// search path. No package that is known is looked for there.
    #[must_use]
    pub fn elsewhere(&self, from: &str, dotted: &str) -> Vec<FileId> {
        if self
            .outside
            .contains(dotted.split('.').next().unwrap_or_default())
        {
            return Vec::new();
        }
        let relative = dotted.replace('.', "/");
        match self.beside(from, &relative) {
            Some(file) => vec![file],
            None => self.on_a_search_path(from, &relative),
        }
    }

    fn beside(&self, from: &str, relative: &str) -> Option<FileId> {
        let mut folder = parent(from);
        loop {
            if self.is_package(folder)
                && let Some((path, Some(id))) = self.held_at(&join(folder, relative))
                && path != from
                && !self.namesakes.contains(path)
            {
                return Some(id);
            }
            if folder.is_empty() {
                return None;
            }
            folder = parent(folder);
        }
    }

    /// What is in a package is reached through it, and is often named after the package that it adapts.
    fn on_a_search_path(&self, from: &str, relative: &str) -> Vec<FileId> {
        let by_stem = self.by_stem.get_or_init(|| self.stems());
        let same = by_stem.get(stem(relative)).into_iter().flatten();
        let same = same.filter(|(path, _)| {
            let base = module_of(path).strip_suffix(relative);
            let base = base.and_then(|base| base.strip_suffix('/'));
            **path != *from && base.is_some_and(|base| !self.is_package(base))
        });
        same.map(|(_, id)| *id).collect()
    }

    fn stems(&self) -> Stems {
        let mut out = Stems::default();
        let walked = self.walk.paths.iter().zip(&self.parsed);
        let walked = walked.filter_map(|(path, id)| Some((path, (*id)?)));
        let beside = self.beside.iter().map(|(path, id)| (path, *id));
        for (path, id) in walked.chain(beside) {
            if !self.namesakes.contains(path) {
                let held = out.entry(stem(path).into()).or_default();
                held.push((path.clone(), id));
            }
        }
        out
    }

    /// What `from ..dotted import` with `level` dots in the file at `from` means.
    #[must_use]
    pub fn relative(&self, from: &str, level: u32, dotted: &str) -> Option<Found> {
        self.at(&below(from, level, dotted))
    }

    /// What a module that an import in the file at `from` names means: with `level` dots before it, or none.
    #[must_use]
    pub fn found(&self, from: &str, level: u32, dotted: &str) -> Option<Found> {
        match level {
            0 => self.absolute(from, dotted),
            _ => self.relative(from, level, dotted),
        }
    }

    /// The path of the file that a module in the file at `from` means, whether it was parsed or not.
    #[must_use]
    pub fn path(&self, from: &str, level: u32, dotted: &str) -> Option<&str> {
        if level > 0 {
            return Some(self.held_at(&below(from, level, dotted))?.0);
        }
        self.looked_for(from, dotted, |path| Some(self.held_at(path)?.0))
    }

    /// The folder that `dotted` means as a package, from the file at `from`.
    #[must_use]
    pub fn folder(&self, from: &str, level: u32, dotted: &str) -> Option<String> {
        if level > 0 {
            return Some(below(from, level, dotted));
        }
        let relative = dotted.replace('.', "/");
        let mut folder = parent(from);
        loop {
            let candidate = join(folder, &relative);
            if self.walk.folders.contains_key(candidate.as_str()) && !self.is_package(folder) {
                return Some(candidate);
            }
            if folder.is_empty() {
                return None;
            }
            folder = parent(folder);
        }
    }

    /// The module at `path` without its ending.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<Found> {
        self.held_at(path)
            .map(|(_, id)| id.map_or(Found::Unread, Found::File))
            .or_else(|| {
                (!path.is_empty() && self.walk.folders.contains_key(path)).then_some(Found::Folder)
            })
    }

    /// The path of the file of the module at `path` without its ending, and the file if it was parsed.
    fn held_at(&self, path: &str) -> Option<(&str, Option<FileId>)> {
        let number = self.walk.module(path)? as usize;
        Some((&self.walk.paths[number], self.parsed[number]))
    }

    /// Whether a folder has a file of its own as a package.
    #[must_use]
    pub fn is_package(&self, folder: &str) -> bool {
        let known = self.walk.folders.get(folder);
        known.is_some_and(|one| one.is_package)
    }
}

/// Whether a path lies in a folder; all do in the empty one.
#[must_use]
pub fn is_within(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// The path of a file without what a module's path has not.
#[must_use]
pub fn module_of(path: &str) -> &str {
    let path = path.strip_suffix(".py").unwrap_or(path);
    path.strip_suffix("/__init__").unwrap_or(path)
}

/// The name by which a file is imported: its stem, or its folder's name for a package.
#[must_use]
pub fn stem(path: &str) -> &str {
    module_of(path).rsplit('/').next().unwrap_or_default()
}

/// Whether a text may import a top-level module.
fn imports(text: &str, top: &str) -> bool {
    ["import ", "from "].iter().any(|keyword| {
        let found = memmem::find_iter(text.as_bytes(), keyword.as_bytes());
        found.into_iter().any(|at| {
            let rest = text[at + keyword.len()..].strip_prefix(top);
            rest.is_some_and(|rest| {
                !rest.starts_with(|next: char| next == '_' || next.is_alphanumeric())
            })
        })
    })
}

/// The folder of a path; empty at the top.
#[must_use]
pub fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// Where `level` dots and `dotted` lead from the file at `from`.
fn below(from: &str, level: u32, dotted: &str) -> String {
    let folder = (1..level).fold(parent(from), |folder, _| parent(folder));
    join(folder, &dotted.replace('.', "/"))
}

fn join(folder: &str, name: &str) -> String {
    match (folder.is_empty(), name.is_empty()) {
        (true, _) => name.to_owned(),
        (_, true) => folder.to_owned(),
        _ => format!("{folder}/{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules() -> Modules {
        let mut out = Modules::new(
            [
                "app/__init__.py",
                "app/sdk.py",
                "app/chat.py",
                "tools/sdk.py",
                "tools/run.py",
                "backend/services/llm.py",
                "app/plugins/core/run.py",
            ]
            .into_iter(),
        );
        out.parsed("app/chat.py", "", FileId(7));
        out
    }

    /// All of them, parsed.
    fn read(paths: &[&str]) -> Modules {
        let mut out = Modules::new(paths.iter().copied());
        for (id, path) in (0..).zip(paths) {
            out.parsed(path, "", FileId(id));
        }
        out.beside_packages(["known"].into_iter())
    }

    #[test]
    fn a_module_in_a_package_does_not_see_its_sibling_by_an_absolute_import() {
        assert_eq!(modules().absolute("app/chat.py", "sdk"), None);
        assert_eq!(
            modules().relative("app/chat.py", 1, "sdk"),
            Some(Found::Unread)
        );
    }

    #[test]
    fn a_script_in_a_package_sees_its_own_folder() {
        let paths = [
            "app/__init__.py",
            "app/run.py",
            "app/sdk.py",
            "app/known.py",
            "app/a/__init__.py",
        ];
        let mut modules = read(&paths);
        assert_eq!(modules.elsewhere("app/run.py", "sdk"), [FileId(2)]);
        assert_eq!(modules.elsewhere("app/a/__init__.py", "sdk"), [FileId(2)]);
        assert_eq!(modules.elsewhere("app/b/page.py", "sdk"), [FileId(2)]);
        assert_eq!(modules.elsewhere("app/run.py", "known"), []);
        assert_eq!(modules.elsewhere("app/sdk.py", "sdk"), []);
        modules.parsed("app/sdk.py", "import sdks\n", FileId(2));
        assert_eq!(modules.elsewhere("app/run.py", "sdk"), [FileId(2)]);
        modules.parsed("app/sdk.py", "import sdk\n", FileId(2));
        assert_eq!(modules.elsewhere("app/run.py", "sdk"), []);
    }

    #[test]
    fn a_folder_that_is_no_package_may_be_on_the_search_path() {
        let paths = [
            "app/a/chat.py",
            "b/__init__.py",
            "b/chat.py",
            "tests/test_chat.py",
            "app/known.py",
        ];
        let modules = read(&paths);
        let found = |name| modules.elsewhere("tests/test_chat.py", name);
        assert_eq!(found("chat"), [FileId(0)]);
        assert_eq!(found("a.chat"), [FileId(0)]);
        assert_eq!(found("hat"), []);
        assert_eq!(found("known"), []);
    }

    #[test]
    fn the_package_that_the_root_is_has_its_name() {
        let paths = ["__init__.py", "chat.py", "run.py"];
        let mut modules = Modules::new(paths.into_iter()).in_package("site/app");
        modules.parsed("__init__.py", "", FileId(1));
        assert_eq!(
            modules.absolute("run.py", "site.app.chat"),
            Some(Found::Unread)
        );
        assert_eq!(
            modules.absolute("run.py", "site.app"),
            Some(Found::File(FileId(1)))
        );
        assert_eq!(modules.absolute("run.py", "site.apple"), None);
    }

    #[test]
    fn no_package_above_gives_its_modules_away() {
        assert_eq!(modules().absolute("app/plugins/core/run.py", "sdk"), None);
    }

    #[test]
    fn a_script_sees_the_module_beside_it() {
        assert_eq!(
            modules().absolute("tools/run.py", "sdk"),
            Some(Found::Unread)
        );
    }

    #[test]
    fn a_file_does_not_import_itself() {
        assert_eq!(modules().absolute("tools/sdk.py", "sdk"), None);
    }

    #[test]
    fn imports_are_looked_up_in_the_folders_above() {
        assert_eq!(
            modules().absolute("backend/services/llm.py", "app.chat"),
            Some(Found::File(FileId(7)))
        );
        assert_eq!(
            modules().absolute("app/chat.py", "backend.services"),
            Some(Found::Folder)
        );
    }
}
