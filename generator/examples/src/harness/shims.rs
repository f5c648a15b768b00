//! The part of the harness that knows the generated crate: a shim for each operation, a round trip for each type, a
//! question for each enum.
//!
//! In: the [`Model`]. Out: `shims.rs` of the harness, and [`Tables`] that say which entry of its tables belongs to
//! what. Must not know: the examples, which the harness reads at run time.
//!
//! A shim names as little as it can; the request function's own signature says what its arguments are:
//!
//! ```text
//! fn r7(s: &Scope, v: &Values<'_>) -> Result<azure_core::Result<Request>> {
//!     let mut o = m::DisksClientGetOptions::default();
//!     o.expand = v.option(3)?;
//!     Ok(q::disks::get(s, v.text(1)?, v.text(2)?, &o))
//! }
//! ```

use armsmith_core::model::{
    Body, BodyContent, Enum, EnumRepr, Model, Operation, OperationGroup, Output, Parameter, ParameterSource, Presence,
    TypeDefinition, TypeRef,
};
use std::collections::BTreeMap;

use std::fmt::Write as _;

/// Which entry of the harness's tables belongs to what.
#[derive(Debug, Default)]
pub(crate) struct Tables<'m> {
    /// The operations in the order of the table of request functions.
    pub operations: Vec<&'m Operation>,
    /// The enums in the order of the table of what they know.
    pub enums: Vec<&'m Enum>,
    /// The places of types, spelled as in the harness, in the table of round trips.
    models: BTreeMap<String, usize>,
}

impl<'m> Tables<'m> {
    /// The tables of a crate.
    pub(crate) fn of(model: &'m Model) -> Self {
        Self::of_some(model, &|_| true)
    }

    /// The tables of some operations of a crate, and of the types of their response bodies.
    pub(crate) fn of_some(model: &'m Model, is_wanted: &dyn Fn(&Operation) -> bool) -> Self {
        let all = model.groups.iter().flat_map(|group| &group.operations);
        let operations: Vec<&Operation> = all.filter(|it| is_wanted(it)).collect();
        let types = operations.iter().flat_map(|operation| {
            let documented = operation.responses.iter().filter_map(|it| it.ty.as_ref());
            documented.chain(output_type(&operation.output))
        });
        let mut models: BTreeMap<String, usize> = types.map(|ty| (path(ty.plain()), 0)).collect();
        for (index, place) in models.values_mut().enumerate() {
            *place = index;
        }
        let enums = model.types.iter().filter_map(|it| match it {
            TypeDefinition::Enum(it) => Some(it),
            TypeDefinition::Struct(_) | TypeDefinition::Polymorphic(_) | TypeDefinition::Answer(_) => None,
        });
        Self { operations, enums: enums.collect(), models }
    }

