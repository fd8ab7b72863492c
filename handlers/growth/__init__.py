"""Growth and promotion: who comes, by which link, and who stays."""
