"""Signals: what makes a right hard to get. A family tells it, a desk brings it to policy and answers it."""
