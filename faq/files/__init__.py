"""The library as a file: the agency's Q&A form as XLSX or CSV, read, written, and compared with the library at hand.

Invariant: writing and reading again gives the same entries; a cell never runs as a formula; what cannot be read is told
with its row and column. Deliberately absent: storage. Who keeps the good rows of a file with bad ones is asked first.
"""
