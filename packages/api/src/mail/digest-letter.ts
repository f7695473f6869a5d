import type { Language } from '@koersvast/core/language';
import { saidName, type WrittenMail, write } from './letter.ts';
import type { ProjectNews } from './news.ts';

/** What somebody is told of their projects, in words and numbers; of a document or of what was said, nothing. */
interface Digest {
  readonly name: string;
  readonly news: readonly ProjectNews[];
  /** Where the page of a project is, that on which these mails are chosen, and that on which they are stopped. */
  readonly projectHref: (projectId: string) => string;
  readonly settingHref: string;
  readonly stopHref: string;
  readonly daily: boolean;
}

type Kind = ProjectNews['said'][number]['kind'];

interface Words {
  readonly dear: (name: string) => string;
  readonly lead: string;
  readonly newIn: (project: string) => string;
  readonly newInMany: (count: number) => string;
  readonly said: Readonly<Record<Kind, readonly [one: string, more: string]>>;
  readonly round: (round: { readonly name: string; readonly number: number }) => string;
  readonly revealed: (round: string) => string;
  readonly others: (count: number) => string;
  readonly moreProjects: (count: number) => string;
  readonly open: string;
  readonly why: (daily: boolean) => string;
  readonly setting: string;
  readonly stop: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    dear: (name) => `Dear ${name},`,
    lead: 'This is new for you, and not read yet:',
    newIn: (project) => `New for you in ${project}`,
    newInMany: (count) => `New for you in ${count} projects`,
    said: {
      verdict: ['verdict on your work', 'verdicts on your work'],
      disagreement: ['answer to your verdict', 'answers to your verdicts'],
      reply: ['reply', 'replies'],
      mention: ['reply that mentions you', 'replies that mention you'],
    },
    round: ({ name, number }) => (name === '' ? `Round ${number}` : `Round “${saidName(name)}”`),
    revealed: (round) => `${round} is revealed: nobody codes it blind any more.`,
    others: (count) => (count === 1 ? 'and 1 other person' : `and ${count} other people`),
    moreProjects: (count) =>
      count === 1
        ? 'There is something new in 1 other project as well.'
        : `There is something new in ${count} other projects as well.`,
    open: 'Open the project',
    why: (daily) =>
      daily
        ? 'You get a mail like this once a day at most, and only when there is something new.'
        : 'You get a mail like this soon after something new comes.',
    setting: 'Choose when you get them',
    stop: 'Stop these mails',
  },
  nl: {
    dear: (name) => `Beste ${name},`,
    lead: 'Dit is nieuw voor jou, en nog niet gelezen:',
    newIn: (project) => `Nieuw voor jou in ${project}`,
    newInMany: (count) => `Nieuw voor jou in ${count} projecten`,
    said: {
      verdict: ['oordeel over je werk', 'oordelen over je werk'],
      disagreement: ['antwoord op je oordeel', 'antwoorden op je oordelen'],
      reply: ['reactie', 'reacties'],
      mention: ['reactie waarin je wordt genoemd', 'reacties waarin je wordt genoemd'],
    },
    round: ({ name, number }) => (name === '' ? `Ronde ${number}` : `Ronde ‘${saidName(name)}’`),
    revealed: (round) => `${round} is onthuld: daar wordt niet meer blind gecodeerd.`,
    others: (count) => (count === 1 ? 'en nog 1 persoon' : `en nog ${count} personen`),
    moreProjects: (count) =>
      count === 1
        ? 'Ook in 1 ander project is er iets nieuws.'
        : `Ook in ${count} andere projecten is er iets nieuws.`,
    open: 'Open het project',
    why: (daily) =>
      daily
        ? 'Je krijgt zo’n mail hoogstens één keer per dag, en alleen als er iets nieuws is.'
        : 'Je krijgt zo’n mail kort nadat er iets nieuws is.',
    setting: 'Kies wanneer je ze krijgt',
    stop: 'Stop deze mails',
  },
};

/** So many projects are told one by one, and of each so many people. */
const most = { projects: 10, people: 10 } as const;

function linesOf(language: Language, { said, rounds }: ProjectNews): string[] {
  const w = words[language];
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const byWho = Map.groupBy(said, ({ who }) => who);
  const people = [...byWho].map(([who, each]) => {
    const counted = each.map(({ kind, count }) => `${count} ${w.said[kind][count === 1 ? 0 : 1]}`);
    return `${saidName(who)}: ${list.format(counted)}`;
  });
  const over = people.length - most.people;
  return [
    ...rounds.map((round) => w.revealed(w.round(round))),
    ...people.slice(0, most.people),
    ...(over > 0 ? [w.others(over)] : []),
  ];
}

/** A mail of what is new for somebody in their projects, of which there is at least one. */
export function digestLetter(language: Language, { name, news, ...about }: Digest): WrittenMail {
  const w = words[language];
  const [only, second] = news;
  const told = news.slice(0, most.projects);
  const over = news.length - told.length;
  const letter = write(language, {
    subject:
      only !== undefined && second === undefined ? w.newIn(saidName(only.name)) : w.newInMany(news.length),
    paragraphs: [w.dear(saidName(name)), w.lead, ...(over > 0 ? [w.moreProjects(over)] : [])],
    link: null,
    parts: told.map((each) => ({
      title: saidName(each.name),
      lines: linesOf(language, each),
      link: { words: w.open, href: about.projectHref(each.place.projectId) },
    })),
    why: w.why(about.daily),
    settings: [
      { words: w.setting, href: about.settingHref },
      { words: w.stop, href: about.stopHref },
    ],
  });
  return { ...letter, stopHref: about.stopHref };
}
