import { randomUUIDv7 } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Auth, contentDisposition, openUpload, takeUpload } from '@koersvast/api';
import { id } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Database, IntakeRoom } from '@koersvast/db';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requestView } from './request-view.ts';
import { uploadPath } from './routes.ts';
import { whileItComes } from './while-it-comes.ts';

interface Options {
  readonly db: Database;
  readonly auth: Auth;
  readonly uploads: IntakeRoom;
}

const params = z.object({ projectId: id, intakeId: id, fileId: id });
/** Whatever stands in it becomes a path that leads nowhere. */
const query = z.object({ path: z.string().min(1).max(4_000) });

/** So long whoever was refused half-way has to hear it. */
const HEARD_MS = 1_000;

/** What was refused half-way is read no further, and so nobody would notice that its sender is gone. */
function closeAfterRefusal({ raw: request }: FastifyRequest, { raw: answer }: FastifyReply): void {
  // A request that was destroyed knows no socket.
  const { socket } = request;
  answer.once('finish', () => {
    setTimeout(() => {
      if (request.destroyed && !request.complete) socket.destroy();
    }, HEARD_MS).unref();
  });
}

async function personOf({ auth }: Options, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const session = await auth.find(requestView(request, reply));
  const meant = request.headers['koersvast-person'];
  // What a page sends in the background is never done as somebody else who has signed in since.
  if (!session || (meant !== undefined && meant !== session.personId)) throw new DomainError('not_signed_in');
  return session.personId;
}

/** What is said to come; null where nothing is said, as by what cannot know yet. */
function lengthOf({ headers }: FastifyRequest): number | null {
  const said = headers['content-length'];
  return said === undefined ? (headers['transfer-encoding'] === undefined ? 0 : null) : Number(said);
}

/** Files on their way into a project: raw bytes, as they come, which never lie in memory as a whole. */
export async function serveUploads(server: FastifyInstance, options: Options): Promise<void> {
  const { db, uploads } = options;
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Nothing is read before it is known who asks.
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    scope.put(uploadPath, async (request, reply) => {
      const at = params.safeParse(request.params);
      const given = query.safeParse(request.query);
      if (!at.success) return reply.callNotFound();
      if (!given.success) throw new DomainError('input_not_valid');
      const personId = await personOf(options, request, reply);
      closeAfterRefusal(request, reply);
      const tools = { db, uploads, now: () => new Date(), newId: () => randomUUIDv7() };
      const file = await takeUpload(tools, {
        at: at.data,
        personId,
        path: given.data.path,
        length: lengthOf(request),
        bytes: whileItComes(request.raw),
      });
      return reply.send(file);
    });
    scope.get(uploadPath, { exposeHeadRoute: false }, async (request, reply) => {
      const at = params.safeParse(request.params);
      if (!at.success) return reply.callNotFound();
      const { name, size, bytes } = await openUpload(db, at.data, await personOf(options, request, reply));
      // Never as what it says that it is: nothing in it is to run as a page of ours.
      return reply
        .header('content-type', 'application/octet-stream')
        .header('content-length', size)
        .header('content-disposition', contentDisposition(name))
        .send(Readable.from(bytes, { objectMode: false }));
    });
  });
}
