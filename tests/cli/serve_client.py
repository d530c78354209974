"""What tests and benches of `dragoman serve` share: a server on a port of its own, a client that can misbehave, and
a check of JSON against the schemas that the server describes itself with."""

import http.client
import json
import re
import signal
import socket
import subprocess


class Server:
    """`dragoman serve` on any free port; ends with `stop`."""

    def __init__(self, program, db, *options, listen="127.0.0.1:0"):
        self.process = subprocess.Popen([program, "serve", "--db", str(db), "--listen", listen, *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.said = None
        line = self.process.stdout.readline()
        found = re.search(r"http://([^/]+):(\d+)/", line)
        if not found:
            raise RuntimeError("no address: " + line + self.process.stderr.read())
        self.host, self.port = found[1].strip("[]"), int(found[2])

    def stop(self, number=signal.SIGTERM):
        """Exit status and what was said on stderr."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        if self.said is None:
            _, self.said = self.process.communicate(timeout=20)
        return self.process.returncode, self.said

    def connect(self, timeout=20):
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout)

    def ask(self, target, method="GET", body=None, **head):
        """Status, headers in lower case, bytes of the body."""
        connection = self.connect()
        try:
            if isinstance(body, (dict, list)):
                body = json.dumps(body).encode()
                head.setdefault("Content_Type", "application/json")
            connection.request(method, target, body, {k.replace("_", "-"): v for k, v in head.items()})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def json(self, target, **how):
        status, _, body = self.ask(target, **how)
        return status, json.loads(body)

    def raw(self, data, timeout=20):
        """A connection on which these bytes were sent."""
        s = socket.create_connection((self.host, self.port), timeout=timeout)
        s.sendall(data)
        return s

    def stream(self, query="", last=None, timeout=30):
        head = f"GET /v1/stream?q={query} HTTP/1.1\r\nHost: {self.host}\r\n"
        if last is not None:
            head += f"Last-Event-ID: {last}\r\n"
        return Stream(self.raw((head + "\r\n").encode(), timeout))


class Stream:
    """Server-sent events out of a chunked answer."""

    def __init__(self, s):
        self.socket, self.file = s, s.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        self.head = {}
        while (line := self.file.readline().strip()):
            name, _, value = line.decode().partition(":")
            self.head[name.lower()] = value.strip()
        self.text = b""

    def chunk(self):
        size = int(self.file.readline() or b"0", 16)
        data = self.file.read(size)
        self.file.readline()
        return data

    def block(self):
        """The next block of lines as a dict; comments under ""; None at the end."""
        while b"\n\n" not in self.text:
            more = self.chunk()
            if not more:
                return None
            self.text += more
        block, self.text = self.text.split(b"\n\n", 1)
        return dict((line.split(b": ", 1) if b": " in line else (b"", line)) for line in block.split(b"\n"))

    def event(self):
        """The next event: (id, object)."""
        while (block := self.block()) is not None:
            if b"data" in block:
                return int(block[b"id"]), json.loads(block[b"data"])
        return None

    def close(self):
        self.file.close()
        self.socket.close()


TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict,
         "null": type(None)}


def mismatch(value, schema, all_schemas, at="$"):
    """Where a value breaks a schema (of the words our description uses), or None."""
    if "$ref" in schema:
        return mismatch(value, all_schemas[schema["$ref"].rsplit("/", 1)[1]], all_schemas, at)
    if "anyOf" in schema:
        wrong = [mismatch(value, one, all_schemas, at) for one in schema["anyOf"]]
        return None if None in wrong else wrong[0]
    kinds = schema.get("type", list(TYPES))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not any(isinstance(value, TYPES[k]) and not (isinstance(value, bool) and k != "boolean") for k in kinds):
        return f"{at}: {value!r} is none of {kinds}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{at}: {value!r} is none of {schema['enum']}"
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 1 << 30):
            return f"{at}: {len(value)} items"
        parts = [(v, schema.get("items", {}), f"{at}[{i}]") for i, v in enumerate(value)]
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        missing = [k for k in schema.get("required", []) if k not in value]
        more = schema.get("additionalProperties", {})
        extra = [k for k in value if k not in known] if more is False else []
        if missing or extra:
            return f"{at}: misses {missing}, has {extra}"
        parts = [(v, known.get(k, more), f"{at}.{k}") for k, v in value.items()]
    else:
        return None
    return next((w for w in (mismatch(v, s, all_schemas, p) for v, s, p in parts) if w), None)
