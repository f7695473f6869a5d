import type { Tag } from '@koersvast/contracts';
import { QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listenToKeys, useCommandKeys } from './keyboard.ts';
import { useTagKeys } from './tag-keys.ts';
import { queryClient } from './trpc.ts';

/* With an input method, such as for Chinese or for accents, keys are parts of a sign until it is there. */

let heard: string[];
let stop: () => void;

function Listener() {
  useCommandKeys('everywhere', { 'keys.show': () => heard.push('keys.show') });
  useTagKeys({
    tags: [{ id: 'druk', key: 'p' } as unknown as Tag],
    wants: () => true,
    give: ({ id }) => heard.push(id),
  });
  return null;
}

beforeEach(() => {
  heard = [];
  const root = createRoot(document.createElement('div'));
  const listener = createElement(QueryClientProvider, { client: queryClient }, createElement(Listener));
  flushSync(() => root.render(listener));
  const deafen = listenToKeys();
  stop = () => {
    root.unmount();
    deafen();
  };
});
afterEach(() => stop());

const press = (key: string, isComposing: boolean) =>
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key, isComposing, bubbles: true, cancelable: true }),
  );

test.each([
  ['?', 'keys.show'],
  ['p', 'druk'],
])('%s does nothing while a sign is being composed', (key, does) => {
  press(key, true);
  expect(heard).toEqual([]);
  press(key, false);
  expect(heard).toEqual([does]);
});
