//! Questions about arguments, with three answers: yes, no, and that it cannot be known.

use super::policy::{Condition, Policy};
use super::schema::{ArgumentTable, Case, Is, Literal, Test};

/// An answer. `and` and `or` as in Kleene's logic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Certainly.
    Yes,
    /// Certainly not.
    No,
    /// It cannot be known.
    Unknown,
}

impl Answer {
    /// Yes if both are, no if one is.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        }
    }

    /// Yes if one is, no if both are.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, Self::No) => Self::No,
            _ => Self::Unknown,
        }
    }

    /// The opposite; unknown stays.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }

    const fn of(fact: bool) -> Self {
        if fact { Self::Yes } else { Self::No }
    }
}

/// What is known about an argument of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum ArgumentFact {
    /// It is not given.
    Absent,
    /// It is given and has one of these values; or another one, if they are not complete. No value and
    /// not complete: nothing is known but that it is given.
    Values(Vec<ValueFact>, bool),
    /// It is given or not; if it is, as in `Values`.
    PossiblyAbsent(Vec<ValueFact>, bool),
    /// Nothing is known, not even whether it is given.
    Unknown,
}

impl ArgumentFact {
    /// The same of an argument that may not be given at all.
    #[must_use]
    pub fn perhaps(self) -> Self {
        match self {
            Self::Values(values, complete) => Self::PossiblyAbsent(values, complete),
            other => other,
        }
    }
}

/// What is known about a value.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueFact {
    /// `None`
    None,
    /// `True` or `False`
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string.
    Str(String),
    /// A tuple, list or set display, with all of its items.
    Sequence(Vec<ValueFact>),
    /// One item of a sequence, which is one of these.
    OneOf(Vec<ValueFact>),
    /// A dict, of whose items nothing is asked.
    Mapping,
    /// A dict that is written in the call, with these keys and no others.
    Keys(Vec<String>),
    /// Something else that is not `None`: an object, or an expression whose value is not known.
    Other,
}

impl ValueFact {
    /// What it may be: itself, but for an item of which more is known.
    #[must_use]
    pub fn each(&self) -> &[Self] {
        match self {
            Self::OneOf(values) => values,
            one => std::slice::from_ref(one),
        }
    }
}

impl Test {
    /// The answer for an argument.
    #[must_use]
    pub fn answer(&self, fact: &ArgumentFact) -> Answer {
        match fact {
            ArgumentFact::Absent => self.absent(),
            ArgumentFact::Values(values, complete) => self.given(values, *complete),
            ArgumentFact::PossiblyAbsent(values, complete) => {
                agreed([self.absent(), self.given(values, *complete)])
            }
            ArgumentFact::Unknown => agreed([self.absent(), self.given(&[], false)]),
        }
    }

    /// Yes if one of the values that are seen will do, whatever else it may be; no otherwise.
    #[must_use]
    pub fn answer_of_some(&self, fact: &ArgumentFact) -> Answer {
        match fact {
            ArgumentFact::Values(values, _) => self.some(values),
            ArgumentFact::PossiblyAbsent(values, _) => self.absent().or(self.some(values)),
            ArgumentFact::Absent => self.absent(),
            ArgumentFact::Unknown => Answer::No,
        }
    }

    fn some(&self, values: &[ValueFact]) -> Answer {
        Answer::of(values.iter().any(|value| self.value(value) == Answer::Yes))
    }

    fn absent(&self) -> Answer {
        Answer::of(matches!(
            self.is,
            Is::Absent | Is::Unknown | Is::AbsentOrNone
        ))
    }

    fn given(&self, values: &[ValueFact], complete: bool) -> Answer {
        match self.is {
            Is::Present | Is::Unknown => return Answer::Yes,
            Is::Absent => return Answer::No,
            _ => {}
        }
        let unseen = (!complete || values.is_empty()).then_some(Answer::Unknown);
        agreed(values.iter().map(|value| self.value(value)).chain(unseen))
    }

    /// The answer for a value that is given.
    fn value(&self, value: &ValueFact) -> Answer {
        let kind = match (self.is, value) {
            (Is::NotNone, _) => return Answer::of(*value != ValueFact::None),
            (Is::AbsentOrNone, _) => return Answer::of(*value == ValueFact::None),
            (Is::ContainsAny, ValueFact::Sequence(items))
                if !self.with.is_empty() && items.len() < 2 =>
            {
                return Answer::No;
            }
            (Is::ContainsAny, _) if !self.with.is_empty() => {
                return contains_any(value, &self.of).and(contains_any(value, &self.with));
            }
            (Is::ContainsAny, _) => return contains_any(value, &self.of),
            (Is::Several, ValueFact::Sequence(items)) => return Answer::of(items.len() > 1),
            (Is::Mapping, ValueFact::Keys(keys)) if !self.of.is_empty() => {
                return Answer::of(
                    keys.iter()
                        .all(|key| self.names(&ValueFact::Str(key.clone()))),
                );
            }
            (Is::Mapping, ValueFact::Mapping) if !self.of.is_empty() => return Answer::Unknown,
            (Is::Mapping, ValueFact::Mapping | ValueFact::Keys(_)) => return Answer::Yes,
            (Is::Mapping, value) if *value != ValueFact::Other => return Answer::No,
            (_, ValueFact::Other | ValueFact::Mapping | ValueFact::Keys(_)) => {
                return if self.is == Is::None {
                    Answer::No
                } else {
                    Answer::Unknown
                };
            }
            (Is::None, _) => *value == ValueFact::None,
            (Is::Bool, _) => matches!(value, ValueFact::Bool(_)),
            (Is::Number, ValueFact::Number(text)) => self
                .above
                .is_none_or(|limit| number(text).is_some_and(|one| one > limit)),
            (Is::String | Is::Several, _) => matches!(value, ValueFact::Str(_)),
            (Is::Literal, _) => !matches!(value, ValueFact::Sequence(_)),
            (Is::Empty, ValueFact::Str(text)) => text.is_empty(),
            (Is::Empty, ValueFact::Sequence(items)) => items.is_empty(),
            (Is::NotEmpty, ValueFact::Str(text)) => !text.is_empty(),
            (Is::NotEmpty, ValueFact::Sequence(items)) => !items.is_empty(),
            (Is::Tuple, ValueFact::Sequence(items)) => {
                self.length.is_none_or(|length| items.len() == length)
            }
            _ => false,
        };
        Answer::of(kind && (self.of.is_empty() || self.names(value)))
    }

