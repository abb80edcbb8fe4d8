# Renders what is on standard input with Ansible's Templar: {"templates": [...], "variables": {...}, "seconds": n}.
# Prints renderings a second, compiling included: Ansible compiles a text anew for each task and host.
import json
import sys
import time

from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar, trust_as_template

given = json.load(sys.stdin)
sources = [trust_as_template(source) for source in given["templates"]]
variables = {
    name: trust_as_template(value) if isinstance(value, str) else value for name, value in given["variables"].items()
}
count = 0
started = time.perf_counter()
while time.perf_counter() - started < given["seconds"]:
    templar = Templar(loader=DataLoader(), variables=variables)
    for source in sources:
        templar.template(source)
        count += 1
print(count / (time.perf_counter() - started))
