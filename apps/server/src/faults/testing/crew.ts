import { Browser } from '../../testing/browser.ts';
import { join, openStudy, type Study } from '../../testing/study.ts';

export interface Person {
  readonly browser: Browser;
  readonly memberId: string;
}

/** A study with long text, its owner, and coders who have joined it. */
export interface Crew {
  readonly study: Study;
  readonly owner: Browser;
  readonly people: readonly Person[];
}

const text = Array.from({ length: 400 }, (_, index) => `woord${index + 100}`).join(' ');
const names = ['Anna', 'Bert', 'Carla', 'Dirk'];

export async function openCrew(owner: Browser, url = owner.url): Promise<Crew> {
  const study = await openStudy(owner, { text, tags: ['druk', 'samenwerking', 'koers'] });
  const people: Person[] = [];
  for (const name of names) {
    const browser = new Browser(url);
    people.push({ browser, memberId: await join(owner, browser, study.projectId, { name }) });
  }
  return { study, owner, people };
}
