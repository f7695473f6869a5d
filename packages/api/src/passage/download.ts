import { type PassageSelection, passageSelection } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Database } from '@koersvast/db';
import type { CsvPreset } from '@koersvast/formats';
import { type Download, openDownload } from '../export/download.ts';
import { readTags } from '../place/tags.ts';
import { filterOf } from './choose.ts';

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
  db: Database,
  request: {
    readonly projectId: string;
    readonly personId: string;
    readonly preset: CsvPreset;
    readonly selection: PassageSelection;
  },
): Promise<Download> {
  const { selection, ...rest } = request;
  const { layer = 'current' } = selection;
  const download = await openDownload(db, {
    ...rest,
    documentId: null,
    file: 'annotations',
    layer,
    passages: async (tx, access) => filterOf(tx, access, selection, await readTags(tx, access.projectId)),
  });
  return { ...download, fileName: download.fileName.replace(/annotations\.csv$/, 'passages.csv') };
}
