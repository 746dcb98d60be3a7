//! Names of gemeenten as files of others spell them: in capitals, without accents, with the
//! provincie behind a name that occurs twice, or `c.a.` for the other places of a long name.
//!
//! Every rule here leads to exactly one gemeente or to none. A name that could mean two is for a
//! person to settle.

use super::{Gemeente, Gemeenten, LookupError, fold_name};

/// Short forms of provincies behind a name, folded.
const PROVINCIES: [(&str, &str); 22] = [
    ("dr", "drenthe"),
    ("fl", "flevoland"),
    ("fr", "fryslan"),
    ("frl", "fryslan"),
    ("g", "gelderland"),
    ("gld", "gelderland"),
    ("gr", "groningen"),
    ("gn", "groningen"),
    ("l", "limburg"),
    ("lb", "limburg"),
    ("nb", "noord brabant"),
    ("nbr", "noord brabant"),
    ("nh", "noord holland"),
    ("o", "overijssel"),
    ("ov", "overijssel"),
    ("u", "utrecht"),
    ("ut", "utrecht"),
    ("utr", "utrecht"),
    ("z", "zeeland"),
    ("zl", "zeeland"),
    ("zld", "zeeland"),
    ("zh", "zuid holland"),
];

/// Short forms of «cum annexis», folded.
const AND_OTHERS: [&str; 2] = [" ca", " c a"];

impl Gemeenten {
    /// Finds the gemeente that a file means by a name.
    ///
    /// # Errors
    /// When the name means no gemeente of this division, or more than one.
    pub fn spelled(&self, name: &str) -> Result<&Gemeente, LookupError> {
        let unclear = match self.find(name) {
            Ok(found) => return Ok(found),
            Err(error) => error,
        };
        let folded = fold_name(name);
        let with_provincie = folded.rsplit_once(' ').and_then(|(front, last)| {
            let (_, provincie) = PROVINCIES.iter().find(|(short, _)| *short == last)?;
            self.only(|gemeente| {
                front_of(&gemeente.name, '(') == front
                    && fold_name(&gemeente.provincie.1) == *provincie
            })
        });
        let with_others = AND_OTHERS.iter().find_map(|ending| {
            let front = folded.strip_suffix(ending)?;
            self.only(|gemeente| {
                gemeente.name.contains(',') && front_of(&gemeente.name, ',') == front
            })
        });
        with_provincie.or(with_others).ok_or(unclear)
    }

    /// Returns the gemeente that fits when it is the only one.
    fn only(&self, fits: impl Fn(&Gemeente) -> bool) -> Option<&Gemeente> {
        let mut fitting = self.iter().filter(|gemeente| fits(gemeente));
        let first = fitting.next();
        first.filter(|_| fitting.next().is_none())
    }
}

/// Returns what stands before a sign in a name, folded.
fn front_of(name: &str, sign: char) -> String {
    fold_name(name.split(sign).next().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_vektis_are_understood() {
        let gemeenten = Gemeenten::current();
        for (spelled, code) in [
            ("ZWOLLE", "GM0193"),
            ("OLST-WIJHE", "GM1773"),
            ("SUDWEST-FRYSLAN", "GM1900"),
            ("S GRAVENHAGE", "GM0518"),
            ("S HERTOGENBOSCH", "GM0796"),
            ("BERGEN NH", "GM0373"),
            ("BERGEN LB", "GM0893"),
            ("BERGEN (L)", "GM0893"),
            ("NUENEN CA", "GM0820"),
            ("Nuenen c.a.", "GM0820"),
            ("HENGELO OV", "GM0164"),
            ("RIJSWIJK", "GM0603"),
        ] {
            let found = gemeenten.spelled(spelled).expect(spelled);
            assert_eq!(found.code.to_string(), code, "{spelled}");
        }
    }

    #[test]
    fn a_name_that_means_two_or_none_is_not_guessed() {
        let gemeenten = Gemeenten::current();
        let error = gemeenten.spelled("BERGEN").unwrap_err();
        assert!(error.to_string().contains("Bergen (L.)"), "{error}");
        for unclear in ["", "BERGEN ZH", "WEESP", "ZWOLLE CA", "ZWOLE", "HENGELO NH"] {
            assert!(gemeenten.spelled(unclear).is_err(), "{unclear}");
        }
    }
}
