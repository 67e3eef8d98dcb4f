#!/bin/busybox sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# The guest's first process. The host's files appear as the root, read-only under an overlay: what is written stays in the
# guest's memory. It runs the command there, tells how that ended, and switches the guest off.
/bin/busybox --install -s /bin
. /command

fail() {
    echo "guest: $*"
    poweroff -f
}

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devices /dev
while read -r module; do
    insmod "/modules/$module" || fail "the kernel does not take $module"
done </modules/order

host=trans=virtio,version=9p2000.L,msize=512000
mount -t 9p -o "$host,cache=loose,ro" host /lower || fail "no files of the host"
mount -t tmpfs -o size=80% upper /upper
mkdir /upper/files /upper/work
mount -t overlay -o lowerdir=/lower,upperdir=/upper/files,workdir=/upper/work overlay /root || fail "no overlay"

for place in proc sys dev; do
    mount --move "/$place" "/root/$place"
done
mkdir -p /root/dev/pts /root/dev/shm /root/lib/modules
mount -t devpts devpts /root/dev/pts
mount -t tmpfs shm /root/dev/shm
mount -t tmpfs run /root/run
ln -s /proc/self/fd /root/dev/fd
mkdir -p /root/run/lock
mkdir -m 1777 /root/run/temporary
mount --bind "/lower$modules" /root/lib/modules
if [ "$share" = 1 ]; then
    mkdir -p /root/share
    mount -t 9p -o "$host,cache=none" share /root/share || fail "no folder to share"
fi
echo guest >/root/proc/sys/kernel/hostname
ifconfig lo 127.0.0.1 up

for port in /root/sys/class/virtio-ports/*; do
    case $(cat "$port/name") in
    output) output=/dev/${port##*/} ;;
    status) status=/dev/${port##*/} ;;
    esac
done

# The first process itself changes to the new root: what the kernel starts, modprobe above all, starts there then too.
cp /bin/busybox /root/run/busybox
cat >/root/run/guest <<TEXT
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8
TMPDIR=/run/temporary
export PATH HOME LC_ALL TMPDIR
$(sed -n '/^run()/,$p' /command)
(cd "$folder" && run) </dev/null >"$output" 2>&1
echo \$? >"$status"
/run/busybox poweroff -f
TEXT
exec chroot /root /bin/sh /run/guest
