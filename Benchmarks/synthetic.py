"""A repository that is the same wherever it is made: text that evolves by small edits, some large files, some binary ones.

Nothing of random.Random but random() is used: that alone gives the same numbers in every version of Python.
"""

import os
import random
import shutil
import subprocess
import sys

WORDS = (
    "index value count offset buffer stream reader writer token parser result error state config client server request "
    "response session account message handler worker queue cache table column record field schema format version module "
    "package import export default option flag path folder file name size limit time date user group policy route view "
    "model store event action signal node edge graph tree leaf root branch commit merge patch test suite case fixture"
).split()
SUFFIXES = [".c", ".py", ".ts", ".go", ".md", ".json", ".yaml", ".sh"]
START = 1_600_000_000


class Dice:
    def __init__(self, seed):
        self.source = random.Random(seed)

    def below(self, bound):
        return int(self.source.random() * bound)

    def one_of(self, items):
        return items[self.below(len(items))]

    def chance(self, part):
        return self.source.random() < part

    def bytes(self, count):
        return bytes(self.below(256) for _ in range(count))

    def line(self):
        words = [self.one_of(WORDS) for _ in range(1 + self.below(9))]
        indent = "  " * self.below(4)
        shape = self.below(6)
        if shape == 0:
            text = f"{words[0]}({', '.join(words[1:])})"
        elif shape == 1:
            text = f'{words[0]} = "{" ".join(words[1:])}"'
        elif shape == 2:
            text = f"if {words[0]} != {self.below(10_000)} {{ return {words[-1]} }}"
        elif shape == 3:
            text = f"// {' '.join(words)}"
        elif shape == 4:
            text = f"{'_'.join(words[:3])}: {self.below(1 << 40):x},"
        else:
            text = " ".join(words)
        return (indent + text + "\n").encode()


