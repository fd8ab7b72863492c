"""The Q&A library in the chat."""
