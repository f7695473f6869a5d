/** The user that a system keeps for whoever has no name of their own. */
export const ORDINARY = 65_534;

/** Where one copy lies, and what it takes for its user's home. */
export interface Place {
  readonly clone: string;
  readonly home: string;
}

/** Something about a machine, a user or a folder that is not as it usually is. */
export interface Surrounding {
  readonly name: string;
  readonly about: string;
  /** The folder of the copy, below one that only its owner may enter (anybody, where another user works there). */
  readonly folder?: string;
  /** Tried as an ordinary user, also by root. */
  readonly asOther?: boolean;
  /** An ordinary user can try it too. */
  readonly asOrdinary?: boolean;
  readonly homeMode?: number;
  readonly homeUnset?: boolean;
  readonly umask?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly busy?: boolean;
  readonly takesPort?: number;
  /** Unpacked from an archive, without `.git`. */
  readonly archive?: boolean;
}

const long = `${'een lange map met spaties, één accent en meer ça va '.repeat(3)}eind`;

export const SURROUNDINGS: readonly Surrounding[] = [
  { name: 'closed-folder', about: 'in a folder that only its owner may enter, as in the home of root' },
  { name: 'ordinary-user', about: 'as an ordinary user', asOther: true, asOrdinary: true },
  { name: 'long-path', about: 'in a path with spaces, accents and over 150 characters', folder: long },
  {
    name: 'home-read-only',
    about: 'with a home that cannot be written',
    // Root writes what is read-only.
    asOther: true,
    asOrdinary: true,
    homeMode: 0o555,
  },
  {
    name: 'home-unset',
    about: 'without HOME, as a user who has no home',
    asOther: true,
    homeUnset: true,
  },
  { name: 'umask-077', about: 'where nobody else may read what is made', umask: '077' },
  { name: 'lang-c', about: 'without a language', environment: { LANG: 'C', LC_ALL: 'C' } },
  {
    name: 'turkish',
    about: 'in Turkish, where the small letter of I has no dot',
    environment: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'tr' },
  },
  { name: 'busy', about: 'with all cores kept busy by other work', busy: true },
  { name: 'port-taken', about: 'with port 4000 taken', takesPort: 4000 },
  { name: 'archive', about: 'unpacked from an archive, without .git', archive: true },
];

/** Several at once, so that all have been tried within an hour: what fails there is then tried by itself. */
export interface Together extends Surrounding {
  readonly of: readonly string[];
}

function together(name: string, ...of: string[]): Together {
  const parts = SURROUNDINGS.filter((each) => of.includes(each.name));
  const about = parts.map((each) => each.about).join(', ');
  return Object.assign({}, ...parts, { name, about, of });
}

export const TOGETHER: readonly Together[] = [
  together('as-root', 'closed-folder', 'long-path', 'umask-077', 'turkish', 'port-taken', 'archive'),
  together('as-ordinary', 'ordinary-user', 'home-read-only', 'lang-c', 'busy'),
  // A home cannot be missing and be read-only; and as root the data would be those of root itself.
  together('homeless', 'home-unset', 'umask-077', 'port-taken'),
];
