//! The report: a plan as one page for a browser. It needs no network, runs without its script, and shows what comes from a
//! project as text and as nothing else: each value is made harmless for the eye by [`safe`](crate::report::safe) and escaped by
//! the templates, no value reaches the script or the style, and the page's own policy allows those two and nothing more.

mod excerpt;
mod findings;
mod map;
mod overview;
mod prose;
mod rows;
mod timeline;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::words::Words;
use super::{Plan, sections};
use crate::config::Lang;
use crate::engine::Outcome;
use rows::Files;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// The report of `plan`, which was made of `outcome`; equal ones give equal bytes.
#[must_use]
pub fn render(plan: &Plan, outcome: &Outcome, lang: Lang) -> String {
    let words = Words(lang);
    let files = Files::of(plan, outcome);
    // A checkout may end lines otherwise than a browser reads them, and the policy names the bytes that it reads.
    let (style, script) = (STYLE.replace('\r', ""), SCRIPT.replace('\r', ""));
    let title = words.say("report-title");
    let page = html! {
        (DOCTYPE)
        html lang=(match lang { Lang::En => "en", Lang::Zh => "zh-CN" }) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(&style, &script));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="generator" content="exuvia";
                title { (title) }
                style { (PreEscaped(&style)) }
            }
            body {
                a .skip href="#main" { (words.say("report-skip")) }
                (header(title, plan, &files, words))
                main #main {
                    (overview::overview(plan, &files, words))
                    (timeline::timeline(plan, words))
                    (map::map(&files, words))
                    (written_out(plan, words))
                    (findings::findings(plan, outcome, &files, words))
                }
                footer { p { (prose::prose(words.say("report-footer"))) } }
                script { (PreEscaped(&script)) }
            }
        }
    };
    let mut out = page.into_string();
    out.push('\n');
    out
}

/// The policy of the page: this style, this script, and nothing from anywhere.
fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(script)
    )
}

fn header(title: &str, plan: &Plan, files: &Files<'_>, words: Words) -> Markup {
    let mut links = vec![("overview", "report-overview")];
    if !files.all.is_empty() {
        links.extend([
            ("timeline", "report-timeline"),
            ("map", "report-map"),
            ("plan", "report-plan"),
            ("findings", "report-findings"),
        ]);
    } else if !plan.phases.is_empty() {
        links.push(("plan", "report-plan"));
    }
    html! {
        header .top {
            p .name { (title) }
            nav aria-label=(words.say("report-nav")) {
                ul {
                    @for (id, key) in links { li { a href={ "#" (id) } { (words.say(key)) } } }
                }
            }
            button #theme type="button" hidden data-dark=(words.say("report-dark")) data-light=(words.say("report-light")) {}
        }
    }
}

/// What the checklist says, but for the summary, which stands at the top, and the places, which stand below.
fn written_out(plan: &Plan, words: Words) -> Markup {
    let all = sections::all(plan, words);
    let rest = all.iter().filter(|section| section.id != "summary");
    html! {
        section #plan .written aria-labelledby="plan-title" {
            h2 #plan-title { (words.say("report-plan")) }
            p .lead { (prose::prose(words.say("report-plan-lead"))) }
            @for section in rest { (prose::section(section, 3, words)) }
        }
    }
}

#[cfg(test)]
mod tests;
