"""Tables, what is loaded for a turn, what a turn leaves behind, sealing and audit."""
