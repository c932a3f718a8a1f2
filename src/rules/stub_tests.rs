#![allow(clippy::unwrap_used)]

use super::*;
use crate::rules::model::{Field, LiteralValue, Presence, Symbol};

const STUB: &str = r#"
# module: pkg.client
KeyT: Any
class Base:
    name: str
    def get(self, key: KeyT, default: str | None = ..., *, deep: bool = ..., **rest) -> Self: ...

class Client(Base, dict):  # new: pkg.new.Client
    pool: pkg.pool.Pool | None  # absent
    choices: list[Client.Item]  # null # env: A, B
    x_y: float  # key: x/y
    class Item:
        text: "str"
    @classmethod
    def from_url(cls, url, /, *args: int) -> Client: ...
    @staticmethod
    def make() -> type[Client]: ...
    @property
    def size(self) -> int: ...
    @overload
    async def ask(self, stream: Literal[True]) -> AsyncIterator[Item]: ...
    @overload
    async def ask(self, stream: Literal[False, None, 1, "x"] = ...) -> Item: ...
    fetch = get

Strict = Client
def connect(url: str) -> Strict: ...

# module: pkg
from pkg.client import Client as Client, connect
import pkg.client as c
Other = elsewhere.Thing
def other() -> Other: ...

# module: pkg.pool
class Pool: ...
"#;

fn model() -> Model {
    read("x.pyi", STUB).unwrap_or_else(|errors| panic!("{}", errors[0]))
}

fn errors(text: &str) -> Vec<String> {
    let errors = read("x.pyi", text).unwrap_err();
    errors.iter().map(ToString::to_string).collect()
}

fn signatures(model: &Model, path: &str) -> Vec<Signature> {
    match model.resolve(path) {
        Some(Symbol::Function(function)) => model.function(function).signatures.clone(),
        other => panic!("{path}: {other:?}"),
    }
}

fn field(model: &Model, path: &str) -> Field {
    match model.resolve(path) {
        Some(Symbol::Field(field)) => model.field(field).clone(),
        other => panic!("{path}: {other:?}"),
    }
}

#[test]
fn public_paths_lead_to_where_a_symbol_is_defined() {
    let model = model();
    for path in [
        "pkg.Client",
        "pkg.client.Client",
        "pkg.client.Strict",
        "pkg.c.Strict",
    ] {
        assert_eq!(
            model.name(model.resolve(path).unwrap()),
            "pkg.client.Client",
            "{path}"
        );
    }
    assert_eq!(
        model.name(model.resolve("pkg.Client.fetch").unwrap()),
        "pkg.client.Base.get"
    );
    assert_eq!(model.resolve("pkg.Nothing"), None);
    assert_eq!(model.resolve("pkg.connect.x"), None);
    assert_eq!(model.resolve("pkg.Other"), None);
}

#[test]
fn a_member_keeps_the_class_through_which_it_is_named() {
    let model = model();
    assert_eq!(model.canonical("pkg.Client.get"), "pkg.client.Client.get");
    assert_eq!(model.canonical("pkg.c.Strict"), "pkg.client.Client");
    assert_eq!(model.canonical("pkg.c.nothing"), "pkg.client.nothing");
    assert_eq!(model.canonical("else.where"), "else.where");
    assert_eq!(model.canonical("pkg"), "pkg");
    assert_eq!(model.placed("pkg.c.Strict"), "pkg.client.Strict");
    assert_eq!(model.placed("pkg.Client"), "pkg.Client");
    assert_eq!(model.placed("pkg.Client.get"), "pkg.client.Client.get");
    assert_eq!(model.placed("pkg"), "pkg");
}

#[test]
fn classes_have_their_bases_members_and_counterparts() {
    let model = model();
    let client = model.class_named("pkg.Client").unwrap();
    let base = model.class_named("pkg.client.Base").unwrap();
    assert_eq!(model.class(client).order, [client, base]);
    assert_eq!(model.class(client).outside, ["dict".into()]);
    assert_eq!(model.class(client).new.as_deref(), Some("pkg.new.Client"));
    assert!(model.is_below(client, base) && !model.is_below(base, client));
    assert_eq!(model.member(client, "name").unwrap().0, base);
    assert_eq!(model.own_members(base), ["get", "name"]);
}

#[test]
fn fields_say_whether_they_may_be_missing_and_where_they_come_from() {
    let model = model();
    let pool = field(&model, "pkg.Client.pool");
    let class = model.class_named("pkg.pool.Pool").unwrap();
    assert_eq!(
        pool.annotation,
        Type::Union(vec![Type::Class(class), Type::None])
    );
    assert_eq!(pool.presence, Presence::Absent);
    let choices = field(&model, "pkg.Client.choices");
    assert_eq!(
        (choices.presence, choices.environment),
        (Presence::Null, vec!["A".into(), "B".into()])
    );
    assert_eq!(field(&model, "pkg.Client.x_y").key.as_deref(), Some("x/y"));
    assert_eq!(field(&model, "pkg.Client.Item.text").annotation, Type::Str);
    assert_eq!(
        field(&model, "pkg.client.Client.name").presence,
        Presence::Always
    );
}

