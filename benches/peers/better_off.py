"""Times this program's better-off calculation beside policyengine-uk-compiled (from PyPI) on the same household-years, and says how many each gets right.

usage: better_off.py BINARY HOUSEHOLDS.jsonl   (each line with `inputs` and `expected`; run by a Python that has policyengine-uk-compiled)

Both run as a whole process: start, reading, calculation, output. Right means that the Universal Credit award, income tax, National Insurance and
child benefit of a household-year are all within 2p a month of what is expected.
"""
import csv, io, json, os, pathlib, resource, subprocess, sys, sysconfig, tempfile, time

COPIES, RUNS = 20, 7
binary, path = sys.argv[1], pathlib.Path(sys.argv[2])
package = pathlib.Path(sysconfig.get_paths()["purelib"]) / "policyengine_uk_compiled"
engine = package / "bin" / "policyengine-uk-rust"
households = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def payload(households, year):
    """The households in the engine's own layout; it has no column for capital, and none for care leavers."""
    people, units, homes = [], [], []
    number = 0
    for place, household in enumerate(households):
        given = household["inputs"]
        adults = [(given["age"], given["gross_pa"][year], given["hours"])]
        if given["partner_age"] is not None:
            adults.append((given["partner_age"], given["partner_gross_pa"][year], given["partner_hours"]))
        ids = []
        for position, (age, pay, hours) in enumerate(adults):
            people.append([number, place, place, age, "male", position == 0, position == 0, pay, hours * 52, given["region"] == "SCOTLAND",
                           given["lcwra"] != "none" and position == 0, given["childcare_pcm"] * 12 if position == 0 else 0])
            ids.append(number)
            number += 1
        for age in given["child_ages"]:
            people.append([number, place, place, age, "male", False, False, 0, 0, given["region"] == "SCOTLAND", False, 0])
            ids.append(number)
            number += 1
        lone_parent = len(adults) == 1 and bool(given["child_ages"])
        units.append([place, place, ";".join(map(str, ids)), False, given["rent_pcm"], lone_parent, True])
        region = given["region"].replace("_", " ").title().replace("Of", "of").replace("And", "and").replace("The", "the")
        homes.append([place, place, ";".join(map(str, ids)), 1, region, given["rent_pcm"] * 12, 0, 0])
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    out.write("===PERSONS===\n")
    write.writerow("person_id benunit_id household_id age gender is_benunit_head is_household_head employment_income hours_worked_annual is_in_scotland is_disabled childcare_expenses".split())
    write.writerows(people)
    out.write("===BENUNITS===\n")
    write.writerow("benunit_id household_id person_ids on_uc rent_monthly is_lone_parent claims_uc_if_eligible".split())
    write.writerows(units)
    out.write("===HOUSEHOLDS===\n")
    write.writerow("household_id benunit_ids person_ids weight region rent_annual council_tax_annual council_tax_band".split())
    write.writerows(homes)
    return out.getvalue().encode()


def run_peer(text, year):
    command = [engine, "--year", year, "--stdin-data", "--output-microdata-stdout"]
    return subprocess.run(command, input=text, capture_output=True, check=True, cwd=package).stdout.decode()


AS_A_PACKAGE = """
import sys
from policyengine_uk_compiled import Simulation
for year, path in zip(sys.argv[1::2], sys.argv[2::2]):
    people, units, homes = (part.split("===\\n", 1)[1] for part in ("\\n" + open(path).read()).split("\\n===")[1:])
    parts = [part.strip() + "\\n" for part in (people, units, homes)]
    print(Simulation(year=int(year), persons=parts[0], benunits=parts[1], households=parts[2]).run_microdata().benunits.to_csv())
"""


def run_package(files):
    """As its users run it: a Python program that imports the package, one for both years."""
    named = [part for pair in zip(YEARS, files) for part in pair]
    subprocess.run([sys.executable, "-c", AS_A_PACKAGE, *named], capture_output=True, check=True)


