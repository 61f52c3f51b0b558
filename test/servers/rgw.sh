#!/usr/bin/env bash
# A throw-away single-node Ceph RADOS Gateway, a production S3 server, on 127.0.0.1. For tests only.
#
#   rgw.sh install   installs Debian's packages when they are missing
#   rgw.sh start     installs, builds the cluster from nothing, starts it, makes the users and prints their keys
#   rgw.sh stop      ends the processes that this script started
#   rgw.sh wipe      stop, and deletes all data
#   rgw.sh users     prints address and keys as shell assignments
#
# Environment: RGW_DIR (needed: the folder for everything), RGW_PORT, MON_PORT (it uses the port below as well),
# RGW_REGION, OSD_BYTES (size of the store, a sparse file).
# Neither systemd nor docker nor cephx: the processes run as the calling user.
set -euo pipefail
DIR=${RGW_DIR:?the folder for data, logs and pid files}
PORT=${RGW_PORT:-8090}
REGION=${RGW_REGION:-eu-central-1}
MON_PORT=${MON_PORT:-40789}
BYTES=${OSD_BYTES:-6442450944}
CONF=$DIR/ceph.conf
export CEPH_CONF=$CONF
ADMIN_ACCESS=RGWADMIN000000000001 ADMIN_SECRET=adminsecret0000000000000000000000000001
ALICE_ACCESS=RGWALICE000000000001 ALICE_SECRET=alicesecret0000000000000000000000000001
BOB_ACCESS=RGWBOB00000000000001   BOB_SECRET=bobsecret000000000000000000000000000001
ROOT_ACCESS=RGWROOT0000000000001  ROOT_SECRET=rootsecret00000000000000000000000000001

have() { command -v "$1" >/dev/null 2>&1; }
adm()  { radosgw-admin -c "$CONF" "$@"; }
alive() { [ -f "$DIR/$1.pid" ] && kill -0 "$(cat "$DIR/$1.pid")" 2>/dev/null; }
launch() { # name cmd...
  local n=$1; shift
  alive "$n" && return 0
  setsid "$@" >"$DIR/log/$n.out" 2>&1 </dev/null &
  echo $! >"$DIR/$n.pid"
}
wait_for() { # seconds what cmd...
  local t=$1 what=$2; shift 2
  local end=$((SECONDS + t))
  until "$@" >/dev/null 2>&1; do
    if [ $SECONDS -ge $end ]; then echo "rgw.sh: timed out waiting for $what; see $DIR/log" >&2; exit 1; fi
    sleep 0.2
  done
}

install() {
  if have radosgw && have ceph-mon && have ceph-osd && have radosgw-admin && have monmaptool; then return 0; fi
  local S=; [ "$(id -u)" = 0 ] || S=sudo
  $S apt-get -o DPkg::Lock::Timeout=120 update -qq
  $S env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends \
    ceph-mon ceph-osd ceph-common radosgw uuid-runtime curl >/dev/null
}

write_conf() {
  cat >"$CONF" <<C
[global]
fsid = $(cat "$DIR/fsid")
mon host = [v2:127.0.0.1:$((MON_PORT - 1)),v1:127.0.0.1:$MON_PORT]
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv4 = true
ms bind ipv6 = false
auth cluster required = none
auth service required = none
auth client required = none
run dir = $DIR/run
log file = $DIR/log/\$name.log
admin socket = $DIR/run/\$name.asok
pid file =
crash dir = $DIR/crash
debug mon = 0/0
debug osd = 0/0
debug bluestore = 0/0
debug rgw = 1/1
debug ms = 0/0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 2000
mon data avail warn = 2
mon data avail crit = 1
mon osd nearfull ratio = 0.94
mon osd backfillfull ratio = 0.95
mon osd full ratio = 0.97
[mon]
mon data = $DIR/mon.a
mon allow pool delete = true
[mon.a]
[osd]
osd data = $DIR/osd.0
osd objectstore = bluestore
osd max object name len = 4096
osd max object namespace len = 256
osd class update on start = false
osd memory target = 939524096
bluestore block create = true
bluestore block size = $BYTES
bluestore fsck on mount = false
osd op num shards = 2
osd op num threads per shard = 2
osd scrub load threshold = 0
osd numa auto affinity = false
[client]
[client.rgw]
# radosgw defaults to 'secure', which cannot be had without cephx
ms mon client mode = crc
rgw data = $DIR/rgw
rgw frontends = beast endpoint=127.0.0.1:$PORT tcp_nodelay=1
rgw zonegroup = $REGION
rgw zone = $REGION-a
rgw realm = dev
rgw thread pool size = 64
rgw enable apis = s3, admin, sts, iam
# STS off: with it, wrong keys give AccessDenied instead of SignatureDoesNotMatch and InvalidAccessKeyId.
rgw s3 auth use sts = false
rgw s3 auth order = local
rgw crypt require ssl = false
rgw crypt s3 kms backend = testing
rgw crypt s3 kms encryption keys = testkey-1=YmluCmJvb3N0CmJvb3N0LWJ1aWxkCmNlcGguY29uZgo= testkey-2=aWIKTWFrZWZpbGUKbWFuCm91dApzcmMKVGVzdGluZwo=
rgw override bucket index max shards = 1
rgw dynamic resharding = false
rgw enable gc threads = true
rgw gc obj min wait = 60
rgw gc processor period = 60
rgw max chunk size = 4194304
C
}

