"""How `faq/knowledge/sentences.*` was made, the sentence encoder of the semantic tier: a student of three large ones,
and the quickest of those beside it.

``python -m tools.encoder FOLDER`` does it in five steps; what each makes is kept in FOLDER, and not made again:

1. `packages`: texts that people wrote in English and in Russian, from the translations that free programs carry;
2. `phrases`: everyday requests in both languages, put together from words and patterns;
3. `teachers`: what three encoders say of each text; the best of them knows English only, and is asked about the
   translation of a Russian one;
4. `student`: a small network learns to say the same, in an hour;
5. `packing`: its numbers and those of the quickest teacher are rounded to eight bits.

It takes two hours on two cores. Nothing of the labelled sets is read. What is needed beside the program is listed in
`requirements.txt` here.
"""
