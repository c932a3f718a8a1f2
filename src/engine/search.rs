//! The files that were not parsed, searched for those that spell what they are asked for.

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Options;
use super::left::Left;
use super::reach::{Asks, Carrier};
use super::read::{bytes, spells};
use crate::semantic::external::External;
use crate::semantic::project::{Modules, stem};
use crate::source::discover::FoundFile;
use crate::source::import_words::{ImportWords, Module};
use crate::source::prefilter::{WordSet, Words, may_be_of_another_file, without_prose};

/// The files that are searched, and what they were asked for.
pub struct Search<'a, 'w> {
    options: &'a Options,
    external: &'a External<'a>,
    /// The files.
    left: Left<'w>,
    /// What they import.
    imports: FxHashMap<String, ImportWords>,
    /// Names that they were asked for: what is left spells none of them together with its module.
    asked: FxHashSet<Carrier>,
}

impl<'a, 'w> Search<'a, 'w> {
    /// Of files, with what they import.
    pub fn new(
        options: &'a Options,
        external: &'a External<'a>,
        left: Left<'w>,
        imports: FxHashMap<String, ImportWords>,
    ) -> Self {
        Self {
            options,
            external,
            left,
            imports,
            asked: FxHashSet::default(),
        }
    }

    /// The files that are left.
    pub const fn left(&self) -> &Left<'w> {
        &self.left
    }

    /// What the files import, which nobody asks for any more.
    pub fn end(self) -> FxHashMap<String, ImportWords> {
        self.imports
    }

    /// Takes out what is asked for: the files that are asked for by their paths, and those that name a carrier together with
    /// the module that it stands in, or take all names of that module.
    pub fn take(&mut self, asks: Vec<Asks<'w>>, modules: &Modules) -> Vec<&'w FoundFile> {
        let mut wanted = BTreeSet::new();
        let mut carriers = BTreeSet::new();
        for one in asks {
            wanted.extend(one.paths);
            carriers.extend(one.names);
        }
        let carriers = carriers.into_iter();
        let new = carriers.filter(|one| self.asked.insert(one.clone()));
        let new: Vec<Carrier> = new.collect();
        if !new.is_empty() {
            let asked = Asked::of(&new, modules, self.external);
            let named = self.naming(&asked, &wanted);
            wanted.extend(named);
        }
        let wanted = wanted.into_iter();
        wanted.filter_map(|path| self.left.remove(path)).collect()
    }

    /// The files that spell what is asked for, `wanted` left out.
    fn naming(&self, asked: &Asked<'_>, wanted: &BTreeSet<&str>) -> Vec<&'w str> {
        let files: Vec<&FoundFile> = self.left.files().collect();
        let unread = files
            .par_iter()
            .filter(|file| !wanted.contains(file.display.as_str()));
        let named = unread.filter(|file| {
            let words = self.imports.get(file.display.as_str());
            let modules = words.map(|words| asked.modules_of(file, words));
            let names = |text: &[u8]| asked.names(file, text, words, modules.as_ref());
            // Most that is named in a library is named in its documentation.
            let names = |text: &[u8]| names(text) && names(&without_prose(text));
            modules.as_ref().is_none_or(|modules| !modules.is_empty())
                && bytes(self.options, &file.path)
                    .is_ok_and(|bytes| spells(file, &bytes, &mut |text| names(text)))
        });
        named.map(|file| file.display.as_str()).collect()
    }
}

/// What files are asked for: names, each with the module in which it leads to a value of a package.
struct Asked<'c> {
    /// The modules, in the order of their paths.
    modules: Vec<Module<'c>>,
    /// Their numbers by the hashes of the words that imports may spell of their paths.
    by_word: FxHashMap<u32, Vec<usize>>,
    /// The folders below what was walked that they stand in.
    folders: FxHashSet<&'c str>,
    /// How long the path of what was walked is.
    above: usize,
    /// What finds a word that an import from anywhere may begin with.
    roots: Words,
    /// Whether something is asked for without an import.
    offers: bool,
    /// All words that are looked for.
    words: Vec<&'c str>,
    search: Words,
    /// What finds each of them alone.
    each: Vec<Words>,
    /// Whether a word is the name of a package: the name of other things as well, of which prose is full.
    package: Vec<bool>,
    /// Names, in the order of their modules.
    names: Vec<Named>,
}

/// A name that is looked for, by the numbers of words and modules.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    /// The module that it stands in; none where it is asked for without an import.
    module: Option<usize>,
    name: usize,
    /// The word that an import of the module must spell.
    stem: usize,
}

/// So many words are looked for in a text one after the other, before it is searched for all: most files spell no module that
/// is asked for, and of all names some are as common as `get`.
const FEW: usize = 48;

/// Which words a text spells, as far as that was asked.
struct Spelled<'a> {
    asked: &'a Asked<'a>,
    text: &'a [u8],
    known: FxHashMap<usize, bool>,
    /// All of them, once many were asked for.
    all: Option<WordSet>,
}

impl Spelled<'_> {
    fn word(&mut self, word: usize) -> bool {
        if let Some(known) = self.known.get(&word) {
            return *known;
        }
        if self.known.len() >= FEW {
            let search = || self.asked.search.find_words(self.text);
            return self.all.get_or_insert_with(search).contains(word);
        }
        let is_spelled = !self.asked.each[word].find_words(self.text).is_empty();
        self.known.insert(word, is_spelled);
        is_spelled
    }

    /// Whether the text may take what has the name from another file. Names of packages are those of other things as well.
    fn taken(&mut self, word: usize) -> bool {
        let is_of_another = |at: usize| may_be_of_another_file(self.text, at);
        let one = &self.asked.each[word];
        self.word(word)
            && (!self.asked.package[word]
                || !one
                    .find_where(self.text, |_, at| is_of_another(at))
                    .is_empty())
    }
}

