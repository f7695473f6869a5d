import { type RefCallback, useState } from 'react';

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
