#!/usr/bin/env python3
"""Help texts, manual pages made of them, completion of shells.

    python3 tests/cli/test_help.py BIN [unittest options]
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BIN = str(Path(sys.argv.pop(1)).resolve())
ROOT = Path(__file__).resolve().parent.parent.parent
CLI = ROOT / "src/cli"
COMPLETION = CLI / "completion"
PAGES = sorted((ROOT / "docs/man").glob("*.5"))


def run(*args):
    done = subprocess.run([BIN, *map(str, args)], stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def complete(*words):
    status, output, messages = run("help", "--complete", "dragoman", *words)
    assert (status, messages) == (0, ""), (words, status, messages)
    return output.splitlines()


COMMANDS = [word for word in complete("") if not word.startswith("-")]


def own_options(command):
    """The long options of a command's own table, without those of tables it shares and -j's long name."""
    parts = CLI.glob("cmd_codebook_*.c") if command == "codebook" else []
    source = "".join(path.read_text() for path in CLI.glob(f"cmd_{command}.c"))
    source += "".join(path.read_text() for path in parts)
    return {"--" + name for name in re.findall(r'\{"([a-z-]+)", (?:no|required)_argument', source)} - {"--jobs"}


class Manual(unittest.TestCase):
    def roff(self, text):
        if not shutil.which("groff"):
            self.skipTest("no groff")
        done = subprocess.run(["groff", "-ww", "-mandoc", "-Tutf8", "-P-c", "-P-b", "-P-u", "-"], input=text.encode(),
                              capture_output=True, timeout=120)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
        return done.stdout.decode()

    def test_pages_are_clean_and_hold_the_help(self):
        for command in COMMANDS:
            with self.subTest(command):
                text = run("help", "--man", command)[1]
                text.encode("ascii")
                page = " ".join(self.roff(text).split())
                for word in run(command, "--help")[1].replace("`", "").split():
                    self.assertIn(word, page)

    def test_page_of_the_program_names_all_commands(self):
        page = self.roff(run("help", "--man")[1])
        for command in COMMANDS:
            self.assertIn(f"dragoman-{command}(1)", page)

    def test_pages_of_formats(self):
        self.assertEqual(len(PAGES), 2)
        for path in PAGES:
            self.roff(path.read_text())

    def test_page_of_the_record_names_every_key(self):
        page = (ROOT / "docs/man/dragoman-record.5").read_text()
        words = set(re.findall(r"[a-z_0-9]+", page))
        for line in run("code", ROOT / "examples/port-talks.txt")[1].splitlines():
            for key, value in json.loads(line).items():
                parts = value if isinstance(value, list) else [value]
                keys = {key}.union(*(part for part in parts if isinstance(part, dict)))
                self.assertEqual(keys - words, set())

    def test_every_command_has_a_page_installed(self):
        build = (CLI / "meson.build").read_text()
        names = re.search(r"manual_commands = \[(.*?)\]", build, re.S).group(1)
        self.assertEqual(sorted(re.findall("'(.*?)'", names)), sorted(COMMANDS))


class Help(unittest.TestCase):
    def test_help_is_that_of_the_command(self):
        for command in COMMANDS:
            self.assertEqual(run("help", command), run(command, "--help"))
        self.assertEqual(run("help"), run("--help"))

    def test_options_of_the_help_are_those_of_the_program(self):
        for command in COMMANDS:
            known = set(complete(command, "-"))
            with self.subTest(command):
                self.assertEqual(own_options(command) - known, set())
            if command == "codebook":
                self.assertEqual(known - {"--help"}, own_options(command))
            for option in known - {"--help", "-j"} if command not in ("codebook", "help") else ():
                with self.subTest(command, option=option):
                    messages = run(command, option)[2]
                    self.assertNotIn("no option", messages)

    def test_slip_of_a_command_is_told(self):
        self.assertEqual(run("cod"), (2, "", "dragoman: there is no command 'cod'; did you mean 'code'?\n"))


class Slips(unittest.TestCase):
    """What is said of a wrong word: its name, and the word that was meant."""

    def told(self, *words):
        status, output, messages = run(*words)
        self.assertEqual((status, output), (2, ""))
        self.assertEqual(messages.splitlines()[1], f"Try `dragoman {words[0]} --help`.")
        return messages.splitlines()[0].removeprefix(f"dragoman {words[0]}: ")

    def test_options(self):
        self.assertEqual(self.told("code", "--fromat", "x"), "there is no option '--fromat'; did you mean '--format'?")
        self.assertEqual(self.told("codebook", "check", "--daed"), "there is no option '--daed'; did you mean '--dead'?")
        self.assertEqual(self.told("code", "--c=on"), "'--c' may be --columns or --clean")
        self.assertEqual(self.told("load", "--jobs"), "--jobs needs a value")
        self.assertEqual(self.told("load", "-j"), "-j needs a value")
        self.assertEqual(self.told("load", "--again=1"), "--again takes no value")
        self.assertEqual(self.told("clean", "-x"), "there is no option '-x'")

    def test_every_command_names_the_option(self):
        for command in COMMANDS:
            if command not in ("help", "codebook"):
                self.assertEqual(self.told(command, "--zzzzzz"), "there is no option '--zzzzzz'")

    def test_words(self):
        self.assertEqual(self.told("export", "--format", "parket"), "there is no format 'parket'; did you mean 'parquet'?")
        self.assertEqual(self.told("code", "--from", "jsonll"), "there is no format 'jsonll'; did you mean 'jsonl'?")
        self.assertEqual(self.told("load", "--unit", "sentance"), "there is no unit 'sentance'; did you mean 'sentence'?")
        self.assertEqual(self.told("review", "--factuality", "actal"),
                         "there is no factuality 'actal'; did you mean 'actual'?")
        self.assertEqual(self.told("query", "--group", "actors"), "there is no group 'actors'; did you mean 'actor'?")
        self.assertEqual(self.told("query", "--sort", "scores"), "there is no order 'scores'; did you mean 'score'?")
        self.assertEqual(self.told("codebook", "zzz"),
                         "there is no part 'zzz'; there are check, test, diff, import or new")

    def test_rule(self):
        rule = complete("codebook", "test", "SANCTION/")[0]
        messages = run("codebook", "test", rule + "z")[2]
        self.assertEqual(messages, f"dragoman: there is no rule '{rule}z'; did you mean '{rule}'?\n")


class Completion(unittest.TestCase):
    def test_commands_and_their_parts(self):
        self.assertEqual(complete("co"), ["code", "codebook"])
        self.assertEqual(complete("help", "que"), ["query"])
        self.assertEqual(complete("codebook", ""), ["check", "test", "diff", "new", "import"])
        self.assertEqual(complete("review", "--db", "x.db", "re"), ["reject"])
        self.assertEqual(complete("nothing", "x"), [])
        self.assertEqual(complete(), [])

    def test_options(self):
        self.assertEqual(complete("code", "--fo"), ["--format"])
        self.assertEqual(complete("load", "--name"), ["--name-persons"])

    def test_values(self):
        self.assertIn("table", complete("code", "--format", ""))
        self.assertNotIn("table", complete("export", "--format", ""))
        self.assertEqual(complete("code", "--format=pol"), ["--format=polecat"])
        self.assertEqual(complete("code", "--format", "=", "pol"), ["polecat"])
        self.assertEqual(complete("code", "--out", ""), [])
        self.assertEqual(complete("query", "--db", ""), [])

    def test_values_are_taken(self):
        for command, option in (("code", "format"), ("code", "from"), ("code", "unit"), ("code", "clean"),
                                ("code", "date"), ("code", "reciprocal"), ("code", "by"), ("code", "zeros"),
                                ("code", "count"), ("code", "include"), ("clean", "format"), ("export", "format"),
                                ("query", "group"), ("query", "sort"), ("query", "format")):
            values = complete(command, "--" + option, "")
            self.assertGreater(len(values), 1)
            for value in values:
                # Taken, where the first complaint is about what stands behind it.
                with self.subTest(command, option=option, value=value):
                    messages = run(command, f"--{option}={value}", "--no-such-option")[2]
                    self.assertIn("no-such-option", messages.splitlines()[0])

    def test_rules_and_keys(self):
        rules = complete("codebook", "test", "SANCTION/")
        self.assertGreater(len(rules), 5)
        self.assertTrue(all(rule.startswith("SANCTION/") for rule in rules))
        self.assertEqual(complete("query", "--db", "x.db", "acto"), ["actor:"])


class Shells(unittest.TestCase):
    """The function of each shell, driven as the shell drives it."""

    def shell(self, name, script):
        if not shutil.which(name):
            self.skipTest(f"no {name}")
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(BIN, Path(folder) / "dragoman")
            done = subprocess.run([name, "-c", script], capture_output=True, timeout=120, cwd=folder,
                                  env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "HOME": folder,
                                       "DRAGOMAN_HOME": str(ROOT)})
        self.assertEqual(done.stderr.decode(), "")
        return done.stdout.decode().splitlines()

    def bash(self, *words):
        quoted = " ".join(f"'{word}'" for word in words)
        return self.shell("bash", f"source '{COMPLETION / 'dragoman.bash'}'\nCOMP_WORDS=(dragoman {quoted})\n"
                                  f"COMP_CWORD={len(words)}\n_dragoman dragoman\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"")

    def test_bash(self):
        self.assertEqual(self.bash("cod"), ["code", "codebook"])
        self.assertEqual(self.bash("code", "--format", "p"), ["parquet", "polecat", "phoenix", "petrarch"])
        self.assertEqual(self.bash("code", "--format", "=", "icew"), ["icews"])
        self.assertEqual(self.bash("query", "actor", ":"), [""])
        self.assertEqual(self.bash("code", ""), [""])

    def test_bash_registers(self):
        self.assertIn("_dragoman", self.shell("bash", f"source '{COMPLETION / 'dragoman.bash'}'; complete -p dragoman")[0])

    def test_fish(self):
        found = self.shell("fish", f"source '{COMPLETION / 'dragoman.fish'}'; complete -C 'dragoman code --format ice'")
        self.assertIn("icews", found)

    def test_zsh_reads_its_file(self):
        self.assertEqual(self.shell("zsh", f"zsh -n '{COMPLETION / '_dragoman'}'"), [])

    def zsh(self, *words):
        quoted = " ".join(f"'{word}'" for word in words)
        return self.shell("zsh", "compadd() { print -l -- \"${@[$@[(i)--]+1,-1]}\" }\n_files() { print files }\n"
                                 f"drive() {{ source '{COMPLETION / '_dragoman'}' }}\n"
                                 f"words=(dragoman {quoted}) CURRENT={len(words) + 1}\ndrive")

    def test_zsh(self):
        self.assertEqual([line for line in self.zsh("cod") if line], ["code", "codebook"])
        self.assertEqual([line for line in self.zsh("code", "--format", "ice") if line], ["icews"])
        self.assertEqual([line for line in self.zsh("query", "--db", "x.db", "acto") if line], ["actor:"])
        self.assertEqual(self.zsh("query", "--db", ""), ["files"])


if __name__ == "__main__":
    unittest.main()