def run_ours(file):
    return subprocess.run([binary, "better-off", "--households", file, "--format", "jsonl"], capture_output=True, check=True).stdout.decode()


def best(run):
    """Wall and processor seconds of the run that took least processor time."""
    took = []
    for _ in range(RUNS):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        run()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append((after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, time.perf_counter() - start))
    processor = min(seconds for seconds, _ in took)
    return min(wall for _, wall in took), processor


def sections(text):
    rows, name = {}, None
    for line in text.splitlines():
        if line.startswith("==="):
            name = line.strip("=")
            rows[name] = []
        elif name:
            rows[name].append(line)
    return {name: list(csv.DictReader(lines)) for name, lines in rows.items()}


def right(expected, got):
    fields = ("uc_award", "income_tax", "national_insurance", "child_benefit")
    return all(abs((expected[field] or 0) - (got[field] or 0)) <= 0.0201 for field in fields)


YEARS = ("2025", "2026")
many = households * COPIES
with tempfile.TemporaryDirectory() as folder:
    def file(name, some):
        path = os.path.join(folder, name)
        with open(path, "w") as out:
            for place, household in enumerate(some):
                out.write(json.dumps({"id": place, "inputs": household["inputs"]}) + "\n")
        return path

    all_file, one_file, every = file("many.jsonl", many), file("one.jsonl", households[:1]), file("every.jsonl", households)
    peer_many, peer_one = [[payload(some, year) for year in YEARS] for some in (many, households[:1])]
    for what, ours, peer in (
        (f"{len(many) * 2} household-years", all_file, peer_many),
        ("one household, both years, from a cold start", one_file, peer_one),
    ):
        peer_files = [os.path.join(folder, f"peer_{year}.txt") for year in YEARS]
        for path_of_year, text in zip(peer_files, peer):
            pathlib.Path(path_of_year).write_bytes(text)
        our_wall, our_processor = best(lambda: run_ours(ours))
        their_wall, their_processor = best(lambda: [run_peer(text, year) for text, year in zip(peer, YEARS)])
        package_wall, package_processor = best(lambda: run_package(peer_files))
        print(f"{what}: {our_wall * 1e3:.1f} ms, {our_processor * 1e3:.0f} ms of processor time")
        print(f"  policyengine-uk-compiled as a package: {package_wall * 1e3:.1f} ms, {package_processor * 1e3:.0f} ms of processor time: "
              f"here {package_wall / our_wall:.1f} times as fast (limit 10)")
        print(f"  its bare engine, started once a year: {their_wall * 1e3:.1f} ms, {their_processor * 1e3:.0f} ms of processor time: "
              f"here {their_wall / our_wall:.1f} times as fast")
    nothing_wall, _ = best(lambda: subprocess.run(["true"], capture_output=True, check=True))
    print(f"  for comparison, starting a process that does nothing: {nothing_wall * 1e3:.1f} ms; the bare engine is started twice")

    ours_right = theirs_right = 0
    answers = [json.loads(line) for line in run_ours(every).splitlines()]
    for year in YEARS:
        got = sections(run_peer(payload(households, year), year))
        people = {}
        for person in got["PERSONS"]:
            people.setdefault(int(person["household_id"]), []).append(person)
        for place, (household, answer, unit) in enumerate(zip(households, answers, got["BENUNITS"])):
            expected = household["expected"][year]
            ours_right += right(expected, answer[year])
            first = people[place][0]
            theirs = {"uc_award": float(unit["universal_credit"]) / 12, "child_benefit": float(unit["child_benefit"]) / 12,
                      "income_tax": sum(float(person["income_tax"]) for person in people[place]) / 12,
                      "national_insurance": sum(float(person["employee_ni"]) for person in people[place]) / 12}
            theirs_right += right(expected, theirs)
    total = len(households) * 2
    print(f"right: {100 * ours_right / total:.1f}% of {total} household-years; policyengine-uk-compiled {100 * theirs_right / total:.1f}%")
