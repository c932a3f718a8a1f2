//! The workflow for GitHub: on a change of a manifest, weekly, monthly.

use super::{MANIFESTS, NOTICE, inside, job_names, quoted};
use crate::survey::{Service, Survey};

/// Where the workflow stands in a repository.
pub const PATH: &str = ".github/workflows/dependencies.yml";

/// The text of the workflow for the services of a project whose repository begins in `base`.
#[must_use]
pub fn render(survey: &Survey, base: &str) -> String {
    let mut out = String::from("name: dependencies\n\non:\n  pull_request:\n    paths:\n");
    for pattern in MANIFESTS {
        out.push_str(&format!("      - {}\n", quoted(pattern)));
    }
    out.push_str(
        "  schedule:\n    # Each Monday: advisories. On the first of each month: what is outdated.\n    - cron: \"0 9 * * 1\"\n    - cron: \"0 9 1 * *\"\n  workflow_dispatch:\n\npermissions:\n  contents: read\n\njobs:\n",
    );
    let mut names = Vec::new();
    let jobs = job_names(&survey.services, base);
    for (service, name) in survey.services.iter().zip(jobs) {
        out.push_str(&jobs_of(service, &name, base));
        names.extend(["test", "audit", "outdated"].map(|kind| format!("{kind}-{name}")));
    }
    out.push_str(&notice(&names));
    out
}

/// The jobs of one service.
fn jobs_of(service: &Service, name: &str, base: &str) -> String {
    let step =
        |title: &str, run: &str| format!("      - name: {title}\n        run: {}\n", quoted(run));
    let tool = service
        .tool
        .iter()
        .map(|tool| format!("pipx install {tool}"));
    let install = tool.chain(service.install.iter().cloned());
    let install: String = install.map(|line| step("Install", &line)).collect();
    let folder = literal(&inside(service, base));
    let version = quoted(service.version.as_deref().unwrap_or("3.x"));
    let job = |kind: &str, when: &str, steps: &[String]| {
        format!(
            "  {kind}-{name}:\n    if: {when}\n    runs-on: ubuntu-latest\n    defaults:\n      run:\n        working-directory: {folder}\n    steps:\n      - uses: actions/checkout@v4\n      - uses: actions/setup-python@v5\n        with:\n          python-version: {version}\n{install}{}\n",
            steps.concat()
        )
    };
    let pip = &service.pip;
    let mut test = vec![
        step(
            "Check that what is installed fits together",
            &format!("{pip} check"),
        ),
        step(
            "Check that no old API is used",
            "pipx run exuvia check --output-format github .",
        ),
    ];
    test.extend(service.test.as_ref().map(|test| step("Test", test)));
    let list = format!(
        "{pip} freeze > installed.txt && pipx run pip-audit --no-deps --requirement installed.txt"
    );
    [
        job("test", "github.event_name != 'schedule'", &test),
        job(
            "audit",
            "github.event.schedule == '0 9 * * 1'",
            &[step("Look for advisories", &list)],
        ),
        job(
            "outdated",
            "github.event.schedule == '0 9 1 * *'",
            &[step(
                "List what is outdated",
                &format!("{pip} list --outdated"),
            )],
        ),
    ]
    .concat()
}

/// A text that is no expression, whatever stands in it.
fn literal(text: &str) -> String {
    quoted(&text.replace("${{", "${{ '${{' }}"))
}

fn notice(needs: &[String]) -> String {
    let mut out = format!(
        "  notice:\n    needs: [{}]\n    if: failure() && github.event_name == 'schedule'\n    runs-on: ubuntu-latest\n    env:\n      MESSAGE: \"${{{{ github.repository }}}}: ${{{{ github.workflow }}}} failed, ${{{{ github.server_url }}}}/${{{{ github.repository }}}}/actions/runs/${{{{ github.run_id }}}}\"\n      SLACK_WEBHOOK_URL: ${{{{ secrets.SLACK_WEBHOOK_URL }}}}\n      DINGTALK_WEBHOOK_URL: ${{{{ secrets.DINGTALK_WEBHOOK_URL }}}}\n    steps:\n",
        needs.join(", ")
    );
    for line in NOTICE {
        out.push_str(&format!("      - run: {}\n", quoted(line)));
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
