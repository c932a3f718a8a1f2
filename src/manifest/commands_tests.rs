//! What commands of shells install, and what of them can be edited.

use super::*;

fn whole(text: &str) -> Vec<Range<usize>> {
    std::iter::once(0..text.len()).collect()
}

/// What the commands install, as it is written and whether it can be edited.
fn installs(text: &str) -> Vec<(String, String, bool)> {
    let manifest = parse_commands(Path::new("n.ipynb"), text, &whole(text));
    let shown = |one: &Requirement| {
        let written = text[one.text_range.clone()].to_owned();
        let asked = format!("{}{}", one.package, one.specifiers);
        (written, asked, one.editable)
    };
    manifest.requirements.iter().map(shown).collect()
}

#[test]
fn what_pip_installs_is_read() {
    for (text, written, asked) in [
        ("pip install a==1.0", "a==1.0", "a==1.0"),
        (
            "pip3 -q install --upgrade -i https://x a==1",
            "a==1",
            "a==1",
        ),
        ("python -m pip install \"a>=1,<2\"", "a>=1,<2", "a>=1, <2"),
        ("{sys.executable} -m pip install 'a <2'", "a <2", "a<2"),
        ("cd x && sudo pip install -r r.txt a", "a", "a"),
        ("uv pip install \\\n  a[b]==1 # c==2", "a[b]==1", "a==1"),
        (
            "X=1 pip install a==1 > /dev/null 2>&1; echo",
            "a==1",
            "a==1",
        ),
        ("echo b\n/usr/bin/pip install a==1 | tail", "a==1", "a==1"),
        ("if x; then y; else pip install a==1; fi", "a==1", "a==1"),
        ("{ travis_retry pip install a==1; }", "a==1", "a==1"),
    ] {
        let expected = [(written.to_owned(), asked.to_owned(), true)];
        assert_eq!(installs(text), expected, "{text}");
    }
}

#[test]
fn other_tools_have_words_of_their_own() {
    for (text, asked) in [
        ("poetry add a@^1.2", "a>=1.2, <2"),
        ("poetry add --group dev a@latest", "a"),
        ("uv add 'a>=1'", "a>=1"),
        ("pdm add -G x a==1", "a==1"),
        ("pipenv install a~=1.2", "a~=1.2"),
        ("conda install -y -c forge a=1.2", "a==1.2.*"),
        ("mamba create -n env a==1.2", "a==1.2"),
        ("bash -ec \"set -e; pip install a==1\"", "a==1"),
        ("uv tool install a", ""),
        ("uvx --with a==1 --with=b<2 -p 3.12 c --with d", "a==1,b"),
        ("uvx --from 'a[x]>=1,<2' a", "a>=1, <2"),
        (
            "uv run --group dev --with a==1 python x.py --with b",
            "a==1",
        ),
        ("uv tool run --with \"a>=1\" b", "a>=1"),
        ("pipx run --spec a==1 a --spec b", "a==1"),
        ("uv run x.py", ""),
        ("poetry install a", ""),
    ] {
        let found: Vec<String> = installs(text)
            .into_iter()
            .map(|(_, asked, _)| asked)
            .collect();
        assert_eq!(found.join(","), asked, "{text}");
    }
}

#[test]
fn what_a_shell_reads_otherwise_is_not_edited() {
    for (text, written, asked) in [
        ("pip install a\\<2", "a\\<2", "a<2"),
        ("pip install a'==1'", "a'==1'", "a==1"),
        // Without quotes a shell reads from a file or writes to one, and pip gets the name alone.
        ("pip install a<2", "a", "a"),
        ("pip install a>=1", "a", "a"),
    ] {
        let expected = [(written.to_owned(), asked.to_owned(), false)];
        assert_eq!(installs(text), expected, "{text}");
    }
}

#[test]
fn what_installs_nothing_is_left_alone() {
    for text in [
        "echo pip install a",
        "pip uninstall a",
        "pip download a==1",
        "pip install -e . -r requirements.txt --target a",
        "pip install . ./b {packages} $C",
        "# pip install a",
        "pip install -U a",
        "pip install --upgrade --quiet a b",
        "pip install -qU a",
    ] {
        assert_eq!(installs(text), [], "{text}");
    }
}

#[test]
fn what_is_not_known_is_a_problem() {
    let text = "pip install a=={version}";
    let manifest = parse_commands(Path::new("n.ipynb"), text, &whole(text));
    let [problem] = manifest.problems.as_slice() else {
        panic!("{:?}", manifest.problems);
    };
    assert_eq!(&text[problem.range.clone()], "a=={version}");
    assert_eq!(problem.package.as_deref(), Some("a"));
}
