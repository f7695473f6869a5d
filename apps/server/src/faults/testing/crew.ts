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
const nameOf = (number: number) => names[number] ?? `Coder${number}`;

export async function openCrew(owner: Browser, size = names.length): Promise<Crew> {
  const study = await openStudy(owner, { text, tags: ['druk', 'samenwerking', 'koers'] });
  const people: Person[] = [];
  for (let number = 0; number < size; number += 1) {
    const browser = new Browser(owner.url);
    const name = nameOf(number);
    people.push({ browser, memberId: await join(owner, browser, study.projectId, { name }) });
  }
  return { study, owner, people };
}
