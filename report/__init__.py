"""The monthly numbers, the checklist, and its renderings: values in, files out.

Invariant: no database, no clock, no network. A report is computed once into plain values (`figures`, then `model`), and
every form only says what stands there, so that all forms say the same.
"""
