import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultDataDir } from './data-dir.ts';
import { readSettings } from './settings.ts';

const random = 'q7Zt0vXbN4mKc1Ww8LrYp5HsD2gJf9Ua';

test('without any setting: loopback, port 4000 or the next, the data folder of the system', () => {
  expect(readSettings({ PORT: '', SECRET: '  ' })).toMatchObject({
    port: { number: 4000, byHand: false },
    host: '127.0.0.1',
    publicUrl: null,
    trustProxy: false,
    drainMs: 0,
    database: null,
    firstOwner: null,
    secret: null,
    gathersLog: false,
    metrics: null,
    mail: null,
    provider: null,
    uploads: { file: 100_000_000, project: 2_000_000_000 },
  });
  const root = path.join(import.meta.dirname, '../../..');
  expect(readSettings({}).dataDir).toBe(defaultDataDir({ environment: {}, root }));
});

test('with every setting', () => {
  expect(
    readSettings({
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://koersvast.example.org/',
      TRUST_PROXY: '10.0.0.0/8, ::1',
      DRAIN_SECONDS: '10',
      DATA_DIR: '/srv/study',
      DATABASE_URL: 'postgres://a@b/c',
      DATABASE_DIRECT_URL: 'postgresql://a@d/c',
      DATABASE_REPLICA_URL: 'postgresql://a@e/c',
      FIRST_OWNER_EMAIL: 'Els@Example.org',
      FIRST_OWNER_PASSWORD: 'a long enough one',
      SECRET: random,
      LOG_FORMAT: 'json',
      METRICS_PORT: '9100',
      METRICS_HOST: '0.0.0.0',
      SMTP_URL: 'smtps://name:secret@mail.example.org',
      MAIL_FROM: 'Koersvast <koersvast@example.org>',
      OIDC_ISSUER: 'https://connect.example.org',
      OIDC_CLIENT_ID: 'koersvast',
      OIDC_CLIENT_SECRET: 'of-the-provider',
      OIDC_LABEL: 'SURFconext',
      OIDC_ALLOWED_ORGS: 'UvA.nl, vu.nl',
      OIDC_EMERGENCY_OWNER: 'Els@Example.org',
      UPLOAD_FILE_MB: '20',
      UPLOAD_PROJECT_MB: '300',
    }),
  ).toEqual({
    port: { number: 8080, byHand: true },
    host: '0.0.0.0',
    publicUrl: 'https://koersvast.example.org',
    trustProxy: ['10.0.0.0/8', '::1'],
    drainMs: 10_000,
    dataDir: '/srv/study',
    dataInClone: false,
    gathersLog: true,
    metrics: { port: 9100, host: '0.0.0.0' },
    database: {
      url: 'postgres://a@b/c',
      directUrl: 'postgresql://a@d/c',
      replicaUrl: 'postgresql://a@e/c',
    },
    firstOwner: { email: 'els@example.org', password: 'a long enough one' },
    secret: random,
    mail: { url: 'smtps://name:secret@mail.example.org', from: 'Koersvast <koersvast@example.org>' },
    provider: {
      issuer: 'https://connect.example.org',
      clientId: 'koersvast',
      clientSecret: 'of-the-provider',
      label: 'SURFconext',
      allowedOrgs: ['uva.nl', 'vu.nl'],
      emergencyOwner: 'els@example.org',
    },
    uploads: { file: 20_000_000, project: 300_000_000 },
  });
});

test.each([
  ['false', false],
  ['0', false],
  ['true', 1],
  ['2', 2],
  ['loopback', ['loopback']],
  ['10.0.0.0/8,2001:db8::/32, ::1', ['10.0.0.0/8', '2001:db8::/32', '::1']],
])('TRUST_PROXY=%s', (given, read) => {
  expect(readSettings({ TRUST_PROXY: given }).trustProxy).toEqual(read);
});

test('the program may lie below a folder of its host', () => {
  for (const given of ['https://www.example.org/koersvast', 'https://www.example.org/koersvast/'])
    expect(readSettings({ PUBLIC_URL: given }).publicUrl).toBe('https://www.example.org/koersvast');
});

