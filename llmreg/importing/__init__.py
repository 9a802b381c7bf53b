"""Facts from elsewhere into a registry: read by format, merged with sources, judged by the rules."""
