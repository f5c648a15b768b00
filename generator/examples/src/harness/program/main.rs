//! Runs documented examples through a generated crate: reads one job per line, prints one answer per line.
//!
//! The only generic code is `Values::get` and its kin and `roundtrip`; everything that is the same for all operations
//! and all types is compiled once. Written by `armsmith examples`.
#![allow(deprecated, reason = "a deprecated operation has documented examples too")]
#![allow(dead_code, reason = "not every crate needs all of it")]

use std::io::{BufRead as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use azure_core::Bytes;
use azure_core::http::{Request, RequestContent, Url};
use generated::runtime::Scope;
use generated::runtime::__private::{Codec, Sink, Source, Wire, deserialize};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

mod shims;

/// Reading a value never fails otherwise: what goes wrong is a text for the report.
type Result<T, E = String> = std::result::Result<T, E>;

/// Builds the request of one operation.
type Shim = fn(&Scope, &Values<'_>) -> Result<azure_core::Result<Request>>;

/// Reads a body through a model and writes it whole.
type Roundtrip = fn(&str) -> Result<String>;

/// Whether an enum has a variant for a value.
type Knows = fn(&Value) -> bool;

/// Plays recorded traffic through the clients of the crate; only the program for recordings has it.
type Play = fn(&Value) -> Result<Value>;

/// The values of a job: one for each parameter of the operation, null where the example has none, and the body's text.
struct Values<'a> {
    parameters: &'a [Value],
    body: Option<&'a str>,
}

impl Values<'_> {
    fn value(&self, index: usize) -> Option<&Value> {
        self.parameters.get(index).filter(|it| !it.is_null())
    }

    fn required(&self, index: usize) -> Result<&Value> {
        self.value(index).ok_or_else(|| format!("the example has no value for parameter {index}"))
    }

    fn text(&self, index: usize) -> Result<&str> {
        self.required(index)?.as_str().ok_or_else(|| format!("parameter {index} is not a text"))
    }

    fn get<T: Wire>(&self, index: usize) -> Result<T> {
        deserialize(self.required(index)?).map_err(|error| error.to_string())
    }

    fn coded<C: Codec<T>, T>(&self, index: usize) -> Result<T> {
        self.get::<Coded<C, T>>(index).map(|it| it.0)
    }

    fn option<T: Wire>(&self, index: usize) -> Result<Option<T>> {
        self.value(index).map(|_| self.get(index)).transpose()
    }

    fn option_coded<C: Codec<T>, T>(&self, index: usize) -> Result<Option<T>> {
        self.value(index).map(|_| self.coded::<C, T>(index)).transpose()
    }

    fn body_text(&self) -> Result<&str> {
        self.body.ok_or_else(|| "the example has no body".to_owned())
    }

    /// A model as users send it.
    fn model<T>(&self) -> Result<RequestContent<T>>
    where
        T: DeserializeOwned,
        RequestContent<T>: TryFrom<T, Error = azure_core::Error>,
    {
        let model: T = serde_json::from_str(self.body_text()?).map_err(|error| error.to_string())?;
        model.try_into().map_err(|error: azure_core::Error| error.to_string())
    }

    /// A list, a map or a scalar as users send it.
    fn json<T: Wire>(&self) -> Result<RequestContent<T>> {
        let value: Value = serde_json::from_str(self.body_text()?).map_err(|error| error.to_string())?;
        let value: T = deserialize(&value).map_err(|error| error.to_string())?;
        generated::runtime::request_content(&value).map_err(|error| error.to_string())
    }

    /// Bytes or text as they are.
    fn raw<T, F>(&self) -> Result<RequestContent<T, F>> {
        Ok(RequestContent::from(self.body_text()?.as_bytes().to_vec()))
    }

    fn optional<T>(&self, read: fn(&Self) -> Result<T>) -> Result<Option<T>> {
        self.body.map(|_| read(self)).transpose()
    }
}

/// A value in a wire form that its type does not tell.
struct Coded<C, T>(T, std::marker::PhantomData<C>);

impl<C: Codec<T>, T> Wire for Coded<C, T> {
    fn read_into(place: &mut Option<Self>, source: &mut dyn Source) -> bool {
        let mut value = None;
        C::read_into(&mut value, source);
        *place = value.map(|value| Self(value, std::marker::PhantomData));
        place.is_some()
    }

    fn write<S: Sink>(&self, sink: S) -> S::Written {
        C::write(&self.0, sink)
    }
}

