#![allow(clippy::unwrap_used)]

use super::*;
use crate::rules::schema::Action;

const ANSWERS: [Answer; 3] = [Answer::Yes, Answer::No, Answer::Unknown];

fn test(is: Is, of: &[Literal]) -> Test {
    Test {
        is,
        of: of.to_vec(),
        length: None,
        above: None,
        with: Vec::new(),
    }
}

fn given(value: ValueFact) -> ArgumentFact {
    ArgumentFact::Values(vec![value], true)
}

fn text(value: &str) -> ValueFact {
    ValueFact::Str(value.to_owned())
}

fn number(value: &str) -> ValueFact {
    ValueFact::Number(value.to_owned())
}

#[test]
fn unknown_never_turns_into_an_answer_that_it_does_not_decide() {
    for one in ANSWERS {
        assert_eq!(one.and(Answer::No), Answer::No);
        assert_eq!(one.or(Answer::Yes), Answer::Yes);
        assert_eq!(one.and(Answer::Yes), one);
        assert_eq!(one.or(Answer::No), one);
        assert_eq!(one.negated().negated(), one);
        for other in ANSWERS {
            assert_eq!(one.and(other).negated(), one.negated().or(other.negated()));
        }
    }
}

#[test]
fn tests_answer_for_what_is_known() {
    use Answer::{No, Unknown, Yes};
    let unseen = ArgumentFact::Values(Vec::new(), false);
    let table = [
        (Is::Absent, ArgumentFact::Absent, Yes),
        (Is::Absent, unseen.clone(), No),
        (Is::Absent, ArgumentFact::Unknown, Unknown),
        (Is::Present, ArgumentFact::Absent, No),
        (Is::Present, unseen.clone(), Yes),
        (
            Is::Present,
            ArgumentFact::PossiblyAbsent(vec![ValueFact::None], true),
            Unknown,
        ),
        (Is::None, given(ValueFact::None), Yes),
        (Is::None, given(ValueFact::Other), No),
        (
            Is::None,
            ArgumentFact::Values(vec![ValueFact::None, ValueFact::Other], true),
            Unknown,
        ),
        (Is::None, unseen.clone(), Unknown),
        (Is::None, ArgumentFact::Absent, No),
        (Is::NotNone, given(ValueFact::Other), Yes),
        (Is::NotNone, given(ValueFact::None), No),
        (
            Is::NotNone,
            ArgumentFact::Values(vec![ValueFact::Other], false),
            Unknown,
        ),
        (Is::NotNone, ArgumentFact::Absent, No),
        (Is::AbsentOrNone, ArgumentFact::Absent, Yes),
        (Is::AbsentOrNone, given(ValueFact::None), Yes),
        (Is::AbsentOrNone, given(ValueFact::Other), No),
        (Is::AbsentOrNone, unseen.clone(), Unknown),
        (
            Is::Several,
            given(ValueFact::Sequence(vec![text("a"), ValueFact::Other])),
            Yes,
        ),
        (
            Is::Several,
            given(ValueFact::Sequence(vec![ValueFact::OneOf(vec![
                text("a"),
                ValueFact::Other,
            ])])),
            No,
        ),
        (Is::Several, given(text("a")), Yes),
        (Is::Several, given(ValueFact::None), No),
        (Is::Several, given(ValueFact::Other), Unknown),
        (Is::Number, given(number("3")), Yes),
        (Is::Number, given(text("3")), No),
        (Is::Number, given(ValueFact::Other), Unknown),
        (Is::Number, given(ValueFact::Mapping), Unknown),
        (Is::Mapping, given(ValueFact::Mapping), Yes),
        (Is::Mapping, given(ValueFact::Other), Unknown),
        (Is::Mapping, given(ValueFact::None), No),
        (
            Is::Mapping,
            given(ValueFact::Keys(vec!["a".to_owned()])),
            Yes,
        ),
        (
            Is::Number,
            given(ValueFact::Keys(vec!["a".to_owned()])),
            Unknown,
        ),
        (Is::Bool, given(ValueFact::Bool(false)), Yes),
        (Is::String, given(text("")), Yes),
        (Is::NotEmpty, given(text("a")), Yes),
        (Is::NotEmpty, given(text("")), No),
        (
            Is::NotEmpty,
            given(ValueFact::Sequence(vec![text("a")])),
            Yes,
        ),
        (Is::NotEmpty, given(ValueFact::Bool(true)), No),
        (Is::NotEmpty, given(ValueFact::Other), Unknown),
        (Is::Literal, given(ValueFact::None), Yes),
        (Is::Literal, given(ValueFact::Sequence(Vec::new())), No),
        (Is::Empty, given(text("")), Yes),
        (
            Is::Empty,
            given(ValueFact::Sequence(vec![ValueFact::Other])),
            No,
        ),
        (Is::Empty, given(ValueFact::None), No),
        (Is::Tuple, given(ValueFact::Sequence(Vec::new())), Yes),
        (Is::Unknown, ArgumentFact::Unknown, Yes),
    ];
    for (is, fact, answer) in table {
        assert_eq!(test(is, &[]).answer(&fact), answer, "{is:?} of {fact:?}");
    }
}

