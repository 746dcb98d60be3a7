//! Hostile files, built in memory.
