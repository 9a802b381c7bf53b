"""The frozen classes that records are made of, by subject."""
