"""The integer arithmetic of src/model, imitated in floats for training.

Straight-through estimators: forward rounds as the C code will, backward passes
the gradient on where nothing was cut off. Roundings to 14 bits and finer
(gates, norms, logits) are left out: they change no tree in a thousand.
"""

import torch

WEIGHT_MAX = 63     # 7 bits: four products of u7 x s7 fit into 16 bits
SIGNED = (-64, 63)  # activations of either sign, stored with 64 added
POSITIVE = (0, 127)
BYTE = (-127, 127)


class _Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, step, low, high):
        q = torch.round(x / step)
        ctx.save_for_backward((q >= low) & (q <= high))
        return q.clamp_(low, high).mul_(step)

    @staticmethod
    def backward(ctx, gradient):
        return gradient * ctx.saved_tensors[0], None, None, None


def row_scale(weight):
    """One step per output row."""
    return weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / WEIGHT_MAX


def weight(w):
    return _Round.apply(w, row_scale(w), -WEIGHT_MAX, WEIGHT_MAX)


def rows(x, step):
    return _Round.apply(x, step, *BYTE)


class Step(torch.nn.Module):
    """The fixed step of one activation: watched in calibration, then used."""

    def __init__(self, bounds):
        super().__init__()
        self.bounds, self.mode = bounds, "off"
        self.register_buffer("step", torch.tensor(0.0))
        self.seen = []

    def forward(self, x):
        if self.mode == "watch":
            self.seen.append(x.detach().flatten()[::7].clone())
        if self.mode == "on":
            return _Round.apply(x, self.step, *self.bounds)
        return x

    def settle(self):
        """The step of least squared error over what was watched."""
        x, self.seen = torch.cat(self.seen)[:400_000], []
        top = x.abs().max() / self.bounds[1]
        errors = []
        for share in torch.arange(.10, 1.01, .03):
            q = torch.round(x / (top * share)).clamp(*self.bounds) * top * share
            errors.append((float(((q - x) ** 2).mean()), float(top * share)))
        self.step.fill_(min(errors)[1])


class Sigmoid(torch.autograd.Function):
    """1/2 + t - t^2/2 for t = x/4 in [0, 1], mirrored: in integers two products."""

    @staticmethod
    def forward(ctx, x):
        t = (x.abs() / 4).clamp_(max=1)
        ctx.save_for_backward(t)
        return .5 + torch.sign(x) * (t - t * t / 2)

    @staticmethod
    def backward(ctx, gradient):
        return gradient * (1 - ctx.saved_tensors[0]) / 4


class Tanh(torch.autograd.Function):
    """2 r - r^2 for r = x/2 in [0, 1], mirrored."""

    @staticmethod
    def forward(ctx, x):
        r = (x.abs() / 2).clamp_(max=1)
        ctx.save_for_backward(r)
        return torch.sign(x) * (2 * r - r * r)

    @staticmethod
    def backward(ctx, gradient):
        return gradient * (1 - ctx.saved_tensors[0])
