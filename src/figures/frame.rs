//! What every figure has around its content: the FICTIEF banner.

use super::canvas::{self, Anchor, Canvas, NOTE};
use super::style::{INK, PAPER, Stroke};

/// Paints the content of a figure below a given height.
pub(crate) type Paint<'a> = Box<dyn FnOnce(&mut Canvas<'_>, f64) + 'a>;

/// Height of the banner with the space below it.
const BANNER: f64 = 15.0;
const BANNER_TEXT: &str = "FICTIEF: deze cijfers zijn (deels) verzonnen";
/// The same where there is no room for it.
const BANNER_SHORT: &str = "FICTIEF: (deels) verzonnen";

/// Draws banner and content; returns the height of the sheet in points and plotters' SVG.
pub(crate) fn sheet(width: f64, body: f64, fictief: bool, paint: Paint<'_>) -> (f64, String) {
    let top = if fictief { BANNER } else { 0.0 };
    let height = top + body;
    let raw = canvas::sheet(width, height, |canvas| {
        if fictief {
            banner(canvas, width);
        }
        paint(canvas, top);
    });
    (height, raw)
}

/// A box above the data, so that it can be neither overlooked nor in the way.
fn banner(canvas: &mut Canvas<'_>, width: f64) {
    let border = Stroke {
        colour: INK,
        width: 0.5,
    };
    let room = |text: &str| NOTE.width(text) + 10.0;
    let text = if room(BANNER_TEXT) < width {
        BANNER_TEXT
    } else {
        BANNER_SHORT
    };
    let right = room(text).min(width - 1.0);
    canvas.rect((1.0, 1.0), (right, 12.0), PAPER, Some(border));
    canvas.text_centred((6.0, 6.5), Anchor::Start, NOTE, text);
}
