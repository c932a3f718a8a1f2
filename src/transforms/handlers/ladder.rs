//! Which handler an exception reaches, before and after: in the new version the classes stand in another
//! order, and some became one.

use std::collections::BTreeSet;

use crate::rules::event::Event;
use crate::rules::model::Model;

/// What one handler catches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rung {
    /// Classes of the package, by their old names.
    pub(super) old: Vec<String>,
    /// What they are in the new version.
    pub(super) new: Vec<String>,
    /// Whether it catches whatever comes.
    pub(super) anything: bool,
    /// Whether it catches other classes as well.
    pub(super) others: bool,
    /// Equal for handlers that do the same.
    pub(super) body: usize,
}

/// A handler of the new ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The one with this index.
    Stays(usize),
    /// Two that take one class, told apart by a condition.
    Joined {
        /// The one whose header stays.
        at: usize,
        /// The one that runs where the condition holds.
        tested: usize,
        /// The other.
        other: usize,
        /// The condition.
        test: Condition,
    },
}

impl Step {
    /// Whether a handler is in it.
    fn holds(&self, rung: usize) -> bool {
        match self {
            Self::Stays(one) => *one == rung,
            Self::Joined { tested, other, .. } => *tested == rung || *other == rung,
        }
    }
}

/// What is so of the errors of one handler, and not of those of another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Condition {
    /// The classes that are its own, by their new names.
    pub(super) classes: BTreeSet<String>,
    /// What else is asked of an error, `{error}`, of a class that is named first where others come to it as well.
    pub(super) tests: BTreeSet<(Option<String>, String)>,
}

impl Condition {
    fn is_so_of(&self, event: &Event, new: &Model) -> bool {
        let mut classes = self.classes.iter();
        let mut tests = self.tests.iter();
        classes.any(|class| is_below(new, &event.new, class))
            || tests.any(|(_, test)| event.test.as_ref() == Some(test))
    }
}

/// A ladder on which all that is not rare reaches the handler that it reached before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Solved {
    /// The handlers in their new order.
    pub(super) steps: Vec<Step>,
    /// Events that another handler takes, or that none took, and the event whose handler that is.
    pub(super) joined: Vec<(String, String)>,
}

/// The ladder of one `try`.
pub(super) struct Ladder<'a> {
    pub(super) rungs: &'a [Rung],
    pub(super) events: &'a [Event],
    pub(super) old: &'a Model,
    pub(super) new: &'a Model,
}

