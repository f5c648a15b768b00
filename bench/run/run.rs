//! Requests and models at run time: the generated crate, derived serde, and progenitor's crate where it is installed.
//!
//! The data is a list of virtual machines, 0.8 MB, made of the documented example that `EXAMPLE` names. The allocations
//! that the tables show are those of one call.

use std::hint::black_box;
use std::sync::LazyLock;

use arm_computerp::models::VirtualMachineListResult;
use arm_computerp::runtime::Scope;
use azure_core::http::{Method, Request, Url};
use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher};
use serde_json::{Value, json};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

/// About how long the list is.
const BYTES: usize = 800_000;

/// The list, as the service writes it.
static LIST: LazyLock<Vec<u8>> = LazyLock::new(|| list(&example()));

/// The same with three properties in each object that no model knows.
static LIST_WITH_UNKNOWN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut example = example();
    add_unknown(&mut example);
    list(&example)
});

fn example() -> Value {
    let text = std::fs::read(std::env::var_os("EXAMPLE").expect("EXAMPLE names a documented example")).expect("a file");
    let example: Value = serde_json::from_slice(&text).expect("JSON");
    example["responses"]["200"]["body"].clone()
}

fn list(item: &Value) -> Vec<u8> {
    let count = BYTES / item.to_string().len() + 1;
    json!({ "value": vec![item; count] }).to_string().into_bytes()
}

fn add_unknown(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(add_unknown),
        Value::Object(entries) => {
            // Tags are a map of strings, in which nothing is unknown.
            entries.iter_mut().filter(|(name, _)| *name != "tags").for_each(|(_, value)| add_unknown(value));
            for name in ["unknownNumber", "unknownText", "unknownObject"] {
                let value = if name == "unknownObject" { json!({ "a": [1, "two"] }) } else { json!(name) };
                entries.insert(name.to_owned(), value);
            }
        }
        _ => {}
    }
}

fn main() {
    println!(
        "size of a virtual machine: {} bytes generated, {} bytes derived",
        size_of::<arm_computerp::models::VirtualMachine>(),
        size_of::<bench_derived::models::VirtualMachine>()
    );
    // Both sides must read the same, or there is nothing to compare.
    let generated: VirtualMachineListResult = serde_json::from_slice(&LIST).expect("the generated model reads it");
    let derived: bench_derived::models::VirtualMachineListResult = serde_json::from_slice(&LIST).expect("the derived one too");
    let (generated, derived) = (serde_json::to_value(&generated), serde_json::to_value(&derived));
    assert_eq!(generated.expect("JSON"), derived.expect("JSON"));
    write_body::assert_same();
    request::assert_same();
    divan::main();
}

/// Reading the list.
#[divan::bench_group]
mod read {
    use super::{Bencher, BytesCount, LIST, black_box};

    #[divan::bench]
    fn generated(bencher: Bencher<'_, '_>) {
        bencher.counter(BytesCount::of_slice(&**LIST)).bench(|| {
            serde_json::from_slice::<arm_computerp::models::VirtualMachineListResult>(black_box(&LIST)).expect("a list")
        });
    }

    #[divan::bench]
    fn derived(bencher: Bencher<'_, '_>) {
        bencher.counter(BytesCount::of_slice(&**LIST)).bench(|| {
            serde_json::from_slice::<bench_derived::models::VirtualMachineListResult>(black_box(&LIST)).expect("a list")
        });
    }

    #[cfg(feature = "progenitor")]
    #[divan::bench]
    fn progenitor(bencher: Bencher<'_, '_>) {
        bencher.counter(BytesCount::of_slice(&**LIST)).bench(|| {
            serde_json::from_slice::<peer_progenitor::types::VirtualMachineListResult>(black_box(&LIST)).is_ok()
        });
    }
}

/// Reading the list with unknown properties: the allocations must be those of the list without.
#[divan::bench_group]
mod read_unknown {
    use super::{Bencher, BytesCount, LIST_WITH_UNKNOWN, black_box};

    #[divan::bench]
    fn generated(bencher: Bencher<'_, '_>) {
        bencher.counter(BytesCount::of_slice(&**LIST_WITH_UNKNOWN)).bench(|| {
            serde_json::from_slice::<arm_computerp::models::VirtualMachineListResult>(black_box(&LIST_WITH_UNKNOWN))
                .expect("a list")
        });
    }

