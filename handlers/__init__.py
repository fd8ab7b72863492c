"""What the bot does, framework-neutral: a value comes in, answers go out to the outbox, within one transaction."""
