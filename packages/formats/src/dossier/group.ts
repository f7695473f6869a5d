import type { SourceReason, SourceRole } from '@koersvast/core/dossier';
import type { FileFormat } from '@koersvast/core/file';
import { type FileName, fileNameOf, identifiersIn } from './name.ts';

/** A file of a drop, as far as must be known of it to see what it belongs to. */
export interface FileToGroup {
  readonly path: string;
  /** What it is read as; `details` of a publication (`metadata.xml`), an `index` of many; null for what is not read. */
  readonly kind: FileFormat | 'details' | 'index' | null;
  readonly sha256?: string | null;
  /** Of a PDF: whether its structure says in what order it is read. */
  readonly tagged?: boolean;
  /** What a publication, or its details, say of themselves. */
  readonly stated?: StatedOfFile | null;
}

export interface StatedOfFile {
  readonly identifier: string | null;
  /** The identifiers of its attachments. */
  readonly attachments: readonly string[];
}

export interface ItemSource {
  readonly path: string;
  readonly role: SourceRole;
  readonly why: SourceReason;
}

/** What will be one document: the file that its text is read from stands first. */
export interface DossierItem {
  readonly sources: readonly ItemSource[];
}

export interface Grouping {
  readonly items: readonly DossierItem[];
  /** Files that list many. */
  readonly indexes: readonly string[];
  /** Files that are not read, and belong to no letter. */
  readonly alone: readonly string[];
}

/** The surest source of a letter's text first. What is not here is read by the elements that it has. */
export const surestFirst: readonly FileFormat[] = [
  'op-xml',
  'tei',
  'akoma-ntoso',
  'docx',
  'odt',
  'doc',
  'rtf',
  'pdf',
  'html',
  'epub',
  'xml',
  'markdown',
  'text',
];

function rankOf({ kind, tagged }: FileToGroup): number {
  if (kind === null || kind === 'details' || kind === 'index') return surestFirst.length;
  return kind === 'pdf' && tagged === true ? surestFirst.indexOf('docx') + 0.5 : surestFirst.indexOf(kind);
}

const isRead = ({ kind }: FileToGroup) => kind !== null && kind !== 'details' && kind !== 'index';

interface Member {
  readonly file: FileToGroup;
  readonly name: FileName;
  readonly identifiers: readonly string[];
  why: SourceReason | null;
}

/**
 * Puts together the files of one letter: by the same bytes, the same official number, the same name, what the details of
 * a publication or an index (`together`, lists of paths) say, a name that calls it an attachment of another, and the
 * folder of one letter. The text is read from the surest of them, the others are kept beside it. Items stand in the
 * order of their first file.
 */
export function groupFiles(
  files: readonly FileToGroup[],
  together: readonly (readonly string[])[] = [],
): Grouping {
  const members = files.filter(({ kind }) => kind !== 'index').map(memberOf);
  const groups = new Groups(members);
  const byPath = new Map(members.map((member) => [member.file.path, member]));
  for (const paths of together) {
    groups.unite(
      paths.flatMap((path) => byPath.get(path) ?? []),
      'index_says',
    );
  }
  for (const same of by(members, ({ file }) => file.sha256 ?? null)) groups.unite(same, 'same_bytes');
  uniteByIdentifier(members, groups);
  uniteByName(members, groups);
  uniteStated(members, groups);
  uniteNamed(members, groups);
  uniteByFolder(members, groups);
  const items: DossierItem[] = [];
  const alone: string[] = [];
  for (const group of groups.all()) {
    if (group.some(({ file }) => isRead(file))) items.push(itemOf(group));
    else alone.push(...group.map(({ file }) => file.path));
  }
  return { items, alone, indexes: files.filter(({ kind }) => kind === 'index').map(({ path }) => path) };
}

function memberOf(file: FileToGroup): Member {
  const name = fileNameOf(file.path);
  const stated = file.stated?.identifier?.toLowerCase();
  // Details are called `metadata.xml` in a folder that is called as the publication.
  const named =
    file.kind === 'details' && name.identifiers.length === 0
      ? identifiersIn(name.folders.split('/').at(-1)?.toLowerCase() ?? '')
      : name.identifiers;
  const identifiers = stated === undefined ? named : [...new Set([stated, ...named])];
  return { file, name, identifiers, why: null };
}

/** Lists of what has the same key, in order; what has none is in no list. */
function by(members: readonly Member[], keyOf: (member: Member) => string | null): Member[][] {
  const found = new Map<string, Member[]>();
  for (const member of members) {
    const key = keyOf(member);
    if (key === null) continue;
    const list = found.get(key);
    if (list === undefined) found.set(key, [member]);
    else list.push(member);
  }
  return [...found.values()];
}

class Groups {
  readonly #members: readonly Member[];
  readonly #parent = new Map<Member, Member>();

  constructor(members: readonly Member[]) {
    this.#members = members;
  }

