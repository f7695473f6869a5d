import type { TestDatabase } from '@koersvast/db/testing';

/** What the database is asked, but for where a transaction begins, with its limits, and where it ends. */
export function watchStatements(db: TestDatabase): {
  during(work: () => Promise<unknown>): Promise<string[]>;
} {
  let asked: string[] = [];
  const watched = new WeakSet<object>();
  db.pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const ask = client.query;
    const query = (...args: unknown[]): unknown => {
      const [first] = args as [string | { text: string }];
      asked.push(typeof first === 'string' ? first : first.text);
      return Reflect.apply(ask, client, args);
    };
    Object.defineProperty(client, 'query', { value: query });
  });
  return {
    during: async (work) => {
      asked = [];
      await work();
      return asked.filter((text) => !/^BEGIN|COMMIT$|^ROLLBACK$/.test(text));
    },
  };
}
