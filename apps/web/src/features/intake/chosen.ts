/** A file that somebody has dropped or chosen, with the path at which it lay there. */
export interface Chosen {
  readonly path: string;
  readonly file: File;
}

/** What a browser tells of a dropped file or folder, as far as it is asked for here. */
export interface DroppedEntry {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly name: string;
  file?(found: (file: File) => void, failed: (error: unknown) => void): void;
  createReader?(): {
    readEntries(found: (entries: readonly DroppedEntry[]) => void, failed: (error: unknown) => void): void;
  };
}

/** All that lay in what was dropped, and the paths of what could not be opened. */
export interface Found {
  readonly chosen: readonly Chosen[];
  readonly unopened: readonly string[];
}

/** What systems and programs leave in folders beside what people put there. */
const leftBySystems =
  /(^|\/)(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini|Icon\r|\.git|\.svn|__MACOSX|\.~lock\.[^/]*#|~\$[^/]*)(\/|$)/i;

export function isLeftBySystem(path: string): boolean {
  return leftBySystems.test(path);
}

/** Folders within each other: a circle of links ends here. */
const deepest = 50;

/** A browser tells of a hundred at a time, until it tells of none. */
async function entriesOf(folder: DroppedEntry): Promise<DroppedEntry[]> {
  const reader = folder.createReader?.();
  const all: DroppedEntry[] = [];
  if (reader === undefined) return all;
  for (;;) {
    const some = await new Promise<readonly DroppedEntry[]>((found, failed) =>
      reader.readEntries(found, failed),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: DroppedEntry): Promise<File> {
  return new Promise((found, failed) => {
    if (entry.file === undefined) failed(new Error('No file'));
    else entry.file(found, failed);
  });
}

/** Walks through what was dropped, folders too. What cannot be opened is told, and keeps nothing else out. */
export async function filesIn(entries: readonly DroppedEntry[]): Promise<Found> {
  const chosen: Chosen[] = [];
  const unopened: string[] = [];
  const walk = async (entry: DroppedEntry, within: string, depth: number): Promise<void> => {
    const path = `${within}${entry.name}`;
    if (isLeftBySystem(path)) return;
    try {
      if (entry.isFile) chosen.push({ path, file: await fileOf(entry) });
      else if (entry.isDirectory && depth < deepest)
        for (const inner of await entriesOf(entry)) await walk(inner, `${path}/`, depth + 1);
    } catch {
      unopened.push(path);
    }
  };
  for (const entry of entries) await walk(entry, '', 0);
  return { chosen, unopened };
}

/** What was dropped. It has to be asked for at once: a browser forgets it when the event is over. */
export function filesOfDrop(transfer: DataTransfer): Promise<Found> {
  const entries: DroppedEntry[] = [];
  const loose: Chosen[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.() as DroppedEntry | null | undefined;
    const file = item.getAsFile();
    if (entry != null) entries.push(entry);
    else if (file !== null) loose.push({ path: file.name, file });
  }
  return filesIn(entries).then(({ chosen, unopened }) => ({ chosen: [...loose, ...chosen], unopened }));
}

/** Files that were chosen one by one, or as a folder. */
export function filesOfChoice(files: readonly File[]): readonly Chosen[] {
  return files
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }))
    .filter(({ path }) => !isLeftBySystem(path));
}
