"""Tables of models: which columns, in which order, grouped how; data first, the forms are in `rendering.tables`."""
