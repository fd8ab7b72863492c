"""The Q&A library of standard replies and the matcher. Pure but for reading library files."""
