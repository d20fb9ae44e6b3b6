"""Lines a second that `verify`'s check of a record's form takes, beside jsonschema's.

python benchmarks/readers/speed_of_form.py FILE.jsonl
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import orjson
from jsonschema import Draft202012Validator

from newscrawler.archive.form import fault_in
from newscrawler.schema import record_schema


def main() -> None:
    lines = [orjson.loads(line) for line in Path(sys.argv[1]).read_bytes().splitlines()]
    validator = Draft202012Validator(record_schema())
    for name, check, rounds in (("form.fault_in", fault_in, 20), ("jsonschema", validator.is_valid, 1)):
        began = time.process_time()
        for _ in range(rounds):
            for line in lines:
                check(line)
        took = time.process_time() - began
        print(f"{name:14} {rounds * len(lines) / took:8.0f} lines/s")


if __name__ == "__main__":
    main()
