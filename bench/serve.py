#!/usr/bin/env python3
"""The bar of the desk: 200 listeners and 1,000 requests a second with the 99th percentile under 50 ms, while clients
that dribble and clients that do not read hang on, and documents arrive.

    bench/serve.py BENCH_SERVE DRAGOMAN [--db FILE] [--seconds 20] [--rate 1000] [--listeners 200] [--quiet-store] [--warm]

Without --db a store of 2,000 invented articles is made. --quiet-store: nothing arrives meanwhile.
"""

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests/cli"))
from serve_client import Server  # noqa: E402  (the path is set above)

STATES = ["Serbia", "Kosovo", "France", "Turkey", "Greece", "Kenya", "Chile", "Japan", "Norway", "Egypt"]
DEEDS = ["accused {b} of shelling a village near {c}", "agreed to send food to {b}", "held talks with {b} in Geneva",
         "imposed sanctions on {b}", "threatened to close the border with {b}", "praised {b} for the ceasefire"]


def article(n, chance):
    a, b, c = chance.sample(STATES, 3)
    text = " ".join(f"{a} {deed.format(b=b, c=c)} on {day}, officials said in report {chance.randrange(10**6)}."
                    for deed, day in zip(chance.sample(DEEDS, 3), ("Monday", "Tuesday", "Friday")))
    return {"id": f"bench/{n}", "title": f"{a} and {b}: report {n}", "outlet": f"Wire {n % 7}",
            "published": f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}", "text": text}


def load(program, db, folder, first, n, chance):
    path = Path(folder) / f"in-{first}.jsonl"
    path.write_text("".join(json.dumps(article(i, chance)) + "\n" for i in range(first, first + n)))
    # Where server and clients were given real-time priority, to measure on a busy machine, the writer gets none.
    subprocess.run([program, "load", "--db", str(db), str(path)], check=True, capture_output=True,
                   preexec_fn=lambda: os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0)))


def targets(server):
    """What a dashboard asks: tables, counts, maps, networks, articles, suggestions."""
    found = ["/v1/health", "/v1/codebook", "/v1/map?q=", "/v1/network?q=&limit=200", "/v1/counts?q=&group=type"]
    for state in ("SRB", "FRA", "TUR", "KEN"):
        found += [f"/v1/events?q=actor:{state}&limit=50", f"/v1/events?q=party:{state}+type:ACCUSE&sort=score&limit=20",
                  f"/v1/counts?q=actor:{state}&group=day", f"/v1/counts?q=recipient:{state}&group=month,type",
                  f"/v1/suggest?key=actor&prefix={state[:2].lower()}", f"/v1/map?q=party:{state}"]
    events = server.json("/v1/events?limit=20")[1]["events"]
    found += ["/v1/events/" + e["id"] for e in events]
    found += ["/v1/documents/" + e["document"]["id"].replace("/", "%2F") for e in events[:5]]
    random.Random(3).shuffle(found)
    return found


def hang_on(server, n):
    """Sockets that never finish a request, and such that never read the answer."""
    held = []
    for _ in range(n):
        held.append(server.raw(b"GET /v1/heal"))
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        s.connect((server.host, server.port))
        s.sendall(b"GET /v1/export?q=all HTTP/1.1\r\nHost: localhost\r\n\r\n")
        held.append(s)
    return held


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("bench")
    p.add_argument("program")
    p.add_argument("--db")
    p.add_argument("--seconds", type=float, default=20)
    p.add_argument("--rate", type=float, default=1000)
    p.add_argument("--listeners", type=int, default=200)
    p.add_argument("--quiet-store", action="store_true")
    p.add_argument("--warm", action="store_true", help="ask everything once before")
    o = p.parse_args()
    chance, stop = random.Random(1), threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        db = o.db or Path(folder) / "bench.db"
        if not o.db:
            load(o.program, db, folder, 0, 2000, chance)
        server = Server(o.program, db)
        health = server.json("/v1/health")[1]
        print(f"{health['documents']} documents, {health['events']} events; {os.cpu_count()} cores, "
              f"load average {os.getloadavg()[0]:.1f} before")
        asked, held = targets(server), hang_on(server, 40)
        for target in asked if o.warm else []:
            server.ask(target)

        def arrive():
            first = 10**6
            while not stop.wait(2):
                load(o.program, db, folder, first, 5, chance)
                first += 5
        writer = threading.Thread(target=arrive)
        if not o.quiet_store:
            writer.start()
        done = subprocess.run([o.bench, str(server.port), str(o.seconds), str(o.rate), str(o.listeners), *asked],
                              check=False)
        stop.set()
        if not o.quiet_store:
            writer.join()
        for s in held:
            s.close()
        with open(f"/proc/{server.process.pid}/status", encoding="ascii") as status:
            print("server:", *(line.strip() for line in status if line.startswith(("VmHWM", "Threads"))))
        ticks = os.sysconf("SC_CLK_TCK")
        with open(f"/proc/{server.process.pid}/stat", encoding="ascii") as stat:
            used = stat.read().split()
        print(f"server: {(int(used[13]) + int(used[14])) / ticks:.1f} s of CPU; load average {os.getloadavg()[0]:.1f} after")
        status, said = server.stop()
        print(said, end="")
    return done.returncode or status


if __name__ == "__main__":
    sys.exit(main())
