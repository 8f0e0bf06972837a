"""What each tool is asked to do.

The same for all: three rules of Azure AI keys (rules/), no network, no archives, no decoding. Keystrel runs with its own
rules, all of them, and attributes what it finds; of the others gitleaks and betterleaks attribute, kingfisher's turbo
mode does not.
"""

import os

from measuring import Contestant, found

RULES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rules")
TOML = os.path.join(RULES, "three-azure.toml")
YAML = os.path.join(RULES, "three-azure.kingfisher.yml")


def kingfisher(target, out, *options):
    return Contestant(
        "kingfisher --turbo",
        ["kingfisher", "scan", target, "--no-validate", "--no-update-check", "-q", "--turbo", "--no-extract-archives",
         "--load-builtins=false", "--rules-path", YAML, "-f", "json", "-o", out + "/kingfisher.json", *options],
        accepted=(0, 200, 205))


def betterleaks(command, target, out, *options):
    return Contestant(
        "betterleaks",
        ["betterleaks", command, target, "--no-banner", "-s", "-c", TOML, "--max-decode-depth", "0",
         "--max-archive-depth", "0", "-o", out + "/betterleaks.json", *options],
        accepted=(0, 1), version=["betterleaks", "version"])


def gitleaks(command, target, out, *options):
    return Contestant(
        "gitleaks",
        ["gitleaks", command, target, "--no-banner", "-c", TOML, "--max-decode-depth", "0", "-f", "json",
         "-r", out + "/gitleaks.json", *options],
        accepted=(0, 1), version=["gitleaks", "version"])


def keystrel(program, command, target, out, *options, folder=None):
    where = [target] if target else []
    return Contestant(
        "keystrel",
        [program, command, *where, "--format", "sarif", "--output", out + "/keystrel.sarif", "--no-progress", *options],
        accepted=(0, 1), folder=folder)


def installed(contestants):
    return [one for one in contestants if found(one.command[0])]


def history(program, repository, out, options):
    cat = ["git", "--git-dir=" + repository, "cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer"]
    return installed([
        keystrel(program, "history", repository, out, *options),
        Contestant("git cat-file", cat, version=["git", "--version"]),
        kingfisher(repository, out, "--git-history", "full"),
        betterleaks("git", repository, out),
        gitleaks("git", repository, out),
    ])


def tree(program, folder, out, options):
    search = ["rg", "-c", "--hidden", "-g", "!.git", "-e", "JQQJ9", "-e", "[0-9a-f]{32}", folder]
    return installed([
        keystrel(program, "scan", folder, out, *options),
        # The two expressions that say least: what a scanner has to see at the very least.
        Contestant("ripgrep", search, accepted=(0, 1)),
        kingfisher(folder, out, "--git-history", "none"),
        betterleaks("dir", folder, out),
        gitleaks("dir", folder, out),
    ])


def staged(program, folder, out, options):
    return installed([
        keystrel(program, "staged", None, out, *options, folder=folder),
        Contestant("git diff --cached", ["git", "-C", folder, "diff", "--cached"], version=["git", "--version"]),
        kingfisher(folder, out, "--staged"),
        betterleaks("git", folder, out, "--staged"),
        gitleaks("git", folder, out, "--staged"),
    ])
