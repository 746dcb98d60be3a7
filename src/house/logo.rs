//! A logo: is it what its name says, is it small enough, and can it do no harm in a PDF?

use super::logo_svg;

/// Largest logo in bytes; a real one has some tens of thousands.
pub const LIMIT: u64 = 2 << 20;
/// Most pixels on a side of a PNG.
const PIXELS: u32 = 4000;
/// Least pixels on the longest side: 300 dots an inch at 22 mm high is about 260.
const LEAST: u32 = 200;
/// Most times that a logo may be wider than high, or higher than wide.
pub(super) const LONGEST: f64 = 12.0;

/// The two forms of a logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoKind {
    /// Lines and areas.
    Svg,
    /// Pixels.
    Png,
}

impl LogoKind {
    /// Ending of the file.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

/// A logo that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// Its form.
    pub kind: LogoKind,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Logo {
    /// Largest file in bytes.
    pub const LIMIT: u64 = LIMIT;

    /// Checks a logo by its content.
    ///
    /// # Errors
    /// Every fault, in Dutch.
    pub fn check(name: &str, bytes: Vec<u8>) -> Result<Self, Vec<String>> {
        let said = |what: String| vec![format!("{name} {what}")];
        let kind = sniff(&bytes).map_err(|what| said(what.to_owned()))?;
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if !ending.eq_ignore_ascii_case(kind.ending()) {
            let real = kind.ending();
            return Err(said(format!(
                "is geen {}, maar een {}; geef het bestand een naam op .{real}",
                ending.to_uppercase(),
                real.to_uppercase()
            )));
        }
        let faults = match kind {
            LogoKind::Png => png_fault(&bytes).into_iter().collect(),
            LogoKind::Svg => logo_svg::faults(&bytes),
        };
        if faults.is_empty() {
            Ok(Self { kind, bytes })
        } else {
            Err(faults.iter().flat_map(|what| said(what.clone())).collect())
        }
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn sniff(bytes: &[u8]) -> Result<LogoKind, &'static str> {
    let others: [(&[u8], &str); 7] = [
        (b"\xff\xd8", "is een JPEG; sla het logo op als PNG of SVG"),
        (b"GIF8", "is een GIF; sla het logo op als PNG of SVG"),
        (b"%PDF", "is een PDF; sla het logo op als SVG"),
        (b"%!PS", "is een EPS; sla het logo op als SVG"),
        (b"\x1f\x8b", "is ingepakt (svgz); sla het op als gewone SVG"),
        (b"\xff\xfe", "is geen tekst in UTF-8; sla het op als UTF-8"),
        (b"\xfe\xff", "is geen tekst in UTF-8; sla het op als UTF-8"),
    ];
    if bytes.starts_with(PNG) {
        return Ok(LogoKind::Png);
    }
    if let Some((_, what)) = others.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(what);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match text.trim_ascii_start().first() {
        Some(b'<') => Ok(LogoKind::Svg),
        Some(_) => Err("is geen SVG en geen PNG"),
        None => Err("is leeg"),
    }
}

/// Walks through the pieces of a PNG: all of it is there, unchanged, and of a sensible size.
fn png_fault(bytes: &[u8]) -> Option<String> {
    let broken = || Some("is een beschadigde PNG; sla het logo opnieuw op".to_owned());
    let mut rest = bytes.get(PNG.len()..)?;
    let mut size = None;
    loop {
        let Some((length, body)) = rest.split_first_chunk::<4>() else {
            return broken();
        };
        let Ok(length) = usize::try_from(u32::from_be_bytes(*length)) else {
            return broken();
        };
        let Some((piece, after)) = body.split_at_checked(length.saturating_add(4)) else {
            return broken();
        };
        let Some((sum, after)) = after.split_first_chunk::<4>() else {
            return broken();
        };
        if crc(piece) != u32::from_be_bytes(*sum) {
            return broken();
        }
        match piece.split_first_chunk::<4>() {
            Some((b"IHDR", head)) => size = sides(head),
            Some((b"acTL", _)) => {
                return Some("beweegt; sla het logo op als gewone PNG".to_owned());
            }
            Some((b"IEND", _)) => break,
            _ => {}
        }
        rest = after;
    }
    let Some((wide, high)) = size else {
        return broken();
    };
    let longest = wide.max(high);
    if wide == 0 || high == 0 {
        return broken();
    }
    if longest > PIXELS {
        return Some(format!(
            "is {wide} bij {high} beeldpunten; hoogstens {PIXELS} op een zijde"
        ));
    }
    if longest < LEAST {
        return Some(format!(
            "is {wide} bij {high} beeldpunten, en wordt onscherp; geef minstens {LEAST} op de langste zijde"
        ));
    }
    shape_fault(f64::from(wide), f64::from(high))
}

fn sides(head: &[u8]) -> Option<(u32, u32)> {
    let (wide, rest) = head.split_first_chunk::<4>()?;
    let (high, _) = rest.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*wide), u32::from_be_bytes(*high)))
}

