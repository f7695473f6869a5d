export { startTestCluster, type TestCluster } from './cluster.ts';
export {
  createEmptyDatabaseUrl,
  createTestDatabase,
  createTestDatabaseUrl,
  dropTestDatabase,
  type TestDatabase,
} from './database.ts';
export * from './factories.ts';
