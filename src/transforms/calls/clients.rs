//! The text that makes clients within a function: of a kind that is known, or of the one that is asked for when
//! the function runs.

use std::collections::BTreeSet;

use crate::rewrite::imports::ImportNeed;
use crate::rules::provider::{Setting, SettingAction, Variant};
use crate::semantic::value::FileId;
use crate::syntax::query::last;
use crate::transforms::Draft;
use crate::transforms::functions::function_added;
use crate::transforms::names::{is_taken, module_import};
use crate::transforms::settings::Settings;

/// How long a line may be before its arguments get lines of their own, as Black has it.
const WIDTH: usize = 88;

/// What the clients of one function are made of.
pub(super) struct Clients<'t> {
    pub(super) settings: &'t Settings<'t, 't>,
    /// The settings that the function is given, by their old names.
    pub(super) given: &'t BTreeSet<String>,
    pub(super) asynchronous: bool,
    file: FileId,
    /// The name of the module that has the clients.
    module: String,
    /// The import that binds it in the file; none where the function imports it for itself.
    imported: Option<ImportNeed>,
}

/// Where a client goes and what it is made of.
struct Made<'m> {
    /// What stands before it.
    before: String,
    indentation: &'m str,
    /// The text of a setting that was given.
    taken: &'m dyn Fn(&Setting) -> String,
}

impl<'t> Clients<'t> {
    /// The clients of a function in a file, which is given some settings.
    pub(super) fn of(
        settings: &'t Settings<'t, 't>,
        (file, asynchronous): (FileId, bool),
        given: &'t BTreeSet<String>,
    ) -> Self {
        let module = &settings.provider.module;
        let (module, imported) = match module_import(settings.analysis, file, module) {
            Some((name, need)) => (name, Some(need)),
            None => (module.clone(), None),
        };
        Self {
            settings,
            given,
            asynchronous,
            file,
            module,
            imported,
        }
    }
}

