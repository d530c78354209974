"""The network: summed look-ups, one maxout window, gated recurrences, heads.

Sizes are fields of the model file. `quantise` switches the imitation of the
integer arithmetic on; src/model/kernel.h has the C side of every step. The
teacher is the same network with the words of a pretrained encoder added.
"""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

import encoder
import quant

PIECES = 3      # maxout
DISTANCES = 22  # signed buckets of dependent minus head. ORDER DISTANCES: src/parse/net.c
CELL_MAX = 4.0  # the cell's candidates are cut here: 16 bits hold +-4


class Recurrence(torch.autograd.Function):
    """h[t] = f[t] h[t-1] + b[t] over the first axis."""

    @staticmethod
    def forward(ctx, f, b):
        h = torch.empty_like(b)
        h[0] = b[0]
        for t in range(1, f.shape[0]):
            torch.addcmul(b[t], f[t], h[t - 1], out=h[t])
        ctx.save_for_backward(f, h)
        return h

    @staticmethod
    def backward(ctx, gradient):
        f, h = ctx.saved_tensors
        d = gradient.clone()
        for t in range(f.shape[0] - 2, -1, -1):
            d[t].addcmul_(f[t + 1], d[t + 1])
        df = torch.zeros_like(f)
        df[1:] = d[1:] * h[:-1]
        return df, d


class Dense(nn.Linear):
    """A linear layer with a quantised input and quantised weights."""

    def __init__(self, inputs, outputs, bounds=quant.SIGNED):
        super().__init__(inputs, outputs)
        self.input = quant.Step(bounds)

    def forward(self, x):
        if self.input.mode != "on":
            return F.linear(self.input(x), self.weight, self.bias)
        return F.linear(self.input(x), quant.weight(self.weight), self.bias)


class Window(nn.Module):
    """The words at -1, 0, +1 -> maxout -> norm, added to the input."""

    def __init__(self, width):
        super().__init__()
        self.dense, self.norm = Dense(3 * width, width * PIECES), nn.LayerNorm(width)
        nn.init.normal_(self.dense.weight, std=math.sqrt(1 / (3 * width)))

    def forward(self, x, mask, drop):
        x = x * mask[..., None]
        wide = F.pad(x, (0, 0, 1, 1))
        three = torch.cat([wide[:, :-2], x, wide[:, 2:]], -1)
        y = self.dense(three).view(*x.shape[:2], PIECES, -1).max(2)[0]
        return x + drop(self.norm(y))


class Gated(nn.Module):
    """A bidirectional gated linear recurrence; all gates come from one product."""

    def __init__(self, width, hidden):
        super().__init__()
        self.gates, self.out = Dense(width, 6 * hidden), Dense(2 * hidden, width)
        self.norm, self.hidden = nn.LayerNorm(width), hidden
        with torch.no_grad():
            self.gates.bias[:2 * hidden] = torch.linspace(-1, 3, hidden).repeat(2)

    def forward(self, x, mask, drop):
        h = self.hidden
        u = self.gates(x)
        forget = quant.Sigmoid.apply(u[..., :2 * h]) * mask[..., None]
        cell = u[..., 2 * h:4 * h].clamp(-CELL_MAX, CELL_MAX) * mask[..., None]
        show = quant.Sigmoid.apply(u[..., 4 * h:])
        f, b = forget.transpose(0, 1), ((1 - forget) * cell).transpose(0, 1)
        flip = lambda v: torch.cat([v[..., :h], v[..., h:].flip(0)], -1)
        state = flip(Recurrence.apply(flip(f), flip(b))).transpose(0, 1)
        return x + drop(self.norm(self.out(drop(quant.Tanh.apply(state) * show))))


def distance_buckets(n):
    d = torch.arange(n)[:, None] - torch.arange(n)[None, :]
    a = d.abs()
    k = torch.where(a <= 5, a, torch.where(a <= 7, 6, torch.where(
        a <= 10, 7, torch.where(a <= 15, 8, torch.where(a <= 25, 9, 10)))))
    return torch.where(d > 0, k, k + 11) % DISTANCES


