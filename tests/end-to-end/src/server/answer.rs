//! From an answer of a script to an HTTP response: in full, late, or cut off.

use crate::{
    Result,
    scenario::{Answer, Cut},
};
use bytes::Bytes;
use futures::{StreamExt, stream};
use http_body_util::{BodyExt, StreamBody, combinators::UnsyncBoxBody};
use hyper::{
    body::Frame,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
    http::response,
};
use std::{io, time::Duration};
use tokio::time::sleep;

pub(super) type Response = hyper::Response<UnsyncBoxBody<Bytes, io::Error>>;

/// The time between the half of a body that is sent and the cut: enough for the half to leave.
const BEFORE_CUT: Duration = Duration::from_millis(50);

/// The response to send. An error makes hyper drop the connection without an answer.
pub(super) async fn response(answer: Answer) -> Result<Response> {
    if let Some(delay) = answer.delay {
        sleep(delay).await;
    }
    if answer.cut == Some(Cut::BeforeAnswer) {
        return Err("cut".into());
    }
    let head = head(&answer);
    let body = Bytes::from(answer.json.or(answer.text).unwrap_or_default());
    match answer.cut {
        None => Ok(head.body(whole(body))?),
        // The length is that of the whole body: only the cut tells the client that something is missing.
        Some(_) => Ok(head.header(CONTENT_LENGTH, body.len()).body(half(body))?),
    }
}

fn head(answer: &Answer) -> response::Builder {
    let mut head = hyper::Response::builder().status(answer.status.unwrap_or(200));
    let names_content_type = answer.headers.keys().any(|name| name.eq_ignore_ascii_case(CONTENT_TYPE.as_str()));
    if answer.json.is_some() && !names_content_type {
        head = head.header(CONTENT_TYPE, "application/json; charset=utf-8");
    }
    for (name, values) in &answer.headers {
        for value in values.values() {
            head = head.header(name, value);
        }
    }
    head
}

fn whole(body: Bytes) -> UnsyncBoxBody<Bytes, io::Error> {
    http_body_util::Full::new(body).map_err(|never| match never {}).boxed_unsync()
}

fn half(body: Bytes) -> UnsyncBoxBody<Bytes, io::Error> {
    let sent = stream::once(async move { Ok(Frame::data(body.slice(..body.len() / 2))) });
    let cut = stream::once(async {
        sleep(BEFORE_CUT).await;
        Err(io::Error::other("cut"))
    });
    StreamBody::new(sent.chain(cut)).boxed_unsync()
}
