import { InputError, show } from '../check.ts';
import { type Annotation, type CodedDocument, layerOf } from '../document/document.ts';

/** The annotations of two coders in a document; undefined if one of them did not finish it. */
export function layersOf(
  document: CodedDocument,
  firstCoder: string,
  secondCoder: string,
): { first: readonly Annotation[]; second: readonly Annotation[] } | undefined {
  if (firstCoder === secondCoder) {
    throw new InputError(`Coder ${show(firstCoder)} cannot be compared with themselves`);
  }
  const first = layerOf(document, firstCoder)?.annotations;
  const second = layerOf(document, secondCoder)?.annotations;
  return first === undefined || second === undefined ? undefined : { first, second };
}