/// A logo has a place of 60 by 22 mm; a thread would not be seen.
pub(super) fn shape_fault(wide: f64, high: f64) -> Option<String> {
    let ratio = (wide / high).max(high / wide);
    (ratio > LONGEST)
        .then(|| "is meer dan twaalf keer zo lang als breed; snijd lege randen weg".to_owned())
}

/// The check sum of a piece of a PNG (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                0xEDB8_8320 ^ (sum >> 1)
            } else {
                sum >> 1
            }
        })
    });
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of one grey, its data as a stored block.
    fn png(wide: u32, high: u32) -> Vec<u8> {
        let piece = |name: &[u8; 4], body: &[u8]| {
            let mut named = name.to_vec();
            named.extend(body);
            let mut all = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
            all.extend(&named);
            all.extend(crc(&named).to_be_bytes());
            all
        };
        let mut head = wide.to_be_bytes().to_vec();
        head.extend(high.to_be_bytes());
        head.extend([8, 0, 0, 0, 0]);
        let mut bytes = PNG.to_vec();
        bytes.extend(piece(b"IHDR", &head));
        bytes.extend(piece(b"IDAT", b"x"));
        bytes.extend(piece(b"IEND", b""));
        bytes
    }

    #[track_caller]
    fn check(name: &str, bytes: &[u8], expected: &str) {
        let faults = Logo::check(name, bytes.to_vec()).map(|_| Vec::new());
        let faults = faults.unwrap_or_else(|faults| faults).join("\n");
        assert!(
            if expected.is_empty() {
                faults.is_empty()
            } else {
                faults.contains(expected)
            },
            "{name}: {faults}"
        );
    }

    #[test]
    fn the_check_sum_is_the_well_known_one() {
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn a_logo_is_what_its_name_says() {
        check("logo.png", &png(600, 200), "");
        check("LOGO.PNG", &png(600, 200), "");
        check(
            "logo.svg",
            &png(600, 200),
            "is geen SVG, maar een PNG; geef het bestand een naam op .png",
        );
        check(
            "logo.png",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "is geen PNG, maar een SVG",
        );
        check("logo.png", b"\xff\xd8\xff\xe0", "is een JPEG");
        check("logo.svg", b"\x1f\x8b\x08", "svgz");
        check("logo.svg", b"", "is leeg");
        check("logo.svg", b"hallo", "is geen SVG en geen PNG");
    }

    #[test]
    fn a_png_must_be_whole_and_of_a_sensible_size() {
        let whole = png(600, 200);
        for cut in [9, 20, 40, whole.len() - 1] {
            check("logo.png", &whole[..cut], "beschadigde PNG");
        }
        let mut changed = whole.clone();
        changed[20] ^= 1;
        check("logo.png", &changed, "beschadigde PNG");
        check("logo.png", &png(5000, 2000), "hoogstens 4000");
        check("logo.png", &png(60, 20), "onscherp");
        check("logo.png", &png(3900, 30), "twaalf keer");
        check("logo.png", &png(0, 300), "beschadigde PNG");
    }
}
