//! What the hooks of `.pre-commit-config.yaml` install beside themselves, each into an environment of its own.

use std::path::Path;

use super::builder::{Belongs, Builder};
use super::conda::content;
use super::yaml::{Node, documents};
use super::{Kind, Manifest};

/// Reads `additional_dependencies` of hooks in Python.
pub fn parse_pre_commit(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    match documents(source) {
        Ok(documents) => {
            let repositories = documents.iter().filter_map(|one| one.get("repos"));
            let hooks = repositories.flat_map(Node::items);
            let hooks = hooks.filter_map(|one| one.get("hooks"));
            for hook in hooks.flat_map(Node::items) {
                read_hook(&mut builder, hook);
            }
        }
        Err((at, cause)) => builder.problem(at..at, None, cause),
    }
    builder.finish()
}

fn read_hook(builder: &mut Builder<'_>, hook: &Node) {
    let text = |key: &str| hook.get(key).and_then(Node::scalar);
    let language = text("language").map(|one| one.text.as_str());
    let asked = hook.get("additional_dependencies");
    let asked = asked.into_iter().flat_map(Node::items);
    let asked: Vec<_> = asked.filter_map(Node::scalar).collect();
    // The file of the hook itself says in what it is written, and that lies elsewhere.
    let is_of_others = asked.iter().any(|one| is_of_others(&one.text));
    if language.is_some_and(|one| one != "python") || language.is_none() && is_of_others {
        return;
    }
    let group = text("id").map(|one| one.text.as_str());
    let belongs = Belongs {
        kind: Kind::Group,
        group,
    };
    for one in asked {
        let place = content(builder.source, one);
        if builder.source.get(place.clone()) == Some(one.text.as_str()) {
            builder.requirement_lines(&[place], &belongs);
        } else {
            builder.pep508(&one.text, place, &belongs);
        }
    }
}

/// Whether a wish is one of Node, Go, Ruby and their like: `eslint@8.0`, `@types/node`, `rubocop:1.0`.
fn is_of_others(text: &str) -> bool {
    let is_address = text.contains("://") || text.starts_with(['.', '/']);
    let is_version = |at: usize| {
        let behind = text[at + 1..].trim_start_matches('v');
        behind.starts_with(|first: char| first.is_ascii_digit())
    };
    let named = text.find(['@', ':']).filter(|_| !is_address);
    named.is_some_and(|at| at == 0 || is_version(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hooks_in_python_have_groups_and_others_are_left() {
        let source = r#"
repos:
  - repo: https://example.org/mypy
    hooks:
      - id: mypy
        additional_dependencies: ["openai==0.28.1", 'redis[hiredis]>=5', "not a one"]
      - id: eslint
        additional_dependencies: ["eslint@8.56.0", "typescript"]
      - id: own
        language: python
        additional_dependencies:
          - python-jose==3.3.0
          - theirs @ https://example.org/theirs-1.0.tar.gz
      - id: cargo
        language: rust
        additional_dependencies: [redis]
      - id: plain
"#;
        let manifest = parse_pre_commit(Path::new(".pre-commit-config.yaml"), source);
        let asked: Vec<String> = manifest
            .requirements
            .iter()
            .map(|one| {
                let group = one.group.as_deref().unwrap_or("-");
                format!(
                    "{} {} {} {} {group}",
                    one.line,
                    one.kind.code(),
                    one.package,
                    one.specifiers
                )
            })
            .collect();
        assert_eq!(
            asked,
            [
                "6 group openai ==0.28.1 mypy",
                "6 group redis >=5 mypy",
                "12 group python-jose ==3.3.0 own",
                "13 direct theirs  own",
            ]
        );
        let problems: Vec<_> = manifest
            .problems
            .iter()
            .map(|one| one.cause.code())
            .collect();
        assert_eq!(problems, ["bad-requirement"]);
        assert!(manifest.requirements[0].editable);
    }
}
