import { ownPath } from '@koersvast/contracts';

/** Goes on to an address that the server gave, where somebody signs in with the account of their organisation. */
export function goToProvider({ href }: { readonly href: string }): void {
  // Whatever it is, it is a page: an address can also be a script.
  if (/^https?:/.test(href)) window.location.assign(href);
}

const stored = 'koersvast-next';

/** Where somebody was to go on whose address is too long to be taken along to the provider: this tab has it. */
export function keptNext(): string | undefined {
  try {
    return sessionStorage.getItem(stored) ?? undefined;
  } catch {
    return undefined;
  }
}

function keepNext(next: string): void {
  try {
    sessionStorage.setItem(stored, next);
  } catch {
    // Then they begin where everybody does who signs in.
  }
}

export function forgetNext(): void {
  try {
    sessionStorage.removeItem(stored);
  } catch {
    // Then nothing was kept.
  }
}

/**
 * What the server is told of where somebody goes on once they are back. It is kept in a cookie, which an address with a
 * long question does not fit into: such a one stays here.
 */
export function takeAlong(next: string | undefined): { readonly next?: string } {
  forgetNext();
  if (next === undefined) return {};
  if (ownPath.safeParse(next).success) return { next };
  keepNext(next);
  return {};
}
