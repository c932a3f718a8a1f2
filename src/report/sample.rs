//! A made-up run for the tests of the formats: every severity, every applicability, a notebook, a
//! value that crosses files, wide characters and hostile ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::engine::Outcome;
use crate::finding::{
    Applicability, Blind, Fails, FileEdits, Finding, Fix, Location, Position, Problem, Related,
    Report, Severity, Summary, Symbol, TextEdit,
};
use crate::rules::added::Added;

const MODELS: &str = "import nestlib\n\n\ndef ask(問い):\n    結果 = nestlib.Chat.create(text=問い)\n    return 結果[\"text\"]\n";
const VIEWS: &str = "from models import ask\n\n\ndef show(request):\n\treply = ask(request)\n\treturn reply[\n\t\t\"text\"\n\t]\n";
const CELL: &str = "pool = hive.Pool()\r\nbee = hive.Bee(pool=pool, host='\u{1b}[31mred')\r\n";

/// The place of `needle` in `text`.
///
/// # Panics
/// When the text does not hold it.
pub fn locate(path: &str, cell: Option<u32>, text: &str, needle: &str) -> Location {
    let start = text
        .find(needle)
        .expect("the sample holds what is looked for");
    Location {
        path: path.to_owned(),
        cell,
        start: position(text, start),
        end: position(text, start + needle.len()),
    }
}

fn position(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |feed| feed + 1);
    let count = |number: usize| u32::try_from(number).expect("samples are small");
    Position {
        line: count(before.matches('\n').count() + 1),
        column: count(before[line_start..].chars().count() + 1),
        offset: count(offset),
    }
}

/// A finding with everything that most tests do not care about filled in.
pub fn finding(code: &str, package: &str, severity: Severity, location: Location) -> Finding {
    Finding {
        code: code.to_owned(),
        name: "moved-call".to_owned(),
        package: package.to_owned(),
        distribution: Some(package.to_owned()),
        severity,
        fails: Fails::Call,
        message: format!("`{package}` is not what it was"),
        location,
        symbol: Symbol::default(),
        applicability: Applicability::Manual,
        reason: None,
        help: None,
        breaks_in: None,
        related: Vec::new(),
        fingerprint: format!("{code}-fingerprint"),
        fix_id: None,
    }
}

fn safe_across_files() -> Finding {
    let mut safe = finding(
        "NST101",
        "nest",
        Severity::Error,
        locate("app/models.py", None, MODELS, "nestlib.Chat.create"),
    );
    safe.message = "`nestlib.Chat.create` was removed in 1.0.0".to_owned();
    safe.symbol = Symbol {
        old: Some("nestlib.Chat.create".to_owned()),
        new: Some("nestlib.Client.chat.create".to_owned()),
    };
    safe.applicability = Applicability::Safe;
    safe.help = Some("call `chat.create` of a client".to_owned());
    safe.breaks_in = Some("1.0.0".to_owned());
    safe.fix_id = Some("nest-1".to_owned());
    safe.related = vec![
        Related {
            location: locate("app/models.py", None, MODELS, "結果[\"text\"]"),
            why: "the response is read as a dict".to_owned(),
        },
        Related {
            location: locate("app/views.py", None, VIEWS, "reply[\n\t\t\"text\"\n\t]"),
            why: "and here, returned by `ask`".to_owned(),
        },
        Related {
            location: locate("app/lost.py", None, "x = ask(1)\n", "ask(1)"),
            why: "called here".to_owned(),
        },
    ];
    safe
}

fn in_a_notebook() -> Finding {
    let mut inside = finding(
        "HIV101",
        "hive",
        Severity::Warning,
        locate("notes/bees.ipynb", Some(3), CELL, "host='\u{1b}[31mred'"),
    );
    inside.fails = Fails::Silently;
    inside.message = "`host` is ignored beside `pool`".to_owned();
    inside.applicability = Applicability::Unsafe;
    inside.help = Some("give it to the pool".to_owned());
    inside.fix_id = Some("hive-1".to_owned());
    inside
}

fn hostile() -> Finding {
    let mut hostile = finding(
        "REQ001",
        "hive",
        Severity::Note,
        locate("odd,na:me\n100%.txt", None, "hive>=1\n", "hive>=1"),
    );
    hostile.fails = Fails::Never;
    hostile.message = "hive 3.0 is out,\r\nsay\u{1b}[2J 100%: look".to_owned();
    hostile.reason = Some("advice".to_owned());
    hostile
}

fn fixes() -> Vec<Fix> {
    let edit = |start, end, replacement: &str| TextEdit {
        start,
        end,
        replacement: replacement.to_owned(),
    };
    vec![
        Fix {
            id: "hive-1".to_owned(),
            applicability: Applicability::Unsafe,
            requires: Vec::new(),
            files: vec![FileEdits {
                path: "notes/bees.ipynb".to_owned(),
                cell: Some(3),
                edits: vec![edit(16, 16, "host='red'")],
            }],
        },
        Fix {
            id: "nest-1".to_owned(),
            applicability: Applicability::Safe,
            requires: Vec::new(),
            files: vec![FileEdits {
                path: "app/models.py".to_owned(),
                cell: None,
                edits: vec![edit(0, 0, "from nestlib import Client\n")],
            }],
        },
    ]
}

/// The made-up run.
pub fn outcome() -> Outcome {
    let texts = [
        (("app/models.py".to_owned(), None), Arc::from(MODELS)),
        (("app/views.py".to_owned(), None), Arc::from(VIEWS)),
        (("notes/bees.ipynb".to_owned(), Some(3)), Arc::from(CELL)),
    ];
    Outcome {
        report: Report {
            version: 1,
            findings: vec![safe_across_files(), in_a_notebook(), hostile()],
            fixes: fixes(),
            blind: vec![Blind {
                location: locate("app/views.py", None, VIEWS, "request"),
                why: "`getattr` with a name that is not known".to_owned(),
            }],
            problems: vec![Problem {
                path: "app/broken.py".to_owned(),
                message: "line 3: unexpected indent".to_owned(),
            }],
            summary: Summary {
                files: 12,
                candidates: 4,
                errors: 1,
                warnings: 1,
                notes: 1,
                safe_fixes: 1,
                unsafe_fixes: 1,
                manual: 1,
            },
        },
        texts: BTreeMap::from(texts),
        today: BTreeSet::new(),
        pins: BTreeSet::new(),
        holes: BTreeSet::new(),
        holes_ahead: BTreeSet::new(),
        targets: BTreeMap::new(),
        differences: BTreeMap::from([(
            "openai".to_owned(),
            vec!["A request is tried twice more.".to_owned()],
        )]),
        added: Added::default(),
        unusable: false,
    }
}

/// A run that found nothing.
pub fn clean() -> Outcome {
    Outcome {
        report: Report {
            version: 1,
            findings: Vec::new(),
            fixes: Vec::new(),
            blind: Vec::new(),
            problems: Vec::new(),
            summary: Summary {
                files: 12,
                ..Summary::default()
            },
        },
        texts: BTreeMap::new(),
        today: BTreeSet::new(),
        pins: BTreeSet::new(),
        holes: BTreeSet::new(),
        holes_ahead: BTreeSet::new(),
        targets: BTreeMap::new(),
        differences: BTreeMap::new(),
        added: Added::default(),
        unusable: false,
    }
}

/// What a writer wrote, with its colours taken out, as a stream without colours does.
pub fn plain(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut stripped = anstream::StripStream::new(Vec::new());
    write(&mut stripped).expect("memory takes all bytes");
    String::from_utf8(stripped.into_inner()).expect("reports are UTF-8")
}
