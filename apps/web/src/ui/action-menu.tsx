import type { ComponentProps } from 'react';
import classes from './action-menu.module.css';
import type { Action } from './action-menu-list.tsx';
import { Later, laterPart, useSoon } from './later.tsx';
import { useMenuButton } from './menu-button.ts';

const menu = laterPart(async () => (await import('./action-menu-list.tsx')).ActionMenuList);

interface ActionMenuProps {
  /** What the button is called: it shows three dots. */
  readonly label: string;
  /** Its look, where it is not the usual one. */
  readonly className?: string | undefined;
  readonly actions: readonly Action[];
}

/** The things that can be done with one row of a list. */
export function ActionMenu({ label, className = classes.dots, actions }: ActionMenuProps) {
  const { pressed, alone, withMenu } = useMenuButton();
  const look = { label, className };
  useSoon(menu);
  const dots = <DotsButton {...look} {...alone} />;
  // A list has hundreds of these, and a menu costs more than the rest of its row: it comes with the first press.
  if (!pressed) return dots;
  return (
    <Later
      part={menu}
      wanted
      meanwhile={dots}
      give={{ button: <DotsButton {...look} {...withMenu} />, opened: true, actions }}
    />
  );
}

function DotsButton({ label, ...rest }: ComponentProps<'button'> & { readonly label: string }) {
  return (
    <button type="button" aria-label={label} {...rest}>
      <span aria-hidden="true">⋯</span>
    </button>
  );
}
