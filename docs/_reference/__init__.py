"""What the generated pages of the reference are made with; see `_generate.py`."""
