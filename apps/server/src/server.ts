import { randomUUIDv7 } from 'node:crypto';
import { inspect } from 'node:util';
import {
  clearUnfinished,
  createFeed,
  openBackups,
  outsideTransaction,
  readChainHeads,
  StartRefusal,
} from '@koersvast/db';
import { choosePort, listAddresses } from './address.ts';
import { backupFolder, openConfiguredDatabase } from './database.ts';
import { onEnd } from './end.ts';
import { readEnvironment } from './environment.ts';
import { logHeads, openGatheredLog, openLog, stackInLog } from './log.ts';
import { ensureSecret } from './secret.ts';
import { readSettings, type Settings } from './settings.ts';
import { version } from './version.ts';

/** How the server says what a person should know: as lines, or gathered with all else. */
let say = (line: string): void => void process.stdout.write(`${line}\n`);
let complain = (line: string): void => void process.stderr.write(`${line}\n`);

const end = onEnd(
  (line) => say(line),
  (line) => complain(line),
);

const starting = start();
end.during(starting);
starting.catch((error: unknown) => {
  complain(error instanceof StartRefusal ? error.message : inspect(error));
  end.now(1);
});

async function start(): Promise<void> {
  const settings = readSettings(readEnvironment());
  const log = settings.gathersLog ? openGatheredLog() : await openLog(settings.dataDir);
  if (settings.gathersLog) {
    say = (line) => log.info(line.trim());
    complain = (line) => log.error(line.trim());
  }
  const port = await choosePort(settings);
  const addresses = listAddresses(settings, port);
  const secret = settings.secret ?? (await ensureSecret(settings.dataDir));
  const onError = (error: Error) => log.warn({ err: error }, 'a connection to the database broke');

  const onReplicaChange = (error: unknown) =>
    error === null
      ? log.info('the replica of the database answers again')
      : log.warn({ err: error }, 'the replica of the database failed: the primary answers for it meanwhile');
  const opening = openConfiguredDatabase(settings, {
    say: (line) => say(line),
    ...{ onConnectionError: onError, onReplicaChange },
  });
  // Loading all that answers requests takes about as long as PostgreSQL takes to start: both at once.
  const [
    { db, close, leave },
    {
      createFirstOwner,
      createFirstOwnerLink,
      hasPeople,
      lacksEmergencyOwner,
      openPost,
      openProvider,
      openServerJobs,
      wordsForWeakness,
    },
    { createHttpServer },
    { openServerWorkers },
  ] = await Promise.all([
    opening,
    import('@koersvast/api'),
    import('./http.ts'),
    import('./workers/server-workers.ts'),
  ]);
  end.add(close, leave);
  if (settings.firstOwner)
    await createFirstOwner(db, settings.firstOwner).catch((error: unknown) => {
      const why = wordsForWeakness(error);
      throw why === null
        ? error
        : new StartRefusal(`FIRST_OWNER_PASSWORD is guessed at once: ${why}. Choose another.`);
    });
  logHeads(log, 'at the start', await readChainHeads(db.pool));
  const feed = createFeed(db, { onError });
  end.add(() => feed.close());
  await clearUnfinished(backupFolder(settings.dataDir));
  const backups = openBackups({
    folder: backupFolder(settings.dataDir),
    directUrl: db.directUrl,
    onMade: ({ manifest }) => logHeads(log, 'in a backup', manifest.heads ?? []),
  });
  const workers = openServerWorkers({
    onBroken: ({ task, reason }) =>
      log.warn({ task, reason: stackInLog(reason) }, 'what somebody sent could not be read'),
  });
  end.add(() => workers.close());
  const jobs = openServerJobs({
    ...{ db, feed, backups, work: workers, log, uploads: settings.uploads },
    now: () => new Date(),
    newId: () => randomUUIDv7(),
  });
  jobs.start();
  const post = settings.mail && openPost({ db, server: settings.mail, origin: addresses.main, secret, log });
  post?.start();
  const metrics = settings.metrics && (await import('./metrics.ts')).openMetrics();
  const provider =
    settings.provider &&
    openProvider({ db, settings: settings.provider, origin: addresses.main, secret, log });
  if (provider) end.add(async () => provider.close());
  const server = await createHttpServer({
    db,
    feed,
    backups,
    work: workers,
    jobs,
    post,
    provider,
    uploads: settings.uploads,
    settings,
    addresses,
    secret,
    log,
    ending: end,
    metrics,
  });
  end.add(() => server.close());
  // Before it, because nobody waits for as long as some work may take: another server goes on with it.
  end.add(() => jobs.close());
  if (post) end.add(() => post.close());
  if (metrics && settings.metrics) {
    end.add(() => metrics.close());
    await metrics.listen(settings.metrics);
  }
  await server.listen({ port, host: settings.host });
  end.drainFor(settings.drainMs);

  if (provider && (await lacksEmergencyOwner(db, provider)))
    say(
      'Nobody can sign in in an emergency: the address in OIDC_EMERGENCY_OWNER is not that of an owner of the installation with a password.',
    );
  if (end.asked) return;
  if (settings.gathersLog) {
    log.info({ address: addresses.main, version }, 'Koersvast is running');
    // The link is a secret, and what is gathered is read by many.
    if (!(await hasPeople(outsideTransaction(db))))
      say('Nobody owns this installation yet: `npm run koersvast -- first-owner` prints the link.');
    return;
  }
  const link = await createFirstOwnerLink(db, addresses.main);
  say(describe(settings, addresses, link));
}

function describe(
  { dataDir, dataInClone }: Pick<Settings, 'dataDir' | 'dataInClone'>,
  { main, network }: { main: string; network: string[] },
  link: string | null,
): string {
  const rows = [
    ['Address', main],
    ...network.map((address) => ['For colleagues', address]),
    ['Data folder', dataDir],
    ...(link ? [['First owner', link]] : []),
  ];
  const table = rows.map(([name = '', value = '']) => `  ${name.padEnd(16)}${value}`).join('\n');
  const hint = link ? '\nOpen the link of the first owner to choose a password: it works once.' : '';
  const place = dataInClone
    ? "\nYour home cannot be written, so the data lies in the program's own folder: set DATA_DIR to a safer place."
    : '';
  return `\nKoersvast is running.\n\n${table}\n${place}${hint}\nCtrl+C stops it.`;
}
