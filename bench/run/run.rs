//! Requests and models at run time: the generated crate, derived serde, and progenitor's crate where it is installed.
//!
//! The data is a list of virtual machines, 0.8 MB, made of the documented example that `EXAMPLE` names. The allocations that
//! the tables show are those of one call.

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

/// Building the request for one virtual machine.
#[divan::bench_group]
mod request {
    use super::{Bencher, Method, Request, Scope, Url, black_box};

    #[divan::bench]
    fn generated(bencher: Bencher<'_, '_>) {
        let endpoint = Url::parse("https://management.azure.com").expect("a URL");
        let scope = Scope::new(endpoint, "00000000-0000-0000-0000-000000000000").with_api_version("2024-07-01");
        let options = Default::default();
        bencher.bench_local(|| {
            arm_computerp::requests::virtual_machines::get(black_box(&scope), "group", "machine", &options).expect("a request")
        });
    }

    /// With `url`'s own means, as progenitor's and other clients do.
    #[divan::bench]
    fn by_hand(bencher: Bencher<'_, '_>) {
        let endpoint = Url::parse("https://management.azure.com").expect("a URL");
        bencher.bench_local(|| {
            let mut url = black_box(&endpoint).clone();
            url.path_segments_mut().expect("a base").extend([
                "subscriptions",
                "00000000-0000-0000-0000-000000000000",
                "resourceGroups",
                "group",
                "providers",
                "Microsoft.Compute",
                "virtualMachines",
                "machine",
            ]);
            url.query_pairs_mut().append_pair("api-version", "2024-07-01");
            let mut request = Request::new(url, Method::Get);
            request.insert_header("accept", "application/json");
            request
        });
    }
}
