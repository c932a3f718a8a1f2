use super::*;
use crate::source::discover::{FileKind, FoundFile};
use crate::transforms::testing::{analysed_beside, pack};

const STUB: &str = "# module: pkg\ndef send(text: str = ..., *, options=...) -> None: ...\n";

fn found(path: &str) -> FoundFile {
    FoundFile {
        path: path.into(),
        display: path.to_owned(),
        kind: FileKind::Python,
    }
}

/// Those of the unread files that one file's calls take values from.
fn wanted(code: &str) -> Vec<String> {
    let left = [
        "app/values.py",
        "app/settings/__init__.py",
        "app/settings/base.py",
        "lib/other_values.py",
        "values.pyi",
    ];
    analysed_beside(
        pack(STUB, ""),
        &[("app/main.py", code)],
        &left,
        |analysis| {
            let files: Vec<FoundFile> = left.iter().map(|path| found(path)).collect();
            let left = Left::new(files.iter());
            let wanted = arguments(analysis, &left).into_iter();
            wanted.map(str::to_owned).collect()
        },
    )
}

#[test]
fn a_file_is_wanted_when_a_call_of_a_package_is_given_a_name_of_it() {
    for code in [
        "import pkg\nfrom app.values import TEXT\npkg.send(TEXT)\n",
        "import pkg\nfrom values import TEXT as text\npkg.send(options=[text])\n",
        "import pkg\nimport values\npkg.send(values.TEXT)\n",
        "import pkg\nimport app.values as v\npkg.send(v.TEXT.upper())\n",
        "import pkg\nfrom . import values\npkg.send(values.TEXT)\n",
    ] {
        assert_eq!(wanted(code), ["app/values.py"], "{code}");
    }
}

#[test]
fn a_name_may_be_of_a_package_or_a_module_in_it() {
    let code = "import pkg\nfrom app.settings import base\npkg.send(base.TEXT)\n";
    assert_eq!(
        wanted(code),
        ["app/settings/__init__.py", "app/settings/base.py"]
    );
}

#[test]
fn nothing_is_wanted_for_other_calls_or_for_values_that_are_known() {
    for code in [
        "import pkg\nfrom app.values import TEXT\nprint(TEXT)\n",
        "import pkg\nfrom app.values import TEXT\nTEXT = 'a'\npkg.send('b')\n",
        "import pkg\nfrom app.values import TEXT\npkg.send('a')\n",
        "from app.values import TEXT\nfrom app.own import send\nsend(TEXT)\n",
    ] {
        assert!(wanted(code).is_empty(), "{code}");
    }
}

#[test]
fn a_file_is_wanted_that_a_decorator_of_a_filling_method_comes_from() {
    let code = "import pkg\nfrom app.values import check\nclass Sender:\n    client = None\n    @check()\n    def fill(cls, values):\n        values[\"client\"] = pkg.send\n        return values\n";
    assert_eq!(wanted(code), ["app/values.py"]);
}

#[test]
fn a_file_is_wanted_that_holds_the_base_of_a_class_that_keeps_what_is_of_a_package() {
    let code = "import pkg\nfrom .settings.base import Base\nclass Sender(Base):\n    def start(self):\n        self.send = pkg.send\n";
    assert_eq!(wanted(code), ["app/settings/base.py"]);
}

#[test]
fn bases_decide_of_all_classes_that_are_given_something_of_a_package() {
    let code = "import pkg\nfrom base import Base\nfrom other import Other\n\
        class A:\n    pass\nclass B(Base):\n    pass\nclass C(Other):\n    pass\n\
        (A if pkg.flag else B)(pkg.send)\nC(1)\n";
    let names = analysed_beside(
        pack(STUB, ""),
        &[("app/main.py", code)],
        &["base.py", "other.py"],
        |analysis| {
            let carries = |value: &Value| {
                let mut atoms = value.atoms().iter();
                atoms.any(|atom| matches!(atom, Atom::Symbol(_)))
            };
            let names = deciding(analysis, &carries).into_iter();
            names.map(|(_, name)| name).collect::<Vec<_>>()
        },
    );
    assert_eq!(names, ["Base"]);
}
