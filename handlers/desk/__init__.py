"""The desk: cards, answers, and what the team decides about conversations."""
