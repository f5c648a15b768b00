//! Merges the blocks of a readme.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::blocks::{Block, blocks};
use super::choices::ReadmeChoices;
use super::condition::Variables;
use crate::diagnostics::{Code, Diagnostics, FileId, JsonPointer, Location, Severity, similar};
use crate::source::directive::{self, Directive};
use crate::source::{Inputs, parse, paths};
use crate::text::{Format, Sources, format, positions};

/// The configuration of a readme for one tag.
#[derive(Clone, Debug)]
pub struct Readme {
    /// The readme among the sources.
    pub file: FileId,
    /// The sources, so far only the readme: they go into [`Inputs::sources`], and locations stay valid.
    pub sources: Sources,
    /// `input-file`: each file once, in order; relative to where the readme's path is relative to.
    pub inputs: Vec<PathBuf>,
    /// The requested tag, or else that of the readme.
    pub tag: Option<String>,
    /// `title`
    pub title: Option<String>,
    /// `openapi-type`: `arm`, `data-plane`
    pub openapi_type: Option<String>,
    /// `directive`: the changes of the input files that are followed, in order.
    pub directives: Vec<Directive>,
    /// The tags and packages to choose from.
    pub choices: ReadmeChoices,
    /// Warnings and notes.
    pub warnings: Diagnostics,
}

impl Readme {
    /// The input files of the tag, ready to be loaded.
    pub fn to_inputs(&self) -> Inputs {
        Inputs {
            files: self.inputs.clone(),
            sources: self.sources.clone(),
            directives: self.directives.clone(),
            ..Inputs::default()
        }
    }
}

/// A readme whose blocks are found but not yet read.
struct Open {
    sources: Sources,
    file: FileId,
    /// The readme's path as it is on the disk.
    path: PathBuf,
    blocks: Vec<Block>,
    diagnostics: Diagnostics,
}

/// See [`super::read`].
pub(super) fn read(path: &Path, tag: Option<&str>, flags: &[String]) -> Result<Readme, Diagnostics> {
    let mut open = open(path)?;
    let mut variables: Variables = flags.iter().map(|flag| (flag.clone(), "true".to_owned())).collect();
    let own_tag = open.tag(&variables);
    let default_tag = open.tag(&Variables::new());
    let choices = ReadmeChoices::new(&open.blocks, default_tag);
    let tag = tag.map(str::to_owned).or(own_tag);
    if let Some(tag) = &tag {
        variables.insert("tag".to_owned(), tag.clone());
    }
    let mut configuration = Configuration::default();
    for index in open.matching(&variables) {
        open.add(index, &mut configuration);
    }
    if configuration.files.is_empty() && !open.diagnostics.has_errors() {
        open.report_no_files(tag.as_deref(), &choices);
    }
    if open.diagnostics.has_errors() {
        open.diagnostics.attach(Arc::new(open.sources));
        return Err(open.diagnostics);
    }
    let folder = open.path.parent().unwrap_or(Path::new(""));
    let mut seen = BTreeSet::new();
    let inputs = configuration.files.iter().map(|file| join(folder, file)).filter(|file| seen.insert(file.clone()));
    open.diagnostics.attach(Arc::new(open.sources.clone()));
    Ok(Readme {
        file: open.file,
        inputs: inputs.collect(),
        sources: open.sources,
        tag,
        title: configuration.title,
        openapi_type: configuration.openapi_type,
        directives: configuration.directives,
        choices,
        warnings: open.diagnostics,
    })
}

/// See [`super::offered`].
pub(super) fn offered(path: &Path) -> Result<ReadmeChoices, Diagnostics> {
    let mut open = open(path)?;
    let default_tag = open.tag(&Variables::new());
    Ok(ReadmeChoices::new(&open.blocks, default_tag))
}

/// The settings of the matching blocks.
#[derive(Default)]
struct Configuration {
    files: Vec<String>,
    title: Option<String>,
    openapi_type: Option<String>,
    directives: Vec<Directive>,
}

fn open(path: &Path) -> Result<Open, Diagnostics> {
    let path = find_readme(path);
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::new();
    match format::read_text(&path) {
        Ok(text) => {
            let blocks = blocks(&text);
            let file = sources.add(path.clone(), paths::slashes(&path), Some(text));
            Ok(Open { sources, file, path, blocks, diagnostics })
        }
        Err(error) => {
            let file = sources.add(path.clone(), paths::slashes(&path), None);
            let (reason, help) = format::explain(&error);
            let message = format!("the readme cannot be read: {reason}");
            diagnostics.error(Code::UnreadableFile, Location::file(file), message, help);
            diagnostics.attach(Arc::new(sources));
            Err(diagnostics)
        }
    }
}

impl Open {
    /// The blocks whose condition holds.
    fn matching(&mut self, variables: &Variables) -> Vec<usize> {
        let mut matching = Vec::new();
        for (index, block) in self.blocks.iter().enumerate() {
            match &block.condition {
                Some(condition) if condition.holds(variables) => matching.push(index),
                Some(_) => {}
                None => {
                    let message = format!("invalid condition `{}`; the block is ignored", block.written);
                    let help = "use only `$(name)`, strings in quotation marks, `==`, `!=`, `&&`, `||`, `!` and `( )`";
                    let location = Location::file(self.file);
                    self.diagnostics.warning(Code::InvalidSyntax, location, message, help).at(block.span.clone());
                }
            }
        }
        matching
    }

