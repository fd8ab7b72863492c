"""From a fresh bot to a brand at work: owners, brands, chats, teammates, settings."""
