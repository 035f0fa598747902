"""Writes romanise.json: Bangla words by ISO 15919. Versions: requirements-words.txt beside this file.

    python romanise.py
"""

import json
import unicodedata
from pathlib import Path

from aksharamukha import transliterate

HERE = Path(__file__).parent

WORDS = """
আমি তুমি আমার তোমার আমাদের বাংলা বাংলাদেশ ভালোবাসা বড় পাহাড় আষাঢ় দৃঢ় সময় হৃদয় চাঁদ আঁধার কাঁদে হাঁটি পাঁচ
বিদ্যা বিদ্যুৎ ক্ষমা ক্ষণিক জ্ঞান বিজ্ঞান শ্রী শ্রাবণ দুঃখ নিঃশ্বাস বিশ্ব স্কুল হঠাৎ ভবিষ্যৎ কর্ম সূর্য স্বর্গ র‍্যাব
অ্যাকাডেমি ঋণ ঋতু কৃষ্ণচূড়া বৃষ্টি মৃত্যু পৃথিবী এই কই বই বউ মই লাউ যাই চাই খাই ওই সেই ঐক্য ঐ বৈশাখ সৈনিক
ঔষধ নৌকা মৌমাছি গৌরব বাঙালি রঙ রং সঙ্গী অঙ্ক গঙ্গা চঞ্চল পঞ্চাশ অঞ্জলি ঝঞ্ঝা ঘণ্টা কণ্ঠ ঠান্ডা মন্ত্র চন্দ্র
অন্ধকার সন্ধ্যা স্বপ্ন জন্ম আত্মা স্মৃতি পদ্মা লক্ষ্মী ব্রহ্মপুত্র ব্রাহ্মণ চিহ্ন আহ্বান জিহ্বা সহ্য উজ্জ্বল সত্ত্বেও
রাষ্ট্র যন্ত্রণা বন্ধু রক্ত শক্তি মুক্তি স্বাধীনতা একুশে ফেব্রুয়ারি মা মাটি মানুষ নদী জল আকাশ বাতাস ফুল পাখি গান সুর
ঈশ্বর ঊষা ঊর্মি ওড়না এবং অথবা অতএব উৎসব ইচ্ছা ইলিশ ছেলে মেয়ে ঘর দরজা জানালা থেকে যেখানে ধান ঢাকা ডাক
টাকা ফাল্গুন ভাত শিউলি ষোলো সাদা হাসি গাঢ় মূঢ় রূঢ় পড়া গাড়ি বাড়ি শাড়ি নয়ন অয়ন বিয়ে দিয়ে গিয়েছিলাম
১৯৭১ ২০২৪ ৩৬৫
"""


def iso(word):
    return unicodedata.normalize("NFC", transliterate.process("Bengali", "ISO", word))


words = [[word, iso(word)] for word in WORDS.split()]
lines = ",\n".join(json.dumps(pair, ensure_ascii=False) for pair in words)
(HERE / "romanise.json").write_text('{"words":[\n' + lines + "\n]}\n")
