//! A certificate for `localhost`, made for one server, and the TLS that uses it.

use crate::Result;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::sync::Arc;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::aws_lc_rs, pki_types::PrivatePkcs8KeyDer},
};

/// The identity of a server.
pub(super) struct Identity {
    /// The certificate, as DER.
    pub(super) certificate: Vec<u8>,
    /// The acceptor of handshakes with this identity.
    pub(super) acceptor: TlsAcceptor,
}

pub(super) fn identity() -> Result<Identity> {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()])?;
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    // The provider is named: with a second one in the build, rustls would refuse to choose.
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key.into())?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Identity { certificate: cert.der().to_vec(), acceptor: TlsAcceptor::from(Arc::new(config)) })
}
