//! The thresholds of a local extract: the default profile, and what a data agreement makes of it.

/// Thresholds under which a cell of a local extract is hidden. The default is the profile of the
/// design (statistics.md 4.3); an extract may be stricter, and looser only with a reason.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Profile {
    /// Fewer respondents than this: hidden. People; default 50, as the GGDs do.
    pub min_respondents: f64,
    /// Fewer respondents than this: printed as an indication only. People; default 100.
    pub indicative_below: f64,
    /// Fewer people with the trait, or without it, than this: hidden. Default 5.
    pub min_cases: f64,
    /// A larger share with the trait than this says something about everyone: hidden.
    /// Percentage; default 90.
    pub max_share: f64,
    /// Counts (of practices, hospitals, insurers) below this are hidden, zero too. Default 10.
    pub min_count: f64,
    /// Counts that are printed are rounded to a multiple of this. Default 10.
    pub rounding: f64,
}

/// Every threshold of a profile that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("de regels bij [onthulling] kloppen niet: {}", faults.join("; "))]
pub struct ProfileError {
    /// The faults, in Dutch, each with the key and the number.
    pub faults: Vec<String>,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            min_respondents: 50.0,
            indicative_below: 100.0,
            min_cases: 5.0,
            max_share: 90.0,
            min_count: 10.0,
            rounding: 10.0,
        }
    }
}

impl Profile {
    /// Checks the thresholds: `Profile { min_respondents: 30.0, ..Profile::default() }.checked()`.
    ///
    /// # Errors
    /// Names every threshold that is no number, is below 1 (`max_share`: outside 0–100) or
    /// contradicts another one.
    pub fn checked(self) -> Result<Self, ProfileError> {
        let mut faults: Vec<String> = self
            .keys()
            .into_iter()
            .filter(|(key, value)| *key != "max_aandeel" && !(value.is_finite() && *value >= 1.0))
            .map(|(key, value)| format!("{key} is {value}, maar hoort minstens 1 te zijn"))
            .collect();
        let share = self.max_share;
        if !(share > 0.0 && share <= 100.0) {
            faults.push(format!(
                "max_aandeel is {share}, maar hoort boven 0 en hoogstens 100 te zijn (procent)"
            ));
        }
        if self.indicative_below < self.min_respondents {
            faults.push(format!(
                "indicatief_onder ({}) is lager dan min_respondenten ({}); maak ze gelijk of hoger",
                self.indicative_below, self.min_respondents
            ));
        }
        if faults.is_empty() {
            Ok(self)
        } else {
            Err(ProfileError { faults })
        }
    }

    /// Returns the keys of the mapping file that let more through than `default` does. Each needs
    /// a reason (`reden`); asking for it is up to the caller.
    pub fn is_looser_than(&self, default: &Self) -> Vec<&'static str> {
        self.keys()
            .into_iter()
            .zip(default.keys())
            .filter(|((key, own), (_, other))| match *key {
                "max_aandeel" => own > other,
                _ => own < other,
            })
            .map(|((key, _), _)| key)
            .collect()
    }

    /// The thresholds with the keys that they have in a mapping file.
    const fn keys(&self) -> [(&'static str, f64); 6] {
        [
            ("min_respondenten", self.min_respondents),
            ("indicatief_onder", self.indicative_below),
            ("min_gevallen", self.min_cases),
            ("max_aandeel", self.max_share),
            ("min_aantal", self.min_count),
            ("afronden", self.rounding),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_profile_of_the_design_and_is_valid() {
        let default = Profile::default();
        assert_eq!(
            format!("{:?}", default.keys().map(|(_, value)| value)),
            "[50.0, 100.0, 5.0, 90.0, 10.0, 10.0]"
        );
        assert_eq!(default.checked(), Ok(default));
        assert!(default.is_looser_than(&default).is_empty());
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let profile = Profile {
            min_respondents: f64::NAN,
            indicative_below: 0.5,
            max_share: 101.0,
            rounding: f64::INFINITY,
            ..Profile::default()
        };
        let message = profile.checked().unwrap_err().to_string();
        for key in [
            "min_respondenten",
            "indicatief_onder",
            "max_aandeel",
            "afronden",
        ] {
            assert!(message.contains(key), "{key}: {message}");
        }
        assert!(!message.contains("min_gevallen"), "{message}");
    }

    #[test]
    fn the_order_of_the_two_respondent_thresholds_is_checked() {
        let profile = Profile {
            min_respondents: 120.0,
            ..Profile::default()
        };
        let faults = profile.checked().unwrap_err().faults;
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].contains("indicatief_onder (100)"), "{faults:?}");
    }

    #[test]
    fn looser_is_lower_except_for_the_largest_share() {
        let default = Profile::default();
        let looser = Profile {
            min_respondents: 30.0,
            indicative_below: 50.0,
            min_cases: 3.0,
            max_share: 95.0,
            min_count: 5.0,
            rounding: 5.0,
        };
        assert_eq!(
            looser.is_looser_than(&default),
            [
                "min_respondenten",
                "indicatief_onder",
                "min_gevallen",
                "max_aandeel",
                "min_aantal",
                "afronden"
            ]
        );
        assert!(default.is_looser_than(&looser).is_empty());
        let stricter = Profile {
            max_share: 80.0,
            min_cases: 10.0,
            ..default
        };
        assert!(stricter.is_looser_than(&default).is_empty());
    }
}
