//! Which files are read first: those that may name a module of a package, or a variable of its environment.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::rules::load::Pack;
use crate::source::import_words::{BY_TEXT, ImportWords};
use crate::source::prefilter::{Words, may_be_a_field, may_name_a_module};

/// The word of import statements.
const IMPORT: &str = "import";

/// The words that files are asked for, with what was found in those that were.
pub struct Seed<'p> {
    packs: Vec<&'p Pack>,
    /// The names of modules, then those of variables, then those that fields of settings have for them; behind them what
    /// imports.
    words: Vec<Cow<'p, str>>,
    modules: usize,
    /// Where the names of fields begin.
    fields: usize,
    /// Where the words that import begin.
    imports: usize,
    search: Words,
    /// Which of the words some file spells.
    spelled: Vec<AtomicBool>,
    /// Bytes of files that spell a word as something else.
    otherwise: AtomicU64,
}

impl<'p> Seed<'p> {
    /// The words of some packs.
    pub fn new(packs: &[&'p Pack]) -> Self {
        let tops: BTreeSet<&str> = packs
            .iter()
            .map(|pack| &pack.header)
            .flat_map(|header| header.imports.iter().chain(&header.becomes))
            .map(String::as_str)
            .collect();
        // What sets the environment for a package need not name it.
        let variables = || packs.iter().flat_map(|pack| pack.variables());
        let fields = variables().map(|name| Cow::from(name.to_ascii_lowercase()));
        let mut words: Vec<Cow<'_, str>> = tops.iter().copied().map(Cow::from).collect();
        words.extend(variables().map(Cow::from));
        let at = words.len();
        words.extend(fields);
        let imports = words.len();
        words.extend([IMPORT].iter().chain(&BY_TEXT).copied().map(Cow::from));
        let spelled: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        Self {
            packs: packs.to_vec(),
            modules: tops.len(),
            fields: at,
            imports,
            search: Words::new(&spelled),
            spelled: words.iter().map(|_| AtomicBool::new(false)).collect(),
            words,
            otherwise: AtomicU64::new(0),
        }
    }

    /// Whether a file is to be read first, by its bytes; and what it imports.
    pub fn look(&self, bytes: &[u8]) -> (bool, ImportWords) {
        let mut imports = ImportWords::default();
        let mut wanted = false;
        let mut otherwise = false;
        self.search.find_where(bytes, |word, at| {
            if word >= self.imports {
                match &*self.words[word] {
                    IMPORT => imports.take(bytes, at),
                    word => imports.take_other(word, bytes, at),
                }
            } else if word >= self.fields && !may_be_a_field(bytes, at) {
                // A parameter, say.
            } else if word >= self.modules || may_name_a_module(bytes, at) {
                self.spelled[word].store(true, Ordering::Relaxed);
                wanted = true;
            } else {
                otherwise = true;
            }
            false
        });
        imports.settle();
        if otherwise && !wanted {
            let length = bytes.len() as u64;
            self.otherwise.fetch_add(length, Ordering::Relaxed);
        }
        (wanted, imports)
    }

    /// For each pack whether a file that was wanted names its package.
    pub fn concerned(&self) -> Vec<bool> {
        let names = |pack: &&Pack| {
            let mut words = self.words.iter().zip(&self.spelled);
            words.any(|(word, spelled)| pack.covers(word) && spelled.load(Ordering::Relaxed))
        };
        self.packs.iter().map(names).collect()
    }

    /// The bytes of files that were not wanted, though they spell a word.
    pub fn otherwise(&self) -> u64 {
        self.otherwise.load(Ordering::Relaxed)
    }
}
