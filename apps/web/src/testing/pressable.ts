/** What can be pressed in a place now, each with where it stands on the page. */
export function pressable(place: HTMLElement): ReadonlyMap<Element, string> {
  const all = place.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [role="button"], [role="option"], [tabindex="0"]',
  );
  const there = [...all].filter((each) => each.checkVisibility({ visibilityProperty: true }));
  return new Map(
    there.map((each) => {
      const { left, top } = each.getBoundingClientRect();
      return [each, `${Math.round(left)} ${Math.round(top + window.scrollY)}`];
    }),
  );
}