class Parser(nn.Module):
    def __init__(self, vectors, trained_rows, n_slots, n_tags, n_labels, n_xpos, options,
                 context=None):
        super().__init__()
        width, arc, label = options.width, options.arc, options.label
        self.options = options
        # Word rows: a projected GloVe vector plus a learnt change for training words.
        self.glove = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.project = nn.Linear(vectors.shape[1], width, bias=False)
        self.change = nn.Embedding(int(trained_rows.max()) + 1, width, padding_idx=0)
        self.register_buffer("trained", trained_rows)
        self.slots = nn.EmbeddingBag(n_slots, width, mode="sum")
        nn.init.zeros_(self.change.weight)
        nn.init.normal_(self.slots.weight, std=.15)
        self.norm, self.drop = nn.LayerNorm(width), nn.Dropout(options.dropout)
        self.context = context
        if context:
            self.of_context = nn.Linear(context.width, width)
        self.windows = nn.ModuleList([Window(width)])
        self.gated = nn.ModuleList([Gated(width, options.hidden) for _ in range(options.layers)])
        self.top = quant.Step(quant.SIGNED)     # one input for all heads
        self.tag, self.xpos = nn.Linear(width, n_tags), nn.Linear(width, n_xpos)
        self.arc_dep, self.arc_head = nn.Linear(width, arc), nn.Linear(width, arc)
        self.arc_mix = Dense(arc, arc, quant.POSITIVE)
        self.arc_heads = quant.Step(quant.POSITIVE)
        self.arc_mixed = quant.Step(quant.BYTE)
        self.distance = nn.Linear(width, DISTANCES)
        self.label_dep, self.label_head = nn.Linear(width, label), nn.Linear(width, label)
        self.label_distance = nn.Embedding(DISTANCES, label)
        self.label_out = Dense(label, n_labels, quant.POSITIVE)
        self.table_step = 0.0
        nn.init.zeros_(self.distance.weight)
        nn.init.normal_(self.label_distance.weight, std=.1)
        with torch.no_grad():   # scores are products of `arc` terms
            self.arc_mix.weight.div_(math.sqrt(arc))

    def steps(self):
        return [m for m in self.modules() if isinstance(m, quant.Step)]

    def word_table(self):
        """All word rows, folded."""
        return self.project(self.glove.weight) * .5 + self.change(self.trained)

    def settle(self):
        """Fixes every step from what the activations were seen to be."""
        for step in self.steps():
            step.settle()
        with torch.no_grad():
            top = torch.cat([self.word_table().abs().flatten(), self.slots.weight.abs().flatten()])
            # A few rows in ten thousand are cut: they would cost all others a bit.
            self.table_step = float(top.kthvalue(int(len(top) * .99995))[0]) / 127

    def quantise(self, mode):
        for step in self.steps():
            step.mode = mode

    def embed(self, words, slots):
        x = self.project(self.glove(words)) * .5 + self.change(self.trained[words])
        n, t, k = slots.shape
        table = self.slots.weight
        if self.top.mode == "on":
            x, table = quant.rows(x, self.table_step), quant.rows(table, self.table_step)
        return x + F.embedding_bag(slots.reshape(n * t, k), table, mode="sum").view(n, t, -1)

    def forward(self, x, mask, sentences):
        words = x[..., 0]
        if self.training and self.options.word_dropout > 0:
            hide = (torch.rand(words.shape) < self.options.word_dropout) & (words > 2)
            words = words.masked_fill(hide, 0)
        v = self.embed(words, x[..., 1:])
        if self.context:
            v = v + self.of_context(self.context(*encoder.batch(sentences), words.shape[1]))
        v = self.drop(self.norm(v))
        for layer in [*self.windows, *self.gated]:
            v = layer(v, mask, self.drop)
        v = self.top(v)
        head = self.head
        dep = self.drop(F.relu(head(self.arc_dep, v)))
        heads = self.arc_heads(self.drop(F.relu(head(self.arc_head, v))))
        arcs = self.arc_mixed(self.arc_mix(dep)) @ heads.transpose(1, 2)
        n, t = words.shape
        buckets = distance_buckets(t)
        arcs = arcs + torch.gather(head(self.distance, v), 2, buckets.expand(n, t, t))
        arcs = arcs.masked_fill(mask[:, None, :] == 0, -1e9) - torch.eye(t) * 1e9
        return {"tag": head(self.tag, v), "xpos": self.xpos(v), "arcs": arcs,
                "label_dep": head(self.label_dep, v), "label_head": head(self.label_head, v)}

    def head(self, layer, v):
        w = quant.weight(layer.weight) if self.top.mode == "on" else layer.weight
        return F.linear(v, w, layer.bias)

    def label_scores(self, out, heads):
        n, t = heads.shape
        bucket = torch.gather(distance_buckets(t).expand(n, t, t), 2, heads[..., None])[..., 0]
        of_head = torch.gather(out["label_head"], 1, heads[..., None].expand(
            -1, -1, out["label_head"].shape[-1]))
        v = F.relu(out["label_dep"] + of_head + self.label_distance(bucket))
        return self.label_out(self.drop(v))