#[test]
fn named_values_are_compared_as_values() {
    let is = |of: Literal, value| test(Is::Literal, &[of]).answer(&given(value));
    assert_eq!(is(Literal::Number(600.0), number("600")), Answer::Yes);
    assert_eq!(is(Literal::Number(600.0), number("6_00.0")), Answer::Yes);
    assert_eq!(is(Literal::Number(600.0), number("60")), Answer::No);
    assert_eq!(is(Literal::Number(1.0), ValueFact::Bool(true)), Answer::No);
    assert_eq!(is(Literal::String("a".to_owned()), text("a")), Answer::Yes);
    assert_eq!(
        is(Literal::String("a".to_owned()), ValueFact::Other),
        Answer::Unknown
    );
}

#[test]
fn a_tuple_has_as_many_items_as_the_template_names() {
    let pair = Test {
        is: Is::Tuple,
        of: Vec::new(),
        length: Some(2),
        above: None,
        with: Vec::new(),
    };
    let of = |count| given(ValueFact::Sequence(vec![ValueFact::Other; count]));
    assert_eq!(pair.answer(&of(2)), Answer::Yes);
    assert_eq!(pair.answer(&of(3)), Answer::No);
}

#[test]
fn a_mapping_is_known_by_its_keys_where_it_is_written() {
    let keys = test(
        Is::Mapping,
        &[
            Literal::String("a".to_owned()),
            Literal::String("b".to_owned()),
        ],
    );
    let of = |keys: &[&str]| {
        given(ValueFact::Keys(
            keys.iter().map(|one| (*one).to_owned()).collect(),
        ))
    };
    assert_eq!(keys.answer(&of(&["a"])), Answer::Yes);
    assert_eq!(keys.answer(&of(&["a", "c"])), Answer::No);
    assert_eq!(keys.answer(&given(ValueFact::Mapping)), Answer::Unknown);
}

#[test]
fn containing_is_unknown_while_an_item_is_not_seen() {
    let hmac = test(Is::ContainsAny, &[Literal::String("HS256".to_owned())]);
    let of = |items| hmac.answer(&given(ValueFact::Sequence(items)));
    assert_eq!(of(vec![text("RS256"), text("HS256")]), Answer::Yes);
    assert_eq!(of(vec![text("RS256")]), Answer::No);
    assert_eq!(of(vec![text("RS256"), ValueFact::Other]), Answer::Unknown);
    assert_eq!(of(vec![text("HS256"), ValueFact::Other]), Answer::Yes);
    assert_eq!(hmac.answer(&given(text("HS256"))), Answer::Yes);
    assert_eq!(hmac.answer(&given(ValueFact::Other)), Answer::Unknown);
}

fn case(is: Is, action: Action) -> Case {
    Case {
        test: test(is, &[]),
        action,
        template: None,
        imports: Vec::new(),
        applicability: None,
        note: None,
        wins: false,
        items: std::collections::BTreeMap::new(),
    }
}

