//! The pipeline for GitLab: on a change of a manifest, and by schedules whose `ROUND` says which.

use super::{MANIFESTS, NOTICE, inside, job_names, quoted};
use crate::survey::Survey;

/// Where the pipeline stands in a repository; the project's own includes it.
pub const PATH: &str = ".gitlab/dependencies.yml";

/// The text of the pipeline for the services of a project whose repository begins in `base`.
#[must_use]
pub fn render(survey: &Survey, base: &str) -> String {
    let mut out = String::from(
        "# Included by .gitlab-ci.yml:\n#   include:\n#     - local: .gitlab/dependencies.yml\n# Two schedules run it: one each week with ROUND=audit, one each month with ROUND=outdated.\n\n",
    );
    for (service, name) in survey
        .services
        .iter()
        .zip(job_names(&survey.services, base))
    {
        let folder = inside(service, base);
        let here = crate::plan::shell_word(&folder);
        let report = format!("exuvia-{name}.json");
        let version = service.version.as_deref().unwrap_or("3");
        let pip = &service.pip;
        let job = |kind: &str, rules: &str, commands: &[String], kept: &str| {
            let mut job = format!(
                "{kind}-{name}:\n  stage: test\n  image: {}\n  rules:\n{rules}  script:\n",
                quoted(&format!("python:{version}"))
            );
            let mut before = vec![format!("cd {here}")];
            before.extend(
                service
                    .tool
                    .iter()
                    .map(|tool| format!("pip install {tool}")),
            );
            for line in before.iter().chain(&service.install).chain(commands) {
                job.push_str(&format!("    - {}\n", quoted(line)));
            }
            job.push_str("  after_script:\n");
            job.push_str(&notice());
            job.push_str(kept);
            job.push('\n');
            job
        };
        // Merge requests show findings by their paths in the repository.
        let shown = format!(
            "(cd \"$CI_PROJECT_DIR\" && pipx run exuvia check --exit-zero --output-format gitlab --output-file {report} {here})"
        );
        let mut test = vec![
            format!("{pip} check"),
            "pip install pipx".to_owned(),
            shown,
            "pipx run exuvia check .".to_owned(),
        ];
        test.extend(service.test.clone());
        let kept =
            format!("  artifacts:\n    when: always\n    reports:\n      codequality: {report}\n");
        out.push_str(&job("test", &on_change(), &test, &kept));
        let audit = [
            "pip install pipx".to_owned(),
            format!("{pip} freeze > installed.txt"),
            "pipx run pip-audit --no-deps --requirement installed.txt".to_owned(),
        ];
        out.push_str(&job("audit", &in_round("audit"), &audit, ""));
        let outdated = [format!("{pip} list --outdated")];
        out.push_str(&job("outdated", &in_round("outdated"), &outdated, ""));
    }
    out
}

fn on_change() -> String {
    let mut out =
        String::from("    - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"\n      changes:\n");
    for pattern in MANIFESTS {
        out.push_str(&format!("        - {}\n", quoted(pattern)));
    }
    out
}

fn in_round(round: &str) -> String {
    format!("    - if: $CI_PIPELINE_SOURCE == \"schedule\" && $ROUND == \"{round}\"\n")
}

/// The hooks are told when a job of a schedule failed.
fn notice() -> String {
    let mut out = String::from(
        "    - 'if [ \"$CI_JOB_STATUS\" = success ] || [ \"$CI_PIPELINE_SOURCE\" != schedule ]; then exit 0; fi'\n    - 'MESSAGE=\"$CI_PROJECT_PATH: $CI_JOB_NAME failed, $CI_JOB_URL\"'\n",
    );
    for line in NOTICE {
        out.push_str(&format!("    - {}\n", quoted(line)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_service_has_jobs_of_its_own() {
        insta::assert_snapshot!(render(&crate::init::sample::survey(), "shop"));
    }
}
