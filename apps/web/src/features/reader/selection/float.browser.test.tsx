import { utf16 } from '@koersvast/core/text';
import { createTextView } from '@koersvast/highlighter';
import { useEffect, useState } from 'react';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { show } from '../../../testing/show.tsx';
import { measureFoot } from '../measure-foot.ts';
import classes from '../reader.module.css';
import { createReaderSession, ReaderSessionProvider } from '../reader-session.ts';
import { Float } from './float.tsx';

const names = { region: 'Tags', toolbar: 'Foot' };
const text = 'The cabinet urges Russia to answer';

interface NarrowProps {
  /** How high what stands in the bar at the foot is. */
  readonly foot: number;
  /** How far down the words are. */
  readonly down: number;
  readonly open: boolean;
}

/** A letter in a narrow window, with a long float at its first words. */
function Narrow({ foot, down, open }: NarrowProps) {
  const [session] = useState(createReaderSession);
  const [host, setHost] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (host === null) return;
    const [start, end] = [utf16(0), utf16(text.length)];
    const blocks = [{ index: 1, kind: 'paragraph', paragraph: 1, start, end } as const];
    const labels = { region: 'Letter', speak: () => '' };
    const view = createTextView(host, { text, blocks, sentences: [], language: 'en', labels });
    session.view.set(view);
    return () => view.destroy();
  }, [host, session]);
  return (
    <ReaderSessionProvider value={session}>
      <div className={classes.reader} data-wide={false}>
        <div style={{ position: 'relative', paddingTop: down }}>
          <div ref={setHost} />
          {open && (
            <Float span={{ start: 0, end: 11 }} label="Tags" fits>
              <div style={{ overflow: 'auto' }}>
                <div style={{ height: 2000 }} />
              </div>
            </Float>
          )}
        </div>
        <div className={classes.foot} ref={measureFoot} role="toolbar" aria-label="Foot">
          <div style={{ height: foot }} />
        </div>
      </div>
    </ReaderSessionProvider>
  );
}

beforeAll(() => page.viewport(390, 844));
afterAll(() => page.viewport(1200, 800));

it.each([
  ['one line', 44, 200],
  ['two lines', 92, 200],
  ['two lines, under words that are low', 92, 640],
  ['four lines of large letters', 220, 200],
])('lies over the bar at the foot of a narrow window, with %s', async (_name, foot, down) => {
  const { again, place } = await show(<Narrow {...{ foot, down }} open={false} />);
  const boxOf = (role: 'region' | 'toolbar') =>
    page.getByRole(role, { name: names[role] }).element().getBoundingClientRect();
  await expect.poll(() => place.querySelector('[style*="--reader-foot"]')).not.toBeNull();
  again(<Narrow {...{ foot, down }} open />);
  await expect.poll(() => boxOf('region').height).toBeGreaterThan(200);
  expect(boxOf('toolbar').height).toBeGreaterThan(foot);
  expect(boxOf('region').bottom).toBeLessThanOrEqual(boxOf('toolbar').top);
});
