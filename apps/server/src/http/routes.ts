/** Who may call a route of the server that is not a procedure of the API. */
export type RouteAccess =
  /** Anybody: says nothing about anybody. */
  | 'public'
  /** A session or a personal token of a member of the project. */
  | 'member';

/** Every HTTP route with who may call it. Tests compare it with what the server really has. */
export const httpRoutes: readonly {
  readonly method: 'GET';
  readonly path: string;
  readonly access: RouteAccess;
}[] = [
  { method: 'GET', path: '/', access: 'public' },
  { method: 'GET', path: '/*', access: 'public' },
  { method: 'GET', path: '/healthz', access: 'public' },
  { method: 'GET', path: '/readyz', access: 'public' },
  { method: 'GET', path: '/api/projects/:projectId/:file', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/documents/:documentId/annotations.csv', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/documents/:documentId/text.txt', access: 'member' },
];
