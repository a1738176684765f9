"""Measurements, each a command of its own; their results stand in docs/reference/performance.md."""
