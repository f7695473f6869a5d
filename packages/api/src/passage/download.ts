import { type PassageSelection, passageSelection } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Database } from '@koersvast/db';
import type { CsvPreset } from '@koersvast/formats';
import { type Doing, figuresBy } from '../agreement/summed.ts';
import { type Download, openDownload } from '../export/download.ts';
import { readTags } from '../place/tags.ts';
import { filterOf } from './choose.ts';
import { readRelated } from './related.ts';

/** The selection that an address names; all current work where it names none. Throws `input_not_valid`. */
export function passagesFrom(text: string | undefined): PassageSelection {
  try {
    return passageSelection.parse(JSON.parse(text ?? '{}'));
  } catch {
    throw new DomainError('input_not_valid');
  }
}

/**
 * The passages of a selection with the columns of `annotations.csv`, in the order of the texts; written down as taken.
 * Throws what `openDownload` throws, and `not_found` for a tag or a set.
 */
export async function openPassages(
  { db, work }: { readonly db: Database } & Pick<Doing, 'work'>,
  request: {
    readonly projectId: string;
    readonly personId: string;
    readonly preset: CsvPreset;
    readonly selection: PassageSelection;
  },
): Promise<Download> {
  const { selection, ...rest } = request;
  const { layer = 'current' } = selection;
  const doing = { work: figuresBy(work), personId: rest.personId };
  const related = await readRelated({ db, access: rest }, selection, doing);
  const download = await openDownload(db, {
    ...rest,
    documentId: null,
    file: 'annotations',
    layer,
    passages: async (tx, asking) =>
      filterOf(tx, asking, selection, await readTags(tx, asking.projectId), related?.places ?? null),
  });
  return { ...download, fileName: download.fileName.replace(/annotations\.csv$/, 'passages.csv') };
}
