#![allow(clippy::unwrap_used)]

use super::*;
use crate::rewrite::{apply, flatten};
use crate::syntax::ast::{ExprKind, StmtKind};
use crate::syntax::parse;

fn add(names: &[&str]) -> BTreeSet<ImportNeed> {
    names.iter().map(|need| ImportNeed::spelled(need)).collect()
}

pub(super) fn run(text: &str, needs: &ImportNeeds, operations: &[Operation]) -> String {
    let tree = parse(text);
    let mut all = operations.to_vec();
    all.extend(plan_imports(
        (&tree, text),
        &Imports::of(&tree),
        needs,
        operations,
    ));
    apply(text, &flatten(text, &all).unwrap())
}

pub(super) fn added(text: &str, names: &[&str]) -> String {
    let needs = ImportNeeds {
        add: add(names),
        ..ImportNeeds::default()
    };
    run(text, &needs, &[])
}

/// Replaces every use of the name `old` outside of imports by `text`, and asks to drop the clauses
/// `clauses`.
fn replaced(text: &str, old: &str, clauses: &[&str], names: &[&str]) -> String {
    let tree = parse(text);
    let uses: Vec<Span> = tree
        .exprs
        .iter()
        .filter(|expr| matches!(&expr.kind, ExprKind::Name(name) if &**name == old))
        .map(|expr| expr.span)
        .collect();
    let operations: Vec<Operation> = uses
        .iter()
        .map(|&place| Operation::replace(place, "new"))
        .collect();
    let mut needs = ImportNeeds {
        add: add(names),
        ..ImportNeeds::default()
    };
    for clause in clauses {
        let start = text.find(clause).unwrap() as u32;
        let place = Span::new(start, start + clause.len() as u32);
        needs
            .drop_if_unused
            .insert(place, Arc::new(uses.iter().copied().collect()));
    }
    run(text, &needs, &operations)
}

#[test]
fn a_need_that_is_there_adds_nothing() {
    let text = "import a\nfrom b import c as d, e\n";
    assert_eq!(added(text, &["a", "b:e"]), text);
}