class History:
    """Writes commits as a stream for `git fast-import`."""

    def __init__(self, commits, seed, keys, out):
        self.commits = commits
        self.dice = Dice(seed)
        self.keys = list(keys)
        self.out = out
        self.files = {}
        self.paths = []
        self.text_paths = []
        self.mark = 0
        self.planted = []

    def write(self):
        for number in range(self.commits):
            if number > 20 and self.dice.chance(0.06):
                self.merge(number)
            else:
                self.commit("main", number, self.change(number))
            if number % 500 == 499:
                self.out.write(f"reset refs/tags/v{number // 500}\nfrom :{self.mark}\n\n".encode())
        self.out.write(b"done\n")

    def commit(self, branch, number, changed, parent=None, merged=None):
        self.mark += 1
        head = f"commit refs/heads/{branch}\nmark :{self.mark}\n"
        when = START + number * 3_600
        head += f"committer Dev {number % 40} <dev{number % 40}@example.com> {when} +0000\n"
        message = f"Change {' '.join(self.dice.one_of(WORDS) for _ in range(4))}\n"
        head += f"data {len(message)}\n{message}"
        if parent:
            head += f"from :{parent}\n"
        if merged:
            head += f"merge :{merged}\n"
        self.out.write(head.encode())
        for path in changed:
            content = self.files.get(path)
            if content is None:
                self.out.write(f"D {path}\n".encode())
                continue
            data = content if isinstance(content, bytes) else b"".join(content)
            self.out.write(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
        self.out.write(b"\n")

    def merge(self, number):
        """A branch of one commit, from the tip, that comes back together with another change of main."""
        fork = self.mark
        side = self.change(number)
        self.commit("side", number, side, parent=fork)
        branch = self.mark
        self.mark_parent(fork, number, side, branch)

    def mark_parent(self, fork, number, side, branch):
        # Main goes on without the side's change, and the merge brings it.
        path = self.add_file()
        self.commit("main", number, [path], parent=fork)
        self.commit("main", number, side, merged=branch)

    def change(self, number):
        changed = set()
        if number == 0:
            for _ in range(40):
                changed.add(self.add_file())
        wanted = max(40, int(self.commits**0.7 * 2))
        if len(self.paths) < wanted and self.dice.chance(0.3):
            changed.add(self.add_file())
        for _ in range(1 + self.dice.below(4)):
            # The newer a file the likelier it changes: as real ones do.
            place = max(self.dice.below(len(self.text_paths)), self.dice.below(len(self.text_paths)))
            changed.add(self.edit(self.text_paths[place]))
        if self.dice.chance(0.01):
            changed.add(self.add_binary())
        if self.dice.chance(0.02):
            changed.add(self.edit("data/catalog.json", large=True))
        self.plant(number, changed)
        return sorted(changed)

    def add_file(self):
        dice = self.dice
        folder = "/".join(dice.one_of(WORDS) for _ in range(1 + dice.below(3)))
        path = f"{folder}/{dice.one_of(WORDS)}-{len(self.paths)}{dice.one_of(SUFFIXES)}"
        lines = 20 + int(dice.source.random() ** 3 * 1_500)
        self.files[path] = [dice.line() for _ in range(lines)]
        self.paths.append(path)
        self.text_paths.append(path)
        return path

    def add_binary(self):
        path = f"assets/{self.dice.one_of(WORDS)}-{len(self.paths)}.bin"
        self.files[path] = self.dice.bytes(2_000 + self.dice.below(60_000))
        self.paths.append(path)
        return path

    def edit(self, path, large=False):
        lines = self.files.get(path)
        if lines is None:
            lines = self.files[path] = [self.dice.line() for _ in range(40_000 if large else 50)]
        place = self.dice.below(len(lines) + 1)
        for _ in range(1 + self.dice.below(8)):
            place = min(max(0, place + self.dice.below(7) - 3), len(lines))
            shape = self.dice.below(3)
            if shape == 0 or place == len(lines):
                lines.insert(place, self.dice.line())
            elif shape == 1:
                lines[place] = self.dice.line()
            elif len(lines) > 10:
                del lines[place]
        return path

    def plant(self, number, changed):
        """Each key comes in one commit and goes in a later one."""
        if self.keys and number * (len(self.keys) + len(self.planted)) >= self.commits * len(self.planted):
            path = self.dice.one_of(self.text_paths)
            line = self.keys.pop(0).encode() + b"\n"
            self.files[path].insert(self.dice.below(len(self.files[path])), line)
            self.planted.append((path, line, number + 5 + self.dice.below(50)))
            changed.add(path)
        for path, line, end in self.planted:
            if end == number and line in self.files[path]:
                self.files[path].remove(line)
                changed.add(path)


KEYS = [
    "AZURE_OPENAI_API_KEY={{azure84 openai 2025-%02d #%d}}",
    'search_admin_key = "{{azureSearch52 admin #%d%d}}"',
    "Ocp-Apim-Subscription-Key: {{hex32 #%d%d}}",
    'AZURE_OPENAI_API_KEY: "{{hex32v4 #%d%d}}"',
]


def expanded_keys(keystrel, folder, count):
    """Lines with synthetic keys, made by keystrel: no file of its repository holds one."""
    lines = [KEYS[number % len(KEYS)] % (1 + number % 12, 7000 + number) for number in range(count)]
    path = os.path.join(folder, "keys.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return subprocess.run([keystrel, "rules", "expand", path], check=True, capture_output=True, text=True).stdout.splitlines()


def make_repository(folder, commits, keystrel, seed=1):
    """Makes a bare repository of one pack, unless it is there already."""
    done = os.path.join(folder, "keystrel-benchmark")
    stamp = f"{commits} commits, seed {seed}, form 1\n"
    if os.path.exists(done) and open(done, encoding="utf-8").read() == stamp:
        return folder
    if os.path.exists(folder):
        if not os.path.exists(done):
            sys.exit(f"{folder} is there, and no benchmark made it")
        shutil.rmtree(folder)
    print(f"making {folder}: {commits} commits", file=sys.stderr)
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", folder], check=True)
    keys = expanded_keys(keystrel, folder, 40)
    git = ["git", "-C", folder]
    importing = subprocess.Popen(git + ["fast-import", "--quiet", "--done"], stdin=subprocess.PIPE)
    History(commits, seed, keys, importing.stdin).write()
    importing.stdin.close()
    if importing.wait() != 0:
        sys.exit("git fast-import failed")
    # One thread: with several, git finds other deltas every time.
    subprocess.run(git + ["-c", "pack.threads=1", "repack", "-adfq"], check=True)
    with open(done, "w", encoding="utf-8") as file:
        file.write(stamp)
    return folder
