import { InputError, requireList, requireNames, requireWhole, show } from '../check.ts';
import { compareText } from '../order.ts';
import type { Span } from './span.ts';
import { codePointsOf, trimSpan } from './trim.ts';

/** One span with one tag. */
export interface Annotation extends Span {
  readonly tag: string;
}

/** The finished work of one coder on one document. No annotations means: read, and nothing marked. */
export interface Layer {
  readonly coder: string;
  /** Sorted by start, end and tag. */
  readonly annotations: readonly Annotation[];
}

declare const checked: unique symbol;

/**
 * A document with the finished layers of its coders. Made only by {@link readDocument}, which checks it. A
 * coder without a layer did not finish it, and contributes nothing: missing is not empty.
 */
export interface CodedDocument {
  readonly [checked]: true;
  readonly id: string;
  /** Number of characters, in the unit of all offsets. */
  readonly length: number;
  readonly layers: readonly Layer[];
}

interface LayersInput {
  /** Names the document in messages. */
  readonly id?: string;
  readonly layers: readonly Layer[];
  /**
   * What to do when a coder has the same offsets and tag twice: refuse (the default), or keep one of them.
   */
  readonly duplicates?: 'refuse' | 'keep-one';
}

/** Offsets in any one unit, with the length of the document in that unit. */
interface LengthInput extends LayersInput {
  readonly length: number;
}

/** Offsets in code points of a text. */
interface TextInput extends LayersInput {
  readonly text: string;
  /** Move the ends of annotations inwards over white space. On by default. */
  readonly trim?: boolean;
}

export type DocumentInput = LengthInput | TextInput;

/**
 * Checks the work of all coders on one document. Offsets have one unit throughout: with `text` it is code
 * points, and white space at the ends of annotations is dropped unless `trim` is false (an annotation of white
 * space only is kept as it is). Throws {@link InputError} naming the first value that is wrong: an empty span,
 * an offset outside the text, a coder or annotation twice.
 */
export function readDocument(input: DocumentInput): CodedDocument {
  const id = input.id ?? 'document';
  const { length, spaces } = measure(input, id);
  requireNames(
    requireList(input.layers, `The layers of ${id}`).map((layer) => layer.coder),
    `The list of coders of ${id}`,
  );
  const layers = input.layers.map(({ coder, annotations }) => {
    const name = `${id}, coder ${show(coder)}`;
    requireList(annotations, `The annotations of ${name}`);
    for (const annotation of annotations) checkAnnotation(annotation, length, name);
    const sorted = sortAnnotations(annotations);
    const given = withoutRepeats(sorted, (twice) => {
      if (input.duplicates !== 'keep-one') throw new InputError(`${name} has ${describe(twice)} twice`);
    });
    if (spaces === undefined) return { coder, annotations: given };
    const trimmed = given.map((annotation) => ({ ...trimSpan(annotation, spaces), tag: annotation.tag }));
    return { coder, annotations: withoutRepeats(sortAnnotations(trimmed), () => {}) };
  });
  const document: Omit<CodedDocument, typeof checked> = { id, length, layers };
  return document as CodedDocument;
}

/** The length of the document, and where its white space is if annotations are to be trimmed. */
function measure(input: DocumentInput, id: string): { length: number; spaces?: Uint8Array } {
  if (!('text' in input)) return { length: requireWhole(input.length, `The length of ${id}`, 0) };
  const { length, spaces } = codePointsOf(input.text);
  return input.trim === false ? { length } : { length, spaces };
}

/** The same document with the work of some coders only, as a table of pairs needs it. */
export function selectCoders(document: CodedDocument, coders: readonly string[]): CodedDocument {
  return { ...document, layers: document.layers.filter((layer) => coders.includes(layer.coder)) };
}

/** The layer of a coder, or undefined if they did not finish the document. */
export function layerOf(document: CodedDocument, coder: string): Layer | undefined {
  return document.layers.find((layer) => layer.coder === coder);
}

/** All tags that occur in some documents, sorted by code point. Documents with one coder do not count. */
export function tagsOf(documents: readonly CodedDocument[]): readonly string[] {
  const tags = new Set<string>();
  for (const { layers } of documents) {
    if (layers.length < 2) continue;
    for (const { annotations } of layers) for (const { tag } of annotations) tags.add(tag);
  }
  return [...tags].sort(compareText);
}

/** Annotations by their tag, each list in the order given. */
export function byTag(annotations: readonly Annotation[]): ReadonlyMap<string, readonly Annotation[]> {
  const groups = new Map<string, Annotation[]>();
  for (const annotation of annotations) {
    const group = groups.get(annotation.tag);
    if (group === undefined) groups.set(annotation.tag, [annotation]);
    else group.push(annotation);
  }
  return groups;
}

/** Orders annotations by start, end and tag. */
export function compareAnnotations(a: Annotation, b: Annotation): number {
  return a.start - b.start || a.end - b.end || compareText(a.tag, b.tag);
}

/** Writes an annotation into a message. */
function describe({ start, end, tag }: Annotation): string {
  return `[${start}, ${end}) ${show(tag)}`;
}

function sortAnnotations(annotations: readonly Annotation[]): readonly Annotation[] {
  return annotations.toSorted(compareAnnotations);
}

function withoutRepeats(
  sorted: readonly Annotation[],
  onRepeat: (annotation: Annotation) => void,
): readonly Annotation[] {
  return sorted.filter((annotation, i) => {
    const previous = sorted[i - 1];
    if (previous === undefined || compareAnnotations(previous, annotation) !== 0) return true;
    onRepeat(annotation);
    return false;
  });
}

function checkAnnotation(annotation: Annotation, length: number, name: string): void {
  const { start, end, tag } = annotation;
  // One test for the usual case: documents have hundreds of thousands of annotations.
  if (isOffset(start) && isOffset(end) && start < end && end <= length && typeof tag === 'string') return;
  if (typeof tag !== 'string') throw new InputError(`${name}: a tag must be text, not ${show(tag)}`);
  requireWhole(start, `${name}: a start`, 0);
  requireWhole(end, `${name}: an end`, 0);
  if (start >= end) throw new InputError(`${name}: the span ${describe(annotation)} is empty`);
  throw new InputError(`${name}: the span ${describe(annotation)} ends after the text, at ${length}`);
}

function isOffset(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
