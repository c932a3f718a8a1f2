//! Policies of update services: security at once, the rest monthly, majors apart.

use serde_json::json;

use super::{inside, quoted};
use crate::manifest::Format;
use crate::survey::Survey;

/// Where Renovate's policy stands in a repository.
pub const RENOVATE: &str = "renovate.json";
/// Where Dependabot's policy stands in a repository.
pub const DEPENDABOT: &str = ".github/dependabot.yml";

/// The policy for Renovate.
#[must_use]
pub fn renovate() -> String {
    let policy = json!({
        "$schema": "https://docs.renovatebot.com/renovate-schema.json",
        "extends": ["config:recommended"],
        "schedule": ["* 0-6 1 * *"],
        "vulnerabilityAlerts": { "enabled": true, "schedule": ["at any time"], "labels": ["security"] },
        "packageRules": [
            {
                "description": "All but majors, together, once a month",
                "matchUpdateTypes": ["minor", "patch", "pin", "digest"],
                "groupName": "monthly updates"
            },
            {
                "description": "Each major by itself, when somebody asks for it",
                "matchUpdateTypes": ["major"],
                "dependencyDashboardApproval": true
            }
        ]
    });
    let mut out = serde_json::to_string_pretty(&policy).expect("the policy is JSON");
    out.push('\n');
    out
}

/// The policy for Dependabot, for the services of a project whose repository begins in `base`. What mends an advisory does not
/// wait for the schedule.
#[must_use]
pub fn dependabot(survey: &Survey, base: &str) -> String {
    let mut out = String::from("version: 2\nupdates:\n");
    for service in &survey.services {
        let is_uv = service
            .manifests
            .iter()
            .any(|path| path.ends_with("uv.lock"));
        let is_conda = service
            .manifests
            .iter()
            .all(|path| Format::of(std::path::Path::new(path)) == Some(Format::Conda));
        let ecosystem = match (is_uv, is_conda) {
            (true, _) => "uv",
            (_, true) => "conda",
            _ => "pip",
        };
        let folder = match inside(service, base).as_str() {
            "." => "/".to_owned(),
            folder => format!("/{folder}"),
        };
        out.push_str(&format!(
            "  - package-ecosystem: {ecosystem}\n    directory: {}\n    schedule:\n      interval: monthly\n    groups:\n      monthly-updates:\n        applies-to: version-updates\n        update-types: [minor, patch]\n      security:\n        applies-to: security-updates\n        patterns: [\"*\"]\n",
            quoted(&folder)
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_say_what_comes_when() {
        insta::assert_snapshot!(renovate());
        insta::assert_snapshot!(dependabot(&crate::init::sample::survey(), "shop"));
    }
}
