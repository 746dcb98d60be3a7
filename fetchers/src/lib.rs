//! Clients and snapshot store for the open data of CBS, RIVM and PDOK.
//!
//! This crate knows sources and their shapes, never themes or indicators. It reads no clock and
//! no environment: the caller hands both down.
//!
//! ```text
//! sources.toml ─► fetch_slice ─► Transport (network, fixture service) ─► pages
//!                     │                                                   │ checked, parsed
//!                     ▼                                                   ▼
//!                   Store ◄──────────── raw pages, Parquet frame, receipt
//!                     │
//!                     ▼ Store::slice, verified
//!                 StoredSlice { receipt, meta, frame }
//! ```

// Cargo rebuilds when this differs: see .cargo/config.toml. Unused, so not in the program.
const _: Option<&str> = option_env!("REGIOBEELD_CHECKOUT");

mod ask;
mod ask_areas;
mod catalog;
mod describe;
mod describe_v4;
mod endpoints;
mod error;
mod fetch;
mod fetch_features;
mod fetch_observations;
mod fetch_rows;
mod fetch_whole;
mod fictief;
mod fixture;
mod geo;
mod http;
mod meta;
mod odata;
mod odata4;
mod polite;
mod reasons;
mod resolve;
mod retry;
mod similar;
mod slice;
mod sources;
mod store;
mod transport;
mod vektis;

pub use ask_areas::{AskedRows, FigurePlace, ask_areas};
pub use catalog::{CatalogEntry, CatalogError, Choice, NewTable, Overview, Search};
pub use endpoints::{EndpointError, Endpoints, Host};
pub use error::{FetchError, ShapeError};
pub use fetch::{FetchContext, Outcome, Progress, fetch_slice, fetch_whole};
pub use fetch_features::fetch_features_whole;
pub use fictief::{CellPlace, FICTIEF_HEADER, FictiefDeel};
pub use fixture::{FixtureError, FixtureFiles, FixtureFolder, FixtureService};
pub use http::{HttpOptions, HttpSetupError, HttpTransport};
pub use meta::{
    Datatype, Dimension, DimensionItem, DimensionKind, Stem, TableMeta, Topic, TopicHint, stem_of,
};
pub use reasons::reason_column;
pub use retry::RetryTransport;
pub use similar::near_matches;
pub use slice::Slice;
pub use sources::{Level, Periods, Route, SourceKind, Sources, TableSource, WfsLayer};
pub use store::{
    Asked, Damage, Draft, DraftPage, FrameReceipt, NationalDraft, NationalReceipt, Orphans,
    PageReceipt, PageRole, Receipt, Store, StoreError, StoredNational, StoredSlice, Uitwijk,
    digest_frames,
};
pub use transport::{
    Accept, Expect, Request, Response, Transport, TransportError, TransportErrorKind,
};
pub use vektis::{
    Doubt, VEKTIS_MAX_BYTES, VektisError, VektisImport, VektisTarget, download_vektis,
    import_vektis,
};
