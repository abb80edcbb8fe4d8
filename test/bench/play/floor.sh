# The checks of site.yaml on a host where there is nothing to do. Fed to `ssh HOST sh -s`, it is the floor: nothing that
# reaches hosts over SSH can be faster, for it does nothing else.
getent group observer
getent passwd observer
for component in prometheus sidecar query store compact rule; do
  for file in "" "/$component.conf" /env; do
    path=/opt/observer/$component$file
    stat -c '%F %a %U %G' $path
    [ -f $path ] && sha256sum $path
  done
done
sha256sum /opt/observer/big.txt
grep -Fx 'observer soft nofile 65536' /etc/security/limits.conf
grep -Fx 'observer hard nofile 65536' /etc/security/limits.conf
cat /etc/profile.d/observer.sh
readlink /srv/observer
cat /proc/sys/kernel/osrelease /proc/meminfo /etc/os-release
sha256sum /etc/systemd/system/demo.service
systemctl show demo -p ActiveState -p UnitFileState
for rule in 0 1 2 3 4 5 6 7; do
  stat -c '%a' /opt/observer/rule/$rule.yml
  sha256sum /opt/observer/rule/$rule.yml
done
ls /opt/observer | wc -l
ls /opt/observer/absent
