"""The part of gradescope-utils that autograders use."""
