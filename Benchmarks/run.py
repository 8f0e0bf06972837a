"""The command line of the benchmarks: history, tree, staged."""

import argparse
import os
import subprocess
import sys
import tempfile

import measuring
import scanners
import synthetic

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.join(os.path.dirname(HERE), ".build")


def arguments(text, what):
    parser = argparse.ArgumentParser(description=text)
    parser.add_argument("target", nargs="?", help=f"{what}; a synthetic repository when left out")
    parser.add_argument("runs", nargs="?", type=int, default=5, help="rounds that count (5)")
    parser.add_argument("--commits", type=int, default=5_000, help="size of the synthetic repository (5000)")
    parser.add_argument("--keystrel", default=os.path.join(BUILD, "release", "keystrel"), help="the binary: .build/release/keystrel")
    parser.add_argument("--only", help="tools by name, with commas between: keystrel,gitleaks")
    parser.add_argument("--option", action="append", default=[], help="one more for keystrel, such as --option=--jobs=1")
    options = parser.parse_args()
    if not os.access(options.keystrel, os.X_OK):
        sys.exit(f"{options.keystrel} is missing: run make first, or name another with --keystrel")
    return options


def git(folder, *words):
    return subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True, text=True).stdout.strip()


def synthetic_repository(options):
    folder = os.path.join(BUILD, "benchmarks", f"history-{options.commits}.git")
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    return synthetic.make_repository(folder, options.commits, options.keystrel)


def checkout(options):
    """A work tree of the synthetic repository."""
    folder = os.path.join(BUILD, "benchmarks", f"tree-{options.commits}")
    if not os.path.exists(folder):
        git(".", "clone", "--quiet", "--shared", synthetic_repository(options), folder)
    return folder


def compete(contestants, options, subject):
    if options.only:
        names = options.only.split(",")
        contestants = [one for one in contestants if one.name.split()[0] in names]
    measuring.measure(contestants, options.runs)
    print(subject)
    measuring.print_machine(contestants)
    print()
    measuring.print_table(contestants)


def history():
    options = arguments("Times a scan of the whole history.", "a repository")
    repository = os.path.abspath(options.target) if options.target else synthetic_repository(options)
    repository = git(repository, "rev-parse", "--absolute-git-dir")
    counts = dict(line.split(": ") for line in git(repository, "count-objects", "-v").splitlines())
    objects = int(counts["count"]) + int(counts["in-pack"])
    size = (int(counts["size"]) + int(counts["size-pack"])) / 1e3
    with tempfile.TemporaryDirectory() as out:
        compete(
            scanners.history(options.keystrel, repository, out, options.option), options,
            f"{os.path.basename(repository)}: {objects:,} objects, {size:,.0f} MB in {counts['packs']} packs")


def tree():
    options = arguments("Times a scan of a folder.", "a folder")
    folder = os.path.abspath(options.target) if options.target else checkout(options)
    with tempfile.TemporaryDirectory() as out:
        compete(scanners.tree(options.keystrel, folder, out, options.option), options, os.path.basename(folder))


def staged():
    options = arguments("Times the scan of a commit that is about to be made.", "a work tree with something staged")
    folder = os.path.abspath(options.target) if options.target else checkout(options)
    if not options.target:
        git(folder, "reset", "--quiet", "--hard")
        for path in git(folder, "ls-files").splitlines()[:200:40]:
            with open(os.path.join(folder, path), "ab") as file:
                file.write(b"one more line\n")
            git(folder, "add", path)
    count = len(git(folder, "diff", "--cached", "--name-only").splitlines())
    with tempfile.TemporaryDirectory() as out:
        compete(
            scanners.staged(options.keystrel, folder, out, options.option), options,
            f"{os.path.basename(folder)}: {count} files staged")
