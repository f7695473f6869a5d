import { dossierLimits, type LeftOutReason } from '@koersvast/core/dossier';

/** Control characters, and those that turn the direction in which a name is read (`…fdp.exe`). */
const deceiving = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * A path of folders and a name within a drop, whatever stood there: none that leads out of it, no control characters, no
 * name longer than may be (what a name ends with is kept). Never empty.
 */
export function safePath(raw: string): string {
  const segments = raw
    .toWellFormed()
    .replaceAll('\\', '/')
    .split('/')
    .map((segment) => segment.replace(deceiving, '_').trim())
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..' && !/^[a-z]:$/i.test(segment));
  const name = segments.pop() ?? '_';
  const folders = segments.slice(-dossierLimits.folders).map((folder) => cutTo(folder, dossierLimits.name));
  return [...folders, shortened(name)].join('/');
}

/** Where a name ends with what kind of file it is: a full stop and a few letters. */
const extension = /\.[\p{L}\p{N}]{1,10}$/u;

function shortened(name: string): string {
  if (name.length <= dossierLimits.name) return name;
  const end = extension.exec(name)?.[0] ?? '';
  return `${cutTo(name.slice(0, name.length - end.length), dossierLimits.name - end.length)}${end}`;
}

function cutTo(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text
    .slice(0, length - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`;
}

/** Two paths that some machine holds for the same have the same key. */
const keyOf = (path: string) => path.normalize('NFC').toLowerCase();

/** Gives each file of a drop a path of its own. */
export class Paths {
  readonly #taken = new Set<string>();

  /** The path itself, or with a number where another file has it, or one that differs by case alone. */
  take(path: string): string {
    let free = path;
    const end = extension.exec(path)?.[0] ?? '';
    const start = path.slice(0, path.length - end.length);
    for (let copy = 2; this.#taken.has(keyOf(free)); copy += 1) free = `${start} [${copy}]${end}`;
    this.#taken.add(keyOf(free));
    return free;
  }
}

const systemFiles = /^(?:thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r?|\.ds_store|\.localized)$/i;
const systemFolders = /^(?:__macosx|\$recycle\.bin|system volume information)$/i;

/** Why nobody wants to read the file of this path; null when somebody may. */
export function leftOutFor(path: string): LeftOutReason | null {
  const segments = path.split(/[/\\]/).filter((segment) => segment !== '');
  const name = segments.at(-1) ?? '';
  if (systemFiles.test(name) || segments.some((segment) => systemFolders.test(segment))) return 'system_file';
  if (/^(?:~\$|\.~lock\.)/.test(name)) return 'lock_file';
  return segments.some((segment) => /^\.[^.]/.test(segment)) ? 'hidden_file' : null;
}
