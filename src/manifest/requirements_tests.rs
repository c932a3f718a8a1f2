//! Requirements files as people write them, read with every place.

use super::*;

fn read(source: &str) -> Manifest {
    parse_requirements(Path::new("backend/requirements.txt"), source)
}

/// A file as teams write them: a byte order mark, CRLF, comments in other scripts, includes,
/// index options, hashes over several lines, markers, URLs, no line end at the end.
const REAL: &str = "\u{feff}# 依赖 – produced by hand\r\n\
    --index-url https://index.example/simple --extra-index-url https://other.example/\r\n\
    -r ../shared/base.txt\r\n\
    -c 'constraints prod.txt'\r\n\
    \r\n\
    httpx==0.28.1  # größer als 0.27\r\n\
    Zope_Event[cryptography] >= 3.3.0, < 4 ; python_version < \"3.12\"\t# events\r\n\
    attrs==5.0.1 \\\r\n    --hash=sha256:aa \\\r\n    --hash=sha256:bb\r\n    # via -r in.txt\r\n\
    -e .\r\n\
    -e git+https://git.example/team/lib.git@v1.4.0#egg=team_lib\r\n\
    ./wheels/six-1.16.0-py2.py3-none-any.whl\r\n\
    broken=1.0=py37_0\r\n\
    fastapi==${VERSION}\r\n\
    uvicorn";

#[test]
fn a_real_file_is_read_whole() {
    let manifest = read(REAL);
    let found: Vec<_> = manifest
        .requirements
        .iter()
        .map(|requirement| {
            format!(
                "{} {}{}",
                requirement.line, requirement.package, requirement.specifiers
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "6 httpx==0.28.1",
            "7 zope-event>=3.3.0, <4",
            "8 attrs==5.0.1",
            "13 team-lib",
            "14 six",
            "17 uvicorn",
        ]
    );
}

#[test]
fn what_a_real_file_leaves_open_is_named_with_its_place() {
    let manifest = read(REAL);
    let problems: Vec<_> = manifest
        .problems
        .iter()
        .map(|problem| {
            (
                problem.line,
                problem.cause.code(),
                problem.package.as_deref(),
                &REAL[problem.range.clone()],
            )
        })
        .collect();
    assert_eq!(
        problems,
        [
            (15, "bad-requirement", Some("broken"), "broken=1.0=py37_0"),
            (
                16,
                "unresolved-variable",
                Some("fastapi"),
                "fastapi==${VERSION}"
            ),
        ]
    );
    let includes: Vec<_> = manifest
        .includes
        .iter()
        .map(|include| {
            (
                include.line,
                include.path.to_str().unwrap(),
                include.constraint,
                &REAL[include.range.clone()],
            )
        })
        .collect();
    assert_eq!(
        includes,
        [
            (3, "shared/base.txt", false, "../shared/base.txt"),
            (
                4,
                "backend/constraints prod.txt",
                true,
                "constraints prod.txt"
            ),
        ]
    );
}

#[test]
fn places_are_those_of_the_file() {
    let manifest = read(REAL);
    let [httpx, zope, attrs, lib, six, uvicorn] = manifest.requirements.as_slice() else {
        panic!("six requirements");
    };
    assert_eq!(&REAL[httpx.text_range.clone()], "httpx==0.28.1");
    assert_eq!(
        &REAL[zope.text_range.clone()],
        "Zope_Event[cryptography] >= 3.3.0, < 4 ; python_version < \"3.12\""
    );
    assert_eq!(
        &REAL[zope.specifier_range.clone().unwrap()],
        ">= 3.3.0, < 4"
    );
    assert_eq!(&REAL[zope.clauses[0].version_range.clone()], "3.3.0");
    assert!(REAL[..zope.insert_at].ends_with("Zope_Event[cryptography]"));
    assert!(attrs.hashes && !httpx.hashes);
    assert_eq!(&REAL[attrs.text_range.clone()], "attrs==5.0.1");
    assert_eq!(&REAL[lib.name_range.clone()], "team_lib");
    assert_eq!(&REAL[six.name_range.clone()], "six");
    assert!(
        matches!(&lib.kind, Kind::Direct(direct) if direct.version.as_ref().unwrap().to_string() == "1.4.0")
    );
    assert_eq!(uvicorn.specifier_range, None);
    assert_eq!(uvicorn.insert_at, REAL.len());
}

#[test]
fn a_requirement_may_be_split_over_lines() {
    let source = "attrs\\\n  >=5.0,\\\r\n  <6 \\\n ; python_version > '3'\nb==1\n";
    let manifest = read(source);
    let [attrs, other] = manifest.requirements.as_slice() else {
        panic!("two requirements in {manifest:?}");
    };
    assert_eq!(attrs.specifiers.to_string(), ">=5.0, <6");
    assert_eq!(
        &source[attrs.specifier_range.clone().unwrap()],
        ">=5.0,\\\r\n  <6"
    );
    assert_eq!(&source[attrs.clauses[1].version_range.clone()], "6");
    assert_eq!(&source[..attrs.insert_at], "attrs");
    assert_eq!(attrs.marker.as_deref(), Some("python_version > '3'"));
    assert_eq!((attrs.line, other.line), (1, 5));
}

#[test]
fn lines_that_say_nothing_known_are_problems() {
    let table = [
        ("--no-such-thing x", "bad-requirement"),
        ("-r", "bad-requirement"),
        ("a==1 --editable", "bad-requirement"),
        ("a==1 --hash", "bad-requirement"),
        ("-q a==1", "bad-requirement"),
        ("--pre a==1", "bad-requirement"),
        ("-r https://x.example/r.txt", "missing-file"),
        ("-r ${DIR}/r.txt", "unresolved-variable"),
        ("https://x.example/download", "direct-reference"),
        ("git+https://x.example/y.git@v1.0", "direct-reference"),
        ("a==1#comment", "bad-requirement"),
        ("some prose that is no requirement", "bad-requirement"),
        ("a==1; python_versio < '3'", "bad-requirement"),
    ];
    for (source, code) in table {
        let manifest = read(source);
        let codes: Vec<_> = manifest
            .problems
            .iter()
            .map(|problem| problem.cause.code())
            .collect();
        assert_eq!(codes.first(), Some(&code), "{source}: {manifest:?}");
    }
}

#[test]
fn options_of_the_file_and_own_folders_are_silent() {
    let source = "-i https://x.example --pre\n--no-binary=:all:\n--find-links ./wheels\n-e .[dev]\n-e lib\n./lib\n.\n-e file:///srv/lib\nhttps://${TOKEN}@x.example/a-1.0.tar.gz\n";
    let manifest = read(source);
    assert_eq!(manifest.problems, []);
    assert_eq!(manifest.requirements.len(), 1);
    assert_eq!(manifest.requirements[0].package, "a");
}

#[test]
fn several_files_may_be_included_on_one_line() {
    let manifest = read("-rbase.txt --constraint=../c.txt --requirement ./x/../y.txt");
    let paths: Vec<_> = manifest
        .includes
        .iter()
        .map(|include| (include.path.to_str().unwrap(), include.constraint))
        .collect();
    assert_eq!(
        paths,
        [
            ("backend/base.txt", false),
            ("c.txt", true),
            ("backend/y.txt", false)
        ]
    );
}

#[test]
fn a_constraints_file_only_constrains() {
    let manifest = parse_requirements(
        Path::new("constraints-3.9.txt"),
        "a==1\nb @ https://x/b-1.0.zip",
    );
    assert_eq!(manifest.requirements[0].kind, Kind::Constraint);
    assert!(matches!(manifest.requirements[1].kind, Kind::Direct(_)));
}
