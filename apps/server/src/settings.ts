import { isIP } from 'node:net';
import path from 'node:path';
import type { ProviderSettings } from '@koersvast/api';
import { email, password } from '@koersvast/contracts';
import { StartRefusal } from '@koersvast/db';
import { z } from 'zod';
import { defaultDataDir } from './data-dir.ts';
import { providerEnvironment, readProvider } from './provider-settings.ts';
import { findSecretFault } from './secret.ts';

/** What can be set from outside. Each is described in README.md and .env.example. */
export interface Settings {
  /** Set by hand: this port or none. Otherwise the first free one from it on. */
  port: { number: number; byHand: boolean };
  host: string;
  /** The address that people use, without a slash at its end, when it is not the one that the server listens on. */
  publicUrl: string | null;
  /** Proxies in front: how many, or their addresses. False: none, and forwarded headers mean nothing. */
  trustProxy: false | number | string[];
  /** Milliseconds that all goes on as ever once the server is told to end, and `/readyz` says so. */
  drainMs: number;
  dataDir: string;
  /** It lies in the program's own folder, because the home cannot be written. */
  dataInClone: boolean;
  /** A server's, and where a copy of it is read; null: the one that the program brings. */
  database: { url: string; directUrl: string; replicaUrl: string | null } | null;
  firstOwner: { email: string; password: string } | null;
  secret: string | null;
  /** Whether all that the server says is a line of JSON, with a line for each request. */
  gathersLog: boolean;
  /** Where what it does can be read in figures; null where nowhere. */
  metrics: { host: string; port: number } | null;
  /** Where mails are handed over, and who writes them; null where none are sent. */
  mail: { url: string; from: string } | null;
  /** Where people sign in with the account of their organisation; null where passwords are all there is. */
  provider: ProviderSettings | null;
  /** Bytes of one file that somebody adds, and of all in one project that are not documents yet. */
  uploads: { file: number; project: number };
}

type Environment = Record<string, string | undefined>;

const DEFAULT_PORT = 4000;
const root = path.join(import.meta.dirname, '../../..');

const MEGABYTE = 1_000_000;
const megabytes = (most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a number of megabytes')
    .transform(Number)
    .refine((given) => given >= 1 && given <= most, `must be from 1 to ${most}`);

const databaseUrl = z.string().regex(/^postgres(ql)?:\/\/.+/, 'must begin with postgresql://');

const port = z
  .string()
  .regex(/^\d+$/, 'must be a number')
  .transform(Number)
  .refine((given) => given >= 1 && given <= 65_535, 'must be from 1 to 65535');
const host = z.string().regex(/^[\w.:-]+$/, 'must be an address, such as 127.0.0.1 or 0.0.0.0');

const environmentSchema = z.object({
  PORT: port.optional(),
  HOST: host.optional(),
  METRICS_PORT: port.optional(),
  METRICS_HOST: host.optional(),
  LOG_FORMAT: z.enum(['json', 'text'], 'must be json or text').optional(),
  PUBLIC_URL: z.string().transform(readAddress).optional(),
  TRUST_PROXY: z.string().transform(readTrustProxy).optional(),
  DRAIN_SECONDS: z
    .string()
    .regex(/^\d+$/, 'must be a number of seconds')
    .transform(Number)
    .refine((given) => given <= 300, 'must be 300 at most')
    .optional(),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_DIRECT_URL: databaseUrl.optional(),
  DATABASE_REPLICA_URL: databaseUrl.optional(),
  FIRST_OWNER_EMAIL: email.optional(),
  FIRST_OWNER_PASSWORD: password.optional(),
  SECRET: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/]+/, 'must begin with smtp:// or smtps://')
    .refine((given) => URL.canParse(given), 'must be like smtp://name:password@mail.example.org:587')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/,
      'must be an address, with a name before it or not',
    )
    .optional(),
  ...providerEnvironment,
  UPLOAD_FILE_MB: megabytes(500).optional(),
  UPLOAD_PROJECT_MB: megabytes(1_000_000).optional(),
});

/**
 * Reads and checks every setting; an empty one counts as absent.
 * @throws StartRefusal with one line for each setting that is wrong, and never its value.
 */