#[test]
fn a_name_joins_the_from_import_of_its_module() {
    let cases = [
        ("from m import a\n", "from m import a, n\n"),
        ("from m import (a)\n", "from m import (a, n)\n"),
        (
            "from m import (\n    a,\n    b,\n)\n",
            "from m import (\n    a,\n    b,\n    n,\n)\n",
        ),
        (
            "from m import (\n    a,  # why\n    b  # too\n)\n",
            "from m import (\n    a,  # why\n    b,  # too\n    n\n)\n",
        ),
        (
            "from m import a, \\\n    b\n",
            "from m import a, \\\n    b, n\n",
        ),
        (
            "try:\n    from m import a\nexcept ImportError:\n    a = None\n",
            "try:\n    from m import a, n\nexcept ImportError:\n    a = None\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(added(text, &["m:n"]), expected);
    }
}

#[test]
fn an_import_stands_beside_one_of_the_same_package() {
    let cases = [
        (
            "import m\nimport z\n",
            "import m\nfrom m import n\nimport z\n",
        ),
        (
            "import m.x\r\nimport z\r\n",
            "import m.x\r\nfrom m import n\r\nimport z\r\n",
        ),
        (
            "from m.x import y\n",
            "from m import n\nfrom m.x import y\n",
        ),
        ("from m import *\n", "from m import *\nfrom m import n\n"),
        ("import a, m; x()\n", "import a, m; from m import n; x()\n"),
        (
            "try:\n    import m\nexcept ImportError:\n    m = None\nimport z\n",
            "try:\n    import m\n    from m import n\nexcept ImportError:\n    m = None\nimport z\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(added(text, &["m:n"]), expected);
    }
}

#[test]
fn an_import_in_a_function_handler_or_for_type_checkers_is_no_place_for_the_module() {
    let cases = [
        (
            "import z\ndef f():\n    from m import a\n",
            "import z\nfrom m import n\ndef f():\n    from m import a\n",
        ),
        (
            "import z\nif TYPE_CHECKING:\n    from m import n\n",
            "import z\nfrom m import n\nif TYPE_CHECKING:\n    from m import n\n",
        ),
        (
            "import z\ntry:\n    pass\nexcept E:\n    import m\n",
            "import z\nfrom m import n\ntry:\n    pass\nexcept E:\n    import m\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(added(text, &["m:n"]), expected);
    }
}

#[test]
fn the_first_import_stands_behind_what_must_be_first() {
    let cases = [
        ("", "import m\n"),
        ("x = 1\n", "import m\n\nx = 1\n"),
        (
            "#!/usr/bin/python\n# licence\nx = 1\n",
            "#!/usr/bin/python\n# licence\nimport m\n\nx = 1\n",
        ),
        (
            "# licence\n\n# about x\nx = 1\n",
            "# licence\n\nimport m\n\n# about x\nx = 1\n",
        ),
        (
            "\"\"\"Doc.\"\"\"\nx = 1\n",
            "\"\"\"Doc.\"\"\"\n\nimport m\n\nx = 1\n",
        ),
        (
            "\"\"\"Doc.\"\"\"\n\nx = 1\n",
            "\"\"\"Doc.\"\"\"\n\nimport m\n\nx = 1\n",
        ),
        ("\"\"\"Doc.\"\"\"", "\"\"\"Doc.\"\"\"\n\nimport m\n"),
        (
            "'d'\nfrom __future__ import annotations\n\nx = 1\n",
            "'d'\nfrom __future__ import annotations\n\nimport m\n\nx = 1\n",
        ),
        (
            "from __future__ import annotations\r\n\r\nx = 1\r\n",
            "from __future__ import annotations\r\n\r\nimport m\r\n\r\nx = 1\r\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(added(text, &["m"]), expected, "{text:?}");
    }
}

#[test]
fn further_imports_stand_behind_the_others_and_those_of_python_before() {
    let text =
        "'d'\nimport a\ntry:\n    import b\nexcept E:\n    pass\nimport c\n\nx = 1\nimport d\n";
    let expected = "'d'\nimport os\n\nimport a\ntry:\n    import b\nexcept E:\n    pass\nimport c\nimport m\nfrom m import n, o\n\nx = 1\nimport d\n";
    assert_eq!(added(text, &["os", "m", "m:n", "m:o"]), expected);
}

#[test]
fn a_new_import_keeps_the_order_of_those_around_it() {
    let cases = [
        (
            "import re\n\nimport b\nimport z\n",
            "import re\n\nimport b\nimport m\nimport z\n",
        ),
        (
            "import re\n\nimport b\n\nimport own\n",
            "import re\n\nimport b\nimport m\n\nimport own\n",
        ),
        (
            "from . import z\nimport own\n",
            "from . import z\nimport own\nimport m\n",
        ),
        (
            "import a\nimport z\nimport b\n",
            "import a\nimport z\nimport b\nimport m\n",
        ),
        (
            "import a\nfrom b import c\n",
            "import a\nimport m\nfrom b import c\n",
        ),
        ("import z  # why\n", "import m\nimport z  # why\n"),
        ("import os\n", "import os\n\nimport m\n"),
        (
            "import os\n\nfrom . import z\n",
            "import os\n\nimport m\n\nfrom . import z\n",
        ),
        ("from . import z\n", "import m\n\nfrom . import z\n"),
        (
            "import os\nfrom . import z\n",
            "import m\nimport os\nfrom . import z\n",
        ),
        ("import z\r\n", "import m\r\nimport z\r\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(added(text, &["m"]), expected);
    }
}

#[test]
fn a_whole_module_is_imported_before_names_of_it() {
    let cases = [
        ("x\nfrom m import a\n", "x\nimport m\nfrom m import a\n"),
        ("from m.x import a\r\n", "import m\r\nfrom m.x import a\r\n"),
        ("from m import a; x\n", "from m import a; import m; x\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(added(text, &["m"]), expected);
    }
}

#[test]
fn a_star_import_without_uses_goes() {
    let text = "from old import *\n\n\nold\n";
    assert_eq!(replaced(text, "old", &["*"], &[]), "new\n");
    assert_eq!(
        replaced(text, "old", &["*"], &["old"]),
        "import old\n\n\nnew\n"
    );
}

#[test]
fn a_name_without_uses_is_no_longer_imported() {
    let cases = [
        ("from m import a\n\nold.x\n", "a", "new.x\n"),
        ("import old\nimport z\nold.x\n", "old", "import z\nnew.x\n"),
        ("import z, old\nold.x\n", "old", "import z\nnew.x\n"),
        (
            "from m import a, \\\n    old\nold.x\n",
            "old",
            "from m import a\nnew.x\n",
        ),
        (
            "from m import (\n    a,\n    old,\n)\nold.x\n",
            "old",
            "from m import (\n    a,\n)\nnew.x\n",
        ),
        (
            "try:\n    import old\nexcept E:\n    x\nold.x\n",
            "old",
            "try:\n    pass\nexcept E:\n    x\nnew.x\n",
        ),
        (
            "def f():\n    import old\n    old.x\n",
            "old",
            "def f():\n    new.x\n",
        ),
    ];
    for (text, clause, expected) in cases {
        assert_eq!(replaced(text, "old", &[clause], &[]), expected);
    }
}

#[test]
fn a_name_that_is_still_used_or_needed_stays() {
    let text = "import old\nold.x\n";
    let tree = parse(text);
    let place = Span::new(7, 10);
    let uses = BTreeSet::from([Span::new(11, 14)]);
    let mut needs = ImportNeeds::default();
    needs.drop_if_unused.insert(place, Arc::new(uses));
    let planned = plan_imports((&tree, text), &Imports::of(&tree), &needs, &[]);
    assert_eq!(planned, []);
    assert_eq!(
        replaced(text, "old", &["old"], &["old"]),
        "import old\nnew.x\n"
    );
}

#[test]
fn a_new_import_takes_the_place_of_the_one_that_goes() {
    let cases: [(&str, &[&str], &[&str], &str); 5] = [
        (
            "import a\nimport old\nimport z\nold.x\n",
            &["old"],
            &["old:N", "old:M"],
            "import a\nfrom old import M, N\nimport z\nnew.x\n",
        ),
        (
            "from m import old\nold.x\n",
            &["old"],
            &["m:N"],
            "from m import N\nnew.x\n",
        ),
        (
            "from m.old import old as old\nold.x\n",
            &["old as old"],
            &["m:N"],
            "from m import N\nnew.x\n",
        ),
        (
            "def f(): import old; old.x\n",
            &["old"],
            &[],
            "def f(): new.x\n",
        ),
        (
            "try:\n    import old  # c\nexcept E: pass\nold.x\n",
            &["old"],
            &["old:N"],
            "try:\n    from old import N  # c\nexcept E: pass\nnew.x\n",
        ),
    ];
    for (text, clauses, names, expected) in cases {
        assert_eq!(replaced(text, "old", clauses, names), expected);
    }
}

#[test]
fn the_only_import_gives_its_place_to_what_is_new() {
    let cases = [
        (
            "from p import old\n\n\ndef f():\n    old.x\n",
            "import z\n\n\ndef f():\n    new.x\n",
        ),
        (
            "from __future__ import annotations\n\nfrom p import old\n\n\ndef f():\n    old.x\n",
            "from __future__ import annotations\n\nimport z\n\n\ndef f():\n    new.x\n",
        ),
        (
            "import q\nfrom p import old\n\nold.x\n",
            "import q\nimport z\n\nnew.x\n",
        ),
        (
            "from __future__ import annotations\nfrom p import old, other\n\nold.x\n",
            "from __future__ import annotations\nimport z\nfrom p import other\n\nnew.x\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(replaced(text, "old", &["old"], &["z"]), expected);
    }
}

#[test]
fn a_function_that_imports_for_itself_goes_on_doing_so() {
    let text = "def f():\n    'd'\n    import m\n    m.x\n\ndef g():\n    'd'\n    y\n";
    let tree = parse(text);
    let functions: Vec<StmtId> = tree.body.clone();
    assert!(matches!(
        tree.stmt(functions[0]).kind,
        StmtKind::Function(_)
    ));
    let mut needs = ImportNeeds::default();
    for scope in functions {
        needs.add_within.insert(scope, add(&["m:n"]));
    }
    let expected = "def f():\n    'd'\n    import m\n    from m import n\n    m.x\n\ndef g():\n    'd'\n    from m import n\n    y\n";
    assert_eq!(run(text, &needs, &[]), expected);
    needs.add = add(&["m:n"]);
    assert!(run(text, &needs, &[]).matches("import n").count() >= 1);
}

#[test]
fn what_the_body_of_a_function_names_may_be_imported_below_it() {
    let text = "import a\n\ntry:\n    import m\nexcept ImportError:\n    m = None\n";
    let needs = ImportNeeds {
        add: add(&["m"]),
        ..ImportNeeds::default()
    };
    for (code, at_once) in [
        ("def f(x: int,\n      y):\n    m.x\n\n    return m\n", false),
        ("class C:\n    def f(self):\n        return m.x\n", false),
        ("def f(x,\n      y=m.x):\n    pass\n", true),
        (
            "class C:\n    def f(self):\n        pass\n    x = m.x\n",
            true,
        ),
        ("x = m.x\n", true),
    ] {
        let operation = Operation::insert(9, code);
        let imports = run(text, &needs, &[operation]).matches("import m").count();
        assert_eq!(imports == 2, at_once, "{code}");
    }
}

#[test]
fn an_import_statement_that_an_operation_replaces_is_left_to_it() {
    let text = "from m import a\n";
    let operation = Operation::replace(Span::new(0, 15), "from m import b");
    let needs = ImportNeeds {
        add: add(&["z"]),
        ..ImportNeeds::default()
    };
    assert_eq!(
        run(text, &needs, &[operation]),
        "import z\nfrom m import b\n"
    );
}

#[test]
fn what_stands_for_a_magic_is_no_code_that_ends_the_imports() {
    assert_eq!(
        added("0   \n\nimport os\nx()\n", &["json"]),
        "0   \n\nimport json\nimport os\nx()\n"
    );
    assert_eq!(
        added("0   \n\nx()\n", &["json"]),
        "0   \n\nimport json\n\nx()\n"
    );
}

#[test]
fn an_import_below_the_first_use_does_not_count() {
    let text = "a()\nimport json\njson.b()\n";
    let needs = ImportNeeds {
        add: add(&["json"]),
        ..ImportNeeds::default()
    };
    let operations = [Operation::replace(Span::new(0, 1), "json.c")];
    assert_eq!(
        run(text, &needs, &operations),
        format!("import json\n\n{}", text.replacen('a', "json.c", 1))
    );
    let operations = [Operation::replace(Span::new(16, 22), "json.c")];
    assert_eq!(
        run(text, &needs, &operations),
        text.replacen("b()", "c()", 1)
    );
}

#[test]
fn a_block_for_type_checkers_goes_with_its_only_import() {
    let cases: [(&str, &[&str], &str); 5] = [
        (
            "from typing import TYPE_CHECKING\n\nimport z\n\nif TYPE_CHECKING:\n    from m import old\n\n\ndef f(x: old): ...\n",
            &["old"],
            "import z\n\n\ndef f(x: new): ...\n",
        ),
        (
            "from typing import TYPE_CHECKING, Any\nif TYPE_CHECKING:\n    from m import old\nx: old\n",
            &["old"],
            "from typing import Any\nx: new\n",
        ),
        // Another block asks for it, or says something.
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from m import old\nif TYPE_CHECKING:\n    import z\nx: old\n",
            &["old"],
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import z\nx: new\n",
        ),
        (
            "import typing\nif typing.TYPE_CHECKING:\n    # why\n    from m import old\nx: old\n",
            &["old"],
            "import typing\nif typing.TYPE_CHECKING:\n    # why\n    pass\nx: new\n",
        ),
        (
            "import typing\nif typing.TYPE_CHECKING:\n    from m import old\nelse:\n    import z\nx: old\n",
            &["old"],
            "import typing\nif typing.TYPE_CHECKING:\n    pass\nelse:\n    import z\nx: new\n",
        ),
    ];
    for (text, clauses, expected) in cases {
        assert_eq!(replaced(text, "old", clauses, &[]), expected);
    }
}
