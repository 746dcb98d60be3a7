//! The pictures of a report: for its folder, and for the pages that Typst sets.

use std::collections::BTreeMap;

use super::shared::Shared;
use crate::figures::letters;
use crate::report::build::logo_path;
use crate::report::{Built, Bundle, Drawing, DrawingPlace, RenderError, bundle};

/// The drawings that are wanted: path in the folder of the report and SVG, with all texts.
pub(super) fn drawings(built: &Built, wanted: impl Fn(&Drawing) -> bool) -> Vec<(String, Vec<u8>)> {
    let each = built.drawings.iter().filter(|drawing| wanted(drawing));
    each.map(|drawing| {
        (
            drawing.path.clone(),
            drawing.svg.as_str().as_bytes().to_vec(),
        )
    })
    .collect()
}

/// Puts together what Typst reads. A drawing goes without its texts, which stand beside it for the
/// house library; whole as well when templates of a user may show it themselves. One that stands on no
/// page does not go.
pub(super) fn bundled(shared: &Shared, built: &Built) -> Result<Bundle, RenderError> {
    let apart = |drawing: &Drawing| match drawing.place {
        DrawingPlace::File => Some(None),
        DrawingPlace::Everywhere | DrawingPlace::Page => {
            letters::split(drawing.svg.as_str()).map(Some)
        }
    };
    let each = built.drawings.iter();
    let split: BTreeMap<_, _> = each
        .filter_map(|drawing| Some((drawing.path.clone(), apart(drawing)?)))
        .collect();
    let whole = |drawing: &Drawing| shared.engine.has_own() || !split.contains_key(&drawing.path);
    let mut figures = drawings(built, whole);
    let logo = shared.house.logo.as_ref();
    figures.extend(logo.map(|logo| (logo_path(logo), logo.bytes.clone())));
    bundle(&shared.engine, &built.model, &figures, &split)
}
