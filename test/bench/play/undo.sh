# Takes back what site.yaml does, so that everything is to be created again.
systemctl disable --now demo
rm -rf /opt/observer /srv/observer /etc/systemd/system/demo.service /etc/profile.d/observer.sh
sed -i '/^observer /d' /etc/security/limits.conf
userdel observer
groupdel observer
systemctl daemon-reload
true
