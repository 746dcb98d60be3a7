//! What an SVG logo may hold, and what is refused.

use super::logo_svg::faults;

const HEAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" \
                    xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 60 20\">";

#[track_caller]
fn check(inside: &str, expected: &str) {
    let text = format!("{HEAD}\n<path d=\"M0 0H9V9Z\"/>\n{inside}</svg>");
    let found = faults(text.as_bytes()).join("\n");
    let fits = if expected.is_empty() {
        found.is_empty()
    } else {
        found.contains(expected)
    };
    assert!(fits, "{inside}: «{found}»");
}

#[test]
fn shapes_gradients_and_what_editors_leave_are_fine() {
    check(
        "<g style=\"fill:url(#a)\"><rect width=\"4\" height=\"4\"/></g>",
        "",
    );
    check(
        "<defs><linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"#fff\"/></linearGradient></defs>",
        "",
    );
    check(
        "<style>.a{fill:#123}</style><circle class=\"a\" r=\"2\"/>",
        "",
    );
    check(
        "<defs><path id=\"p\" d=\"M0 0\"/></defs><clipPath id=\"c\"><use xlink:href=\"#p\"/></clipPath>",
        "",
    );
    check(
        "<x:namedview xmlns:x=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" x:page=\"1\"/>",
        "",
    );
    check("<title>Logo &amp; meer</title><!-- <script> -->", "");
}

#[test]
fn what_runs_fetches_or_needs_a_font_is_refused_with_its_line() {
    for (inside, expected) in [
        ("<script>alert(1)</script>", "(regel 3) heeft een script"),
        (
            "<x:script xmlns:x=\"http://www.w3.org/2000/svg\">1</x:script>",
            "heeft een script",
        ),
        ("<path onclick=\"x()\" d=\"M0 0\"/>", "heeft een script"),
        (
            "<image href=\"data:image/png;base64,AAAA\"/>",
            "heeft een plaatje",
        ),
        (
            "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
            "webpagina",
        ),
        ("<text>Proscoop</text>", "zet de letters om in lijnen"),
        (
            "<style>@font-face{font-family:x;src:url(#a)}</style>",
            "lettertype",
        ),
        ("<style>@import 'http://x';</style>", "buiten het bestand"),
        (
            "<style><![CDATA[a{fill:url(http://x)}]]></style>",
            "buiten het bestand",
        ),
        (
            "<style>a{fill:\\75rl(http://x)}</style>",
            "buiten het bestand",
        ),
        (
            "<path fill=\"url(https://x/y#z)\" d=\"M0 0\"/>",
            "buiten het bestand",
        ),
        (
            "<linearGradient href=\"file:///etc/passwd\"/>",
            "buiten het bestand",
        ),
        ("<use xlink:href=\"andere.svg#a\"/>", "buiten het bestand"),
        (
            "<g id=\"g\"><path d=\"M0 0\"/></g><use href=\"#g\"/>",
            "herhaalt een groep",
        ),
        ("<filter id=\"f\"/>", "«filter»"),
        ("<a href=\"#x\"><path d=\"M0 0\"/></a>", "«a»"),
        ("<animate attributeName=\"x\"/>", "beweegt"),
        (
            "<iframe xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            "vreemd onderdeel «iframe»",
        ),
        ("<g>", "geen geldige XML"),
        ("<path d=\"&bom;\"/>", "geen geldige XML"),
    ] {
        check(inside, expected);
    }
    check(&"<g>".repeat(80), "te ingewikkeld");
}

#[test]
fn the_file_itself_must_be_a_drawing_with_a_size() {
    for (text, expected) in [
        ("<html/>", "is geen SVG"),
        ("<svg viewBox=\"0 0 1 1\"><path/></svg>", "is geen SVG"),
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>",
            "geen maat",
        ),
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 0 9\"><path d=\"M0 0\"/></svg>",
            "geen maat",
        ),
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"9\"><path d=\"M0 0\"/></svg>",
            "twaalf keer",
        ),
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>",
            "geen enkele vorm",
        ),
        (
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>",
            "entiteiten",
        ),
        (
            "<?xml-stylesheet href=\"http://x\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>",
            "stijlblad",
        ),
    ] {
        let found = faults(text.as_bytes()).join("\n");
        assert!(found.contains(expected), "{text}: «{found}»");
    }
    let fine = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \
                \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n\
                <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60mm\" height=\"20mm\"><path d=\"M0 0\"/></svg>";
    assert_eq!(faults(fine.as_bytes()), Vec::<String>::new());
}
