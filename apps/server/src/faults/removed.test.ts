import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Installation, openInstallation } from '../testing/installation.ts';
import { coding, find } from '../testing/study.ts';
import { type Crew, openCrew, type Person } from './testing/crew.ts';
import { Follower } from './testing/follower.ts';
import { findAllFaults, report } from './testing/proof.ts';
import { type Answer, ask, type Sender, Sent, send } from './testing/sent.ts';
import { firstSeed, sizes } from './testing/sizes.ts';

// What waited in a browser while it was offline, and comes when its person may not do it any more.

vi.setConfig({ testTimeout: sizes.testTimeout, hookTimeout: 60_000 });

const PLENTY = { timeout: 60_000, interval: 20 };

let installation: Installation;
let crew: Crew;
let anna: Person;
let bert: Person;

beforeAll(async () => {
  installation = await openInstallation();
  crew = await openCrew(await installation.owner());
  const [first, second] = crew.people;
  if (!first || !second) throw new Error('nobody is there');
  anna = first;
  bert = second;
});
afterAll(() => installation.close());

const senderOf = ({ browser }: Person): Sender => ({ cookie: browser.cookie, url: () => installation.url });
const queue = () =>
  Array.from({ length: sizes.queued }, (_, number) =>
    coding(crew.study, find(crew.study.text, `woord${100 + number}`)),
  );
const refusalOf = (answer: Answer | null) => answer && 'refused' in answer && answer.refused;
const noFaults = async (sent: Sent, followers: Follower[]) =>
  expect(await findAllFaults({ db: installation.db, crew, sent, followers })).toEqual([]);

test('of a member who was removed nothing is carried out, and nothing more is told', async () => {
  const sender = senderOf(anna);
  const queued = queue();
  const sent = new Sent();
  const follower = await new Follower(crew.study, sender).open();
  await expect.poll(() => follower.counts.connections, PLENTY).toBeGreaterThan(0);
  const { projectId } = crew.study;
  const { members } = await crew.owner.query('project.get', { projectId });
  const version = members.find(({ id }) => id === anna.memberId)?.version;
  const change = { removed: true };
  await crew.owner.mutate('member.edit', {
    opId: randomUUIDv7(),
    projectId,
    memberId: anna.memberId,
    version,
    change,
  });
  const answers: (Answer | null)[] = [];
  for (const each of queued) answers.push(await ask(sender, 'annotation.create', each));
  expect(answers.map(refusalOf)).toEqual(queued.map(() => 'not_found'));
  await expect.poll(() => follower.refused, PLENTY).toBe('not_found');
  expect(follower.counts.changes).toBe(0);
  await follower.stop();
  report('removed member', firstSeed, { refused: answers.length });
  await noFaults(sent, []);
});

test('what comes after the session has ended waits for its person, and is carried out once', async () => {
  const { email } = (await bert.browser.query('session.current', {})).person ?? { email: '' };
  const queued = queue();
  const before = senderOf(bert);
  await bert.browser.mutate('session.signOut', { everywhere: true });
  const answers = await Promise.all(queued.map((each) => ask(before, 'annotation.create', each)));
  expect(answers.map(refusalOf)).toEqual(queued.map(() => 'not_signed_in'));
  await bert.browser.mutate('session.signIn', { email, password: 'a long enough password' });
  const sent = new Sent();
  const sender = senderOf(bert);
  const follower = await new Follower(crew.study, sender).open();
  for (const each of [...queued, ...queued]) await send(sender, 'annotation.create', each, { sent });
  expect(sent.acknowledged.size).toBe(sizes.queued);
  report('session ended', firstSeed, { refused: answers.length, acknowledged: sent.acknowledged.size });
  await noFaults(sent, [follower]);
  await follower.stop();
});
