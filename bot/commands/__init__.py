"""The program's commands, one module each; `bot/cli.py` puts them together."""