#[test]
fn parameters_stand_in_their_order_without_the_instance() {
    let model = model();
    let get = &signatures(&model, "pkg.Client.get")[0];
    let names: Vec<_> = get.parameters.iter().map(|one| &*one.name).collect();
    assert_eq!(names, ["key", "default", "deep", "rest"]);
    let required: Vec<_> = get.parameters.iter().map(|one| one.required).collect();
    assert_eq!(required, [true, false, false, false]);
    assert_eq!(&*get.positional(1).unwrap().name, "default");
    assert!(get.positional(2).is_none());
    assert!(get.keyword("deep").is_some() && get.keyword("rest").is_none());
    assert!(get.takes_any_keyword());
    assert_eq!(get.parameters[0].annotation, Type::Any);
    assert_eq!(get.returns, Type::SelfType);
    let from_url = &signatures(&model, "pkg.Client.from_url")[0];
    assert!(from_url.keyword("url").is_none());
    assert_eq!(from_url.parameters.len(), 2);
    assert_eq!(signatures(&model, "pkg.Client.make")[0].parameters.len(), 0);
}

#[test]
fn overloads_keep_their_order_and_async_ones_are_awaited() {
    let model = model();
    let ask = signatures(&model, "pkg.Client.ask");
    let item = Type::Class(model.class_named("pkg.Client.Item").unwrap());
    let stream = Type::AsyncIterator(Box::new(item.clone()));
    assert_eq!(ask[0].result(), Type::Awaitable(Box::new(stream)));
    assert_eq!(ask[1].returns, item);
    let values = vec![
        LiteralValue::Bool(false),
        LiteralValue::None,
        LiteralValue::Number("1".into()),
        LiteralValue::Str("x".into()),
    ];
    assert_eq!(ask[1].parameters[0].annotation, Type::Literal(values));
    assert_eq!(
        signatures(&model, "pkg.connect")[0].returns,
        Type::Class(model.class_named("pkg.Client").unwrap())
    );
    assert_eq!(
        signatures(&model, "pkg.other")[0].returns,
        Type::Outside("elsewhere.Thing".into())
    );
}

#[test]
fn members_are_looked_up_in_pythons_order() {
    let text = "# module: m\nclass A:\n    x: int\nclass B(A): ...\nclass C(A):\n    x: str\nclass D(B, C): ...\n";
    let model = read("x.pyi", text).unwrap();
    let found = model
        .member(model.class_named("m.D").unwrap(), "x")
        .unwrap();
    assert_eq!(found.0, model.class_named("m.C").unwrap());
}

#[test]
fn bases_without_an_order_are_an_error() {
    let message = |name| format!("the bases of `m.{name}` have no order that Python would accept");
    let text = "# module: m\nclass A: ...\nclass B(A): ...\nclass C(A, B): ...\n";
    assert_eq!(errors(text), [format!("x.pyi:4: {}", message("C"))]);
    let circle = errors("# module: m\nclass A(B): ...\nclass B(A): ...\n");
    assert_eq!(circle.len(), 1);
    assert!(
        circle[0].ends_with("have no order that Python would accept"),
        "{circle:?}"
    );
}

#[test]
fn what_a_stub_may_not_say_is_an_error_with_its_line() {
    let table = [
        (
            "x: int\n",
            "x.pyi:1: expected a line `# module: name` before the first statement",
        ),
        (
            "# module: m\nx + 1\n",
            "x.pyi:2: expected a class, a function, a field `name: type`, an alias `name = path` or an import",
        ),
        (
            "# module: m\nx = 1\n",
            "x.pyi:2: expected an alias, `name = path`",
        ),
        ("# module: m\na.b: int\n", "x.pyi:2: expected `name: type`"),
        (
            "# module: m\nclass A: ...\nclass A: ...\n",
            "x.pyi:3: `A` is defined twice here; only overloads may be",
        ),
        (
            "# module: m\n@lru_cache\ndef f(): ...\n",
            "x.pyi:2: expected one of the decorators `classmethod`, `staticmethod`, `property`, `overload`",
        ),
        (
            "# module: m\nx: Nothing\n",
            "x.pyi:2: `Nothing` names nothing in this model; write `Any` for what it does not cover",
        ),
        (
            "# module: m\n\nx: list[m.Nothing]\n",
            "x.pyi:3: `m.Nothing` names nothing in this model; write `Any` for what it does not cover",
        ),
        (
            "# module: m\ndef f(): ...\nx: f\n",
            "x.pyi:3: `f` is no type",
        ),
        ("# module: m\nx: 1\n", "x.pyi:2: this is no type"),
        ("# module: m\nx: \"1 +\"\n", "x.pyi:2: `1 +` is no type"),
        (
            "# module: m\nx: Literal[y]\n",
            "x.pyi:2: a `Literal` has `None`, bools, numbers and strings",
        ),
        (
            "# module: m\nA = m.B\n",
            "x.pyi:2: `m.B` names nothing in this model",
        ),
        ("# module: m\ndef f(:\n", "x.pyi:2: this is no Python"),
    ];
    for (text, message) in table {
        assert_eq!(errors(text), [message], "{text}");
    }
}

#[test]
fn aliases_in_a_circle_end() {
    let model = read("x.pyi", "# module: m\nclass A: ...\n").unwrap();
    assert_eq!(model.resolve("m.m.m.A"), None);
    let messages = errors("# module: m\nA = m.B\nB = m.A\n");
    assert_eq!(messages[0], "x.pyi:2: `m.B` names nothing in this model");
}