#[test]
fn the_first_case_that_certainly_holds_decides_and_the_last_takes_the_rest() {
    let table = ArgumentTable {
        name: "a".to_owned(),
        cases: vec![
            case(Is::Absent, Action::Keep),
            case(Is::Number, Action::Drop),
            case(Is::Unknown, Action::Rename("b".to_owned())),
        ],
    };
    let action = |fact| table.choose(&fact).unwrap().action.clone();
    let rest = Action::Rename("b".to_owned());
    assert_eq!(action(ArgumentFact::Absent), Action::Keep);
    assert_eq!(action(given(number("1"))), Action::Drop);
    assert_eq!(
        action(ArgumentFact::Values(
            vec![number("1"), ValueFact::None],
            true
        )),
        rest
    );
    assert_eq!(action(ArgumentFact::Values(vec![number("1")], false)), rest);
    assert_eq!(
        action(ArgumentFact::PossiblyAbsent(vec![number("1")], true)),
        rest
    );
    assert_eq!(action(ArgumentFact::Unknown), rest);
}

#[test]
fn a_table_that_ends_in_present_says_nothing_of_an_absent_argument() {
    let table = ArgumentTable {
        name: "a".to_owned(),
        cases: vec![case(Is::Present, Action::Drop)],
    };
    assert!(table.choose(&ArgumentFact::Absent).is_none());
    assert_eq!(
        table.choose(&ArgumentFact::Unknown).unwrap().action,
        Action::Drop
    );
}

#[test]
fn a_policy_names_the_arguments_for_which_it_holds() {
    let text = r#"
code = "ABC101"
severity = "error"
fails = "silently"
message = "m"
at = "construct a.C"
all = [{ argument = "pool", is = "not-none" }, { any = ["host", "port", "db"], is = "present" }]
none = [{ argument = "cluster", is = "present" }]
"#;
    let policy: Policy = toml::from_str(text).unwrap();
    let answer = |facts: &[(&str, ArgumentFact)]| {
        let facts = facts.to_vec();
        let fact = move |name: &str| {
            let found = facts.iter().find(|fact| fact.0 == name);
            found.map_or(ArgumentFact::Absent, |fact| fact.1.clone())
        };
        let (answer, names) = policy.answer(&fact);
        (answer, names.join(" "))
    };
    let other = given(ValueFact::Other);
    let both = [
        ("pool", other.clone()),
        ("host", other.clone()),
        ("db", other.clone()),
    ];
    assert_eq!(answer(&both), (Answer::Yes, "host db".to_owned()));
    assert_eq!(answer(&both[..1]), (Answer::No, String::new()));
    assert_eq!(
        answer(&[both.as_slice(), &[("cluster", other.clone())]].concat()).0,
        Answer::No
    );
    let maybe = [("pool", ArgumentFact::Unknown), ("host", other)];
    assert_eq!(answer(&maybe), (Answer::Unknown, "host".to_owned()));
}

#[test]
fn one_value_that_is_seen_is_enough_where_a_condition_says_so() {
    let seen = test(Is::NotEmpty, &[]);
    let some = |fact: &ArgumentFact| seen.answer_of_some(fact);
    let mixed = vec![text("a"), ValueFact::Other];
    assert_eq!(
        some(&ArgumentFact::Values(mixed.clone(), false)),
        Answer::Yes
    );
    assert_eq!(
        some(&ArgumentFact::PossiblyAbsent(mixed, true)),
        Answer::Yes
    );
    assert_eq!(some(&given(ValueFact::Other)), Answer::No);
    assert_eq!(some(&given(text(""))), Answer::No);
    assert_eq!(some(&ArgumentFact::Absent), Answer::No);
    assert_eq!(some(&ArgumentFact::Unknown), Answer::No);
}

#[test]
fn a_number_may_have_to_be_more_than_another() {
    let long = Test {
        above: Some(5.0),
        with: Vec::new(),
        ..test(Is::Number, &[])
    };
    assert_eq!(long.answer(&given(number("5.5"))), Answer::Yes);
    assert_eq!(long.answer(&given(number("1_000"))), Answer::Yes);
    assert_eq!(long.answer(&given(number("5"))), Answer::No);
    assert_eq!(long.answer(&given(number("0xff"))), Answer::No);
    assert_eq!(long.answer(&given(text("7"))), Answer::No);
    assert_eq!(long.answer(&ArgumentFact::Absent), Answer::No);
}
