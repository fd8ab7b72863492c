"""The month's checklist and report in the chat."""
