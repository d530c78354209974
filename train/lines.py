#!/usr/bin/env python3
"""Train the classifier that tells an article's lines from a page's chrome.

    ninja -C build train/line_features && train/lines.py build --write codebook/world/lines.tsv

`train/line_features` of the build folder prints the features that src/clean computes, so training and
running see the same; its `src/cli/dragoman` cleans the pages left out. Needs PyTorch; three minutes of
one core. Data, beside the checkout:

    ../shared/data/clean-lines   lines of flattened article pages with labels (WCXB, CC BY 4.0)
    ../shared/dev/extract        pages of HTML with their articles; the fitting half only

Text weights are trained on the first and on the flattened pages of the second, HTML weights on the
second. The model is logistic over a line's features and those of two neighbours on each side. How far
weights may go, the price of a change between article and chrome and the shift of the bias are chosen
by the benchmark's F1 in cross-validation: of HTML by the program's own, since it adds rules to them.
"""

import argparse
import gzip
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from array import array
from collections import Counter
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
REACH, FEATURES = 2, 245  # ORDER LINE_WINDOW, N_FEATURE in src/codebook/line.h
WINDOW = 2 * REACH + 1
NEAR_LINES = 10  # rule 3 of the lines' labels


def words(text):
    return re.findall(r"\w+", text)


def runs(tokens, n=4):
    return Counter(tuple(tokens[i:i + n]) for i in range(max(1, len(tokens) - n + 1))) if tokens else Counter()


def label_lines(lines, body):
    """1 for lines that stand in the body: long ones by runs of four words, short ones as whole lines of it or
    beside a line that does."""
    tokens = [w.lower() for w in words(body)]
    grams = set(runs(tokens))
    text = " " + " ".join(tokens) + " "
    whole = {" ".join(w.lower() for w in words(line)) for line in body.split("\n")}
    cut = [[w.lower() for w in words(line)] for line in lines]
    labels = [0] * len(lines)
    for i, line in enumerate(cut):
        if len(line) >= 5:
            got = runs(line)
            labels[i] = int(sum(n for g, n in got.items() if g in grams) * 2 > got.total())
    # A short line counts when it is a line of the body, or when it and its neighbour's words follow each other there.
    for order in (range(len(cut)), range(len(cut) - 1, -1, -1)):
        step = 1 if order.step > 0 else -1
        for i in order:
            line, k = cut[i], i - step
            if 0 < len(line) < 5 and not labels[i]:
                beside = 0 <= k < len(cut) and labels[k] and len(cut[k]) > 1
                joined = (cut[k][-2:] + line if step > 0 else line + cut[k][:2]) if beside else None
                if (joined and f" {' '.join(joined)} " in text) or (" ".join(line) in whole and any(
                        labels[j] for j in range(max(0, i - NEAR_LINES), min(len(cut), i + NEAR_LINES)))):
                    labels[i] = 1
    return labels


class Page:
    def __init__(self, name, gold):
        self.name, self.gold, self.lines, self.ids, self.labels, self.weight = name, gold, [], [], None, 1.0


def features(program, kind, paths, golds):
    """Pages as the program sees them."""
    pages = [Page(path.name, gold) for path, gold in zip(paths, golds)]
    for start in range(0, len(paths), 200):
        part = paths[start:start + 200]
        out = subprocess.run([program, ROOT / "codebook", kind, *part], check=True, capture_output=True).stdout
        for line in out.decode().splitlines():
            number, ids, text = line.split("\t", 2)
            pages[start + int(number)].lines.append(text)
            pages[start + int(number)].ids.append([int(i) for i in ids.split()])
    return [page for page in pages if page.lines]


def wcxb(program, folder):
    """Pages of clean-lines; their labels are given."""
    pages = {}
    with gzip.open(SHARED / "data/clean-lines/wcxb-dev-articles.tsv.gz", "rt", encoding="utf-8") as file:
        next(file)
        for row in file:
            page, _, label, text = row.rstrip("\n").split("\t", 3)
            pages.setdefault(page, []).append((int(label), text))
    paths = []
    for name, lines in pages.items():
        paths.append(folder / f"w{name}")
        paths[-1].write_text("\n".join(text for _, text in lines) + "\n")
    out = features(program, "text", paths, ["\n".join(t for label, t in lines if label) for lines in pages.values()])
    for page in out:
        given = pages[page.name[1:]]
        if len(given) == len(page.lines):
            page.labels = [label for label, _ in given]
    return [page for page in out if page.labels]