impl Ladder<'_> {
    /// A new ladder; none if no order of the handlers, and no condition in one of them, keeps what they do.
    pub(super) fn solve(&self) -> Option<Solved> {
        let mut steps: Vec<Step> = (0..self.rungs.len()).map(Step::Stays).collect();
        let mut left = self.lost(&steps);
        while !left.is_empty() {
            let better = left
                .iter()
                .find_map(|event| self.mended(&steps, event, left.len()));
            steps = better?;
            left = self.lost(&steps);
        }
        self.drop_dead(&mut steps);
        let normal = self.events.iter().filter(|event| !event.rare);
        let joined = normal.filter(|event| self.elsewhere(&steps, event));
        Some(Solved {
            joined: joined
                .map(|event| (event.name.clone(), event.joins.clone().unwrap_or_default()))
                .collect(),
            steps,
        })
    }

    /// The handlers that would take, under their new names, what another one took.
    pub(super) fn at_odds(&self) -> BTreeSet<usize> {
        let steps: Vec<Step> = (0..self.rungs.len()).map(Step::Stays).collect();
        let named = |rung: &usize| !self.rungs[*rung].old.is_empty();
        let lost = self.lost(&steps).into_iter();
        lost.flat_map(|event| {
            let was = self
                .before(event)
                .filter(|rung| self.rungs[*rung].old.contains(&event.old));
            [was, self.after(&steps, event)]
        })
        .flatten()
        .filter(named)
        .collect()
    }

    /// The steps with one change for an event, if fewer are lost then.
    fn mended(&self, steps: &[Step], event: &Event, lost: usize) -> Option<Vec<Step>> {
        let (late, early) = (self.before(event)?, self.after(steps, event)?);
        let place = |rung| steps.iter().position(|step| step.holds(rung));
        let (from, to) = (place(late)?, place(early)?);
        if to >= from || self.rungs[late].others || self.rungs[late].anything {
            return None;
        }
        let mut out = Vec::new();
        if steps[to..from]
            .iter()
            .all(|step| !self.takes_anything(step))
        {
            let mut moved = steps.to_vec();
            let step = moved.remove(from);
            moved.insert(to, step);
            out.push(moved);
        }
        out.extend(self.joined(steps, (to, early), (from, late)));
        out.into_iter().find(|steps| self.lost(steps).len() < lost)
    }

    fn takes_anything(&self, step: &Step) -> bool {
        matches!(step, Step::Stays(rung) if self.rungs[*rung].anything)
    }

    /// Two handlers that take one new class as one, with a condition.
    fn joined(
        &self,
        steps: &[Step],
        (to, early): (usize, usize),
        (from, late): (usize, usize),
    ) -> Option<Vec<Step>> {
        let classes = |rung: usize| {
            let rung = &self.rungs[rung];
            let named = !rung.others && !rung.anything;
            named.then(|| rung.new.iter().cloned().collect::<BTreeSet<String>>())
        };
        let (first, second) = (classes(early)?, classes(late)?);
        let at = match (first.is_superset(&second), second.is_superset(&first)) {
            (true, _) => early,
            (_, true) => late,
            _ => return None,
        };
        if second.is_empty()
            || first.is_empty()
            || ![to, from]
                .iter()
                .all(|at| matches!(steps[*at], Step::Stays(_)))
        {
            return None;
        }
        let (tested, other, test) = match (self.told(late, early, at), self.told(early, late, at)) {
            (Some(test), _) => (late, early, test),
            (None, Some(test)) => (early, late, test),
            (None, None) => return None,
        };
        let mut out = steps.to_vec();
        out[to] = Step::Joined {
            at,
            tested,
            other,
            test,
        };
        out.remove(from);
        Some(out)
    }

    /// What is so of all errors that a handler takes, rare ones as well, and of none that another one takes, where both
    /// come to the header of one of them.
    fn told(&self, tested: usize, other: usize, at: usize) -> Option<Condition> {
        let header = &self.rungs[at].new;
        let comes = |event: &&Event| {
            let mut classes = header.iter();
            classes.any(|class| is_below(self.new, &event.new, class))
        };
        let of = |rung: usize| {
            let events = self.events.iter().filter(comes);
            events.filter(move |event| self.before(event) == Some(rung))
        };
        let mut out = Condition::default();
        let theirs = &self.rungs[other].new;
        for class in header {
            let is_shared = theirs.iter().any(|other| is_below(self.new, class, other));
            if !is_shared && self.rungs[tested].new.contains(class) {
                out.classes.insert(class.clone());
            }
        }
        let own = |class: &str| {
            let mut classes = out.classes.iter();
            classes.any(|own| is_below(self.new, class, own))
        };
        let mut tests = BTreeSet::new();
        for event in of(tested).filter(|event| !own(&event.new)) {
            let mut rest = header.iter().filter(|class| !own(class));
            let alone = rest.all(|class| is_below(self.new, class, &event.new));
            let class = (!alone).then(|| event.new.clone());
            tests.insert((class, event.test.clone()?));
        }
        out.tests = tests;
        let is_empty = out.classes.is_empty() && out.tests.is_empty();
        let is_so = |event: &Event| out.is_so_of(event, self.new);
        (!is_empty && !of(other).any(is_so)).then_some(out)
    }

    /// Leaves out handlers that nothing reaches any more, because one before them does the same.
    fn drop_dead(&self, steps: &mut Vec<Step>) {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        steps.retain(|step| {
            let Step::Stays(rung) = step else { return true };
            let rung = &self.rungs[*rung];
            let dead = !rung.others
                && !rung.anything
                && !rung.new.is_empty()
                && rung.new.iter().all(|new| seen.contains(new));
            seen.extend(rung.new.iter().cloned());
            !dead
        });
    }

    /// The events that reach a handler which does something else, and may not.
    fn lost(&self, steps: &[Step]) -> Vec<&Event> {
        let normal = self.events.iter().filter(|event| !event.rare);
        normal
            .filter(|event| self.elsewhere(steps, event) && !self.may_join(steps, event))
            .collect()
    }

    fn elsewhere(&self, steps: &[Step], event: &Event) -> bool {
        let body = |rung: Option<usize>| rung.map(|rung| self.rungs[rung].body);
        body(self.before(event)) != body(self.after(steps, event))
    }

    /// Whether no handler names what an event was, and it comes to the one that takes an event like it.
    fn may_join(&self, steps: &[Step], event: &Event) -> bool {
        let named = self.rungs.iter().any(|rung| rung.old.contains(&event.old));
        let like = event.joins.as_ref();
        let like = like.and_then(|name| self.events.iter().find(|one| one.name == *name));
        !named && like.is_some_and(|like| self.before(like) == self.after(steps, event))
    }

    /// The handler that takes an event in the old version.
    fn before(&self, event: &Event) -> Option<usize> {
        let takes = |rung: &Rung| {
            rung.anything
                || rung
                    .old
                    .iter()
                    .any(|class| is_below(self.old, &event.old, class))
        };
        self.rungs.iter().position(takes)
    }

    /// The handler that takes an event in the new version.
    fn after(&self, steps: &[Step], event: &Event) -> Option<usize> {
        let takes = |rung: usize| {
            let rung = &self.rungs[rung];
            rung.anything
                || rung
                    .new
                    .iter()
                    .any(|class| is_below(self.new, &event.new, class))
        };
        steps.iter().find_map(|step| match step {
            Step::Stays(rung) => takes(*rung).then_some(*rung),
            Step::Joined {
                at,
                tested,
                other,
                test,
            } => takes(*at).then(|| {
                let holds = test.is_so_of(event, self.new);
                if holds { *tested } else { *other }
            }),
        })
    }
}

pub(super) fn is_below(model: &Model, low: &str, high: &str) -> bool {
    match (model.class_named(low), model.class_named(high)) {
        (Some(low), Some(high)) => model.is_below(low, high),
        _ => low == high,
    }
}
