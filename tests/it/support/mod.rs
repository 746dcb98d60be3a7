//! What several integration tests share.

pub mod areas;
pub mod colour;
pub mod fixtures;
pub mod fixtures_v4;
pub mod pdf;
pub mod pdf_places;
pub mod sandbox;
pub mod server;
pub mod workbook;

use std::time::Duration;

use regiobeeld_fetchers::{HttpOptions, HttpTransport, RetryTransport, Store};
use tempfile::TempDir;

/// Returns the network as the program uses it, but with pauses of no time.
pub fn http() -> RetryTransport<HttpTransport> {
    http_with(&HttpOptions::default())
}

/// As [`http`], with other limits.
pub fn http_with(options: &HttpOptions) -> RetryTransport<HttpTransport> {
    let network = HttpTransport::new(options).expect("network");
    RetryTransport::with_sleep(network, |pause| assert!(pause <= Duration::from_secs(120)))
}

/// Returns an empty store in a folder that goes with the test.
pub fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("folder");
    let store = Store::create(&folder.path().join("opslag")).expect("store");
    (folder, store)
}
