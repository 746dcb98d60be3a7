//! Typesetting: from a folder of Typst source to a PDF, by the typst program.
