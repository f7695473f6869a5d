/**
 * The keys of somebody who types in a field that vanishes under their hands: because the thing it was about was
 * deleted elsewhere, a dialogue came or went, the field was switched off. What they type on goes to nobody then: not
 * to the commands of the page, for which "nu" is two of them, and not to another field that got the focus. Until
 * they click, press Escape or Tab, or go to another place themselves, such keys do nothing, and it is said.
 */
export interface TypingGuard {
  /** Whether keys are being held back. */
  isHolding(): boolean;
  stop(): void;
}

export interface TypingGuardOptions {
  /** A field vanished; `text` is what was in it, where that was prose of one's own. */
  onVanished(text: string): void;
  /** The first key that was held back. */
  onHeld(): void;
}

type TextField = HTMLTextAreaElement | HTMLInputElement;

const notText = ['checkbox', 'radio', 'button', 'submit', 'reset', 'file', 'range', 'color', 'hidden'];

function textFieldOf(target: EventTarget | null): TextField | null {
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLInputElement && !notText.includes(target.type) ? target : null;
}

/** Whether keys can still go there. */
function isThere(field: TextField): boolean {
  return field.isConnected && !field.matches(':disabled') && field.getClientRects().length > 0;
}

/** Whether all of it is selected, as when a program leads somebody to what stands there already. */
function isWhole({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): boolean {
  return selectionStart === 0 && selectionEnd === value.length;
}

/** What a person does with such a key is to leave a field, or to send what it says. */
function leaves({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key === 'Escape' || key === 'Tab' || key === 'Enter' || ((ctrlKey || metaKey) && !altKey);
}

/** Keys with which one speaks to the browser itself, such as those that reload a page. */
function isForBrowser({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || /^F\d+$/.test(key);
}

/** A pause after which what is typed into another field is meant for it, in milliseconds. */
const pause = 1_000;

export function guardTyping({ onVanished, onHeld }: TypingGuardOptions): TypingGuard {
  let field: TextField | null = null;
  /** Whether the last thing that the person did was to write, or to go to the field. */
  let writing = false;
  /** Whether they did anything in it since it got the focus. */
  let touched = false;
  let holding = false;
  let told = false;
  let lastKey = 0;
  /** A dialogue in which Escape was the last key: it closes, and may be given the focus once more before it has. */
  let closing: Element | null = null;

  const watcher = new MutationObserver(() => {
    if (field !== null && !field.isConnected) vanished(field);
  });
  const forget = () => {
    field = null;
    watcher.disconnect();
  };
  const vanished = (lost: TextField) => {
    forget();
    if (!writing) return;
    holding = true;
    told = false;
    onVanished(lost instanceof HTMLTextAreaElement && (touched || !isWhole(lost)) ? lost.value : '');
  };
  const letGo = () => {
    holding = false;
  };

  const onFocusIn = ({ target }: FocusEvent) => {
    const next = textFieldOf(target);
    if (field !== null && field !== next) {
      // The focus was taken away from somebody who was writing: what follows was not meant for this place.
      if (!isThere(field) || (writing && isTakenByDialogue(target, field))) vanished(field);
      else forget();
    }
    if (next === null || holding) return;
    if (field !== next) touched = false;
    field = next;
    writing = closing === null || !closing.contains(next);
    watcher.observe(document, { childList: true, subtree: true });
  };
  const onFocusOut = () => {
    const left = field;
    if (left === null) return;
    // Where the focus goes, and whether the field is still there, is known in a moment.
    queueMicrotask(() => {
      if (field !== left || document.activeElement === left) return;
      if (!isThere(left)) vanished(left);
      else if (document.activeElement === document.body && !writing) forget();
    });
  };
  const onPointer = ({ target }: Event) => {
    writing = false;
    touched = target instanceof Node && field?.contains(target) === true;
    letGo();
  };
  const onInput = ({ target }: Event) => {
    if (target !== field) return;
    writing = true;
    touched = true;
  };
  const onKey = (event: KeyboardEvent) => {
    closing = event.key === 'Escape' ? document.querySelector('[aria-modal="true"]') : null;
    if (field !== null && event.target !== field && !isThere(field)) vanished(field);
    if (!holding) {
      if (event.target !== field) return;
      writing = !leaves(event);
      touched = true;
      return;
    }
    const since = event.timeStamp - lastKey;
    lastKey = event.timeStamp;
    if (event.key === 'Tab') {
      letGo();
      return;
    }
    if (told && since > pause && textFieldOf(event.target) !== null) {
      letGo();
      return;
    }
    event.stopImmediatePropagation();
    if (!isForBrowser(event)) event.preventDefault();
    if (event.key === 'Escape') letGo();
    else if (!told && !['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) {
      told = true;
      onHeld();
    }
  };

  const options = { capture: true };
  window.addEventListener('focusin', onFocusIn, options);
  window.addEventListener('focusout', onFocusOut, options);
  window.addEventListener('pointerdown', onPointer, options);
  window.addEventListener('input', onInput, options);
  window.addEventListener('keydown', onKey, options);
  return {
    isHolding: () => holding,
    stop: () => {
      forget();
      window.removeEventListener('focusin', onFocusIn, options);
      window.removeEventListener('focusout', onFocusOut, options);
      window.removeEventListener('pointerdown', onPointer, options);
      window.removeEventListener('input', onInput, options);
      window.removeEventListener('keydown', onKey, options);
    },
  };
}

/** Within one dialogue somebody went on by themselves, also where a screen reader moved the focus without a key. */
function isTakenByDialogue(target: EventTarget | null, from: Element): boolean {
  const dialogue = target instanceof Element ? target.closest('[aria-modal="true"]') : null;
  return dialogue !== null && !dialogue.contains(from);
}