  root(member: Member): Member {
    let at = member;
    for (let next = this.#parent.get(at); next !== undefined; next = this.#parent.get(at)) at = next;
    if (at !== member) this.#parent.set(member, at);
    return at;
  }

  unite(members: readonly Member[], why: SourceReason): void {
    const [first, ...rest] = members;
    if (first === undefined) return;
    for (const member of rest) {
      const [left, right] = [this.root(first), this.root(member)];
      if (left === right) continue;
      this.#parent.set(right, left);
      first.why ??= why;
      member.why ??= why;
    }
  }

  all(): Member[][] {
    const found = new Map<Member, Member[]>();
    for (const member of this.#members) {
      const root = this.root(member);
      const list = found.get(root);
      if (list === undefined) found.set(root, [member]);
      else list.push(member);
    }
    return [...found.values()];
  }
}

/** An attachment that bears the number of its letter belongs to it, but does not make two letters one. */
function uniteByIdentifier(members: readonly Member[], groups: Groups): void {
  const holders = new Map<string, Member>();
  for (const member of members) {
    if (member.name.attachment && !member.identifiers.some((each) => each.startsWith('blg-'))) continue;
    for (const identifier of member.identifiers) {
      const holder = holders.get(identifier);
      if (holder === undefined) holders.set(identifier, member);
      else groups.unite([holder, member], 'same_identifier');
    }
  }
  for (const member of members) {
    const holder = member.identifiers.map((each) => holders.get(each)).find((each) => each !== undefined);
    if (holder !== undefined && holder !== member) groups.unite([holder, member], 'named_attachment');
  }
}

/** The same name in another format is the same letter; in the same format it is another one that is called alike. */
function uniteByName(members: readonly Member[], groups: Groups): void {
  const named = by(members, ({ name }) => (name.base === '' ? null : `${name.folder}/${name.base}`));
  for (const same of named) {
    const formats = new Set<FileToGroup['kind']>();
    const originalsFirst = [...same].sort((left, right) => Number(left.name.copy) - Number(right.name.copy));
    const one = originalsFirst.filter(({ file }) => {
      const isNew = !formats.has(file.kind);
      formats.add(file.kind);
      return isNew;
    });
    groups.unite(one, 'same_name');
  }
}

/** Attachments that a publication names. */
function uniteStated(members: readonly Member[], groups: Groups): void {
  const byIdentifier = new Map(members.flatMap((member) => member.identifiers.map((each) => [each, member])));
  for (const member of members) {
    for (const attachment of member.file.stated?.attachments ?? []) {
      const found = byIdentifier.get(attachment.toLowerCase());
      if (found !== undefined) groups.unite([member, found], 'stated');
    }
  }
}

/** `Kamerbrief over X - bijlage 1` belongs to `Kamerbrief over X` in the same folder. */
function uniteNamed(members: readonly Member[], groups: Groups): void {
  for (const inFolder of by(members, ({ name }) => name.folder)) {
    const letters = new Map(
      inFolder
        .filter(({ name, file }) => !name.attachment && isRead(file))
        .map((each) => [each.name.base, each]),
    );
    for (const member of inFolder) {
      const { base, attachment } = member.name;
      if (!attachment) continue;
      // From the longest beginning that could be the name of a letter.
      for (let end = base.length - 1; end > 3; end -= 1) {
        if (/[\p{L}\p{N}]/u.test(base.charAt(end))) continue;
        const letter = letters.get(base.slice(0, end).replace(/[\s.,:;_–-]+$/u, ''));
        if (letter === undefined) continue;
        groups.unite([letter, member], 'named_attachment');
        break;
      }
    }
  }
}

/** What lies beside one letter in its folder, or in a folder of attachments below it, belongs to that letter. */
function uniteByFolder(members: readonly Member[], groups: Groups): void {
  const folderOf = ({ name }: Member) =>
    name.folders
      .split('/')
      .filter((segment, at, all) => at < all.length - 1 || !ofAttachments.test(segment))
      .join('/');
  for (const inFolder of by(members, folderOf)) {
    const folder = inFolder.slice(0, 1).map(folderOf).join('').split('/').at(-1) ?? '';
    const bearsNumber = identifiersIn(folder.toLowerCase()).length > 0;
    const below = (member: Member) => member.name.folders !== folderOf(member);
    const letters = new Set(
      inFolder
        .filter((each) => isRead(each.file) && !each.name.attachment && !below(each))
        .map((each) => groups.root(each)),
    );
    const [letter] = letters;
    if (letter === undefined) continue;
    const ofOneLetter = letters.size === 1 || (bearsNumber && countIdentified(inFolder, below) <= 1);
    if (ofOneLetter) groups.unite([letter, ...inFolder.filter((each) => each !== letter)], 'same_folder');
  }
}

const ofAttachments = /^(?:bijlagen?|annex(?:es)?|appendices|attachments?)$/i;

/** How many letters of a folder bear official numbers of their own. */
function countIdentified(inFolder: readonly Member[], below: (member: Member) => boolean): number {
  const identified = inFolder.filter(
    (each) => isRead(each.file) && !each.name.attachment && !below(each) && each.identifiers.length > 0,
  );
  return new Set(identified.map(({ identifiers }) => identifiers[0])).size;
}

function itemOf(group: readonly Member[]): DossierItem {
  const candidates = group.filter(({ file }) => isRead(file));
  const letters = candidates.filter(({ name }) => !name.attachment && !inAttachments(name));
  const ordered = (letters.length > 0 ? letters : candidates).toSorted(
    (left, right) =>
      Number(liesBeside(left)) - Number(liesBeside(right)) ||
      rankOf(left.file) - rankOf(right.file) ||
      Number(left.name.copy) - Number(right.name.copy),
  );
  const [text] = ordered;
  return {
    sources: [
      ...(text === undefined
        ? []
        : [
            {
              path: text.file.path,
              role: 'text',
              why: ordered.length > 1 ? 'best_source' : 'only_source',
            } as const,
          ]),
      ...group
        .filter((member) => member !== text)
        .map(
          ({ file, why }): ItemSource => ({
            path: file.path,
            role: file.kind === 'details' ? 'details' : 'attached',
            why: why ?? 'same_folder',
          }),
        ),
    ],
  };
}

/** In a folder that bears the number of a letter, what bears none itself is less surely that letter. */
const liesBeside = ({ why, identifiers }: Member) => why === 'same_folder' && identifiers.length === 0;

const inAttachments = ({ folders }: FileName) => ofAttachments.test(folders.split('/').at(-1) ?? '');
