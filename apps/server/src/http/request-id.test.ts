import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { proxiesOf, type Trusted, trustsPeer } from './proxies.ts';
import { requestIds } from './request-id.ts';

test.each<[Trusted, string, boolean]>([
  [false, '127.0.0.1', false],
  [1, '203.0.113.9', true],
  [['loopback'], '127.8.0.1', true],
  [['loopback'], '::1', true],
  [['loopback'], '10.0.0.1', false],
  [['10.0.0.0/8', '2001:db8::/32'], '10.250.0.1', true],
  [['10.0.0.0/8', '2001:db8::/32'], '::ffff:10.250.0.1', true],
  [['10.0.0.0/8', '2001:db8::/32'], '2001:db8::5', true],
  [['10.0.0.0/8', '2001:db8::/32'], '11.0.0.1', false],
  [['::ffff:10.0.0.1'], '10.0.0.1', true],
  [['::ffff:10.0.0.1'], '::ffff:10.0.0.1', true],
  [['::ffff:10.0.0.1'], '10.0.0.2', false],
  [['::ffff:10.0.0.0/104'], '10.250.0.1', true],
  [['192.0.2.7'], '192.0.2.7', true],
  [['192.0.2.7'], '192.0.2.8', false],
])('with TRUST_PROXY %j, %s is a proxy: %s', (trusted, address, is) => {
  expect(trustsPeer(trusted)(address)).toBe(is);
});

/** The first of them whoever asks has written themselves. */
const forwarded = '203.0.113.66, 198.51.100.7';

test.each<[Trusted, peer: string, address: string]>([
  [false, '10.0.0.1', '10.0.0.1'],
  [1, '10.0.0.1', '198.51.100.7'],
  [2, '10.0.0.1', '203.0.113.66'],
  [['10.0.0.0/8'], '10.0.0.1', '198.51.100.7'],
  [['10.0.0.0/8'], '::ffff:10.0.0.1', '198.51.100.7'],
  [['10.0.0.0/8'], '192.0.2.1', '192.0.2.1'],
  [['::ffff:10.0.0.1'], '10.0.0.1', '198.51.100.7'],
  [['10.0.0.0/8', '198.51.100.7'], '10.0.0.1', '203.0.113.66'],
  [['loopback'], '127.0.0.1', '198.51.100.7'],
  [['loopback'], '10.0.0.1', '10.0.0.1'],
])('with TRUST_PROXY %j, what comes from %s is of %s', async (trusted, remoteAddress, address) => {
  const server = fastify({ trustProxy: proxiesOf(trusted) });
  server.get('/', ({ ip }) => ip);
  const headers = { 'x-forwarded-for': forwarded };
  expect((await server.inject({ url: '/', remoteAddress, headers })).body).toBe(address);
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const idOf = (id: string | undefined, trusted: false | number) =>
  requestIds(trusted)({ headers: { 'x-request-id': id }, socket: { remoteAddress: '127.0.0.1' } } as never);

test('a request has the id that the proxy gives it, when it is one', () => {
  expect(idOf('f3b1c0de99aa4417', 1)).toBe('f3b1c0de99aa4417');
  for (const given of [undefined, 'short', 'with a space in it', 'x'.repeat(65), 'a\nnew line'])
    expect(idOf(given, 1)).toMatch(UUID);
  expect(idOf('f3b1c0de99aa4417', false)).toMatch(UUID);
});
