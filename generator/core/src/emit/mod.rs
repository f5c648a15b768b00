//! Emission: the model becomes tokens.
//!
//! In: the [`Model`] and the [`Settings`] of the crate. Out: one [`Module`] per file of `src/`, in the order
//! of their paths. Must not know: OpenAPI, the file system, the layout of tokens (see [`crate::format`]).
//!
//! Every generated function is `#[inline]`. A crate has hundreds of functions and a program calls a few, so rustc
//! should generate code for them where they are called, not while it builds the crate.
//!
//! | file | emits |
//! |---|---|
//! | `facades.rs` | `lib.rs` |
//! | `features.rs` | the `cfg` attributes of operation groups |
//! | `service_client.rs` | the client that `lib.rs` exports, and its options |
//! | `headers.rs` | the constants that read response headers |
//! | `group_client.rs`, `options.rs`, `requests.rs` | the files of an operation group, which `group.rs` lists |
//! | `structs.rs`, `enums.rs`, `polymorphic.rs`, `answer.rs` | the types of `models`, by the files of `models.rs` |
//! | `docs.rs`, `method_docs.rs`, `example.rs` | the documentation of all of these |

use std::sync::Arc;

use crate::code::{Contents, Module};
use crate::model::{Model, OperationGroup};

mod answer;
mod context;
pub(crate) mod docs;
mod enums;
pub(crate) mod example;
mod facades;
pub(crate) mod features;
mod group;
mod group_client;
mod headers;
mod method_docs;
mod models;
mod options;
mod parameters;
pub(crate) mod paths;
mod polymorphic;
mod requests;
pub(crate) mod scope;
mod service_client;
mod settings;
mod signature;
mod split;
mod structs;
mod type_refs;
mod types;
mod values;

pub(crate) use context::Context;
pub use settings::Settings;

/// Emits a whole crate.
pub fn emit<'m>(model: &'m Model, settings: &'m Settings) -> Vec<Module<'m>> {
    let files = Files { context: Arc::new(Context::new(model, settings)), header: settings.header().to_vec() };
    let parts = Arc::new(models::parts(&model.types));
    let mut modules = vec![
        files.module("lib".to_owned(), facades::emit_root),
        files.module(service_client::module(&model.client), service_client::emit),
    ];
    if !model.headers.is_empty() {
        modules.push(files.module("headers".to_owned(), headers::emit));
    }
    for group in &model.groups {
        files.group(&mut modules, group);
    }
    for index in 0..parts.len() {
        let parts = Arc::clone(&parts);
        let path = format!("models/{}", parts[index].module);
        modules.push(files.module(path, move |it| models::emit(it, &parts[index])));
    }
    modules.push(files.module("models/mod".to_owned(), move |it| models::emit_root(it, &parts)));
    modules.sort_by(|a, b| a.path.cmp(&b.path));
    modules
}

/// Emits one part of a file of a group, by its index.
type EmitPart = fn(&Context<'_>, &group::Files<'_>, usize) -> Contents;

/// The inputs of every file.
struct Files<'m> {
    context: Arc<Context<'m>>,
    header: Vec<String>,
}

impl<'m> Files<'m> {
    fn group(&self, modules: &mut Vec<Module<'m>>, group: &'m OperationGroup) {
        let files = Arc::new(group::Files::new(group));
        let emitters: [(&str, usize, EmitPart); 3] = [
            ("client", files.client.len(), group_client::emit),
            ("options", files.options.len(), options::emit),
            ("requests", files.requests.len(), requests::emit),
        ];
        for (name, parts, emit) in emitters {
            for index in 0..parts {
                let files = Arc::clone(&files);
                let path = format!("{}/{}", group.module, split::part_name(name, index));
                modules.push(self.module(path, move |it| emit(it, &files, index)));
            }
        }
        modules.push(self.module(format!("{}/mod", group.module), move |_| group::emit(&files)));
    }

    fn module(&self, path: String, emit: impl Fn(&Context<'m>) -> Contents + Send + Sync + 'm) -> Module<'m> {
        let context = Arc::clone(&self.context);
        Module::new(format!("src/{path}.rs"), self.header.clone(), move || emit(&context))
    }
}
