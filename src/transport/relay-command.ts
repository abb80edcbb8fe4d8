import { sh, type Script } from '../shell/script.js';
import type { DialAddress } from './connection.js';

/**
 * Connects, prints one byte, and copies both ways in two processes, so that neither direction can block the other.
 * Arguments: a socket's path, or a host and a port.
 */
const perlProgram = `
use Socket qw(:DEFAULT getaddrinfo);
my $s;
sub fail { print STDERR "$_[0]\\n"; exit 1 }
if (@ARGV == 1) {
  socket($s, PF_UNIX, SOCK_STREAM, 0) && connect($s, sockaddr_un($ARGV[0])) or fail($!);
} else {
  my ($error, @found) = getaddrinfo($ARGV[0], $ARGV[1], { socktype => SOCK_STREAM });
  fail($error) if $error;
  my $done;
  for my $to (@found) {
    socket($s, $to->{family}, SOCK_STREAM, 0) && connect($s, $to->{addr}) and $done = 1 and last;
  }
  fail($!) unless $done;
}
syswrite(STDOUT, "+");
my $child = fork;
my ($from, $into) = $child ? ($s, \\*STDOUT) : (\\*STDIN, $s);
my $bytes;
while (sysread($from, $bytes, 65536)) {
  for (my $at = 0; $at < length $bytes;) {
    my $count = syswrite($into, $bytes, length($bytes) - $at, $at);
    exit 1 unless defined $count;
    $at += $count;
  }
}
if ($child) { kill "TERM", $child } else { shutdown($s, 1) }
`;

const pythonProgram = `
import os, socket, sys, threading
try:
    if len(sys.argv) == 2:
        s = socket.socket(socket.AF_UNIX)
        s.connect(sys.argv[1])
    else:
        s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
        s.settimeout(None)
except OSError as error:
    sys.exit(str(error))
os.write(1, b"+")
def send():
    while True:
        data = os.read(0, 65536)
        if not data:
            break
        s.sendall(data)
    s.shutdown(socket.SHUT_WR)
threading.Thread(target=send, daemon=True).start()
while True:
    data = s.recv(65536)
    if not data:
        break
    while data:
        data = data[os.write(1, data):]
os._exit(0)
`;

/** The command that connects its standard streams to an address, with what the target has; `undefined` if it has nothing. */
export function findRelayCommand(address: DialAddress, tools: ReadonlySet<string>): Script | undefined {
  const words = 'socket' in address ? [address.socket] : [address.host, address.port];
  if (tools.has('perl')) return sh`perl -e ${perlProgram} -- ${words}`;
  if (tools.has('python3')) return sh`python3 -c ${pythonProgram} ${words}`;
  const plain = 'socket' in address ? socketCommand(address.socket, tools) : portCommand(address, tools);
  // These say nothing once they are connected: the byte is printed for them.
  return plain === undefined ? undefined : sh`printf +; ${plain}`;
}

function socketCommand(socket: string, tools: ReadonlySet<string>): Script | undefined {
  if (tools.has('socat')) return sh`socat - ${`UNIX-CONNECT:${socket}`}`;
  if (tools.has('ncat')) return sh`ncat -U ${socket}`;
  if (tools.has('docker') && /docker\.sock$/.test(socket)) return sh`docker -H ${`unix://${socket}`} system dial-stdio`;
  return tools.has('nc') ? sh`nc -U ${socket}` : undefined;
}

function portCommand(
  { host, port }: { readonly host: string; readonly port: number },
  tools: ReadonlySet<string>,
): Script | undefined {
  if (tools.has('socat')) return sh`socat - ${`TCP:${host.includes(':') ? `[${host}]` : host}:${port}`}`;
  if (tools.has('ncat')) return sh`ncat ${host} ${port}`;
  if (tools.has('nc')) return sh`nc ${host} ${port}`;
  if (tools.has('bash')) return sh`bash -c ${bashProgram} bash ${host} ${port}`;
  return tools.has('busybox') ? sh`busybox nc ${host} ${port}` : undefined;
}

const bashProgram = 'exec 3<>"/dev/tcp/$1/$2" || exit 1; cat <&0 >&3 & cat <&3; kill "$!" 2>/dev/null';
