"""Forms for people and programs: each takes what the library gives and returns a string."""
