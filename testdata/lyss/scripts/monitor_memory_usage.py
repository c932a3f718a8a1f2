"""Prints how much memory the containers take, every few seconds: `python scripts/monitor_memory_usage.py 10`."""

import json
import subprocess
import sys
import time


def usage():
    done = subprocess.run(
        ["docker", "stats", "--no-stream", "--format", "{{json .}}"], capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["Name"]: row["MemUsage"].split(" / ")[0] for row in rows if row["Name"].startswith("lyss")}


if __name__ == "__main__":
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    while True:
        print(time.strftime("%H:%M:%S"), usage(), flush=True)
        time.sleep(seconds)
