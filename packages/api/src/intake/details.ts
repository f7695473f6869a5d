import {
  type DocumentMetadata,
  documentMetadata,
  type IntakeProposal,
  type IntakeReading,
} from '@koersvast/contracts';
import { metadataKeys, readAs } from '@koersvast/core/file';
import { limits } from '@koersvast/core/limit';
import { foldName } from '@koersvast/core/person';
import { titleFrom } from '@koersvast/formats';

/** What is known of an item's details. */
interface Found {
  readonly proposals: Readonly<Record<string, IntakeProposal>>;
  readonly reading: IntakeReading | null;
  readonly written: Partial<DocumentMetadata>;
}

const known: ReadonlySet<string> = new Set(metadataKeys);

/** A title that a list or the letter gives comes before one of the file, which is often that of a template. */
function titleOf({ proposals, reading }: Found): string {
  const { title, subject } = proposals;
  const listed = title?.from === 'index' ? title.value : undefined;
  const said = listed ?? subject?.value ?? reading?.title ?? '';
  return titleFrom(said) ?? '…';
}

function asDetail(name: keyof typeof readAs, proposals: Readonly<Record<string, IntakeProposal>>): unknown {
  for (const key of readAs[name]) {
    const value = proposals[key]?.value.replace(/\s+/gu, ' ').trim();
    const parsed = documentMetadata.shape[name].safeParse(value);
    if (value !== undefined && value !== '' && parsed.success) return parsed.data;
  }
  return null;
}

/** Of names that are one field, the first; of more fields than a document has, the first ones; of none that is no field. */
function ownFields(given: readonly (readonly [string, string])[]): DocumentMetadata['fields'] {
  const { fields } = documentMetadata.shape;
  const all = fields.safeParse(Object.fromEntries(given));
  if (all.success) return all.data;
  const kept = new Map<string, readonly [string, string]>();
  for (const each of given) {
    const parsed = fields.safeParse(Object.fromEntries([each]));
    const [field] = parsed.success ? Object.entries(parsed.data) : [];
    if (field && kept.size < limits.fields && !kept.has(foldName(field[0])))
      kept.set(foldName(field[0]), field);
  }
  return Object.fromEntries(kept.values());
}

/** What would be stored: what a person wrote, then what was proposed. Null for what was not read. */
export function metadataOf(item: Found): DocumentMetadata | null {
  const { proposals, reading, written } = item;
  if (reading === null) return null;
  const fields = Object.entries(proposals).flatMap(([key, { value }]) =>
    known.has(key) || value.trim() === '' ? [] : [[key, value.slice(0, 2_000).toWellFormed()] as const],
  );
  const proposed = {
    date: asDetail('date', proposals),
    author: asDetail('author', proposals),
    addressee: asDetail('addressee', proposals),
    dossier: asDetail('dossier', proposals),
    documentNumber: asDetail('documentNumber', proposals),
    sourceUrl: asDetail('sourceUrl', proposals),
    licence: asDetail('licence', proposals),
    language: asDetail('language', proposals) ?? reading.language,
    fields: ownFields(fields),
  };
  return documentMetadata.parse({ title: titleOf(item), ...proposed, ...written });
}
