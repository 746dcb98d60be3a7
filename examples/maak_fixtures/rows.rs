//! Writing one row of an OData page: the service's key order, numbers as they were recorded.

/// Returns `text` as a JSON string.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Returns `text` filled up with blanks to `width` characters, as CBS pads codes and names.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text:<width$}")
}

/// A JSON object under construction; keys keep the order in which they were added.
pub struct Row(String);

impl Row {
    /// Starts an empty object.
    pub fn new() -> Self {
        Self(String::from("{"))
    }

    /// Adds a key with JSON that is already written.
    pub fn json(mut self, key: &str, value: &str) -> Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&quoted(key));
        self.0.push(':');
        self.0.push_str(value);
        self
    }

    /// Adds a text.
    pub fn text(self, key: &str, value: &str) -> Self {
        self.json(key, &quoted(value))
    }

    /// Adds a number as it was recorded; absent becomes `null`, never zero.
    pub fn number(self, key: &str, value: Option<&str>) -> Self {
        self.json(key, value.unwrap_or("null"))
    }

    /// Adds a count; absent becomes `null`.
    pub fn count(self, key: &str, value: Option<i64>) -> Self {
        let value = value.map(|number| number.to_string());
        self.number(key, value.as_deref())
    }

    /// Closes the object.
    pub fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}
