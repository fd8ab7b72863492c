"""How `faq/knowledge/sentences.*` was made, the sentence encoder of the semantic tier: a student of three large ones,
and the quickest of those beside it.

``python -m tools.encoder FOLDER`` does it in seven steps; what each makes is kept in FOLDER, and not made again:

1. `packages`: texts that people wrote in English and in Russian, from translations in free programs and games;
2. `phrases`: everyday requests in both languages, put together from words and patterns;
3. `talk`: sayings, questions that people asked, and their chats, in one language each;
4. `teachers`: what three encoders say of each text; the best of them knows English only, and is asked about the
   translation of a Russian one;
5. `student`: a small network learns to say the same, in two sittings of two hours and a half together;
6. `apart`: with the quickest of its teachers it learns to tell apart what brands are asked (`asked`);
7. `packing`: its numbers and those of that teacher are rounded to eight bits.

It takes some four hours on two cores. Nothing of the labelled sets is read. What is needed beside the
program is listed in `requirements.txt` here.
"""