impl Clients<'_> {
    /// The import that the function begins with.
    pub(super) fn import(&self) -> Vec<String> {
        match self.imported {
            None => vec![format!("    import {}", self.module), String::new()],
            Some(_) => Vec::new(),
        }
    }

    /// Adds the function, and the imports that it relies on. None if it cannot stand in the file.
    pub(super) fn defined(&self, function: &str) -> Option<Draft> {
        let mut draft = Draft::default();
        for variant in &self.settings.provider.variants {
            for setting in &self.settings.provider.settings {
                let carried = setting.carried_to(&variant.name);
                let texts = carried.for_nothing.as_deref().into_iter();
                let mut texts = texts.chain(self.settings.unmade_of(setting, variant));
                if texts.any(|text| function.contains(text)) {
                    let analysis = self.settings.analysis;
                    let mut modules = carried.imports.iter();
                    if modules.any(|one| is_taken(analysis, self.file, one, one)) {
                        return None;
                    }
                    draft.need_modules(self.file, &carried.imports);
                }
            }
        }
        draft.absorb(self.settings.definitions(self.file, self.asynchronous)?);
        draft.absorb(self.added(function)?);
        if let Some(need) = self.imported.clone() {
            draft.need(self.file, None, need);
        }
        Some(draft)
    }

    /// Adds a function that makes no client.
    pub(super) fn added(&self, function: &str) -> Option<Draft> {
        function_added(self.settings.analysis, self.file, function)
    }

    /// The client of the kind that the settings ask for, in a variable; those that are given are taken out of
    /// `arguments`.
    pub(super) fn one(&self, lines: &mut Vec<String>) -> Option<()> {
        let choosing: BTreeSet<&str> = self.settings.choosing();
        let known = match self.settings.kind() {
            Some(variant) if !choosing.iter().any(|name| self.is_given(name)) => Some(variant),
            _ => None,
        };
        let settings = self.relevant();
        let popped = |setting: &Setting| format!("arguments.pop(\"{}\", None)", setting.old);
        let given = settings.iter().filter(|one| self.is_given(&one.old));
        if let Some(variant) = known {
            for setting in given.filter(|one| !is_argument(one, variant)) {
                lines.push(format!("    {}", popped(setting)));
            }
            let made = Made {
                before: "client = ".to_owned(),
                indentation: "    ",
                taken: &popped,
            };
            return self.construction(lines, &made, variant, &settings);
        }
        lines.extend(given.map(|one| format!("    {} = {}", one.old, popped(one))));
        self.chosen(lines, "client = ")
    }

    /// A client of the kind that the settings ask for when the function runs, behind `before`.
    pub(super) fn chosen(&self, lines: &mut Vec<String>, before: &str) -> Option<()> {
        let provider = self.settings.provider;
        let when = provider.variants.iter().find_map(|one| one.when.as_ref())?;
        let kind = &when.setting;
        let taken = match self.is_given(kind) {
            true => format!("arguments.pop(\"{kind}\", None) or "),
            false => String::new(),
        };
        let setting = provider.setting(kind)?;
        let attribute = setting.carried.module.as_ref()?;
        // What it was in the old version: a second run asks for nothing more then.
        let unset = setting.unset.as_deref().filter(|one| one.starts_with('"'));
        let unset = unset.unwrap_or("\"\"");
        let value = format!("{taken}{}.{attribute}", self.module);
        lines.push(match when.ignore_case {
            true => format!("    {kind} = ({value} or {unset}).lower()"),
            false => format!("    {kind} = {value}"),
        });
        let settings = self.relevant();
        let returns = before.starts_with("return");
        let local = |setting: &Setting| setting.old.clone();
        let kinds = match self.is_given(kind) {
            true => provider.variants.iter().collect(),
            false => self.settings.kinds(),
        };
        for (index, variant) in kinds.into_iter().enumerate() {
            let made = |indentation| Made {
                before: before.to_owned(),
                indentation,
                taken: &local,
            };
            let Some(when) = &variant.when else {
                let inside = if returns { "    " } else { "        " };
                if !returns {
                    lines.push("    else:".to_owned());
                }
                return self.construction(lines, &made(inside), variant, &settings);
            };
            if when.setting != *kind {
                return None;
            }
            let branch = if index == 0 || returns { "if" } else { "elif" };
            let values: Vec<String> = when.is.iter().map(|one| format!("\"{one}\"")).collect();
            let test = match &values[..] {
                [one] => format!("== {one}"),
                several => format!("in ({})", several.join(", ")),
            };
            lines.push(format!("    {branch} {kind} {test}:"));
            self.construction(lines, &made("        "), variant, &settings)?;
        }
        Some(())
    }

    /// The settings of which clients are made: what the function is given, and what the project makes.
    fn relevant(&self) -> Vec<&Setting> {
        let choosing = self.settings.choosing();
        let made = self.settings.made();
        let all = self.settings.provider.settings.iter();
        all.filter(|one| self.is_given(&one.old) || made.contains(one.old.as_str()))
            .filter(|one| !choosing.contains(one.old.as_str()))
            .collect()
    }

    fn is_given(&self, name: &str) -> bool {
        self.given.contains(name)
    }

    /// A client of one kind, by the settings that were given, or else those of the module.
    fn construction(
        &self,
        lines: &mut Vec<String>,
        made: &Made<'_>,
        variant: &Variant,
        settings: &[&Setting],
    ) -> Option<()> {
        let class = if self.asynchronous {
            variant.asynchronous.as_ref()?
        } else {
            &variant.synchronous
        };
        let by_the_project = self.settings.made();
        let mut arguments = Vec::new();
        for setting in &self.settings.provider.settings {
            let unmade = self.settings.unmade_of(setting, variant);
            let is_relevant = settings.iter().any(|one| one.old == setting.old);
            if !is_argument(setting, variant) || !is_relevant && unmade.is_none() {
                continue;
            }
            let carried = setting.carried_to(&variant.name);
            let argument = carried.argument.as_ref()?;
            let mut from = Vec::new();
            if self.is_given(&setting.old) {
                from.push((made.taken)(setting));
            }
            let attribute = self.settings.attribute(setting, variant);
            let attribute = attribute.filter(|_| by_the_project.contains(setting.old.as_str()));
            from.push(carried.without_none(&match (attribute, unmade) {
                (Some(attribute), _) => format!("{}.{attribute}", self.module),
                (None, Some(unmade)) => unmade.to_owned(),
                (None, None) => "None".to_owned(),
            }));
            arguments.push(format!("{argument}={}", from.join(" or ")));
        }
        arguments.extend(self.settings.texts(&self.module, self.asynchronous));
        let (before, indentation) = (&made.before, made.indentation);
        let start = format!("{indentation}{before}{}.{}(", self.module, last(class));
        let line = format!("{start}{})", arguments.join(", "));
        if line.len() <= WIDTH {
            lines.push(line);
            return Some(());
        }
        lines.push(start);
        lines.extend(
            arguments
                .iter()
                .map(|one| format!("{indentation}    {one},")),
        );
        lines.push(format!("{indentation})"));
        Some(())
    }
}

/// Whether a setting is an argument of a kind of client.
fn is_argument(setting: &Setting, variant: &Variant) -> bool {
    let carried = setting.carried_to(&variant.name);
    matches!(carried.action, SettingAction::Keep) && carried.argument.is_some()
}
