//! From the model to Typst source: one Tera engine, built once, used for every report.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tera::{Context, Delimiters, Tera};

use super::escape::{replaced_notice, sanitise_all, write_typst_string};
use super::letters::name_letters;
use super::lint::{TemplateFault, house_faults, template_faults};
use super::model::ReportModel;
use super::sheet_height::add_sheet_heights;
use super::table::{READ_TABLES, number_tables};
use super::templates::{HOUSE_STYLE, MAIN, TEMPLATE_SUFFIX, files};

/// Why a model could not become Typst source.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A template breaks the rule that closes injection.
    #[error("{}", list("de sjablonen hebben fouten", faults.iter().map(|fault| {
        format!("{}, regel {}: {}", fault.name, fault.line, fault.message)
    })))]
    Lint {
        /// Every fault found.
        faults: Vec<TemplateFault>,
    },
    /// Tera cannot read the templates, or a template asks for something that is not there.
    #[error("de sjablonen kunnen niet worden verwerkt: {source}")]
    Template {
        /// Tera's message, with file and line.
        #[from]
        source: tera::Error,
    },
    /// The model is not fit to be typeset; a fault of the program.
    #[error("{}", list("het rapport kan niet worden gemaakt", faults.iter().cloned()))]
    Model {
        /// Every fault found.
        faults: Vec<String>,
    },
    /// The model cannot be written as JSON.
    #[error("het rapport kan niet worden vastgelegd: {source}")]
    Json {
        /// The cause.
        #[from]
        source: serde_json::Error,
    },
}

fn list(what: &str, faults: impl Iterator<Item = String>) -> String {
    faults.fold(format!("{what}:"), |text, fault| {
        format!("{text}\n  {fault}")
    })
}

/// A report as Typst source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The source of the document.
    pub document: String,
    /// The tables that the document reads, as JSON.
    pub tables: String,
    /// The source of `huis/huisstijl.typ`.
    pub house_style: String,
    /// Characters of the model that became □, each once, in order of code point.
    pub replaced: Vec<char>,
}

/// The templates, read and checked once.
pub struct Engine {
    tera: Tera,
    house: BTreeMap<String, String>,
    has_own: bool,
}

impl Engine {
    /// Builds the engine from the embedded templates with `overrides` (path in the folder of
    /// templates → text) laid over them.
    ///
    /// # Errors
    /// [`RenderError::Lint`] with every fault of every template, [`RenderError::Template`] when
    /// Tera cannot read one.
    pub fn new(overrides: &BTreeMap<String, String>) -> Result<Self, RenderError> {
        let (templates, house): (BTreeMap<_, _>, BTreeMap<_, _>) = files(overrides)
            .into_iter()
            .partition(|(path, _)| path.ends_with(TEMPLATE_SUFFIX));
        let mut faults: Vec<TemplateFault> = Vec::new();
        faults.extend(
            templates
                .iter()
                .flat_map(|(path, text)| template_faults(path, text)),
        );
        faults.extend(
            house
                .iter()
                .flat_map(|(path, text)| house_faults(path, text)),
        );
        if !faults.is_empty() {
            return Err(RenderError::Lint { faults });
        }
        let mut tera = Tera::new();
        tera.set_delimiters(Delimiters {
            block_start: "<%".into(),
            block_end: "%>".into(),
            variable_start: "<<".into(),
            variable_end: ">>".into(),
            comment_start: "<#".into(),
            comment_end: "#>".into(),
        })?;
        tera.set_escape_fn(write_typst_string);
        tera.autoescape_on([TEMPLATE_SUFFIX]);
        tera.add_raw_templates(templates)?;
        Ok(Self {
            tera,
            house,
            has_own: !overrides.is_empty(),
        })
    }

    /// Returns the house library: path in the work folder and text.
    pub fn house(&self) -> impl Iterator<Item = (&str, &str)> {
        self.house
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Whether a user put templates in the place of ours.
    #[must_use]
    pub const fn has_own(&self) -> bool {
        self.has_own
    }

    /// Turns a model into Typst source. Every text of the model is cleaned here, in one place.
    /// `apart` holds the paths of the drawings whose texts the house library sets.
    ///
    /// # Errors
    /// [`RenderError::Template`] when a template asks for a field that the model lacks.
    pub fn render(
        &self,
        model: &ReportModel,
        apart: &BTreeSet<&str>,
    ) -> Result<Rendered, RenderError> {
        let mut value = serde_json::to_value(model)?;
        let mut replaced = Vec::new();
        sanitise_all(&mut value, &mut replaced);
        replaced.sort_unstable();
        replaced.dedup();
        if let (Some(notice), Some(Value::Array(notices))) = (
            replaced_notice(&replaced),
            value.pointer_mut("/methode/meldingen"),
        ) {
            notices.push(Value::String(notice));
        }
        add_sheet_heights(&mut value)?;
        name_letters(&mut value, apart);
        let tables = number_tables(&mut value)?;
        let context = Context::from_serialize(&value)?;
        Ok(Rendered {
            document: READ_TABLES.to_owned() + &self.tera.render(MAIN, &context)?,
            tables,
            house_style: self.tera.render(HOUSE_STYLE, &context)?,
            replaced,
        })
    }
}
