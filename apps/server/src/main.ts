import module from 'node:module';
import path from 'node:path';

// What an earlier start has compiled is read instead of made again: it saves a third of a warm start.
module.enableCompileCache(path.join(import.meta.dirname, '../../../node_modules/.cache/koersvast/compiled'));
await import('./server.ts');
