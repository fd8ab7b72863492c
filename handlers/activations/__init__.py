"""Quizzes, polls and contests: started from the chat, entered, drawn so that anyone can recompute."""
