"""Stand in for gradescope-utils where an image does not have it: the names that suites import, so that they run unmodified."""
