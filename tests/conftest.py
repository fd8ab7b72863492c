"""What holds for all tests."""

from hypothesis import settings

settings.register_profile("otklik", deadline=None)  # no test is timed: machines are shared
settings.load_profile("otklik")
