import { type RefCallback, useEffect, useState } from 'react';

interface MenuButton {
  /** The button was pressed before its menu was there: it opens as soon as it comes. */
  readonly pressed: boolean;
  /** What the button is given while it stands alone. */
  readonly alone: {
    readonly ref: RefCallback<HTMLButtonElement>;
    readonly onClick: () => void;
    readonly 'aria-haspopup': 'menu';
    readonly 'aria-expanded': false;
  };
  /** What it is given as the button of its menu. */
  readonly withMenu: { readonly ref: RefCallback<HTMLButtonElement> };
}

/** A button whose menu is fetched after the first screen. The focus stays on it when the menu takes it over. */
export function useMenuButton(): MenuButton {
  const [pressed, setPressed] = useState(false);
  const [{ leaves, takesOver }] = useState(() => {
    let focused = false;
    const leaves: RefCallback<HTMLButtonElement> = (element) => () => {
      focused = element !== null && element === document.activeElement;
    };
    const takesOver: RefCallback<HTMLButtonElement> = (element) => {
      if (focused) element?.focus();
      focused = false;
    };
    return { leaves, takesOver };
  });
  return {
    pressed,
    alone: {
      ref: leaves,
      onClick: () => setPressed(true),
      'aria-haspopup': 'menu',
      'aria-expanded': false,
    },
    withMenu: { ref: takesOver },
  };
}

/**
 * Whether such a menu is open. One that was asked for before it was there opens once its button has the focus: a menu
 * gives the focus back only to what had it when it was opened.
 */
export function useOpened(fromTheStart: boolean) {
  const [opened, onChange] = useState(false);
  useEffect(() => {
    if (fromTheStart) onChange(true);
  }, [fromTheStart]);
  return { opened, onChange };
}
