"""What people and the bot say to each other: dialogs as pure functions over a state. `route` is the door."""
