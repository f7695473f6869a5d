import { installationRoles } from '@koersvast/core/ability';
import { languages } from '@koersvast/core/language';
import { z } from 'zod';
import { id, line, moment, record, text, upTo } from './common.ts';

export const email = z.email().max(254).trim().toLowerCase();
/** At least 10 characters, at most 128; which ones is the person's own business. */
export const password = z.string().min(10).max(128);
/** What is asked at sign-in: any length, so that a wrong guess is only wrong. */
export const givenPassword = z.string().min(1).max(1024);
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** Where links lead, on the screen: the token is the last part of the path. */
export const firstOwnerPath = (token: string) => `/welcome/${token}`;
export const joinPath = (token: string) => `/join/${token}`;

/** Of the link in a digest by which no more of them come. */
export const stopMailToken = z.string().regex(/^[A-Za-z0-9_-]{64}$/);
export const stopMailPath = (token: string) => `/mail/off/${token}`;
export const stopMailInput = z.strictObject({ token: stopMailToken });

/** Of the second factor: six digits, or a recovery code; with whatever spaces and dashes it is shown with. */
export const factorCode = z.string().trim().min(1).max(40);

/** `code` where the account has a second factor, which is told to whoever knows the password. */
export const signInInput = z.strictObject({ email, password: givenPassword, code: factorCode.optional() });
/** Everywhere: in every browser, and the tokens for downloads end as well. */
export const signOutInput = z.strictObject({ everywhere: z.boolean() });
/** The tokens for downloads end with the password, unless their owner keeps them. */
export const changePasswordInput = z.strictObject({
  current: givenPassword,
  next: password,
  keepTokens: z.boolean().optional(),
});

/** `base` is the name that the person saw: where it was changed elsewhere since, nothing is overwritten. */
export const setNameInput = z.strictObject({ name: line(100), base: z.string().max(1000).optional() });
/** Without a password it has to have been confirmed at the provider just now. */
export const changeEmailInput = z.strictObject({ email, password: givenPassword.optional() });

/** How somebody wants to see a table: without these columns, in the order of this one. */
export const tableView = z.strictObject({
  hidden: z
    .array(text(60))
    .max(...upTo('chosen'))
    .optional(),
  sort: text(60).optional(),
  down: z.boolean().optional(),
});
export type TableView = z.infer<typeof tableView>;

/** When somebody gets by mail what was said to them: never, once a day, or soon after it was said. */
export const mailPreference = z.enum(['off', 'daily', 'atOnce']);
export type MailPreference = z.infer<typeof mailPreference>;

/** Settings of a person that follow them to every browser. */
export const preferences = z.strictObject({
  language: z.enum(languages).nullable(),
  theme: z.enum(['light', 'dark', 'auto']),
  /** Remapped single-letter commands, command name to key; null switches the key off (WCAG 2.1.4). */
  keys: record(text(40), text(20).nullable(), 'keys'),
  singleKeys: z.boolean(),
  /** Each by its name. */
  tables: record(text(40), tableView, 'tables').optional(),
  /** Once a day where nothing is said. */
  mail: mailPreference.optional(),
});
export type Preferences = z.infer<typeof preferences>;
export const defaultPreferences: Preferences = { language: null, theme: 'auto', keys: {}, singleKeys: true };

/** What is named is set, the rest stays. With `base`, what was seen before, keys and tables are set one by one. */
export const setPreferencesInput = preferences.partial().extend({ base: preferences.partial().optional() });

export const person = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  installationRole: z.enum(installationRoles),
  preferences,
});
export type Person = z.infer<typeof person>;

/** How somebody can sign in. */
export const waysIn = z.strictObject({ password: z.boolean(), provider: z.boolean() });
export type WaysIn = z.infer<typeof waysIn>;

/** The provider at which people sign in with the account of their organisation, as every screen may know it. */
export const providerView = z.strictObject({
  /** What its button says. */
  label: z.string(),
  /** Whether it answered when it was last asked. */
  ready: z.boolean(),
  /** Where somebody signs out there; null where that is nowhere. */
  signOut: z.string().nullable(),
  /** Passwords are switched off, but for one owner in an emergency. */
  only: z.boolean(),
});
export type ProviderView = z.infer<typeof providerView>;

/** Null when nobody is signed in; `needsFirstOwner` when the installation has no person yet. */
export const sessionOutput = z.strictObject({
  person: person.nullable(),
  needsFirstOwner: z.boolean(),
  /** Whose session this browser has was retired meanwhile. Said to them alone, and so nobody can ask it of others. */
  retired: z.literal(true).optional(),
  /** Whether this installation sends mail, and so a link to whoever has forgotten their password. */
  mail: z.boolean().optional(),
  /** Where people can sign in with the account of their organisation. */
  provider: providerView.optional(),
  /** Of whoever is signed in. */
  waysIn: waysIn.optional(),
  /** Until when it counts that whoever is signed in has just signed in again at the provider. */
  confirmedUntil: moment.optional(),
});

export const createFirstOwnerInput = z.strictObject({ token: linkToken, name: line(100), email, password });
export const linkInput = z.strictObject({ token: linkToken });
export const firstOwnerLinkOutput = z.strictObject({ valid: z.boolean() });

export const apiToken = z.strictObject({
  id,
  label: z.string(),
  createdAt: moment,
  lastUsedAt: moment.nullable(),
  expiresAt: moment,
  /** How often it was used. */
  uses: z.int(),
});
/** How long a token lives at most, and when nothing else is asked. */
export const apiTokenDays = 365;
/** How many living tokens somebody may have. */
export const apiTokensAtOnce = 20;
/** Without a password it has to have been confirmed at the provider just now. */
export const createApiTokenInput = z.strictObject({
  label: line(100),
  days: z.int().min(1).max(apiTokenDays).optional(),
  password: givenPassword.optional(),
});
/** The token itself is shown once, here. */
export const createApiTokenOutput = z.strictObject({ apiToken, secret: z.string() });
export const revokeApiTokenInput = z.strictObject({ id });
