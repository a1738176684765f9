"""The Telegram edge: updates become events, screens become messages. A callback only calls `context.turn`."""
