import { isLanguage, type Language, languages } from '@koersvast/core/language';
import i18next, { type FormatterModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { whenIdle } from '../lib/when-idle.ts';

/** Milliseconds until what could not be fetched, as without a network, is asked for again. */
const again = 2_000;

const stored = 'koersvast-language';

type Words = Record<Language, () => Promise<object>>;

/** The words of a language come only when they are needed. */
const words = {
  nl: async () => (await import('./nl/index.ts')).nl,
  en: async () => (await import('./en/index.ts')).en,
} as const satisfies Words;

/** Words that only some screens need, and that are many: they come with the screen. */
const later = {
  account: {
    nl: async () => (await import('./nl/account.ts')).account,
    en: async () => (await import('./en/account.ts')).account,
  },
  agreement: {
    nl: async () => (await import('./nl/agreement.ts')).agreement,
    en: async () => (await import('./en/agreement.ts')).agreement,
  },
  assignment: {
    nl: async () => (await import('./nl/assignment.ts')).assignment,
    en: async () => (await import('./en/assignment.ts')).assignment,
  },
  collocate: {
    nl: async () => (await import('./nl/collocate.ts')).collocate,
    en: async () => (await import('./en/collocate.ts')).collocate,
  },
  command: {
    nl: async () => (await import('./nl/command.ts')).command,
    en: async () => (await import('./en/command.ts')).command,
  },
  compare: {
    nl: async () => (await import('./nl/compare.ts')).compare,
    en: async () => (await import('./en/compare.ts')).compare,
  },
  count: {
    nl: async () => (await import('./nl/count.ts')).count,
    en: async () => (await import('./en/count.ts')).count,
  },
  dictionary: {
    nl: async () => (await import('./nl/dictionary.ts')).dictionary,
    en: async () => (await import('./en/dictionary.ts')).dictionary,
  },
  document: {
    nl: async () => (await import('./nl/document.ts')).document,
    en: async () => (await import('./en/document.ts')).document,
  },
  entrance: {
    nl: async () => (await import('./nl/entrance.ts')).entrance,
    en: async () => (await import('./en/entrance.ts')).entrance,
  },
  export: {
    nl: async () => (await import('./nl/export.ts')).exporting,
    en: async () => (await import('./en/export.ts')).exporting,
  },
  fact: {
    nl: async () => (await import('./nl/fact.ts')).fact,
    en: async () => (await import('./en/fact.ts')).fact,
  },
  factor: {
    nl: async () => (await import('./nl/factor.ts')).factor,
    en: async () => (await import('./en/factor.ts')).factor,
  },
  find: {
    nl: async () => (await import('./nl/find.ts')).find,
    en: async () => (await import('./en/find.ts')).find,
  },
  history: {
    nl: async () => (await import('./nl/history.ts')).history,
    en: async () => (await import('./en/history.ts')).history,
  },
  installation: {
    nl: async () => (await import('./nl/installation.ts')).installation,
    en: async () => (await import('./en/installation.ts')).installation,
  },
  intake: {
    nl: async () => (await import('./nl/intake.ts')).intake,
    en: async () => (await import('./en/intake.ts')).intake,
  },
  job: {
    nl: async () => (await import('./nl/job.ts')).job,
    en: async () => (await import('./en/job.ts')).job,
  },
  member: {
    nl: async () => (await import('./nl/member.ts')).member,
    en: async () => (await import('./en/member.ts')).member,
  },
  page: {
    nl: async () => (await import('./nl/page.ts')).page,
    en: async () => (await import('./en/page.ts')).page,
  },
  passage: {
    nl: async () => (await import('./nl/passage.ts')).passage,
    en: async () => (await import('./en/passage.ts')).passage,
  },
  provider: {
    nl: async () => (await import('./nl/provider.ts')).provider,
    en: async () => (await import('./en/provider.ts')).provider,
  },
  query: {
    nl: async () => (await import('./nl/query.ts')).query,
    en: async () => (await import('./en/query.ts')).query,
  },
  reader: {
    nl: async () => (await import('./nl/reader.ts')).reader,
    en: async () => (await import('./en/reader.ts')).reader,
  },
  refusal: {
    nl: async () => (await import('./nl/refusal.ts')).refusal,
    en: async () => (await import('./en/refusal.ts')).refusal,
  },
  rendition: {
    nl: async () => (await import('./nl/rendition.ts')).rendition,
    en: async () => (await import('./en/rendition.ts')).rendition,
  },
  review: {
    nl: async () => (await import('./nl/review.ts')).review,
    en: async () => (await import('./en/review.ts')).review,
  },
  round: {
    nl: async () => (await import('./nl/round.ts')).round,
    en: async () => (await import('./en/round.ts')).round,
  },
  set: {
    nl: async () => (await import('./nl/set.ts')).set,
    en: async () => (await import('./en/set.ts')).set,
  },
  tag: {
    nl: async () => (await import('./nl/tag.ts')).tag,
    en: async () => (await import('./en/tag.ts')).tag,
  },
  tagAll: {
    nl: async () => (await import('./nl/tag-all.ts')).tagAll,
    en: async () => (await import('./en/tag-all.ts')).tagAll,
  },
} as const satisfies Record<string, Words>;

const needed = new Set<keyof typeof later>();

/** The language last chosen in this browser, else the browser's first that we speak, else English. */
function firstLanguage(): Language {
  try {
    const chosen = localStorage.getItem(stored);
    if (isLanguage(chosen)) return chosen;
  } catch {
    // A browser that keeps nothing goes by its own language.
  }
  return navigator.languages.map((each) => each.slice(0, 2)).find(isLanguage) ?? 'en';
}

async function load(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'common'))
    for (const [namespace, its] of Object.entries(await words[language]()))
      i18next.addResourceBundle(language, namespace, its);
  // What is needed meanwhile comes too.
  for (;;) {
    const missing = [...needed].filter((namespace) => !i18next.hasResourceBundle(language, namespace));
    if (missing.length === 0) return;
    const come = await Promise.all(missing.map((namespace) => later[namespace][language]()));
    for (const [at, namespace] of missing.entries())
      i18next.addResourceBundle(language, namespace, come[at] ?? {});
  }
}

