import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { choosePort, listAddresses } from './address.ts';

const interfaces = {
  lo: [address('127.0.0.1', 'IPv4', true)],
  eth0: [address('192.168.1.5', 'IPv4', false), address('fe80::1', 'IPv6', false)],
};

function address(name: string, family: 'IPv4' | 'IPv6', internal: boolean) {
  const common = { address: name, netmask: '', mac: '', internal, cidr: null };
  return family === 'IPv4' ? { ...common, family } : { ...common, family, scopeid: 0 };
}

test.each([
  [
    { publicUrl: null, host: '127.0.0.1' },
    {
      main: 'http://127.0.0.1:4000',
      network: [],
      origins: ['http://127.0.0.1:4000', 'http://localhost:4000'],
    },
  ],
  [
    { publicUrl: null, host: '0.0.0.0' },
    {
      main: 'http://127.0.0.1:4000',
      network: ['http://192.168.1.5:4000'],
      origins: ['http://127.0.0.1:4000', 'http://localhost:4000', 'http://192.168.1.5:4000'],
    },
  ],
  [
    { publicUrl: null, host: '192.168.1.5' },
    { main: 'http://192.168.1.5:4000', network: [], origins: ['http://192.168.1.5:4000'] },
  ],
  [
    { publicUrl: 'https://koersvast.example.org', host: '0.0.0.0' },
    {
      main: 'https://koersvast.example.org',
      network: [],
      origins: ['https://koersvast.example.org'],
    },
  ],
])('addresses of %o', (settings, addresses) => {
  expect(listAddresses(settings, 4000, interfaces)).toEqual(addresses);
});

test('a taken port: the next one, or a refusal when it was set by hand', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const bound = taken.address();
  const number = typeof bound === 'object' && bound ? bound.port : 0;
  expect(await choosePort({ port: { number, byHand: false }, host: '127.0.0.1' })).toBeGreaterThan(number);
  await expect(choosePort({ port: { number, byHand: true }, host: '127.0.0.1' })).rejects.toThrow(
    `Port ${number} is taken by another program`,
  );
  taken.close();
});

test('an address that is not of this machine is refused', async () => {
  await expect(choosePort({ port: { number: 4000, byHand: false }, host: '192.0.2.1' })).rejects.toThrow(
    'cannot listen on 192.0.2.1',
  );
});