def benchmark(program, folder, kind):
    """The fitting half of dev/extract, as HTML or flattened."""
    sys.path.insert(0, str(SHARED / "eval"))
    from flatten import decode, flatten
    truth = json.loads((SHARED / "dev/extract/ground-truth.json").read_text())
    names = sorted(truth)[::2]
    paths = []
    for name in names:
        paths.append(folder / f"{kind}-{name}")
        raw = gzip.open(SHARED / f"dev/extract/html/{name}.html.gz").read()
        paths[-1].write_bytes(raw if kind == "html" else "".join(f"{l}\n" for l in flatten(decode(raw))).encode())
    pages = features(program, kind, paths, [truth[name]["articleBody"] for name in names])
    for page in pages:
        page.labels = label_lines(page.lines, page.gold)
    return pages


def thinned(pages, regions):
    """Two copies of each page in which half of the kinds of regions are unknown: other publishers name their boxes
    otherwise. `regions`: features by kind."""
    chance, out = random.Random(1), []
    for page in pages:
        for _ in range(2):
            gone = {f for kind in sorted(regions) if chance.random() < 0.5 for f in regions[kind]}
            copy = Page(page.name, page.gold)
            copy.lines, copy.labels, copy.weight = page.lines, page.labels, 0.5
            copy.ids = [[f for f in ids if f not in gone] for ids in page.ids]
            out.append(copy)
    return out


def tensors(pages):
    """Feature numbers of all lines with their neighbours', one after the other; the line of each; labels; weights."""
    features, rows, labels, weights = array("q"), array("q"), [], []
    for page in pages:
        sizes = [min(60, len(words(line))) + 1 for line in page.lines]
        total = sum(s ** 0.5 for s in sizes)
        for i in range(len(page.lines)):
            for d in range(-REACH, REACH + 1):
                if 0 <= i + d < len(page.lines):
                    features.extend((d + REACH) * FEATURES + f for f in page.ids[i + d])
            rows.extend([len(labels)] * (len(features) - len(rows)))
            labels.append(page.labels[i])
            weights.append(page.weight * sizes[i] ** 0.5 / total)
    return (torch.frombuffer(features, dtype=torch.int64), torch.frombuffer(rows, dtype=torch.int64),
            torch.tensor(labels, dtype=torch.float),
            torch.tensor(weights))


def train(pages, decay, prior=None):
    """Weights and bias by L-BFGS; `prior` is what the weights are drawn to, 0 without one."""
    features, rows, labels, weights = tensors(pages)
    weights = weights / weights.sum()
    prior = torch.zeros(WINDOW * FEATURES) if prior is None else torch.tensor(prior)
    theta = torch.cat([prior, torch.zeros(1)]).requires_grad_(True)
    optimiser = torch.optim.LBFGS([theta], max_iter=60, history_size=10, line_search_fn="strong_wolfe",
                                  tolerance_change=1e-7)

    def loss():
        now = theta.detach()
        logits = torch.zeros(len(labels)).index_add_(0, rows, now[:-1][features]) + now[-1]
        away = now[:-1] - prior
        slope = (torch.sigmoid(logits) - labels) * weights
        down = torch.zeros(len(prior)).index_add_(0, features, slope[rows]) + 2 * decay * away
        theta.grad = torch.cat([down, slope.sum().reshape(1)])
        entropy = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
        return (entropy * weights).sum() + decay * away.square().sum()

    optimiser.step(loss)
    return theta.detach()[:-1], theta[-1].item()


def scores(page, weight, bias):
    values = []
    for i in range(len(page.lines)):
        total = bias
        for d in range(-REACH, REACH + 1):
            if 0 <= i + d < len(page.lines):
                total += sum(weight[(d + REACH) * FEATURES + f] for f in page.ids[i + d])
        values.append(total)
    return values


def decode_path(values, change):
    zero = one = 0.0
    back = []
    for i, score in enumerate(values):
        fall, rise = i and one - change > zero, i and zero - change > one
        zero, one = (one - change if fall else zero), (zero - change if rise else one) + score
        back.append((fall, rise))
    state, out = one > zero, []
    for fall, rise in reversed(back):
        out.append(int(state))
        if (rise if state else fall):
            state = not state
    return out[::-1]


def judge(pages, values, change, shift=0.0):
    chosen = [decode_path([v + shift for v in line_values], change) for line_values in values]
    return measure([(page, "\n".join(l for l, c in zip(page.lines, path) if c)) for page, path in zip(pages, chosen)])


def fit_text(pages, lines, decay):
    """Weights of text: `lines` are learnt from, `pages` too once the price is chosen on them."""
    weight, bias = train(lines, decay)
    values = [scores(page, weight.tolist(), bias) for page in pages]
    best = max((judge(pages, values, change, shift)[2], change, shift) for change in (1.0, 1.5) for shift in (-0.3, 0.0))
    print(f"text: {len(pages)} pages, {len(lines)} of lines; F1 {best[0]:.4f} change {best[1]} shift {best[2]}", flush=True)
    weight, bias = train(pages + lines, decay)
    return weight.tolist(), bias + best[2], best[1]


