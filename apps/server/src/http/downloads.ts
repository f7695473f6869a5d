import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import {
  type Auth,
  contentDisposition,
  type Download,
  findApiTokenOwner,
  openAgreement,
  openDictionary,
  openDownload,
  openFile,
  openPassages,
  openSearch,
  openSelectionNote,
  openTextDownload,
  passagesFrom,
  selectionFrom,
  type Work,
} from '@koersvast/api';
import {
  agreementFiles,
  agreementQuery,
  type csvExportPresets,
  dictionaryFile,
  dictionaryFileQuery,
  exportFiles,
  type exportPresets,
  exportQuery,
  exportSelectionQuery,
  fileQuery,
  id,
  passagesQuery,
  searchFile,
  searchFileQuery,
} from '@koersvast/contracts';
import { agreementScripts } from '@koersvast/core/agreement';
import { DomainError } from '@koersvast/core/error';
import { type Database, onReplica } from '@koersvast/db';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requestView } from './request-view.ts';

interface Options {
  readonly db: Database;
  readonly auth: Auth;
  readonly work: Work;
}

type ExportFile = (typeof exportFiles)[number];
type CsvPreset = (typeof csvExportPresets)[number];
type FilePreset = (typeof exportPresets)[number];

const textQuery = exportQuery.pick({ token: true });
const projectParams = z.object({
  projectId: id,
  file: z.templateLiteral([z.enum(exportFiles), z.enum(['.csv', '.xlsx'])]),
});
const documentParams = z.object({ projectId: id, documentId: id });
const attachmentParams = documentParams.extend({ attachmentId: id });

function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DomainError('input_not_valid');
  return parsed.data;
}

/**
 * Who asks: a session, or a personal token in the header, or behind the `?`. The last is for programs that
 * read an address and send no header, such as `read.csv(url)` in R: such an address is a secret, opens nothing
 * but downloads, ends when its token is revoked, and is never written into the log.
 */
async function findReader(
  { db, auth }: Options,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string | undefined,
): Promise<string> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const given = bearer ?? token;
  const personId =
    given === undefined
      ? (await auth.find(requestView(request, reply)))?.personId
      : await findApiTokenOwner(db, given, new Date());
  if (!personId) throw new DomainError('not_signed_in');
  return personId;
}

