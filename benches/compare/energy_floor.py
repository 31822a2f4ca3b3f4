"""The floor of a year: a prototype kernel without an interface (`energy_floor.rs` beside the shared data), built and run here.

Its cold year is the ephemeris from daily nodes and then the rows with light; its cached year is the latter alone. Left out where the
prototype or a compiler is not there.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT / ".." / "shared"
FOLDER = ROOT / "target" / "bench" / "floor"
LEVELS = {"base": "floor-sse2", "avx2": "floor-avx2", "avx512": "floor-avx512"}
sys.path.insert(0, str(ROOT / "benches" / "hosts"))


def build() -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    tools = SHARED / "tools"
    shutil.copy(tools / "energy_floor.rs", FOLDER / "floor.rs")
    terms = SHARED / "data" / "energy" / "spa_terms.json"
    tables = subprocess.run([sys.executable, tools / "energy_floor_tables.py", terms], check=True, capture_output=True, text=True)
    (FOLDER / "tables.rs").write_text(tables.stdout, "utf-8")
    command = ["rustc", "--edition=2021", "-O", "-Ccodegen-units=1", "--cap-lints=allow", "floor.rs", "-o", "floor"]
    subprocess.run(command, cwd=FOLDER, check=True, capture_output=True)
    return FOLDER / "floor"


def weather() -> Path:
    """The year of the other benches in the columns of an EPW file that the prototype reads."""
    from energy_year import year

    rows = year()["weather"]
    file = FOLDER / "year.epw"
    lines = ["head"] * 8
    for row in range(8760):
        cells = ["0"] * 35
        names = {6: "temp_air_c", 13: "ghi_w_m2", 14: "dni_w_m2", 15: "dhi_w_m2", 21: "wind_m_s"}
        for place, name in names.items():
            cells[place] = json.dumps(rows[name][row])
        lines.append(",".join(cells))
    file.write_text("\n".join(lines), "utf-8")
    return file


def main() -> None:
    if not (SHARED / "tools" / "energy_floor.rs").exists() or shutil.which("rustc") is None:
        print("the floor is left out: no prototype or no compiler", file=sys.stderr)
        return
    text = subprocess.run([build(), weather()], check=True, capture_output=True, text=True).stdout
    for level, host in LEVELS.items():
        nodes = re.search(rf"^ *{level} us: .*?daily nodes\+interp ([\d.]+) \(min ([\d.]+)\)", text, re.MULTILINE)
        for name, cec in (("linear", "false"), ("cec", "true")):
            rows = re.search(rf"^ *{level} us: daylight rows only \(\d+\), cec={cec}: ([\d.]+) \(min ([\d.]+)\)", text, re.MULTILINE)
            if nodes is None or rows is None:
                continue
            (sun, least_sun), (chain, least) = ([float(part) for part in found.groups()] for found in (nodes, rows))
            for bench, median, low in (("cold", sun + chain, least_sun + least), ("cached", chain, least)):
                print(f"simulate_year/{name}/{bench},{host},{median * 1e3:.1f},{low * 1e3:.1f},{median * 1e3:.1f}")


if __name__ == "__main__":
    main()