def clean(program, book, paths, pages):
    """The pages with what the program makes of them."""
    out = subprocess.run([program, "clean", "--codebook", book, "--from", "html", "--format", "json", *paths], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL).stdout.decode()
    found = {Path(answer["path"]).name: answer["body"] for answer in map(json.loads, out.splitlines())}
    return [(page, found.get(page.name, "")) for page in pages]


def measure(pairs):
    precisions, recalls = [], []
    for page, body in pairs:
        got, gold = runs(words(body)), runs(words(page.gold))
        common = (got & gold).total()
        if got:
            precisions.append(common / got.total())
        if gold:
            recalls.append(common / gold.total())
    p, r = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return p, r, 2 * p * r / (p + r)


def fit_html(build, folder, names, pages, folds, decays, text, regions):
    """Weights of HTML. There are few such pages: what their lines say is learnt from text first."""
    best, book = (0,), folder / "book"
    shutil.copytree(ROOT / "codebook", book)
    for decay in decays:
        trained = []
        for fold in range(folds):
            others = [page for i, page in enumerate(pages) if i % folds != fold]
            trained.append(train(others + thinned(others, regions), decay, text[0]))
        for change, shift in ((1.0, -0.3), (1.0, 0.0), (1.5, -0.3)):
            pairs = []
            for fold, (weight, bias) in enumerate(trained):
                held = pages[fold::folds]
                write(book / "world/lines.tsv", names, text, (weight.tolist(), bias + shift, change))
                pairs += clean(build / "src/cli/dragoman", book, [folder / page.name for page in held], held)
            p, r, f = measure(pairs)
            print(f"html: {len(pages)} pages, decay {decay:g} change {change} shift {shift}: F1 {f:.4f} P {p:.4f} R {r:.4f}",
                  flush=True)
            best = max(best, (f, decay, change, shift))
    weight, bias = train(pages + thinned(pages, regions), best[1], text[0])
    return weight.tolist(), bias + best[3], best[2]


def read(path, names, kind):
    """The weights that stand in the file, for the kind that is not trained."""
    weight, bias, change = [0.0] * (WINDOW * FEATURES), 0.0, 0.0
    for row in Path(path or "/dev/null").read_text().splitlines()[1:]:
        if row.startswith("#"):
            continue
        name, bucket, at, text, html = row.split("\t")
        value = int(text if kind == "text" else html) / 1000
        if name == "bias":
            bias = value
        elif name == "change":
            change = value
        else:
            weight[(int(at) + REACH) * FEATURES + names.index(f"{name} {bucket}")] = value
    return weight, bias, change


def write(path, names, text, html):
    def milli(value):
        return round(value * 1000)
    with open(path, "w") as file:
        file.write("feature\tbucket\tat\ttext\thtml\n"
                   "# Weights of the classifier of lines (src/clean/judge.c), in thousandths. Made by train/lines.py; do not edit.\n"
                   "# at: the line itself (0) or a neighbour up (-) or down (+). Trained on WCXB's development pages (CC BY 4.0)\n"
                   "# and on the fitting half of article-extraction-benchmark.\n")
        file.write(f"bias\t\t\t{milli(text[1])}\t{milli(html[1])}\nchange\t\t\t{milli(text[2])}\t{milli(html[2])}\n")
        for d in range(WINDOW):
            for f in range(FEATURES):
                pair = [milli(m[0][d * FEATURES + f]) for m in (text, html)]
                if any(pair):
                    name, bucket = names[f].split()
                    file.write(f"{name}\t{bucket}\t{d - REACH}\t{pair[0]}\t{pair[1]}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path, help="build folder with train/line_features and src/cli/dragoman")
    parser.add_argument("--folds", type=int, default=5, help="of the cross-validation on HTML")
    parser.add_argument("--write", help="the file of weights to write")
    parser.add_argument("--kinds", default="text,html", help="the others keep their weights")
    parser.add_argument("--decay", type=float, nargs="+", default=[5e-4, 1e-3, 2e-3], help="tried for HTML")
    options = parser.parse_args()
    torch.set_num_threads(1)
    build = options.build.resolve()
    features_of = build / "train/line_features"
    names = subprocess.run([features_of, "--names"], check=True, capture_output=True, text=True).stdout.splitlines()
    assert len(names) == FEATURES, "FEATURES is not that of the program"
    regions = {}
    for number, name in enumerate(names):
        if name.split()[0] in ("inside", "close"):
            regions.setdefault(name.split()[1], []).append(number)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = (fit_text(benchmark(features_of, folder, "text"), wcxb(features_of, folder), 3e-5)
                if "text" in options.kinds else read(options.write, names, "text"))
        html = (fit_html(build, folder, names, benchmark(features_of, folder, "html"), options.folds, options.decay,
                         text, regions) if "html" in options.kinds else read(options.write, names, "html"))
    if options.write:
        write(options.write, names, text, html)


if __name__ == "__main__":
    main()
