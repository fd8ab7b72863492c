"""The schema's versions, by Alembic. `versions/` is written by `make migration` and read by `otklik migrate`."""
