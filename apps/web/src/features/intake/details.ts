import {
  type DocumentMetadata,
  documentMetadata,
  type IntakeItem,
  type IntakeProposal,
} from '@koersvast/contracts';
import { readAs } from '@koersvast/core/file';

/** The details that every document has, in the order in which they are gone through. */
export const details = [
  'title',
  'date',
  'author',
  'addressee',
  'dossier',
  'documentNumber',
  'language',
  'sourceUrl',
  'licence',
] as const;
export type Detail = (typeof details)[number];

const plain = (words: string) => words.replace(/\s+/gu, ' ').trim();

/** What was proposed for a detail, the one that would be stored first; null where nothing was. */
export function proposalFor(item: IntakeItem, detail: Detail): IntakeProposal | null {
  const proposed = readAs[detail].flatMap((key) => item.proposals[key] ?? []);
  const stored = item.metadata?.[detail];
  return proposed.find(({ value }) => plain(value) === stored) ?? proposed[0] ?? null;
}

/** What else was found of an item, and is in none of its details. */
export function otherFound(
  item: IntakeItem,
): readonly { readonly key: string; readonly proposal: IntakeProposal }[] {
  const used = new Set(details.flatMap((detail) => proposalFor(item, detail) ?? []));
  const values = new Set(details.map((detail) => item.metadata?.[detail]));
  return Object.entries(item.proposals)
    .filter(
      ([key, proposal]) =>
        !used.has(proposal) && item.metadata?.fields[key] === undefined && !values.has(plain(proposal.value)),
    )
    .map(([key, proposal]) => ({ key, proposal }));
}

/** What is in a field as the contract takes it; null where that cannot be. */
export function storableOf(
  detail: Detail,
  words: string,
): { readonly value: DocumentMetadata[Detail] } | null {
  const given = words.trim() === '' ? null : words.trim();
  const parsed = documentMetadata.shape[detail].safeParse(given);
  return parsed.success ? { value: parsed.data } : null;
}

/** All that was proposed and that nobody has looked at yet, as a person's own words. */
export function acceptance(item: IntakeItem): Partial<DocumentMetadata> | null {
  const { metadata, written } = item;
  if (metadata === null) return null;
  const open = details.filter((detail) => metadata[detail] !== null && !written.includes(detail));
  if (open.length === 0) return null;
  return Object.fromEntries(open.map((detail) => [detail, metadata[detail]]));
}
