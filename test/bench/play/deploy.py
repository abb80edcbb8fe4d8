# The work of site.yaml as a pyinfra deploy.
import io

from pyinfra import host
from pyinfra.facts.files import File
from pyinfra.facts.server import Kernel, LinuxDistribution
from pyinfra.operations import files, server, systemd

app, base = "observer", "/opt/observer"
components = ["prometheus", "sidecar", "query", "store", "compact", "rule"]
unit_text = """[Unit]
Description=demo observer
[Service]
User=observer
ExecStart=/bin/sleep infinity
Restart=always
[Install]
WantedBy=multi-user.target
"""

server.group(group=app, system=True)
server.user(user=app, group=app, system=True, shell="/usr/sbin/nologin", create_home=False, ensure_home=False)
files.directory(path=base, user=app, group=app, mode="755")
for name in components:
    files.directory(path=f"{base}/{name}", user=app, group=app, mode="750")
for name in components:
    text = f"# managed {name}\n[1]\nhost = lab1\naddress = 10.77.0.11\nmemory = 6000\n"
    files.put(src=io.StringIO(text), dest=f"{base}/{name}/{name}.conf", user=app, group=app, mode="640")
for name in components:
    text = f"NAME={name}\nHOST={host.name}\n"
    files.put(src=io.StringIO(text), dest=f"{base}/{name}/env", user=app, group=app, mode="600")
files.put(src="files/big.txt", dest=f"{base}/big.txt", mode="644")
files.line(path="/etc/security/limits.conf", line="observer soft nofile 65536")
files.line(path="/etc/security/limits.conf", line="observer hard nofile 65536")
profile = f"export OBSERVER_HOME={base}\nexport PATH=$PATH:{base}/bin\n"
files.put(src=io.StringIO(profile), dest="/etc/profile.d/observer.sh", mode="644")
files.link(path="/srv/observer", target=base)
host.get_fact(File, path=f"{base}/big.txt")
host.get_fact(LinuxDistribution)
host.get_fact(Kernel)
unit = files.put(src=io.StringIO(unit_text), dest="/etc/systemd/system/demo.service", mode="644")
systemd.service(service="demo", running=True, enabled=True, daemon_reload=unit.will_change)
for index in range(8):
    files.put(src=io.StringIO(f"rule {index}\n"), dest=f"{base}/rule/{index}.yml", mode="644")
files.file(path=f"{base}/absent", present=False)