    /// The type that a body of this status is read through, and its place in the table of round trips; none when the
    /// crate reads no JSON there.
    ///
    /// The signature decides. Where a status is documented with a type of its own, which a long-running operation may
    /// have for its first answer, the body is read through that.
    pub(crate) fn model_of<'o>(&self, operation: &'o Operation, status: &str) -> Option<(usize, &'o TypeRef)> {
        let find = |status: &str| operation.responses.iter().find(|it| it.status == status);
        let is_success = status.parse().is_ok_and(|status: u16| operation.success.contains(&status));
        let documented = find(status).or_else(|| find("default").filter(|_| !is_success)).and_then(|it| it.ty.as_ref());
        let ty = documented.or_else(|| output_type(&operation.output).filter(|_| is_success))?.plain();
        self.models.get(&path(ty)).map(|place| (*place, ty))
    }

    /// The operations of the tables, in their order, with their groups.
    pub(crate) fn with_groups(&self, model: &'m Model) -> impl Iterator<Item = (&'m OperationGroup, &'m Operation)> {
        let all = model.groups.iter().flat_map(|group| group.operations.iter().map(move |it| (group, it)));
        all.filter(|(_, it)| self.operations.iter().any(|wanted| std::ptr::eq(*wanted, *it)))
    }

    /// The text of `shims.rs`.
    pub(crate) fn print(&self, model: &Model) -> String {
        let mut text = String::from(
            "use azure_core::http::Request;\nuse generated::models as m;\nuse generated::requests as q;\nuse \
             generated::runtime;\n\nuse super::{Knows, Result, Roundtrip, Scope, Shim, Values, f64, i32, i64, roundtrip, roundtrip_wire, text};\n",
        );
        for (index, (group, operation)) in self.with_groups(model).enumerate() {
            print_shim(&mut text, index, group, operation);
        }
        let names: Vec<String> = (0..self.operations.len()).map(|it| format!("r{it}")).collect();
        print_table(&mut text, "REQUESTS", "Shim", &names);
        let mut models: Vec<(&usize, &String)> = self.models.iter().map(|(path, place)| (place, path)).collect();
        models.sort();
        let roundtrips: Vec<String> = models.iter().map(|(_, path)| roundtrip(path)).collect();
        print_table(&mut text, "ROUNDTRIPS", "Roundtrip", &roundtrips);
        let enums: Vec<String> = self.enums.iter().map(|it| knows(it)).collect();
        print_table(&mut text, "ENUMS", "Knows", &enums);
        // A crate without lists, codecs or JSON answers leaves one of the imports unused, a request without parameters
        // the values.
        text.insert_str(
            0,
            "#![allow(unused_imports, unused_variables, reason = \"not every crate needs all of them\")]\n\n",
        );
        text
    }
}

/// Models are read and written as their users do it, by serde; other types need the runtime.
fn roundtrip(path: &str) -> String {
    let is_model = path.starts_with("m::");
    format!("{}::<{path}>", if is_model { "roundtrip" } else { "roundtrip_wire" })
}

/// Whether a value is read as one of the documented variants: a wrong spelling would go through the unknown one unseen.
fn knows(it: &Enum) -> String {
    let kind = match it.repr {
        EnumRepr::String => "text",
        EnumRepr::I32 => "i32",
        EnumRepr::I64 => "i64",
        EnumRepr::F64 => "f64",
    };
    let (name, unknown) = (it.name.as_str(), it.unknown.as_str());
    format!("|v| {kind}(v).is_some_and(|v| !matches!(m::{name}::from(v), m::{name}::{unknown}(..)))")
}

fn print_table(text: &mut String, name: &str, ty: &str, entries: &[String]) {
    let entries = entries.join(", ");
    // Writing to a string cannot fail.
    let _ = write!(text, "\npub(crate) static {name}: &[{ty}] = &[{entries}];\n");
}

/// What the request function and the client method of an operation are called with.
pub(crate) struct Arguments {
    /// The required arguments, the body last.
    pub(crate) required: Vec<String>,
    /// A statement for each field of the options `o`.
    pub(crate) fields: String,
}

impl Arguments {
    /// The arguments of an operation, read from the values `v`.
    pub(crate) fn of(operation: &Operation) -> Self {
        let (mut required, mut fields) = (Vec::new(), String::new());
        for (index, parameter) in operation.parameters.iter().enumerate() {
            match parameter.source {
                ParameterSource::Argument => required.push(argument(index, parameter)),
                ParameterSource::Option => {
                    let _ = writeln!(fields, "    o.{} = {};", parameter.name.as_str(), option(index, parameter));
                }
                ParameterSource::SubscriptionId | ParameterSource::ApiVersion | ParameterSource::Constant(_) => {}
            }
        }
        match &operation.body {
            Some(body) if body.presence == Presence::Required => required.push(format!("v.{}()?", content(body))),
            Some(body) => {
                let _ = writeln!(fields, "    o.{} = v.optional(Values::{})?;", body.name.as_str(), content(body));
            }
            None => {}
        }
        Self { required, fields }
    }

