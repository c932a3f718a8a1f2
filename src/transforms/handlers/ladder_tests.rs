#![allow(clippy::unwrap_used)]

use super::ladder::{Condition, Ladder, Rung, Solved, Step};
use crate::rules::event::Event;
use crate::transforms::testing::pack;

/// In the old version all stand beside each other, but for `Base`; in the new one `Slow` is below `Net`, and `Down`
/// and `Full` became `Server`.
const STUB: &str = "# module: pkg
class Base(Exception): ...
class Net(Base): ...
class Slow(Base): ...
class Down(Base): ...
class Full(Base): ...

# module: new
class Base(Exception): ...
class Net(Base): ...
class Slow(Net): ...
class Server(Base): ...
";

fn event(name: &str, old: &str, new: &str) -> Event {
    Event {
        name: name.to_owned(),
        old: format!("pkg.{old}"),
        new: format!("new.{new}"),
        rare: false,
        retried: false,
        joins: None,
        test: None,
    }
}

fn solved(rungs: &[Rung]) -> Option<Solved> {
    let active = pack(STUB, "");
    let events = [
        event("no line", "Net", "Net"),
        Event {
            joins: Some("no line".to_owned()),
            ..event("late", "Slow", "Slow")
        },
        event("500", "Down", "Server"),
        Event {
            joins: Some("500".to_owned()),
            test: Some("{error}.code == 503".to_owned()),
            ..event("503", "Full", "Server")
        },
    ];
    let ladder = Ladder {
        rungs,
        events: &events,
        old: &active.old,
        new: &active.new,
    };
    ladder.solve()
}

/// A handler that catches classes, and does something of its own.
fn rung(body: usize, classes: &[(&str, &str)]) -> Rung {
    Rung {
        old: classes
            .iter()
            .map(|(old, _)| format!("pkg.{old}"))
            .collect(),
        new: classes
            .iter()
            .map(|(_, new)| format!("new.{new}"))
            .collect(),
        body,
        ..Rung::default()
    }
}

fn anything(body: usize) -> Rung {
    Rung {
        anything: true,
        body,
        ..Rung::default()
    }
}

const NET: (&str, &str) = ("Net", "Net");
const SLOW: (&str, &str) = ("Slow", "Slow");
const DOWN: (&str, &str) = ("Down", "Server");
const FULL: (&str, &str) = ("Full", "Server");
const BASE_LIKE: (&str, &str) = ("Slow", "Slow");

fn is_503() -> Condition {
    Condition {
        tests: [(None, "{error}.code == 503".to_owned())].into(),
        ..Condition::default()
    }
}

#[test]
fn a_handler_moves_before_the_one_that_would_take_its_class() {
    let found = solved(&[rung(0, &[NET]), rung(1, &[DOWN]), rung(2, &[SLOW])]).unwrap();
    assert_eq!(
        found.steps,
        [Step::Stays(2), Step::Stays(0), Step::Stays(1)]
    );
    assert_eq!(found.joined, [("503".to_owned(), "500".to_owned())]);
}

#[test]
fn a_handler_moves_not_before_one_that_takes_anything() {
    let rungs = [anything(0), rung(1, &[SLOW])];
    assert_eq!(
        solved(&rungs).unwrap().steps,
        [Step::Stays(0), Step::Stays(1)],
        "nothing reached it before"
    );
}

#[test]
fn two_handlers_of_one_class_are_told_apart_by_a_condition() {
    let found = solved(&[rung(0, &[DOWN]), rung(1, &[NET]), rung(2, &[FULL])]).unwrap();
    let joined = Step::Joined {
        at: 0,
        tested: 2,
        other: 0,
        test: is_503(),
    };
    assert_eq!(found.steps, [joined, Step::Stays(1)]);
}

#[test]
fn of_two_that_do_the_same_one_is_left() {
    let found = solved(&[rung(0, &[DOWN]), rung(0, &[FULL])]).unwrap();
    assert_eq!(found.steps, [Step::Stays(0)]);
}

#[test]
fn what_a_tuple_holds_beside_it_is_told_apart_by_its_class() {
    let found = solved(&[rung(0, &[FULL, NET]), rung(1, &[DOWN]), rung(2, &[SLOW])]).unwrap();
    let joined = Step::Joined {
        at: 0,
        tested: 0,
        other: 1,
        test: Condition {
            classes: ["new.Net".to_owned()].into(),
            ..is_503()
        },
    };
    assert_eq!(found.steps, [Step::Stays(2), joined]);
}

#[test]
fn what_only_one_class_has_is_asked_of_that_class() {
    let found = solved(&[rung(0, &[FULL]), rung(1, &[DOWN, NET])]).unwrap();
    let test = "{error}.code == 503".to_owned();
    let joined = Step::Joined {
        at: 1,
        tested: 0,
        other: 1,
        test: Condition {
            tests: [(Some("new.Server".to_owned()), test)].into(),
            ..Condition::default()
        },
    };
    assert_eq!(found.steps, [joined]);
}

#[test]
fn two_tuples_that_have_one_class_in_common_are_not_told_apart() {
    let rungs = [rung(0, &[FULL, NET]), rung(1, &[DOWN, BASE_LIKE])];
    assert_eq!(solved(&rungs), None);
}

#[test]
fn what_no_handler_names_goes_with_what_is_like_it() {
    let found = solved(&[rung(0, &[NET]), anything(1)]).unwrap();
    assert_eq!(found.steps, [Step::Stays(0), Step::Stays(1)]);
    assert_eq!(found.joined, [("late".to_owned(), "no line".to_owned())]);
}

#[test]
fn what_has_nothing_like_it_reaches_no_other_handler() {
    assert_eq!(solved(&[rung(0, &[FULL]), anything(1)]), None);
}
