import type { Example, Tag } from '@koersvast/contracts';
import { type TagKeyProblem, tagKeyProblem } from '@koersvast/core/codebook';
import type { MergeRules } from '@koersvast/core/merge';

/** A tag as the fields of its form hold it. */
export interface TagFields {
  readonly name: string;
  readonly nl: string;
  readonly en: string;
  readonly key: string;
  /** Null lets the server take the first that is free. */
  readonly appearance: number | null;
  /** Empty when it stands by itself. */
  readonly parentId: string;
  readonly definition: string;
  readonly whenToUse: string;
  readonly whenNot: string;
  readonly examples: readonly KeyedExample[];
  readonly counterExamples: readonly KeyedExample[];
}

/** An example with a name of its own for as long as the form is open. */
export type KeyedExample = Example & { readonly at: string };

export const emptyTag: TagFields = {
  name: '',
  nl: '',
  en: '',
  key: '',
  appearance: null,
  parentId: '',
  definition: '',
  whenToUse: '',
  whenNot: '',
  examples: [],
  counterExamples: [],
};

function saysOf({ quote, note, source }: Example): string {
  return JSON.stringify([quote, note, source]);
}

/** Named by what they say, so that one keeps its name while another comes or goes. */
function keyed(examples: readonly Example[]): KeyedExample[] {
  const seen = new Map<string, number>();
  return examples.map((example) => {
    const says = saysOf(example);
    const times = seen.get(says) ?? 0;
    seen.set(says, times + 1);
    return { ...example, at: `${says} ${times}` };
  });
}

/** One more, without words yet. */
export function withExample(examples: readonly KeyedExample[]): readonly KeyedExample[] {
  const numbers = examples.map(({ at }) => Number(/^new (\d+)$/.exec(at)?.[1] ?? 0));
  return [...examples, { quote: '', note: '', source: null, at: `new ${Math.max(0, ...numbers) + 1}` }];
}

const exampleRule = { list: 'plain', idOf: saysOf } as const;
/** How the fields of a tag are brought together with what somebody else made of them. */
export const tagRules: MergeRules<TagFields> = { examples: exampleRule, counterExamples: exampleRule };

/** The examples of both, what is stored first. */
export function bothExamples(
  mine: readonly KeyedExample[],
  theirs: readonly KeyedExample[],
): readonly KeyedExample[] {
  const stored = new Set(theirs.map(saysOf));
  return [...theirs, ...mine.filter((example) => !stored.has(saysOf(example)))];
}

export function fieldsOf(tag: Tag): TagFields {
  return {
    name: tag.name,
    nl: tag.names.nl ?? '',
    en: tag.names.en ?? '',
    key: tag.key ?? '',
    appearance: tag.appearance,
    parentId: tag.parentId ?? '',
    definition: tag.definition,
    whenToUse: tag.whenToUse,
    whenNot: tag.whenNot,
    examples: keyed(tag.examples),
    counterExamples: keyed(tag.counterExamples),
  };
}

function written(examples: readonly KeyedExample[]): Example[] {
  return examples
    .filter(({ quote, note }) => quote.trim() !== '' || note.trim() !== '')
    .map(({ quote, note, source }) => ({ quote, note, source }));
}

/** The content that the contract takes. An example without words is left out. */
export function contentOf(fields: TagFields) {
  const nl = fields.nl.trim();
  const en = fields.en.trim();
  return {
    name: fields.name.trim(),
    names: { ...(nl === '' ? {} : { nl }), ...(en === '' ? {} : { en }) },
    key: fields.key === '' ? null : fields.key,
    appearance: fields.appearance,
    parentId: fields.parentId === '' ? null : fields.parentId,
    definition: fields.definition,
    whenToUse: fields.whenToUse,
    whenNot: fields.whenNot,
    examples: written(fields.examples),
    counterExamples: written(fields.counterExamples),
  };
}

export type TagContent = ReturnType<typeof contentOf>;

/** What is wrong with a key beside these other living tags; null when nothing is. No key at all is fine. */
export function keyProblem(key: string, others: readonly Tag[]): TagKeyProblem<Tag> | null {
  return key === '' ? null : tagKeyProblem(key, others);
}

/** The tags under which this one may stand: not itself, and none that stands under it. */
export function possibleParents(tag: Tag | null, tags: readonly Tag[]): readonly Tag[] {
  if (tag === null) return tags;
  const below = new Set([tag.id]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const each of tags)
      if (each.parentId !== null && below.has(each.parentId) && !below.has(each.id)) {
        below.add(each.id);
        grown = true;
      }
  }
  return tags.filter((each) => !below.has(each.id));
}