    /// The statements that make the options `o`.
    pub(crate) fn options(&self, operation: &Operation) -> String {
        let mutable = if self.fields.is_empty() { "" } else { "mut " };
        format!("    let {mutable}o = m::{}::default();\n{}", operation.options.as_str(), self.fields)
    }
}

fn print_shim(text: &mut String, index: usize, group: &OperationGroup, operation: &Operation) {
    let arguments = Arguments::of(operation);
    let options = arguments.options(operation);
    let passed: Vec<&str> = std::iter::once("s").chain(arguments.required.iter().map(String::as_str)).collect();
    let _ = write!(
        text,
        "\nfn r{index}(s: &Scope, v: &Values<'_>) -> Result<azure_core::Result<Request>> {{\n{options}    \
         Ok(q::{}::{}({}, &o))\n}}\n",
        group.module.as_str(),
        operation.name.as_str(),
        passed.join(", "),
    );
}

/// A required argument: scalars by value, everything else by reference.
fn argument(index: usize, parameter: &Parameter) -> String {
    let ty = parameter.ty.plain();
    if let Some(codec) = parameter.codec {
        let by_reference = if is_scalar(ty) { "" } else { "&" };
        return format!("{by_reference}v.coded::<runtime::{}, _>({index})?", codec.as_str());
    }
    match ty {
        TypeRef::String => format!("v.text({index})?"),
        TypeRef::Etag => format!("&{}::from(v.text({index})?)", path(ty)),
        // Named, because a slice does not tell the list it was borrowed from.
        TypeRef::List(_) => format!("&v.get::<{}>({index})?", path(ty)),
        ty if is_scalar(ty) => format!("v.get({index})?"),
        _ => format!("&v.get({index})?"),
    }
}

fn option(index: usize, parameter: &Parameter) -> String {
    if parameter.ty == TypeRef::Etag {
        return format!("v.option::<String>({index})?.map(Into::into)");
    }
    match parameter.codec {
        Some(codec) => format!("v.option_coded::<runtime::{}, _>({index})?", codec.as_str()),
        None => format!("v.option({index})?"),
    }
}

/// The method of `Values` that makes the body.
fn content(body: &Body) -> &'static str {
    match &body.content {
        BodyContent::Json(ty) if matches!(ty.plain(), TypeRef::Named(_)) => "model",
        BodyContent::Json(_) => "json",
        BodyContent::Bytes | BodyContent::Text => "raw",
    }
}

fn output_type(output: &Output) -> Option<&TypeRef> {
    match output {
        Output::Json(ty) | Output::OptionalJson(ty) => Some(ty),
        // What a status carries is documented there.
        Output::None | Output::ByStatus(_) | Output::Bytes | Output::Text => None,
    }
}

fn is_scalar(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Bool | TypeRef::I32 | TypeRef::I64 | TypeRef::F64 | TypeRef::DateTime | TypeRef::Date)
}

/// A type as the harness spells it.
fn path(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Bool => "bool".to_owned(),
        TypeRef::I32 => "i32".to_owned(),
        TypeRef::I64 => "i64".to_owned(),
        TypeRef::F64 => "f64".to_owned(),
        TypeRef::String => "String".to_owned(),
        TypeRef::Etag => "azure_core::http::Etag".to_owned(),
        TypeRef::Bytes => "azure_core::Bytes".to_owned(),
        TypeRef::DateTime => "azure_core::time::OffsetDateTime".to_owned(),
        TypeRef::Date => "runtime::Date".to_owned(),
        TypeRef::Any => "azure_core::Value".to_owned(),
        TypeRef::Named(name) => format!("m::{}", name.as_str()),
        TypeRef::List(item) => format!("Vec<{}>", path(item)),
        TypeRef::Map(value) => format!("std::collections::BTreeMap<String, {}>", path(value)),
        TypeRef::Boxed(inner) => format!("Box<{}>", path(inner)),
        TypeRef::Nullable(inner) => format!("runtime::Nullable<{}>", path(inner)),
    }
}

#[cfg(test)]
mod tests;
