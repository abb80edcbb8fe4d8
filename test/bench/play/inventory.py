# The hosts for pyinfra: addresses in BENCH_HOSTS, the key in BENCH_KEY.
import os

options = {
    "ssh_user": "root",
    "ssh_key": os.environ["BENCH_KEY"],
    "ssh_strict_host_key_checking": "no",
    "ssh_known_hosts_file": "/dev/null",
}
hosts = [(address, options) for address in os.environ["BENCH_HOSTS"].split()]