make_users() {
  local list; list=$(adm user list 2>/dev/null || echo '[]')
  case $list in *'"admin"'*) ;; *)
    adm user create --uid=admin --display-name=Admin --access-key=$ADMIN_ACCESS --secret=$ADMIN_SECRET \
      --caps='users=*;buckets=*;metadata=*;usage=*;zone=*;user-policy=*;roles=*;oidc-provider=*' >/dev/null 2>&1 ;; esac
  # --max-buckets=-1: alice may not create buckets of her own -> she has what policies grant her, nothing else
  case $list in *'"alice"'*) ;; *)
    adm user create --uid=alice --display-name=Alice --access-key=$ALICE_ACCESS --secret=$ALICE_SECRET --max-buckets=-1 >/dev/null 2>&1 ;; esac
  case $list in *'"bob"'*) ;; *)
    adm user create --uid=bob --display-name=Bob --access-key=$BOB_ACCESS --secret=$BOB_SECRET >/dev/null 2>&1 ;; esac
  # --system: no bucket policy locks root out
  case $list in *'"root"'*) ;; *)
    adm user create --uid=root --display-name=Root --access-key=$ROOT_ACCESS --secret=$ROOT_SECRET --system >/dev/null 2>&1 ;; esac
}

start() {
  install
  local fresh=0
  mkdir -p "$DIR"/{log,run,crash,mon.a,osd.0,rgw}
  if [ ! -f "$DIR/ready" ]; then
    stop_procs; rm -rf "$DIR"/{mon.a,osd.0,rgw}; mkdir -p "$DIR"/{mon.a,osd.0,rgw}; fresh=1
    (cat /proc/sys/kernel/random/uuid) >"$DIR/fsid"
  fi
  if [ $fresh = 1 ]; then
    write_conf
    rm -f "$DIR/monmap"
    monmaptool --create --clobber --fsid "$(cat "$DIR/fsid")" \
      --addv a "[v2:127.0.0.1:$((MON_PORT - 1)),v1:127.0.0.1:$MON_PORT]" "$DIR/monmap" >/dev/null
    ceph-mon -c "$CONF" --mkfs -i a --monmap "$DIR/monmap" >"$DIR/log/mkfs-mon.out" 2>&1
  fi
  launch mon ceph-mon -c "$CONF" -f -i a
  wait_for 30 'the monitor' timeout 5 ceph -c "$CONF" --connect-timeout 3 mon stat
  if [ $fresh = 1 ]; then
    local u; u=$(cat /proc/sys/kernel/random/uuid)
    ceph -c "$CONF" osd new "$u" 0 >/dev/null 2>&1
    ceph-osd -c "$CONF" -i 0 --mkfs --osd-uuid "$u" >"$DIR/log/mkfs-osd.out" 2>&1
    ceph -c "$CONF" osd crush add osd.0 1.0 root=default host=localhost >/dev/null 2>&1
  fi
  launch osd ceph-osd -c "$CONF" -f -i 0
  wait_for 60 'the osd' sh -c "ceph -c '$CONF' --connect-timeout 5 osd stat | grep -q '1 up'"
  if [ $fresh = 1 ]; then
    # realm / zonegroup / zone: the zonegroup's api_name is what S3 calls the region
    adm realm create --rgw-realm=dev --default >/dev/null 2>&1
    adm zonegroup create --rgw-zonegroup="$REGION" --api-name="$REGION" --rgw-realm=dev \
      --endpoints="http://127.0.0.1:$PORT" --master --default >/dev/null 2>&1
    adm zone create --rgw-zonegroup="$REGION" --rgw-zone="$REGION-a" --master --default \
      --endpoints="http://127.0.0.1:$PORT" >/dev/null 2>&1
    # a second storage class, so that x-amz-storage-class is more than STANDARD
    for sc in STANDARD_IA GLACIER; do
      adm zonegroup placement add --rgw-zonegroup="$REGION" --placement-id=default-placement --storage-class=$sc >/dev/null 2>&1
      adm zone placement add --rgw-zone="$REGION-a" --placement-id=default-placement --storage-class=$sc \
        --data-pool="$REGION-a.rgw.buckets.$(echo $sc | tr 'A-Z_' 'a-z-')" >/dev/null 2>&1
    done
    adm period update --commit >/dev/null 2>&1
    make_users
    touch "$DIR/ready"
  fi
  launch rgw radosgw -c "$CONF" -f -n client.rgw
  wait_for 60 'the gateway' curl -ksf -o /dev/null "http://127.0.0.1:$PORT/"
  users
}

stop_procs() {
  local n p i
  for n in rgw osd mon; do
    if alive $n; then
      p=$(cat "$DIR/$n.pid"); kill -TERM "$p" 2>/dev/null || true
      for i in $(seq 1 75); do kill -0 "$p" 2>/dev/null || break; sleep 0.2; done
      kill -KILL "$p" 2>/dev/null || true
    fi
    rm -f "$DIR/$n.pid"
  done
}

users() {
  cat <<U
ENDPOINT=http://127.0.0.1:$PORT
REGION=$REGION
ACCESS=$ADMIN_ACCESS
SECRET=$ADMIN_SECRET
LIMITED_UID=alice
LIMITED_ACCESS=$ALICE_ACCESS
LIMITED_SECRET=$ALICE_SECRET
OTHER_UID=bob
OTHER_ACCESS=$BOB_ACCESS
OTHER_SECRET=$BOB_SECRET
ROOT_ACCESS=$ROOT_ACCESS
ROOT_SECRET=$ROOT_SECRET
KMS_KEY_ID=testkey-1
U
}

case ${1:-} in
  install) install ;;
  start) start ;;
  stop) stop_procs ;;
  wipe) stop_procs; rm -rf "$DIR" ;;
  users) users ;;
  *) sed -n '2,13p' "$0"; exit 2 ;;
esac
