"""The running machine: doors, work, turns, outbox, pacing, sender, ticker, and the HTTP backend."""
