"""Runs the checker that councils use today (csc-validator-be-903, from PyPI) over a return and prints the processor seconds of its steps.

usage: check_return.py FOLDER   (FOLDER holds this_year, last_year and providers.xlsx)
"""
import logging, pathlib, resource, sys, time

logging.disable(logging.CRITICAL)


def seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Step:
    def __init__(self):
        self.wall, self.processor = time.time(), seconds()

    def say(self, name):
        print(f"  peer, {name}: {time.time() - self.wall:.1f} s, {seconds() - self.processor:.1f} s of processor time", flush=True)
        self.__init__()


folder = pathlib.Path(sys.argv[1])
step = Step()
from lac_validator import lac_validator
from lac_validator.report import Report
from lac_validator.rules.lac2026_27 import registry

step.say("its own start")
described = {"this_year": "This year", "last_year": "Prev year"}
files = [
    {"name": path.name, "file_content": path.read_bytes(), "description": description}
    for year, description in described.items()
    for path in sorted((folder / year).glob("*.csv"))
]
files.append({"name": "providers.xlsx", "file_content": (folder / "providers.xlsx").read_bytes(), "description": "CH lookup"})
validator = lac_validator.LacValidator(
    metadata={"collectionYear": "2027", "localAuthority": "E09000027"}, files=files, registry=registry, selected_rules=None
)
step.say("reading and all rules")
print(f"  peer: {len(validator.dones)} rules ran, {len(validator.skips)} were left out, {len(validator.fails)} broke down")
report = Report(validator.ds_results, registry)
lines = report.csv_report("errors").count("\n") + report.csv_report("children").count("\n")
step.say("report (its two CSV files: by rule, and every finding with its row)")
print(f"  peer: {lines} lines of report, at the most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB in use")
print(f"  peer, processor seconds in all: {seconds():.1f}")
