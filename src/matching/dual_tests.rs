use super::*;
use crate::transforms::testing::{analysed, pack};

const STUB: &str = "# module: pkg
__version__: str
def old() -> None: ...
def other() -> None: ...

# module: pkg.sub
def old() -> None: ...
";

/// Those of the files that serve both versions.
fn dual(files: &[(&str, &str)]) -> Vec<String> {
    analysed(pack(STUB, ""), files, |analysis| {
        let mut found: Vec<String> = dual_files(analysis, &analysis.external.packs[0])
            .into_iter()
            .map(|file| analysis.file(file).unit.display().to_owned())
            .collect();
        found.sort();
        found
    })
}

#[test]
fn files_that_ask_for_the_version_serve_both() {
    for code in [
        "import pkg\nif pkg.__version__ >= '2':\n    pass\n",
        "import pkg as p\nNEW = int(p.__version__.split('.')[0]) > 1\n",
        "from pkg import __version__ as v\nif v.startswith('1.'):\n    pass\n",
        "from importlib.metadata import version\nif version('pkg') < '2':\n    import pkg\n",
        "from importlib.metadata import version\ndef is_new():\n    v = parse(version('pkg'))\n    return v.major >= 2\n",
        "import pkg\nif hasattr(pkg, 'other'):\n    pass\n",
        "import pkg\ndef has(name):\n    return hasattr(pkg, name)\n",
        "import pkg\nnew = getattr(pkg, 'new', None)\n",
        "import pkg\ntry:\n    f = pkg.new\nexcept AttributeError:\n    f = pkg.old\n",
        "try:\n    from pkg import new\nexcept ImportError:\n    new = None\n",
        "try:\n    import pkg\n    from pkg import new\nexcept ImportError:\n    import pkg\n    new = None\n",
        "try:\n    from pkg.sub import old\nexcept (ImportError, KeyError):\n    from pkg import old\n",
    ] {
        assert_eq!(dual(&[("a.py", code)]), ["a.py"], "{code}");
    }
}

#[test]
fn files_that_only_show_the_version_or_can_do_without_the_package_do_not() {
    for code in [
        "import pkg\nprint(pkg.__version__)\n",
        "import pkg\ndef show():\n    v = f'pkg {pkg.__version__}'\n    print(v)\n",
        "try:\n    import pkg\nexcept ImportError:\n    pkg = None\n",
        "try:\n    from pkg import old\nexcept ImportError:\n    old = None\n",
        "try:\n    from pkg import new\nexcept KeyError:\n    pass\n",
        "import other\nif other.__version__ > '2':\n    pass\n",
        "import pkg\nif hasattr(pkg.old, 'new'):\n    pass\n",
        "import pkg\nif hasattr(pkg, 'of_the_project'):\n    pass\n",
        "try:\n    import pkg\n    from pkg import new\nexcept ImportError:\n    new = None\n",
    ] {
        assert!(dual(&[("a.py", code)]).is_empty(), "{code}");
    }
}

#[test]
fn files_that_import_a_function_which_asks_serve_both() {
    let asks = "from importlib.metadata import version\nfrom packaging.version import parse\ndef is_new():\n    own = parse(version('pkg'))\n    return own.major >= 2\n";
    let files = [
        ("app/helpers/of_pkg.py", asks),
        ("app/helpers/__init__.py", "from .of_pkg import is_new\n"),
        (
            "app/use.py",
            "import pkg\nfrom app.helpers import is_new\ndef f():\n    return pkg.new() if is_new() else pkg.old()\n",
        ),
        ("app/other.py", "import pkg\npkg.old()\n"),
    ];
    assert_eq!(
        dual(&files),
        [
            "app/helpers/__init__.py",
            "app/helpers/of_pkg.py",
            "app/use.py"
        ]
    );
}

#[test]
fn what_is_imported_behind_a_check_alone_serves_one_of_both() {
    let checks = "from pkg import __version__\nASKED = __version__\nif ASKED.startswith('0'):\n    from .v0 import f\nelse:\n    from .v1 import f\n";
    let files = [
        ("app/__init__.py", checks),
        (
            "app/v0.py",
            "import pkg\nfrom .base import g\nf = pkg.old\n",
        ),
        (
            "app/v1.py",
            "import pkg\nfrom .base import g\nf = pkg.new\n",
        ),
        ("app/base.py", "import pkg\ng = pkg.old\n"),
    ];
    assert_eq!(dual(&files), ["app/__init__.py", "app/v0.py", "app/v1.py"]);
    let elsewhere = [
        files[0],
        files[1],
        ("main.py", "import pkg\nfrom app import v0\n"),
    ];
    assert_eq!(dual(&elsewhere), ["app/__init__.py"]);
}

#[test]
fn who_takes_the_answer_of_another_file_serves_both_as_well() {
    let files = [
        (
            "app/compat.py",
            "import pkg\nNEW = pkg.__version__ > '2'\nname = 'x'\n",
        ),
        (
            "app/use.py",
            "import pkg\nfrom .compat import NEW\nif NEW:\n    pass\n",
        ),
        ("app/other.py", "import pkg\nfrom .compat import name\n"),
    ];
    assert_eq!(dual(&files), ["app/compat.py", "app/use.py"]);
}
