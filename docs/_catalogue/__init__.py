"""What the pages of the catalogue are made with; see `_generate.py`."""
