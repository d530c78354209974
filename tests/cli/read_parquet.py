"""Compares a Parquet file with the records of which it was made.

    python read_parquet.py FILE.parquet EVENTS.jsonl     needs pyarrow
"""

import datetime
import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq


def label(actor):
    return actor["name"] if actor["name"] is not None else actor["text"]


def day(text):
    return text and datetime.date.fromisoformat(text[:10])


def parties(name, actors):
    columns = {name: [label(a) for a in actors], name + "_sectors": [";".join(a["sectors"]) for a in actors]}
    for key in ("text", "entity", "country", "org", "role", "code", "known"):
        columns[f"{name}_{key}"] = [a[key] for a in actors]
    return columns


def row_of(e):
    evidence, document = e["evidence"], e["document"]
    row = {key: e.get(key) for key in ("id", "anchor", "type", "modes", "contexts", "cameo", "cameo_mirror", "quad",
                                       "score", "factuality", "background", "run", "copy_of", "story", "happening",
                                       "sources")}
    row.update(parties("actor", e["actor"]))
    row.update(parties("recipient", e["recipient"]))
    row.update({"date_start": day(e["date"]["start"]), "date_end": day(e["date"]["end"]),
                "date_precision": e["date"]["precision"], "date_source": e["date"]["source"]})
    row["place"] = [p["name"] for p in e["places"]]
    for key in ("country", "admin1", "lat", "lon", "geonameid", "precision", "role"):
        row["place_" + key] = [p[key] for p in e["places"]]
    row["quantity"] = [q["value"] for q in e["quantities"]]
    for key in ("low", "high", "unit", "of"):
        row["quantity_" + key] = [q[key] for q in e["quantities"]]
    said = e["attribution"]
    row.update({"said_by": [label(s["speaker"]) for s in said], "said_by_country": [s["speaker"]["country"] for s in said],
                "said_by_code": [s["speaker"]["code"] for s in said], "said_kind": [s["kind"] for s in said],
                "said_quote": [s["quote"] for s in said], "content_of": [link["id"] for link in e["links"]]})
    row.update({"evidence_in": evidence["in"], "sentence": evidence["sentence"], "begin": evidence["span"][0],
                "end": evidence["span"][1], "text": evidence["text"], "rule": evidence["rule"],
                "confidence": evidence["confidence"], "document": document["id"], "superseded": False})
    for key in ("text_hash", "url", "outlet", "title", "language"):
        row[key] = document[key]
    row["published"] = day(document["published"])
    return row


def main(parquet, records):
    file = pq.ParquetFile(parquet)
    assert file.metadata.num_row_groups > 1, "only one row group"
    schema = file.schema_arrow
    assert schema.field("date_start").type == pa.date32()
    assert schema.field("place_lat").type == pa.list_(pa.float64()) or schema.field("place_lat").type.value_type == pa.float64()
    score = file.metadata.row_group(0).column(schema.get_field_index("score"))
    rows = file.read().to_pylist()
    with open(records, encoding="utf-8") as f:
        for at, line in enumerate(f):
            want = row_of(json.loads(line))
            assert rows[at] == want, (at, {k: (rows[at].get(k), v) for k, v in want.items() if rows[at].get(k) != v})
    assert at + 1 == len(rows)
    print(len(rows), "rows,", len(schema), "columns; first", score.path_in_schema)


if __name__ == "__main__":
    main(*sys.argv[1:])
