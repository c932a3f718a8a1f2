//! Answers about an analysis that later steps find once and ask for again, for each pack say: they depend on nothing but
//! the values.

use std::any::{Any, TypeId};
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::imports::Imported;
use super::infer::Analysis;
use super::value::FileId;

/// The answers, by their types.
#[derive(Default)]
pub(super) struct Answers {
    known: RwLock<FxHashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl fmt::Debug for Answers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Answers").finish_non_exhaustive()
    }
}

impl Analysis<'_> {
    /// The answer of type `T`: the one that `find` gave before, or what it gives now. Each type stands for one question, which
    /// depends on nothing but the values and the files.
    pub fn once<T: Send + Sync + 'static>(&self, find: impl FnOnce(&Self) -> T) -> Arc<T> {
        let known = self.answers.known.read();
        let known = known.unwrap_or_else(PoisonError::into_inner);
        let answer = known.get(&TypeId::of::<T>()).cloned();
        drop(known);
        if let Some(Ok(answer)) = answer.map(Arc::downcast) {
            return answer;
        }
        // Not under the lock: the question may ask others. Two threads that ask at once find the same.
        let found = Arc::new(find(self));
        let known = self.answers.known.write();
        let mut known = known.unwrap_or_else(PoisonError::into_inner);
        known.insert(TypeId::of::<T>(), Arc::clone(&found) as _);
        found
    }

    /// What the import clauses of a file bind, in their order.
    pub fn imported_in(&self, file: FileId) -> impl Iterator<Item = &Imported> + Clone {
        let by_file = self.once(ImportedByFile::find);
        let starts = by_file.0.get(&file).cloned().unwrap_or_default();
        let starts = starts.into_iter();
        starts.filter_map(move |start| self.imported.get(&(file, start)))
    }

    /// What `find` gives of each file, in their order: as a question that all packs ask is answered, on all threads.
    pub fn of_files<T: Send>(&self, find: impl Fn(FileId) -> T + Sync) -> Vec<T> {
        let files: Vec<FileId> = self.file_ids().collect();
        files.into_par_iter().map(&find).collect()
    }
}

/// Where the import clauses of each file begin, in their order.
struct ImportedByFile(FxHashMap<FileId, Vec<u32>>);

impl ImportedByFile {
    fn find(analysis: &Analysis<'_>) -> Self {
        let mut out: FxHashMap<FileId, Vec<u32>> = FxHashMap::default();
        for (file, start) in analysis.imported.keys() {
            out.entry(*file).or_default().push(*start);
        }
        for starts in out.values_mut() {
            starts.sort_unstable();
        }
        Self(out)
    }
}

#[cfg(test)]
mod tests {
    use crate::transforms::testing::{analysed_beside, pack};

    struct One(usize);
    struct Other(usize);

    #[test]
    fn a_question_is_asked_once_and_each_type_is_another_one() {
        let files = [("a.py", "")];
        analysed_beside(pack("# module: pkg\n", ""), &files, &[], |analysis| {
            let first = analysis.once(|_| One(1));
            let again = analysis.once(|_| One(2));
            let other = analysis.once(|analysis| Other(analysis.once(|_| One(3)).0 + 10));
            assert_eq!((first.0, again.0, other.0), (1, 1, 11));
        });
    }
}