    #[divan::bench]
    fn derived(bencher: Bencher<'_, '_>) {
        bencher.counter(BytesCount::of_slice(&**LIST_WITH_UNKNOWN)).bench(|| {
            serde_json::from_slice::<bench_derived::models::VirtualMachineListResult>(black_box(&LIST_WITH_UNKNOWN))
                .expect("a list")
        });
    }
}

/// Writing the list.
#[divan::bench_group]
mod write {
    use super::{Bencher, BytesCount, LIST, VirtualMachineListResult, black_box};

    #[divan::bench]
    fn generated(bencher: Bencher<'_, '_>) {
        let list: VirtualMachineListResult = serde_json::from_slice(&LIST).expect("a list");
        bencher.counter(BytesCount::of_slice(&**LIST)).bench_local(|| serde_json::to_vec(black_box(&list)).expect("JSON"));
    }

    #[divan::bench]
    fn derived(bencher: Bencher<'_, '_>) {
        let list: bench_derived::models::VirtualMachineListResult = serde_json::from_slice(&LIST).expect("a list");
        bencher.counter(BytesCount::of_slice(&**LIST)).bench_local(|| serde_json::to_vec(black_box(&list)).expect("JSON"));
    }

    #[cfg(feature = "progenitor")]
    #[divan::bench]
    fn progenitor(bencher: Bencher<'_, '_>) {
        // Its enums are closed: where it cannot read the list there is nothing to write.
        let list: Option<peer_progenitor::types::VirtualMachineListResult> = serde_json::from_slice(&LIST).ok();
        bencher.counter(BytesCount::of_slice(&**LIST)).bench_local(|| serde_json::to_vec(black_box(&list)).expect("JSON"));
    }
}

/// Writing the list as the body of a request, without what only the service sets. Both sides have the same left to
/// write.
#[divan::bench_group]
mod write_body {
    use super::{Bencher, BytesCount, LIST, VirtualMachineListResult, black_box};
    use arm_computerp::runtime::request_content;
    use azure_core::http::{Body, RequestContent};

    fn sent() -> Vec<u8> {
        let list: VirtualMachineListResult = serde_json::from_slice(&LIST).expect("a list");
        match Body::from(request_content(&list).expect("a body")) {
            Body::Bytes(bytes) => bytes.to_vec(),
            Body::SeekableStream(_) => unreachable!("a model is not a stream"),
        }
    }

    /// What the derived models make of a body has to be the body.
    pub(super) fn assert_same() {
        let sent = sent();
        let derived: bench_derived::models::VirtualMachineListResult = serde_json::from_slice(&sent).expect("a list");
        assert!(serde_json::to_vec(&derived).expect("JSON") == sent, "the sides write the same");
    }

    #[divan::bench]
    fn generated(bencher: Bencher<'_, '_>) {
        let sent = sent();
        let list: VirtualMachineListResult = serde_json::from_slice(&sent).expect("a list");
        bencher.counter(BytesCount::of_slice(&*sent)).bench_local(|| request_content(black_box(&list)).expect("a body"));
    }

    #[divan::bench]
    fn derived(bencher: Bencher<'_, '_>) {
        let sent = sent();
        let list: bench_derived::models::VirtualMachineListResult = serde_json::from_slice(&sent).expect("a list");
        bencher.counter(BytesCount::of_slice(&*sent)).bench_local(|| {
            RequestContent::<()>::from(serde_json::to_vec(black_box(&list)).expect("JSON"))
        });
    }
}

/// Building the request for one virtual machine. All sides refuse a name that would mean another resource.
#[divan::bench_group]
mod request {
    use super::{Bencher, Method, Request, Scope, Url, black_box};
    use azure_core::Result;
    use azure_core::error::{Error, ErrorKind};
    use azure_core::http::UrlExt as _;
    use azure_core::http::headers::ACCEPT;

    const SUBSCRIPTION: &str = "00000000-0000-0000-0000-000000000000";
    const VERSION: &str = "2024-07-01";

    fn endpoint() -> Url {
        Url::parse("https://management.azure.com").expect("a URL")
    }

    fn scope() -> Scope {
        Scope::new(endpoint(), SUBSCRIPTION).with_api_version(VERSION)
    }