    fn names(&self, value: &ValueFact) -> bool {
        names(value, &self.of)
    }
}

/// Whether a display or a string has one of some values, or is one.
fn contains_any(value: &ValueFact, of: &[Literal]) -> Answer {
    match value {
        ValueFact::Sequence(items) => items
            .iter()
            .flat_map(ValueFact::each)
            .map(|item| match item {
                ValueFact::Other | ValueFact::Mapping | ValueFact::Keys(_) => Answer::Unknown,
                _ => Answer::of(names(item, of)),
            })
            .fold(Answer::No, Answer::or),
        ValueFact::Other | ValueFact::OneOf(_) | ValueFact::Mapping | ValueFact::Keys(_) => {
            Answer::Unknown
        }
        ValueFact::Str(text) => Answer::of(
            of.iter()
                .any(|literal| matches!(literal, Literal::String(one) if text.contains(&**one))),
        ),
        _ => Answer::of(names(value, of)),
    }
}

/// Whether a value is one of some.
fn names(value: &ValueFact, of: &[Literal]) -> bool {
    of.iter().any(|literal| match (literal, value) {
        (Literal::Bool(one), ValueFact::Bool(other)) => one == other,
        (Literal::String(one), ValueFact::Str(other)) => one == other,
        (Literal::Number(one), ValueFact::Number(other)) => {
            number(other).is_some_and(|other| (one - other).abs() < f64::EPSILON)
        }
        _ => false,
    })
}

/// What a number is, as it is written; none for one of another base.
fn number(text: &str) -> Option<f64> {
    text.replace('_', "").parse().ok()
}

/// The answer on which all agree; unknown if they do not.
fn agreed(answers: impl IntoIterator<Item = Answer>) -> Answer {
    let mut answers = answers.into_iter();
    let first = answers.next().unwrap_or(Answer::Unknown);
    if answers.all(|answer| answer == first) {
        first
    } else {
        Answer::Unknown
    }
}

impl ArgumentTable {
    /// The case that decides for an argument: the first that certainly holds, else the last one. None
    /// if the argument is certainly absent and no case speaks of that.
    #[must_use]
    pub fn choose(&self, fact: &ArgumentFact) -> Option<&Case> {
        let certain = self
            .cases
            .iter()
            .find(|case| case.test.answer(fact) == Answer::Yes);
        certain.or_else(|| self.cases.last().filter(|_| *fact != ArgumentFact::Absent))
    }
}

impl Condition {
    /// The answer, and the arguments for which it is yes (those for which it may be, if none is).
    pub fn answer<'a>(&'a self, fact: &dyn Fn(&str) -> ArgumentFact) -> (Answer, Vec<&'a str>) {
        let answers: Vec<_> = self
            .arguments
            .iter()
            .map(|name| match self.may {
                true => (self.test.answer_of_some(&fact(name)), name.as_str()),
                false => (self.test.answer(&fact(name)), name.as_str()),
            })
            .collect();
        let answer = answers.iter().fold(Answer::No, |sum, one| sum.or(one.0));
        let names = answers
            .into_iter()
            .filter(|one| one.0 == answer)
            .map(|one| one.1);
        (answer, names.collect())
    }
}

impl Policy {
    /// Whether the conditions on arguments hold, and the arguments for which the last one did.
    pub fn answer<'a>(&'a self, fact: &dyn Fn(&str) -> ArgumentFact) -> (Answer, Vec<&'a str>) {
        let excused = |one: &Condition| one.answer(fact).0 == Answer::Yes;
        if self.unless.iter().any(excused) {
            return (Answer::No, Vec::new());
        }
        let mut sum = Answer::Yes;
        let mut named = Vec::new();
        for condition in &self.all {
            let (answer, names) = condition.answer(fact);
            sum = sum.and(answer);
            named = names;
        }
        if !self.any.is_empty() {
            let answers: Vec<_> = self.any.iter().map(|one| one.answer(fact)).collect();
            let one = answers.iter().fold(Answer::No, |sum, one| sum.or(one.0));
            if let Some((_, names)) = answers.into_iter().rfind(|answer| answer.0 == one) {
                named = names;
            }
            sum = sum.and(one);
        }
        for condition in &self.none {
            sum = sum.and(condition.answer(fact).0.negated());
        }
        if sum == Answer::No {
            (sum, Vec::new())
        } else {
            (sum, named)
        }
    }
}

#[cfg(test)]
#[path = "condition_tests.rs"]
mod tests;
