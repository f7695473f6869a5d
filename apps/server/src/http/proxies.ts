import { BlockList, isIPv6 } from 'node:net';
import type { Settings } from '../settings.ts';

/** Which proxies stand in front: how many, counted from the server, or their addresses. */
export type Trusted = Settings['trustProxy'];

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

/** The same for Fastify, which takes the address of whoever asks from the first that is no proxy. */
export function proxiesOf(trusted: Trusted) {
  return typeof trusted === 'number' ? (_address: string, hop: number) => hop < trusted : trusted;
}