/** The first chunk is read before the answer begins, so that what goes wrong at once has its own status. */
async function send(reply: FastifyReply, { fileName, mediaType, chunks }: Download): Promise<FastifyReply> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* all(): AsyncGenerator<Buffer> {
    try {
      if (!first.done) yield first.value;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return reply
    .header('content-type', mediaType)
    .header('content-disposition', contentDisposition(fileName))
    .header('cache-control', 'no-store')
    .send(Readable.from(all(), { objectMode: false, highWaterMark: 65_536 }));
}

function sendText(
  reply: FastifyReply,
  { fileName, bytes }: { fileName: string; bytes: Buffer },
): FastifyReply {
  return reply
    .header('content-type', 'text/plain; charset=utf-8')
    .header('content-disposition', contentDisposition(fileName))
    .header('cache-control', 'no-store')
    .send(bytes);
}

/** The table that a file name stands for, and how it is written: a workbook tells by its ending. */
function tableOf(file: string, preset: CsvPreset): { file: ExportFile; preset: FilePreset } {
  const [name, ending] = file.split('.');
  return { file: parse(z.enum(exportFiles), name), preset: ending === 'xlsx' ? 'xlsx' : preset };
}

/**
 * The tables of a project or of one document as CSV, and the text of a document. They only read, tables from a replica
 * where there is one; who asks is looked up before, on the primary.
 */
export function serveDownloads(server: FastifyInstance, options: Options): void {
  const { db } = options;
  const route = { exposeHeadRoute: false };

  server.get('/api/projects/:projectId/:file', route, async (request, reply) => {
    const params = projectParams.safeParse(request.params);
    if (!params.success) return reply.callNotFound();
    const { token, ...choice } = parse(exportQuery, request.query);
    const personId = await findReader(options, request, reply, token);
    const { projectId, file } = params.data;
    const whole = { ...choice, ...tableOf(file, choice.preset), projectId, documentId: null, personId };
    return send(reply, await openDownload(onReplica(db, projectId), whole));
  });

  serveAgreement(server, options);
  servePassages(server, options);

  server.get(`/api/projects/:projectId/${searchFile}`, route, async (request, reply) => {
    const params = agreementParams.safeParse(request.params);
    if (!params.success) return reply.callNotFound();
    const { token, ...query } = parse(searchFileQuery, request.query);
    const personId = await findReader(options, request, reply, token);
    const { projectId } = params.data;
    const { work } = options;
    const how = { db: onReplica(db, projectId), work, signal: goneSignal(reply) };
    const file = await openSearch(how, { projectId, personId, query });
    return send(reply, file);
  });

  server.get(`/api/projects/:projectId/${dictionaryFile}`, route, async (request, reply) => {
    const params = agreementParams.safeParse(request.params);
    if (!params.success) return reply.callNotFound();
    const { token, ...query } = parse(dictionaryFileQuery, request.query);
    const personId = await findReader(options, request, reply, token);
    const { projectId } = params.data;
    const how = { db: onReplica(db, projectId), work: options.work, signal: goneSignal(reply) };
    return send(reply, await openDictionary(how, { projectId, personId, query }));
  });

  // A copy has addresses of its own, so that nobody takes a part for the whole.
  server.get('/api/projects/:projectId/selection/:file', route, async (request, reply) => {
    const params = projectParams.safeParse(request.params);
    if (!params.success) return reply.callNotFound();
    const { token, language: _, preset, layer, ...selection } = parse(exportSelectionQuery, request.query);
    const personId = await findReader(options, request, reply, token);
    const { projectId, file } = params.data;
    const copy = { layer, ...tableOf(file, preset), projectId, documentId: null, personId, selection };
    return send(reply, await openDownload(onReplica(db, projectId), copy));
  });

  server.get('/api/projects/:projectId/selection/:file/readme.txt', route, async (request, reply) => {
    const params = projectParams.safeParse(request.params);
    if (!params.success) return reply.callNotFound();
    const { token, language, preset, layer, ...selection } = parse(exportSelectionQuery, request.query);
    const personId = await findReader(options, request, reply, token);
    const { projectId, file } = params.data;
    const copy = { layer, ...tableOf(file, preset), projectId, personId, selection, language };
    return sendText(reply, await openSelectionNote(db, copy));
  });

  server.get(
    '/api/projects/:projectId/documents/:documentId/annotations.csv',
    route,
    async (request, reply) => {
      const params = documentParams.safeParse(request.params);
      if (!params.success) return reply.callNotFound();
      const { token, ...choice } = parse(exportQuery, request.query);
      const personId = await findReader(options, request, reply, token);
      const whole = { ...choice, ...params.data, file: 'annotations', personId } as const;
      return send(reply, await openDownload(onReplica(db, params.data.projectId), whole));
    },
  );

  server.get('/api/projects/:projectId/documents/:documentId/text.txt', route, async (request, reply) => {
    const params = documentParams.safeParse(request.params);
    if (!params.success) return reply.callNotFound();
    const { token } = parse(textQuery, request.query);
    const personId = await findReader(options, request, reply, token);
    return sendText(reply, await openTextDownload(db, { ...params.data, personId }));
  });

  server.get('/api/projects/:projectId/documents/:documentId/original', route, async (request, reply) => {
    const params = documentParams.safeParse(request.params);
    if (!params.success) return reply.callNotFound();
    const { token, shown } = parse(fileQuery, request.query);
    const personId = await findReader(options, request, reply, token);
    const file = { ...params.data, attachmentId: null, isShown: shown === '1', personId };
    return send(reply, await openFile(db, file));
  });

  server.get(
    '/api/projects/:projectId/documents/:documentId/attachments/:attachmentId',
    route,
    async (request, reply) => {
      const params = attachmentParams.safeParse(request.params);
      if (!params.success) return reply.callNotFound();
      const { token, shown } = parse(fileQuery, request.query);
      const personId = await findReader(options, request, reply, token);
      return send(reply, await openFile(db, { ...params.data, isShown: shown === '1', personId }));
    },
  );
}

/** What was coded, as far as a screen shows it, as a file. */
function servePassages(server: FastifyInstance, options: Options): void {
  const route = { exposeHeadRoute: false };
  server.get('/api/projects/:projectId/passages.csv', route, async (request, reply) => {
    const params = agreementParams.safeParse(request.params);
    if (!params.success) return reply.callNotFound();
    const { token, preset, selection } = parse(passagesQuery, request.query);
    const personId = await findReader(options, request, reply, token);
    const { projectId } = params.data;
    const asked = { projectId, personId, preset, selection: passagesFrom(selection) };
    const how = { db: onReplica(options.db, projectId), work: options.work };
    return send(reply, await openPassages(how, asked));
  });
}

const agreementParams = z.object({ projectId: id });

/** How far coders agree, with what that was reckoned from, and scripts that reckon it again. */
function serveAgreement(server: FastifyInstance, options: Options): void {
  const { db, work } = options;
  const route = { exposeHeadRoute: false };

  for (const file of agreementFiles)
    server.get(`/api/projects/:projectId/${file}.csv`, route, async (request, reply) => {
      const params = agreementParams.safeParse(request.params);
      if (!params.success) return reply.callNotFound();
      const { token, preset, ...choice } = parse(agreementQuery, request.query);
      const personId = await findReader(options, request, reply, token);
      const { projectId } = params.data;
      const selection = await selectionFrom(db, { projectId, personId }, choice);
      const signal = goneSignal(reply);
      const how = { db: onReplica(db, projectId), work, signal };
      return send(reply, await openAgreement(how, { projectId, personId, file, preset, selection }));
    });

  for (const { fileName, text } of Object.values(agreementScripts))
    server.get(`/api/projects/:projectId/${fileName}`, route, async (request, reply) => {
      const params = agreementParams.safeParse(request.params);
      if (!params.success) return reply.callNotFound();
      const { token } = parse(textQuery, request.query);
      await findReader(options, request, reply, token);
      // The same for every project: it reads the file that lies beside it.
      return sendText(reply, { fileName, bytes: Buffer.from(text) });
    });
}

/** Aborted when whoever asked has gone away: nothing is reckoned for nobody. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}
