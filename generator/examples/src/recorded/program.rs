//! The part of the harness that plays recorded traffic: a call of the client method for each operation, and the player.
//!
//! In: the [`Model`] and the [`Tables`] of the operations that recordings fit. Out: the source files of the program.
//! Must not know: the recordings, which the program reads at run time.
//!
//! ```text
//! fn c7(c: &Client, v: &Values<'_>) -> Result<Ended> {
//!     let o = m::DisksClientDeleteOptions::default();
//!     Ok(player::poll(c.disks_client().begin_delete(v.text(1)?, v.text(2)?, Some(o))))
//! }
//! ```

use std::fmt::Write as _;
use std::path::Path;

use super::fit::Fits;
use crate::error::Error;
use crate::harness::{Arguments, Package, Tables};
use armsmith_core::model::{Flow, Model, Operation, OperationGroup, Output, TypeRef};
use armsmith_core::{Specification, Workspace};

/// What the manifest has beside the dependencies of every harness: `azure_core` has both as well, with the same
/// features.
const DEPENDENCIES: &str = "async-trait = \"0.1\"\nfutures = \"0.3\"\n";

/// The end of `shims.rs`.
const SHIMS: &str = "
mod calls;
mod player;
mod script;

pub(crate) static PLAY: Option<super::Play> = Some(player::play);
";

/// Writes the harness of a generated crate that also plays recorded traffic into a folder of its own below `parent`.
///
/// It has the operations that recordings fit, and no others, so that it compiles fast.
///
/// # Errors
///
/// Returns an error if the manifest of the crate cannot be read, or if a file cannot be written.
pub fn write_package(
    specification: &Specification,
    fits: &Fits,
    crate_dir: &Path,
    parent: &Path,
    workspace: Workspace,
) -> Result<Package, Error> {
    let (model, tables) = (&specification.model, fits.tables(&specification.model));
    let package = Package::begin("recordings", crate_dir, parent, workspace, DEPENDENCIES)?;
    package.write_shims(&(tables.print(model) + SHIMS))?;
    for (file, text) in files(model, &tables) {
        package.write_below_shims(file, &text)?;
    }
    Ok(package)
}

/// The files below `src/shims`, each with its text.
fn files(model: &Model, tables: &Tables<'_>) -> [(&'static str, String); 3] {
    [
        ("calls.rs", print_calls(model, tables)),
        ("player.rs", include_str!("program/player.rs").to_owned()),
        ("script.rs", include_str!("program/script.rs").to_owned()),
    ]
}

fn print_calls(model: &Model, tables: &Tables<'_>) -> String {
    let mut text = String::from(
        "#![allow(unused_imports, unused_variables, reason = \"not every crate needs all of them\")]\n\nuse \
         azure_core::http::ClientOptions;\nuse generated::models as m;\nuse generated::runtime;\n\nuse super::player::{self, Call, Ended};\nuse \
         crate::{Result, Values};\n",
    );
    let client = model.client.name.as_str();
    let subscription = if model.client.has_subscription { "subscription, " } else { "" };
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "\npub(super) type Client = generated::{client};\n\npub(super) fn client(subscription: &str, api_version: &str, \
         client_options: ClientOptions) -> azure_core::Result<Client> {{\n    let api_version = \
         Some(api_version.to_owned()).filter(|it| !it.is_empty());\n    let options = generated::{client}Options {{ \
         api_version, client_options }};\n    Client::without_credential({subscription}Some(options))\n}}\n"
    );
    let mut names = Vec::new();
    for (index, (group, operation)) in tables.with_groups(model).enumerate() {
        print_call(&mut text, index, group, operation);
        names.push(format!("c{index}"));
    }
    let _ = write!(text, "\npub(super) static CALLS: &[Call] = &[{}];\n", names.join(", "));
    text
}

fn print_call(text: &mut String, index: usize, group: &OperationGroup, operation: &Operation) {
    let arguments = Arguments::of(operation);
    let options = arguments.options(operation);
    let passed = [arguments.required, vec!["Some(o)".to_owned()]].concat().join(", ");
    let (begin, name) = match operation.flow {
        Flow::LongRunning(_) => ("begin_", operation.name.plain()),
        Flow::Plain | Flow::Pager(_) => ("", operation.name.as_str()),
    };
    let _ = write!(
        text,
        "\nfn c{index}(c: &Client, v: &Values<'_>) -> Result<Ended> {{\n{options}    \
         Ok(player::{}(c.{}().{begin}{name}({passed})))\n}}\n",
        player(operation),
        group.accessor(),
    );
}

/// The function of the player that takes what the client method returns.
fn player(operation: &Operation) -> &'static str {
    let is_read = match &operation.output {
        Output::Json(ty) | Output::OptionalJson(ty) => is_readable(ty),
        Output::None | Output::ByStatus(_) | Output::Bytes | Output::Text => false,
    };
    match &operation.flow {
        Flow::Pager(_) => "pages",
        Flow::LongRunning(it) if it.paging.is_some() => "poll_pages",
        Flow::LongRunning(_) if is_read => "poll_and_read",
        Flow::LongRunning(_) => "poll",
        Flow::Plain if is_read => "read",
        Flow::Plain => "call",
    }
}

/// Returns `true` if serde reads and writes the type as the generated code does.
fn is_readable(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Named(_) | TypeRef::Any | TypeRef::String | TypeRef::Bool => true,
        TypeRef::I32 | TypeRef::I64 | TypeRef::F64 => true,
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Boxed(inner) => is_readable(inner),
        TypeRef::Nullable(_) | TypeRef::Etag | TypeRef::Bytes | TypeRef::DateTime | TypeRef::Date => false,
    }
}