    /// What the sides build has to be the same.
    pub(super) fn assert_same() {
        let generated = arm_computerp::requests::virtual_machines::get(&scope(), "group", "machine", &Default::default());
        let generated = generated.expect("a request");
        for build in [with_url, with_azure_core] {
            let by_hand = build(&endpoint(), SUBSCRIPTION, "group", "machine", VERSION).expect("a request");
            assert_eq!(by_hand.url(), generated.url());
            assert_eq!(by_hand.method(), generated.method());
            assert!(by_hand.headers() == generated.headers(), "{by_hand:?} {generated:?}");
            for name in ["", ".", ".."] {
                assert!(build(&endpoint(), SUBSCRIPTION, "group", name, VERSION).is_err(), "{name:?} is refused");
            }
        }
    }

    #[divan::bench]
    fn generated(bencher: Bencher<'_, '_>) {
        let (scope, options) = (scope(), Default::default());
        bencher.bench_local(|| {
            let [group, name] = black_box(["group", "machine"]);
            arm_computerp::requests::virtual_machines::get(black_box(&scope), group, name, &options)
        });
    }

    #[divan::bench]
    fn by_hand_with_url(bencher: Bencher<'_, '_>) {
        let endpoint = endpoint();
        bencher.bench_local(|| {
            let [subscription, group, name, version] = black_box([SUBSCRIPTION, "group", "machine", VERSION]);
            with_url(black_box(&endpoint), subscription, group, name, version)
        });
    }

    #[divan::bench]
    fn by_hand_with_azure_core(bencher: Bencher<'_, '_>) {
        let endpoint = endpoint();
        bencher.bench_local(|| {
            let [subscription, group, name, version] = black_box([SUBSCRIPTION, "group", "machine", VERSION]);
            with_azure_core(black_box(&endpoint), subscription, group, name, version)
        });
    }

    /// The bench keeps its request from being sent.
    #[cfg(feature = "progenitor")]
    #[divan::bench]
    fn progenitor(bencher: Bencher<'_, '_>) {
        use std::task::{Context, Poll, Waker};

        let client = peer_progenitor::Client::new("https://management.azure.com");
        bencher.bench_local(|| {
            let [subscription, group, name, version] = black_box([SUBSCRIPTION, "group", "machine", VERSION]);
            let call = std::pin::pin!(client.virtual_machines_get(subscription, group, name, None, version));
            let answer = call.poll(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(answer, Poll::Ready(Err(peer_progenitor::Error::InvalidRequest(_)))), "it is not sent");
        });
    }

    /// With the means of `url`, which encodes, but leaves out `.` and `..` without a word.
    fn with_url(endpoint: &Url, subscription: &str, group: &str, name: &str, version: &str) -> Result<Request> {
        let mut url = endpoint.clone();
        url.path_segments_mut().map_err(|()| Error::with_message(ErrorKind::Other, "no base"))?.extend([
            "subscriptions",
            checked(subscription)?,
            "resourceGroups",
            checked(group)?,
            "providers",
            "Microsoft.Compute",
            "virtualMachines",
            checked(name)?,
        ]);
        url.query_pairs_mut().append_pair("api-version", version);
        let mut request = Request::new(url, Method::Get);
        request.insert_header(ACCEPT, "application/json");
        Ok(request)
    }

    /// With the means of azure_core, which do not encode what a path is made of.
    fn with_azure_core(endpoint: &Url, subscription: &str, group: &str, name: &str, version: &str) -> Result<Request> {
        let mut url = endpoint.clone();
        url.append_path(format!(
            "/subscriptions/{}/resourceGroups/{}/providers/Microsoft.Compute/virtualMachines/{}",
            checked(subscription)?,
            checked(group)?,
            checked(name)?
        ));
        let mut query = url.query_builder();
        query.set_pair("api-version", version);
        query.build();
        let mut request = Request::new(url, Method::Get);
        request.insert_header(ACCEPT, "application/json");
        Ok(request)
    }

    fn checked(value: &str) -> Result<&str> {
        if matches!(value, "" | "." | "..") {
            return Err(Error::with_message(ErrorKind::Other, format!("`{value}` is not a name")));
        }
        Ok(value)
    }
}
