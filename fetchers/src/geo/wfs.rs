//! Questions to a WFS: whole layers, a page at a time.
//!
//! Filters are not sent, because `cql_filter` is ignored in silence. Pages may repeat features, so
//! only codes count, and a layer ends where a page brings nothing new.

use crate::sources::WfsLayer;

/// Most features per page that the service gives.
pub(crate) const PAGE_SIZE: usize = 1000;

/// Returns the address of a page of a layer; `start` is the number of features to skip.
pub(crate) fn address(base: &str, layer: &WfsLayer, start: usize) -> String {
    format!(
        "{base}{}?service=WFS&version=2.0.0&request=GetFeature&typeNames={}\
         &outputFormat=application/json&srsName=EPSG:4326&count={PAGE_SIZE}&startIndex={start}",
        layer.pad, layer.laag
    )
}

/// What comes after a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// A page from this feature on.
    Page(usize),
    /// Nothing: the layer is complete.
    End,
    /// The same features without end: the service does not turn pages.
    Stuck,
}

/// Returns what comes after a page with so many features, of which so many are `new`, when
/// `seen` different features were seen in all.
///
/// The next page starts after the different features: where pages overlap, none is skipped.
pub(crate) fn after(features: usize, new: usize, seen: usize) -> After {
    match new {
        0 if features >= PAGE_SIZE => After::Stuck,
        0 => After::End,
        _ => After::Page(seen),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_one_that_the_service_knows() {
        let layer = WfsLayer {
            pad: "/cbs/gebiedsindelingen/2024/wfs/v1_0".into(),
            laag: "gebiedsindelingen:wijk_gegeneraliseerd".into(),
            citaat: "x".into(),
        };
        assert_eq!(
            address("https://service.pdok.nl", &layer, 2000),
            "https://service.pdok.nl/cbs/gebiedsindelingen/2024/wfs/v1_0?service=WFS&version=2.0.0\
             &request=GetFeature&typeNames=gebiedsindelingen:wijk_gegeneraliseerd\
             &outputFormat=application/json&srsName=EPSG:4326&count=1000&startIndex=2000"
        );
    }

    #[test]
    fn a_layer_ends_where_nothing_is_new() {
        assert_eq!(after(1000, 1000, 1000), After::Page(1000));
        assert_eq!(after(1000, 998, 1998), After::Page(1998), "two came twice");
        assert_eq!(after(475, 475, 3475), After::Page(3475), "may be the last");
        assert_eq!(after(2, 0, 3475), After::End);
        assert_eq!(after(0, 0, 3475), After::End);
        assert_eq!(after(1000, 0, 1000), After::Stuck);
    }
}