export function readSettings(environment: Environment): Settings {
  const given = Object.fromEntries(
    Object.keys(environmentSchema.shape)
      .map((name) => [name, environment[name]?.trim()] as const)
      .filter(([, value]) => value),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const faults = z.flattenError(parsed.error).fieldErrors;
    throw new StartRefusal(
      Object.entries(faults)
        .map(([name, messages]) => `The setting ${name} is not right: ${messages?.join('; ')}.`)
        .join('\n'),
    );
  }
  const values = parsed.data;
  const dataDir = path.resolve(values.DATA_DIR ?? defaultDataDir({ environment, root }));
  return {
    port: { number: values.PORT ?? DEFAULT_PORT, byHand: values.PORT !== undefined },
    host: values.HOST ?? '127.0.0.1',
    publicUrl: values.PUBLIC_URL ?? null,
    trustProxy: values.TRUST_PROXY ?? false,
    drainMs: (values.DRAIN_SECONDS ?? 0) * 1_000,
    dataDir,
    dataInClone: values.DATA_DIR === undefined && dataDir.startsWith(root + path.sep),
    database: readDatabase(values),
    firstOwner: readFirstOwner(values.FIRST_OWNER_EMAIL, values.FIRST_OWNER_PASSWORD),
    secret: readSecret(values.SECRET),
    gathersLog: values.LOG_FORMAT === 'json',
    metrics: readMetrics(values.METRICS_PORT, values.METRICS_HOST),
    mail: readMail(values.SMTP_URL, values.MAIL_FROM),
    provider: readProvider(values),
    uploads: {
      file: (values.UPLOAD_FILE_MB ?? 100) * MEGABYTE,
      project: (values.UPLOAD_PROJECT_MB ?? 2_000) * MEGABYTE,
    },
  };
}

function readDatabase(values: {
  readonly DATABASE_URL?: string | undefined;
  readonly DATABASE_DIRECT_URL?: string | undefined;
  readonly DATABASE_REPLICA_URL?: string | undefined;
}): Settings['database'] {
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl, DATABASE_REPLICA_URL: replicaUrl } = values;
  if (url) return { url, directUrl: directUrl ?? url, replicaUrl: replicaUrl ?? null };
  if (directUrl) throw new StartRefusal('The setting DATABASE_DIRECT_URL needs DATABASE_URL beside it.');
  if (replicaUrl) throw new StartRefusal('The setting DATABASE_REPLICA_URL needs DATABASE_URL beside it.');
  return null;
}

function readMetrics(metricsPort: number | undefined, metricsHost: string | undefined): Settings['metrics'] {
  if (metricsPort !== undefined) return { port: metricsPort, host: metricsHost ?? '127.0.0.1' };
  if (metricsHost) throw new StartRefusal('The setting METRICS_HOST needs METRICS_PORT beside it.');
  return null;
}

function readMail(url: string | undefined, from: string | undefined): Settings['mail'] {
  if (url && from) return { url, from };
  if (!url && !from) return null;
  throw new StartRefusal('The settings SMTP_URL and MAIL_FROM go together.');
}

function readFirstOwner(address: string | undefined, chosen: string | undefined): Settings['firstOwner'] {
  if (address && chosen) return { email: address, password: chosen };
  if (!address && !chosen) return null;
  throw new StartRefusal('The settings FIRST_OWNER_EMAIL and FIRST_OWNER_PASSWORD go together.');
}

function readSecret(secret: string | undefined): string | null {
  const fault = secret && findSecretFault(secret);
  if (fault) throw new StartRefusal(`The setting SECRET is not right: ${fault}.`);
  return secret ?? null;
}

/** A folder of the host, of plain names, so that no way of writing it means another. */
const folder = /^(\/[a-z\d][\w-]*)*\/?$/i;

function readAddress(given: string, context: z.RefinementCtx): string {
  const url = URL.parse(given);
  if (
    url &&
    /^https?:$/.test(url.protocol) &&
    url.href === url.origin + url.pathname &&
    folder.test(url.pathname)
  )
    return url.href.replace(/\/$/, '');
  context.addIssue({
    code: 'custom',
    message: 'must be like https://koersvast.example.org, or https://www.example.org/koersvast',
  });
  return z.NEVER;
}

function readTrustProxy(given: string, context: z.RefinementCtx): false | number | string[] {
  if (given === 'false' || given === '0') return false;
  if (given === 'true') return 1;
  if (/^\d+$/.test(given)) return Number(given);
  const addresses = given.split(',').map((address) => address.trim());
  if (addresses.every((address) => address === 'loopback' || isNetwork(address))) return addresses;
  context.addIssue({ code: 'custom', message: 'must be the number of proxies in front, or their addresses' });
  return z.NEVER;
}

/** An address, or all that begin with so many bits of it. */
function isNetwork(given: string): boolean {
  const [, address = '', bits] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(given) ?? [];
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return most > 0 && (bits === undefined || (Number(bits) >= 1 && Number(bits) <= most));
}
