use super::*;
use crate::plan::sample;

/// The page without its style and script, a line an element.
fn body(page: &str) -> String {
    let cut = |text: &str, name: &str| {
        let open = text.find(&format!("<{name}>")).expect("it is there") + name.len() + 2;
        let close = text.find(&format!("</{name}>")).expect("it ends");
        format!("{}…{}", &text[..open], &text[close..])
    };
    let page = cut(&cut(page, "style"), "script");
    let at = page.find("content=\"default-src").expect("it has a policy");
    let end = page[at..].find("\"><meta").expect("it ends") + at;
    let page = format!("{}{}", &page[..at], &page[end..]);
    let blocks = [
        "<section", "<div", "<li", "<tr", "<details", "<figure", "<main", "<h2", "<svg", "<label",
        "<select",
    ];
    blocks.iter().fold(page, |page, block| {
        page.replace(block, &format!("\n{block}"))
    })
}

/// A small run with every kind of text that a project can have.
fn small() -> (Plan, Outcome) {
    let outcome = crate::report::sample::outcome();
    (sample::plan_of(&outcome, ""), outcome)
}

#[test]
fn the_report_says_what_where_and_who() {
    let (plan, outcome) = small();
    let page = body(&render(&plan, &outcome, Lang::En));
    let findings = page
        .find("<section id=\"findings\"")
        .expect("it has findings");
    let footer = page.find("<footer>").expect("it ends");
    insta::assert_snapshot!(&page[findings..footer]);
}

#[test]
fn equal_runs_give_equal_bytes_and_another_language_other_words() {
    let (plan, outcome) = small();
    let page = render(&plan, &outcome, Lang::Zh);
    assert_eq!(page, render(&plan, &outcome, Lang::Zh));
    assert!(page.contains("lang=\"zh-CN\"") && !page.contains("Findings"));
}

#[test]
fn the_policy_names_the_style_and_the_script_that_the_page_has() {
    let (plan, outcome) = small();
    let page = render(&plan, &outcome, Lang::En);
    for (name, text) in [("style", STYLE), ("script", SCRIPT)] {
        let hash = STANDARD.encode(Sha256::digest(text));
        assert!(
            page.contains(&format!("{name}-src &#39;sha256-{hash}"))
                || page.contains(&format!("{name}-src 'sha256-{hash}"))
        );
        assert_eq!(page.matches(&format!("<{name}>")).count(), 1);
        assert!(!text.contains("</"), "{name} would end early");
    }
    // What the policy forbids anyway, and a page that keeps to it does not try.
    for word in [
        "http:", "https:", " style=", " src=", " on", "url(", "@import",
    ] {
        let tags = page
            .split('<')
            .skip(1)
            .filter_map(|tag| tag.split('>').next());
        assert!(!tags.clone().any(|tag| tag.contains(word)), "{word}");
    }
}

#[test]
fn what_comes_from_a_project_is_text() {
    let evil = "\"><script>x()</script>'<img src=x onerror=y()>&lt;\u{202e}\u{1b}`";
    let mut outcome = crate::report::sample::outcome();
    for finding in &mut outcome.report.findings {
        finding.message = evil.to_owned();
        finding.help = Some(evil.to_owned());
        finding.breaks_in = Some(evil.to_owned());
        finding.code = evil.to_owned();
        finding.location.path = evil.to_owned();
        finding.fingerprint = evil.to_owned();
        for related in &mut finding.related {
            related.why = evil.to_owned();
            related.location.path = format!("{evil}2");
        }
    }
    let text = format!("{evil}\n").repeat(20);
    for path in [evil.to_owned(), format!("{evil}2")] {
        for cell in [None, Some(3)] {
            outcome
                .texts
                .insert((path.clone(), cell), text.as_str().into());
        }
    }
    let config = toml::to_string(&toml::toml! {
        [[phases]]
        title = "<script>z()</script>"
        span = "<b>"
        packages = ["nest"]
    });
    let plan = sample::plan_of(&outcome, &config.expect("it is written"));
    let page = render(&plan, &outcome, Lang::En);
    for markup in [
        "<script>x",
        "<script>z",
        "<img",
        "<b>",
        "\u{202e}",
        "\u{1b}",
    ] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(
        page.contains("&lt;script&gt;x()&lt;/script&gt;'&lt;img src=x onerror=y()&gt;&amp;lt;�␛")
    );
    assert!(page.contains("data-package=\"nest\""));
}

#[test]
fn a_project_with_nothing_to_do_has_a_report_that_says_so() {
    let mut outcome = crate::report::sample::clean();
    outcome.report.problems.clear();
    let page = render(&sample::plan_of(&outcome, ""), &outcome, Lang::En);
    assert!(page.contains("Nothing to do was found"));
    assert!(!page.contains("id=\"findings\"") && !page.contains("href=\"#map\""));
}
