export { asking } from '../noted-statement.ts';
export { startTestCluster, type TestCluster } from './cluster.ts';
export {
  copyTestDatabase,
  createEmptyDatabaseUrl,
  createTestDatabase,
  createTestDatabaseUrl,
  dropTestDatabase,
  openTestDatabase,
  type TestDatabase,
} from './database.ts';
export * from './factories.ts';
export { settlesWithin } from './machine-time.ts';
export { type Pooler, startPooler } from './pooler.ts';
export { startTestReplica, type TestReplica } from './replica.ts';
export { canMountSmallDisk, mountSmallDisk, unmountSmallDisk } from './small-disk.ts';
export { createRow, editRow } from './write-row.ts';
