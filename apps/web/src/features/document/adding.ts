import type { DocumentPreview, DocumentSource } from '@koersvast/contracts';
import type { MetadataFields } from './metadata.ts';
import { metadataOf, newMetadata } from './metadata.ts';

export const encodings = [
  'utf-8',
  'windows-1252',
  'macintosh',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'utf-16le',
  'utf-16be',
] as const;
export type Encoding = (typeof encodings)[number];

/** One text on its way into the project. */
export interface Draft {
  /** The id that the document will have. */
  readonly id: string;
  /** Names the command that adds it; the same at every attempt with the same content. */
  readonly opId: string;
  /** The file's name; null for pasted text. */
  readonly name: string | null;
  /** Null while the file is still being taken in, or when that failed. */
  readonly source: DocumentSource | null;
  /** Chosen instead of what was detected. */
  readonly encoding: Encoding | null;
  readonly stage: 'reading' | 'unreadable' | 'ready' | 'adding' | 'added' | 'refused';
  readonly preview: DocumentPreview | null;
  /** Whether somebody should look at how it is read: decided at the first reading, so that what asks stays in its place. */
  readonly doubted: boolean;
  readonly metadata: MetadataFields | null;
  /** How often it was to be added when its details could not be used: then they say what is wrong. */
  readonly tried: number;
  readonly error: unknown;
}

export type DraftEvent =
  | { readonly kind: 'taken'; readonly drafts: readonly Draft[] }
  | { readonly kind: 'source'; readonly id: string; readonly source: DocumentSource }
  | {
      readonly kind: 'encoding';
      readonly id: string;
      readonly encoding: Encoding | null;
      readonly opId: string;
    }
  | { readonly kind: 'reading'; readonly id: string }
  | { readonly kind: 'previewed'; readonly id: string; readonly preview: DocumentPreview }
  | { readonly kind: 'unreadable'; readonly id: string; readonly error: unknown }
  | {
      readonly kind: 'metadata';
      readonly id: string;
      readonly metadata: MetadataFields;
      readonly opId: string;
    }
  | { readonly kind: 'unusable'; readonly id: string }
  | { readonly kind: 'adding'; readonly id: string }
  | { readonly kind: 'added'; readonly id: string }
  | { readonly kind: 'refused'; readonly id: string; readonly error: unknown }
  | { readonly kind: 'left_out'; readonly id: string };

export function newDraft(
  id: string,
  opId: string,
  name: string | null,
  source: DocumentSource | null,
): Draft {
  return {
    id,
    opId,
    name,
    source,
    encoding: null,
    stage: 'reading',
    preview: null,
    doubted: false,
    metadata: null,
    tried: 0,
    error: null,
  };
}

/** Notices that leave it in doubt whether the signs of a file were read as they were meant. */
const doubts: ReadonlySet<string> = new Set(['encoding_guessed', 'bytes_replaced', 'characters_replaced']);

function isDoubted({ source, preview, doubted }: Draft, { notices }: DocumentPreview): boolean {
  if (preview !== null) return doubted;
  return source?.kind === 'file' && notices.some(({ code }) => doubts.has(code));
}

/** What a person has not touched follows the new reading; what they have written stays. */
function takePreview(draft: Draft, preview: DocumentPreview): Draft {
  const fresh = newMetadata(preview.title, preview.language);
  const untouched = draft.metadata === null || draft.metadata.title === draft.preview?.title;
  const metadata =
    draft.metadata === null
      ? fresh
      : untouched
        ? { ...draft.metadata, title: preview.title }
        : draft.metadata;
  const doubted = isDoubted(draft, preview);
  return { ...draft, stage: 'ready', preview, doubted, metadata, error: null };
}

function change(draft: Draft, event: DraftEvent): Draft {
  switch (event.kind) {
    case 'source':
      return { ...draft, source: event.source };
    case 'encoding':
      return { ...draft, encoding: event.encoding, opId: event.opId, stage: 'reading' };
    case 'reading':
      return { ...draft, stage: 'reading', error: null };
    case 'previewed':
      return takePreview(draft, event.preview);
    case 'unreadable':
      return { ...draft, stage: 'unreadable', error: event.error };
    case 'metadata':
      return { ...draft, metadata: event.metadata, opId: event.opId };
    case 'unusable':
      return { ...draft, tried: draft.tried + 1 };
    case 'adding':
      return { ...draft, stage: 'adding', error: null };
    case 'added':
      return { ...draft, stage: 'added', error: null };
    case 'refused':
      return { ...draft, stage: 'refused', error: event.error };
    default:
      return draft;
  }
}

/** The drafts after something happened to one of them. */
export function reduceDrafts(drafts: readonly Draft[], event: DraftEvent): readonly Draft[] {
  if (event.kind === 'taken') return [...drafts, ...event.drafts];
  if (event.kind === 'left_out') return drafts.filter((draft) => draft.id !== event.id);
  return drafts.map((draft) => (draft.id === event.id ? change(draft, event) : draft));
}

/** The draft before this one that is the same text, however the two files are called. */
export function twinOf(drafts: readonly Draft[], draft: Draft): Draft | null {
  const sha256 = draft.preview?.textSha256;
  const before = drafts.slice(0, drafts.indexOf(draft));
  return (sha256 && before.find(({ preview }) => preview?.textSha256 === sha256)) || null;
}

/** Whether the project has this text, or would have it from another draft: it is added only when somebody asks for it. */
function isDouble(drafts: readonly Draft[], draft: Draft): boolean {
  return draft.preview?.sameAs != null || twinOf(drafts, draft) !== null;
}

/** Those that can be added now. */
export function addable(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.filter(({ stage }) => stage === 'ready' || stage === 'refused');
}

/** Those that are added together: what would be there twice is left to each by itself. */
export function addedTogether(drafts: readonly Draft[]): readonly Draft[] {
  return addable(drafts).filter((draft) => !isDouble(drafts, draft));
}

/** Those of them that cannot be added as they are: something in their details is to be mended first. */
export function unusable(drafts: readonly Draft[]): readonly Draft[] {
  return addedTogether(drafts).filter(({ metadata }) => metadata === null || metadataOf(metadata) === null);
}
