import classes from './row-link.module.css';

/**
 * In a list of rows that are links, some text lies above the link so that it can be selected (`text`), or has a
 * tooltip of its own (`hint`): a click on it that selects nothing is a click on the link all the same. Given to the
 * list, or the table, as its `ref`.
 */
export function followText(list: HTMLElement | null): (() => void) | undefined {
  if (list === null) return undefined;
  const follow = (event: MouseEvent) => {
    const { target } = event;
    if (event.defaultPrevented || event.button !== 0 || !(target instanceof Element)) return;
    if (target.closest(`.${classes.text}, .${classes.hint}`) === null) return;
    // What has a use of its own keeps it.
    if (target.closest('a, button, input, select, label') !== null) return;
    if (getSelection()?.isCollapsed === false) return;
    const link = target.closest(`.${classes.row}`)?.querySelector(`.${classes.link}`);
    const { ctrlKey, metaKey, shiftKey } = event;
    link?.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey }),
    );
  };
  list.addEventListener('click', follow);
  return () => list.removeEventListener('click', follow);
}
