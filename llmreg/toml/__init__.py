"""TOML in and out: reading with places for every key (`reader`), and the one canonical form (`writer`)."""
