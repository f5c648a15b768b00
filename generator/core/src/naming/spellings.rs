//! Spellings that `heck` splits incorrectly, with their correct words.
//!
//! `heck` starts a word at every capital after a small letter, and at the last capital of a run before a small letter.
//! That is wrong for a single capital (`VNet` → `v_net`) and for a small letter among capitals (`IPsec` → `i_psec`).
//! Spellings that follow a rule (plurals: `VMs`; versions: `IPv4`) are not listed here; see [`words`](super::words).
//!
//! An entry matches at the beginning of a word only, and only when no small letter follows it.

/// Spellings in upper camel case, with their words in snake case.
pub(super) const SPELLINGS: &[(&str, &str)] = &[
    // "… as a service" and the like: the inner small letters belong to the acronym.
    ("CaaS", "caas"),
    ("DBaaS", "dbaas"),
    ("FaaS", "faas"),
    ("HaaS", "haas"),
    ("IaC", "iac"),
    ("IaaS", "iaas"),
    ("IIoT", "iiot"),
    ("IoT", "iot"),
    ("PaaS", "paas"),
    ("SaaS", "saas"),
    // "Virtual …", shortened to a letter.
    ("DbvCore", "db_vcore"),
    ("SubNet", "subnet"),
    ("SubNets", "subnets"),
    ("VCenter", "vcenter"),
    ("VCenters", "vcenters"),
    ("VCore", "vcore"),
    ("VCores", "vcores"),
    ("VMWare", "vmware"),
    ("VMware", "vmware"),
    ("VNet", "vnet"),
    ("VNets", "vnets"),
    ("VSphere", "vsphere"),
    ("VSwitch", "vswitch"),
    ("VTpm", "vtpm"),
    // Units: the case distinguishes bits from bytes, and powers of two from powers of ten.
    ("GBps", "gbps"),
    ("GHz", "ghz"),
    ("GiB", "gib"),
    ("KBps", "kbps"),
    ("KiB", "kib"),
    ("KWh", "kwh"),
    ("MBps", "mbps"),
    ("MHz", "mhz"),
    ("MiB", "mib"),
    ("TBps", "tbps"),
    ("TiB", "tib"),
    // Network protocols and standards.
    ("CName", "cname"),
    ("Dot1Q", "dot1q"),
    ("ETag", "etag"),
    ("ETags", "etags"),
    ("ENb", "enb"),
    ("GNb", "gnb"),
    ("IPSec", "ipsec"),
    ("IPsec", "ipsec"),
    ("MACSec", "macsec"),
    ("MACsec", "macsec"),
    ("MTmsi", "mtmsi"),
    ("NVMe", "nvme"),
    ("OAuth", "oauth"),
    ("OData", "odata"),
    ("QinQ", "qinq"),
    ("STag", "stag"),
    ("WiFi", "wifi"),
    ("XPath", "xpath"),
    // Programs, file formats and their terms.
    ("AuditD", "auditd"),
    ("DBfor", "db_for"),
    ("GZip", "gzip"),
    ("GitHub", "github"),
    ("GitLab", "gitlab"),
    ("HBase", "hbase"),
    ("HResult", "hresult"),
    ("IBoss", "iboss"),
    ("JPath", "jpath"),
    ("KWargs", "kwargs"),
    ("MySQL", "mysql"),
    ("MySql", "mysql"),
    ("NoSQL", "nosql"),
    ("NoSql", "nosql"),
    ("PostgreSQL", "postgresql"),
    ("PostgreSql", "postgresql"),
    ("TSQL", "tsql"),
    ("TSql", "tsql"),
    ("WoE", "woe"),
    ("ZScaler", "zscaler"),
];

/// Acronyms that occur side by side without a boundary: `VMOSDisk` is the disk of the OS of a VM. A run of capitals is
/// split only when two of these make up the whole of it.
pub(super) const ACRONYMS: &[&str] = &[
    "API", "CPU", "DB", "DNS", "GPU", "HSM", "HTTP", "HTTPS", "ID", "IP", "MHSM", "NSG", "OS", "SAS", "SKU", "SQL",
    "SSH", "SSL", "TLS", "URI", "URL", "VHD", "VM", "VMSS", "VPN",
];

/// Words that keep their inner capitals in upper camel case: products whose own spelling is upper camel case already,
/// so that `GitHubOwner` is found under the name the specification gave it.
pub(super) const PRODUCTS: &[(&str, &str)] =
    &[("github", "GitHub"), ("gitlab", "GitLab"), ("mysql", "MySql"), ("nosql", "NoSql"), ("postgresql", "PostgreSql")];
