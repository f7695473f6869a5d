/** Goes on to an address that the server gave, where somebody signs in with the account of their organisation. */
export function goToProvider({ href }: { readonly href: string }): void {
  // Whatever it is, it is a page: an address can also be a script.
  if (/^https?:/.test(href)) window.location.assign(href);
}