/** What words can be had only when they are needed. */
export type LaterWords = keyof typeof later;
export const laterWords = Object.keys(later) as readonly LaterWords[];

/** Has these words from now on, in whatever language is spoken. */
export async function needWords(...namespaces: readonly LaterWords[]): Promise<void> {
  for (const namespace of namespaces) needed.add(namespace);
  // Another language may be spoken by the time that they have come.
  for (let language: Language | null = null; language !== currentLanguage(); ) {
    language = currentLanguage();
    await load(language);
  }
}

/** Has these words once the browser has nothing better to do: no screen waits for them, or fails for want of them. */
export function needWordsSoon(namespace: LaterWords): void {
  const ask = async () => {
    try {
      await later[namespace][currentLanguage()]();
      await needWords(namespace);
    } catch {
      setTimeout(ask, again);
    }
  };
  whenIdle(() => void ask());
}

const nothing = () => undefined;
/** A count is written as numbers are in the language; a year, or the number of a round, is no count. */
const countsInWords: FormatterModule = {
  type: 'formatter',
  ...{ init: nothing, add: nothing, addCached: nothing },
  format: (value, _how, language, options) =>
    options?.interpolationkey === 'count' && value > 999 ? value.toLocaleString(language) : value,
};

export async function startLanguage(): Promise<void> {
  const language = firstLanguage();
  await i18next
    .use(initReactI18next)
    .use(countsInWords)
    .init({
      lng: language,
      fallbackLng: false,
      supportedLngs: languages,
      ns: [],
      defaultNS: 'common',
      // What the server says no with is said as `error:` too, whichever of both files it stands in.
      fallbackNS: 'refusal',
      keySeparator: false,
      returnNull: false,
      resources: {},
      partialBundledLanguages: true,
      interpolation: { escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false },
    });
  await load(language);
  document.documentElement.lang = language;
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}

/** Speaks another language from now on, in this browser. Null goes by the browser's own. */
export async function speak(language: Language | null): Promise<void> {
  try {
    if (language === null) localStorage.removeItem(stored);
    else localStorage.setItem(stored, language);
  } catch {
    // Then it is asked of the account again at the next visit.
  }
  const next = language ?? firstLanguage();
  if (next === i18next.language) return;
  await load(next);
  await i18next.changeLanguage(next);
  document.documentElement.lang = next;
}
