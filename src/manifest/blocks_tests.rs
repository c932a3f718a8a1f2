use super::*;

/// The blocks of a file: what they are called, and their commands with single spaces.
fn read(path: &str, text: &str) -> Vec<(String, String)> {
    let shown = |block: Block| {
        let commands = block.commands.iter().filter(|one| !one.words.is_empty());
        let commands = commands.map(|one| {
            let words = one.words.iter().map(|word| word.text.as_str());
            words.collect::<Vec<_>>().join(" ")
        });
        let commands = commands.collect::<Vec<_>>().join("; ");
        (block.around.join("/"), commands)
    };
    let blocks = blocks(Path::new(path), text).into_iter().map(shown);
    blocks
        .filter(|(_, commands)| !commands.is_empty())
        .collect()
}

fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found
        .iter()
        .map(|(around, commands)| (around.as_str(), commands.as_str()))
        .collect()
}

#[test]
fn a_script_is_read_by_its_functions() {
    let text =
        "set -e\nback() {\n  a 1 # b\n}\ncat <<EOF\n  c\nEOF\nssh host <<'EOF'\nd\nEOF\nback\n";
    let found = read("x.sh", text);
    assert_eq!(
        pairs(&found),
        [
            ("", "set -e"),
            ("back", "a 1"),
            ("", "cat; ssh host; d; EOF; back")
        ]
    );
}

#[test]
fn a_makefile_is_read_by_its_targets() {
    let text = "A := b\n\n.PHONY: up\nup: x y\n\t@one $(A) --two\n\t-three\n\ndown back:\n\tfour\n";
    let found = read("Makefile", text);
    assert_eq!(
        pairs(&found),
        [("up", "one ${A} --two; three"), ("down/back", "four")]
    );
}

#[test]
fn jobs_are_read_by_their_names() {
    let text = "jobs:\n  back:\n    steps:\n      - name: Undo\n        run: |\n          a\n          b 1\n      - run: c\n";
    let found = read(".github/workflows/x.yml", text);
    assert_eq!(pairs(&found), [("back/Undo", "a; b 1"), ("back", "c")]);
    let found = blocks(Path::new("x.yml"), text);
    assert!(found.iter().all(|block| block.place == 0));
}

#[test]
fn a_runbook_is_read_by_its_headings() {
    let text = "# Plan\n```python\nno\n```\n## Back\n```bash\n# no\na 1\n```\n### Data\n~~~console\n$ b\n~~~\n## On\n```\nno\n```\n```sh\nc\n";
    let found = read("UPGRADE.md", text);
    assert_eq!(
        pairs(&found),
        [
            ("Plan/Back", "a 1"),
            ("Plan/Back/Data", "b"),
            ("Plan/On", "c")
        ]
    );
    assert!(is_runbook(Path::new("docs/ROLLBACK.md")));
    assert!(is_runbook(Path::new("runbooks/db.md")));
    assert!(is_runbook(Path::new("回滚.md")));
    assert!(!is_runbook(Path::new("README.md")));
    assert!(!is_runbook(Path::new("upgrade.txt")));
}

#[test]
fn an_image_and_a_crontab_are_read() {
    let found = read("Dockerfile", "FROM a\nRUN b && \\\n  c\n");
    assert_eq!(pairs(&found), [("", "b; c")]);
    let found = read("crontab", "0 9 * * 1 cd /x && a b\n");
    assert_eq!(pairs(&found), [("", "0 9 * * 1 cd /x; a b")]);
}
