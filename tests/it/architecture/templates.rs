//! The rule for templates: a variable stands inside a Typst string literal, where one escape
//! function makes it harmless; nothing switches that off and nothing comes from the network.

/// Returns the faults in a template, each as `line: what`. Typst files that are no template are
/// checked for imports alone.
pub fn faults(text: &str, is_template: bool) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.contains("@preview") {
            faults.push(format!("{number}: `@preview` imports from the network"));
        }
        if is_template && line.replace(' ', "").contains("|safe") {
            faults.push(format!("{number}: `| safe` switches the escape off"));
        }
    }
    if is_template {
        faults.extend(bare_variables(text));
    }
    faults
}

/// Returns a fault for every variable outside quotes and every string that does not close.
fn bare_variables(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rest = text;
    let mut line = 1;
    let mut in_string = false;
    while let Some(next) = rest.chars().next() {
        let step = match rest.as_bytes() {
            [b'<', b'%', ..] => tag_length(rest, "%>"),
            [b'<', b'#', ..] => tag_length(rest, "#>"),
            [b'<', b'<', ..] => {
                if !in_string && !calls_component(rest) {
                    faults.push(format!("{line}: variable outside quotes"));
                }
                tag_length(rest, ">>")
            }
            [b'\\', _, ..] if in_string => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            [b'/', b'/', ..] if !in_string => rest.find(['\n', '<']).unwrap_or(rest.len()),
            _ => next.len_utf8(),
        };
        if next == '"' {
            in_string = !in_string;
        }
        if next == '\n' && in_string {
            faults.push(format!("{line}: string that goes on to the next line"));
            in_string = false;
        }
        line += rest[..step].matches('\n').count();
        rest = &rest[step..];
    }
    faults
}

/// Returns whether a tag such as `<< <tabel t={x} /> >>` calls a component: a piece of template, to
/// which this rule applies at its own place.
fn calls_component(tag: &str) -> bool {
    tag.trim_start_matches("<<").trim_start().starts_with('<')
}

/// Returns the length of a tag, its end included; a tag without an end runs to the end.
fn tag_length(rest: &str, end: &str) -> usize {
    rest.find(end).map_or(rest.len(), |start| start + end.len())
}

#[test]
fn variables_stand_in_quotes() {
    let good = [
        "#thema(\"<< thema.titel >>\")",
        "#a(\"x \\\" << y >>\", \"<< z >>\")",
        "<% for x in y %>#b(\"<< x >>\")<% endfor %>",
        "#tabel(<< <tabel t={ x.tabel } /> >>)",
        "<# a note about << bare >> #>",
        "// a comment's \"quote\n#c(\"<< d >>\")",
        "#link(\"https://example.org/<< pad >>\")",
    ];
    for text in good {
        assert_eq!(faults(text, true), Vec::<String>::new(), "{text:?}");
    }
    let bad = [
        ("#thema(<< thema.titel >>)", 1),
        ("a\n<< b >>", 1),
        ("// hidden << b >>", 1),
        ("\"a\" << b >> \"c\"", 1),
        ("#a(\"open\n<< b >>)", 2),
        ("#a(\"x\\\\\" << y >>)", 1),
    ];
    for (text, count) in bad {
        assert_eq!(
            faults(text, true).len(),
            count,
            "{text:?}: {:?}",
            faults(text, true)
        );
    }
}

#[test]
fn the_escape_stays_on_and_nothing_is_fetched() {
    assert_eq!(
        faults("#a(\"<< b | safe >>\")", true),
        ["1: `| safe` switches the escape off"]
    );
    assert_eq!(faults("#a(\"<< b|safe >>\")", true).len(), 1);
    let import = "\n#import \"@preview/cetz:0.1.0\"";
    assert_eq!(
        faults(import, false),
        ["2: `@preview` imports from the network"]
    );
    assert_eq!(faults("#let a = 1 << 2", false), Vec::<String>::new());
}
