//! Classes whose values change their nature, and how packs spell that.

use std::collections::BTreeMap;

use pep440_rs::Version;
use serde::{Deserialize, Deserializer, de};

use crate::finding::{Fails, Severity};

use super::behaviour::crosses;
use super::spelling::qualified;
use super::template::Template;

/// Classes whose values change from mappings with attributes to plain objects.
#[derive(Debug, Clone)]
pub struct Shape {
    /// The rule's code.
    pub code: String,
    /// The rule's name, kebab case.
    pub name: String,
    /// The class of the old model; all below it count too.
    pub base: String,
    /// The first version with the new nature.
    pub breaks: Version,
    /// How bad it is.
    pub severity: Severity,
    /// When it goes wrong.
    pub fails: Fails,
    /// Turns the new value into the old one.
    pub boundary: Template,
    /// The method of the new class that makes an object of the old mapping, with what it is passed.
    pub from_mapping: Option<Template>,
    /// The old functions and methods that made an old value of the mapping that they were passed first.
    pub made_by: Vec<String>,
    /// Makes of the old mapping the text that `str` made of the old value.
    pub text: Option<Template>,
    /// Modules that this text needs.
    pub text_imports: Vec<String>,
    /// The class of what gives one new value after the other.
    pub stream: Option<String>,
    /// The same, where each is waited for.
    pub async_stream: Option<String>,
    /// The class that all new values have.
    pub new_base: Option<NewBase>,
    /// What is made of the new value where neither the new one nor [`Self::boundary`] serves all that
    /// reads it.
    pub likeness: Option<Likeness>,
    /// What the project's classes derive from in the place of the old class.
    pub own: Option<Likeness>,
    /// Mapping methods that old objects have and new ones lack.
    pub mapping_methods: Vec<String>,
    /// Old methods with a new form.
    pub methods: BTreeMap<String, Template>,
    /// What those of them become where the value is the old mapping.
    pub mapping_forms: BTreeMap<String, Template>,
    /// Old methods whose names no other class is taken to have.
    pub telling: Vec<String>,
    /// Modules that these forms need.
    pub mapping_imports: Vec<String>,
    /// One sentence for people.
    pub message: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

/// A class of the file's own that is read as the old values were.
#[derive(Debug, Clone)]
pub struct Likeness {
    /// Makes one of the new value.
    pub call: Template,
    /// The definitions that this takes, as they stand at the top of a file.
    pub code: String,
    /// What the definitions name: `module`, or `module:name` for a name of it.
    pub imports: Vec<String>,
    /// What to say about it.
    pub note: String,
    /// Attributes that it has only where the project sets others, by their names.
    pub set: BTreeMap<String, String>,
}

impl Likeness {
    /// Whether it has a method of its own.
    #[must_use]
    pub fn defines(&self, method: &str) -> bool {
        self.code.contains(&format!(" def {method}("))
    }

    /// The names that its definitions bind.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let defined = |line: &'_ str| -> Option<usize> {
            ["class ", "def "]
                .iter()
                .find(|word| line.starts_with(**word))
                .map(|word| word.len())
        };
        self.code.lines().filter_map(move |line| {
            let rest = &line[defined(line)?..];
            rest.split(['(', ':']).next()
        })
    }
}

impl Shape {
    /// Whether a step between two versions crosses the change.
    #[must_use]
    pub fn active(&self, from: &Version, target: &Version) -> bool {
        crosses(&self.breaks, (from, target))
    }
}

/// A class that all new values have.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NewBase {
    /// Its qualified name.
    pub class: String,
    /// The first version that has it.
    pub available: Version,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ShapeSpelling {
    #[serde(default)]
    code: String,
    #[serde(default)]
    name: String,
    base: String,
    breaks: Version,
    severity: Option<Severity>,
    fails: Option<Fails>,
    boundary: Template,
    from_mapping: Option<Template>,
    #[serde(default)]
    made_by: Vec<String>,
    text: Option<Template>,
    #[serde(default)]
    text_imports: Vec<String>,
    stream: Option<String>,
    async_stream: Option<String>,
    new_base: Option<NewBase>,
    likeness: Option<LikenessSpelling>,
    own: Option<LikenessSpelling>,
    #[serde(default)]
    mapping_methods: Vec<String>,
    #[serde(default)]
    methods: BTreeMap<String, Template>,
    #[serde(default)]
    mapping_forms: BTreeMap<String, Template>,
    #[serde(default)]
    telling: Vec<String>,
    #[serde(default)]
    mapping_imports: Vec<String>,
    message: Option<String>,
    help: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LikenessSpelling {
    call: Template,
    code: String,
    #[serde(default)]
    imports: Vec<String>,
    note: String,
    #[serde(default)]
    set: BTreeMap<String, String>,
}

impl From<LikenessSpelling> for Likeness {
    fn from(spelling: LikenessSpelling) -> Self {
        Self {
            call: spelling.call,
            code: spelling.code.trim_end().to_owned(),
            imports: spelling.imports,
            note: spelling.note,
            set: spelling.set,
        }
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shape = ShapeSpelling::deserialize(deserializer)?;
        if !qualified(&shape.base) {
            return Err(de::Error::custom(format!(
                "`{}` is no qualified name, expected `module.symbol`",
                shape.base
            )));
        }
        Ok(Self {
            code: shape.code,
            name: shape.name,
            base: shape.base,
            breaks: shape.breaks,
            severity: shape.severity.unwrap_or(Severity::Error),
            fails: shape.fails.unwrap_or(Fails::Call),
            boundary: shape.boundary,
            from_mapping: shape.from_mapping,
            made_by: shape.made_by,
            text: shape.text,
            text_imports: shape.text_imports,
            stream: shape.stream,
            async_stream: shape.async_stream,
            new_base: shape.new_base,
            likeness: shape.likeness.map(Likeness::from),
            own: shape.own.map(Likeness::from),
            mapping_methods: shape.mapping_methods,
            methods: shape.methods,
            mapping_forms: shape.mapping_forms,
            telling: shape.telling,
            mapping_imports: shape.mapping_imports,
            message: shape.message,
            help: shape.help,
        })
    }
}
