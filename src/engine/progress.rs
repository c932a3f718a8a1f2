//! What a run is at, for those who wait for it.

use std::fmt;
use std::sync::Arc;

/// A piece of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Files are looked for.
    Finding,
    /// So many files are read, and what is in them is followed.
    Reading(usize),
    /// What was found is judged.
    Judging,
    /// What fixes gave is looked at again, for this time.
    Again(usize),
}

/// Who is told of the steps of a run; nobody if there is none.
#[derive(Clone, Default)]
pub struct Progress(Option<Arc<dyn Fn(Step) + Send + Sync>>);

impl Progress {
    /// Tells this of each step.
    #[must_use]
    pub fn to(who: impl Fn(Step) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(who)))
    }

    /// Says which step begins.
    pub(super) fn at(&self, step: Step) {
        if let Some(tell) = &self.0 {
            tell(step);
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_told = self.0.is_some();
        out.debug_tuple("Progress").field(&is_told).finish()
    }
}
