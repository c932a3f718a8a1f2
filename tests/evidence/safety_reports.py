"""Writes what Safety writes, with its own classes: the program itself asks a service before it does anything.

    python safety_reports.py check|scan DATABASE

`check` is its own look at packages with a database of ours, `scan` the classes of its schema.
"""

import sys
import warnings

warnings.simplefilter("ignore")

from unittest.mock import MagicMock  # noqa: E402


def check(database):
    from safety import safety
    from safety.formatters.json import JsonReport
    from safety.models import Package, SafetyRequirement

    found = "requirements.txt"
    packages = [
        Package(name=name, version=version, requirements=[SafetyRequirement(f"{name}=={version}", found=found)], found=found)
        for name, version in (("python-jose", "3.3.0"), ("redis", "5.0.1"))
    ]
    nobody = MagicMock()
    nobody.platform.api_key = None
    nobody.platform.is_using_auth_credentials.return_value = False
    holes, _ = safety.check(
        auth=nobody,
        packages=packages,
        db_mirror=database,
        telemetry=False,
        ignore_vulns={},
        ignore_severity_rules={"ignore-cvss-severity-below": 0, "ignore-cvss-unknown-severity": False},
        params={},
    )
    return JsonReport().render_vulnerabilities([], holes, {}, False, packages, ())


def scan():
    from safety_schemas.report.schemas.v3_0 import main as schema

    hole = schema.Vulnerability(id="70715", vulnerable_spec="<3.4.0")
    remedy = schema.Remediation(
        vulnerabilities_found=1,
        closest_secure=schema.ClosestSecureSpecification(upper="3.4.0", lower=None),
        recommended="3.4.0",
    )
    specification = schema.AnalyzedSpecification(
        raw="python-jose==3.3.0",
        vulnerabilities=schema.SpecificationVulnerabilities(known_vulnerabilities=[hole], remediation=remedy),
    )
    package = schema.Package(name="python-jose", specifications=[specification])
    file = schema.File(
        location="requirements.txt", type="requirements.txt", categories=["python"], results=schema.Results(dependencies=[package])
    )
    project = schema.ProjectsScan(id="own", location="/project", policy=None, git=None, files=[file])
    report = schema.Report(
        meta=schema.Meta(
            scan_type="scan",
            scan_locations=["/project"],
            authenticated=False,
            authentication_method=None,
            timestamp="2024-01-01T00:00:00",
            telemetry=schema.Telemetry(
                safety_command="scan", safety_options={}, safety_version="3", safety_source="cli"
            ),
        ),
        scan_results=schema.ScanResults(files=[], projects=[project]),
    )
    return report.json()


if __name__ == "__main__":
    print(check(sys.argv[2]) if sys.argv[1] == "check" else scan())
