//! Parts of the Dutch alternative texts, shared by all kinds.

/// A named value as it is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'a> {
    pub name: &'a str,
    pub value: f64,
    pub text: &'a str,
}

/// "17,3 procent"; a unit without a word (a score) leaves the number alone.
pub(crate) fn amount(text: &str, unit: &str) -> String {
    if unit.is_empty() {
        text.to_owned()
    } else {
        format!("{text} {unit}")
    }
}

/// "van 2 wijken is er geen cijfer", or nothing.
pub(crate) fn missing(count: usize, plural: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("van 1 van de {plural} is er geen cijfer")),
        count => Some(format!("van {count} {plural} is er geen cijfer")),
    }
}

/// "het hoogst is A met 19,8 procent en het laagst is B met 8,1 procent"; areas that print the
/// same value are named together. Nothing without values.
pub(crate) fn extremes(values: &[Named<'_>], unit: &str) -> Option<String> {
    let highest = values
        .iter()
        .copied()
        .reduce(|a, b| if b.value > a.value { b } else { a })?;
    let lowest = values
        .iter()
        .copied()
        .reduce(|a, b| if b.value < a.value { b } else { a })?;
    if values.len() == 1 {
        return Some(format!("{}: {}", highest.name, amount(highest.text, unit)));
    }
    if highest.text == lowest.text {
        return Some(format!("overal {}", amount(highest.text, unit)));
    }
    Some(format!(
        "het hoogst {} met {} en het laagst {} met {}",
        subject(values, highest.text),
        amount(highest.text, unit),
        subject(values, lowest.text),
        amount(lowest.text, unit)
    ))
}

/// "is A", "zijn A en B", "zijn A, B en nog 3" for the areas that print `text`.
fn subject(values: &[Named<'_>], text: &str) -> String {
    let names: Vec<&str> = values
        .iter()
        .filter(|v| v.text == text)
        .map(|v| v.name)
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => format!("is {only}"),
        [first, second] => format!("zijn {first} en {second}"),
        [first, second, rest @ ..] => format!("zijn {first}, {second} en nog {}", rest.len()),
    }
}

/// "Ter vergelijking: gemeente 17,3 procent, Nederland 16,1 procent", or nothing.
pub(crate) fn references<'a>(
    references: impl IntoIterator<Item = (&'a str, &'a str)>,
    unit: &str,
) -> Option<String> {
    let list: Vec<String> = references
        .into_iter()
        .map(|(label, text)| format!("{label} {}", amount(text, unit)))
        .collect();
    (!list.is_empty()).then(|| format!("ter vergelijking: {}", list.join(", ")))
}

/// Joins the parts that exist with "; " into one sentence with a capital and a full stop.
pub(crate) fn sentence(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let joined = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
    let mut letters = joined.chars();
    match letters.next() {
        None => String::new(),
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
    }
}
