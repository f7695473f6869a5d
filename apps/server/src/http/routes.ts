import { providerReturnPath, stopMailPath } from '@koersvast/contracts';
import type { FastifyRequest } from 'fastify';

/** Who may call a route of the server that is not a procedure of the API. */
export type RouteAccess =
  /** Anybody: says nothing about anybody. */
  | 'public'
  /** Whoever has the link, from wherever: no cookie is looked at. */
  | 'link'
  /** A session or a personal token of a member of the project. */
  | 'member'
  /** A session of a member of the project who may add documents, and of what is there their own. */
  | 'own';

/** Where the bytes of a file on its way into a project go, and come from. */
export const uploadPath = '/api/projects/:projectId/intakes/:intakeId/files/:fileId';

/** Where programs of mail stop digests with one press (RFC 8058); whoever opens it gets a page that asks. */
export const stopMailRoute = stopMailPath(':token');

/** Every HTTP route with who may call it. Tests compare it with what the server really has. */
export const httpRoutes: readonly {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly access: RouteAccess;
}[] = [
  { method: 'GET', path: '/', access: 'public' },
  { method: 'GET', path: '/*', access: 'public' },
  { method: 'GET', path: '/healthz', access: 'public' },
  { method: 'GET', path: '/readyz', access: 'public' },
  { method: 'GET', path: providerReturnPath, access: 'public' },
  { method: 'POST', path: stopMailRoute, access: 'link' },
  { method: 'GET', path: '/api/projects/:projectId/:file', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/selection/:file', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/selection/:file/readme.txt', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/agreement.csv', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/agreement_spans.csv', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/passages.csv', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/search.csv', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/dictionary.csv', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/agreement.py', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/agreement.R', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/documents/:documentId/annotations.csv', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/documents/:documentId/text.txt', access: 'member' },
  { method: 'GET', path: '/api/projects/:projectId/documents/:documentId/original', access: 'member' },
  {
    method: 'GET',
    path: '/api/projects/:projectId/documents/:documentId/attachments/:attachmentId',
    access: 'member',
  },
  { method: 'PUT', path: uploadPath, access: 'own' },
  { method: 'GET', path: uploadPath, access: 'own' },
];

const openPaths = new Set(httpRoutes.filter(({ access }) => access === 'public').map(({ path }) => path));
/** The route of all procedures. */
const procedures = '/trpc/:path';

/** What a request has led to, told by the route that it met: the same address can be typed in many ways. */
type Met = Pick<FastifyRequest, 'is404' | 'routeOptions'>;

export function meetsProcedures({ is404, routeOptions }: Met): boolean {
  return !is404 && routeOptions.url === procedures;
}

/** Whether what is answered is somebody's: a route counts as that unless the list says that it is open to anybody. */
export function meetsApi({ is404, routeOptions }: Met): boolean {
  return !is404 && !openPaths.has(routeOptions.url ?? '');
}

/** Whether it may come from anywhere, because nothing but what stands in its address gives it its right. */
export function meetsLink({ is404, routeOptions }: Met): boolean {
  return !is404 && routeOptions.url === stopMailRoute;
}

/** Whether the body of a request is a file, which may take long to come. */
export function isUpload({ is404, routeOptions, method }: Met & Pick<FastifyRequest, 'method'>): boolean {
  return !is404 && method === 'PUT' && routeOptions.url === uploadPath;
}
