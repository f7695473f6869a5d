import type { KnownFile } from '../../data/chosen-files.ts';
import type { Chosen } from './chosen.ts';

/** How far one file has got on its way to the server. */
export interface Upload {
  readonly id: string;
  readonly path: string;
  readonly size: number;
  /**
   * `missing`: begun or chosen before, and this page has not got it (any more): it has to be chosen again. `waiting`
   * is also what was lost on the way, and goes again by itself.
   */
  readonly state: 'missing' | 'waiting' | 'sending' | 'sent' | 'refused';
  /** Null where this page has not got it. */
  readonly file: File | null;
  /** Bytes of it that have gone. */
  readonly gone: number;
  /** When it was written last, as far as this page knows: not of what was sent before. */
  readonly modified?: number;
  /** Of what is missing: it was changed or moved on the disk since it was chosen. */
  readonly changed?: boolean;
  /** How often its line was lost since it last got on. */
  readonly lost: number;
  readonly error: unknown;
}

/** Uploads by their id, in the order in which they were chosen. */
export type Uploads = ReadonlyMap<string, Upload>;

export type UploadEvent =
  | { readonly kind: 'chosen'; readonly chosen: readonly Chosen[]; readonly newId: () => string }
  /** What is known of it from before: by the server, and by what this browser noted. */
  | { readonly kind: 'known'; readonly files: readonly KnownFile[] }
  | { readonly kind: 'begun'; readonly id: string }
  | { readonly kind: 'progress'; readonly id: string; readonly gone: number }
  | { readonly kind: 'sent'; readonly id: string }
  | { readonly kind: 'lost'; readonly id: string }
  | { readonly kind: 'unreadable'; readonly id: string }
  | { readonly kind: 'refused'; readonly id: string; readonly error: unknown }
  | { readonly kind: 'again'; readonly id: string }
  | { readonly kind: 'dropped'; readonly ids: ReadonlySet<string> };

/** So many go at a time. */
export const atATime = 3;

function taken({ path, file }: Chosen, id: string): Upload {
  const { size, lastModified: modified } = file;
  return { id, path, size, state: 'waiting', file, modified, gone: 0, lost: 0, error: null };
}

/**
 * What is chosen takes the place of what is missing under the same path and of the same size; the same file that is
 * here already is not sent a second time; all else is new.
 */
function choose(uploads: Uploads, chosen: readonly Chosen[], newId: () => string): Uploads {
  const next = new Map(uploads);
  const keyOf = (path: string, size: number) => `${size} ${path}`;
  const byKey = new Map<string, Upload>();
  for (const upload of next.values()) byKey.set(keyOf(upload.path, upload.size), upload);
  // A folder may have been chosen from further up or down: then the name and the size tell.
  const missingByName = new Map<string, Upload[]>();
  const missingByPath = new Map<string, Upload>();
  for (const upload of next.values())
    if (upload.state === 'missing') {
      missingByPath.set(upload.path, upload);
      const key = keyOf(nameOf(upload.path), upload.size);
      missingByName.set(key, [...(missingByName.get(key) ?? []), upload]);
    }
  for (const each of chosen) {
    const known = byKey.get(keyOf(each.path, each.file.size));
    const named = missingByName.get(keyOf(nameOf(each.path), each.file.size))?.filter(isMissingIn(next));
    // What is missing may have been changed on the disk meanwhile.
    const changed = missingByPath.get(each.path);
    const same = changed !== undefined && isMissingIn(next)(changed) ? changed : undefined;
    const place = known ?? (named?.length === 1 ? named[0] : same);
    if (place === undefined || (isAnother(place, each) && place.state !== 'waiting')) {
      const upload = taken(each, newId());
      next.set(upload.id, upload);
      byKey.set(keyOf(upload.path, upload.size), upload);
    } else if (place.state === 'missing' || place.state === 'refused' || isAnother(place, each))
      next.set(place.id, { ...taken(each, place.id), path: place.path });
  }
  return next;
}

/** Whether a file of the same name and size was written since: as far as this page can know. */
const isAnother = ({ state, modified }: Upload, { file }: Chosen) =>
  state !== 'missing' && state !== 'refused' && modified !== undefined && modified !== file.lastModified;

const isMissingIn = (uploads: Uploads) => (upload: Upload) => uploads.get(upload.id)?.state === 'missing';

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What the server has is sent; what it has not, and this page has not either, is missing. */
function know(uploads: Uploads, files: readonly KnownFile[]): Uploads {
  const next = new Map(uploads);
  for (const { id, path, size, arrived } of files) {
    const upload = next.get(id);
    if (upload === undefined)
      next.set(id, {
        id,
        path,
        size,
        state: arrived ? 'sent' : 'missing',
        file: null,
        gone: arrived ? size : 0,
        lost: 0,
        error: null,
      });
    else if (arrived && upload.state !== 'sent')
      next.set(id, { ...upload, state: 'sent', gone: size, file: null, error: null });
  }
  return next;
}

function change(upload: Upload, event: UploadEvent): Upload {
  switch (event.kind) {
    case 'begun':
      return { ...upload, state: 'sending', gone: 0 };
    case 'progress':
      return upload.state === 'sending' ? { ...upload, gone: event.gone, lost: 0 } : upload;
    case 'sent':
      // Its bytes are let go of: of 5,000 files only those on their way are held.
      return { ...upload, state: 'sent', gone: upload.size, file: null, error: null };
    case 'lost':
      return { ...upload, state: 'waiting', gone: 0, lost: upload.lost + 1 };
    case 'unreadable':
      return { ...upload, state: 'missing', changed: true, file: null, gone: 0, lost: 0 };
    case 'refused':
      return { ...upload, state: 'refused', gone: 0, error: event.error };
    case 'again':
      return upload.file === null
        ? { ...upload, state: 'missing', error: null }
        : { ...upload, state: 'waiting', lost: 0, error: null };
    default:
      return upload;
  }
}

export function reduceUploads(uploads: Uploads, event: UploadEvent): Uploads {
  if (event.kind === 'chosen') return choose(uploads, event.chosen, event.newId);
  if (event.kind === 'known') return know(uploads, event.files);
  if (event.kind === 'dropped') return new Map([...uploads].filter(([id]) => !event.ids.has(id)));
  const upload = uploads.get(event.id);
  // News of one that was taken out meanwhile.
  return upload === undefined ? uploads : new Map(uploads).set(event.id, change(upload, event));
}

/** Those that go next, as far as there is room: what was lost gives way to what has not been tried. */
export function nextUploads(uploads: Uploads): readonly Upload[] {
  const all = [...uploads.values()];
  const room = atATime - all.filter(({ state }) => state === 'sending').length;
  const waiting = all.filter(({ state }) => state === 'waiting');
  return waiting.sort((one, other) => one.lost - other.lost).slice(0, Math.max(0, room));
}

/** How all of them stand together. */
export interface UploadsTotal {
  readonly files: number;
  readonly sent: number;
  readonly bytes: number;
  readonly gone: number;
  readonly going: number;
  readonly missing: readonly Upload[];
  readonly refused: readonly Upload[];
}

export function totalOf(uploads: Uploads): UploadsTotal {
  const all = [...uploads.values()];
  const of = (state: Upload['state']) => all.filter((upload) => upload.state === state);
  const sum = (value: (upload: Upload) => number) => all.reduce((total, upload) => total + value(upload), 0);
  return {
    files: all.length,
    sent: of('sent').length,
    bytes: sum(({ size }) => size),
    gone: sum(({ gone }) => gone),
    going: of('waiting').length + of('sending').length,
    missing: of('missing'),
    refused: of('refused'),
  };
}
