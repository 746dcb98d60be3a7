//! Reads `cijfers.csv` in the form in which `report/csv.rs` writes it: commas, lines that end in a
//! line feed, and quotes only around a whole cell. A batch has millions of lines, so cells are
//! pieces of the file and not copies.

use std::borrow::Cow;

/// The lines of a file.
#[derive(Debug)]
pub struct Lines<'t> {
    rest: &'t str,
    /// Number of the line that was read last; the first is 1.
    number: usize,
}

impl<'t> Lines<'t> {
    /// Starts at the first line.
    pub const fn of(text: &'t str) -> Self {
        Self {
            rest: text,
            number: 0,
        }
    }

    /// Reads the next line into `cells`; false at the end of the file.
    ///
    /// # Errors
    /// When a line does not end, or a quote stands where none belongs; says which line.
    pub fn read(&mut self, cells: &mut Vec<Cow<'t, str>>) -> Result<bool, String> {
        cells.clear();
        if self.rest.is_empty() {
            return Ok(false);
        }
        self.number += 1;
        loop {
            let (cell, end) = self.cell().ok_or_else(|| self.fault())?;
            cells.push(cell);
            if end == b'\n' {
                return Ok(true);
            }
        }
    }

    /// Reads a cell and the mark behind it.
    fn cell(&mut self) -> Option<(Cow<'t, str>, u8)> {
        let Some(inside) = self.rest.strip_prefix('"') else {
            let is_end = |byte: &u8| matches!(byte, b',' | b'\n' | b'"');
            let end = self.rest.bytes().position(|byte| is_end(&byte))?;
            return self.take(self.rest, end);
        };
        let mut from = 0;
        loop {
            let quote = from + inside.get(from..)?.find('"')?;
            if !inside.get(quote + 1..)?.starts_with('"') {
                let (text, _) = inside.split_at_checked(quote)?;
                let (_, end) = self.take(inside.get(quote + 1..)?, 0)?;
                let text = match text.contains('"') {
                    true => Cow::Owned(text.replace("\"\"", "\"")),
                    false => Cow::Borrowed(text),
                };
                return Some((text, end));
            }
            from = quote + 2;
        }
    }

    /// Takes the text up to a comma or the end of a line, and goes on behind it.
    fn take(&mut self, text: &'t str, length: usize) -> Option<(Cow<'t, str>, u8)> {
        let (cell, rest) = text.split_at_checked(length)?;
        let mark = *rest.as_bytes().first()?;
        self.rest = rest.get(1..).filter(|_| matches!(mark, b',' | b'\n'))?;
        Some((Cow::Borrowed(cell), mark))
    }

    fn fault(&self) -> String {
        format!("regel {} heeft een andere vorm", self.number)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Vec<Vec<String>>, String> {
        let (mut lines, mut cells, mut all) = (Lines::of(text), Vec::new(), Vec::new());
        while lines.read(&mut cells)? {
            all.push(cells.iter().map(ToString::to_string).collect());
        }
        Ok(all)
    }

    #[test]
    fn a_line_of_another_form_is_a_fault_that_names_it() {
        assert_eq!(read(""), Ok(Vec::new()));
        assert_eq!(
            read("a,\"b,\"\"c\"\"\",\n,é\n"),
            Ok(vec![
                vec!["a".to_owned(), "b,\"c\"".to_owned(), String::new()],
                vec![String::new(), "é".to_owned()]
            ])
        );
        for text in [
            "a\nb",
            "a\nb,",
            "a\nb\"c\n",
            "a\n\"b",
            "a\n\"b\"c\n",
            "a\n\"\"\"",
        ] {
            assert_eq!(
                read(text),
                Err("regel 2 heeft een andere vorm".to_owned()),
                "{text:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_the_crate_for_csv_writes_comes_back(
            rows in prop::collection::vec(prop::collection::vec("[a,\"é \n]{0,5}", 3), 0..5)
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            prop_assert_eq!(read(&text), Ok(rows));
        }
    }
}
