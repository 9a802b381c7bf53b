"""The query language: one syntax tree for text and for typed expressions, three values, and the answers."""