impl<'c> Asked<'c> {
    fn of(carriers: &'c [Carrier], project: &'c Modules, external: &External<'_>) -> Self {
        let paths: BTreeSet<&str> = carriers
            .iter()
            .filter_map(|(_, path)| path.as_deref())
            .collect();
        let paths: Vec<&str> = paths.into_iter().collect();
        let mut within = project.within().split('/');
        let within = within.next().filter(|one| !one.is_empty());
        let above = project.walked();
        let module =
            |path: &&'c str| Module::new(path, above, within, |folder| project.is_package(folder));
        let modules: Vec<Module<'_>> = paths.iter().map(module).collect();
        let mut by_word: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (at, module) in modules.iter().enumerate() {
            for hash in module.hashes() {
                by_word.entry(hash).or_default().push(at);
            }
        }
        let roots: BTreeSet<&str> = modules.iter().flat_map(|one| one.roots("")).collect();
        let roots: Vec<&str> = roots.into_iter().collect();
        let folders = paths
            .iter()
            .filter_map(|path| top_folder(path, above.len()));
        let stem = |(name, path): &'c Carrier| path.as_deref().map_or(name.as_str(), stem);
        let names = carriers.iter();
        let mut words: Vec<&str> = names.flat_map(|one| [one.0.as_str(), stem(one)]).collect();
        words.extend(modules.iter().flat_map(Module::words));
        words.sort_unstable();
        words.dedup();
        let index = |word: &str| words.binary_search(&word).unwrap_or_default();
        let names = carriers.iter().map(|one| {
            let path = one.1.as_deref();
            let module = path.and_then(|path| paths.binary_search(&path).ok());
            Named {
                module,
                name: index(&one.0),
                stem: index(stem(one)),
            }
        });
        let names: BTreeSet<Named> = names.collect();
        Self {
            names: names.into_iter().collect(),
            roots: Words::new(&roots),
            offers: carriers.iter().any(|(_, path)| path.is_none()),
            by_word,
            folders: folders.collect(),
            above: above.len(),
            search: Words::new(&words),
            each: words.iter().map(|word| Words::new(&[word])).collect(),
            package: words
                .iter()
                .map(|word| external.is_modelled(word))
                .collect(),
            words,
            modules,
        }
    }

    /// The modules that a file may come to; none stands for what is asked for without an import.
    fn modules_of(&self, file: &FoundFile, words: &ImportWords) -> BTreeSet<Option<usize>> {
        let mut out: BTreeSet<Option<usize>> = if words.is_open() {
            (0..self.modules.len()).map(Some).collect()
        } else {
            let spelled = words.hashes().filter_map(|hash| self.by_word.get(&hash));
            let spelled = spelled.flatten().copied();
            let near = words
                .climbed(&file.display)
                .map(|folder| self.below(folder));
            let all = spelled.chain(near.into_iter().flatten());
            all.filter(|at| words.may_reach(&file.display, &self.modules[*at]))
                .map(Some)
                .collect()
        };
        if self.offers {
            out.insert(None);
        }
        out
    }

    /// The modules in a folder, which ends with `/`, or all in the empty one.
    fn below(&self, folder: &str) -> Range<usize> {
        let begin = self.modules.partition_point(|one| one.path() < folder);
        let rest = &self.modules[begin..];
        begin..begin + rest.partition_point(|one| one.path().starts_with(folder))
    }

    /// Whether a text spells a name together with the module that it stands in, or takes all names of that module.
    fn names(
        &self,
        file: &FoundFile,
        text: &[u8],
        words: Option<&ImportWords>,
        modules: Option<&BTreeSet<Option<usize>>>,
    ) -> bool {
        let is_open = words.is_none_or(ImportWords::is_open);
        let folder = top_folder(&file.display, self.above);
        let is_near = || folder.is_some_and(|one| self.folders.contains(one));
        let offered = || modules.is_none_or(|modules| modules.contains(&None));
        if is_open && !is_near() && !offered() && self.roots.find_words(text).is_empty() {
            return false;
        }
        let takes_all = memmem::find(text, b"import *").is_some();
        let mut spelled = Spelled {
            asked: self,
            text,
            known: FxHashMap::default(),
            all: None,
        };
        let mut groups = self.names.chunk_by(|one, other| one.module == other.module);
        groups.any(|names| {
            let module = names[0].module;
            if modules.is_some_and(|modules| !modules.contains(&module)) {
                return false;
            }
            // What is not looked at spells where its path begins all the same.
            let mut may_begin = |at: usize| {
                let module = &self.modules[at];
                let mut roots = module.roots(&file.display);
                module.is_beside(&file.display)
                    || roots.any(|root| {
                        let root = self.words.binary_search(&root);
                        root.is_ok_and(|root| spelled.word(root))
                    })
            };
            let may_be = module.is_none_or(|at| !is_open || may_begin(at));
            may_be
                && names
                    .iter()
                    .any(|one| spelled.word(one.stem) && (takes_all || spelled.taken(one.name)))
        })
    }
}

/// The first folder of a path behind that of what was walked, which is so long.
fn top_folder(path: &str, above: usize) -> Option<&str> {
    let below = path.get(above..)?.trim_start_matches('/');
    below.split_once('/').map(|(folder, _)| folder)
}
