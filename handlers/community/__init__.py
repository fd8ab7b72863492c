"""What a community says, kept and judged; and what becomes of it later."""