fn roundtrip<T: DeserializeOwned + Serialize>(body: &str) -> Result<String> {
    let model: T = serde_json::from_str(body).map_err(|error| error.to_string())?;
    serde_json::to_string(&model).map_err(|error| error.to_string())
}

/// A list, a map or a scalar of which serde knows no wire form.
fn roundtrip_wire<T: Wire>(body: &str) -> Result<String> {
    let value: Value = serde_json::from_str(body).map_err(|error| error.to_string())?;
    let value: T = deserialize(&value).map_err(|error| error.to_string())?;
    let mut written = Vec::new();
    generated::runtime::__private::serialize(&value, &mut serde_json::Serializer::new(&mut written))
        .map_err(|error| error.to_string())?;
    String::from_utf8(written).map_err(|error| error.to_string())
}

/// What enums of texts are made of.
fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

/// What enums of numbers are made of.
fn i32(value: &Value) -> Option<i32> {
    i64(value).and_then(|it| i32::try_from(it).ok())
}

fn i64(value: &Value) -> Option<i64> {
    value.as_i64()
}

fn f64(value: &Value) -> Option<f64> {
    value.as_f64()
}

/// Whether an enum, by its place in the table, knows a value.
fn is_known(question: &Value) -> bool {
    let place = question[0].as_u64().and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX);
    shims::ENUMS.get(place).is_some_and(|knows| knows(&question[1]))
}

fn run(job: &Value) -> Value {
    let bodies: Vec<Value> = job["bodies"].as_array().into_iter().flatten().map(read_body).collect();
    let known: Vec<bool> = job["enums"].as_array().into_iter().flatten().map(is_known).collect();
    let request = job["request"].is_object().then(|| answer(|| request(&job["request"])));
    let play = shims::PLAY.filter(|_| job["play"].is_object());
    let played = play.map(|play| answer(|| play(&job["play"])));
    json!({ "id": job["id"], "request": request, "bodies": bodies, "known": known, "played": played })
}

fn read_body(job: &Value) -> Value {
    answer(|| {
        let model = job["model"].as_u64().and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX);
        let roundtrip = shims::ROUNDTRIPS.get(model).ok_or("the job names no model")?;
        roundtrip(job["body"].as_str().unwrap_or_default()).map(Value::from)
    })
}

fn request(job: &Value) -> Result<Value> {
    let text = |key: &str| job[key].as_str().unwrap_or_default();
    let operation = job["operation"].as_u64().and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX);
    let shim = shims::REQUESTS.get(operation).ok_or("the job names no operation")?;
    let endpoint = Url::parse("https://management.azure.com/").map_err(|error| error.to_string())?;
    let scope = Scope::new(endpoint, text("subscription")).with_api_version(text("api_version"));
    let parameters = job["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let request = shim(&scope, &Values { parameters, body: job["body"].as_str() })?.map_err(|error| error.to_string())?;
    let headers: Vec<(&str, &str)> = request.headers().iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let body = Bytes::from(request.body());
    Ok(json!({
        "method": request.method().as_ref(),
        "url": request.url().as_str(),
        "headers": headers,
        "body": (!body.is_empty()).then(|| String::from_utf8_lossy(&body)),
    }))
}

/// `{"ok": …}` or `{"error": …}`. A panic of the generated code is an error of its example, not the end of the run.
fn answer(run: impl FnOnce() -> Result<Value>) -> Value {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(value)) => json!({ "ok": value }),
        Ok(Err(error)) => json!({ "error": error }),
        Err(_) => json!({ "error": "the generated code panicked" }),
    }
}

fn main() -> std::process::ExitCode {
    let Some(jobs) = std::env::args_os().nth(1).and_then(|path| std::fs::File::open(path).ok()) else {
        eprintln!("usage: PROGRAM JOBS, a file of one JSON object per line");
        return std::process::ExitCode::from(2);
    };
    // A line is out before the next job begins, so that a job that ends the program takes no other answer with it.
    let mut out = std::io::LineWriter::new(std::io::stdout().lock());
    for line in std::io::BufReader::new(jobs).lines() {
        let written = line.and_then(|line| {
            let job: Value = serde_json::from_str(&line)?;
            writeln!(out, "{}", run(&job))
        });
        if let Err(error) = written {
            eprintln!("{error}");
            return std::process::ExitCode::FAILURE;
        }
    }
    std::process::ExitCode::SUCCESS
}
