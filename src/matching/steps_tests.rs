use super::*;
use crate::manifest::blocks;

const ROWS: &str = r##"
[[step]]
code = "STP1"
name = "down"
severity = "note"
way-back = "warning"
fails = "silently"
message = "{by}"
runs = ["alembic downgrade {by:-#}"]
unless-beside = ["alembic upgrade *"]
[[step]]
code = "STP2"
name = "dump"
severity = "warning"
fails = "call"
message = "{file}"
runs = ["pg_restore {file}", "pg_restore < {file}"]
with = ["pg_dump !-F* > {file}"]
[[step]]
code = "STP3"
name = "scale"
severity = "note"
fails = "silently"
message = "{service} {number}"
runs = ["docker compose up --scale={service}={number:#} !*=0"]
after = ["docker compose up --scale={service}=0"]
[[step]]
code = "STP4"
name = "post"
severity = "note"
fails = "call"
message = "{url}"
runs = ["curl -X=POST {url:*/(health|ping)}"]
"##;

#[derive(serde::Deserialize)]
struct Rows {
    step: Vec<Step>,
}

/// What is found in a file: the message of the row, whether it is a way back, and the command as it is written.
fn found(path: &str, text: &str) -> Vec<(String, bool, String)> {
    let rows: Rows = toml::from_str(ROWS).unwrap();
    let rows: Vec<&Step> = rows.step.iter().collect();
    let path = Path::new(path);
    let blocks = blocks(path, text);
    let found = steps(&rows, path, &blocks).into_iter();
    found
        .map(|ran| {
            let filled: Vec<&str> = ran.filled.values().map(String::as_str).collect();
            let written = text[ran.range].to_owned();
            (filled.join(" "), ran.is_way_back, written)
        })
        .collect()
}

#[test]
fn a_command_is_found_behind_what_runs_it() {
    for (text, written) in [
        ("alembic downgrade -1", "alembic downgrade -1"),
        (
            "cd x && sudo alembic -c a.ini downgrade -2",
            "alembic -c a.ini downgrade -2",
        ),
        (
            "docker compose exec -T web alembic downgrade -1",
            "alembic downgrade -1",
        ),
        (
            "python -m alembic downgrade -1 | tee log",
            "alembic downgrade -1",
        ),
        (
            "bash -c 'set -e; alembic downgrade -1'",
            "alembic downgrade -1",
        ),
        (
            "ssh host \"cd x; alembic downgrade -1\"",
            "alembic downgrade -1",
        ),
        (
            "X=1 /usr/bin/alembic downgrade -1 > log",
            "/usr/bin/alembic downgrade -1 > log",
        ),
    ] {
        let texts: Vec<String> = found("a.sh", text).into_iter().map(|one| one.2).collect();
        assert_eq!(texts, [written], "{text}");
    }
}

#[test]
fn what_says_or_does_something_else_is_not_found() {
    for text in [
        "echo alembic downgrade -1",
        "# alembic downgrade -1",
        "alembic downgrade base",
        "alembic downgrade ae1027a6acf",
        "alembic upgrade head\nalembic downgrade -1",
        "pg_dump -Fc db > a.sql\npg_restore a.sql",
        "pg_dump db > a.sql\npg_restore b.sql",
        "docker compose up --scale a=1",
        "docker compose up --scale a=0\ndocker compose up --scale b=1",
        "curl http://x/health",
        "curl -X POST http://x/health/users",
    ] {
        assert_eq!(found("a.sh", text), [], "{text}");
    }
}

#[test]
fn commands_belong_together_by_what_they_name() {
    let text = "pg_dump -d db > a.sql\npg_restore -d db a.sql\npg_restore < a.sql\n";
    let texts: Vec<String> = found("a.sh", text).into_iter().map(|one| one.0).collect();
    assert_eq!(texts, ["a.sql", "a.sql"]);
    let text = "docker compose up -d --scale a=0\ndocker compose up -d --scale=a=2\n";
    let texts: Vec<String> = found("a.sh", text).into_iter().map(|one| one.0).collect();
    assert_eq!(texts, ["2 a"]);
    let text = "curl -fsS -XPOST http://x/ping -d ''";
    assert_eq!(found("a.sh", text)[0].0, "http://x/ping");
}

#[test]
fn the_way_back_is_known_by_names() {
    let command = "alembic downgrade -1\n";
    let is_back = |path: &str, text: &str| found(path, text)[0].1;
    assert!(is_back("scripts/rollback.sh", command));
    assert!(is_back("rollback/db.sh", command));
    assert!(is_back("a.sh", &format!("roll_back() {{\n{command}}}\n")));
    assert!(is_back(
        "UPGRADE.md",
        &format!("# 回滚\n```sh\n{command}```\n")
    ));
    assert!(!is_back("a.sh", command));
    assert!(!is_back(
        "UPGRADE.md",
        &format!("# 升级\n```sh\n{command}```\n")
    ));
    assert!(!is_back("Makefile", &format!("rollback:\n\t{command}")));
}
