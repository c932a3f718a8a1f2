//! SARIF 2.1.0, as Snyk, scanners of code and many others write it.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::{Said, What, items, normal, text_of};

pub(super) fn read(value: &Value) -> Option<What> {
    let version = text_of(value, "version")?;
    if !version.starts_with("2.1") {
        return None;
    }
    value.get("runs")?.as_array()?;
    let said = items(value, "runs").flat_map(|run| {
        let tool = run.get("tool").and_then(|tool| tool.get("driver"));
        let tool = tool
            .and_then(|driver| text_of(driver, "name"))
            .unwrap_or_default();
        items(run, "results").map(move |result| of_result(&tool, result))
    });
    Some(What::Said(said.collect()))
}

fn of_result(tool: &str, result: &Value) -> Said {
    let message = result.get("message");
    let message = message.and_then(|one| text_of(one, "text").or_else(|| text_of(one, "markdown")));
    let message = message.unwrap_or_default();
    let location = items(result, "locations").next();
    let physical = location.and_then(|one| one.get("physicalLocation"));
    let artifact = physical.and_then(|one| one.get("artifactLocation"));
    let region = physical.and_then(|one| one.get("region"));
    let line = region
        .and_then(|one| one.get("startLine"))
        .and_then(Value::as_u64);
    let logical = location
        .into_iter()
        .flat_map(|one| items(one, "logicalLocations"));
    let named = logical.filter_map(|one| text_of(one, "fullyQualifiedName"));
    let package = named.into_iter().find_map(|name| split(&name));
    Said {
        tool: tool.to_owned(),
        rule: text_of(result, "ruleId").unwrap_or_default(),
        level: text_of(result, "level").unwrap_or_else(|| "warning".to_owned()),
        package: package.or_else(|| in_words(&message)),
        path: artifact.and_then(|one| text_of(one, "uri")),
        line: line.and_then(|line| u32::try_from(line).ok()),
        message,
    }
}

/// `name@version`, as scanners of dependencies name what they found.
fn split(name: &str) -> Option<(String, Option<String>)> {
    let (name, version) = name.rsplit_once('@')?;
    let is_name = name.parse::<pep508_rs::PackageName>().is_ok();
    is_name.then(|| (normal(name), Some(version.to_owned())))
}

/// The package in a sentence such as "introduces a vulnerable jinja2 package".
fn in_words(message: &str) -> Option<(String, Option<String>)> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bvulnerable ([A-Za-z0-9][A-Za-z0-9._-]*) package\b").expect("it is one")
    });
    let found = WORDS.captures(message)?;
    Some((normal(&found[1]), None))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::evidence::{self, Kind};

    #[test]
    fn packages_and_places_are_read() {
        let text = r#"{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [
            {"tool": {"driver": {"name": "Snyk Open Source", "rules": [{"id": "SNYK-PYTHON-JINJA2-1"}]}}, "results": [
                {"ruleId": "SNYK-PYTHON-JINJA2-1", "level": "error", "message": {"text": "This file introduces a vulnerable Jinja2 package with a high severity vulnerability."},
                 "locations": [{"physicalLocation": {"artifactLocation": {"uri": "requirements.txt"}, "region": {"startLine": 3}}, "logicalLocations": [{"fullyQualifiedName": "Jinja2@3.1.2"}]}]},
                {"ruleId": "B105", "message": {"text": "Possible hardcoded password"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "app/a.py"}, "region": {"startLine": 7}}}]}]}]}"#;
        let read = evidence::read("a", text.as_bytes()).unwrap();
        assert_eq!(read.kind, Kind::Sarif);
        let What::Said(said) = read.what else {
            panic!("said");
        };
        assert_eq!(
            said[0].package,
            Some(("jinja2".to_owned(), Some("3.1.2".to_owned())))
        );
        assert_eq!(
            (said[1].path.as_deref(), said[1].line),
            (Some("app/a.py"), Some(7))
        );
        assert_eq!(
            (said[1].level.as_str(), said[1].package.as_ref()),
            ("warning", None)
        );
    }
}