    /// The last `tag` of the blocks that match without one.
    fn tag(&mut self, variables: &Variables) -> Option<String> {
        let mut tag = None;
        for index in self.matching(variables) {
            let value = self.parse(index).and_then(|mut it| it.remove("tag"));
            tag = value.and_then(string).or(tag);
        }
        tag
    }

    /// The members of a block; syntax errors are reported at their position in the readme.
    fn parse(&mut self, index: usize) -> Option<Map<String, Value>> {
        let block = &self.blocks[index];
        let mut found = Diagnostics::new();
        let value = parse::parse(self.file, &block.text, Format::Yaml, &mut found);
        for it in &found {
            let span = it.span.as_ref().map_or(block.span.clone(), |span| block.span_in_readme(span));
            let location = Location::file(self.file);
            match it.severity {
                Severity::Error => self.diagnostics.error(it.code, location, &it.message, &it.help).at(span),
                _ => self.diagnostics.warning(it.code, location, &it.message, &it.help).at(span),
            };
        }
        match value? {
            Value::Object(members) => Some(members),
            // An empty block, or one of nothing but comments.
            _ => None,
        }
    }

    fn add(&mut self, index: usize, configuration: &mut Configuration) {
        let Some(mut members) = self.parse(index) else { return };
        configuration.title = members.remove("title").and_then(string).or(configuration.title.take());
        configuration.openapi_type =
            members.remove("openapi-type").and_then(string).or(configuration.openapi_type.take());
        if members.contains_key("require") {
            self.report_require(index);
        }
        for (position, value) in list(members.remove("input-file")).into_iter().enumerate() {
            match string(value) {
                Some(file) if file.contains("://") => self.report_url(index, position, &file),
                Some(file) => configuration.files.push(file),
                None => {}
            }
        }
        for (position, value) in list(members.remove("directive")).into_iter().enumerate() {
            let span = self.span(index, "directive", position);
            let directive = directive::read(&value, &Location::file(self.file), &span, &mut self.diagnostics);
            configuration.directives.extend(directive);
        }
    }

    /// The position in the readme of a value of a block, or of an element if the value is a list.
    fn span(&self, index: usize, key: &str, position: usize) -> std::ops::Range<usize> {
        let block = &self.blocks[index];
        let list = JsonPointer::default().child(key);
        let pointers = [list.child(&position.to_string()), list];
        let spans = positions::yaml::locate(&block.text, &pointers);
        let found = pointers.iter().find_map(|pointer| spans.get(pointer));
        found.map_or(block.span.clone(), |spans| block.span_in_readme(&spans.value))
    }

    fn report_url(&mut self, index: usize, position: usize, file: &str) {
        let span = self.span(index, "input-file", position);
        let message = format!("the input file `{file}` is a URL");
        let help = "download the file and use its path; armsmith fetches nothing";
        self.diagnostics.error(Code::ForbiddenReference, Location::file(self.file), message, help).at(span);
    }

    fn report_require(&mut self, index: usize) {
        let span = self.span(index, "require", 0);
        let message = "`require` is not supported; it is ignored";
        let help = "use the readme that it names, or name the input files";
        self.diagnostics.warning(Code::UnsupportedDirective, Location::file(self.file), message, help).at(span);
    }

    fn report_no_files(&mut self, tag: Option<&str>, choices: &ReadmeChoices) {
        let message = match tag {
            Some(tag) if choices.tags.iter().any(|it| it == tag) => format!("the tag `{tag}` has no input files"),
            Some(tag) => format!("the readme has no tag `{tag}`"),
            None => "the readme has no tag of its own".to_owned(),
        };
        let meant = tag.and_then(|tag| similar(tag, choices.tags.iter().map(String::as_str)));
        let help = match meant {
            Some(meant) if tag != Some(meant) => format!("did you mean `{meant}`? Or {}", choices.advice()),
            _ => choices.advice(),
        };
        self.diagnostics.error(Code::UnknownTag, Location::file(self.file), message, help);
    }
}

/// Returns the path of the readme. The argument may be its folder, or its name in another case.
fn find_readme(path: &Path) -> PathBuf {
    let (folder, wanted) = if path.is_dir() {
        (path, "readme.md".to_owned())
    } else if path.exists() {
        return path.to_owned();
    } else {
        let name = path.file_name().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
        (path.parent().unwrap_or(Path::new("")), name)
    };
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(listed).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
    names.sort();
    match names.into_iter().find(|name| name.to_string_lossy().to_lowercase() == wanted) {
        Some(name) => folder.join(name),
        None => path.to_owned(),
    }
}

/// Returns the elements of a list. AutoRest accepts a single value as a list of one.
fn list(value: Option<Value>) -> Vec<Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values,
        Some(value) => vec![value],
    }
}

/// Returns a string. YAML may have parsed it as a number.
fn string(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A path of a readme, written with slashes of either kind, without `.` and resolved `..`.
fn join(folder: &Path, file: &str) -> PathBuf {
    let mut path = folder.to_owned();
    for part in file.trim().replace("$(this-folder)", ".").replace('\\', "/").split('/') {
        match part {
            "" | "." => {}
            ".." if matches!(path.components().next_back(), Some(Component::Normal(_))) => {
                path.pop();
            }
            name => path.push(name),
        }
    }
    path
}
