#!/usr/bin/env python3
"""Lists what is linked into a release, as SPDX 2.3, and gathers its licences.

    bill-of-materials.py VERSION DIST FOLDER

DIST holds the build and the linker's map, in which every static library stands from which something was linked; so the
list is what is in the binary, not what was asked for. Writes FOLDER/keystrel.spdx.json and FOLDER/licenses.
"""

import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

HOME = "https://github.com/keystrel/keystrel"


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def linked_archives(linker_map):
    """The real paths of the archives that the map names: `/path/libgit2.a(index.c.o):(.text)`."""
    pattern = re.compile(r"(/\S+\.a)[(:]")
    names = {match for line in linker_map.open(errors="replace") for match in pattern.findall(line)}
    return sorted({os.path.realpath(name) for name in names})


def debian_packages(archives):
    """The source packages that the archives come from, each with one of its binary packages."""
    found = {}
    for archive in archives:
        binary = run("dpkg-query", "-S", archive).split(": ")[0]
        name, version = run("dpkg-query", "-W", "-f", "${source:Package} ${source:Version}", binary).split()
        found[name] = (version, binary.split(":")[0])
    return found


def debian_licence(binary):
    return pathlib.Path(f"/usr/share/doc/{binary}/copyright").resolve(strict=True)


def swift_packages(build):
    """The packages that the compiler checked out, with the folder of each."""
    state = json.loads((build / "workspace-state.json").read_text())
    for entry in sorted(state["object"]["dependencies"], key=lambda entry: entry["packageRef"]["identity"]):
        checkout = entry["state"]["checkoutState"]
        location = entry["packageRef"]["location"].removesuffix(".git")
        yield location, checkout["version"], checkout["revision"], build / "checkouts" / entry["subpath"]


def package(name, version, download, licence, reference, purpose="LIBRARY"):
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name),
        "name": name,
        "versionInfo": version,
        "downloadLocation": download,
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": licence,
        "copyrightText": "NOASSERTION",
        "primaryPackagePurpose": purpose,
        "externalRefs": [
            {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": reference}
        ],
    }


def main():
    version, dist, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    licences = folder / "licenses"
    licences.mkdir()
    keystrel = package(
        "keystrel", version, f"{HOME}/releases", "Apache-2.0",
        f"pkg:github/keystrel/keystrel@v{version}", "APPLICATION")
    parts = []

    for location, number, revision, checkout in swift_packages(dist / "build"):
        name = location.rsplit("/", 1)[1]
        parts.append(package(
            name, number, f"git+{location}@{revision}", "NOASSERTION",
            f"pkg:swift/{location.removeprefix('https://')}@{number}"))
        licence = next(path for path in sorted(checkout.iterdir()) if path.name.startswith("LICENSE"))
        shutil.copy(licence, licences / f"{name}.txt")

    compiler = pathlib.Path(os.path.realpath(shutil.which("swiftc"))).parents[1]
    archives = linked_archives(dist / "map")
    toolchain = [path for path in archives if pathlib.Path(path).is_relative_to(compiler)]
    if toolchain:
        number = re.search(r"Swift version (\S+)", run("swiftc", "--version")).group(1)
        parts.append(package(
            "swift", number, f"https://github.com/swiftlang/swift/releases/tag/swift-{number}-RELEASE",
            "Apache-2.0 WITH Swift-exception", f"pkg:github/swiftlang/swift@swift-{number}-RELEASE"))
        shutil.copy(compiler / "share/swift/LICENSE.txt", licences / "swift.txt")

    # Those that stand in DIST are copies of the system's.
    libraries = pathlib.Path(run("pkg-config", "--variable=libdir", "libgit2"))
    copies = str((dist / "lib").resolve())
    system = [
        str(libraries / os.path.basename(path)) if path.startswith(copies) else path
        for path in archives if path not in toolchain
    ]
    for name, (number, binary) in sorted(debian_packages(system).items()):
        parts.append(package(
            name, number, "NOASSERTION", "NOASSERTION",
            f"pkg:deb/debian/{name}@{urllib.parse.quote(number)}?arch=source&distro=debian-12"))
        shutil.copy(debian_licence(binary), licences / f"{name}.txt")

    created = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    commit = run("git", "rev-parse", "HEAD")
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": folder.name,
        "documentNamespace": f"{HOME}/spdx/{folder.name}-{commit}",
        "creationInfo": {
            "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Tool: keystrel-bill-of-materials"],
        },
        "packages": [keystrel] + parts,
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
             "relatedSpdxElement": keystrel["SPDXID"]}
        ] + [
            {"spdxElementId": keystrel["SPDXID"], "relationshipType": "STATIC_LINK",
             "relatedSpdxElement": part["SPDXID"]} for part in parts
        ],
    }
    (folder / "keystrel.spdx.json").write_text(json.dumps(document, indent=2) + "\n")
    for path in licences.iterdir():
        path.chmod(0o644)


if __name__ == "__main__":
    main()
