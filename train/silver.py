"""Labels raw sentences with several trained parsers; train.py learns from them beside the gold.

Input is CoNLL-U of which only the words are read (`dragoman parse` on plain text makes it).
Logarithms of probabilities are averaged, with weights as in `2*teacher.pt`; sentences whose best
heads are no tree are left out. The last column says how sure the teachers were of heads, labels
(of the best head) and tags: `12~.91,3~.08;nsubj~1;NOUN|Number=Sing~1`.
"""

import argparse

import torch

import encoder
import treebank
from network import Parser
from train import batches


class Teacher:
    def __init__(self, path):
        saved = torch.load(path)
        state, self.tags, self.labels = saved["state"], saved["tags"], saved["labels"]
        options = argparse.Namespace(**saved["options"])
        folder = getattr(options, "encoder", None)
        self.pieces = encoder.WordPieces(folder) if folder else None
        self.net = Parser(state["glove.weight"], state["trained"], 1 + sum(treebank.BUCKETS),
                          len(self.tags), len(self.labels), saved["xpos"], options,
                          encoder.Encoder(folder, options.encoder_layers) if folder else None)
        self.net.load_state_dict(state)
        self.net.eval()
        self.rows = {key: 3 + i for i, key in enumerate(saved["keys"])}

    def encode(self, sentence, features):
        treebank.encode(sentence, features, self, treebank.Labels([]))
        if self.pieces:
            sentence.pieces = self.pieces.encode(sentence.forms)


def aligned(scores, names, wanted):
    """Scores of one teacher in the first one's order of names."""
    at = {name: i for i, name in enumerate(names)}
    columns = [at.get(name, -1) for name in wanted]
    padded = torch.cat([scores, torch.full_like(scores[..., :1], -20)], -1)
    return padded[..., columns]


def is_tree(heads):
    if heads.count(0) != 1:
        return False
    for at in range(1, len(heads) + 1):
        steps = 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


def likeliest(scores, names):
    """The SOFT_KEPT best of each row, "name=share" joined by commas; shares sum up to one."""
    shares, at = scores.softmax(-1).topk(min(treebank.SOFT_KEPT, scores.shape[-1]))
    shares = shares / shares.sum(-1, keepdim=True)
    return [",".join(f"{names[i]}~{round(share, 3):g}" for share, i in zip(*row) if share >= .002)
            for row in zip(shares.tolist(), at.tolist())]


def write(file, sentence, heads, labels, tags, soft):
    for i, form in enumerate(sentence.forms):
        upos, feats = tags[i].split("|", 1)
        file.write("\t".join([str(i + 1), form, sentence.lemmas[i], upos, "_", feats, str(heads[i]), labels[i],
                              "_", ";".join(column[i] for column in soft)]) + "\n")
    file.write("\n")


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("words", help="CoNLL-U")
    p.add_argument("teachers", nargs="+", help="what train.py saved")
    p.add_argument("--program", required=True, help="dragoman, for its features")
    p.add_argument("--out", required=True)
    p.add_argument("--limit", type=int, default=700_000, help="words")
    p.add_argument("--threads", type=int, default=1)
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    # Shorter sentences teach nothing, longer ones are often lists.
    sentences = [s for s in treebank.read(o.words) if 4 <= len(s) <= 60]
    sentences = sentences[::1 + sum(map(len, sentences)) // o.limit]
    features = treebank.word_features(o.program, (f for s in sentences for f in s.forms))
    weights, paths = zip(*((float(w or 1), path) for w, _, path in
                           (name.rpartition("*") for name in o.teachers)))
    teachers = [Teacher(path) for path in paths]
    mean = lambda parts: sum(w * part for w, part in zip(weights, parts)) / sum(weights)
    first, kept = teachers[0], 0
    with open(o.out, "w", encoding="utf-8") as file, torch.no_grad():
        for start in range(0, len(sentences), 2000):
            part = sentences[start:start + 2000]
            inputs = []
            for t in teachers:
                for s in part:
                    t.encode(s, features)
                inputs.append(list(batches(part, 4000, False)))
            for per_teacher in zip(*inputs):
                outs = [t.net(x, m, g) for t, (g, x, _, m) in zip(teachers, per_teacher)]
                arcs = mean(out["arcs"].log_softmax(2) for out in outs)
                heads = arcs.argmax(2)
                heads[:, 0] = 0
                tags = mean(aligned(out["tag"].log_softmax(2), t.tags, first.tags)
                            for t, out in zip(teachers, outs))
                labels = mean(aligned(t.net.label_scores(out, heads).log_softmax(2), t.labels,
                                      first.labels) for t, out in zip(teachers, outs))
                for k, s in enumerate(per_teacher[0][0]):
                    n = len(s) + 1
                    chosen = heads[k, 1:n].tolist()
                    if is_tree(chosen):
                        kept += 1
                        soft = [likeliest(scores[k, 1:n], names) for scores, names in (
                            (arcs[..., :n], range(n)), (labels, first.labels), (tags, first.tags))]
                        best = lambda scores, names: [names[i] for i in scores[k, 1:n].argmax(1)]
                        write(file, s, chosen, best(labels, first.labels), best(tags, first.tags), soft)
    print(f"kept {kept} of {len(sentences)} sentences")


if __name__ == "__main__":
    main()
