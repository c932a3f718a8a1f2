//! What raising a floor does to requirements as people write them, and what holds for all.

use std::path::Path;
use std::str::FromStr;

use proptest::prelude::*;

use super::*;
use crate::manifest::{check_requirement, parse_requirements, satisfies};

fn version(text: &str) -> Version {
    Version::from_str(text).unwrap()
}

fn raise(source: &str, floor: &str, upper: Option<&str>) -> FloorChange {
    let manifest = parse_requirements(Path::new("requirements.txt"), source);
    let upper = upper.map(version);
    raise_floor(
        &manifest.requirements[0],
        source,
        &version(floor),
        upper.as_ref(),
    )
}

fn raised(source: &str, floor: &str, upper: Option<&str>) -> String {
    match raise(source, floor, upper) {
        FloorChange::Edit(edit) => edit.applied(source),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_floor_is_raised_as_the_author_would() {
    let table = [
        ("a==3.3.0", "a==3.4.0"),
        ("a===3.3.0", "a===3.4.0"),
        ("a == 3.3.0  # c\r\n", "a == 3.4.0  # c\r\n"),
        (
            "A_b[x,y]==3.3.0 ; os_name=='nt'",
            "A_b[x,y]==3.4.0 ; os_name=='nt'",
        ),
        ("a", "a>=3.4.0"),
        ("a # c", "a>=3.4.0 # c"),
        ("a[x] ; os_name=='nt'", "a[x]>=3.4.0 ; os_name=='nt'"),
        ("a ()", "a (>=3.4.0)"),
        ("a>=3.3", "a>=3.4.0"),
        ("a > 3.3, < 4", "a >= 3.4.0, < 4"),
        ("a>=3.3,<4,!=3.3.5", "a>=3.4.0,<4,!=3.3.5"),
        ("a>=3.0,>=3.3", "a>=3.0,>=3.4.0"),
        ("a<4", "a>=3.4.0,<4"),
        ("a < 4", "a >= 3.4.0, < 4"),
        ("a (<4)", "a (>=3.4.0,<4)"),
        ("a!=3.3.1, !=3.3.2", "a>=3.4.0, !=3.3.1, !=3.3.2"),
        ("a~=3.3.0", "a~=3.4.0"),
        ("a~=3.3", "a~=3.4"),
        ("a~=3.3.0.1", "a~=3.4.0.0"),
        ("a==3.3.*", "a==3.4.*"),
        ("a==3.*", "a>=3.4.0,==3.*"),
        ("a==2.*", "a>=3.4.0,==3.*"),
        ("a \\\n  >=3.3, \\\n  <4\n", "a \\\n  >=3.4.0, \\\n  <4\n"),
        ("a==\\\n3.3.0\n", "a==\\\n3.4.0\n"),
        ("\u{feff}# é\r\na==3.3.0", "\u{feff}# é\r\na==3.4.0"),
    ];
    for (source, expected) in table {
        assert_eq!(raised(source, "3.4.0", None), expected, "{source}");
    }
}

#[test]
fn a_floor_between_the_numbers_of_a_compatible_release_is_kept_beside_it() {
    assert_eq!(raised("a~=0.28", "1.93.1", None), "a>=1.93.1,~=1.93");
    assert_eq!(raised("a==0.28.*", "1.93.1", None), "a>=1.93.1,==1.93.*");
    // A bound that is given says the rest.
    assert_eq!(raised("a~=0.28", "1.93.1", Some("2")), "a>=1.93.1,<2");
    assert_eq!(raised("a ~= 0.28", "1.93.1", Some("2")), "a >= 1.93.1, < 2");
}

#[test]
fn an_upper_bound_is_added_or_moved_where_one_is_given() {
    let table = [
        ("a", "a>=3.4.0,<4"),
        ("a>=3.3", "a>=3.4.0,<4"),
        ("a >= 3.3  # c", "a >= 3.4.0, < 4  # c"),
        ("a>=3.3,<3.4", "a>=3.4.0,<4"),
        ("a>=3.3,<=3.3.9", "a>=3.4.0,<4"),
        ("a>=3.3,<5", "a>=3.4.0,<5"),
        ("a==3.3.0", "a==3.4.0"),
        ("a~=3.3", "a~=3.4"),
    ];
    for (source, expected) in table {
        assert_eq!(raised(source, "3.4.0", Some("4")), expected, "{source}");
    }
}

#[test]
fn what_reaches_the_floor_already_is_left_alone() {
    for source in [
        "a==3.4.0",
        "a>=3.4",
        "a~=3.5",
        "a==4.*",
        "a>3.4.0,<4",
        "a==3.5.0 --hash=sha256:00",
        "a @ https://x/a-3.4.0.tar.gz",
    ] {
        assert_eq!(
            raise(source, "3.4.0", Some("4")),
            FloorChange::Unneeded,
            "{source}"
        );
    }
}

#[test]
fn what_only_a_person_can_decide_says_why() {
    let table = [
        ("a==3.3.0 --hash=sha256:00", "its hashes"),
        ("a>=3,<3.4", "`<3.4` excludes 3.4.0"),
        ("a<=3.3", "`<=3.3` excludes 3.4.0"),
        ("a>=3,!=3.4.0", "would admit nothing at 3.4.0"),
        ("a>=3,!=3.4.*", "would admit nothing at 3.4.0"),
        ("a==3.3.0+cpu", "local build"),
        (
            "a @ https://x/a-3.3.0.tar.gz",
            "point that to a newer version",
        ),
        ("a==3.\\\n3.0", "by hand"),
    ];
    for (source, expected) in table {
        match raise(source, "3.4.0", None) {
            FloorChange::Manual(obstacle) => {
                let message = obstacle.to_string();
                assert!(message.contains(expected), "{source}: {message}");
            }
            other => panic!("{source}: {other:?}"),
        }
    }
}

#[test]
fn tables_of_poetry_are_edited_in_its_own_words() {
    let source = "[tool.poetry.dependencies]\na = '3.3.0'\n";
    let manifest = crate::manifest::parse_pyproject(Path::new("pyproject.toml"), source);
    let change = raise_floor(&manifest.requirements[0], source, &version("3.4.0"), None);
    let FloorChange::Edit(edit) = change else {
        panic!("{change:?}");
    };
    assert_eq!(
        edit.edits,
        [(source.len() - 7..source.len() - 2, "3.4.0".to_owned())]
    );
}

fn version_text() -> impl Strategy<Value = String> {
    let release = prop::collection::vec(0u64..5, 1..4).prop_map(|numbers| {
        numbers
            .iter()
            .map(u64::to_string)
            .collect::<Vec<_>>()
            .join(".")
    });
    let suffix = prop::sample::select(vec!["", "", "", "", "rc1", ".post1", ".dev0", "a2"]);
    (release, suffix).prop_map(|(release, suffix)| release + suffix)
}

fn clause_text() -> impl Strategy<Value = String> {
    let operators = vec!["==", "===", ">=", ">", "<", "<=", "~=", "!=", "==*", "!=*"];
    let gap = prop::sample::select(vec!["", "", " "]);
    (prop::sample::select(operators), gap, version_text()).prop_map(|(operator, gap, version)| {
        let release: String = version
            .chars()
            .take_while(|letter| letter.is_ascii_digit() || *letter == '.')
            .collect();
        let release = release.trim_end_matches('.');
        match operator.strip_suffix('*') {
            Some(operator) => format!("{operator}{gap}{release}.*"),
            None if operator == "~=" && !release.contains('.') => {
                format!("{operator}{gap}{release}.0")
            }
            None => format!("{operator}{gap}{version}"),
        }
    })
}

fn requirement_text() -> impl Strategy<Value = String> {
    let clauses = prop::collection::vec(clause_text(), 0..4);
    let separator = prop::sample::select(vec![",", ", ", " , ", ", \\\n  ", ",\\\r\n"]);
    let head = prop::sample::select(vec!["a", "A.b[x, y]", "a ", "\u{feff}# é\r\n  a"]);
    let tail = prop::sample::select(vec![
        "",
        "  # ü",
        " ; os_name == 'nt'",
        " \\\n; os_name=='x' # c\r\nb==1\n",
        "\r\n",
    ]);
    (head, clauses, separator, tail).prop_map(|(head, clauses, separator, tail)| {
        format!("{head}{}{tail}", clauses.join(separator))
    })
}

proptest! {
    #[test]
    fn edits_stay_in_the_specifier_and_the_result_reads_as_promised(
        source in requirement_text(),
        floor in version_text(),
        upper in proptest::option::of(version_text()),
    ) {
        let path = Path::new("requirements.txt");
        let (floor, upper) = (version(&floor), upper.map(|upper| version(&upper)));
        let manifest = parse_requirements(path, &source);
        prop_assert!(manifest.problems.is_empty(), "{:?}", manifest.problems);
        let before = &manifest.requirements[0];
        let FloorChange::Edit(edit) = raise_floor(before, &source, &floor, upper.as_ref()) else {
            return Ok(());
        };
        let allowed = before.specifier_range.clone().unwrap_or(before.insert_at..before.insert_at);
        let mut end = allowed.start;
        for (range, _) in &edit.edits {
            prop_assert!(end <= range.start && range.end <= allowed.end, "{:?} in {:?}", edit, allowed);
            end = range.end;
        }
        let after_text = edit.applied(&source);
        let again = parse_requirements(path, &after_text);
        prop_assert!(again.problems.is_empty(), "{}: {:?}", after_text, again.problems);
        prop_assert_eq!(again.requirements.len(), manifest.requirements.len());
        let after = &again.requirements[0];
        prop_assert_eq!(&after.specifiers, &edit.specifiers);
        prop_assert_eq!((&after.raw_name, &after.extras, &after.marker), (&before.raw_name, &before.extras, &before.marker));
        let below = VersionSpecifiers::from(VersionSpecifier::less_than_version(floor.clone()));
        prop_assert!(check_requirement(before, &below));
        prop_assert!(!check_requirement(after, &below));
        prop_assert!(satisfies(&after.specifiers, &floor), "{} at {}", after_text, floor);
        prop_assert_eq!(raise_floor(after, &after_text, &floor, upper.as_ref()), FloorChange::Unneeded);
    }

    #[test]
    fn any_text_is_read_without_a_panic_and_with_places_inside_it(source in "[a-c=<>~!.,;@#\\[\\]()0-9\\\\\r\n \\-'\"é${}:/*^|]{0,60}") {
        let requirements = parse_requirements(Path::new("requirements.txt"), &source);
        let toml = format!("[project]\ndependencies = ['''{source}''']\n[tool.poetry.dependencies]\na = '''{source}'''\n");
        let pyproject = crate::manifest::parse_pyproject(Path::new("pyproject.toml"), &toml);
        for (text, manifest) in [(&source, &requirements), (&toml, &pyproject)] {
            for requirement in &manifest.requirements {
                prop_assert!(text.get(requirement.text_range.clone()).is_some());
                prop_assert!(text.get(requirement.name_range.clone()).is_some());
                let _ = raise_floor(requirement, text, &version("3.4.0"), Some(&version("4")));
            }
            for problem in &manifest.problems {
                prop_assert!(text.get(problem.range.clone()).is_some());
            }
        }
    }

    #[test]
    fn sets_agree_with_the_crate_that_tests_single_versions(one in clause_text(), other in clause_text(), candidate in version_text()) {
        let (one, other) = (VersionSpecifiers::from_str(&one).unwrap(), VersionSpecifiers::from_str(&other).unwrap());
        let candidate = version(&candidate);
        // The crate compares prefixes only as far as the shorter release goes (4 would be in 4.1.*).
        let numbers = candidate.release().iter().copied().chain([0; 4]);
        let candidate = candidate.clone().with_release(numbers);
        prop_assert!(satisfies(&one, &candidate) || !one.contains(&candidate), "{} at {}", one, candidate);
        // It also compares `===` by the letters, where 2 is not 2.0, and keeps 3.post1 out of `>3.dev0`.
        let is_by_letters = one.iter().any(|specifier| operator_text(*specifier.operator()) == "===");
        if !is_by_letters && candidate.is_stable() && !candidate.is_post() {
            prop_assert_eq!(satisfies(&one, &candidate), one.contains(&candidate), "{} at {}", one, candidate);
        }
        if satisfies(&one, &candidate) && satisfies(&other, &candidate) {
            prop_assert!(crate::manifest::specifiers_meet(&one, &other), "{} and {} at {}", one, other, candidate);
        }
    }
}
