/** The lab's container images, pulled and entered by hand: layers laid over each other, and a program in them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { onGuest } from '../machine/on-guest.ts';
import { bodyText } from './lab-images.ts';
import { PATIENT, runningMachine, sh } from './machines.ts';

/** Megabytes are unpacked by the emulated processor, perhaps on a computer that does much else. */
const SLOW = { timeout: 600_000 };

const machine = runningMachine();

/**
 * `pull NAME TAG` leaves the image laid together at the last part of its name below /srv, with the kernel's file systems in it.
 * Layers are unpacked once, as Docker does it.
 */
const TOOLS = `
hub=http://registry.lab/v2
get() { busybox wget -q -O - "$hub/$1"; }
pull() {
  manifest=$(get "$1/manifests/$2" | jq -r '.manifests[0].digest')
  lower=
  for digest in $(get "$1/manifests/$manifest" | jq -r '.layers[].digest'); do
    # Short: a mount option has at most 256 bytes.
    layer=/srv/layers/$(echo "$digest" | busybox cut -c 8-19)
    if [ ! -d $layer ]; then
      mkdir -p $layer
      get "$1/blobs/$digest" | busybox tar -xz -C $layer || return 1
    fi
    lower=$layer\${lower:+:$lower}
  done
  root=/srv/\${1##*/}
  mkdir -p $root /srv/upper/$root /srv/work/$root
  mount -t overlay overlay -o lowerdir=$lower,upperdir=/srv/upper/$root,workdir=/srv/work/$root $root
  mount --rbind /proc $root/proc; mount --rbind /dev $root/dev; cat /etc/resolv.conf > $root/etc/resolv.conf
}
`;

const inGuest = (script: string) => sh(machine(), TOOLS + script, { timeoutMs: SLOW.timeout });

async function page(port: number, path = '/', method = 'GET', body?: string): Promise<string> {
  const request = { method, path, headers: {}, ...(body && { body: Buffer.from(body) }) };
  const response = await machine().network.request(onGuest(port), request);
  return `${response.status} ${await bodyText(response.body)}`;
}

const listening = (port: number) =>
  expect.poll(() => machine().network.probe(onGuest(port)), { timeout: SLOW.timeout }).toBe(true);

beforeAll(async () => {
  // The network's script is loaded when it is first used: here before the guest's patience with a name server counts.
  await machine().network.prepareRegistry({ repositories: [], blobs: [] });
  await sh(
    machine(),
    `modprobe virtio_net
     ip link set eth0 up
     ip address add 192.168.86.100/24 dev eth0
     ip route add default via 192.168.86.1
     echo nameserver 192.168.86.1 > /etc/resolv.conf
     echo 127.0.0.1 db >> /etc/hosts`,
  );
}, PATIENT.timeout);

describe('the container images', SLOW, () => {
  it('say hello from a single program', async () => {
    const said = await inGuest(
      'pull library/hello-world latest 2>/dev/null; chroot /srv/hello-world /hello',
    );
    expect(said).toContain('Hello from a container in Drydock');
    expect(said).toContain('안녕하세요');
  });

  it('are a Debian with a shell and the commands of every day, and a busybox', async () => {
    const debian = await inGuest(
      `pull library/debian 13
       chroot /srv/debian bash -c 'set -e; . /etc/os-release; echo $VERSION_CODENAME; ls / | wc -w; ps | grep -c bash; id -un; getent passwd mysql; date +%Y'`,
    );
    expect(debian).toMatch(/^trixie\n\d+\n\d+\nroot\nmysql:/);
    const busybox = await inGuest(
      'pull library/busybox latest; chroot /srv/busybox sh -c "busybox | head -n 1; readlink /bin/ls"',
    );
    expect(busybox).toMatch(/^BusyBox v1\.37\.0.*\nbusybox$/);
  });

  it('serve pages with nginx and with Apache', async () => {
    await inGuest('pull library/nginx latest; chroot /srv/nginx nginx > /srv/nginx.log 2>&1');
    await listening(80);
    expect(await page(80)).toMatch(/^200 .*nginx/s);
    expect(await page(80, '/nothing')).toMatch(/^404/);
    await inGuest('chroot /srv/nginx nginx -s quit; until ! ss -ltn | grep -q :80; do :; done');
    // Apache reads its configuration twice, and closes the port in between: it serves once it has children.
    await inGuest(
      `pull library/httpd 2.4; cd /srv; chroot /srv/httpd httpd-foreground > /srv/httpd.log 2>&1 &
       until [ "$(pgrep -xc httpd)" -gt 1 ]; do :; done`,
    );
    await listening(80);
    expect(await page(80)).toMatch(/^200 .*It works!/s);
  });

  it('keep values in Valkey', async () => {
    await inGuest(
      `pull valkey/valkey 8
       chroot /srv/valkey valkey-server --bind 0.0.0.0 --protected-mode no --save '' > /srv/valkey.log 2>&1 &`,
    );
    await listening(6379);
    expect(
      await inGuest('chroot /srv/valkey valkey-cli set a 5; chroot /srv/valkey valkey-cli incr a'),
    ).toBe('OK\n6');
  });

  it('keep notes in MariaDB, by way of the web API', async () => {
    await inGuest(
      `pull library/mariadb 11.8
       cd /srv; env MARIADB_ROOT_PASSWORD="it's" MARIADB_DATABASE=notes MARIADB_USER=notes MARIADB_PASSWORD=notes \
         chroot /srv/mariadb docker-entrypoint.sh mariadbd > /srv/mariadb.log 2>&1 &`,
    );
    await listening(3306);
    await inGuest(
      'pull drydock/notes latest; cat /etc/hosts > /srv/notes/etc/hosts; DB_HOST=127.0.0.1 chroot /srv/notes lua /app/notes.lua > /srv/notes.log 2>&1 &',
    );
    await listening(8080);
    expect(await page(8080, '/healthz')).toBe('200 {"status":"ok"}\n');
    expect(await page(8080, '/api/notes', 'POST', "it's 안녕")).toBe(
      '201 {"id":1,"text":"it\'s 안녕"}\n',
    );
    expect(await page(8080, '/api/notes')).toBe('200 [{"id":1,"text":"it\'s 안녕"}]\n');
    const root = await inGuest(
      `chroot /srv/mariadb mariadb -h 127.0.0.1 -p"it's" -N -e 'select count(*) from notes.notes'`,
    );
    expect(root).toBe('1');
  });
});
