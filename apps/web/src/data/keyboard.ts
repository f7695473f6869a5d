import { useEffect, useRef } from 'react';
import { chordOf, isMac } from '../lib/chord.ts';
import { isTyping } from '../lib/is-typing.ts';
import { createStore, useStore } from '../lib/store.ts';
import { type CommandName, createKeymap, type KeyContext, type Keymap } from './keys.ts';

/** The keys of the person who is signed in; the frame sets it from their preferences. */
const keymapStore = createStore<Keymap>(createKeymap({ keys: {}, singleKeys: true }));

let chosen: Parameters<typeof createKeymap>[0] = { keys: {}, singleKeys: true };
let lent: ReadonlySet<string> = new Set();

/** The keys that a person has chosen. */
export function setKeyPreferences(preferences: typeof chosen): void {
  chosen = preferences;
  keymapStore.set(createKeymap(chosen, lent));
}

/** The letters that commands lend to the keys of the tags on this screen. */
export function lendLetters(letters: ReadonlySet<string>): void {
  if (letters.size === 0 && lent.size === 0) return;
  lent = letters;
  keymapStore.set(createKeymap(chosen, lent));
}

export function useKeymap(): Keymap {
  return useStore(keymapStore);
}

/** Does the command. Returns false when it has nothing to do, so that the browser keeps the key. */
export type CommandHandler = (event: KeyboardEvent) => unknown;
export type CommandHandlers = Partial<Record<CommandName, CommandHandler>>;

interface Registration {
  readonly context: KeyContext;
  readonly handlers: () => CommandHandlers;
}

const registrations = createStore<readonly Registration[]>([]);

/**
 * Listens to the keys of these commands while the component is there, and shows them in the key sheet. The
 * latest registration of a command goes first.
 */
export function useCommandKeys(context: KeyContext, handlers: CommandHandlers, enabled = true): void {
  const current = useRef(handlers);
  current.current = handlers;
  const names = Object.keys(handlers).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sheet is told again when other commands have keys
  useEffect(() => {
    if (!enabled) return;
    const registration: Registration = { context, handlers: () => current.current };
    registrations.set([registration, ...registrations.get()]);
    return () => registrations.set(registrations.get().filter((each) => each !== registration));
  }, [context, enabled, names]);
}

/** The commands that have a meaning on the present screen, each once. */
export function useActiveCommands(): readonly CommandName[] {
  const active = useStore(registrations).flatMap(
    (registration) => Object.keys(registration.handlers()) as CommandName[],
  );
  return [...new Set(active)];
}

/** Does a command of the present screen that was chosen by its name. */
export function doCommand(name: CommandName): void {
  for (const { handlers } of registrations.get()) {
    const handler = handlers()[name];
    if (handler !== undefined && handler(new KeyboardEvent('keydown')) !== false) return;
  }
}

/** The latest first; a way to elsewhere in the project after all that the screen itself does. */
function inTurn(): readonly Registration[] {
  const all = registrations.get();
  return [
    ...all.filter(({ context }) => context !== 'project'),
    ...all.filter(({ context }) => context === 'project'),
  ];
}

const alsoWhileTyping: ReadonlySet<CommandName> = new Set(['palette.open', 'seek.next', 'seek.previous']);

/** The one listener of the page. Returns what removes it. */
export function listenToKeys(): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const chord = chordOf(event, isMac);
    if (chord === null || document.querySelector('[aria-modal="true"]') !== null) return;
    const typing = isTyping(event.target);
    for (const { context, handlers } of inTurn()) {
      const command = keymapStore.get().commandOf(context, chord);
      if (command === null || (typing && !alsoWhileTyping.has(command))) continue;
      const handler = handlers()[command];
      if (handler === undefined || handler(event) === false) continue;
      event.preventDefault();
      return;
    }
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
}
