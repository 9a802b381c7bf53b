"""Generated regions in documents: found by their markers, filled from a registry, and held against it by a check."""
