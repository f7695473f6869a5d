import { randomUUIDv7 } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import type { Settings } from '../settings.ts';

type Trusted = Settings['trustProxy'];

/** What a proxy may name a request: no more than an id, so that nobody writes into the log by it. */
const ID = /^[\w.:-]{8,64}$/;

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

function listOf(trusted: readonly string[]): BlockList {
  const list = new BlockList();
  for (const each of trusted.flatMap((name) => (name === 'loopback' ? ['127.0.0.0/8', '::1'] : [name]))) {
    const [address = '', prefix] = each.split('/');
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

/** Whether what connects with this address is a proxy whose word counts. */
export function trustsPeer(trusted: Trusted): (address: string) => boolean {
  if (!Array.isArray(trusted)) return () => trusted !== false && trusted > 0;
  const list = listOf(trusted);
  return (address) => {
    const bare = address.replace(/^::ffff:(?=\d+\.)/i, '');
    return list.check(bare, familyOf(bare));
  };
}

/** The id of a request in the log, and in its answer: what the proxy calls it, where there is one; else our own. */
export function requestIds(trusted: Trusted): (request: IncomingMessage) => string {
  const trusts = trustsPeer(trusted);
  return ({ headers, socket }) => {
    const given = headers['x-request-id'];
    const taken = typeof given === 'string' && ID.test(given) && trusts(socket.remoteAddress ?? '');
    return taken ? given : randomUUIDv7();
  };
}