describe('refuses, naming the setting and not its value', () => {
  test.each([
    [{ PORT: 'four' }, /PORT is not right: must be a number/],
    [{ PORT: '70000' }, /PORT is not right: must be from 1 to 65535/],
    [{ HOST: 'http://a' }, /HOST is not right/],
    [{ PUBLIC_URL: 'koersvast.example.org' }, /PUBLIC_URL is not right: must be like https/],
    [{ PUBLIC_URL: 'https://example.org/koersvast?x=1' }, /PUBLIC_URL is not right/],
    [{ PUBLIC_URL: 'https://example.org/a b' }, /PUBLIC_URL is not right/],
    [{ PUBLIC_URL: 'https://example.org//koersvast' }, /PUBLIC_URL is not right/],
    [{ PUBLIC_URL: 'https://els@example.org' }, /PUBLIC_URL is not right/],
    ...['everyone', 'fade', '1.2.3', '10.0.0.0/33', '10.0.0.0/0', '::1/129', '10.0.0.0/8/8', '10.0.0.1,'].map(
      (given): [Record<string, string>, RegExp] => [{ TRUST_PROXY: given }, /TRUST_PROXY is not right/],
    ),
    [{ DATABASE_URL: 'mysql://a:hunter2@b/c' }, /DATABASE_URL is not right: must begin with postgresql/],
    [{ DATABASE_DIRECT_URL: 'postgresql://a@b/c' }, /DATABASE_DIRECT_URL needs DATABASE_URL/],
    [{ DATABASE_REPLICA_URL: 'postgresql://a@b/c' }, /DATABASE_REPLICA_URL needs DATABASE_URL/],
    [{ FIRST_OWNER_EMAIL: 'els@example.org' }, /go together/],
    [{ OIDC_ISSUER: 'https://a.example.org', OIDC_CLIENT_ID: 'hunter2' }, /OIDC_LABEL go together/],
    [{ OIDC_EMERGENCY_OWNER: 'els@example.org' }, /OIDC_EMERGENCY_OWNER need them/],
    [{ OIDC_ISSUER: 'http://hunter2.example.org' }, /OIDC_ISSUER is not right: must be like https/],
    [{ OIDC_ISSUER: 'https://els:hunter2@example.org' }, /OIDC_ISSUER is not right/],
    [{ OIDC_CLIENT_SECRET: 'hunter2 hunter2' }, /OIDC_CLIENT_SECRET is not right: must have no spaces/],
    [{ OIDC_LABEL: 'x'.repeat(41) }, /OIDC_LABEL is not right: must have 40 characters at most/],
    [{ OIDC_ALLOWED_ORGS: 'uva.nl,,hunter2' }, /OIDC_ALLOWED_ORGS is not right: must be domains/],
    [{ FIRST_OWNER_EMAIL: 'els', FIRST_OWNER_PASSWORD: 'hunter2 hunter2' }, /FIRST_OWNER_EMAIL is not right/],
    [
      { FIRST_OWNER_EMAIL: 'els@example.org', FIRST_OWNER_PASSWORD: 'hunter2' },
      /FIRST_OWNER_PASSWORD is not right/,
    ],
    [{ SMTP_URL: 'smtp://a:hunter2@b' }, /SMTP_URL and MAIL_FROM go together/],
    [{ SMTP_URL: 'http://a:hunter2@b', MAIL_FROM: 'a@b.nl' }, /SMTP_URL is not right: must begin with smtp/],
    [{ SMTP_URL: 'smtp://b', MAIL_FROM: 'hunter2' }, /MAIL_FROM is not right: must be an address/],
    [{ SECRET: 'hunter2' }, /SECRET is not right: it needs at least 32 characters, and has 7/],
    [{ SECRET: 'change-me-change-me-change-me-change-me' }, /SECRET is not right: it is an example/],
    [{ SECRET: 'hunter2hunter2hunter2hunter2hunter2' }, /SECRET is not right: it repeats itself/],
  ])('%o', (environment, message) => {
    expect(() => readSettings(environment)).toThrow(message);
    expect(() => readSettings(environment)).not.toThrow(/hunter2/);
  });

  test('all that is wrong at once', () => {
    expect(() => readSettings({ PORT: 'x', TRUST_PROXY: 'x' })).toThrow(/PORT[\s\S]*TRUST_PROXY/);
  });
});
