"""What members made: found, asked for, allowed by its author, used, withdrawn."""
