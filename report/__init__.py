"""The monthly numbers, the checklist and its renderings: values in, files out."""
